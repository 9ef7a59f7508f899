"""Dates of diplomacy: time expressions as intervals against the document's date."""

from __future__ import annotations

from datetime import date

from communique.extract.dates.due import can_be_due, due_time, recurrence_time, role_of
from communique.extract.dates.grammar import expression_at
from communique.extract.dates.lexicon import load_lexicon
from communique.extract.dates.meaning import interval_of
from communique.extract.dates.own import first_date
from communique.extract.dates.scan import expressions, scan
from communique.extract.dates.tokens import tokenise
from communique.extract.dates.words import Words
from communique.extract.parse import Parsed, plain
from communique.model import Interval, TimeExpression

__all__ = [
    "can_be_due",
    "due_time",
    "find_times",
    "first_date",
    "read_time",
    "recurrence_time",
    "role_of",
]


def find_times(parsed: Parsed, on: date | None) -> tuple[TimeExpression, ...]:
    """Return every time expression of the document, read against the day `on`."""
    return tuple(scan(parsed, on))


def read_time(phrase: str, on: date | None, *, past: bool | None = None) -> Interval | None:
    """Return the interval of one phrase by itself, None where it is no time expression.

    `past` tells how its clause looks: True back ("in June" is the last one), False ahead (the next), None unknown
    (the nearest). The phrase may have more words than the time; the longest expression in it counts.
    """
    for lead in ("", "in "):
        # A part of a year ("the third quarter") and many vague times are read only after a preposition.
        text = plain(lead + phrase)
        words = Words(tokenise(text, 0, len(text)), load_lexicon())
        whole = expression_at(words, 0) if len(words) else None
        found = [whole] if whole is not None and whole.end == len(words) else list(expressions(words))
        if found:
            best = max(found, key=lambda expression: expression.end - expression.first)
            return interval_of(best.phrase, best.preposition, on, past)
    return None
