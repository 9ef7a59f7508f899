"""Writer: one transaction that changes a register; what it did stands in the audit trail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from communique import __version__
from communique.packs import load_packs
from communique.register import buckets, corrections, courses, judging
from communique.register.keeping import Keeping, Kept, insert_contents
from communique.register.rows import SPEAKERS, Prepared, Row, split_codes
from communique.register.tables import (
    act_keys,
    act_parties,
    acts,
    audit,
    item_keys,
    items,
    origins,
    sightings,
    versions,
)
from communique.register.tables import courses as courses_table

if TYPE_CHECKING:
    from communique.resolve.link import Link

__all__ = ["SEEN", "Kept", "Writer"]

SEEN = "see"
"""The action in the audit trail by which a kept text was found at a place where nobody had found it."""


class Writer:
    """Changes inside one transaction, made by `by` at the moment `at`; `person` tells whether `by` is one."""

    def __init__(self, connection: Connection, *, by: str, at: datetime, person: bool = False) -> None:
        self.connection = connection
        self.by = by
        self.at = at
        self.person = person
        self.touched: set[str] = set()
        self.met: set[str] = set()
        self._origins: dict[str, int] = {}

    def keep(self, record: Prepared) -> Kept:
        """Keep a record. The same text again changes nothing; another text at a known place is its next version."""
        return self.keep_all([record])[0]

    def keep_all(self, records: Sequence[Prepared]) -> list[Kept]:
        """Keep records as if one after the other."""
        return Keeping(self, records).keep()

    def see(self, text_id: str, place: str | None, media_type: str, sha256: str) -> Kept | None:
        """Note that a kept text was found at a place; return None where the text is not kept."""
        known = self.connection.execute(_KNOWN, {"text_id": text_id}).one_or_none()
        if known is None:
            return None
        self.sight(known.id, place, media_type, sha256)
        return Kept(known.key, known.number, fresh=False, version_id=known.id)

    def touch(self, *keys: str) -> None:
        """Note that something changed for commitments: of the keys, those of acts."""
        self.touched.update(key for key in keys if key.partition(".")[2][:1] == "a")

    def meet(self, *names: str) -> None:
        """Note that something changed for the meetings of series, by whose days commitments may be due."""
        self.met.update(names)

    def touch_version(self, version_id: int) -> None:
        """Note that something changes for a version's commitments, and for those on which what it tells bears."""
        self.touch(*courses.touched_by_version(self.connection, version_id))
        self.meet(*courses.series_of(self.connection, version_id))

    def settle(self) -> None:
        """Work out what each commitment is for which something changed, or note that it waits."""
        if self.met:
            self.touched |= courses.touched_by_meetings(self.connection, self.met, load_packs())
        courses.touch(self.connection, self.touched, courses.TURN if self.person else courses.AT_ONCE)
        self.touched, self.met = set(), set()

    def replace(self, version_id: int, key: str, record: Prepared) -> None:
        """Put another reading of a kept text in the place of the one before; judgements and corrections stay."""
        self.touch_version(version_id)
        self._delete_contents(version_id)
        changed = {name: value for name, value in record.version.items() if name != "text"}
        self.connection.execute(
            update(versions).where(versions.c.id == version_id).values(**changed, reader=__version__)
        )
        insert_contents(self, [(version_id, key, record)])
        self.note("reread", key, {"reader": __version__})

    def note(self, action: str, subject: str, detail: dict[str, Any], *, by: str | None = None) -> int:
        """Write a line of the audit trail, the writer's own unless it stands for another's; return its number."""
        line = self._line(action, subject, detail)
        return int(self.connection.execute(_INSERT_AUDIT, line if by is None else line | {"by": by}).scalar_one())

    def note_all(self, lines: Sequence[tuple[str, str, dict[str, Any]]]) -> None:
        """Write lines of the audit trail: action, subject and detail of each."""
        self.insert(audit, [self._line(*line) for line in lines])

    def _line(self, action: str, subject: str, detail: dict[str, Any]) -> Row:
        return {
            "at": self.at,
            "by": self.by,
            "action": action,
            "subject": subject,
            "detail": json.dumps(detail, ensure_ascii=False, default=str),
        }

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

    def decide_all(self, numbers: Sequence[int], *, positive: bool) -> int:
        """Accept or reject several proposals as one action; return its number for `undo`."""
        return judging.decide_all(self, numbers, positive=positive)

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

    def sight(self, version_id: int, place: str | None, media_type: str, sha256: str) -> None:
        """Note that a version's text was found at a place, where it names one and that is not known."""
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
        if there == sha256:
            return
        if there is None:
            self.connection.execute(_INSERT_SIGHTING, row)
        else:
            self.connection.execute(
                update(sightings)
                .where(sightings.c.place == place, sightings.c.version_id == version_id)
                .values(sha256=sha256, media_type=media_type)
            )
        key = self.connection.execute(select(versions.c.key).where(versions.c.id == version_id)).scalar_one()
        self.note(SEEN, key, {"place": place})

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows, if there are any."""
        if rows:
            self.connection.execute(insert(table), rows)

    def _delete_contents(self, version_id: int) -> None:
        own = list(self.connection.execute(select(acts.c.id, acts.c.actors).where(acts.c.version_id == version_id)))
        act_ids = [row.id for row in own]
        codes = sorted({code for row in own if row.actors != SPEAKERS for code in split_codes(row.actors)})
        self.connection.execute(
            delete(act_parties).where(act_parties.c.code.in_(codes), act_parties.c.act_id.in_(act_ids))
        )
        own_items = list(self.connection.execute(select(items.c.id).where(items.c.version_id == version_id)).scalars())
        buckets.forget(self.connection, act_keys, act_ids)
        buckets.forget(self.connection, item_keys, own_items)
        self.connection.execute(delete(courses_table).where(courses_table.c.act_id.in_(act_ids)))
        self.connection.execute(delete(acts).where(acts.c.version_id == version_id))
        self.connection.execute(delete(items).where(items.c.version_id == version_id))

    def origin_ids(self, names: Iterable[str]) -> dict[str, int]:
        """Return the ids of the named origins, making those that are new."""
        wanted = [name for name in dict.fromkeys(names) if name not in self._origins]
        if wanted:
            for id_, name in self.connection.execute(_ORIGINS, {"names": wanted}):
                self._origins[name] = int(id_)
            for name in wanted:
                if name not in self._origins:
                    self._origins[name] = int(self.connection.execute(_INSERT_ORIGIN, {"name": name}).scalar_one())
        return self._origins


_KNOWN = select(versions.c.id, versions.c.key, versions.c.number).where(versions.c.text_id == bindparam("text_id"))
_SIGHTED = select(sightings.c.sha256).where(
    sightings.c.place == bindparam("place"), sightings.c.version_id == bindparam("version_id")
)
_ORIGINS = select(origins.c.id, origins.c.name).where(origins.c.name.in_(bindparam("names", expanding=True)))
_INSERT_ORIGIN = insert(origins).returning(origins.c.id)
_INSERT_SIGHTING = insert(sightings)
_INSERT_AUDIT = insert(audit).returning(audit.c.id)
