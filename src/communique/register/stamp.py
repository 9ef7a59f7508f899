"""Stamp: a few numbers that change with everything that is written to a register, and with nothing else."""

from __future__ import annotations

import json

from sqlalchemy import Connection, func, select

from communique.register.accounts import ABOUT
from communique.register.tables import LOOKED, audit, judgements, rereadings, versions

Stamp = tuple[int | None, ...]

_NEWEST = select(
    *(select(func.max(table.c.id)).scalar_subquery() for table in (audit, judgements, rereadings, versions))
)


def stamp(connection: Connection) -> Stamp:
    """Return the register's stamp as a transaction sees it.

    Every change notes itself in the audit trail, where lines are only added, and writers take turns: while the stamp is
    the same, every question has the same answer.
    """
    return tuple(connection.execute(_NEWEST).one())


OF_LINKS = ("accept", "reject", "evidence", LOOKED, "merge", "split")
"""Actions of the trail that change what is linked with what, and nothing that a document says."""


def last_of_texts(connection: Connection, known: int = 0, since: int = 0) -> tuple[int, int]:
    """Return the last action that may have changed what documents say, and the last of all.

    `known` is the one before the action `since`, up to which the trail was read.
    """
    table = audit.c
    query = select(table.id, table.action, table.subject, table.detail).where(table.id > since).order_by(table.id)
    for row in connection.execute(query):
        done = json.loads(row.detail).get("what") if row.action == "undo" else row.action
        if done not in OF_LINKS and row.subject.partition(" ")[0] != ABOUT:
            known = row.id
        since = row.id
    return known, since
