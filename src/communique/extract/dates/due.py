"""Which time of a clause is when an undertaking falls due, and how often it recurs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from communique.model import TimeExpression

# The role stands between "dates." and "/" in `TimeExpression.origin`:
#   ahead, plain  a time of the clause itself, in a clause that looks ahead or does not show how it looks
#   vague         a time the words do not bound
#   occasion      a meeting that stands for a date
#   event         the date of an occasion, inside its name ("the 2025 Youth Summit")
#   past          a time the clause looks back on ("signed in July", "since 2021")
#   name          a date inside another name ("the 2030 Agenda")
#   duration      a length with no place in time ("for five years")
#   recurrence    a repetition
#   rate          a repetition that says how much or what kind, not how often ("40 million tons per year")
_RANK = {"ahead": 0, "plain": 0, "event": 2, "vague": 3, "occasion": 4}


def role_of(time: TimeExpression) -> str:
    """Return the role of a time expression, as its origin gives it."""
    return time.origin.removeprefix("dates.").partition("/")[0]


def can_be_due(time: TimeExpression, on: date | None) -> bool:
    """Tell whether a time can be when something falls due: not past, not in a name, no duration, no repetition."""
    role = role_of(time)
    if role not in _RANK:
        return False
    latest, earliest = time.interval.latest, time.interval.earliest
    if on is None:
        return True
    if role == "event" and (earliest is None or earliest <= on):
        # The year of an occasion is its due date only where the occasion is still to come.
        return latest is not None and latest > on and earliest is not None and earliest.year == on.year
    if latest is None:
        return earliest is None or earliest > on
    return latest > on or (latest == on and time.deadline)


def due_time(times: Iterable[TimeExpression], start: int, end: int, on: date | None) -> TimeExpression | None:
    """Return the time that says when the undertaking in `start..end` of the text falls due, or None.

    Of several that can be one, a deadline ("by 2030") goes before another bounded time, that before the date of a
    named occasion ("the 2025 Youth Summit"), that before a vague one ("in due course") and a meeting that stands for
    a date ("at our next meeting"); of equals the first.
    """
    found = [time for time in times if start <= time.anchor.start < end and can_be_due(time, on)]
    return min(found, key=_preference, default=None)


def _preference(time: TimeExpression) -> tuple[int, int, int]:
    bounded = time.interval.latest is not None or time.interval.earliest is not None
    rank = _RANK[role_of(time)] if bounded or time.interval.vague else 5
    return rank, 0 if time.deadline else 1, time.anchor.start


def recurrence_time(times: Iterable[TimeExpression], start: int, end: int) -> TimeExpression | None:
    """Return the first repetition in `start..end` of the text that says how often something is done, or None."""
    found = (time for time in times if role_of(time) == "recurrence" and start <= time.anchor.start < end)
    return next(found, None)
