"""Conditions: the words with which a promise hangs on something else, or says what is not to be done."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENING = re.compile(
    r"\b(?:subject to|provided that|on (?:the )?condition that|conditional (?:up)?on|contingent (?:up)?on|depending on|"
    r"so long as|as long as|if and when|unless|pending (?:the|a|an|final|further|necessary|domestic)|"
    r"as (?:conditions|circumstances) (?:permit|allow)|if (?:conditions|circumstances) (?:permit|allow))\b",
    re.IGNORECASE,
)
_END = re.compile(r"[;.]|,\s+(?:and|which|to)\b")
_FORBEARING = re.compile(r"(?:not|never|no longer|refrain|abstain|desist)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no longer|neither|nor|cannot)(?: to)?\s*$", re.IGNORECASE)
_JOINED = re.compile(r"\s*,?\s*(?:or\b|nor\b)?\s*", re.IGNORECASE)
_NOT_ONE = re.compile(r"as long as it takes", re.IGNORECASE)


def condition_of(words: str) -> str | None:
    """Return the condition in a commitment's clause ("subject to approval"), None where there is none.

    >>> condition_of("They agreed to open the office in May, subject to the approval of the parliaments.")
    'subject to the approval of the parliaments'
    """
    found = _OPENING.search(words)
    if found is None or _NOT_ONE.match(words, found.start()):
        return None
    end = _END.search(words, found.end())
    return " ".join(words[found.start() : len(words) if end is None else end.start()].split())


def forbearances(words: str, actions: Sequence[tuple[int, int]], first: int = 0) -> frozenset[int]:
    """Return the numbers, from 1, of the actions that a clause says are not to be done.

    `actions` are their places in a text in which the clause begins at `first`.

    >>> words = "Both sides will not develop, test or deploy such weapons, and will share data."
    >>> forbearances(words, [(20, 27), (29, 33), (37, 56), (67, 77)])
    frozenset({1, 2, 3})
    """
    found: set[int] = set()
    last = 0
    for number, place in enumerate(actions, 1):
        start, end = (one - first for one in place)
        joined = number - 1 in found and _JOINED.fullmatch(words, last, start) is not None
        if joined or _FORBEARING.match(words, start) or _DENIED.search(words[:start]):
            found.add(number)
        last = end
    return frozenset(found)
