"""Commitments: each with the texts that say it again and its status on a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from communique.packs import Pack, load_packs
from communique.register.chains import Chain, Node, Text, Tie, chains_of, evidence_of, ties_of
from communique.register.choosing import Filter, columns, ids_of, rows_of
from communique.register.conditions import condition_of
from communique.register.events import event_of
from communique.register.evidence import Place, evidence_for, searched_for
from communique.register.lookup import act_at, act_key
from communique.register.moment import Moment
from communique.register.rows import split_codes
from communique.register.status import Evidence, Promise, Searched, Status, status
from communique.register.tables import acts

__all__ = ["Commitment", "Filter", "Page", "Text", "act_with_status", "by_keys", "find"]

Packs = Sequence[Pack] | None
"""Frameworks to know; None for those that ship, loaded when first needed."""

CHUNK = 60
"""Acts whose commitments are looked up at a time, when a page is filled."""

ROUNDS = 4
"""Steps from text to text by which the whole of a chain is looked up."""

MOST_TEXTS = 400
"""Texts that are looked up for the acts of a page: more are of registers of copies only."""


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


@dataclass(frozen=True, slots=True)
class Known:
    """What was looked up for some acts: their chains, all acts in these, and what bears on each."""

    rows: Mapping[str, Any]
    chains: Mapping[str, Chain]
    evidence: Mapping[str, Sequence[Evidence]]

    def root(self, key: str) -> Any:
        """Return the row of the act with which an act's chain begins."""
        return self.rows[self.chains[key].key]

    def held(self, key: str) -> tuple[Evidence, ...]:
        """Return what bears on the whole of an act's chain."""
        chain = self.chains[key]
        return tuple(evidence_of(chain, _actions_of(self.rows[chain.key]), self.evidence))


def find(connection: Connection, asked: Filter, moment: Moment, packs: Packs, limit: int, offset: int = 0) -> Page:
    """Return a page of commitments: those with a day by their day, then those without, the newest first.

    Each is listed once, as its first act, where the first of its texts stands that the filter asks for.
    """
    chosen = list(islice(_found(connection, asked, moment, packs), offset, offset + limit + 1))
    return Page(tuple(_searched(connection, chosen[:limit], moment)), more=len(chosen) > limit)


def by_keys(
    connection: Connection,
    ids: Sequence[int],
    moment: Moment,
    packs: Packs,
    *,
    searched_keys: bool = False,
) -> list[Commitment]:
    """Return the acts of the given row ids, with the documents that were searched named where asked."""
    rows = connection.execute(columns().where(acts.c.id.in_(ids)).order_by(acts.c.id)).all()
    known = _known(connection, rows, moment)
    judged = [_judged(connection, row, row, known, moment, packs) for row in rows]
    return _searched(connection, judged, moment, keys=searched_keys)


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
    each = asked.each or asked.document is not None
    seen: set[str] = set()
    placed: set[str] = set()  # texts of the commitments seen: these are not looked up again
    size = CHUNK // 2
    while chunk := list(islice(rows, size)):
        new = [row for row in chunk if each or _key(row) not in placed]
        known = _known(connection, new, moment)
        placed |= {text.key for row in new if row.cls == "commitment" for text in known.chains[_key(row)].texts}
        for row in new:
            shown = row if each or row.cls != "commitment" else known.root(_key(row))
            if _key(shown) in seen:
                continue
            seen.add(_key(shown))
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


def _known(connection: Connection, rows: Sequence[Any], moment: Moment) -> Known:
    """Look up the chains of acts: from text to text by the links that hold, then what bears on each text."""
    every = {_key(row): row for row in rows if row.cls == "commitment"}
    ties: dict[Tie, None] = {}
    new = dict(every)
    for _ in range(ROUNDS):
        if not new or len(every) > MOST_TEXTS:
            break
        found = ties_of(connection, {key: _actions_of(row) for key, row in new.items()}, moment)
        ties |= dict.fromkeys(found)
        missing = sorted({side for tie in found for side in (tie.left, tie.right)} - set(every))
        new = _rows_at(connection, missing[:MOST_TEXTS], moment)
        every |= new
    evidence = evidence_for(connection, [(key, _actions_of(row)) for key, row in every.items()], moment)
    nodes = [Node(key, row.date, _actions_of(row), row.recurrence is not None) for key, row in every.items()]
    return Known(every, chains_of(nodes, list(ties), evidence), evidence)


def _rows_at(connection: Connection, keys: Sequence[str], moment: Moment) -> dict[str, Any]:
    """Return the commitments of the given keys that were made and kept by the day asked about."""
    ids = ids_of(connection, keys)
    if not ids:
        return {}
    query = columns().where(acts.c.id.in_(ids), moment.current())
    rows = connection.execute(query).all()
    return {_key(row): row for row in rows if row.date is None or row.date <= moment.as_of}


def _judged(connection: Connection, shown: Any, row: Any, known: Known, moment: Moment, packs: Packs) -> Judged:
    """Return an act with what its chain says of it; `row` is the text of it that was found."""
    if shown.cls != "commitment":
        return Judged(shown, None, None, (), (), None, shown)
    chain = known.chains[_key(row)]
    members = [known.rows[text.key] for text in chain.texts]
    root = members[0]
    promise, due = _promise(connection, members, packs)
    place = Place(_key(root), root.date, root.framework, root.series, root.version_id)
    first = chain.key if chain.key != _key(shown) else None
    return Judged(shown, place, promise, known.held(_key(row)), chain.texts, first, due)


def _promise(connection: Connection, members: Sequence[Any], packs: Packs) -> tuple[Promise, Any]:
    """Return what the texts of a chain promise together, and the row of the text that sets the day.

    The soonest last day counts: to put it off is not to have kept it.
    """
    root = members[0]
    due, latest, due_from = root, None, None
    for row in members:
        day, known_from = _last_day(connection, row, packs)
        if day is not None and (latest is None or day < latest):
            due, latest, due_from = row, day, known_from
    if due is not root and due_from is None:
        due_from = f"set by {_key(due)}"
    kinds = [row.kind for row in members if row.kind in ("specific", "scheduled")]
    conditions = (condition_of(row.words) for row in members)
    promise = Promise(
        key=_key(root),
        made=root.date,
        kind=root.kind if root.kind in ("specific", "scheduled") or not kinds else kinds[0],
        latest=latest,
        recurrence=root.recurrence,
        actions=_actions_of(root),
        condition=next((found for found in conditions if found is not None), None),
        due_from=due_from,
        due_action=_due_action(root) if due is root else None,
    )
    return promise, due


def _last_day(connection: Connection, row: Any, packs: Packs) -> tuple[date | None, str | None]:
    """Return the last day on which a text can be met, and how it is known where the words name an event."""
    if row.due_latest is not None or row.due_start is None or row.date is None:
        return row.due_latest, None
    event = event_of(connection, row.due_phrase, row.date, row.series, load_packs() if packs is None else packs)
    return (None, None) if event is None else (event.day, event.known_from)


def _due_action(row: Any) -> int | None:
    """Return the number of the only action that a deadline is of, None where it is that of all.

    In "to draw up a plan by June, and to hold talks" the plan is due; in "to draw up a plan and hold talks by June"
    both are.
    """
    spans = json.loads(row.actions)
    if row.due_start is None or len(spans) < 2:
        return None
    inside = [number for number, (start, end) in enumerate(spans, 1) if start <= row.due_start < end + 2]
    if len(inside) != 1:
        return None
    number = inside[0]
    if number < len(spans):
        return number
    between = row.words[max(0, spans[-2][1] - row.start) : max(0, spans[-1][0] - row.start)]
    return number if between.split()[-1:] == ["to"] or between.strip().startswith(",") else None


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
    key = _key(row)
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
        due_phrase=due.due_phrase,
        due_earliest=due.due_earliest,
        due_latest=due.due_latest,
        recurrence=row.recurrence,
        actions=tuple(_action(row, start, end) for start, end in json.loads(row.actions)),
        status=value,
        evidence=one.held,
        texts=one.texts,
        first=one.first,
        due_key=None if _key(due) == key else _key(due),
    )


def _action(row: Any, start: int, end: int) -> str:
    """Return an action's words, cut from the clause's; one outside the clause (a list below it) is left empty."""
    words: str = row.words[max(0, start - row.start) : max(0, end - row.start)]
    return words


def _key(row: Any) -> str:
    return act_key(row.document, row.trigger_start)


def _actions_of(row: Any) -> int:
    return max(1, len(json.loads(row.actions)))
