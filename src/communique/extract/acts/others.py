"""Decide what a clause does whose subject is no speaker: a view, a blame, or a bare event."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.content import complement_of
from communique.extract.acts.lexicon import SAYING
from communique.extract.acts.scene import OWN, Scene, Verdict, possessed
from communique.extract.acts.weigh import noun_class, verb_class

_OBJECT = 7
_MEMBERS = frozenset({"member", "members", "participant", "participants", "partner", "partners"})


def others_clause(scene: Scene) -> Verdict | None:
    """A clause about others: harm and weighing are views, blame an objection, a bare event a report."""
    if scene.speaking:
        return None
    clause, others = scene.clause, scene.lexicon.others
    how = others.get(scene.lemma)
    if ours_at_heart(scene):
        return Verdict("commitment", clause.head, 2, "others-show-commitment", scene.complement.noun)
    if (how == "blame" or _as_weapon(scene)) and not is_ours(scene):
        return Verdict("objection", clause.head, 0, "blame", scene.complement.head)
    flagrant = scene.lemma in scene.lexicon.words["breaking_verbs"] and any(
        child.lower_ in scene.lexicon.words["blaming_adverbs"] for child in clause.head.children
    )
    if (flagrant or _blames_deed(scene)) and not is_ours(scene):
        return Verdict("objection", clause.head, 0, "blame", scene.complement.head)
    told = clause.subject is not None and clause.subject.lemma_.lower() in scene.lexicon.words["addressees"]
    if scene.lemma == "need" and told and scene.complement.frame == "to" and not clause.past and not is_ours(scene):
        return Verdict("call", clause.head, 1, "need-of-others", scene.complement.head)
    counted = any(token.lower_ in ("percent", "%") for token in clause.head.doc[clause.head.i + 1 : clause.head.i + 5])
    if how == "always" and (counted or shows_progress(scene)):
        return Verdict("report", clause.head, 0, "event", scene.complement.head)
    verb = scene.lexicon.verbs.get(scene.lemma)
    third = clause.past and _of_others(scene)
    if how == "always" and not (third and verb is not None and verb.group in SAYING):
        return Verdict("affirmation", clause.head, 0, "others-show", scene.complement.head)
    planned = verb is not None and verb.group == "intend" and verb.lemma in ("plan", "intend") and not clause.past
    if planned and not scene.party and scene.complement.frame == "to":
        return Verdict("commitment", clause.head, 2, "intend-to", scene.complement.head)
    vows = verb is not None and verb.group in ("promise", "intend") and _outsider(scene)
    if vows or ((scene.party or third) and verb is not None and verb.group in SAYING):
        return Verdict("report", clause.head, 0, "others-say", scene.complement.head)
    if verb is not None and verb.group == "ask" and not clause.past and not scene.party and _own_text(scene):
        return Verdict("call", clause.head, 1, f"ask-{scene.complement.frame}", scene.complement.head)
    if scene.lemma == "build" and _on_work(scene):
        return Verdict("report", clause.head, 0, "event", scene.complement.noun)
    if scene.lemma == "welcome" and _as_member(scene):
        return Verdict("endorsement", clause.head, 0, "approve-np", scene.complement.noun)
    occasion = _occasion(scene)
    if occasion is not None:
        return occasion
    noun = scene.complement.noun
    held = noun is not None and noun.lemma_.lower() in scene.lexicon.words["held_views"]
    none = noun is not None and any(child.lower_ == "no" for child in noun.lefts)
    if scene.lemma in ("have", "hold") and (held or none) and not clause.past:
        return Verdict("affirmation", clause.head, 0, "have-view", noun)
    given = scene.complement.noun if scene.lemma in ("provide", "offer") and not clause.past else None
    if given is not None and given.lemma_.lower() in scene.lexicon.words["foundations"]:
        return Verdict("affirmation", clause.head, 0, "others-present", given)
    if scene.lemma == "come" and clause.subject is not None and clause.subject.lemma_ == "time":
        return Verdict("call", clause.head, 1, "time-to", scene.complement.head)
    inner = scene.complement.head if scene.complement.frame == "to" else None
    if (
        scene.lemma == "continue"
        and inner is not None
        and not clause.past
        and inner.lemma_ in scene.lexicon.words["role_verbs"]
    ):
        return Verdict("affirmation", clause.head, 0, "others-present", inner)
    if _in_perfect(scene) and _harms(scene):
        return Verdict("affirmation", clause.head, 0, "others-harm", scene.complement.noun)
    if how == "factual" or clause.past or clause.perfect or scene.lemma in scene.lexicon.words["ruling_verbs"]:
        return Verdict("report", clause.head, 0, "event", scene.complement.head)
    return Verdict("affirmation", clause.head, 0, "others-present", scene.complement.head)


def _of_others(scene: Scene) -> bool:
    """Tell whether a subject is said to be others than those who speak ("partner countries", "other donors")."""
    subject = scene.clause.subject
    if subject is None or private(scene):
        return subject is not None
    if is_ours(scene):
        return False
    return any(child.lower_ in ("partner", "other", "third", "neighboring", "neighbouring") for child in subject.lefts)


def private(scene: Scene) -> bool:
    """Tell whether a subject is those who have money or wares of their own ("a coalition of investors")."""
    subject = scene.clause.subject
    if subject is None or possessed(subject, frozenset({"our"})):
        return False
    known = scene.lexicon.words["private_actors"]
    named = [subject] if subject.lemma_ not in ("coalition", "group", "number") else []
    named += [grand for child in subject.rights if child.lower_ == "of" and not named for grand in child.rights]
    return any(token.lemma_.lower() in known for token in named)


def _outsider(scene: Scene) -> bool:
    """Tell whether a name that is nobody's of the speakers says something now ("the Clinic commits to")."""
    subject, words = scene.clause.subject, scene.lexicon.words
    if subject is None or subject.pos_ != "PROPN" or scene.clause.head.tag_ != "VBZ" or scene.body:
        return False
    lemma = subject.lemma_.lower()
    return not any(lemma in words[table] for table in ("abstract_bodies", "deals", "documents", "own_alliances"))


def _own_text(scene: Scene) -> bool:
    """Tell whether a text or arrangement of the speakers asks somebody ("this declaration calls on all states")."""
    subject, words = scene.clause.subject, scene.lexicon.words
    if subject is None:
        return False
    lemma = subject.lemma_.lower()
    own = any(child.lower_ in ("this", "our", "today") for child in subject.lefts) or lemma in words["abstract_bodies"]
    return scene.body or (own and any(lemma in words[t] for t in ("abstract_bodies", "deals", "documents")))


def _on_work(scene: Scene) -> bool:
    """Tell whether a thing builds on what was done before, which is a fact, and not on what is shared or valued."""
    noun, words = scene.complement.noun, scene.lexicon.words
    if noun is None or scene.complement.frame not in ("on", "upon"):
        return False
    grounds = words["valued_grounds"]
    return not any(token.lower_ in grounds or token.lemma_.lower() in grounds for token in (noun, *noun.lefts))


def shows_progress(scene: Scene) -> bool:
    """Tell whether something showed or shows how far a work has come, which is told."""
    noun = scene.complement.noun
    moved = noun is not None and noun.lemma_.lower() in (
        "progress",
        "headway",
        "stride",
        "advance",
        "increase",
        "decline",
    )
    return moved and scene.lemma in ("show", "demonstrate") and (scene.clause.past or scene.clause.perfect)


def _occasion(scene: Scene) -> Verdict | None:
    """Return what an occasion was good for: "gave a chance to thank" thanks."""
    noun = _given_occasion(scene)
    given = scene.lemma in ("afford", "give", "provide", "offer", "present", "be")
    if not given or noun is None or noun.lemma_.lower() not in scene.lexicon.words["occasions"]:
        return None
    inner = scene.complement.infinitive
    if inner is None:
        near = noun.doc[noun.i + 1 : min(scene.end - 1, noun.i + 3)]
        inner = next((token.nbor() for token in near if token.lower_ == "to" and token.nbor().tag_ == "VB"), None)
    cls = None if inner is None else verb_class(inner, scene)
    entry = None if inner is None else scene.lexicon.verbs.get(inner.lemma_.lower())
    if inner is None or cls is None or entry is None:
        return None
    if entry.group in ("decide", "tell", "intend"):
        # "provides an opportunity to create": what may come of it is a view
        view = scene.lemma in ("provide", "offer", "present", "be") and not scene.clause.past
        return Verdict("affirmation", scene.clause.head, 0, "others-present", inner) if view else None
    return Verdict(cls, inner, 0, "occasion-to", inner)


def _given_occasion(scene: Scene) -> Token | None:
    """Return what is given: the object, or the second of two ("afforded the two sides an opportunity to")."""
    noun = scene.complement.noun
    if noun is None or noun.lemma_.lower() in scene.lexicon.words["occasions"]:
        return noun
    known = scene.lexicon.words["occasions"]
    near = noun.doc[noun.i + 1 : min(scene.end, noun.i + 5)]
    return next((token for token in near if token.lemma_.lower() in known and token.nbor().tag_ == "TO"), noun)


def _as_member(scene: Scene) -> bool:
    """Tell whether somebody is welcomed as a member ("welcomed Egypt and Portugal as new members")."""
    doc, head = scene.clause.head.doc, scene.clause.head
    return any(
        doc[i].lower_ == "as" and any(after.lower_ in _MEMBERS for after in doc[i + 1 : min(scene.end, i + 6)])
        for i in range(head.i + 1, scene.end - 1)
    )


def verb_shows(scene: Scene) -> bool:
    """Tell whether a passive says what shows something ("was demonstrated by the closures")."""
    clause = scene.clause
    shown = scene.lemma in scene.lexicon.words["showing_verbs"]
    return shown and not scene.speaking and any(child.dep_ == "agent" for child in clause.head.rights)


def _harms(scene: Scene) -> bool:
    """Tell whether a verb tells harm: by itself ("has undermined"), or by its object ("has put pressure on")."""
    words, head = scene.lexicon.words, scene.clause.head
    if scene.lemma in words["damaging_verbs"]:
        return True
    near = head.doc[head.i + 1 : min(scene.end, head.i + _OBJECT)]
    lifted = scene.lemma in words["harming_verbs"] or scene.lemma in ("raise", "bring", "drive", "take")
    return lifted and any(token.lemma_.lower() in words["harms"] for token in near)


def _in_perfect(scene: Scene) -> bool:
    """Tell whether a clause stands in the present perfect, its "has" perhaps before a verb that it goes on with."""
    clause = scene.clause
    if clause.perfect or clause.own or clause.subject is None or clause.head.tag_ not in ("VBN", "VBD"):
        return clause.perfect
    return any(
        token.dep_ == "aux" and token.lower_ in ("has", "have")
        for token in clause.head.doc[clause.subject.i : clause.head.i]
    )


def _blames_deed(scene: Scene) -> bool:
    """Tell whether a party's deed is named with an adjective of blame ("Russia continues to wage its brutal war")."""
    words, head = scene.lexicon.words, scene.complement.head
    noun = scene.complement.noun
    if scene.lemma == "continue" and scene.complement.frame == "to" and head is not None:
        noun = complement_of(head, scene.end).noun
    if not scene.party or noun is None or noun.lower_ not in words["hostile_deeds"]:
        return False
    own = scene.lexicon.verbs.get(scene.lemma)
    if own is not None and own.group in SAYING and own.group != "decide":
        return False
    return any(
        token.lower_ in words["blaming_adjectives"]
        for child in noun.lefts
        for token in child.subtree
        if child.dep_ == "amod"
    )


def _as_weapon(scene: Scene) -> bool:
    """Tell whether a clause blames a use "as a weapon" ("continues to use energy as a weapon")."""
    verbs = [scene.clause.head] if scene.lemma in ("use", "employ", "wield") else []
    if scene.lemma == "continue" and scene.complement.head is not None:
        verbs = [scene.complement.head] if scene.complement.head.lemma_ in ("use", "employ", "wield") else []
    return bool(verbs) and any(token.lower_ == "weapon" for token in verbs[0].doc[verbs[0].i + 1 : scene.end])


def is_ours(scene: Scene) -> bool:
    """Tell whether the subject is the speakers' own body or thing ("the working group", "our work")."""
    subject = scene.clause.subject
    return scene.body or (subject is not None and possessed(subject, frozenset({"our"})))


def ours_at_heart(scene: Scene) -> bool:
    """Tell whether a clause about things ends in the speakers' commitment ("this reinforces our determination to")."""
    noun = scene.complement.noun
    if scene.lemma not in scene.lexicon.words["heart_verbs"] or noun is None or noun_class(noun, scene) != "commitment":
        return False
    if possessed(noun, frozenset({"our"})) or scene.clause.form == "participle":
        return True
    owned = possessed(noun, OWN) or any(child.dep_ == "poss" for child in noun.lefts)  # "the countries' commitment"
    return not scene.clause.past and owned
