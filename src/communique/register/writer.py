"""Writer: one transaction that changes a register; what it did stands in the audit trail."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from communique import __version__
from communique.model import Record, Source
from communique.register import blob
from communique.register.rows import act_row, document_key, item_rows
from communique.register.tables import act_parties, acts, audit, documents, items, origins, sightings, versions


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a record: the key of its version, its number at its place, and whether anything was new."""

    key: str
    number: int
    fresh: bool


class Writer:
    """Changes inside one transaction, made by `by` at the moment `at`."""

    def __init__(self, connection: Connection, *, by: str, at: datetime) -> None:
        self.connection = connection
        self.by = by
        self.at = at

    def keep(self, record: Record) -> Kept:
        """Keep a record. The same text again changes nothing; another text at a known place is its next version."""
        known = self._known(record.document.id)
        place = place_of(record.document.source)
        if known is not None:
            self._sight(known.id, place, record.document.source)
            return Kept(known.key, known.number, fresh=False)
        document_id, number = self._next_version(place or record.document.id)
        key = self._free_key(record.document.id)
        version_id = self._insert_version(record, document_id, number, key)
        self._sight(version_id, place, record.document.source)
        self._insert_contents(version_id, key, record)
        self.note("keep", key, {"place": place, "number": number})
        return Kept(key, number, fresh=True)

    def reread(self, version_id: int, key: str, record: Record) -> None:
        """Put a better reading of a kept text in the place of the one before."""
        self.connection.execute(
            delete(act_parties).where(
                act_parties.c.act_id.in_(select(acts.c.id).where(acts.c.version_id == version_id))
            )
        )
        self.connection.execute(delete(acts).where(acts.c.version_id == version_id))
        self.connection.execute(delete(items).where(items.c.version_id == version_id))
        self.connection.execute(
            versions.update()
            .where(versions.c.id == version_id)
            .values(**_facts(record), record=blob.pack(record), reader=__version__)
        )
        self._insert_contents(version_id, key, record)
        self.note("reread", key, {"reader": __version__})

    def note(self, action: str, subject: str, detail: dict[str, Any]) -> None:
        """Write a line of the audit trail."""
        self.connection.execute(
            insert(audit).values(
                at=self.at, by=self.by, action=action, subject=subject, detail=json.dumps(detail, ensure_ascii=False)
            )
        )

    def _known(self, text_id: str) -> Any:
        return self.connection.execute(
            select(versions.c.id, versions.c.key, versions.c.number).where(versions.c.text_id == text_id)
        ).one_or_none()

    def _next_version(self, place: str) -> tuple[int, int]:
        document_id = self.connection.execute(select(documents.c.id).where(documents.c.place == place)).scalar()
        if document_id is None:
            document_id = self.connection.execute(
                insert(documents).values(place=place).returning(documents.c.id)
            ).scalar_one()
        last = self.connection.execute(
            select(func.max(versions.c.number)).where(versions.c.document_id == document_id)
        ).scalar()
        return int(document_id), (last or 0) + 1

    def _free_key(self, text_id: str) -> str:
        """Return the shortest key from 8 digits on that no other text has taken."""
        for length in range(8, 17, 4):
            key = document_key(text_id, length)
            if self.connection.execute(select(versions.c.id).where(versions.c.key == key)).first() is None:
                return key
        raise AssertionError("two texts share 64 bits of their digest")

    def _insert_version(self, record: Record, document_id: int, number: int, key: str) -> int:
        values = _facts(record) | {
            "document_id": document_id,
            "number": number,
            "key": key,
            "text_id": record.document.id,
            "text": record.document.text,
            "record": blob.pack(record),
            "reader": __version__,
            "recorded_at": self.at,
        }
        return int(self.connection.execute(insert(versions).values(**values).returning(versions.c.id)).scalar_one())

    def _sight(self, version_id: int, place: str | None, source: Source) -> None:
        if place is None:
            return
        seen = select(sightings.c.place).where(sightings.c.version_id == version_id, sightings.c.place == place)
        if self.connection.execute(seen).first() is None:
            values = {
                "version_id": version_id,
                "place": place,
                "media_type": source.media_type,
                "sha256": source.sha256,
            }
            self.connection.execute(insert(sightings).values(**values, recorded_at=self.at))

    def _insert_contents(self, version_id: int, key: str, record: Record) -> None:
        """Insert the acts with their parties, and the items."""
        rows = [act_row(key, act) for act in record.acts]
        things = list(item_rows(key, record))
        ids = self._origin_ids([act.origin for act in record.acts] + [origin for _, origin in things])
        if rows:
            made = insert(acts).returning(acts.c.id, sort_by_parameter_order=True)
            values = [
                row | {"version_id": version_id, "origin_id": ids[act.origin]}
                for row, act in zip(rows, record.acts, strict=True)
            ]
            act_ids = self.connection.execute(made, values).scalars().all()
            parties = [
                {"act_id": act_id, "part": part, "code": code}
                for act_id, act in zip(act_ids, record.acts, strict=True)
                for part, codes in (("actor", act.actors), ("target", act.target))
                for code in dict.fromkeys(codes)
            ]
            if parties:
                self.connection.execute(insert(act_parties), parties)
        if things:
            self.connection.execute(
                insert(items), [row | {"version_id": version_id, "origin_id": ids[origin]} for row, origin in things]
            )

    def _origin_ids(self, names: Sequence[str]) -> dict[str, int]:
        """Return the ids of the named origins, making those that are new."""
        wanted = sorted(set(names))
        ids = {
            name: int(id_)
            for id_, name in self.connection.execute(
                select(origins.c.id, origins.c.name).where(origins.c.name.in_(wanted))
            )
        }
        for name in wanted:
            if name not in ids:
                ids[name] = int(
                    self.connection.execute(insert(origins).values(name=name).returning(origins.c.id)).scalar_one()
                )
        return ids


def place_of(source: Source) -> str | None:
    """Return the place that a source names: its URL, else its path; None for standard input."""
    return source.url if source.url is not None else source.path


def _facts(record: Record) -> dict[str, Any]:
    document = record.document
    return {
        "title": document.title,
        "kind": document.kind,
        "date": document.date,
        "language": document.language,
        "fidelity": document.fidelity,
        "speakers": " ".join(document.speakers),
    }
