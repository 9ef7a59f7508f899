"""Whose meeting it is: the subject of the verb that tells of it."""

from __future__ import annotations

from communique.extract.meetings.line import Line

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVES = frozenset({"who", "that", "which"})
# What a subject begins with.
_OPENERS = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ"})
_DAYS = frozenset({"today", "yesterday"})


def subject_of(line: Line, verb: int) -> tuple[int, int] | None:
    """Return the range of a verb's subject, its own or the one it shares, else the words before the verb."""
    at = verb
    for _ in range(4):
        own = [i for i in _children(line, at) if line[i].dep_ in _SUBJECTS and (i < verb or at != verb)]
        if own:
            if line.lower[own[0]] in _RELATIVES and line[at].dep_ == "relcl" and line.head(at) >= 0:
                head = line.head(at)
                return _edge(line, head, left=True), head + 1
            first = min(_edge(line, i, left=True) for i in own)
            last = verb if at == verb else max(_edge(line, i, left=False) for i in own) + 1
            return first, trimmed(line, first, min(last, verb) if first < verb else last)
        head = line.head(at)
        if head < 0 or head == at:
            break
        if line[at].dep_ == "acl" and line[head].pos_ in ("NOUN", "PROPN", "PRON"):
            return _edge(line, head, left=True), head + 1
        at = head
    return _before(line, verb)


def _children(line: Line, index: int) -> list[int]:
    return [line.at[child.i] for child in line[index].children if child.i in line.at]


def _edge(line: Line, index: int, *, left: bool) -> int:
    """Return the index of the first or last token of a subtree within the line."""
    edge = line[index].left_edge if left else line[index].right_edge
    return line.at.get(edge.i, index)


def _before(line: Line, verb: int) -> tuple[int, int] | None:
    """Return the words before the verb, after an adverbial that a comma sets off; None where nothing stands there."""
    first = 0
    if line[0].pos_ in ("ADP", "NOUN", "ADV", "SCONJ"):
        commas = (i + 1 for i in range(verb - 1) if line[i].text == "," and line[i + 1].pos_ in _OPENERS)
        first = next(commas, 0)
    end = trimmed(line, first, verb)
    return (first, end) if end > first else None


def trimmed(line: Line, first: int, end: int) -> int:
    """Return the end of a subject without the auxiliaries, adverbs and days between it and its verb."""
    while end > first:
        token = line[end - 1]
        loose = token.pos_ in ("AUX", "ADV", "PART") or (token.pos_ == "PUNCT" and token.text != ")")
        if not loose and line.lower[end - 1] not in _DAYS:
            break
        end -= 1
    return end
