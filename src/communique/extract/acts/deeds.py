"""What deeds do: those of the speakers together decide, those of one of them are told."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.lexicon import Verb
from communique.extract.acts.scene import Scene, Verdict

# What is put in force: "implemented changes in our export controls", beside deeds ("implemented patrols").
_RULES_MADE = frozenset(
    {"agreement", "amendment", "arrangement", "change", "exemption", "framework", "law", "measure", "plan", "reform"}
    | {"regime", "regulation", "rule", "sanction", "system", "mechanism", "standard", "policy"}
    | {"scope", "mandate", "membership"}
)


def implemented(scene: Scene, verb: Verb) -> Verdict:
    """Let what the speakers have put in force together decide; what one of them does is told."""
    subject, clause = scene.clause.subject, scene.clause
    noun = scene.complement.noun
    ruled = noun is not None and noun.lemma_.lower() in _RULES_MADE
    jointly = ruled and subject is not None and together(subject)
    if jointly and (clause.past or clause.perfect):
        return Verdict("decision", clause.head, 3, "decide-np", scene.complement.noun)
    return Verdict("report", clause.head, 0, "event", scene.complement.noun)


def deed(scene: Scene, verb: Verb) -> Verdict:
    """Tell what one of several parties did in the past ("Mexico extended its list"); together or now it decides."""
    subject, clause = scene.clause.subject, scene.clause
    if (clause.past or clause.perfect) and subject is not None and not together(subject):
        return Verdict("report", clause.head, 0, "event", scene.complement.noun)
    return Verdict(verb.cls, clause.head, verb.strength, f"{verb.group}-np", scene.complement.noun)


def published(scene: Scene, verb: Verb) -> Verdict:
    """Let a statement that the speakers issue together decide; else tell."""
    noun, subject = scene.complement.noun, scene.clause.subject
    joint = noun is not None and noun.lemma_.lower() in ("statement", "declaration", "communique", "communiqué")
    dated = noun is not None and any(
        token.lower_ == "on" and token.nbor().pos_ in ("PROPN", "NUM")
        for token in noun.doc[noun.i + 1 : min(scene.end - 1, noun.i + 5)]
    )
    # "released the following statement" heads the text and tells no more than that
    joint = joint and noun is not None and not any(token.lower_ == "following" for token in noun.lefts)
    several = subject is not None and (together(subject) or subject.lower_ == "leaders")
    if joint and several and scene.clause.past and not dated:
        return Verdict("decision", scene.clause.head, 3, "decide-np", noun)
    return Verdict("report", scene.clause.head, 0, "event", noun)


def lifted(scene: Scene, verb: Verb) -> Verdict:
    """Tell what is lifted up as important (a view) from sanctions and duties that are lifted (a decision)."""
    if scene.complement.frame == "up" or _followed_by_up(scene):
        return Verdict("affirmation", scene.clause.head, 0, "place-weight", scene.complement.noun)
    return deed(scene, verb)


def together(subject: Token) -> bool:
    """Tell whether a subject is several parties: "we", "both sides", "the ministers", "Japan and Korea"."""
    many = subject.lower_ in ("we", "they", "both") or (subject.tag_ in ("NNS", "NNPS") and subject.lower_ != "states")
    if many or any(child.dep_ == "conj" for child in subject.rights):
        return True
    # the parser hangs "A, the Republic of B, and C" below A as its apposition
    return any(child.dep_ == "appos" and any(c.dep_ == "conj" for c in child.rights) for child in subject.rights)


def lately(scene: Scene) -> bool:
    """Tell whether one of several parties did before what a clause tells ("Canada recently launched a plan")."""
    subject, said = scene.clause.subject, scene.lexicon.words["lately"]
    return (
        scene.clause.past
        and subject is not None
        and not together(subject)
        and any(child.lower_ in said for child in scene.clause.head.lefts)
    )


def launched(scene: Scene, verb: Verb) -> Verdict:
    """Tell the launch of a first meeting (an event) from the launch of a body or a programme (a decision)."""
    noun = scene.complement.noun
    meeting = noun is not None and noun.lemma_.lower() in scene.lexicon.words["meetings"] and scene.clause.past
    before = [] if noun is None else [token.lower_ for token in noun.subtree if token.i < noun.i]
    if lately(scene) or (meeting and ("first" in before or "inaugural" in before)):
        return Verdict("report", scene.clause.head, 0, "event", noun)
    return Verdict(verb.cls, scene.clause.head, verb.strength, f"{verb.group}-np", noun)


def created(scene: Scene, verb: Verb) -> Verdict:
    """Tell the making of a body or instrument (a decision) from other making (a report)."""
    noun = scene.complement.noun
    words = scene.lexicon.words
    made = noun is not None and (noun.lemma_.lower() in words["own_bodies"] or noun.lemma_.lower() in words["deals"])
    if made:
        return Verdict("decision", scene.clause.head, 3, "create-body", noun)
    return Verdict("report", scene.clause.head, 0, "event", noun)


def provided(scene: Scene, verb: Verb) -> Verdict:
    """Tell "provides a foundation for" (a view) from what was given (a report)."""
    noun = scene.complement.noun
    view = noun is not None and noun.lemma_.lower() in scene.lexicon.words["foundations"] and not scene.clause.past
    return Verdict(
        "affirmation" if view else "report", scene.clause.head, 0, "others-present" if view else "event", noun
    )


def _followed_by_up(scene: Scene) -> bool:
    head = scene.clause.head
    return head.i + 1 < scene.end and bool(head.nbor().lower_ == "up")
