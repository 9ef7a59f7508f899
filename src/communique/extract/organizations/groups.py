"""Bodies named in small letters: working groups, task forces, secretariats, with the words that say which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.extract.organizations.lexicon import Bodies
from communique.extract.organizations.runs import Span
from communique.extract.persons.words import Word

_MODIFIERS = frozenset({"NOUN", "PROPN", "ADJ"})
_JOINTS = frozenset({"-", "–", "/"})
_LONGEST = 8


def groups_in(words: Sequence[Word], bodies: Bodies, pos: Mapping[int, str], states: Sequence[int]) -> list[Span]:
    """Return the bodies named in small letters in a block's words, in order.

    A head ("working group") needs a word before it or a subject after "on" that says which body is meant ("a climate
    working group", "a working group on labor migration"); some heads ("coalition") need a name before them.
    """
    found: list[Span] = []
    for at, word in enumerate(words):
        phrase = _phrase_at(words, at, bodies)
        if phrase:
            start, said = _before(words, at, bodies, pos)
            end = after = at + phrase
            if after < len(words) and words[after].text == "on":
                end = _subject(words, after + 1, pos)
                end = after if end == after + 1 else end
            if said or end > after:
                found.append(Span(start, end, " ".join(w.text for w in words[at:after]), after))
        elif word.text in bodies.led and at > 0:
            start = _named_before(words, at, states)
            if start < at:
                found.append(Span(start, at + 1, word.text, at + 1))
    return _apart(found)


def _apart(found: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _phrase_at(words: Sequence[Word], at: int, bodies: Bodies) -> int:
    for phrase in bodies.groups.get(words[at].text, ()):
        if all(at + n < len(words) and words[at + n].text == part for n, part in enumerate(phrase)):
            return len(phrase)
    return 0


def _before(words: Sequence[Word], at: int, bodies: Bodies, pos: Mapping[int, str]) -> tuple[int, bool]:
    """Return where the words before a head begin that belong to it, and whether one of them says which body it is."""
    start, said = at, False
    while start > 0 and at - start < _LONGEST:
        text = words[start - 1].text
        if text in _JOINTS or (text in {"and", "&"} and start > 1 and _pending(words, start - 1, pos)):
            start -= 1
            continue
        if text.lower() in bodies.generic or pos.get(words[start - 1].start) not in _MODIFIERS:
            break
        start -= 1
        said = said or not words[start].text.endswith(("ly", "ing"))
    while start < at and words[start].text in _JOINTS | {"and", "&"}:
        start += 1
    return start, said and start < at


def _pending(words: Sequence[Word], at: int, pos: Mapping[int, str]) -> bool:
    """Tell whether "and" joins two modifiers of one head ("critical- and emerging-technology", "critical and emerging")."""
    before, after = words[at - 1], words[at + 1]
    return before.text in _JOINTS or (pos.get(before.start) == "ADJ" and pos.get(after.start) == "ADJ")


def _subject(words: Sequence[Word], at: int, pos: Mapping[int, str]) -> int:
    start = at
    while at < len(words) and at - start < _LONGEST:
        if pos.get(words[at].start) not in _MODIFIERS and not (at > start and words[at].text in {"and", "-", "of"}):
            break
        at += 1
    while at > start and words[at - 1].text in {"and", "-", "of"}:
        at -= 1
    return at


def _named_before(words: Sequence[Word], at: int, states: Sequence[int]) -> int:
    """Return where a capitalised or quoted name before a head begins, or `at` where none does."""
    last = at - 1
    if words[last].text == '"' and last > 1:
        start = last - 1
        while start > 0 and words[start].text != '"' and last - start < 5:
            start -= 1
        return start + 1 if words[start].text == '"' else at
    start = at
    while start > 0 and words[start - 1].capital and not states[start - 1] and at - start < 5:
        start -= 1
    named = start < at and any(len(words[n].text) > 2 and words[n].text[0].isupper() for n in range(start, at))
    return start if named and start > 0 and words[start - 1].text not in {".", "-", "–"} else at
