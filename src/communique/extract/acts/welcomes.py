"""Tell what a welcome is: a visit told, a meeting undertaken, others asked to join, or approval."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.lexicon import Verb
from communique.extract.acts.scene import Scene, Verdict
from communique.extract.parties.words import words as people

_REACH = 8


def welcomed(scene: Scene, verb: Verb) -> Verdict:
    """Let the welcome of holding a coming meeting undertake; other welcomes endorse."""
    head = scene.complement.head
    if head is not None:
        if head.lower_ in scene.lexicon.words["anybody"] and _to_join(head, scene):
            return Verdict("call", scene.clause.head, 1, "welcome-to-join", head)
        doing = scene.complement.frame == "ing" and head.lemma_ in scene.lexicon.words["holding_verbs"]
        if doing or _coming_meeting(head, scene):
            return Verdict("commitment", scene.clause.head, 1, "welcome-meeting", head)
        if head.lemma_ == "plan" and head.nbor().tag_ == "TO" and not _owned(head):
            return Verdict("commitment", scene.clause.head, 1, "welcome-plan", scene.complement.infinitive)
        if scene.clause.past and _received(head, scene):
            return Verdict("report", scene.clause.head, 0, "received", head)
    return Verdict("endorsement", scene.clause.head, 0, "approve-np", head)


def _to_join(guest: Token, scene: Scene) -> bool:
    """Tell whether somebody is to join in ("all who share this vision to join our efforts")."""
    after = guest.doc[guest.i + 1 : min(scene.end - 1, guest.i + _REACH)]
    joining = scene.lexicon.words["joining_verbs"]
    return any(token.tag_ == "TO" and token.nbor().lemma_.lower() in joining for token in after)


def _owned(noun: Token) -> bool:
    return any(child.dep_ in ("poss", "compound", "nmod") or child.pos_ == "PROPN" for child in noun.lefts)


def _received(guest: Token, scene: Scene) -> bool:
    """Tell whether a person or a delegation is received ("welcomed Prime Minister Y to Washington", "the cadets")."""
    lemma, known = guest.lemma_.lower(), people()
    named = [guest, *(child for child in guest.lefts if child.dep_ in ("compound", "nmod"))]
    roles = known.roles_always | known.roles_determined | known.posts
    # the recognizer may take states for people, where several are listed
    listed = any(child.dep_ == "conj" for child in guest.rights)
    person = guest.lower_ in ("him", "her", "them") or any(
        token.lower_ in roles or token.lemma_.lower() in roles or (token.ent_type_ == "PERSON" and not listed)
        for token in named
    )
    if not person and lemma not in scene.lexicon.words["guests"]:
        return False
    # "welcomed X as the new chair" approves
    return not any(token.lower_ == "as" for token in guest.doc[guest.i + 1 : scene.end])


def _coming_meeting(head: Token, scene: Scene) -> bool:
    words = scene.lexicon.words
    return head.lemma_.lower() in words["meetings"] and any(child.lower_ in words["coming"] for child in head.lefts)
