"""Writer: one transaction that changes a register; what it did stands in the audit trail."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from communique import __version__
from communique.model.errors import RegisterError
from communique.register import corrections, judging
from communique.register.rows import Prepared, Row, document_key, split_codes
from communique.register.tables import (
    act_blocks,
    act_items,
    act_parties,
    acts,
    audit,
    blocks,
    documents,
    items,
    origins,
    sightings,
    versions,
)

if TYPE_CHECKING:
    from communique.resolve.link import Link

KEY_LENGTHS = (8, 12, 16)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a record: the key of its version, its number at its place, and whether anything was new."""

    key: str
    number: int
    fresh: bool
    version_id: int


class Writer:
    """Changes inside one transaction, made by `by` at the moment `at`; `person` tells whether `by` is one."""

    def __init__(self, connection: Connection, *, by: str, at: datetime, person: bool = False) -> None:
        self.connection = connection
        self.by = by
        self.at = at
        self.person = person
        self._origins: dict[str, int] = {}

    def keep(self, record: Prepared) -> Kept:
        """Keep a record. The same text again changes nothing; another text at a known place is its next version."""
        seen = self.see(record.text_id, record.place, record.media_type, record.sha256)
        if seen is not None:
            return seen
        document_id, number = self._next_version(record.place or record.text_id)
        key = self._free_key(record.text_id)
        values = record.version | {
            "document_id": document_id,
            "number": number,
            "key": key,
            "text_id": record.text_id,
            "reader": __version__,
            "recorded_at": self.at,
        }
        version_id = int(self.connection.execute(_INSERT_VERSION, values).scalar_one())
        self._sight(version_id, record.place, record.media_type, record.sha256)
        self.insert_contents(version_id, key, record)
        self.note("keep", key, {"place": record.place, "number": number})
        return Kept(key, number, fresh=True, version_id=version_id)

    def see(self, text_id: str, place: str | None, media_type: str, sha256: str) -> Kept | None:
        """Note that a kept text was found at a place; return None where the text is not kept."""
        known = self.connection.execute(_KNOWN, {"text_id": text_id}).one_or_none()
        if known is None:
            return None
        self._sight(known.id, place, media_type, sha256)
        return Kept(known.key, known.number, fresh=False, version_id=known.id)

    def replace(self, version_id: int, key: str, record: Prepared) -> None:
        """Put another reading of a kept text in the place of the one before; judgements and corrections stay."""
        self._delete_contents(version_id)
        changed = {name: value for name, value in record.version.items() if name != "text"}
        self.connection.execute(
            update(versions).where(versions.c.id == version_id).values(**changed, reader=__version__)
        )
        self.insert_contents(version_id, key, record)
        self.note("reread", key, {"reader": __version__})

    def note(self, action: str, subject: str, detail: dict[str, Any]) -> int:
        """Write a line of the audit trail and return its number."""
        row = {
            "at": self.at,
            "by": self.by,
            "action": action,
            "subject": subject,
            "detail": json.dumps(detail, ensure_ascii=False, default=str),
        }
        return int(self.connection.execute(_INSERT_AUDIT, row).scalar_one())

    def link(self, link: Link) -> bool:
        """Take a rule's link: sure ones hold, possible ones wait for review; return whether anything changed."""
        return judging.take(self, link)

    def link_all(self, links: Sequence[Link], *, fresh: bool) -> list[Link]:
        """Take rules' links, `fresh` where their pairs can not have been judged before; return those that are new."""
        return judging.take_all(self, links, fresh=fresh)

    def accept(self, judgement: int, relation: str | None = None) -> int:
        """Accept a proposal, as another relation where one is given; return the action's number for `undo`."""
        return judging.decide(self, judgement, positive=True, relation=relation)

    def reject(self, judgement: int) -> int:
        """Reject a proposal, or what a rule was sure of; return the action's number."""
        return judging.decide(self, judgement, positive=False)

    def evidence(self, commitment: str, act: str, relation: str) -> int:
        """Say that an act bears on a commitment; return the action's number."""
        return judging.add_evidence(self, commitment, act, relation)

    def looked(self, commitment: str, remark: str = "") -> int:
        """Note that the person looked elsewhere for evidence on a commitment and found none."""
        return judging.looked(self, commitment, remark)

    def merge(self, one: str, other: str) -> int:
        """Say that two items are one thing; return the action's number."""
        return judging.merge(self, one, other)

    def split(self, key: str) -> int:
        """Take an item out of its thing; return the action's number."""
        return judging.split(self, key)

    def correct(self, key: str, field: str, value: str) -> int:
        """Correct one value of an act or item; return the action's number."""
        return corrections.correct(self, key, field, value)

    def undo(self, action: int) -> int:
        """Undo a person's action as a whole; return the number of the undoing."""
        return judging.undo(self, action)

    def _next_version(self, place: str) -> tuple[int, int]:
        document_id = self.connection.execute(_DOCUMENT_AT, {"place": place}).scalar()
        if document_id is None:
            return int(self.connection.execute(_INSERT_DOCUMENT, {"place": place}).scalar_one()), 1
        numbers = self.connection.execute(
            select(versions.c.number).where(versions.c.document_id == document_id)
        ).scalars()
        self.connection.execute(
            update(versions)
            .where(versions.c.document_id == document_id, versions.c.superseded_at.is_(None))
            .values(superseded_at=self.at)
        )
        return int(document_id), max(numbers, default=0) + 1

    def _free_key(self, text_id: str) -> str:
        """Return the shortest key that no other text has taken."""
        for length in KEY_LENGTHS:
            key = document_key(text_id, length)
            if self.connection.execute(_KEY_TAKEN, {"key": key}).first() is None:
                return key
        raise RegisterError(f"another text has the first {KEY_LENGTHS[-1]} digits of {text_id}: it can not be kept")

    def _sight(self, version_id: int, place: str | None, media_type: str, sha256: str) -> None:
        if place is None:
            return
        there = self.connection.execute(_SIGHTED, {"place": place, "version_id": version_id}).scalar()
        row = {
            "version_id": version_id,
            "place": place,
            "media_type": media_type,
            "sha256": sha256,
            "recorded_at": self.at,
        }
        if there is None:
            self.connection.execute(_INSERT_SIGHTING, row)
        elif there != sha256:
            self.connection.execute(
                update(sightings)
                .where(sightings.c.place == place, sightings.c.version_id == version_id)
                .values(sha256=sha256, media_type=media_type)
            )

    def insert_contents(self, version_id: int, key: str, record: Prepared) -> None:
        """Insert the items, the acts with their parties, and what each act refers to."""
        ids = self._origin_ids([act[1] for act in record.acts] + [origin for _, origin in record.items])
        item_ids: Sequence[int] = ()
        if record.items:
            rows = [
                _keyed(row, key) | {"version_id": version_id, "origin_id": ids[origin], "entity": f"{key}.{row['key']}"}
                for row, origin in record.items
            ]
            item_ids = self.connection.execute(_INSERT_ITEMS, rows).scalars().all()
        if not record.acts:
            return
        rows = [row | {"version_id": version_id, "origin_id": ids[origin]} for row, origin, _, _ in record.acts]
        act_ids = self.connection.execute(_INSERT_ACTS, rows).scalars().all()
        pairs = list(zip(act_ids, record.acts, strict=True))
        parties = [{"act_id": act_id, "code": code} for act_id, act in pairs for code in act[2]]
        if parties:
            self.connection.execute(_INSERT_PARTIES, parties)
        references = [{"act_id": act_id, "item_id": item_ids[place]} for act_id, act in pairs for place in act[3]]
        if references:
            self.connection.execute(_INSERT_REFERENCES, references)

    def _delete_contents(self, version_id: int) -> None:
        gone_acts = list(
            self.connection.execute(select(acts.c.id, acts.c.actors).where(acts.c.version_id == version_id))
        )
        act_ids = [row.id for row in gone_acts]
        codes = sorted({code for row in gone_acts for code in split_codes(row.actors)})
        self.connection.execute(
            delete(act_parties).where(act_parties.c.code.in_(codes), act_parties.c.act_id.in_(act_ids))
        )
        own_items = list(self.connection.execute(select(items.c.id).where(items.c.version_id == version_id)).scalars())
        self.connection.execute(delete(act_items).where(act_items.c.act_id.in_(act_ids)))
        self.connection.execute(delete(act_blocks).where(act_blocks.c.act_id.in_(act_ids)))
        self.connection.execute(delete(blocks).where(blocks.c.item_id.in_(own_items)))
        self.connection.execute(delete(acts).where(acts.c.version_id == version_id))
        self.connection.execute(delete(items).where(items.c.version_id == version_id))

    def _origin_ids(self, names: Sequence[str]) -> dict[str, int]:
        """Return the ids of the named origins, making those that are new."""
        wanted = [name for name in dict.fromkeys(names) if name not in self._origins]
        if wanted:
            for id_, name in self.connection.execute(_ORIGINS, {"names": wanted}):
                self._origins[name] = int(id_)
            for name in wanted:
                if name not in self._origins:
                    self._origins[name] = int(self.connection.execute(_INSERT_ORIGIN, {"name": name}).scalar_one())
        return self._origins


def _keyed(row: Row, key: str) -> Row:
    return row | {"key": f"{key}.{row['key']}"}


_KNOWN = select(versions.c.id, versions.c.key, versions.c.number).where(versions.c.text_id == bindparam("text_id"))
_KEY_TAKEN = select(versions.c.id).where(versions.c.key == bindparam("key"))
_DOCUMENT_AT = select(documents.c.id).where(documents.c.place == bindparam("place"))
_SIGHTED = select(sightings.c.sha256).where(
    sightings.c.place == bindparam("place"), sightings.c.version_id == bindparam("version_id")
)
_ORIGINS = select(origins.c.id, origins.c.name).where(origins.c.name.in_(bindparam("names", expanding=True)))
_INSERT_VERSION = insert(versions).returning(versions.c.id)
_INSERT_DOCUMENT = insert(documents).returning(documents.c.id)
_INSERT_ORIGIN = insert(origins).returning(origins.c.id)
_INSERT_ITEMS = insert(items).returning(items.c.id, sort_by_parameter_order=True)
_INSERT_ACTS = insert(acts).returning(acts.c.id, sort_by_parameter_order=True)
_INSERT_PARTIES = insert(act_parties)
_INSERT_REFERENCES = insert(act_items)
_INSERT_SIGHTING = insert(sightings)
_INSERT_AUDIT = insert(audit).returning(audit.c.id)
