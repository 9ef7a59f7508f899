"""History: what happened to a document, an act or a thing, in the order in which it did."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from communique.register import reasons
from communique.register.carrying import CARRY, WAIT
from communique.register.engine import one_of
from communique.register.entity import chunks
from communique.register.judging import PART_OF
from communique.register.lookup import MOST_ACTIONS, act_at, item_at, kind_of, version_at, with_actions
from communique.register.tables import audit, corrections, items, judgements, rereadings, sightings, versions
from communique.register.writer import SEEN

PROPOSED = "new reading"
"""The action in the audit trail by which a new reading was put up, or one that waited went where there is none now."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: when, by whom, what, with its words; `action` is the number by which `review undo` takes it back."""

    at: datetime
    by: str
    what: str
    about: str
    detail: str = ""
    action: int | None = None
    undone: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A text of a document over time."""

    key: str
    number: int
    title: str | None
    date: date | None
    recorded_at: datetime
    superseded_at: datetime | None
    reader: str
    places: tuple[str, ...]


def versions_of(connection: Connection, key: str) -> list[Version]:
    """Return all texts of the document to which a version belongs, oldest first, with where each was found."""
    row = version_at(connection, key)
    query = select(versions).where(versions.c.document_id == row.document_id).order_by(versions.c.number)
    found = []
    for version in connection.execute(query).all():
        places = select(sightings.c.place).where(sightings.c.version_id == version.id).order_by(sightings.c.place)
        found.append(
            Version(
                key=version.key,
                number=version.number,
                title=version.title,
                date=version.date,
                recorded_at=version.recorded_at,
                superseded_at=version.superseded_at,
                reader=version.reader,
                places=tuple(connection.execute(places).scalars()),
            )
        )
    return found


def history(connection: Connection, key: str) -> list[Entry]:
    """Return the entries about a key in the order of time; raise `RegisterError` where nothing is kept under it."""
    kind = kind_of(key)
    if kind == "document":
        entries = _of_document(connection, version_at(connection, key))
    elif kind == "act":
        act_at(connection, key)
        entries = _judged(connection, [key]) + _noted(connection, [key])
    else:
        thing = item_at(connection, key).entity
        keys = list(connection.execute(select(items.c.key).where(items.c.entity == thing)).scalars())
        entries = _judged(connection, keys) + _noted(connection, keys)
    return sorted(dict.fromkeys(entries), key=lambda entry: entry.at)


def _of_document(connection: Connection, version: Any) -> list[Entry]:
    every = select(versions.c.key).where(versions.c.document_id == version.document_id)
    keys = list(connection.execute(every).scalars())
    entries = _noted(connection, keys)
    for chunk in chunks(keys):
        seen = select(sightings, versions.c.key).join(versions, versions.c.id == sightings.c.version_id)
        for row in connection.execute(seen.where(versions.c.key.in_(chunk))):
            entries.append(Entry(row.recorded_at, "communique", "found", row.key, row.place))
    query = select(rereadings).where(rereadings.c.version_id == version.id)
    for row in connection.execute(query):
        changes = len(json.loads(row.difference))
        words = f"{changes} differences by {row.reader}, {row.state}"
        entries.append(Entry(row.at, "communique", "read again", version.key, words))
    return entries


def _judged(connection: Connection, keys: list[str]) -> list[Entry]:
    entries = []
    for chunk in chunks(keys):
        table = judgements.c
        query = select(judgements).where(
            or_(one_of(connection, table.left, _with_actions(chunk)), one_of(connection, table.right, chunk))
        )
        rows = connection.execute(query.order_by(table.id)).all()
        for row, said in zip(rows, reasons.read(connection, [row.reasons for row in rows]), strict=True):
            if row.person:
                continue  # stands in the audit trail, with the number that undoes it
            score = int(row.score * 100 + 1e-9) / 100  # cut: one below the sure threshold never reads as sure
            what = f"{row.relation} {row.judgement}, score {score:.2f}"
            about = f"{row.left} ← {row.right}" if row.kind == "evidence" else f"{row.left} = {row.right}"
            entries.append(Entry(row.at, row.by, what, about, "; ".join(said), None, row.undone_at))
    return entries


def _noted(connection: Connection, keys: list[str]) -> list[Entry]:
    entries = []
    for chunk in chunks(keys):
        about = one_of(connection, audit.c.subject, _with_actions(chunk))
        # the places of a text and the readings that wait tell these already
        query = select(audit).where(about, audit.c.action.not_in((SEEN, PROPOSED)))
        for row in connection.execute(query.order_by(audit.c.id)):
            detail = json.loads(row.detail)
            words = ", ".join(f"{name} {value}" for name, value in detail.items() if value not in (None, "", []))
            undoable = row.action not in ("keep", "reread", "undo", CARRY, WAIT)
            undone = _undone_at(connection, detail.get(PART_OF, row.id)) if undoable else None
            entries.append(Entry(row.at, row.by, row.action, row.subject, words, row.id if undoable else None, undone))
    return entries


def _with_actions(keys: Sequence[str]) -> list[str]:
    """Return keys; a single one with those of its actions, where it is an act."""
    return with_actions(keys, MOST_ACTIONS if len(keys) == 1 else 0)


def _undone_at(connection: Connection, action: int) -> datetime | None:
    for table in (judgements, corrections):
        undone = connection.execute(select(table.c.undone_at).where(table.c.audit_id == action).limit(1)).scalar()
        if undone is not None:
            return undone  # type: ignore[no-any-return]
    return None
