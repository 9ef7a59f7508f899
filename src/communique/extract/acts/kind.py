"""What kind of commitment: specific, continuing, an assurance, or a scheduled meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.acts.lexicon import Lexicon
from communique.model import Due

_AMOUNT = frozenset({"$", "\u20ac", "\u00a3", "million", "billion", "trillion", "percent", "%"})
_NAMED_MEETING = frozenset({"look-forward", "look-forward-meeting", "welcome-meeting", "accept-invitation"})
_RESTATING = frozenset({"committed-to", "united-in", "resolute-in", "others-show-commitment", "continue-effort"})


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What a commitment undertakes, as far as its kind depends on it.

    `words` are the tokens of its content, `heads` the verbs of its actions; `allies` the indices of tokens that name a
    party other than those who speak; `meeting` tells whether a planned meeting or exercise is named in it.
    """

    rule: str
    words: Sequence[Token]
    heads: Sequence[Token]
    due: Due | None
    recurrence: str | None
    allies: frozenset[int]
    meeting: bool


def kind_of(undertaking: Undertaking, lexicon: Lexicon) -> str:
    """Return the kind of a commitment: the first of the four whose test it passes, else `continuing`."""
    if is_scheduled(undertaking, lexicon):
        return "scheduled"
    if is_assurance(undertaking, lexicon):
        return "assurance"
    return "specific" if is_specific(undertaking, lexicon) else "continuing"


def is_scheduled(undertaking: Undertaking, lexicon: Lexicon) -> bool:
    """A named meeting or exercise will be held: "hold the next round", "look forward to the summit", "meet annually"."""
    words = lexicon.words
    meeting = undertaking.meeting or any(token.lemma_.lower() in words["meetings"] for token in undertaking.words[:14])
    if undertaking.rule in ("welcome-meeting", "accept-invitation", "look-forward-meeting"):
        return True
    if undertaking.rule in _NAMED_MEETING:
        return undertaking.meeting
    first = undertaking.heads[0].lemma_.lower() if undertaking.heads else ""
    if first == "continue":
        return False
    if any(head.lemma_.lower() in ("meet", "reconvene") for head in undertaking.heads):
        return meeting or undertaking.due is not None or undertaking.recurrence is not None
    if first not in words["meeting_verbs"]:
        return False
    near = [token.lemma_.lower() for token in undertaking.words[:10]]
    if first in ("convene", "hold", "host") and "accountable" not in near and words["meetings"].intersection(near):
        return True
    return undertaking.meeting or _object_among(undertaking.heads[0], words["meetings"])


def is_assurance(undertaking: Undertaking, lexicon: Lexicon) -> bool:
    """A standing guarantee to an ally: its defense or security, "stand with X", support of a people under attack."""
    words = lexicon.words
    if undertaking.rule == "resolute-in":
        return False
    first = undertaking.heads[0] if undertaking.heads else None
    verb = None if first is None else first.lemma_.lower()
    for token in undertaking.words[:12]:
        if (
            token.pos_ == "NOUN"
            and token.lemma_.lower() in words["assurance_words"]
            and (verb is None or verb in ("defend", "support", "stand"))
        ):
            if any(abs(token.i - i) <= 5 for i in undertaking.allies):
                return True
    if verb is None:
        return _given_to_party(undertaking)
    if verb not in ("stand", "support", "defend"):
        return False
    return any(
        i - undertaking.heads[0].i <= 8 and _reached(undertaking.heads[0], i) for i in sorted(undertaking.allies)
    )


def is_specific(undertaking: Undertaking, lexicon: Lexicon) -> bool:
    """Something that could later be checked: a time, an amount, or the making of a definite thing."""
    words = lexicon.words
    first = undertaking.heads[0].lemma_.lower() if undertaking.heads else ""
    if any(token.lower_ in _AMOUNT for token in undertaking.words):
        return True
    if first in words["continuing_verbs"]:
        return False
    if undertaking.due is not None and not undertaking.due.interval.vague:
        return True
    if undertaking.rule.startswith("instruct"):
        return True
    restated = undertaking.rule in _RESTATING or undertaking.rule.endswith("-commitment")
    return first in words["specific_verbs"] and not restated


def _object_among(verb: Token, nouns: frozenset[str]) -> bool:
    """Tell whether the object of a verb is one of the nouns, or is called so ("a meeting of", "the second round")."""
    for child in verb.rights:
        if child.dep_ in ("dobj", "attr", "pobj", "nsubjpass", "conj"):
            if child.lemma_.lower() in nouns or any(mod.lemma_.lower() in nouns for mod in child.lefts):
                return True
    return verb.dep_ in ("ROOT", "conj") and any(
        child.dep_ == "nsubjpass" and child.lemma_.lower() in nouns for child in verb.lefts
    )


def _given_to_party(undertaking: Undertaking) -> bool:
    """Tell whether a commitment or support goes to a party itself: "commitment to the Republic of Korea and Japan"."""
    for token in undertaking.words[:4]:
        if token.i in undertaking.allies and token.dep_ in ("pobj", "conj", "compound", "poss"):
            return True
    return any(
        token.lemma_.lower() in ("people", "support") and any(abs(token.i - i) <= 3 for i in undertaking.allies)
        for token in undertaking.words[:6]
    )


def _reached(verb: Token, i: int) -> bool:
    """Tell whether a token is the object of a verb or stands in it: "support Ukraine", "stand with the people of X"."""
    token = verb.doc[i]
    for _ in range(6):
        if token.i == verb.i:
            return True
        if token.dep_ not in ("dobj", "pobj", "prep", "conj", "compound", "amod", "poss", "nmod", "appos"):
            return False
        token = token.head
    return False
