"""Commitments: each with the texts that say it again and its status on a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, or_, select

from communique.register import courses
from communique.register.chains import Text
from communique.register.choosing import AS_LISTED, Candidate, Filter, candidates, rows_of
from communique.register.engine import one_of
from communique.register.entity import chunks
from communique.register.evidence import Place, searched_for
from communique.register.lookup import act_at
from communique.register.moment import Moment
from communique.register.promises import CHUNK, Known, Packs, columns, key_of, known_of, promise_of, rows_at
from communique.register.rows import actors_of, split_codes
from communique.register.status import Evidence, Promise, Searched, Status, status
from communique.register.tables import acts, versions

__all__ = ["Commitment", "Filter", "Page", "Text", "act_with_status", "by_keys", "find", "made_in"]

MOST_WAITING = 300
"""Courses that wait to be worked out and are looked at one by one; where more do, all commitments are."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """An act as kept, with its status where it is a commitment; offsets are those of its document's text.

    A commitment is its first act; `texts` are that act and the later ones that say it again, with what each does to it,
    and the status is that of all of them. `due_earliest`, `due_latest` and `due_phrase` are those of the text that sets
    the soonest last day (`due_key`, None for the act itself). Where an act was asked for that says an earlier promise
    again, `first` is the key of that.
    """

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
    texts: tuple[Text, ...] = ()
    first: str | None = None
    due_key: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and whether there is more after it."""

    found: tuple[Commitment, ...]
    more: bool


def find(connection: Connection, asked: Filter, moment: Moment, packs: Packs, limit: int, offset: int = 0) -> Page:
    """Return a page of commitments: those with a day by their day, then those without, the newest first.

    Each is listed once, as its first act, where the first of its texts stands that the filter asks for.
    """
    waiting = courses.waiting(connection, MOST_WAITING + 1)
    if moment.known_on is not None or len(waiting) > MOST_WAITING:
        found = list(islice(_found(connection, asked, moment, packs), offset, offset + limit + 1))
        return Page(tuple(_searched(connection, found[:limit], moment)), more=len(found) > limit)
    chosen = list(islice(_chosen(connection, asked, moment, packs, waiting), offset, offset + limit + 1))
    judged = _judged_at(connection, chosen[:limit], asked, moment, packs)
    return Page(tuple(_searched(connection, judged, moment)), more=len(chosen) > limit)


def _chosen(
    connection: Connection, asked: Filter, moment: Moment, packs: Packs, waiting: Sequence[str]
) -> Iterator[Candidate]:
    """Yield what a filter asks for, by the courses that are kept; where these wait, it is worked out."""
    each = asked.lists_each
    live, among = _live(connection, asked, moment, packs, waiting)
    stream = candidates(connection, asked, moment, live, among)
    seen: set[int] = set()
    for one in stream:
        thing = one.id if each or one.root is None else one.root
        if thing not in seen:
            seen.add(thing)
            yield one


def _live(
    connection: Connection, asked: Filter, moment: Moment, packs: Packs, waiting: Sequence[str]
) -> tuple[list[Candidate], set[int]]:
    """Return those asked for among commitments whose courses wait, and the ids of all whose courses are not read."""
    if not waiting or asked.cls != "commitment":
        return [], set()
    known = known_of(connection, list(rows_at(connection, waiting, moment).values()), moment)
    roots = {
        row.id: None if len(known.chains[key].texts) == 1 else known.root(key).id for key, row in known.rows.items()
    }
    there = [
        replace(one, root=roots[one.id]) for one in candidates(connection, asked, moment, [], set(), only=sorted(roots))
    ]
    return _wanted_of(connection, there, asked, moment, packs), set(roots)


def _wanted_of(
    connection: Connection, found: Sequence[Candidate], asked: Filter, moment: Moment, packs: Packs
) -> list[Candidate]:
    """Return those that a filter asks for, each worked out."""
    wanted = []
    for place in range(0, len(found), CHUNK):
        part = found[place : place + CHUNK]
        judged = _judged_at(connection, part, asked, moment, packs)
        wanted += [one for one, whole in zip(part, judged, strict=True) if _wanted(whole, asked, moment)]
    return wanted


def _judged_at(
    connection: Connection, found: Sequence[Candidate], asked: Filter, moment: Moment, packs: Packs
) -> list[Judged]:
    """Work out what was found, in its order."""
    rows = {row.id: row for row in _rows(connection, [one.id for one in found])}
    ordered = [rows[one.id] for one in found]
    known = known_of(connection, ordered, moment)
    each = asked.lists_each
    judged = []
    for row in ordered:
        shown = row if each or row.cls != "commitment" else known.root(key_of(row))
        judged.append(_judged(connection, shown, row, known, moment, packs))
    return judged


def _rows(connection: Connection, ids: Sequence[int]) -> Sequence[Any]:
    return (
        connection.execute(columns().where(one_of(connection, acts.c.id, ids)).order_by(acts.c.id)).all() if ids else ()
    )


def by_keys(
    connection: Connection,
    ids: Sequence[int],
    moment: Moment,
    packs: Packs,
    *,
    searched_keys: bool = False,
) -> list[Commitment]:
    """Return the acts of the given row ids, with the documents that were searched named where asked."""
    rows = _rows(connection, ids)
    known = known_of(connection, rows, moment)
    judged = [_judged(connection, row, row, known, moment, packs) for row in rows]
    return _searched(connection, judged, moment, keys=searched_keys)


def made_in(
    connection: Connection, documents: Sequence[str], moment: Moment, packs: Packs, most: int
) -> dict[str, list[Commitment]]:
    """Return the commitments that each document makes, `most` of one, in the order of a list."""
    ids: dict[str, list[int]] = {key: [] for key in documents}
    for chunk in chunks(ids):
        query = select(acts.c.id, versions.c.key).join(versions, versions.c.id == acts.c.version_id)
        query = query.where(versions.c.key.in_(chunk), acts.c.cls == "commitment", moment.current())
        query = query.where(or_(versions.c.date <= moment.as_of, versions.c.date.is_(None)))
        for row in connection.execute(query.order_by(*AS_LISTED)):
            ids[row.key].append(row.id)
    wanted = [id_ for own in ids.values() for id_ in own[:most]]
    rows = {row.id: row for row in _rows(connection, wanted)}
    known = known_of(connection, list(rows.values()), moment)
    judged = [_judged(connection, rows[id_], rows[id_], known, moment, packs) for id_ in wanted]
    made: dict[str, list[Commitment]] = {key: [] for key in documents}
    for one in _searched(connection, judged, moment):
        made[one.document].append(one)
    return made


def act_with_status(connection: Connection, key: str, moment: Moment, packs: Packs = None) -> Commitment:
    """Return the act of a key, with the documents that were searched; raise `RegisterError` where there is none."""
    return by_keys(connection, [act_at(connection, key).id], moment, packs, searched_keys=True)[0]


@dataclass(frozen=True, slots=True)
class Judged:
    """An act with all that its status needs but for where was searched, which changes what is said of it only."""

    row: Any
    place: Place | None
    promise: Promise | None
    held: tuple[Evidence, ...]
    texts: tuple[Text, ...]
    first: str | None
    due: Any


def _found(connection: Connection, asked: Filter, moment: Moment, packs: Packs) -> Iterator[Judged]:
    """Yield the commitments that a filter asks for, some looked up at a time: a page needs few of a usual status."""
    rows = rows_of(connection, asked, moment, CHUNK)
    each = asked.lists_each
    seen: set[str] = set()
    placed: set[str] = set()  # texts of the commitments seen: these are not looked up again
    size = CHUNK // 2
    while chunk := list(islice(rows, size)):
        new = [row for row in chunk if each or key_of(row) not in placed]
        known = known_of(connection, new, moment)
        placed |= {text.key for row in new if row.cls == "commitment" for text in known.chains[key_of(row)].texts}
        for row in new:
            shown = row if each or row.cls != "commitment" else known.root(key_of(row))
            if key_of(shown) in seen:
                continue
            seen.add(key_of(shown))
            one = _judged(connection, shown, row, known, moment, packs)
            if _wanted(one, asked, moment):
                yield one
        size = CHUNK


def _wanted(one: Judged, asked: Filter, moment: Moment) -> bool:
    if one.promise is None:
        return asked.status is None
    latest = one.due.due_latest
    if asked.due_before is not None and (latest is None or latest >= asked.due_before):
        return False
    if asked.due_after is not None and (latest is None or latest < asked.due_after):
        return False
    return asked.status is None or status(one.promise, one.held, moment.as_of, Searched()).value == asked.status


def _judged(connection: Connection, shown: Any, row: Any, known: Known, moment: Moment, packs: Packs) -> Judged:
    """Return an act with what its chain says of it; `row` is the text of it that was found."""
    if shown.cls != "commitment":
        return Judged(shown, None, None, (), (), None, shown)
    chain = known.chains[key_of(row)]
    members = [known.rows[text.key] for text in chain.texts]
    root = members[0]
    promise, due = promise_of(connection, members, packs)
    place = Place(key_of(root), root.date, root.framework, root.series, frozenset(split_codes(root.speakers)))
    first = chain.key if chain.key != key_of(shown) else None
    return Judged(shown, place, promise, known.held(key_of(row)), chain.texts, first, due)


def _searched(
    connection: Connection, found: Sequence[Judged], moment: Moment, *, keys: bool = False
) -> list[Commitment]:
    """Return commitments with their statuses and where was searched, looked up for all at once."""
    places = [one.place for one in found if one.place is not None]
    searched = searched_for(connection, places, moment, keys=keys)
    done = []
    for one in found:
        value = None
        if one.promise is not None and one.place is not None:
            value = status(one.promise, one.held, moment.as_of, searched[one.place.key])
        done.append(_commitment(one, value))
    return done


def _commitment(one: Judged, value: Status | None) -> Commitment:
    row, due = one.row, one.due
    key = key_of(row)
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
        actors=actors_of(row.actors, row.speakers),
        speakers=split_codes(row.speakers),
        strength=row.strength,
        due_phrase=due.due_phrase,
        due_earliest=due.due_earliest,
        due_latest=due.due_latest,
        recurrence=row.recurrence,
        actions=tuple(_action(row, start, end) for start, end in json.loads(row.actions)),
        status=value,
        evidence=one.held,
        texts=one.texts,
        first=one.first,
        due_key=None if key_of(due) == key else key_of(due),
    )


def _action(row: Any, start: int, end: int) -> str:
    """Return an action's words, cut from the clause's; one outside the clause (a list below it) is left empty."""
    words: str = row.words[max(0, start - row.start) : max(0, end - row.start)]
    return words
