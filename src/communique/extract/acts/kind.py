"""What kind of commitment: specific, continuing, an assurance, or a scheduled meeting."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from communique.extract.acts.lexicon import Lexicon
from communique.model import Due

_MONEY = frozenset({"$", "\u20ac", "\u00a3", "million", "billion", "trillion", "percent", "%", "gigawatts", "doses"})


def kind_of(rule: str, words: Sequence[Token], due: Due | None, lexicon: Lexicon) -> str:
    """Return the kind of a commitment by the first reason that fits; `words` are the tokens of what is undertaken."""
    sets = lexicon.words
    verb = _first_verb(words)
    lemma = "" if verb is None else verb.lemma_.lower()
    meeting = any(token.lemma_.lower() in sets["meetings"] for token in words)
    if rule in ("welcome-meeting", "look-forward-meeting", "accept-invitation"):
        return "scheduled"
    if meeting and lemma in sets["meeting_verbs"]:
        return "scheduled"
    if any(token.lemma_.lower() in sets["assurance_words"] for token in words[:12]):
        return "assurance"
    if lemma in sets["continuing_verbs"]:
        return "continuing"
    if lemma in sets["specific_verbs"] or any(token.lower_ in _MONEY for token in words):
        return "specific"
    if due is not None and not due.interval.vague:
        return "specific"
    return "continuing"


def _first_verb(words: Sequence[Token]) -> Token | None:
    for token in words:
        if token.tag_ in ("VB", "VBG", "VBN", "VBP") and token.dep_ not in ("aux", "auxpass", "amod"):
            return token
    return None
