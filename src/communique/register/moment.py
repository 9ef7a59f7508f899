"""Moment: the day asked about and the day whose knowledge answers; every list is seen from one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, or_

from communique.register.tables import judgements, versions


@dataclass(frozen=True, slots=True)
class Moment:
    """`as_of` is the day asked about; `known_on` the last day whose entries in the register count, None for all."""

    as_of: date
    known_on: date | None = None

    @property
    def cut(self) -> datetime | None:
        """The first moment whose entries do not count, in UTC."""
        return None if self.known_on is None else datetime.combine(self.known_on + timedelta(days=1), time())

    def current(self) -> ColumnElement[bool]:
        """Return the condition that a version was the newest of its document then."""
        if self.cut is None:
            return versions.c.superseded_at.is_(None)
        replaced = versions.c.superseded_at
        return and_(versions.c.recorded_at < self.cut, or_(replaced.is_(None), replaced >= self.cut))

    def holding(self) -> ColumnElement[bool]:
        """Return the condition that a judgement was there then, and not undone."""
        undone = judgements.c.undone_at
        if self.cut is None:
            return undone.is_(None)
        return and_(judgements.c.at < self.cut, or_(undone.is_(None), undone >= self.cut))
