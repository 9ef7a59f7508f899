"""Where a person's name begins and ends among words: the shapes names have, whatever their language's order."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.persons.lexicon import Lexicon
from communique.extract.words import Word

_LONGEST = 8
_AFTER_COMMA = frozenset({"Jr.", "Sr.", "Jr", "Sr", "II", "III"})


def skip_titles(words: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """Return the index after the titles, styles and ranks ("Dr.", "His Royal Highness", "Gen.") that begin at `at`."""
    while at < len(words):
        text = words[at].text
        if text in lexicon.honorifics or text in lexicon.noble:
            at += 1
            continue
        styled = _styled(words, at, lexicon)
        if styled == at:
            return at
        at = styled + 1 if styled < len(words) and words[styled].text == "," else styled
    return at


def _styled(words: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """Return the index after a style or rank of several words, which are dropped from names."""
    for style in lexicon.styles.get(words[at].text, ()):
        after = at + len(style)
        if all(at + n < len(words) and words[at + n].text == word for n, word in enumerate(style)):
            return after
    return at


def name_end(words: Sequence[Word], start: int, lexicon: Lexicon, taken: frozenset[int]) -> int:
    """Return the index after the name that begins at `start`, or `start` where no name does.

    `taken` holds the indexes of words that belong to something else (a party's name). The words of a name are
    capitalised words that no lexicon claims, initials, particles before such a word ("bin", "von der"), and suffixes
    ("Jr.", with or without a comma).
    """
    at = start
    while at < len(words) and at - start < _LONGEST:
        text = words[at].text
        if at > start and text in lexicon.suffixes:
            return at + 1
        if at > start and text == "," and at + 1 < len(words) and words[at + 1].text in _AFTER_COMMA:
            return at + 2
        after = at
        while after < len(words) and words[after].text in lexicon.particles:
            after += 1
        if after >= len(words) or not _name_word(words, after, lexicon, taken, start):
            break
        at = after + 1
    if all(words[i].initial for i in range(start, at)):
        return start
    return at


def embedded(words: Sequence[Word], end: int, lexicon: Lexicon) -> bool:
    """Tell whether capitalised words go on after the name: it is part of the name of a thing ("... Peace Prize")."""
    if end >= len(words) or not words[end].capital:
        return False
    return words[end].text in lexicon.things or words[end].text in lexicon.portfolio


def _name_word(words: Sequence[Word], at: int, lexicon: Lexicon, taken: frozenset[int], start: int) -> bool:
    text = words[at].text
    if not words[at].capital:
        return False
    after_given = at > start and (words[at - 1].initial or words[at - 1].text in lexicon.given)
    if at in taken:  # "Lisa Monaco": a state's name that ends a name; "General Yoshida Yoshihide Japan" holds none
        after_first = after_given and (at == start + 1 or words[at - 1].initial)
        return after_first and text.isalpha() and not text.isupper() and not {at - 1, at + 1} & taken
    if words[at].initial:
        return len(text) in (2, 4) and text.count(".") == len(text) // 2
    further = words[at + 1] if at + 1 < len(words) else None
    if text in lexicon.also_surnames and after_given:
        return further is None or not further.text[0].isdigit()
    surname = text in lexicon.portfolio and text not in lexicon.things and (further is None or not further.capital)
    if after_given and surname:
        return True  # "Michelle Steel", but no "Abdulaziz University"
    if at == start and further is not None and (text, further.text) in lexicon.known_starts:
        return True
    if text in lexicon.never or text in lexicon.portfolio or text in lexicon.heads or text in lexicon.no_part:
        return False
    letters = text.replace("-", "").replace("'", "")
    if not letters.isalpha() or text.endswith(("-level", "-based", "-led")):
        return False
    # A family name in capitals ("KISHIDA Fumio") has a word in small letters beside it; "WTO" has none.
    if len(text) == 1:
        return at > start and words[at - 1].text in lexicon.particles  # "Ramírez de la O"
    return not text.isupper() or _beside_small(words, at)


def _beside_small(words: Sequence[Word], at: int) -> bool:
    near = [words[i].text for i in (at - 1, at + 1) if 0 <= i < len(words)]
    return any(w[0].isupper() and not w.isupper() and w.replace("-", "").isalpha() for w in near)
