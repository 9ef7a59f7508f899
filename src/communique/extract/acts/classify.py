"""Decide what a clause does: its class, its trigger word, how binding it is, and the rule that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.acts.clauses import Clause
from communique.extract.acts.content import Complement, complement_of, noun_head
from communique.extract.acts.lexicon import Lexicon, Verb

MODALS_OF_NEED = frozenset({"must", "should", "ought", "need"})
_BE = frozenset({"be", "remain", "stand", "feel", "become", "stay", "seem", "appear", "'s", "'re"})
_OWN = frozenset({"our", "their", "its", "his", "her", "my"})
_MIND = frozenset({"know", "understand", "remember", "be", "have"})
_STANCE_GROUPS = frozenset({"ask", "object", "approve", "assert", "concur", "promise", "instruct"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a clause does: class, trigger word, strength, rule, and the word that decided beside the verb."""

    cls: str
    trigger: Token
    strength: int
    rule: str
    complement: Complement
    by: Token | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule sees of a clause: its words, who speaks, and the end of its content (a token index)."""

    clause: Clause
    end: int
    speaking: bool
    own_body: bool
    party: bool
    earlier: bool
    lexicon: Lexicon


def classify(scene: Scene) -> Verdict:
    """Return what the clause does: the first rule that has an answer gives it."""
    for rule in RULES:
        verdict = rule(scene)
        if verdict is not None:
            return verdict
    return _told(scene)


def modal_clause(scene: Scene) -> Verdict | None:
    """A modal does the act: "will" of the speakers undertakes, of others forecasts; "must" and "should" ask others."""
    clause, lexicon = scene.clause, scene.lexicon
    modal = clause.modal
    if modal is None:
        return None
    word, verb = modal.lower_, clause.head
    complement = complement_of(verb, scene.end)
    bound = scene.speaking or scene.own_body
    if word in ("will", "shall", "'ll", "wo"):
        if bound or _passive_without_agent(clause, lexicon):
            return Verdict("commitment", modal, 3, "will-of-speakers", complement)
        return Verdict("affirmation", modal, 0, "will-of-others", complement)
    if word in MODALS_OF_NEED:
        if scene.speaking or _own_subject(clause) or verb.lemma_ in _MIND and not scene.party:
            return Verdict("affirmation", modal, 0, "need-of-speakers", complement)
        return Verdict("call", modal, 1, "need-of-others", complement)
    if (
        word in ("would", "'d")
        and verb.lemma_ in ("like", "wish")
        and complement.frame == "to"
        and complement.head is not None
    ):
        inner = _verb_class(complement.head, scene)
        if inner is not None:
            return Verdict(inner, complement.head, 0, "would-like-to", complement)
    return Verdict("affirmation", modal, 0, "can-may", complement)


def predicate_clause(scene: Scene) -> Verdict | None:
    """A predicate adjective or participle does the act ("are committed to", "is unacceptable")."""
    clause, lexicon = scene.clause, scene.lexicon
    verb = clause.head
    if clause.passive:
        word: Token | None = verb
    elif verb.lemma_.lower() in _BE:
        word = _predicate(verb, scene.end)
    else:
        return None
    if word is None:
        return None
    kind = lexicon.adjectives.get(word.lower_)
    trigger = word if verb.lemma_.lower() not in ("remain", "stand", "stay") else verb
    complement = complement_of(word, scene.end)
    if word.lower_ in ("united", "aligned", "steadfast", "resolute", "strong", "firm", "unwavering", "clear", "joined"):
        inner = _in_what(word, complement, scene)
        if inner is not None:
            return (
                inner
                if trigger is word
                else Verdict(inner.cls, trigger, inner.strength, inner.rule, complement, inner.by)
            )
    if (
        word.lower_ in ("pleased", "proud", "delighted", "honored", "honoured", "glad", "happy")
        and complement.frame == "to"
        and complement.head is not None
    ):
        cls = _verb_class(complement.head, scene)
        if cls in ("decision", "endorsement", "commitment"):
            return Verdict(cls, complement.head, 0, "pleased-to", complement, word)
    if kind is None:
        return None
    if kind == "commitment" and (scene.speaking or scene.own_body):
        return Verdict("commitment", trigger, 2, "committed-to", complement, word)
    if kind == "commitment_passive":
        return (
            Verdict("commitment", trigger, 2, "planned", complement, word)
            if clause.passive or word.i != verb.i
            else None
        )
    if kind == "endorsement" and (scene.speaking or scene.own_body):
        return Verdict("endorsement", trigger, 0, "proud-of", complement, word)
    if kind == "objection":
        return Verdict("objection", trigger, 0, "unacceptable", complement, word)
    if kind == "call":
        return Verdict("call", trigger, 1, "obligated", complement, word)
    if kind == "report":
        return Verdict("report", trigger, 0, "narration", complement, word)
    return None


def aim_clause(scene: Scene) -> Verdict | None:
    """The speakers' aim "is to" do something: an undertaking in other words."""
    clause = scene.clause
    if clause.head.lemma_.lower() not in ("be", "remain") or clause.subject is None:
        return None
    if clause.subject.lemma_.lower() not in (
        "aim",
        "goal",
        "objective",
        "intention",
        "ambition",
        "commitment",
        "determination",
        "priority",
    ):
        return None
    if not _own_subject(clause):
        return None
    doc = clause.head.doc
    follow = [token.lower_ for token in doc[clause.head.i + 1 : min(scene.end, clause.head.i + 3)]]
    if "to" in follow and clause.subject.lemma_.lower() != "priority":
        return Verdict("commitment", clause.head, 2, "aim-is-to", complement_of(clause.head, scene.end))
    return None


def existence_clause(scene: Scene) -> Verdict | None:
    """Other "is": a view ("is vital", "there is no change")."""
    clause = scene.clause
    if clause.head.lemma_.lower() not in _BE or clause.passive or clause.head.tag_ == "VBG":
        return None
    complement = complement_of(clause.head, scene.end)
    if clause.head.lemma_ in ("stand",) and complement.frame in ("with", "by", "in", "alongside") and scene.speaking:
        return Verdict("endorsement", clause.head, 0, "stand-with", complement)
    if clause.head.lemma_ == "stand" and complement.frame == "against":
        return Verdict("objection", clause.head, 0, "stand-against", complement)
    return Verdict("affirmation", clause.head, 0, "is", complement)


def earlier_act(scene: Scene) -> Verdict | None:
    """An earlier act retold with its date is a report."""
    clause = scene.clause
    if scene.earlier and clause.past:
        return Verdict("report", clause.head, 0, "earlier", complement_of(clause.head, scene.end))
    return None


def narration(scene: Scene) -> Verdict | None:
    """The progressive tells what is under way."""
    clause, lexicon = scene.clause, scene.lexicon
    if not clause.progressive:
        return None
    complement = complement_of(clause.head, scene.end)
    verb = lexicon.verbs.get(clause.head.lemma_.lower())
    if verb is not None and verb.group in ("ask", "object", "promise", "intend") and scene.speaking:
        return None
    if (
        not scene.speaking
        and not clause.perfect
        and lexicon.others.get(clause.head.lemma_.lower()) != "factual"
        and _evaluates(clause)
    ):
        return Verdict("affirmation", clause.head, 0, "others-harm", complement)
    return Verdict("report", clause.head, 0, "progressive", complement)


def speakers_verb(scene: Scene) -> Verdict | None:
    """The speakers' verb does what the lexicon says for what follows it."""
    clause, lexicon = scene.clause, scene.lexicon
    if not (scene.speaking or clause.form == "participle" or _own_noun_object(scene)):
        return None
    verb = lexicon.verbs.get(clause.head.lemma_.lower())
    if verb is None:
        return None
    complement = complement_of(clause.head, scene.end)
    if clause.passive and verb.group != "decide":
        return None
    if _negated(clause) and verb.group in ("assert", "believe", "approve", "concur"):
        return Verdict("objection", clause.head, 0, "negated", complement)
    return _by_frame(scene, verb, complement)


def passive_act(scene: Scene) -> Verdict | None:
    """ "It was agreed that", "X has been established": the passive participle does the act."""
    clause, lexicon = scene.clause, scene.lexicon
    if not clause.passive:
        return None
    verb = lexicon.verbs.get(clause.head.lemma_.lower())
    if verb is None:
        return None
    complement = complement_of(clause.head, scene.end)
    if verb.group == "decide" and clause.perfect and verb.cls == "decision":
        return Verdict("decision", clause.head, 3, "has-been-established", complement)
    impersonal = clause.subject is not None and clause.subject.lower_ == "it" and complement.frame in ("that", "to")
    if impersonal and verb.group in ("assert", "concur", "decide", "promise"):
        return _by_frame(scene, verb, complement)
    return None


def others_clause(scene: Scene) -> Verdict | None:
    """A clause about others: harm and weighing are views, blame an objection, a bare event a report."""
    clause, lexicon = scene.clause, scene.lexicon
    if scene.speaking:
        return None
    complement = complement_of(clause.head, scene.end)
    how = lexicon.others.get(clause.head.lemma_.lower())
    if clause.passive:
        return Verdict("report", clause.head, 0, "event", complement)
    if how == "blame" and not _own_subject(clause):
        return Verdict("objection", clause.head, 0, "blame", complement)
    if how == "always":
        return Verdict("affirmation", clause.head, 0, "others-show", complement)
    if how == "factual" or clause.past or clause.perfect:
        return Verdict("report", clause.head, 0, "event", complement)
    return Verdict("affirmation", clause.head, 0, "others-present", complement)


def _told(scene: Scene) -> Verdict:
    """What is left is told: a report."""
    return Verdict("report", scene.clause.head, 0, "event", complement_of(scene.clause.head, scene.end))


RULES: tuple[Callable[[Scene], Verdict | None], ...] = (
    modal_clause,
    earlier_act,
    predicate_clause,
    aim_clause,
    existence_clause,
    narration,
    passive_act,
    speakers_verb,
    others_clause,
)


# --- the lexicon's frames ---------------------------------------------------------------------------------------------


def _by_frame(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    answer = verb.frames.get(complement.frame, verb.cls)
    special = _FRAMES.get(answer)
    if special is not None:
        return special(scene, verb, complement)
    return Verdict(answer, scene.clause.head, verb.strength, f"{verb.group}-{complement.frame}", complement)


def _weigh(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    """Let the noun after the verb decide."""
    noun = complement.noun
    trigger = scene.clause.head
    if complement.frame == "ing" and complement.head is not None:
        return Verdict(verb.cls, trigger, verb.strength, f"{verb.group}-ing", complement)
    if noun is None:
        return Verdict(verb.cls, trigger, verb.strength, f"{verb.group}-{complement.frame}", complement)
    kind = noun_class(noun, scene)
    if verb.light:
        trigger = noun
    if kind == "aim":
        kind = (
            "commitment"
            if verb.lemma in ("reaffirm", "reiterate", "affirm", "confirm", "renew", "restate", "reconfirm", "announce")
            else None
        )
    if kind in ("report", None) and not (kind == "report" and verb.lemma == "share"):
        kind = None
    if (
        kind == "commitment"
        and verb.lemma in ("note", "recognize", "recognise", "acknowledge", "recall", "highlight")
        and not _possessed(noun, _OWN)
    ):
        kind = None
    if kind is None:
        return Verdict(verb.cls, trigger, verb.strength, f"{verb.group}-np", complement, noun)
    strength = {"commitment": 2, "endorsement": 1, "call": 1}.get(kind, 0)
    return Verdict(kind, trigger, strength, f"{verb.group}-{kind}-noun", complement, noun)


def _content(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    """Let the clause after "that" decide: what it undertakes, asks or condemns is done by saying so."""
    trigger = scene.clause.head
    inner = complement.head
    cls = verb.cls
    strength = verb.strength if cls == "commitment" else 0
    if inner is not None:
        found = _content_class(inner, scene)
        if found is not None:
            cls, strength = found, 2 if found == "commitment" else 0
    return Verdict(cls, trigger, strength, f"{verb.group}-that", complement, inner)


def _announced(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    """ "announced their intention to" undertakes; "announced that they will" too; else a decision."""
    if complement.frame == "that":
        verdict = _content(scene, verb, complement)
        return (
            verdict
            if verdict.cls == "commitment"
            else Verdict("decision", verdict.trigger, 3, "announce-that", complement)
        )
    verdict = _weigh(scene, verb, complement)
    if verdict.cls in ("commitment",):
        return verdict
    return Verdict("decision", scene.clause.head, 3, "announce", complement)


def _agreed(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    """ "agreed on a plan" decides, "agreed on the need" asserts, "agreed on holding" undertakes."""
    noun = complement.noun
    trigger = scene.clause.head
    if noun is not None and noun.tag_ == "VBG":
        return Verdict("commitment", trigger, 3, "agree-on-doing", complement, noun)
    if noun is not None and noun.lemma_.lower() in scene.lexicon.words["deals"]:
        return Verdict("decision", trigger, 3, "agree-on-deal", complement, noun)
    return Verdict("affirmation", trigger, 0, "agree-on", complement, noun)


def _document(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    noun = complement.noun
    if noun is not None and noun.lemma_.lower() in scene.lexicon.words["documents"]:
        return Verdict("decision", scene.clause.head, 3, "endorse-document", complement, noun)
    return Verdict("endorsement", scene.clause.head, 1, "endorse", complement, noun)


def _welcomed(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    """ "welcomed holding the next talks" undertakes; other welcomes endorse."""
    head = complement.head
    if head is not None:
        if head.tag_ == "VBG" and complement.frame == "ing" and head.lemma_ in ("hold", "host", "convene", "meet"):
            return Verdict("commitment", scene.clause.head, 1, "welcome-meeting", complement, head)
        if head.lemma_.lower() in scene.lexicon.words["meetings"] and any(
            child.lower_ in ("next", "upcoming", "forthcoming") for child in head.subtree if child.i < head.i
        ):
            return Verdict("commitment", scene.clause.head, 1, "welcome-meeting", complement, head)
    return Verdict("endorsement", scene.clause.head, 0, "welcome", complement)


def _shared(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    noun = complement.noun
    if noun is None:
        return Verdict("report", scene.clause.head, 0, "share", complement)
    kind = noun_class(noun, scene)
    if kind == "report":
        if any(child.lower_ == "that" for child in noun.subtree if child.i > noun.i and child.i <= noun.i + 2):
            return Verdict("affirmation", noun, 0, "share-view-that", complement, noun)
        return Verdict("report", noun, 0, "share-views", complement, noun)
    if kind in ("commitment", "objection", "endorsement"):
        return Verdict(kind, noun, 2 if kind == "commitment" else 0, "share-noun", complement, noun)
    return Verdict("affirmation", noun, 0, "share-noun", complement, noun)


def _offered(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    noun = complement.noun
    kind = None if noun is None else noun_class(noun, scene)
    if noun is not None and kind in ("endorsement", "objection"):
        return Verdict(kind, noun, 0, f"{verb.lemma}-{kind}", complement, noun)
    if noun is not None and noun.lemma_.lower() == "invitation":
        return Verdict("call", noun, 1, f"{verb.lemma}-invitation", complement, noun)
    cls = "decision" if verb.group == "decide" else "report"
    return Verdict(cls, scene.clause.head, 0, f"{verb.lemma}", complement, noun)


def _paid(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    noun = complement.noun
    if noun is not None and noun.lemma_.lower() in ("tribute", "respect", "respects", "homage"):
        return Verdict("endorsement", noun, 0, "pay-tribute", complement, noun)
    return Verdict("report", scene.clause.head, 0, "event", complement, noun)


def _reached(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    noun = complement.noun
    deal = noun is not None and noun.lemma_.lower() in (
        "agreement",
        "understanding",
        "consensus",
        "accord",
        "deal",
        "conclusion",
        "arrangement",
    )
    return Verdict(
        "decision" if deal else "report", scene.clause.head, 3 if deal else 0, "reach-agreement", complement, noun
    )


def _had(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    noun = complement.noun
    view = noun is not None and noun.lemma_.lower() in (
        "responsibility",
        "interest",
        "obligation",
        "duty",
        "role",
        "opportunity",
        "confidence",
        "right",
        "potential",
        "faith",
        "stake",
    )
    return Verdict("affirmation" if view else "report", scene.clause.head, 0, "have", complement, noun)


def _continued(scene: Scene, verb: Verb, complement: Complement) -> Verdict:
    """ "continue to call for" does what its infinitive does; "continue to work" tells or, with effort, undertakes."""
    head = complement.head
    if scene.clause.form == "participle":
        return Verdict("commitment", scene.clause.head, 2, "continuing-to", complement)
    if head is not None:
        cls = _verb_class(head, scene)
        inner = scene.lexicon.verbs.get(head.lemma_.lower())
        if cls is not None and inner is not None and inner.group in ("ask", "object", "approve", "assert"):
            return Verdict(cls, head, 0, "continue-to-say", complement, head)
        if (
            head.lemma_ in ("make", "strive", "endeavor", "endeavour", "seek", "stand", "pursue", "spare")
            and not scene.clause.past
        ):
            return Verdict("commitment", scene.clause.head, 2, "continue-effort", complement, head)
    return Verdict("report", scene.clause.head, 0, "continue", complement)


_FRAMES: dict[str, Callable[[Scene, Verb, Complement], Verdict]] = {
    "weigh": _weigh,
    "content": _content,
    "announced": _announced,
    "agreed": _agreed,
    "document": _document,
    "welcomed": _welcomed,
    "shared": _shared,
    "offered": _offered,
    "extended": _offered,
    "paid": _paid,
    "reached": _reached,
    "concluded": _reached,
    "had": _had,
    "continued": _continued,
}


# --- words that decide ------------------------------------------------------------------------------------------------


def noun_class(noun: Token, scene: Scene) -> str | None:
    """Return the class that a noun decides for a verb it completes, or None; others' commitments decide nothing."""
    kind = scene.lexicon.nouns.get(noun.lemma_.lower()) or scene.lexicon.nouns.get(noun.lower_)
    if kind is None:
        return None
    for child in noun.lefts:
        if (
            child.dep_ == "poss"
            and child.lower_ not in _OWN
            and kind in ("commitment", "aim")
            and scene.clause.subject is not None
        ):
            if (
                child.pos_ == "PROPN"
                and not scene.clause.subject.pos_ == "PROPN"
                and child.lower_ not in ("states", "u.s.", "rok", "japan")
            ):
                return None
    if kind == "aim" and not (_possessed(noun, _OWN) or any(t.lower_ == "to" for t in noun.rights)):
        return None
    return kind


def _possessed(noun: Token, by: frozenset[str]) -> bool:
    return any(child.lower_ in by for child in noun.lefts)


def _own_subject(clause: Clause) -> bool:
    return clause.subject is not None and (_possessed(clause.subject, _OWN) or clause.subject.lower_ in ("we", "us"))


def _own_noun_object(scene: Scene) -> bool:
    """Tell whether a clause about things ends in the speakers' own commitment ("this reinforces our determination to")."""
    clause = scene.clause
    verb = scene.lexicon.verbs.get(clause.head.lemma_.lower())
    how = scene.lexicon.others.get(clause.head.lemma_.lower())
    if how != "always" or verb is None or clause.past:
        return False
    complement = complement_of(clause.head, scene.end)
    noun = complement.noun
    return (
        noun is not None
        and (
            _possessed(noun, frozenset({"our"}))
            or any(grand.lower_ == "our" for child in noun.lefts for grand in child.lefts)
        )
        and scene.lexicon.nouns.get(noun.lemma_.lower()) == "commitment"
    )


def _predicate(verb: Token, end: int) -> Token | None:
    for child in verb.rights:
        if child.i >= end:
            break
        if child.dep_ in (
            "acomp",
            "oprd",
            "attr",
            "advmod",
            "prep",
            "xcomp",
            "advcl",
            "ccomp",
            "conj",
        ) and child.pos_ in ("ADJ", "VERB", "NOUN", "ADV", "PROPN"):
            if child.dep_ == "advmod" and child.lower_ not in ("underway",):
                continue
            if child.tag_ in ("VBG",):
                continue
            return child
    return None


def _in_what(word: Token, complement: Complement, scene: Scene) -> Verdict | None:
    """ "united in our resolve to", "steadfast in our support", "united in condemning": what follows "in" decides."""
    doc = word.doc
    for i in range(word.i + 1, min(scene.end, word.i + 6)):
        if doc[i].lower_ in ("in", "on", "behind") and i + 1 < scene.end:
            inner = doc[i + 1]
            while inner.pos_ == "ADV" and inner.i + 1 < scene.end:
                inner = inner.nbor()
            if inner.tag_ == "VBG":
                cls = _verb_class(inner, scene)
                verb = scene.lexicon.verbs.get(inner.lemma_.lower())
                if verb is not None and verb.lemma == "support":
                    return Verdict("commitment", word, 2, "resolute-in", complement, inner)
                if cls is not None and verb is not None and verb.group in _STANCE_GROUPS:
                    return Verdict(cls, word, 0, "united-in", complement, inner)
                return Verdict("commitment", word, 2, "resolute-in", complement, inner)
            noun = noun_head(inner)
            kind = None if noun is None else noun_class(noun, scene)
            if noun is not None and kind in ("commitment", "endorsement", "objection"):
                return Verdict(
                    kind,
                    noun if word.lower_ == "united" else word,
                    2 if kind == "commitment" else 0,
                    "united-in",
                    complement,
                    noun,
                )
            if word.lower_ in ("united", "aligned", "joined", "strong", "clear"):
                return Verdict("affirmation", word, 0, "united-in", complement, noun)
            return None
    return None


def _verb_class(verb: Token, scene: Scene) -> str | None:
    """Return what a verb does as the speakers' own, by its lexicon entry and its own complement."""
    entry = scene.lexicon.verbs.get(verb.lemma_.lower())
    if entry is None:
        return None
    complement = complement_of(verb, scene.end)
    answer = entry.frames.get(complement.frame, entry.cls)
    if answer in ("weigh", "announced"):
        noun = complement.noun
        kind = None if noun is None else noun_class(noun, scene)
        if kind in ("commitment", "endorsement", "objection", "call"):
            return kind
        return entry.cls
    return entry.cls if answer in _FRAMES else answer


def _content_class(verb: Token, scene: Scene) -> str | None:
    """Return what a content clause undertakes, asks or condemns, or None where it only says that something is so."""
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    modal = next((c.lower_ for c in verb.lefts if c.tag_ == "MD"), None)
    own = subject is not None and (
        subject.lower_ in ("they", "we", "it", "both", "he", "she") or _same_as(subject, scene)
    )
    if modal in ("will", "shall", "would") and own:
        return "commitment"
    if modal in ("must",) and not own and subject is not None:
        return "call"
    if modal is not None:
        if (
            modal in ("will", "would")
            and subject is not None
            and subject.lemma_ in ("attack", "use", "aggression", "act")
            and verb.lemma_ in ("meet", "face")
        ):
            return "commitment"
        return None
    if verb.lemma_ in ("be", "remain", "stand") or verb.tag_ == "VBN":
        word = verb if verb.tag_ == "VBN" else _predicate(verb, scene.end)
        if word is not None:
            kind = scene.lexicon.adjectives.get(word.lower_)
            if kind == "commitment" and own:
                return "commitment"
            if (
                word.lower_ in ("ironclad", "unwavering", "unshakable", "unshakeable", "steadfast", "rock")
                and subject is not None
                and scene.lexicon.nouns.get(subject.lemma_) == "commitment"
            ):
                return "commitment"
            if word.lower_ in ("aligned", "united", "joined"):
                inner = _in_what(word, complement_of(word, scene.end), scene)
                return None if inner is None or inner.cls == "affirmation" else inner.cls
            if word.lower_ in ("unacceptable", "egregious"):
                return "objection"
        return None
    entry = scene.lexicon.verbs.get(verb.lemma_.lower())
    if own and entry is not None and entry.group in ("intend", "promise", "object", "approve", "ask"):
        cls = _verb_class(verb, scene)
        return cls if cls in ("commitment", "objection", "endorsement", "call") else None
    return None


def _same_as(subject: Token, scene: Scene) -> bool:
    lemma = subject.lemma_.lower()
    mine = scene.clause.subject
    if mine is not None and lemma == mine.lemma_.lower():
        return True
    return lemma in ("side", "leader", "country", "government", "minister", "states", "nation", "party")


def _negated(clause: Clause) -> bool:
    return any(child.dep_ == "neg" for child in clause.head.lefts)


def _passive_without_agent(clause: Clause, lexicon: Lexicon) -> bool:
    """Tell whether "will be established", "will be held", "will take place" schedules without naming who."""
    if clause.subject is not None and clause.subject.lemma_.lower() in lexicon.words["meetings"]:
        return True
    if not clause.passive:
        return False
    return clause.head.lemma_ in (
        "establish",
        "create",
        "launch",
        "hold",
        "convene",
        "host",
        "conduct",
        "publish",
        "release",
        "lead",
        "chair",
        "set",
        "form",
        "sign",
        "schedule",
        "complete",
        "invite",
        "co",
        "carry",
        "undertake",
        "review",
        "update",
        "develop",
        "provide",
        "organize",
        "organise",
    )


def _evaluates(clause: Clause) -> bool:
    """Tell whether a progressive of others weighs rather than tells ("is putting the recovery at risk")."""
    return clause.head.lemma_ in (
        "put",
        "create",
        "undermine",
        "threaten",
        "endanger",
        "jeopardize",
        "cause",
        "exacerbate",
        "destabilize",
        "fuel",
        "destabilise",
        "drive",
        "pose",
        "impose",
        "harm",
        "risk",
    )
