"""Commitments: found by their filters, each with its status on a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from communique.packs import Pack, load_packs
from communique.register.conditions import condition_of
from communique.register.entity import chunks
from communique.register.events import event_of
from communique.register.evidence import Place, evidence_for, searched_for
from communique.register.full_text import matching
from communique.register.lookup import act_at, act_key
from communique.register.moment import Moment
from communique.register.rows import split_codes
from communique.register.status import Evidence, Promise, Searched, Status, status
from communique.register.tables import EVIDENCE, act_parties, acts, fixed, judgements, versions

Packs = Sequence[Pack] | None
"""Frameworks to know; None for those that ship, loaded when first needed."""

CHUNK = 60
"""Commitments whose status is computed at a time, when a page is filled by status."""

FEW = 2_000
"""Up to so many commitments are named one by one where evidence of a rare kind is asked for."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which commitments are asked for; None asks for all."""

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


@dataclass(frozen=True, slots=True)
class Commitment:
    """An act as kept, with its status where it is a commitment; offsets are those of its document's text."""

    key: str
    document: str
    title: str | None
    made: date | None
    cls: str
    kind: str | None
    words: str
    start: int
    end: int
    trigger_start: int
    trigger_end: int
    actors: tuple[str, ...]
    speakers: tuple[str, ...]
    strength: int
    due_phrase: str | None
    due_earliest: date | None
    due_latest: date | None
    recurrence: str | None
    actions: tuple[str, ...]
    status: Status | None
    evidence: tuple[Evidence, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and whether there is more after it."""

    found: tuple[Commitment, ...]
    more: bool


def find(connection: Connection, asked: Filter, moment: Moment, packs: Packs, limit: int, offset: int = 0) -> Page:
    """Return a page of commitments: those with a day by their day, then those without, the newest first."""
    rows = _rows(connection, asked, moment)
    if asked.status is not None:
        rows = _of_status(connection, rows, asked.status, moment, packs)
    chosen = list(islice(rows, offset, offset + limit + 1))
    return Page(tuple(_with_status(connection, chosen[:limit], moment, packs)), more=len(chosen) > limit)


def by_keys(
    connection: Connection,
    ids: Sequence[int],
    moment: Moment,
    packs: Packs,
    *,
    searched_keys: bool = False,
) -> list[Commitment]:
    """Return the acts of the given row ids, with the documents that were searched named where asked."""
    rows = connection.execute(_columns().where(acts.c.id.in_(ids)).order_by(acts.c.id)).all()
    return _with_status(connection, rows, moment, packs, searched_keys=searched_keys)


def _of_status(connection: Connection, rows: Iterator[Any], value: str, moment: Moment, packs: Packs) -> Iterator[Any]:
    """Yield the rows of a status, some computed at a time: a page needs few of a usual one.

    Where was searched does not change a status, so it is looked up for the page only.
    """
    size = CHUNK // 2
    while chunk := list(islice(rows, size)):
        promises = [row for row in chunk if row.cls == "commitment"]
        evidence = evidence_for(connection, _keys(promises), moment)
        for row in promises:
            key = act_key(row.document, row.trigger_start)
            held = evidence.get(key, ())
            if status(_promise(connection, key, row, packs), held, moment.as_of, Searched()).value == value:
                yield row
        size = CHUNK


def _keys(rows: Sequence[Any]) -> list[tuple[str, int]]:
    return [(act_key(row.document, row.trigger_start), len(json.loads(row.actions))) for row in rows]


def _rows(connection: Connection, asked: Filter, moment: Moment) -> Iterator[Any]:
    for query in _queries(connection, asked, moment):
        for row in connection.execution_options(yield_per=CHUNK).execute(query):
            if _says(row, asked):
                yield row


def _says(row: Any, asked: Filter) -> bool:
    """Tell whether a clause has the words asked for; the full-text index has found documents, not clauses."""
    if asked.text is None:
        return True
    words = row.words.casefold()
    return all(word.strip('"').casefold()[:6] in words for word in asked.text.split())


def _columns() -> Select[Any]:
    text = versions.c.text
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
    base = _columns().where(acts.c.cls == _class(asked.cls), moment.current(), *conditions)
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
        borne: ColumnElement[bool] = acts.c.id.in_(_ids_of(connection, keys))
    else:
        whole = versions.c.key + ".a" + func.cast(acts.c.trigger_start, judgements.c.left.type)
        borne = exists().where(bears, or_(judgements.c.left == whole, judgements.c.left.like(whole + "#%")))
    return or_(borne, recurs) if value == "in_progress" else borne


def _ids_of(connection: Connection, keys: Sequence[str]) -> list[int]:
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


def _with_status(
    connection: Connection,
    rows: Sequence[Any],
    moment: Moment,
    packs: Packs,
    *,
    searched_keys: bool = False,
) -> list[Commitment]:
    """Return commitments with their statuses, what they need read for all at once."""
    promises = [row for row in rows if row.cls == "commitment"]
    keys = _keys(promises)
    evidence = evidence_for(connection, keys, moment)
    places = [
        Place(key, row.date, row.framework, row.series, row.version_id)
        for (key, _), row in zip(keys, promises, strict=True)
    ]
    searched = searched_for(connection, places, moment, keys=searched_keys)
    found = []
    for row in rows:
        key = act_key(row.document, row.trigger_start)
        held = tuple(evidence.get(key, ()))
        value = None
        if row.cls == "commitment":
            value = status(_promise(connection, key, row, packs), held, moment.as_of, searched[key])
        found.append(_commitment(row, key, value, held))
    return found


def _promise(connection: Connection, key: str, row: Any, packs: Packs) -> Promise:
    latest, due_from = row.due_latest, None
    if latest is None and row.due_start is not None and row.date is not None:
        event = event_of(connection, row.due_phrase, row.date, row.series, load_packs() if packs is None else packs)
        if event is not None:
            latest, due_from = event.day, event.known_from
    return Promise(
        key=key,
        made=row.date,
        kind=row.kind,
        latest=latest,
        recurrence=row.recurrence,
        actions=max(1, len(json.loads(row.actions))),
        condition=condition_of(row.words),
        due_from=due_from,
    )


def _commitment(row: Any, key: str, value: Status | None, held: tuple[Evidence, ...]) -> Commitment:
    return Commitment(
        key=key,
        document=row.document,
        title=row.title,
        made=row.date,
        cls=row.cls,
        kind=row.kind,
        words=row.words,
        start=row.start,
        end=row.end,
        trigger_start=row.trigger_start,
        trigger_end=row.trigger_end,
        actors=split_codes(row.actors),
        speakers=split_codes(row.speakers),
        strength=row.strength,
        due_phrase=row.due_phrase,
        due_earliest=row.due_earliest,
        due_latest=row.due_latest,
        recurrence=row.recurrence,
        actions=tuple(_action(row, start, end) for start, end in json.loads(row.actions)),
        status=value,
        evidence=held,
    )


def _action(row: Any, start: int, end: int) -> str:
    """Return an action's words, cut from the clause's; one outside the clause (a list below it) is left empty."""
    words: str = row.words[max(0, start - row.start) : max(0, end - row.start)]
    return words


def act_with_status(connection: Connection, key: str, moment: Moment, packs: Packs = None) -> Commitment:
    """Return the act of a key, with the documents that were searched; raise `RegisterError` where there is none."""
    return by_keys(connection, [act_at(connection, key).id], moment, packs, searched_keys=True)[0]
