"""Keeping: the rows of new records, of many at once: what is known is looked up for all, each table written once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, update

from communique import __version__
from communique.model.errors import RegisterError
from communique.register import courses
from communique.register.carrying import NOTHING, Carried, carry_over
from communique.register.copies import Copies
from communique.register.engine import next_ids
from communique.register.lookup import act_key
from communique.register.rows import Prepared, Row, document_key
from communique.register.tables import act_parties, acts, documents, items, sightings, versions

if TYPE_CHECKING:
    from communique.register.writer import Writer

KEY_LENGTHS = (8, 12, 16)

Owner = tuple[int, str, Prepared]
"""A version by its row id and key, with the record that it holds."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a record: the key of its version, its number at its place, and whether anything was new.

    `carried` tells what became of what people had decided on the document's older texts.
    """

    key: str
    number: int
    fresh: bool
    version_id: int
    carried: Carried = NOTHING


class Keeping:
    """Records that are kept together, as if one after the other."""

    def __init__(self, writer: Writer, records: Sequence[Prepared]) -> None:
        self._writer = writer
        self._records = records
        connection = writer.connection
        text_ids = {record.text_id for record in records}
        self._kept = {
            row.text_id: Kept(row.key, row.number, fresh=False, version_id=row.id)
            for row in connection.execute(_KNOWN, {"values": sorted(text_ids)})
        }
        new = text_ids - self._kept.keys()
        places = {_place(record) for record in records if record.text_id in new}
        self._documents = {
            row.place: (row.id, row.number) for row in connection.execute(_DOCUMENTS, {"values": sorted(places)})
        }
        self._copies = Copies(connection, (record for record in records if record.text_id in new))
        keys = {document_key(text_id, length) for text_id in new for length in KEY_LENGTHS}
        self._taken = set(connection.execute(_KEYS_TAKEN, {"values": sorted(keys)}).scalars())
        self._ids = iter(next_ids(connection, versions, len(new)))
        self._document_ids = iter(next_ids(connection, documents, len(places - self._documents.keys())))
        self._rows: dict[int, Row] = {}
        self._new_documents: list[Row] = []

    def keep(self) -> list[Kept]:
        """Keep them and return what became of each."""
        found: list[Kept] = []
        again: list[tuple[Kept, Prepared]] = []
        owners: list[Owner] = []
        for record in self._records:
            kept = self._kept.get(record.text_id) or self._copied(record)
            if kept is None:
                kept = self._new(record)
                self._copies.add(record, kept.version_id, kept.key, kept.number)
                owners.append((kept.version_id, kept.key, record))
                self._kept[record.text_id] = replace(kept, fresh=False)
            else:
                again.append((kept, record))
            found.append(kept)
        if owners:
            self._write(owners)
        for kept, record in again:
            self._writer.sight(kept.version_id, record.place, record.media_type, record.sha256)
        return [self._carry_over(kept) if kept.fresh and kept.number > 1 else kept for kept in found]

    def _copied(self, record: Prepared) -> Kept | None:
        """Return what is kept of the same words in another format, unless the text is the next of its own place."""
        found = None if _place(record) in self._documents else self._copies.of(record)
        return None if found is None else Kept(found.key, found.number, fresh=False, version_id=found.version_id)

    def _carry_over(self, kept: Kept) -> Kept:
        return replace(kept, carried=carry_over(self._writer, kept.version_id))

    def _new(self, record: Prepared) -> Kept:
        document_id, number = self._next_version(_place(record))
        version_id, key = next(self._ids), self._free_key(record.text_id)
        self._rows[version_id] = record.version | {
            "id": version_id,
            "document_id": document_id,
            "number": number,
            "key": key,
            "text_id": record.text_id,
            "reader": __version__,
            "recorded_at": self._writer.at,
            "superseded_at": None,
        }
        return Kept(key, number, fresh=True, version_id=version_id)

    def _next_version(self, place: str) -> tuple[int, int]:
        """Return the document at a place, new or known, and the number of its next version, which replaces others."""
        if place not in self._documents:
            self._documents[place] = (next(self._document_ids), 1)
            self._new_documents.append({"id": self._documents[place][0], "place": place})
            return self._documents[place]
        document_id, last = self._documents[place]
        self._documents[place] = (document_id, last + 1)
        for row in self._rows.values():
            if row["document_id"] == document_id and row["superseded_at"] is None:
                row["superseded_at"] = self._writer.at
        query = select(versions.c.id).where(versions.c.document_id == document_id, versions.c.superseded_at.is_(None))
        for older in self._writer.connection.execute(query).scalars().all():
            self._writer.touch_version(older)
        self._writer.connection.execute(
            update(versions)
            .where(versions.c.document_id == document_id, versions.c.superseded_at.is_(None))
            .values(superseded_at=self._writer.at)
        )
        return self._documents[place]

    def _free_key(self, text_id: str) -> str:
        """Return the shortest key that no other text has taken."""
        for length in KEY_LENGTHS:
            key = document_key(text_id, length)
            if key not in self._taken:
                self._taken.add(key)
                return key
        raise RegisterError(f"another text has the first {KEY_LENGTHS[-1]} digits of {text_id}: it can not be kept")

    def _write(self, owners: Sequence[Owner]) -> None:
        seen = [
            {
                "version_id": version_id,
                "place": record.place,
                "media_type": record.media_type,
                "sha256": record.sha256,
                "recorded_at": self._writer.at,
            }
            for version_id, _, record in owners
            if record.place is not None
        ]
        self._writer.insert(documents, self._new_documents)
        self._writer.insert(versions, list(self._rows.values()))
        self._writer.insert(sightings, seen)
        insert_contents(self._writer, owners)
        lines = [
            ("keep", key, {"place": record.place, "number": self._rows[version_id]["number"]})
            for version_id, key, record in owners
        ]
        self._writer.note_all(lines)


def insert_contents(writer: Writer, owners: Sequence[Owner]) -> None:
    """Insert the items of versions, and their acts with who speaks in them."""
    item_ids = iter(next_ids(writer.connection, items, sum(len(record.items) for *_, record in owners)))
    act_ids = iter(next_ids(writer.connection, acts, sum(len(record.acts) for *_, record in owners)))
    names = (
        name
        for *_, record in owners
        for name in (*(origin for _, origin in record.items), *(act[1] for act in record.acts))
    )
    origins = writer.origin_ids(names)
    item_rows: list[Row] = []
    act_rows: list[Row] = []
    parties: list[Row] = []
    for version_id, key, record in owners:
        own = [next(item_ids) for _ in record.items]
        for id_, (row, origin) in zip(own, record.items, strict=True):
            full = f"{key}.{row['key']}"
            place = {"id": id_, "version_id": version_id, "origin_id": origins[origin]}
            item_rows.append(row | place | {"key": full, "entity": full})
            if row["section"] == "meeting" and row["series"] is not None:
                writer.meet(row["series"])
        for row, origin, codes in record.acts:
            id_ = next(act_ids)
            act_rows.append(row | {"id": id_, "version_id": version_id, "origin_id": origins[origin]})
            if courses.needs_course(row, record.version["text"]):
                writer.touch(act_key(key, row["trigger_start"]))
            parties += [{"act_id": id_, "code": code} for code in codes]
    writer.insert(items, item_rows)
    writer.insert(acts, act_rows)
    writer.insert(act_parties, parties)


def _place(record: Prepared) -> str:
    return record.place or record.text_id


_KNOWN = select(versions.c.text_id, versions.c.id, versions.c.key, versions.c.number).where(
    versions.c.text_id.in_(bindparam("values", expanding=True))
)
_DOCUMENTS = (
    select(documents.c.place, documents.c.id, func.coalesce(func.max(versions.c.number), 0).label("number"))
    .outerjoin(versions, versions.c.document_id == documents.c.id)
    .where(documents.c.place.in_(bindparam("values", expanding=True)))
    .group_by(documents.c.place, documents.c.id)
)
_KEYS_TAKEN = select(versions.c.key).where(versions.c.key.in_(bindparam("values", expanding=True)))
