"""Bodies named in small letters: working groups, task forces, secretariats, with the words that say which."""

from __future__ import annotations

from communique.extract.organizations.passage import AND, JOINTS, Passage
from communique.extract.organizations.runs import Span

_MODIFIERS = frozenset({"NOUN", "PROPN", "ADJ"})
_LONGEST = 8


def groups_in(passage: Passage) -> list[Span]:
    """Return the bodies named in small letters in a block, in order.

    A head ("working group") needs a word before it or a subject after "on" that says which body is meant ("a climate
    working group", "a working group on labor migration"); some heads ("coalition") need a name before them.
    """
    found: list[Span] = []
    for at, word in enumerate(passage.words):
        if found and at < found[-1].end:
            continue
        length = _phrase_at(passage, at)
        if length:
            span = _group(passage, at, at + length)
        elif word.text in passage.bodies.led and at > 0:
            span = Span(_named_before(passage, at), at + 1, word.text)
        else:
            continue
        if span is not None and span.end - span.start > max(length, 1):
            found.append(span)
    return found


def _phrase_at(passage: Passage, at: int) -> int:
    for phrase in passage.bodies.groups.get(passage.text(at), ()):
        if all(passage.text(at + n) == part for n, part in enumerate(phrase)):
            return len(phrase)
    return 0


def _group(passage: Passage, at: int, after: int) -> Span | None:
    start, said = _before(passage, at)
    end = passage.subject(after + 1) if passage.text(after) == "on" else after
    if end == after + 1:
        end = after
    head = " ".join(passage.text(n) for n in range(at, after))
    return Span(start, end, head) if said or end > after else None


def _before(passage: Passage, at: int) -> tuple[int, bool]:
    """Return where the words before a head begin that belong to it, and whether one of them says which body it is."""
    start, said = at, False
    while start > 0 and at - start < _LONGEST:
        text = passage.text(start - 1)
        if text in JOINTS or (text in AND and start > 1 and _pending(passage, start - 1)):
            start -= 1
            continue
        modifier = passage.tag(start - 1) in _MODIFIERS or "-" in text
        if text.lower() in passage.bodies.generic or not modifier:
            break
        start -= 1
        said = said or not text.endswith(("ly", "ing"))
    while start < at and passage.text(start) in JOINTS | AND:
        start += 1
    return start, said and start < at


def _pending(passage: Passage, at: int) -> bool:
    """Tell whether "and" joins modifiers of one head ("critical- and emerging-technology", "critical and emerging")."""
    if passage.text(at - 1) in JOINTS:
        return True
    return passage.tag(at - 1) == "ADJ" and passage.tag(at + 1) == "ADJ"


def _named_before(passage: Passage, at: int) -> int:
    """Return where a capitalised or quoted name before a head begins, or `at` where none does."""
    last = at - 1
    if passage.text(last) == '"' and last > 1:
        start = last - 1
        while start > 0 and passage.text(start) != '"' and last - start < 5:
            start -= 1
        return start + 1 if passage.text(start) == '"' else at
    start = at
    while start > 0 and passage.capital(start - 1) and not passage.states[start - 1] and at - start < 5:
        start -= 1
    if start < at and start > 1 and passage.text(start - 1) in ("for", "of") and passage.capital(start - 2):
        start -= 1  # "Global Arrangement for Data Safety network"
        while start > 0 and passage.capital(start - 1) and not passage.states[start - 1] and at - start < 8:
            start -= 1
    whole = all(n in passage.covered for n in range(start, at))
    if start == at or whole or passage.opens(start) or passage.text(start - 1) in JOINTS:
        return at
    return start if any(len(passage.text(n)) > 2 for n in range(start, at)) else at
