"""Trail: who did what when, all of it, for those who see to the accounts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, select

from communique.register.tables import audit


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the audit trail."""

    id: int
    at: datetime
    by: str
    action: str
    subject: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LinesWanted:
    """Which lines: of a person, an action, about something or all `but` it, from a day on or up to one."""

    by: str | None = None
    action: str | None = None
    about: str | None = None
    after: date | None = None
    before: date | None = None
    but: str | None = None


def lines(connection: Connection, wanted: LinesWanted, limit: int, offset: int = 0) -> tuple[list[Line], bool]:
    """Return a page of the trail, the last line first, and whether there are more."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit + 1).offset(offset)
    if wanted.by is not None:
        query = query.where(audit.c.by == wanted.by)
    if wanted.action is not None:
        query = query.where(audit.c.action == wanted.action)
    if wanted.about is not None:
        query = query.where(audit.c.subject == wanted.about)
    if wanted.but is not None:
        query = query.where(audit.c.subject != wanted.but)
    if wanted.after is not None:
        query = query.where(audit.c.at >= datetime.combine(wanted.after, time()))
    if wanted.before is not None:
        query = query.where(audit.c.at <= datetime.combine(wanted.before, time.max))
    found = [
        Line(row.id, row.at, row.by, row.action, row.subject, json.loads(row.detail))
        for row in connection.execute(query)
    ]
    return found[:limit], len(found) > limit
