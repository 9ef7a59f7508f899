"""What kind of commitment: specific, continuing, an assurance, or a scheduled meeting."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.scene import Verdict
from communique.extract.acts.lexicon import Lexicon
from communique.model import Due

_MONEY = frozenset({"$", "\u20ac", "\u00a3", "million", "billion", "trillion", "percent", "%", "gigawatts", "doses"})


def kind_of(verdict: Verdict, words: list[Token], due: Due | None, lexicon: Lexicon, meeting: bool) -> str:
    """Return the kind of a commitment by the first rule that fits.

    `words` are the tokens of its content; `meeting` tells whether a named future meeting or exercise stands in it.
    """
    verb = _first_verb(words)
    lemma = "" if verb is None else verb.lemma_.lower()
    sets = lexicon.words
    nouns = {token.lemma_.lower() for token in words}
    if meeting and (lemma in sets["meeting_verbs"] or verdict.rule in ("welcome-meeting", "look-forward")):
        return "scheduled"
    if verdict.rule == "welcome-meeting":
        return "scheduled"
    if nouns & sets["assurance_words"] and _assures(words, sets):
        return "assurance"
    if lemma in sets["continuing_verbs"]:
        return "continuing"
    if lemma in sets["specific_verbs"]:
        return "specific"
    if any(token.lower_ in _MONEY for token in words):
        return "specific"
    if due is not None and not due.interval.vague:
        return "specific"
    return "continuing"


def _first_verb(words: list[Token]) -> Token | None:
    for token in words:
        if token.tag_ in ("VB", "VBG", "VBN", "VBP") and token.dep_ not in ("aux", "auxpass", "amod"):
            return token
    return None


def _assures(words: list[Token], sets: dict[str, frozenset[str]] | object) -> bool:
    return True
