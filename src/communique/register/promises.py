"""Promises: what is looked up of commitments to tell their statuses: their chains and what bears on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from communique.packs import Pack, load_packs
from communique.register.chains import Chain, Node, Tie, chains_of, evidence_of, ties_of
from communique.register.conditions import condition_of, forbearances
from communique.register.engine import one_of
from communique.register.entity import chunks
from communique.register.events import event_of
from communique.register.evidence import evidence_for
from communique.register.lookup import act_key
from communique.register.moment import Moment
from communique.register.rows import split_codes
from communique.register.status import Evidence, Promise
from communique.register.stored import text_of
from communique.register.tables import acts, versions

Packs = Sequence[Pack] | None
"""Frameworks to know; None for those that ship, loaded when first needed."""

CHUNK = 60
"""Acts whose commitments are looked up at a time."""

ROUNDS = 4
"""Steps from text to text by which the whole of a chain is looked up."""

MOST_TEXTS = 400
"""Texts that are looked up besides the acts of a page: more are of registers of copies only."""


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
        return tuple(evidence_of(chain, actions_of(self.rows[chain.key]), self.evidence))


def clause() -> ColumnElement[str]:
    """Return the words of an act's clause inside a query, as `words`."""
    return func.substr(text_of(versions.c.text), acts.c.start + 1, acts.c.end - acts.c.start).label("words")


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
        clause(),
        func.substr(text, acts.c.due_start + 1, acts.c.due_end - acts.c.due_start).label("due_phrase"),
    ).join(versions, versions.c.id == acts.c.version_id)


def ids_of(connection: Connection, keys: Sequence[str]) -> list[int]:
    """Return the row ids of the acts (or of the acts of the actions) with the given keys."""
    starts = _starts(keys)
    ids = []
    for chunk in chunks(starts):
        query = (
            select(acts.c.id, acts.c.trigger_start, versions.c.key)
            .join(versions, versions.c.id == acts.c.version_id)
            .where(one_of(connection, versions.c.key, chunk))
        )
        ids += [row.id for row in connection.execute(query).all() if row.trigger_start in starts[row.key]]
    return ids


def known_of(connection: Connection, rows: Sequence[Any], moment: Moment, *, sure: bool = False) -> Known:
    """Look up the chains of acts: from text to text by the links that hold, then what bears on each text.

    `sure` leaves out what waits for review, and why a link was made: no status needs them.
    """
    every = {key_of(row): row for row in rows if row.cls == "commitment"}
    ties: dict[Tie, None] = {}
    new = dict(every)
    most = len(every) + MOST_TEXTS
    for _ in range(ROUNDS):
        if not new or len(every) > most:
            break
        found = ties_of(connection, {key: actions_of(row) for key, row in new.items()}, moment)
        ties |= dict.fromkeys(found)
        missing = sorted({side for tie in found for side in (tie.left, tie.right)} - set(every))
        new = rows_at(connection, missing[:MOST_TEXTS], moment)
        every |= new
    evidence = evidence_for(connection, [(key, actions_of(row)) for key, row in every.items()], moment, sure=sure)
    nodes = [Node(key, row.date, actions_of(row), row.recurrence is not None) for key, row in every.items()]
    return Known(every, chains_of(nodes, list(ties), evidence), evidence)


def rows_at(connection: Connection, keys: Sequence[str], moment: Moment) -> dict[str, Any]:
    """Return the commitments of the given keys that were made and kept by the day asked about."""
    starts = _starts(keys)
    found = {}
    for chunk in chunks(starts):
        places = sorted({start for key in chunk for start in starts[key]})
        query = columns().where(
            one_of(connection, versions.c.key, chunk),
            one_of(connection, acts.c.trigger_start, places),
            acts.c.cls == "commitment",
            moment.current(),
        )
        for row in connection.execute(query).all():
            if row.trigger_start in starts[row.document] and (row.date is None or row.date <= moment.as_of):
                found[key_of(row)] = row
    return found


def _starts(keys: Iterable[str]) -> dict[str, set[int]]:
    """Return the places of the triggers of acts (or of the acts of the actions) by their documents."""
    starts: dict[str, set[int]] = {}
    for key in keys:
        document, _, place = key.partition("#")[0].partition(".a")
        starts.setdefault(document, set()).add(int(place))
    return starts


def promise_of(connection: Connection, members: Sequence[Any], packs: Packs) -> tuple[Promise, Any]:
    """Return what the texts of a chain promise together, and the row of the text that sets the day.

    The soonest last day counts: to put it off is not to have kept it.
    """
    root = members[0]
    due, latest, due_from = root, None, None
    for row in members:
        day, known_from = last_day(connection, row, packs)
        if day is not None and (latest is None or day < latest):
            due, latest, due_from = row, day, known_from
    if due is not root and due_from is None:
        due_from = f"set by {key_of(due)}"
    kinds = [row.kind for row in members if row.kind in ("specific", "scheduled")]
    conditions = (condition_of(row.words) for row in members)
    promise = Promise(
        key=key_of(root),
        made=root.date,
        kind=root.kind if root.kind in ("specific", "scheduled") or not kinds else kinds[0],
        latest=latest,
        recurrence=root.recurrence,
        actions=actions_of(root),
        condition=next((found for found in conditions if found is not None), None),
        due_from=due_from,
        due_action=_due_action(root) if due is root else None,
        others=split_codes(root.others or ""),
        forbearing=forbearances(root.words, json.loads(root.actions), root.start),
    )
    return promise, due


def last_day(connection: Connection, row: Any, packs: Packs) -> tuple[date | None, str | None]:
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


def key_of(row: Any) -> str:
    """Return the key of an act."""
    return act_key(row.document, row.trigger_start)


def actions_of(row: Any) -> int:
    """Return how many actions an act has, 1 where it names none."""
    return max(1, len(json.loads(row.actions)))
