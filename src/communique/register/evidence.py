"""Evidence: what bears on commitments, and where was looked for it, read for many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Text,
    and_,
    bindparam,
    column,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
    union_all,
)

from communique.packs.circles import of_others
from communique.register import reasons
from communique.register.engine import one_of
from communique.register.entity import chunks
from communique.register.lookup import with_actions
from communique.register.moment import Moment
from communique.register.rows import split_codes
from communique.register.status import Evidence, Searched
from communique.register.stored import Day
from communique.register.tables import EVIDENCE, LOOKED, judgements, versions

LISTED = 200
"""How many of the documents that were searched are named."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a commitment stands: what decides which later documents are searched for it."""

    key: str
    made: date | None
    framework: str
    series: str | None
    speakers: frozenset[str]


def evidence_for(
    connection: Connection, keys: Sequence[tuple[str, int]], moment: Moment, *, sure: bool = False
) -> dict[str, list[Evidence]]:
    """Return the evidence that holds, by the commitment's key; each key comes with its number of actions.

    `sure` leaves out proposals, and the reasons of what is left.
    """
    lefts = [left for key, actions in keys for left in with_actions([key], actions)]
    rows: list[Any] = []
    for chunk in chunks(lefts):
        query = select(*_SAID).where(
            judgements.c.kind == EVIDENCE, one_of(connection, judgements.c.left, chunk), moment.holding()
        )
        if sure:
            query = query.where(or_(judgements.c.judgement == "positive", judgements.c.person.is_(True)))
        rows += connection.execute(query.order_by(judgements.c.id)).all()
    days = _days(connection, {row.right.partition(".")[0] for row in rows}, moment)
    found: dict[str, list[Evidence]] = {}
    held = what_holds(rows)
    if sure:
        held = [row for row in held if row.judgement == "positive"]
    told = repeat(()) if sure else reasons.read(connection, [row.reasons for row in held])
    for row, said in zip(held, told, strict=False):
        document = row.right.partition(".")[0]
        if document not in days:
            continue
        key, _, number = row.left.partition("#")
        found.setdefault(key, []).append(
            Evidence(
                id=row.id,
                relation=row.relation,
                key=row.right,
                day=days[document],
                document=document,
                judgement=row.judgement,
                action=int(number) if number else None,
                score=row.score,
                reasons=said,
                by=row.by,
                person=row.person,
            )
        )
    return found


_SAID = (
    *(judgements.c.id, judgements.c.left, judgements.c.right, judgements.c.relation, judgements.c.judgement),
    *(judgements.c.score, judgements.c.reasons, judgements.c.by, judgements.c.person),
)


def what_holds(rows: Iterable[Any]) -> list[Any]:
    """Return the rows that hold, given all of a pair in the order of their ids: a person's newest, else rules' newest.

    A rule may see one act as two things (progress, and a restatement), so its rows hold for each relation.
    """
    by_pair: dict[tuple[str, str], dict[str, Any]] = {}
    persons: dict[tuple[str, str], Any] = {}
    for row in rows:
        pair = (row.left, row.right)
        if row.person:
            persons[pair] = row
        by_pair.setdefault(pair, {})[row.relation] = row
    held: list[Any] = []
    for pair, relations in by_pair.items():
        held += [persons[pair]] if pair in persons else list(relations.values())
    return held


def _days(connection: Connection, documents: set[str], moment: Moment) -> dict[str, date | None]:
    """Return the dates of the documents that count."""
    days: dict[str, date | None] = {}
    for chunk in chunks(sorted(documents)):
        query = select(versions.c.key, versions.c.date).where(
            one_of(connection, versions.c.key, chunk), moment.current()
        )
        days |= {row.key: row.date for row in connection.execute(query).all()}
    return days


def searched_for(
    connection: Connection, places: Sequence[Place], moment: Moment, *, keys: bool = False
) -> dict[str, Searched]:
    """Return where was looked, by the commitment's key; `keys` names the documents too."""
    looked = _looked(connection, [place.key for place in places], moment)
    after = (versions.c.date <= moment.as_of, moment.current())
    counted = _later(connection, places, after)
    found = {}
    for place in places:
        rows = counted.get(_circle(place), ())
        until = max((row.until for row in rows), default=None)
        named = _named(connection, place, rows, after) if keys else ()
        by, on = looked.get(place.key, (None, None))
        number = sum(row.number for row in rows)
        found[place.key] = Searched(number, until, place.framework or place.series or "", named, by, on)
    return found


_Circle = tuple[str, str | None, frozenset[str], date | None]
_OWN = (versions.c.framework, versions.c.speakers)


def _circle(place: Place) -> _Circle:
    return place.framework, place.series, place.speakers, place.made


def _later(
    connection: Connection, places: Sequence[Place], after: Sequence[ColumnElement[bool]]
) -> dict[_Circle, list[Any]]:
    """Return the counts of the later documents of each place's framework, and of its series where its states speak.

    All are counted by one statement: a page has many places.
    """
    circles = list({_circle(place): place for place in places if place.made is not None}.values())
    found: dict[_Circle, list[Any]] = {}
    for chunk in chunks(enumerate(circles)):
        asked = _asked_for(chunk)
        counts = [
            select(
                asked.c.number.label("circle"),
                *_OWN,
                func.count().label("number"),
                func.max(versions.c.date).label("until"),
            )
            .select_from(asked.join(versions, and_(circle, versions.c.date > asked.c.made)))
            .where(*after)
            .group_by(asked.c.number, *_OWN)
            for circle in _circles(asked.c.framework, asked.c.series)
        ]
        for row in connection.execute(union_all(*counts)).all():
            place = circles[row.circle]
            if row.framework == place.framework or not of_others(place.speakers, set(split_codes(row.speakers))):
                found.setdefault(_circle(place), []).append(row)
    return found


def _asked_for(places: Sequence[tuple[int, Place]]) -> CTE:
    """Return numbered places as rows of a query."""
    rows: list[str] = []
    binds: list[BindParameter[Any]] = []
    for number, place in places:
        rows.append(_ASKED.format(number))
        binds += [
            bindparam(f"number{number}", number, Integer()),
            bindparam(f"framework{number}", place.framework or None, Text()),
            bindparam(f"series{number}", place.series, Text()),
            bindparam(f"made{number}", place.made, Day()),
        ]
    asked = text(" UNION ALL ".join(rows)).bindparams(*binds)
    return asked.columns(
        column("number", Integer), column("framework", Text), column("series", Text), column("made", Day())
    ).cte("asked")


_ASKED = (
    "SELECT CAST(:number{0} AS INTEGER) AS number, :framework{0} AS framework, :series{0} AS series, :made{0} AS made"
)


def _circles(framework: ColumnElement[Any], series: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
    """Return conditions, apart from each other, of the documents of a place's framework and of its series."""
    others = or_(framework.is_(None), versions.c.framework != framework)
    return versions.c.framework == framework, and_(versions.c.series == series, others)


def _named(
    connection: Connection, place: Place, counted: Sequence[Any], after: Sequence[ColumnElement[bool]]
) -> tuple[str, ...]:
    """Return the keys of the documents that were counted, the first `LISTED`."""
    groups = [(row.framework, row.speakers) for row in counted]
    if not groups:
        return ()
    own = _circles(literal(place.framework or None, Text()), literal(place.series, Text()))
    query = select(versions.c.key).where(or_(*own), tuple_(*_OWN).in_(groups), versions.c.date > place.made, *after)
    return tuple(connection.execute(query.order_by(versions.c.date, versions.c.id).limit(LISTED)).scalars())


def _looked(connection: Connection, keys: Sequence[str], moment: Moment) -> dict[str, tuple[str, date]]:
    """Return who looked elsewhere for each commitment, the last one, and when."""
    found = {}
    for chunk in chunks(keys):
        query = select(judgements.c.left, judgements.c.by, judgements.c.at).where(
            judgements.c.kind == LOOKED, one_of(connection, judgements.c.left, chunk), moment.holding()
        )
        for row in connection.execute(query.order_by(judgements.c.id)):
            found[row.left] = (row.by, row.at.date())
    return found
