"""Several meetings under one plural: of pairs of parties, or one with each of those named ("meetings with A and B")."""

from __future__ import annotations

from communique.extract.meetings.line import Line
from communique.extract.meetings.phrase import DASHES, Phrase
from communique.extract.meetings.scene import Named, Scene

# Between a plural and those met stand at most so many words ("on the margins of the Summit").
_BESIDE = 14
# How far behind a post its holder's name may stand, and behind a name the party it belongs to.
_NEAR = 8
_JOINS = frozenset({",", "and", "as", "well"})
_WHOSE = frozenset({"of", "the", "from"})


def pairs_of(scene: Scene, phrase: Phrase) -> list[tuple[int, int]]:
    """Return the ranges of the pairs of parties before a plural head, comma or "and" between them."""
    line, pairs, first = phrase.line, list[tuple[int, int]](), -1
    for i in range(phrase.core, phrase.head + 1):
        inside = i < phrase.head and (scene.is_party(line, i) or (first >= 0 and line[i].text in DASHES))
        if inside and first < 0:
            first = i
        elif not inside and first >= 0:
            if any("-" in line[j].text or line[j].text in DASHES for j in range(first, i)):
                pairs.append((first, i))
            first = -1
    return pairs


def met_by(scene: Scene, phrase: Phrase) -> list[tuple[int, int]]:
    """Return the ranges of the persons, by party, with each of whom one of several bilateral meetings was held.

    Two persons of one party, joined by "and" with the party after the second, are met together.
    """
    line = phrase.line
    if "bilateral" not in phrase.said and "separate" not in phrase.said:
        return []
    start = next((i + 1 for i in range(phrase.head + 1, _far(line, phrase.head)) if line.lower[i] == "with"), -1)
    if start < 0 or any(line[i].pos_ == "VERB" or line[i].text == ";" for i in range(phrase.head + 1, start)):
        return []
    found: list[tuple[int, int]] = []
    codes: list[str | None] = []
    at = start
    while at < len(line):
        named = _person(scene, line, at)
        if named is None:
            break
        end = _with_party(scene, line, line.after(named.end, at + 1))
        together = found and codes[-1] is not None and codes[-1] == named.person.party
        if together:
            found[-1] = (found[-1][0], end)
        else:
            found.append((at, end))
            codes.append(named.person.party)
        at = end
        while at < len(line) and line.lower[at] in _JOINS:
            at += 1
        if at == end:
            break
    return found


def _far(line: Line, head: int) -> int:
    return min(len(line), head + 1 + _BESIDE)


def _person(scene: Scene, line: Line, at: int) -> Named | None:
    """Return the person whose post or name starts at a token, None where none does."""
    if not line.capital(at):
        return None
    named = next(iter(scene.persons_of(line, at, min(len(line), at + _NEAR))), None)
    if named is None or any(line[i].text == "," for i in range(at, line.after(named.start, at))):
        return None
    return named


def _with_party(scene: Scene, line: Line, i: int) -> int:
    """Return the index after the party that follows a name ("X of the Republic of Y"), `i` where none does."""
    j = i
    while j < len(line) and line.lower[j] in _WHOSE:
        j += 1
    if j == i or j >= len(line) or not scene.is_party(line, j):
        return i
    while j < len(line) and scene.is_party(line, j):
        j += 1
    return j
