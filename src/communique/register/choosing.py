"""Choosing: which acts a filter asks for, as queries in the order of the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, literal, or_, select, true

from communique.register import courses
from communique.register.engine import one_of
from communique.register.full_text import matching, stands_in_few
from communique.register.moment import Moment
from communique.register.pages import speaks
from communique.register.promises import CHUNK, columns, ids_of
from communique.register.rows import SPEAKERS, WITH_PARTIES
from communique.register.tables import EVIDENCE, STATUS, act_parties, acts, fixed, judgements, versions
from communique.register.tables import courses as courses_table

FEW = 2_000
"""Up to so many commitments or documents of what is asked for are named one by one."""

STREAMED = {"yield_per": CHUNK}
"""How a list is read of which a page is wanted. Given with the statement: of a connection it would hold for all."""

MOST_AT_ONCE = 500
"""Clauses that are looked at at a time for words that few of them have."""

PLAIN = ("pending", "overdue", "untestable")
"""Statuses of commitments on which nothing bears."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which commitments are asked for; None asks for all. `each` lists every act, not each commitment once.

    `series` are the names of one series or framework that documents have.
    """

    party: str | None = None
    series: tuple[str, ...] | None = None
    status: str | None = None
    due_before: date | None = None
    due_after: date | None = None
    cls: str = "commitment"
    kind: str | None = None
    text: str | None = None
    document: str | None = None
    dated: bool = False
    each: bool = False

    @property
    def lists_each(self) -> bool:
        """Tell whether every act is listed: all of them are of a document."""
        return self.each or self.document is not None

    @property
    def has_due(self) -> bool:
        """Tell whether days of deadlines are asked about."""
        return self.due_before is not None or self.due_after is not None


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """An act that a filter asks for, by its `order` in the list; `root` is the act with which its chain begins.

    The root is None where nothing says it again.
    """

    order: tuple[int, int, int, int]
    id: int = field(compare=False)
    root: int | None = field(compare=False, default=None)


_LISTED = (acts.c.id, acts.c.due_latest, versions.c.date, acts.c.version_id, acts.c.start, acts.c.end)


AS_LISTED = (
    acts.c.due_latest.is_(None),
    acts.c.due_latest,
    case((acts.c.due_latest.is_not(None), acts.c.id)),
    versions.c.date.is_(None),
    versions.c.date.desc(),
    acts.c.version_id,
    acts.c.id,
)
"""The order of `_order`, for a query."""


def rows_of(connection: Connection, asked: Filter, moment: Moment, size: int) -> Iterator[Any]:
    """Yield the acts that a filter may ask for, with all columns: of a status those that have what it takes."""
    base = _base(connection, asked, moment, columns())
    if asked.text is not None and stands_in_few(connection, asked.text, FEW):
        base = base.where(matching(connection, asked.text))
    if asked.status is not None and not asked.lists_each:
        base = base.where(_needed(connection, asked.status, moment))
    for query in _parts(base, asked):
        for row in connection.execute(query, execution_options={"yield_per": size}):
            if _says(row.words, asked):
                yield row


def candidates(
    connection: Connection,
    asked: Filter,
    moment: Moment,
    live: Sequence[Candidate],
    passed_over: set[int],
    only: Sequence[int] | None = None,
) -> Iterator[Candidate]:
    """Yield what a filter asks for in the order of the list, by the courses that are kept.

    `live` are some that were worked out, with `passed_over` the ids of all that were; `only` asks for no status, and
    for these acts.
    """
    course = courses_table.c
    listed: Select[Any] = select(*_LISTED, course.root_id)
    listed = listed.join(versions, versions.c.id == acts.c.version_id)
    listed = listed.outerjoin(courses_table, and_(course.act_id == acts.c.id, courses.holds_on(moment.as_of)))
    query = _base(connection, asked, moment, listed)
    if only is not None:
        query = query.where(one_of(connection, acts.c.id, only))
    elif asked.cls == "commitment":
        query = query.where(*_by_course(connection, asked, moment.as_of))
    rows: Iterator[Any] = (row for row in _listed(connection, query, asked) if row.id not in passed_over)
    if asked.text is not None:
        rows = _with_words(connection, rows, asked)
    yield from merge((Candidate(_order(row), row.id, row.root_id) for row in rows), sorted(live))


def _listed(connection: Connection, query: Select[Any], asked: Filter) -> Iterator[Any]:
    """Yield the rows of a list in its order: of words that few documents have all at once, for these come first."""
    parts: Iterable[Select[Any]] = _parts(query, asked)
    if asked.text is not None and stands_in_few(connection, asked.text, FEW):
        parts = (_within(query.where(matching(connection, asked.text)), asked).order_by(*AS_LISTED),)
    for part in parts:
        yield from connection.execute(part, execution_options=STREAMED)


def _with_words(connection: Connection, rows: Iterator[Any], asked: Filter) -> Iterator[Any]:
    """Yield the rows of clauses that have the words asked for, of which some are looked at at a time."""
    size = CHUNK
    while chunk := list(islice(rows, size)):
        size = min(2 * size, MOST_AT_ONCE)
        query = select(versions.c.id, versions.c.text).where(
            one_of(connection, versions.c.id, {row.version_id for row in chunk})
        )
        texts = {row.id: row.text for row in connection.execute(query).all()}
        yield from (row for row in chunk if _says(texts[row.version_id][row.start : row.end], asked))


def _order(row: Any) -> tuple[int, int, int, int]:
    if row.due_latest is not None:
        return (0, row.due_latest.toordinal(), row.id, 0)
    day = 1 if row.date is None else -row.date.toordinal()
    return (1, day, row.version_id, row.id)


def _by_course(connection: Connection, asked: Filter, on: date) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of status and days; of few commitments the ids, so that they need not be looked for."""
    course = courses_table.c
    if asked.due_before is not None:
        yield or_(course.root_id.is_(None), course.due_latest < asked.due_before)
    if asked.due_after is not None:
        yield or_(course.root_id.is_(None), course.due_latest >= asked.due_after)
    if asked.status is None:
        return
    if asked.status in PLAIN:
        plain = and_(course.act_id.is_(None), courses.plain_case(on) == literal(asked.status, STATUS))
        yield or_(plain, course.status == asked.status)
        return
    few = select(course.act_id).where(course.status == asked.status, courses.holds_on(on)).limit(FEW + 1)
    ids = list(connection.execute(few).scalars())
    yield one_of(connection, acts.c.id, ids) if len(ids) <= FEW else course.status == asked.status


def _says(words: str, asked: Filter) -> bool:
    """Tell whether a clause has the words asked for; the full-text index has found documents, not clauses."""
    if asked.text is None:
        return True
    words = words.casefold()
    return all(word.strip('"').casefold()[:6] in words for word in asked.text.split())


def _base(connection: Connection, asked: Filter, moment: Moment, query: Select[Any]) -> Select[Any]:
    return query.where(acts.c.cls == _class(asked.cls), moment.current(), *_conditions(connection, asked, moment))


def _parts(base: Select[Any], asked: Filter) -> Iterator[Select[Any]]:
    """Yield the queries of a list, each in the order of an index: with a day, without, of documents without one."""
    dated = _within(base.where(acts.c.due_latest.is_not(None)), asked)
    yield dated.order_by(acts.c.due_latest, acts.c.id)
    if not asked.has_due and not asked.dated:
        undated = base.where(acts.c.due_latest.is_(None))
        yield undated.where(versions.c.date.is_not(None)).order_by(versions.c.date.desc(), versions.c.id, acts.c.id)
        yield undated.where(versions.c.date.is_(None)).order_by(versions.c.id, acts.c.id)


def _within(query: Select[Any], asked: Filter) -> Select[Any]:
    """Return a query of the acts only that are due when a filter says."""
    if asked.dated:
        query = query.where(acts.c.due_latest.is_not(None))
    if asked.due_before is not None:
        query = query.where(acts.c.due_latest < asked.due_before)
    if asked.due_after is not None:
        query = query.where(acts.c.due_latest >= asked.due_after)
    return query


def _class(cls: str) -> ColumnElement[str] | str:
    return fixed(cls) if cls == "commitment" else cls


def _conditions(connection: Connection, asked: Filter, moment: Moment) -> Iterator[ColumnElement[bool]]:
    yield or_(versions.c.date <= moment.as_of, versions.c.date.is_(None))
    if asked.party is not None:
        yield acting(asked.party)
    if asked.series is not None:
        yield or_(versions.c.series.in_(asked.series), versions.c.framework.in_(asked.series))
    if asked.kind is not None:
        yield acts.c.kind == asked.kind
    if asked.document is not None:
        yield versions.c.key == asked.document


def acting(code: str) -> ColumnElement[bool]:
    """Return the condition that a party is among those who commit themselves or decide, or whom an act says to do so.

    Most acts are those of all who speak in their document.
    """
    named = select(act_parties.c.act_id).where(act_parties.c.code == code)
    return or_(and_(acts.c.actors == SPEAKERS, acts.c.cls.in_(WITH_PARTIES), speaks(code)), acts.c.id.in_(named))


_NEEDS = {
    "fulfilled": ("fulfils",),
    "partly_fulfilled": ("fulfils", "partly"),
    "in_progress": ("progress", "fulfils"),
    "superseded": ("supersedes",),
    "withdrawn": ("withdraws",),
    "contested": ("contests",),
}


def _needed(connection: Connection, value: str, moment: Moment) -> ColumnElement[bool]:
    """Return what a text of every commitment of a status has, so that few others are looked at."""
    recurs = acts.c.recurrence.is_not(None)
    if value == "overdue":
        return or_(acts.c.due_latest < moment.as_of, and_(acts.c.due_latest.is_(None), acts.c.due_start.is_not(None)))
    if value == "pending":
        return or_(acts.c.due_latest >= moment.as_of, acts.c.due_latest.is_(None), recurs)
    if value in ("kept", "lapsed"):
        return recurs
    if value == "untestable":
        return true()  # what others are to do is told by the words only
    bears = and_(
        judgements.c.kind == fixed(EVIDENCE),
        judgements.c.judgement == fixed("positive"),
        judgements.c.relation.in_(_NEEDS[value]),
        moment.holding(),
    )
    if value == "in_progress":
        bears = and_(bears, judgements.c.relation == "progress")
    keys = list(connection.execute(select(judgements.c.left).where(bears).distinct().limit(FEW + 1)).scalars())
    if len(keys) > FEW:
        return true()
    borne = one_of(connection, acts.c.id, ids_of(connection, keys))
    return or_(borne, recurs) if value == "in_progress" else borne
