"""Drawing: where days lie on a line, for the pictures that templates write as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from communique.register.commitments import Commitment
from communique.register.series import Expected, Round
from communique.register.status import STATUSES
from communique.web.words import spoken

if TYPE_CHECKING:
    from communique.register.exercises import ExerciseRow

MOST_YEARS = 12
"""The longest stretch that one line shows; what is further off ends in an arrow at its edge."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A line of `width` units from the first day to the last."""

    first: date
    last: date
    width: float

    def at(self, day: date) -> float:
        """Return the place of a day, inside the line."""
        whole = max(1, (self.last - self.first).days)
        share = (day - self.first).days / whole
        return round(min(1.0, max(0.0, share)) * self.width, 1)

    def beyond(self, day: date | None) -> bool:
        """Tell whether a day lies behind the line's end."""
        return day is not None and day > self.last

    def years(self, room: float = 34.0) -> list[tuple[float, str]]:
        """Return the first days of years with their names, as many as have `room` units each."""
        every = list(range(self.first.year + 1, self.last.year + 1))
        step = 1
        while every and len(every[::step]) * room > self.width:
            step += 1
        return [(self.at(date(year, 1, 1)), str(year)) for year in every[::step]]


@dataclass(frozen=True, slots=True)
class Interval:
    """A promise on a line: the tick of the day it was made, and the bar of the days on which it falls due."""

    made: float | None
    start: float | None
    end: float | None
    open_start: bool
    beyond: bool
    today: float


def scale(days: Iterable[date | None], width: float) -> Scale:
    """Return a line that holds the given days, whole years long and at most `MOST_YEARS`."""
    known = sorted(day for day in days if day is not None)
    first = known[0] if known else date(2000, 1, 1)
    last = min(known[-1], date(min(9998, first.year + MOST_YEARS - 1), 12, 31)) if known else date(2000, 12, 31)
    return Scale(date(first.year, 1, 1), date(last.year, 12, 31), width)


def commitment_scale(found: Sequence[Commitment], today: date, width: float = 220.0) -> Scale:
    """Return the line that all commitments of a list share."""
    near = [day for one in found for day in (one.made, one.due_earliest, one.due_latest)]
    return scale([*near, today], width)


def interval(one: Commitment, line: Scale, today: date) -> Interval:
    """Return a commitment on a line; one that is due "by" a day runs from the day it was made."""
    start, end = one.due_earliest, one.due_latest
    begins = start if start is not None else one.made
    return Interval(
        made=None if one.made is None else line.at(one.made),
        start=None if end is None and start is None else line.at(begins) if begins is not None else 0.0,
        end=None if end is None and start is None else line.width if end is None else line.at(end),
        open_start=start is None,
        beyond=line.beyond(end),
        today=line.at(today),
    )


def round_days(rounds: Sequence[Round], expected: Expected | None, today: date) -> list[date | None]:
    """Return the days that a series' line has to hold."""
    coming = [] if expected is None else [expected.first, expected.last]
    return [*(one.first for one in rounds), *coming, today]


def run_days(exercises: Sequence[ExerciseRow], today: date) -> list[date | None]:
    """Return the days that the exercises' line has to hold."""
    return [*(run.first for row in exercises for run in row.runs), today]


def statuses() -> list[tuple[str, str]]:
    """Return the statuses with the words of a choice."""
    return [(value, spoken(value)) for value in STATUSES]
