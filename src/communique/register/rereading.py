"""Rereading: what today's rules read otherwise in kept texts, as proposals that a person takes or leaves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from communique import __version__
from communique.model import Record
from communique.model.errors import RegisterError
from communique.packs import Pack
from communique.register import blob, corrections
from communique.register.carrying import Carried, carry_within, spoken_in
from communique.register.difference import Change, record_difference
from communique.register.history import PROPOSED
from communique.register.linking import Matchers, link_version
from communique.register.lookup import version_at
from communique.register.rows import prepare
from communique.register.tables import rereadings, versions
from communique.register.writer import Writer

OPEN, TAKEN = "open", "taken"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document that is read otherwise now."""

    key: str
    title: str | None
    reader: str
    changes: tuple[Change, ...]
    at: datetime | None = None


def keys_to_read(connection: Connection, keys: Sequence[str], *, every: bool) -> list[str]:
    """Return the documents to read again: those named, else those read by another version, or all."""
    if keys:
        return [version_at(connection, key).key for key in keys]
    query = select(versions.c.key).order_by(versions.c.id)
    if not every:
        query = query.where(versions.c.reader != __version__)
    return list(connection.execute(query).scalars())


def reread(connection: Connection, key: str, read: Callable[[Any], Record]) -> tuple[Record, tuple[Change, ...]]:
    """Read a kept document again and return its new record with what is otherwise in it."""
    row = version_at(connection, key)
    before = blob.unpack(row.record, row.text)
    after = read(before.document)
    return after, tuple(record_difference(before, after))


def propose(writer: Writer, key: str, record: Record, changes: Sequence[Change]) -> None:
    """Keep a new reading as a proposal in the place of an older one that waits; without a change there is none."""
    row = version_at(writer.connection, key)
    waiting = (rereadings.c.version_id == row.id, rereadings.c.state == OPEN)
    gone = writer.connection.execute(delete(rereadings).where(*waiting)).rowcount
    if changes or gone or row.reader != __version__:
        writer.note(PROPOSED, row.key, {"reader": __version__, "differences": len(changes)})
    if not changes:
        writer.connection.execute(update(versions).where(versions.c.id == row.id).values(reader=__version__))
        return
    writer.connection.execute(
        insert(rereadings).values(
            version_id=row.id,
            reader=__version__,
            record=blob.pack(record),
            difference=json.dumps([asdict(change) for change in changes], ensure_ascii=False, default=str),
            state=OPEN,
            at=writer.at,
        )
    )


def open_proposals(connection: Connection, keys: Sequence[str] = ()) -> Iterator[Proposal]:
    """Yield the proposals that wait, of the documents named or of all."""
    query = (
        select(rereadings, versions.c.key, versions.c.title)
        .join(versions, versions.c.id == rereadings.c.version_id)
        .where(rereadings.c.state == OPEN)
        .order_by(rereadings.c.id)
    )
    for row in connection.execute(query.where(versions.c.key.in_(keys)) if keys else query):
        changes = tuple(Change(**change) for change in json.loads(row.difference))
        yield Proposal(row.key, row.title, row.reader, changes, row.at)


def accept(writer: Writer, key: str, matchers: Matchers, packs: Sequence[Pack]) -> Carried:
    """Put a proposed reading in the place of the one before. Judgements and corrections of persons stay.

    Return what became of those on acts and items that the new reading puts elsewhere.
    """
    row = version_at(writer.connection, key)
    waiting = writer.connection.execute(
        select(rereadings).where(rereadings.c.version_id == row.id, rereadings.c.state == OPEN)
    ).one_or_none()
    if waiting is None:
        raise RegisterError(f"no new reading of {key} waits: `communique reread {key}` makes one")
    record = blob.unpack(waiting.record, row.text)
    before = spoken_in(writer.connection, row.id)
    writer.replace(row.id, row.key, prepare(record, packs))
    corrections.put_on_top(writer.connection, row.key)
    writer.touch_version(row.id)
    carried = carry_within(writer, row.id, before)
    link_version(writer, row.id, matchers, anew=True)
    writer.connection.execute(update(rereadings).where(rereadings.c.id == waiting.id).values(state=TAKEN))
    return carried


def leave(writer: Writer, key: str) -> int:
    """Throw a proposed reading away, the one before stays; return the number of the line in the audit trail."""
    row = version_at(writer.connection, key)
    waiting = (rereadings.c.version_id == row.id, rereadings.c.state == OPEN)
    if not writer.connection.execute(delete(rereadings).where(*waiting)).rowcount:
        raise RegisterError(f"no new reading of {key} waits")
    return writer.note("leave reading", row.key, {"reader": __version__})
