"""What is offered, extended or paid: thanks, condolences, invitations, gifts."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.deeds import deed, together
from communique.extract.acts.lexicon import AMOUNT, Verb
from communique.extract.acts.scene import Scene, Verdict
from communique.extract.acts.weigh import noun_class


def offered(scene: Scene, verb: Verb) -> Verdict:
    """Let condolences, thanks and invitations that are offered or extended do what they are."""
    noun = scene.complement.noun
    kind = noun_class(noun, scene)
    if noun is not None and kind in ("endorsement", "objection"):
        return Verdict(kind, noun, 0, f"offer-{kind}", noun)
    if noun is not None and noun.lemma_.lower() == "invitation":
        return Verdict("call", noun, 1, "offer-invitation", noun)
    founded = noun is not None and noun.lemma_.lower() in scene.lexicon.words["foundations"]
    if founded and verb.lemma == "offer" and not scene.clause.past:
        return Verdict("affirmation", scene.clause.head, 0, "others-present", noun)
    if noun is not None and verb.lemma == "offer" and not scene.clause.perfect and _is_given(noun, scene):
        return Verdict("commitment", scene.clause.head, 2, "offer-given", noun)
    return Verdict(verb.cls, scene.clause.head, verb.strength, f"{verb.group}-np", noun)


def _is_given(noun: Token, scene: Scene) -> bool:
    """Tell whether what is offered is a gift that can be counted or checked: scholarships, a sum, a grant."""
    named = noun.lemma_.lower() in scene.lexicon.words["gifts"]
    first = max(scene.clause.head.i + 1, noun.i - 4)
    return named or any(token.lower_ in AMOUNT for token in noun.doc[first : noun.i + 2])


def extended(scene: Scene, verb: Verb) -> Verdict:
    """Let condolences and invitations that are extended do what they are; what else is extended is a deed."""
    noun, subject = scene.complement.noun, scene.clause.subject
    invited = next((child for child in scene.clause.head.rights if child.lemma_ == "invitation"), None)
    if invited is not None:
        return Verdict("call", invited, 1, "offer-invitation", invited)  # "extended to the premier an invitation to"
    given = noun_class(noun, scene) in ("endorsement", "objection") or (
        noun is not None and noun.lemma_ == "invitation"
    )
    if given or (subject is not None and together(subject)):
        return offered(scene, verb)
    return deed(scene, verb)


def paid(scene: Scene, verb: Verb) -> Verdict:
    """Let "pay tribute" endorse."""
    noun = scene.complement.noun
    if noun is not None and noun.lemma_.lower() in ("tribute", "respect", "respects", "homage"):
        return Verdict("endorsement", noun, 0, "pay-tribute", noun)
    return Verdict("report", scene.clause.head, 0, "event", noun)
