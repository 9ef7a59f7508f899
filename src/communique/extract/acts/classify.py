"""Decide what a clause does: rules in order, each with the reason that is shown to people."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from communique.extract.acts.clauses import Clause
from communique.extract.acts.content import complement_of
from communique.extract.acts.denied import denied_undertaking, disclaimer, failed_agreement, negated, unchanged
from communique.extract.acts.frames import announces_ahead, by_frame
from communique.extract.acts.lexicon import SAYING, Verb
from communique.extract.acts.modals import exhortation, need_clause, other_modal, will_clause, wish_clause
from communique.extract.acts.others import is_ours, others_clause, ours_at_heart, private, shows_progress, verb_shows
from communique.extract.acts.scene import Scene, Verdict, possessed
from communique.extract.acts.stative import blamed, discusses, evaluates
from communique.extract.acts.weigh import predicate_of, united_in, verb_class

_STILL = frozenset({"remain", "stand", "stay"})
_COPULAS = frozenset({"be", "remain", "stand", "feel", "become", "stay", "seem", "appear"})
_STRIVING = frozenset({"seek", "strive", "endeavor", "endeavour"})


def classify(scene: Scene) -> Verdict:
    """Return what the clause does: the first rule that has an answer gives it."""
    for rule in RULES:
        verdict = rule(scene)
        if verdict is not None:
            return verdict
    if shows_progress(scene):
        return Verdict("report", scene.clause.head, 0, "event", scene.complement.noun)
    if _shows(scene):
        return Verdict("affirmation", scene.clause.head, 0, "others-show", scene.complement.head)
    return Verdict("report", scene.clause.head, 0, "event", scene.complement.head)


def _shows(scene: Scene) -> bool:
    """Tell whether the speakers or their alliance show something ("AUKUS demonstrates our commitment")."""
    noun = scene.complement.noun
    counted = noun is not None and any(token.like_num or token.lower_ == "percent" for token in noun.subtree)
    showing = scene.lexicon.others.get(scene.lemma) == "always" and scene.complement.frame in ("np", "that")
    return showing and not counted and not scene.clause.passive


def new_time(scene: Scene) -> Verdict | None:
    """Let a deadline that "was extended to 30 September" decide, whatever day it had before."""
    clause, words = scene.clause, scene.lexicon.words
    subject, limit = clause.subject, clause.subject if clause.passive else scene.complement.noun
    set_anew = clause.passive or (scene.speaking and clause.past)
    if not set_anew or subject is None or limit is None or limit.lemma_.lower() not in words["time_limits"]:
        return None
    told = scene.earlier and subject.left_edge.i > clause.head.sent.start
    by_others = any(child.dep_ == "agent" for child in clause.head.rights)
    moved = scene.lemma in words["moving_verbs"] or scene.lemma in words["prolonging_verbs"]
    if not moved or told or by_others or clause.modal is not None or negated(scene):
        return None
    return Verdict("decision", clause.head, 3, "new-time", subject)


def earlier_act(scene: Scene) -> Verdict | None:
    """An earlier act retold with its date, or as done previously, is a report."""
    head, subject = scene.clause.head, scene.clause.subject
    before = any(
        child.lower_ == "previously" and (subject is None or child.i > subject.i) for child in head.lefts
    )  # not "previously participating states welcomed"
    if (scene.earlier and scene.clause.past) or (before and (scene.clause.past or scene.clause.perfect)):
        return Verdict("report", scene.clause.head, 0, "earlier", scene.complement.head)
    return None


def predicate_clause(scene: Scene) -> Verdict | None:
    """A predicate adjective or participle does the act: "are committed to", "is unacceptable"."""
    clause, lexicon = scene.clause, scene.lexicon
    taken_for_verb = clause.progressive and clause.head.lower_ in lexicon.words["joined"]
    bound = clause.passive or taken_for_verb
    word = clause.head if bound else predicate_of(clause.head, scene.end) if scene.lemma in _COPULAS else None
    if word is None:
        return None
    trigger = clause.head if scene.lemma in _STILL else word
    if scene.speaking and lexicon.adjectives.get(word.lower_) != "commitment":
        bound_to = _bound_to(word, scene)
        if bound_to is not None:
            return Verdict("commitment", trigger, 2, "committed-to", bound_to)
    if word.lower_ in lexicon.words["joined"] and (scene.speaking or scene.body):
        inner = united_in(word, scene)
        if inner is not None:
            return Verdict(inner.cls, trigger, inner.strength, inner.rule, inner.by)
    if word.lower_ in lexicon.words["pleased"]:
        pleased = _pleased_to(word, scene)
        if pleased is not None:
            return pleased
    return _by_adjective(word, trigger, scene)


def _bound_to(word: Token, scene: Scene) -> Token | None:
    """Return the last of several predicates where it commits to something ("stand strong, united and committed to")."""
    doc, i = word.doc, word.i + 1
    while i + 1 < scene.end and (
        doc[i].lower_ in (",", "and") or doc[i].pos_ in ("ADJ", "ADV") or doc[i].tag_ == "VBN"
    ):
        committed = scene.lexicon.adjectives.get(doc[i].lower_) == "commitment"
        if committed and doc[i].nbor().lower_ == "to" and doc[i].nbor(-1).lower_ != ",":
            return doc[i]
        i += 1
    return None


def _by_adjective(word: Token, trigger: Token, scene: Scene) -> Verdict | None:
    kind = scene.lexicon.adjectives.get(word.lower_)
    ours = scene.speaking or scene.body
    if kind == "commitment" and ours:
        return Verdict("commitment", trigger, 2, "committed-to", word)
    frame = complement_of(word, scene.end).frame
    if kind == "commitment_passive" and (frame == "to" or (word.lower_ != "set" and word.i + 1 < scene.end)):
        return Verdict("commitment", trigger, 2, "planned", word)
    if word.lower_ == "set" and frame == "for":
        return Verdict("affirmation", trigger, 0, "are-bound", word)
    if kind == "endorsement" and ours:
        return Verdict("endorsement", trigger, 0, "proud-of", word)
    if kind == "objection" and ours:
        return Verdict("objection", trigger, 0, "concerned", word)
    if kind == "unacceptable" and not ours:
        return Verdict("objection", trigger, 0, "unacceptable", word)
    if kind == "call" and frame == "to":
        return Verdict("call", trigger, 1, "obligated", word)
    if kind == "report":
        return Verdict("report", trigger, 0, "under-way", word)
    subject = scene.clause.subject
    if word.lower_ == "based" and subject is not None and subject.lemma_.lower() in scene.lexicon.words["deals"]:
        return Verdict("report", trigger, 0, "event", word)
    if kind == "affirmation" and not scene.clause.perfect:
        return Verdict("affirmation", trigger, 0, "are-bound", word)
    return None


def _pleased_to(word: Token, scene: Scene) -> Verdict | None:
    complement = complement_of(word, scene.end)
    if complement.frame != "to" or complement.head is None:
        return None
    cls = verb_class(complement.head, scene)
    if complement.head.lemma_ == "announce" and announces_ahead(complement.head, scene):
        return Verdict("commitment", complement.head, 2, "announce-that", complement.head)
    if cls == "report" and word.lower_ == "excited" and scene.clause.modal is None:
        return Verdict("commitment", word, 2, "committed-to", word)  # "are excited to join forces"
    if cls in ("decision", "endorsement", "commitment"):
        return Verdict(cls, complement.head, 0, "pleased-to", word)
    return None


def aim_clause(scene: Scene) -> Verdict | None:
    """The speakers' aim "is to" do something: an undertaking in other words."""
    subject = scene.clause.subject
    if scene.lemma not in ("be", "remain") or subject is None:
        return None
    words = scene.lexicon.words
    vowed = subject.lemma_.lower() == "support" or scene.lexicon.nouns.get(subject.lemma_.lower()) == "commitment"
    if vowed and (possessed(subject) or _named_owner(subject, scene)):
        word = predicate_of(scene.clause.head, scene.end)
        firm = [] if word is None else [word, *(child for child in word.rights if child.dep_ == "conj")]
        if word is not None and any(token.lower_ in words["unshaken"] for token in firm):
            return Verdict("commitment", word, 2, "commitment-is-firm", subject)
    if subject.lemma_.lower() not in words["aims"]:
        return None
    doc, i = subject.doc, scene.clause.head.i
    owned = possessed(subject) or any(child.dep_ == "poss" and child.i < subject.i for child in subject.lefts)
    owned = owned or _of_ours(subject)
    if owned and any(token.lower_ == "to" for token in doc[i + 1 : min(scene.end, i + 3)]):
        return Verdict("commitment", scene.clause.head, 2, "aim-is-to", subject)
    return None


def _named_owner(subject: Token, scene: Scene) -> bool:
    """Tell whether a commitment is said to be of those who speak ("the commitment of Japan and Korea to")."""
    after = subject.nbor() if subject.i + 1 < scene.clause.head.i else None
    return after is not None and after.lower_ == "of" and any(token.pos_ == "PROPN" for token in after.subtree)


def _of_ours(aim: Token) -> bool:
    """Tell whether an aim is said to be of what is the speakers' own ("the objective of this taskforce is to")."""
    after = next((child for child in aim.rights if child.lower_ == "of"), None)
    owner = None if after is None else next((child for child in after.rights if child.dep_ == "pobj"), None)
    return owner is not None and (possessed(owner) or any(child.lower_ == "this" for child in owner.lefts))


def bound_clause(scene: Scene) -> Verdict | None:
    """Let the speakers who "are to put in place" something undertake it; what they were to do is told."""
    doc, i = scene.clause.head.doc, scene.clause.head.i
    if scene.lemma != "be" or not scene.speaking or scene.clause.passive or scene.clause.subject is None:
        return None
    laid = i + 2 < scene.end and doc[i + 1].lower_ == "to" and doc[i + 2].tag_ == "VB" and scene.party
    if not laid or scene.clause.modal is not None or scene.complement.head is None:
        return None
    if scene.clause.past:
        return Verdict("report", scene.clause.head, 0, "event", scene.complement.head)
    return Verdict("commitment", scene.clause.head, 3, "are-to", scene.complement.head)


def stand_clause(scene: Scene) -> Verdict | None:
    """Let "stand with" endorse or, of a state under attack, assure; "stand against" objects."""
    if scene.lemma != "stand" or not scene.speaking:
        return None
    doc, i = scene.clause.head.doc, scene.clause.head.i
    near = [token.lower_ for token in doc[i + 1 : min(scene.end, i + 4)]]
    if "against" in near:
        return Verdict("objection", scene.clause.head, 0, "stand-against", scene.complement.head)
    if near[:1] == ["together"]:
        return _stand_together(doc[i + 1], scene)
    noun = scene.complement.noun
    attacked = any(token.lemma_.lower() in scene.lexicon.words["under_attack"] for token in doc[i + 1 : scene.end])
    named = noun is not None and (noun.pos_ == "PROPN" or noun.lemma_ == "people")
    if near[:1] in (["with"], ["by"]) and named and attacked:
        return Verdict("commitment", scene.clause.head, 2, "stand-with-ally", noun)
    if "with" in near or "by" in near or "solidarity" in near or "alongside" in near:
        return Verdict("endorsement", scene.clause.head, 1, "stand-with", scene.complement.head)
    return None


def _stand_together(word: Token, scene: Scene) -> Verdict | None:
    """Let "stand together in" do what the noun after it does; "stand together to" undertakes."""
    head, after = scene.clause.head, word.nbor() if word.i + 1 < scene.end else word
    if after.lower_ == "to" and after.tag_ == "TO" and scene.clause.modal is None and not scene.clause.past:
        return Verdict("commitment", head, 2, "stand-to", scene.complement.head)
    inner = united_in(word, scene)
    return None if inner is None else Verdict(inner.cls, head, inner.strength, inner.rule, inner.by)


def support_clause(scene: Scene) -> Verdict | None:
    """Let "came out in support of", "rallied in support of" endorse."""
    if (
        not scene.speaking
        or scene.clause.modal is not None
        or scene.lemma not in ("come", "rally", "unite", "join", "speak")
    ):
        return None
    doc, i = scene.clause.head.doc, scene.clause.head.i
    near = doc[i + 1 : min(scene.end - 1, i + 6)]
    support = next((token for token in near if token.lower_ in ("support", "favor", "favour")), None)
    if support is None or support.nbor(-1).lower_ != "in" or support.nbor().lower_ != "of":
        return None
    return Verdict("endorsement", support, 1, "come-in-support", support)


def is_clause(scene: Scene) -> Verdict | None:
    """Other "is" and "remain": a view ("is vital"), a blame in "it is X that violates", else a fact ("is home to")."""
    clause = scene.clause
    if (
        scene.lemma not in ("be", "remain", "become", "seem", "appear", "stand")
        or clause.passive
        or clause.head.tag_ == "VBG"
    ):
        return None
    time = _time_to_act(scene)
    if time is not None:
        return Verdict("call", time, 1, "time-to", scene.complement.head)
    if clause.subject is not None and clause.subject.lower_ == "it":
        for token in clause.head.subtree:
            if token.dep_ == "relcl" and scene.lexicon.others.get(token.lemma_.lower()) == "blame":
                return Verdict("objection", token, 0, "blame", token)
    if discusses(clause.head):
        return Verdict("report", clause.head, 0, "under-way", scene.complement.noun)
    if scene.complement.frame in ("under", "underway") and scene.complement.noun is not None:
        doc, i = clause.head.doc, clause.head.i
        under = next((token for token in doc[i + 1 : scene.end] if token.lower_ == "under"), clause.head)
        return Verdict("report", under, 0, "under-way", scene.complement.noun)
    blame = blamed(scene)
    if blame is not None:
        return blame
    if not evaluates(scene):
        return Verdict("report", clause.head, 0, "is-fact", scene.complement.head)
    return Verdict("affirmation", clause.head, 0, "is", scene.complement.head)


def progressive(scene: Scene) -> Verdict | None:
    """The progressive tells what is under way; of others' harm it is a view."""
    if not scene.clause.progressive:
        return None
    verb = scene.lexicon.verbs.get(scene.lemma)
    subject = scene.clause.subject
    if subject is not None and subject.lemma_.lower() in scene.lexicon.words["things_to_do"]:
        # "our priority is ending the war": what it is, not what it does
        return Verdict("affirmation", scene.clause.head, 0, "is", scene.clause.head)
    if verb is not None and verb.group in ("ask", "object", "promise", "intend", "decide", "assert") and scene.speaking:
        return None
    if scene.lemma == "go" and scene.complement.frame == "to":
        return Verdict("affirmation", scene.clause.head, 0, "going-to", scene.complement.head)
    if scene.lemma in ("demonstrate", "prove", "show") and scene.complement.frame == "that":
        return Verdict("affirmation", scene.clause.head, 0, "others-show", scene.complement.head)
    if not scene.speaking and scene.lemma in scene.lexicon.words["harming_verbs"]:
        return Verdict("affirmation", scene.clause.head, 0, "others-harm", scene.complement.head)
    return Verdict("report", scene.clause.head, 0, "under-way", scene.complement.head)


def passive_act(scene: Scene) -> Verdict | None:
    """Let "has been established" decide and "it was agreed that" do what its verb does."""
    clause = scene.clause
    if not clause.passive:
        return None
    verb = scene.lexicon.verbs.get(scene.lemma)
    if (
        verb is not None
        and verb.group == "decide"
        and clause.perfect
        and verb.cls == "decision"
        and _is_made(scene, verb)
    ):
        return Verdict("decision", clause.head, 3, "has-been-established", clause.subject)
    impersonal = (
        clause.subject is not None
        and clause.subject.lower_ in ("it", "agreement")
        and scene.complement.frame in ("that", "to")
    )
    if impersonal and verb is not None and verb.group in ("assert", "concur", "decide", "promise"):
        return by_frame(scene, verb)
    if scene.lemma in scene.lexicon.words["needing_verbs"] and not clause.past:
        return Verdict("affirmation", clause.head, 0, "need-of-things", clause.subject)
    if verb_shows(scene):
        return Verdict("affirmation", clause.head, 0, "others-show", scene.complement.noun)
    if verb is not None and verb.lemma in ("regard", "deem", "recognize", "recognise", "consider") and _holds(clause):
        return Verdict("affirmation", clause.head, 0, "others-show", scene.complement.noun)
    ours = clause.subject is not None and possessed(clause.subject, frozenset({"our"}))
    if (scene.speaking or (ours and not scene.body)) and not clause.past and not clause.perfect:
        return Verdict("affirmation", clause.head, 0, "are-bound", scene.complement.head)
    return Verdict("report", clause.head, 0, "event", scene.complement.head)


def _holds(clause: Clause) -> bool:
    """Tell whether a passive in the present says what a thing is held to be ("is regarded as the best way")."""
    agent = any(child.dep_ == "agent" for child in clause.head.rights)
    return not (clause.past or clause.perfect or agent) and clause.modal is None


def speakers_verb(scene: Scene) -> Verdict | None:
    """The speakers' verb does what the lexicon says for what follows it."""
    verb = scene.lexicon.verbs.get(scene.lemma)
    if verb is None:
        return None
    if not (scene.speaking or ours_at_heart(scene) or _says_for_speakers(scene, verb)):
        return None
    if negated(scene) and verb.lemma in scene.lexicon.words["perceiving_verbs"]:
        return Verdict("affirmation", scene.clause.head, 0, f"{verb.group}-np", scene.complement.head)
    if negated(scene) and verb.group in ("assert", "believe", "approve", "concur"):
        return Verdict("objection", scene.clause.head, 0, "do-not-accept", scene.complement.head)
    if negated(scene) and verb.group == "intend":
        return Verdict("affirmation", scene.clause.head, 0, "do-not-intend", scene.complement.head)
    if scene.clause.past and verb.lemma in _STRIVING:
        # what was sought is told: "throughout the year, the coalition sought to"
        return Verdict("report", scene.clause.head, 0, "event", scene.complement.head)
    return by_frame(scene, verb)


RULES: tuple[Callable[[Scene], Verdict | None], ...] = (
    exhortation,
    disclaimer,
    failed_agreement,
    will_clause,
    need_clause,
    wish_clause,
    other_modal,
    new_time,
    earlier_act,
    denied_undertaking,
    aim_clause,
    bound_clause,
    predicate_clause,
    stand_clause,
    support_clause,
    is_clause,
    unchanged,
    progressive,
    passive_act,
    speakers_verb,
    others_clause,
)


def _says_for_speakers(scene: Scene, verb: Verb) -> bool:
    """Tell whether a subject says or undertakes for the speakers: their task force, alliance or agreement."""
    subject, words = scene.clause.subject, scene.lexicon.words
    if subject is None or scene.party or private(scene):
        return False
    lemma = subject.lemma_.lower()
    if lemma in words["own_alliances"] or (scene.body and lemma not in words["abstract_bodies"]):
        return verb.group in SAYING or (verb.lemma == "continue" and not scene.clause.past)
    things = (
        is_ours(scene) or lemma in words["abstract_bodies"] or lemma in words["deals"] or lemma in words["documents"]
    )
    return things and verb.group in ("intend", "promise") and scene.complement.frame == "to"


def _is_made(scene: Scene, verb: Verb) -> bool:
    """Tell whether the subject of "has been created" is a thing that is made: a body or instrument, no condition."""
    subject, words = scene.clause.subject, scene.lexicon.words
    if verb.lemma == "approve" and scene.complement.frame == "to":
        return False  # "individuals have been approved to resettle"
    if verb.frames.get("np") != "created" or subject is None:
        return True
    return subject.lemma_.lower() in words["own_bodies"] or subject.lemma_.lower() in words["deals"]


def _time_to_act(scene: Scene) -> Token | None:
    """Return "time" of "it is time to act", or None."""
    doc, i, subject = scene.clause.head.doc, scene.clause.head.i, scene.clause.subject
    if subject is None or subject.lower_ != "it":
        return None
    near = doc[i + 1 : min(scene.end - 1, i + 4)]
    return next((token for token in near if token.lower_ == "time" and token.nbor().lower_ == "to"), None)
