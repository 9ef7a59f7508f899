"""Choosing: which acts a filter asks for, as queries in the order of the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from communique.register.entity import chunks
from communique.register.full_text import matching
from communique.register.moment import Moment
from communique.register.stored import text_of
from communique.register.tables import EVIDENCE, act_parties, acts, fixed, judgements, versions

FEW = 2_000
"""Up to so many commitments are named one by one where evidence of a rare kind is asked for."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which commitments are asked for; None asks for all. `each` lists every act, not each commitment once."""

    party: str | None = None
    series: str | None = None
    status: str | None = None
    due_before: date | None = None
    due_after: date | None = None
    cls: str = "commitment"
    kind: str | None = None
    text: str | None = None
    document: str | None = None
    dated: bool = False
    each: bool = False


def rows_of(connection: Connection, asked: Filter, moment: Moment, size: int) -> Iterator[Any]:
    """Yield the acts that a filter asks for: those with a day by their day, then those without, the newest first."""
    for query in _queries(connection, asked, moment):
        for row in connection.execution_options(yield_per=size).execute(query):
            if _says(row, asked):
                yield row


def _says(row: Any, asked: Filter) -> bool:
    """Tell whether a clause has the words asked for; the full-text index has found documents, not clauses."""
    if asked.text is None:
        return True
    words = row.words.casefold()
    return all(word.strip('"').casefold()[:6] in words for word in asked.text.split())


def columns() -> Select[Any]:
    """Return the query of acts with what lists and statuses need of their document."""
    text = text_of(versions.c.text)
    return select(
        acts,
        versions.c.key.label("document"),
        versions.c.title,
        versions.c.date,
        versions.c.framework,
        versions.c.series,
        versions.c.speakers,
        func.substr(text, acts.c.start + 1, acts.c.end - acts.c.start).label("words"),
        func.substr(text, acts.c.due_start + 1, acts.c.due_end - acts.c.due_start).label("due_phrase"),
    ).join(versions, versions.c.id == acts.c.version_id)


def _queries(connection: Connection, asked: Filter, moment: Moment) -> Iterator[Select[Any]]:
    """Yield the two queries of a list, each in the order of an index: with a day, without."""
    conditions = list(_conditions(connection, asked, moment))
    base = columns().where(acts.c.cls == _class(asked.cls), moment.current(), *conditions)
    dated = base.where(acts.c.due_latest.is_not(None))
    if asked.due_before is not None:
        dated = dated.where(acts.c.due_latest < asked.due_before)
    if asked.due_after is not None:
        dated = dated.where(acts.c.due_latest >= asked.due_after)
    if asked.status not in ("untestable", "kept", "lapsed"):
        yield dated.order_by(acts.c.due_latest, acts.c.id)
    if asked.due_before is None and asked.due_after is None and not asked.dated:
        yield base.where(acts.c.due_latest.is_(None)).order_by(versions.c.date.desc(), versions.c.id, acts.c.id)


def _class(cls: str) -> ColumnElement[str] | str:
    return fixed(cls) if cls == "commitment" else cls


def _conditions(connection: Connection, asked: Filter, moment: Moment) -> Iterator[ColumnElement[bool]]:
    yield or_(versions.c.date <= moment.as_of, versions.c.date.is_(None))
    if asked.party is not None:
        yield exists().where(act_parties.c.act_id == acts.c.id, act_parties.c.code == asked.party)
    if asked.series is not None:
        yield or_(versions.c.series == asked.series, versions.c.framework == asked.series)
    if asked.kind is not None:
        yield acts.c.kind == asked.kind
    if asked.document is not None:
        yield versions.c.key == asked.document
    if asked.text is not None:
        yield matching(connection, asked.text)
    if asked.status is not None:
        yield _needed(connection, asked.status, moment)


_NEEDS = {
    "fulfilled": ("fulfils",),
    "partly_fulfilled": ("fulfils", "partly"),
    "in_progress": ("progress", "fulfils"),
    "superseded": ("supersedes",),
    "withdrawn": ("withdraws",),
    "contested": ("contests",),
}


def _needed(connection: Connection, value: str, moment: Moment) -> ColumnElement[bool]:
    """Return what every commitment of a status has, so that few others are looked at."""
    recurs = acts.c.recurrence.is_not(None)
    if value == "overdue":
        return or_(acts.c.due_latest < moment.as_of, and_(acts.c.due_latest.is_(None), acts.c.due_start.is_not(None)))
    if value == "pending":
        return or_(acts.c.due_latest >= moment.as_of, acts.c.due_latest.is_(None), recurs)
    if value in ("kept", "lapsed"):
        return recurs
    if value == "untestable":
        return or_(acts.c.kind.in_(("continuing", "assurance")), recurs)
    bears = and_(
        judgements.c.kind == fixed(EVIDENCE),
        judgements.c.judgement == fixed("positive"),
        judgements.c.relation.in_(_NEEDS[value]),
        moment.holding(),
    )
    if value == "partly_fulfilled":
        bears = and_(bears, or_(judgements.c.relation == "partly", judgements.c.left.contains("#")))
    if value == "in_progress":
        bears = and_(bears, judgements.c.relation == "progress")
    keys = list(connection.execute(select(judgements.c.left).where(bears).distinct().limit(FEW + 1)).scalars())
    if len(keys) <= FEW:
        borne: ColumnElement[bool] = acts.c.id.in_(ids_of(connection, keys))
    else:
        whole = versions.c.key + ".a" + func.cast(acts.c.trigger_start, judgements.c.left.type)
        borne = exists().where(bears, or_(judgements.c.left == whole, judgements.c.left.like(whole + "#%")))
    return or_(borne, recurs) if value == "in_progress" else borne


def ids_of(connection: Connection, keys: Sequence[str]) -> list[int]:
    """Return the row ids of the acts (or of the acts of the actions) with the given keys."""
    starts: dict[str, set[int]] = {}
    for key in keys:
        document, _, place = key.partition("#")[0].partition(".a")
        starts.setdefault(document, set()).add(int(place))
    ids = []
    for chunk in chunks(starts):
        query = (
            select(acts.c.id, acts.c.trigger_start, versions.c.key)
            .join(versions, versions.c.id == acts.c.version_id)
            .where(versions.c.key.in_(chunk), acts.c.cls == "commitment")
        )
        ids += [row.id for row in connection.execute(query) if row.trigger_start in starts[row.key]]
    return ids
