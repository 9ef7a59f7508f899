"""Things: meetings, exercises, instruments, people and bodies across documents, each seen as its items together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, SmallInteger, bindparam, func, or_, select, type_coerce

from communique.register.engine import one_of
from communique.register.entity import chunks
from communique.register.lookup import item_at
from communique.register.moment import Moment
from communique.register.pages import speaks
from communique.register.rows import fold
from communique.register.tables import SECTION, items, versions

MOST = 40
"""Items of one thing that a list reads to describe it; `show` reads all."""

FEW = 50
"""Things that are looked at together while a page is filled."""


@dataclass(frozen=True, slots=True)
class Item:
    """A thing as one document speaks of it; `said` is the document's day, offsets are those of its text."""

    key: str
    document: str
    title: str | None
    said: date | None
    name: str
    start: int
    end: int
    series: str | None
    ordinal: int | None
    status: str | None
    first_day: date | None
    last_day: date | None
    party: str | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Days:
    """Days that some documents give for a thing."""

    first: date | None
    last: date | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with what its items say of it; where they disagree on the day, `days` has more than one."""

    key: str
    section: str
    name: str
    names: tuple[str, ...]
    series: str | None
    ordinal: int | None
    status: str | None
    days: tuple[Days, ...]
    places: tuple[str, ...]
    party: str | None
    items: tuple[Item, ...]
    count: int

    @property
    def first_day(self) -> date | None:
        """The day that most documents give as the first."""
        return self.days[0].first if self.days else None

    @property
    def last_day(self) -> date | None:
        """The day that most documents give as the last."""
        return self.days[0].last if self.days else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which things are asked for; None asks for all.

    `single` leaves out mentions of a series or an exercise as such, with nothing that says which one is meant; `whole`
    leaves out all that no document gives a day or a number.
    """

    section: str
    name: str | None = None
    series: tuple[str, ...] | None = None
    party: str | None = None
    status: str | None = None
    first: date | None = None
    last: date | None = None
    single: bool = False
    whole: bool = False


def find_things(
    connection: Connection, wanted: Wanted, moment: Moment, limit: int, offset: int = 0
) -> tuple[list[Thing], bool]:
    """Return a page of things, the latest day first, then those without a day; and whether there are more."""
    keys: list[str] = []
    seen: set[str] = set()
    for key in _entities(connection, wanted, moment):
        if key not in seen:
            seen.add(key)
            keys.append(key)
            if len(keys) > offset + limit:
                break
    page = keys[offset : offset + limit]
    return things_of(connection, page, moment), len(keys) > offset + limit


def _entities(connection: Connection, wanted: Wanted, moment: Moment) -> Iterator[str]:
    """Yield entities in the order of the list, repeated where several of their items match."""
    base = _conditioned(select(items.c.entity), wanted, moment)
    dated = base.where(items.c.first_day.is_not(None)).order_by(items.c.first_day.desc(), items.c.id)
    streamed = {"yield_per": 100}
    yield from connection.execute(dated, execution_options=streamed).scalars()
    if wanted.first is not None or wanted.last is not None:
        return
    open_ended = connection.execute(
        base.where(items.c.first_day.is_(None)).order_by(items.c.id.desc()), execution_options=streamed
    ).scalars()
    for chunk in _new(open_ended):
        days = select(items.c.entity).where(one_of(connection, items.c.entity, chunk), items.c.first_day.is_not(None))
        dated_too = set(connection.execute(days.distinct()).scalars())
        yield from (key for key in chunk if key not in dated_too)


def _new(keys: Iterable[str]) -> Iterator[list[str]]:
    """Yield the different keys, some at a time: a page needs few."""
    seen: set[str] = set()
    chunk: list[str] = []
    for key in keys:
        if key not in seen:
            seen.add(key)
            chunk.append(key)
            if len(chunk) == FEW:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def _conditioned(query: Select[Any], wanted: Wanted, moment: Moment) -> Select[Any]:
    query = query.join(versions, versions.c.id == items.c.version_id)
    query = query.where(moment.current())
    if wanted.series is None:
        query = query.where(items.c.section == wanted.section)
    else:  # the sum keeps SQLite from going through all meetings instead of those of the series
        section = type_coerce(items.c.section, SmallInteger) + 0 == SECTION.code(wanted.section)
        query = query.where(items.c.series.in_(wanted.series), section)
    if wanted.party is not None:
        query = query.where(speaks(wanted.party) if wanted.section == "meeting" else items.c.party == wanted.party)
    if wanted.status is not None:
        query = query.where(items.c.status == wanted.status)
    if wanted.first is not None:
        query = query.where(items.c.first_day >= wanted.first)
    if wanted.last is not None:
        query = query.where(items.c.first_day <= wanted.last)
    if wanted.single:
        query = query.where(
            or_(
                items.c.first_day.is_not(None),
                items.c.last_day.is_not(None),
                items.c.ordinal.is_not(None),
                items.c.status == "planned",
                items.c.data.contains('"place":'),
                items.c.data.contains('"main":'),
            )
        )
    if wanted.whole:
        query = query.where(or_(items.c.first_day.is_not(None), items.c.ordinal.is_not(None)))
    if wanted.name is not None:
        for word in wanted.name.split():
            query = query.where(items.c.name.icontains(word, autoescape=True))
    return query


def things_of(connection: Connection, entities: Sequence[str], moment: Moment) -> list[Thing]:
    """Return the things of the given keys in their order, each described by at most `MOST` of its items."""
    grouped: dict[str, list[Any]] = {key: [] for key in entities}
    counts: dict[str, int] = {}
    query = _DESCRIBED if moment.cut is None else _describing(moment.current())
    for chunk in chunks(entities):
        for row in connection.execute(query, {"entities": chunk}):
            grouped[row.entity].append(row)
            counts[row.entity] = row.total
    return [_thing(key, rows, counts[key]) for key, rows in grouped.items() if rows]


def _said() -> Select[Any]:
    """Return the query of items with what is told of their document."""
    told = select(items, versions.c.key.label("document"), versions.c.title, versions.c.date)
    return told.join(versions, versions.c.id == items.c.version_id)


def _describing(current: ColumnElement[bool]) -> Select[Any]:
    """Return the query of the first items of things, with how many there are of each."""
    rank = func.row_number().over(partition_by=items.c.entity, order_by=items.c.id).label("place")
    total = func.count().over(partition_by=items.c.entity).label("total")
    those = items.c.entity.in_(bindparam("entities", expanding=True))
    numbered = _said().add_columns(rank, total).where(those, current).subquery()
    return select(numbered).where(numbered.c.place <= MOST).order_by(numbered.c.date, numbered.c.id)


_DESCRIBED = _describing(versions.c.superseded_at.is_(None))
"""The same of what is kept now: made once, for making it takes longer than most answers."""


def thing_at(connection: Connection, key: str, moment: Moment) -> Thing:
    """Return the thing to which the item of a key belongs, with all its items."""
    name = item_at(connection, key).entity
    own = _said().where(items.c.entity == name).order_by(versions.c.date, items.c.id)
    rows = connection.execute(own.where(moment.current())).all()
    if not rows:
        rows = connection.execute(own.where(versions.c.superseded_at.is_(None))).all()
    return _thing(name, rows, len(rows))


def _thing(key: str, rows: Sequence[Any], count: int) -> Thing:
    told = {data: json.loads(data) for data in {row.data for row in rows}}  # of many mentions few say something else
    own = [_item(row, told[row.data]) for row in rows]
    main = [item for item in own if item.data.get("main")] or own
    return Thing(
        key=key,
        section=rows[0].section,
        name=_name(rows[0].section, main),
        names=tuple(dict.fromkeys(item.name for item in own)),
        series=_most([item.series for item in own]),
        ordinal=_most([item.ordinal for item in own]),
        status=_status(own),
        days=_days(own),
        places=tuple(dict.fromkeys(item.data["place"] for item in own if item.data.get("place"))),
        party=_most([item.party for item in own]),
        items=tuple(own),
        count=count,
    )


def _item(row: Any, data: Mapping[str, Any]) -> Item:
    return Item(
        key=row.key,
        document=row.document,
        title=row.title,
        said=row.date,
        name=row.name,
        start=row.start,
        end=row.end,
        series=row.series,
        ordinal=row.ordinal,
        status=row.status,
        first_day=row.first_day,
        last_day=row.last_day,
        party=row.party,
        data=data,
    )


def _name(section: str, own: Sequence[Item]) -> str:
    """Return the name to show: the most usual, and of equals the fullest."""
    counts = Counter(item.name for item in own)
    if section == "person":
        return max(counts, key=lambda name: (len(name.split()) > 1, counts[name], len(name)))
    return max(counts, key=lambda name: (counts[name], len(name), name))


def _most(values: Sequence[Any]) -> Any:
    """Return the value that most have, the first of equals; None where none has one."""
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None


def _status(own: Sequence[Item]) -> str | None:
    """Return held where a document says so, whatever others planned before."""
    words = {item.status for item in own if item.status is not None}
    return next((word for word in ("held", "planned", "standing") if word in words), None)


def _days(own: Sequence[Item]) -> tuple[Days, ...]:
    """Return the different days given: of those that held it where any did, the most usual first."""
    held = [item for item in own if item.status == "held" and item.first_day is not None]
    dated = held or [item for item in own if item.first_day is not None]
    by_days: dict[tuple[date | None, date | None], list[str]] = {}
    for item in dated:
        by_days.setdefault((item.first_day, item.last_day), []).append(item.key)
    ordered = sorted(by_days.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))
    return tuple(Days(first, last, tuple(keys)) for (first, last), keys in _finest(ordered))


def _finest(
    given: Sequence[tuple[tuple[date | None, date | None], list[str]]],
) -> list[tuple[tuple[date | None, date | None], list[str]]]:
    """Return days without those that only say less exactly what others say ("June" beside 27 to 29 June)."""
    finest: list[tuple[tuple[date | None, date | None], list[str]]] = []
    coarse: list[tuple[tuple[date | None, date | None], list[str]]] = []
    for days, keys in given:
        inside = [other for other, _ in given if other != days and _within(other, days)]
        (coarse if inside else finest).append((days, list(keys)))
    for days, keys in coarse:
        next(own for other, own in finest if _within(other, days)).extend(keys)
    return sorted(finest, key=lambda pair: (-len(pair[1]), str(pair[0])))


def _within(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Tell whether days lie within others that are wider."""
    first, last = one[0] or one[1], one[1] or one[0]
    start, end = other[0] or other[1], other[1] or other[0]
    if first is None or last is None or start is None or end is None:
        return False
    return start <= first and last <= end and (last - first) < (end - start)


def spelled(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names without those that are the same but for case and accents."""
    return tuple({fold(name): name for name in reversed(names)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Held:
    """A post as written, with the first and last day of the documents that give it to a person."""

    post: str | None
    party: str | None
    first: date | None
    last: date | None
    keys: tuple[str, ...]


def posts_of(person: Thing) -> list[Held]:
    """Return a person's posts in the order of time."""
    grouped: dict[tuple[str, str | None], list[Item]] = {}
    for item in person.items:
        post = item.data.get("post")
        if post is not None:
            grouped.setdefault((fold(post), item.party), []).append(item)
    posts = []
    for own in grouped.values():
        days = sorted(item.said for item in own if item.said is not None)
        first, last = (days[0], days[-1]) if days else (None, None)
        posts.append(Held(own[0].data["post"], own[0].party, first, last, tuple(item.key for item in own)))
    return sorted(posts, key=lambda post: (post.first or date.max, post.post or ""))
