"""Courses: what each commitment has been on which days, kept so that lists find a status without working all out.

A course is a function of the judgements and acts: it is worked out anew where these change, and no status is read from
it but looked for by it. Most commitments need none: where no evidence bears on one, nothing says it again and it does
not recur, its day and kind say all (`plain_status`). Keys whose courses wait to be worked out stand in `stale`; lists
look at these one by one.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, delete, insert, literal, or_, select

from communique.packs import Pack, load_packs
from communique.register.chains import Chain, evidence_of, ties_of
from communique.register.conditions import forbearances
from communique.register.entity import chunks
from communique.register.events import series_named
from communique.register.lookup import MOST_ACTIONS, act_key, with_actions
from communique.register.moment import Moment
from communique.register.periods import MONTHS, has_bound, periods
from communique.register.promises import (
    CHUNK,
    Known,
    actions_of,
    ids_of,
    known_of,
    last_day,
    promise_of,
    rows_at,
)
from communique.register.status import UNTESTABLE, Evidence, Searched, status
from communique.register.tables import EVIDENCE, STATUS, acts, courses, items, judgements, stale, versions

AT_ONCE = 40
"""Commitments whose courses are worked out in the very transaction that changes them; more wait for `settle`."""

TURN = 400
"""Commitments that are settled in one transaction, so that other writers get their turn; a person's change, after
which nobody settles, works out so many at once."""

ALL = Moment(date.max)


@dataclass(frozen=True, slots=True)
class Span:
    """What a commitment is, and when it is due, from one day to another, None for ever."""

    first: date
    last: date | None
    status: str
    due: date | None


def needs_course(row: Mapping[str, Any], text: str) -> bool:
    """Tell whether a new act of a text may need a course.

    It does where it recurs, its day is an event's or one of its actions' only, others are to do it, or it says what is
    not to be done.
    """
    if row["cls"] != "commitment":
        return False
    if row["recurrence"] is not None or row["others"] is not None:
        return True
    if row["due_start"] is None:
        return False
    actions = json.loads(row["actions"])
    if row["due_latest"] is None or len(actions) > 1:
        return True
    return bool(forbearances(text[row["start"] : row["end"]], actions, row["start"]))


def plain_status(row: Any, on: date) -> str:
    """Return what a commitment is on a day where nothing bears on it."""
    if row.due_latest is not None:
        return "overdue" if row.due_latest < on else "pending"
    return "untestable" if row.kind in UNTESTABLE else "pending"


def plain_case(on: date) -> ColumnElement[str]:
    """Return the same as an expression of a query over `acts`."""

    def word(value: str) -> ColumnElement[str]:
        return literal(value, STATUS)

    return case(
        (acts.c.due_latest < on, word("overdue")),
        (acts.c.due_latest.is_not(None), word("pending")),
        (acts.c.kind.in_(UNTESTABLE), word("untestable")),
        else_=word("pending"),
    )


def holds_on(day: date) -> ColumnElement[bool]:
    """Return the condition that a span of a course holds a day."""
    return and_(courses.c.first_day <= day, or_(courses.c.last_day.is_(None), courses.c.last_day >= day))


def waiting(connection: Connection, limit: int) -> list[str]:
    """Return keys of commitments whose courses wait to be worked out."""
    return list(connection.execute(select(stale.c.key).order_by(stale.c.key).limit(limit)).scalars())


def touch(connection: Connection, keys: Iterable[str], at_once: int) -> None:
    """Take over that something changed for commitments: work out the courses of so many at once; of more, all wait."""
    changed = sorted({key.partition("#")[0] for key in keys})
    if len(changed) <= at_once:
        work_out(connection, changed, load_packs())
        return
    for chunk in chunks(changed):
        known = set(connection.execute(select(stale.c.key).where(stale.c.key.in_(chunk))).scalars())
        if new := [{"key": key} for key in chunk if key not in known]:
            connection.execute(insert(stale), new)


def settle(connection: Connection, limit: int = TURN) -> int:
    """Work out courses that wait, up to so many; return how many there were."""
    keys = waiting(connection, limit)
    work_out(connection, keys, load_packs() if keys else ())
    return len(keys)


def touched_by_version(connection: Connection, version_id: int) -> set[str]:
    """Return the keys of a version's acts, and of all that evidence joins with these and its items."""
    key = connection.execute(select(versions.c.key).where(versions.c.id == version_id)).scalar_one()
    own = [
        act_key(key, row.trigger_start)
        for row in connection.execute(select(acts.c.trigger_start).where(acts.c.version_id == version_id))
    ]
    said = list(connection.execute(select(items.c.key).where(items.c.version_id == version_id)).scalars())
    found = set(own)
    for column, values in ((judgements.c.left, with_actions(own)), (judgements.c.right, [*own, *said])):
        for chunk in chunks(values):
            query = select(judgements.c.left, judgements.c.right)
            for row in connection.execute(query.where(judgements.c.kind == EVIDENCE, column.in_(chunk))):
                found |= {row.left, row.right}
    return found


def series_of(connection: Connection, version_id: int) -> list[str]:
    """Return the series whose meetings a version tells of."""
    query = select(items.c.series).where(
        items.c.version_id == version_id, items.c.section == "meeting", items.c.series.is_not(None)
    )
    return list(connection.execute(query.distinct().order_by(items.c.series)).scalars())


def touched_by_meetings(connection: Connection, names: Iterable[str], packs: Sequence[Pack]) -> set[str]:
    """Return the keys of the commitments that are due at a meeting of the series that are named."""
    forms = {form: series.name for pack in packs for series in pack.series for form in series.forms}
    asked = sorted({forms.get(name, name) for name in names})
    query = (
        select(versions.c.key, acts.c.trigger_start)
        .join(acts, acts.c.id == courses.c.act_id)
        .join(versions, versions.c.id == acts.c.version_id)
        .distinct()
    )
    found = set()
    for chunk in chunks(asked):
        found |= {act_key(*row) for row in connection.execute(query.where(courses.c.event.in_(chunk)))}
    return found


def work_out(connection: Connection, keys: Sequence[str], packs: Sequence[Pack]) -> None:
    """Work out the courses of commitments, with all that are said again with them, and keep them."""
    settled: set[str] = set()
    left = deque(keys)
    while chunk := list(islice((key for key in _taken(left) if key not in settled), CHUNK)):
        rows = rows_at(connection, chunk, ALL)
        gone = [key for key in chunk if key not in rows]
        known = known_of(connection, list(rows.values()), ALL, sure=True)
        texts = sorted({text.key for key in rows for text in known.chains[key].texts})
        left += _parted(connection, known, texts)
        left += _tied(connection, gone)
        _forget(connection, [known.rows[key].id for key in texts], gone)
        found: list[dict[str, Any]] = []
        done: set[str] = set()
        for key in texts:
            chain = known.chains[key]
            if chain.key not in done:
                done.add(chain.key)
                found += _course_rows(connection, chain, known, packs)
        if found:
            connection.execute(insert(courses), found)
        settled |= {*chunk, *texts}
        connection.execute(_SETTLED, {"keys": [*chunk, *texts]})


def _taken(left: deque[str]) -> Iterator[str]:
    while left:
        yield left.popleft()


def _parted(connection: Connection, known: Known, texts: Sequence[str]) -> list[str]:
    """Return the keys of what was kept as texts of the chains of others, and is not any more."""
    roots = {known.rows[key].id for key in texts}
    others = {row.id: key for key, row in known.rows.items() if row.id not in roots}
    found: list[str] = []
    for chunk in chunks(others):
        query = select(courses.c.act_id, courses.c.root_id).where(courses.c.act_id.in_(chunk)).distinct()
        found += [others[row.act_id] for row in connection.execute(query) if row.root_id in roots]
    return sorted(found)


def _tied(connection: Connection, gone: Sequence[str]) -> list[str]:
    """Return the keys of what was said again with commitments that are none any more."""
    ties = ties_of(connection, dict.fromkeys(gone, MOST_ACTIONS), ALL) if gone else ()
    return sorted({side for tie in ties for side in (tie.left, tie.right)} - set(gone))


def _forget(connection: Connection, ids: Sequence[int], gone: Sequence[str]) -> None:
    """Drop the courses of acts, and of those that are commitments of a current text no more."""
    if gone:
        ids = [*ids, *ids_of(connection, gone)]
    for chunk in chunks(ids):
        connection.execute(delete(courses).where(courses.c.act_id.in_(chunk)))


def _course_rows(connection: Connection, chain: Chain, known: Known, packs: Sequence[Pack]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a chain's course, for each of its texts; none where its day and kind say all."""
    rows = known.rows
    root = rows[chain.key]
    event = next((name for text in chain.texts if (name := _event(rows[text.key], packs)) is not None), None)
    spans = list(_spans(connection, chain, known, packs))
    alone = len(chain.texts) == 1
    if alone and event is None and _is_plain(root, spans):
        return
    for text in chain.texts:
        for span in spans:
            yield {
                "act_id": rows[text.key].id,
                "first_day": span.first,
                "last_day": span.last,
                "status": span.status,
                "due_latest": span.due,
                "root_id": None if alone else root.id,
                "event": event,
            }


def _event(row: Any, packs: Sequence[Pack]) -> str | None:
    """Return the series at whose meeting a text is due, None where it names no such day."""
    if row.due_latest is not None or row.due_start is None:
        return None
    return series_named(row.due_phrase, row.series, packs)


def _is_plain(root: Any, spans: Sequence[Span]) -> bool:
    return all(
        plain_status(root, span.first) == span.status and plain_status(root, span.last or date.max) == span.status
        for span in spans
    )


def _spans(connection: Connection, chain: Chain, known: Known, packs: Sequence[Pack]) -> Iterator[Span]:
    """Yield what a chain is from its first day on: it changes on a few days only, and is looked at on each of these."""
    rows, evidence = known.rows, known.evidence
    members = [rows[text.key] for text in chain.texts]
    root = members[0]
    actions = actions_of(root)
    whole = evidence_of(chain, actions, evidence)
    days = set(_turns(whole))
    days |= {root.date or date.min} | {row.date for row in members if row.date is not None}
    for row in members:
        latest, _ = last_day(connection, row, packs)
        if latest is not None and latest < date.max:
            days.add(latest + timedelta(days=1))
    days |= set(_ends_of_periods(root.recurrence, root.date, max(days | {one.day for one in whole if one.day})))
    values: list[tuple[date, str, date | None]] = []
    said = 1
    promise, due = promise_of(connection, members[:1], packs)
    held = evidence_of(Chain(chain.texts[:1]), actions, evidence)
    for day in sorted(day for day in days if root.date is None or day >= root.date):
        texts = tuple(text for text in chain.texts if text.day is None or text.day <= day)
        if len(texts) != said:
            said, (promise, due) = len(texts), promise_of(connection, [rows[text.key] for text in texts], packs)
            held = evidence_of(Chain(texts), actions, evidence)
        value = status(promise, held, day, Searched()).value
        if not values or values[-1][1:] != (value, due.due_latest):
            values.append((day, value, due.due_latest))
    for place, (first, value, latest) in enumerate(values):
        last = values[place + 1][0] - timedelta(days=1) if place + 1 < len(values) else None
        yield Span(first, last, value, latest)


def _turns(sure: Sequence[Evidence]) -> Iterator[date]:
    """Yield the days on which evidence can turn a status: the first of each relation, all where one is undone."""
    undone = any(item.relation in ("supersedes", "withdraws", "contests") for item in sure)
    first: dict[tuple[str, int | None], date] = {}
    for item in sure:
        if item.day is not None:
            place = (item.relation, item.action)
            first[place] = min(item.day, first.get(place, item.day))
            if undone:
                yield item.day
    yield from first.values()


def _ends_of_periods(recurrence: str | None, made: date | None, latest: date) -> Iterator[date]:
    """Yield the days after which a period of a recurring promise is over, up to one that can have had no occurrence."""
    if recurrence is None or made is None or not has_bound(recurrence):
        return
    horizon = min(latest, date.max - timedelta(days=3_700)) + timedelta(days=62 * MONTHS[recurrence] + 1)
    for _, last in periods(recurrence, made, horizon):
        yield last + timedelta(days=1)


_SETTLED = delete(stale).where(stale.c.key.in_(bindparam("keys", expanding=True)))
