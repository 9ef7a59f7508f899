"""What the speakers have, make and keep: a commitment is one, whatever light verb holds it."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.content import complement_of
from communique.extract.acts.lexicon import Verb
from communique.extract.acts.scene import OWN, Scene, Verdict, possessed
from communique.extract.acts.weigh import content_class, noun_class

_CLEAR_REACH = 8
_LINKS = frozenset({"to", "on", "in", "not"})


def had(scene: Scene, verb: Verb) -> Verdict:
    """Tell "have a responsibility" (a view) and "have a shared commitment to" from having had a meeting."""
    noun, clause = scene.complement.noun, scene.clause
    if noun is not None and not clause.past and _is_vow(noun, scene):
        return Verdict("commitment", noun, 2, "have-commitment", noun)
    view = noun is not None and noun.lemma_.lower() in scene.lexicon.words["held_views"]
    none = noun is not None and not clause.past and any(child.lower_ == "no" for child in noun.lefts)
    return Verdict(
        "affirmation" if view or none else "report", clause.head, 0, "have-view" if view or none else "event", noun
    )


def made(scene: Scene, verb: Verb) -> Verdict:
    """Let "made commitments on" undertake, and "made clear that" do what is made clear; what else is made is told."""
    noun, head = scene.complement.noun, scene.clause.head
    clear = head.i + 1 < scene.end and head.nbor().lower_ in ("clear", "plain")
    if clear:
        return _made_clear(scene)
    if noun is not None and _is_vow(noun, scene):
        return Verdict("commitment", noun, 3, "make-commitment", noun)
    return Verdict(verb.cls, head, verb.strength, f"{verb.group}-np", noun)


def kept(scene: Scene, verb: Verb) -> Verdict:
    """Let a commitment of one's own that is maintained or upheld undertake."""
    noun, head = scene.complement.noun, scene.clause.head
    if noun is not None and not scene.clause.past and possessed(noun, OWN) and noun_class(noun, scene) == "commitment":
        return Verdict("commitment", head, 2, "keep-commitment", noun)
    return Verdict(verb.cls, head, verb.strength, f"{verb.group}-np", noun)


def _is_vow(noun: Token, scene: Scene) -> bool:
    """Tell whether a noun is a commitment to something, and the speakers' own."""
    linked = noun.i + 1 < scene.end and noun.nbor().lower_ in _LINKS
    return linked and noun_class(noun, scene) == "commitment"


def _made_clear(scene: Scene) -> Verdict:
    """Return what "made clear" does: the clause behind "that", or the commitment, support or concern, decides."""
    head = scene.clause.head
    inner = complement_of(head.nbor(), scene.end)
    if inner.frame == "that" and inner.head is not None:
        cls = content_class(inner.head, scene) or "affirmation"
        return Verdict(cls, head, 2 if cls == "commitment" else 0, "make-clear-that", inner.head)
    for token in head.doc[head.i + 2 : min(scene.end, head.i + _CLEAR_REACH)]:
        kind = noun_class(token, scene) if token.pos_ == "NOUN" else None
        if kind in ("commitment", "endorsement", "objection"):
            return Verdict(kind, head, 2 if kind == "commitment" else 0, f"make-clear-{kind}", token)
    return Verdict("affirmation", head, 0, "make-clear", inner.head)


def assured(scene: Scene, verb: Verb) -> Verdict:
    """Let "assured the president that", "assured them of our support" do what they are assured of."""
    head = scene.clause.head
    for token in head.doc[head.i + 1 : scene.end]:
        if token.lower_ == "that" and token.head.i > token.i:
            cls = content_class(token.head, scene) or verb.cls
            return Verdict(cls, head, 2 if cls == "commitment" else 0, f"{verb.group}-that", token.head)
        kind = noun_class(token, scene) if token.pos_ == "NOUN" else None
        if kind in ("commitment", "endorsement") and possessed(token, OWN):
            return Verdict(kind, head, 2 if kind == "commitment" else 1, f"{verb.group}-{kind}", token)
    return Verdict(verb.cls, head, 0, f"{verb.group}-np", scene.complement.head)


def brought(scene: Scene, verb: Verb) -> Verdict:
    """Tell who was brought together from what the speakers bring to a work, which is a view."""
    head = scene.clause.head
    gathered = any(token.lower_ == "together" for token in head.doc[head.i + 1 : min(scene.end, head.i + 4)])
    return Verdict("report" if gathered else verb.cls, head, 0, "event" if gathered else f"{verb.group}-np")


def given(scene: Scene, verb: Verb) -> Verdict:
    """Let means that have been committed ("has committed additional ships") be decided, not undertaken."""
    noun, clause = scene.complement.noun, scene.clause
    if clause.perfect and noun is not None and noun.pos_ != "PRON":
        return Verdict("decision", clause.head, 3, "means-committed", noun)
    return Verdict(verb.cls, clause.head, verb.strength, f"{verb.group}-np", noun)


def listed(scene: Scene, verb: Verb) -> Verdict:
    """Let goods that are identified for an order's list be decided; what else is identified is told."""
    noun, clause = scene.complement.noun, scene.clause
    goods = noun is not None and noun.lemma_.lower() in ("product", "good", "item") and not clause.past
    return Verdict("decision" if goods else "report", clause.head, 3 if goods else 0, "list-goods", noun)


def expected(scene: Scene, verb: Verb) -> Verdict:
    """Tell "expect the regime to comply" (asks) from "expect these efforts to bear fruit" (a view)."""
    noun = scene.complement.noun
    actor = noun is not None and (
        noun.pos_ in ("PROPN", "PRON") or noun.lemma_.lower() in scene.lexicon.words["addressees"]
    )
    cls = "call" if actor else "affirmation"
    return Verdict(cls, scene.clause.head, 1 if actor else 0, f"{verb.group}-object_to", scene.complement.head)
