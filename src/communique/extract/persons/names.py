"""Where a person's name begins and ends among words: the shapes names have, whatever their language's order."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.persons.lexicon import Lexicon
from communique.extract.persons.words import Word

_LONGEST = 8


def skip_titles(words: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """Return the index after the honorifics and styles ("Dr.", "His Royal Highness Sir") that begin at `at`."""
    while at < len(words):
        if words[at].text in lexicon.honorifics or words[at].text in lexicon.noble:
            at += 1
            continue
        style = next((s for s in lexicon.styles if tuple(w.text for w in words[at : at + len(s)]) == s), None)
        if style is None:
            return at
        at += len(style)
        if at < len(words) and words[at].text == ",":  # His Majesty, King Abdullah II
            at += 1
    return at


def name_end(words: Sequence[Word], start: int, lexicon: Lexicon, taken: frozenset[int]) -> int:
    """Return the index after the name that begins at `start`, or `start` where no name does.

    `taken` holds the indexes of words that belong to something else (a party's name). The words of a name are
    capitalised words that no lexicon claims, initials, particles before such a word ("bin", "von der"), and suffixes
    ("Jr.", with or without a comma).
    """
    at = start
    while at < len(words) and at - start < _LONGEST:
        if at > start and (words[at].text in lexicon.suffixes):
            return at + 1
        if (
            at > start
            and words[at].text == ","
            and at + 1 < len(words)
            and words[at + 1].text in {"Jr.", "Sr.", "Jr", "Sr", "III"}
        ):
            return at + 2
        after = _particles(words, at, lexicon)
        if after >= len(words) or not _name_word(words, after, lexicon, taken):
            break
        at = after + 1
    if at > start and all(words[i].initial for i in range(start, at)):
        return start
    return at


def _particles(words: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    while at < len(words) and words[at].text in lexicon.particles:
        at += 1
    return at


def _name_word(words: Sequence[Word], at: int, lexicon: Lexicon, taken: frozenset[int]) -> bool:
    word = words[at]
    text = word.text
    if at in taken or not word.capital:
        return False
    if word.initial:
        return len(text) == 2 or len(text) == 4
    if text in lexicon.never or text in lexicon.portfolio or text in lexicon.heads or text.endswith("."):
        return False
    letters = text.replace("-", "").replace("'", "")
    if not letters.isalpha():
        return False
    # A family name in capitals ("KISHIDA Fumio") has a word in small letters beside it; "WTO" has none.
    return not (text.isupper() and (len(text) < 2 or not _beside_small(words, at)))


def _beside_small(words: Sequence[Word], at: int) -> bool:
    near = [words[i].text for i in (at - 1, at + 1) if 0 <= i < len(words)]
    return len(words[at].text) >= 2 and any(w[0].isupper() and not w.isupper() and w.isalpha() for w in near)
