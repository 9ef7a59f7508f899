"""The board: commitments in columns by what became of them, each with its first rows and a count that is true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.register.commitments import Commitment, Filter
from communique.register.status import STATUSES
from communique.web.words import UNASSESSED, status_style

if TYPE_CHECKING:
    from communique.register.moment import Moment
    from communique.register.view import View

UNLOOKED = "unlooked"

COLUMNS = (
    ("Nobody has looked", (UNLOOKED,)),
    ("Overdue or lapsed", ("overdue", "lapsed", "contested")),
    ("Open", ("pending", "in_progress", "partly_fulfilled")),
    ("Done", ("fulfilled", "kept")),
    ("Closed or untestable", ("superseded", "withdrawn", "untestable")),
)
"""The columns of the board with the looks of the statuses that stand in each."""

FIRST = 25
"""Rows of a column that are shown, and those of a status that are always looked up."""

FURTHER = 75
"""Rows of a status that are looked up in turn for the column in which it has none yet."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its first rows, and how many there are; where there are `more`, that they are so many at least.

    `statuses` are those that a list can be asked for to see all of it.
    """

    title: str
    count: int
    more: bool
    found: tuple[Commitment, ...]
    statuses: tuple[str, ...]


def columns(view: View, wanted: Filter, moment: Moment) -> tuple[Column, ...]:
    """Return the columns of the commitments that a filter asks for, looked up for each status by itself.

    A status that nobody has looked into is none that can be asked for: its rows are found among those of the status
    that only a look at later documents can give.
    """
    asked = STATUSES if wanted.status is None else (wanted.status,)
    found = {value: _looked_up(view, replace(wanted, status=value), moment) for value in asked}
    return tuple(_column(title, looks, found) for title, looks in COLUMNS)


def _column(title: str, looks: tuple[str, ...], found: dict[str, tuple[list[Commitment], bool]]) -> Column:
    statuses = tuple(value for value in (UNASSESSED if UNLOOKED in looks else looks) if value in found)
    rows = [[one for one in found[value][0] if _look(one) in looks] for value in statuses]
    there = tuple(value for value, own in zip(statuses, rows, strict=True) if own or found[value][1])
    all_rows = [one for own in rows for one in own]
    more = any(found[value][1] for value in statuses)
    shown = tuple(all_rows[:FIRST])
    return Column(title, len(shown if more else all_rows), more, shown, there)


def _looked_up(view: View, wanted: Filter, moment: Moment) -> tuple[list[Commitment], bool]:
    """Return the first commitments of a status and whether there are more, some of each look that it can have."""
    found: list[Commitment] = []
    more = True
    for limit in _limits(wanted.status):
        page = view.commitments(wanted, moment, limit, len(found))
        found += page.found
        more = page.more
        if not more or len({_look(one) for one in found}) > 1:
            break
    return found, more


def _limits(value: str | None) -> Iterator[int]:
    """Yield how many rows are looked up in turn: a status with one look only needs no more than are shown."""
    yield FIRST
    if value in UNASSESSED:
        yield FURTHER


def _look(one: Commitment) -> str:
    return "" if one.status is None else status_style(one.status)
