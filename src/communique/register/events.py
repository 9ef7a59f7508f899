"""Events: the day of a meeting or exercise that a deadline names instead of a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from communique.packs import Pack
from communique.packs.pack import Exercise, Series
from communique.register.tables import items, versions

_ORDINAL = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"\bnext (?:\w+ ){0,3}(?:meeting|summit|round|talks|session|dialogue|ministerial)s?\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Event:
    """The day of the event that a deadline names, and how it is known, in words."""

    day: date
    known_from: str


def event_of(
    connection: Connection, phrase: str, made: date, own_series: str | None, packs: Sequence[Pack]
) -> Event | None:
    """Return the event that a deadline names ("at the next Trilateral Ministerial Meeting"), None where none is known.

    Without a name, the next meeting is the next of the series in which the promise was made.
    """
    ordinal = _ORDINAL.search(phrase)
    number = None if ordinal is None else int(ordinal[1])
    for pack in packs:
        for series in pack.series:
            if _named(series.forms, phrase):
                return _meeting(connection, series.name, series.forms, made, number, series)
    for pack in packs:
        for exercise in pack.exercises:
            if _named(exercise.forms, phrase):
                return _exercise(exercise, made, phrase)
    if own_series is not None and _NEXT.search(phrase):
        known = next((s for pack in packs for s in pack.series if own_series in s.forms), None)
        forms = (own_series,) if known is None else known.forms
        return _meeting(connection, own_series, forms, made, number, known)
    return None


def series_named(phrase: str, own_series: str | None, packs: Sequence[Pack]) -> str | None:
    """Return the name of the series at whose meeting a deadline is, None where it names none."""
    for pack in packs:
        for series in pack.series:
            if _named(series.forms, phrase):
                return series.name
    if own_series is None or _NEXT.search(phrase) is None:
        return None
    return next((s.name for pack in packs for s in pack.series if own_series in s.forms), own_series)


def _named(forms: Sequence[str], phrase: str) -> bool:
    words = phrase.casefold()
    return any(
        name in words and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
        for name in map(str.casefold, forms)
    )


def _meeting(
    connection: Connection, name: str, forms: Sequence[str], made: date, number: int | None, series: Series | None
) -> Event | None:
    query = (
        select(items.c.first_day, items.c.last_day, items.c.key)
        .join(versions, versions.c.id == items.c.version_id)
        .where(items.c.section == "meeting", items.c.series.in_(forms), items.c.first_day > made)
        .where(items.c.status == "held", versions.c.superseded_at.is_(None))
    )
    if number is not None:
        query = query.where(items.c.ordinal == number)
    row = connection.execute(query.order_by(items.c.first_day).limit(1)).first()
    if row is not None:
        return Event(row.last_day or row.first_day, f"the day of the {name} in {row.key.partition('.')[0]}")
    for past in () if series is None else series.meetings:
        if past.start > made and (number is None or past.ordinal == number):
            return Event(past.end or past.start, f"the day of the {name} in the pack")
    return None


def _exercise(exercise: Exercise, made: date, phrase: str) -> Event | None:
    for iteration in exercise.iterations:
        start = iteration.start
        if start is not None and start > made and (iteration.label in phrase or not re.search(r"\d", phrase)):
            return Event(iteration.end or start, f"the days of {exercise.name} {iteration.label} in the pack")
    return None
