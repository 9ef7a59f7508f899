"""Copies: a text that is kept already in another format, letter for letter, so that each text is kept once.

A PDF beside the page of one statement differs from it in spaces, in words that a line's end cuts, and in what stands
around the text. Texts that differ in a single letter of their sentences are two: a reader compares such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, func, select

from communique.register.rows import Prepared
from communique.register.stored import text_of
from communique.register.tables import acts, versions

SHORTEST = 400
"""Letters of a text from which on something may stand around it."""

AROUND = 160
"""Letters that one of two texts may have more before or after what both say: a title, a dateline, a letterhead."""

BEGINNING = 60
"""Letters at the beginning that are compared first."""

PER_DAY = 8
"""Texts of a framework's day that a new one is compared with, the newest."""

_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Copied:
    """A kept text as copies are found: where it is kept, the text, and how many acts were read in it."""

    version_id: int
    key: str
    number: int
    text: str
    acts: int


class Copies:
    """The kept texts that new ones may be copies of: those of the same day and framework, looked up for all at once."""

    def __init__(self, connection: Connection, records: Iterable[Prepared]) -> None:
        self._of_day: dict[tuple[str, date], list[Copied]] = {}
        for place in dict.fromkeys(found for record in records if (found := _place(record)) is not None):
            rows = connection.execute(_OF_DAY, {"framework": place[0], "day": place[1]}).all()
            self._of_day[place] = [Copied(row.id, row.key, row.number, row.text, row.acts) for row in rows]

    def of(self, record: Prepared) -> Copied | None:
        """Return the kept text that a new one says again letter for letter, None where there is none."""
        there = self._of_day.get(_place(record) or ("", date.min), ())
        text, number = record.version["text"], len(record.acts)
        return next((one for one in there if is_copy(text, number, one.text, one.acts)), None)

    def add(self, record: Prepared, version_id: int, key: str, number: int) -> None:
        """Put a text that is new among those that the next ones are compared with."""
        place = _place(record)
        if place is not None and len(self._of_day.setdefault(place, [])) < 2 * PER_DAY:
            new = Copied(version_id, key, number, record.version["text"], len(record.acts))
            self._of_day[place].append(new)


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, without case: what all formats of it have in common.

    >>> letters_of("Cyber- attacks,  and so on.") == letters_of("cyberattacks, and so on")
    True
    """
    return _NO_LETTER.sub("", text).casefold()


def is_copy(one: str, acts_of_one: int, two: str, acts_of_two: int) -> bool:
    """Tell whether two texts are one: the same letters, or the same with a little around them in which nothing is said.

    What stands around a text says nothing where as many acts are read with it as without.
    """
    if not _begin_alike(one, two):
        return False
    short, long = sorted((letters_of(one), letters_of(two)), key=len)
    if short == long:
        return True
    if len(short) < SHORTEST or len(long) - len(short) > 2 * AROUND or acts_of_one != acts_of_two:
        return False
    before = long.find(short)
    return 0 <= before <= AROUND and len(long) - before - len(short) <= AROUND


def _begin_alike(one: str, two: str) -> bool:
    """Tell whether the first letters of one stand near the beginning of the other: most texts of a day differ there."""
    heads = [letters_of(text[: 4 * AROUND]) for text in (one, two)]
    return heads[0][:BEGINNING] in heads[1] or heads[1][:BEGINNING] in heads[0]


def _place(record: Prepared) -> tuple[str, date] | None:
    framework, day = record.version["framework"], record.version["date"]
    return (framework, day) if framework and day is not None else None


_OF_DAY = (
    select(
        versions.c.id,
        versions.c.key,
        versions.c.number,
        text_of(versions.c.text).label("text"),
        select(func.count()).where(acts.c.version_id == versions.c.id).scalar_subquery().label("acts"),
    )
    .where(versions.c.framework == bindparam("framework"), versions.c.date == bindparam("day"))
    .where(versions.c.superseded_at.is_(None))
    .order_by(versions.c.id.desc())
    .limit(PER_DAY)
)
