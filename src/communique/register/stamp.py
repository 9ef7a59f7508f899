"""Stamp: a few numbers that change with everything that is written to a register, and with nothing else."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from communique.register.tables import audit, judgements, rereadings, versions

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
