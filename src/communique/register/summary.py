"""Summary: what a register holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from communique.register.pages import speaks
from communique.register.review import count_open
from communique.register.tables import act_parties, acts, documents, fixed, items, rereadings, versions


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a register; `frameworks` are (name, documents, first and last day) with the largest first."""

    backend: str
    documents: int
    versions: int
    acts: int
    commitments: int
    items: int
    proposals: int
    rereadings: int
    readers: tuple[tuple[str, int], ...]
    last_kept: datetime | None
    frameworks: tuple[tuple[str, int, str | None, str | None], ...]


def knows_party(connection: Connection, code: str) -> bool:
    """Tell whether a party of this code speaks or acts in what is kept, or has a person or hosts a meeting there."""
    places = (
        select(act_parties.c.act_id).where(act_parties.c.code == code),
        select(versions.c.id).where(speaks(code)),
        select(items.c.id).where(items.c.party == code),
    )
    return any(connection.execute(there.limit(1)).first() is not None for there in places)


def summarise(connection: Connection) -> Summary:
    """Return the summary of a register."""

    def count(table: object, *conditions: object) -> int:
        query = select(func.count()).select_from(table).where(*conditions)  # type: ignore[arg-type]
        return int(connection.execute(query).scalar_one())

    number = func.count()
    by_reader = select(versions.c.reader, number).group_by(versions.c.reader).order_by(versions.c.reader)
    by_framework = (
        select(versions.c.framework, number, func.min(versions.c.date), func.max(versions.c.date))
        .where(versions.c.superseded_at.is_(None))
        .group_by(versions.c.framework)
        .order_by(number.desc(), versions.c.framework)
        .limit(12)
    )
    return Summary(
        backend=connection.dialect.name,
        documents=count(documents),
        versions=count(versions),
        acts=count(acts),
        commitments=count(acts, acts.c.cls == fixed("commitment")),
        items=count(items),
        proposals=count_open(connection),
        rereadings=count(rereadings, rereadings.c.state == "open"),
        readers=tuple((row[0], row[1]) for row in connection.execute(by_reader)),
        last_kept=connection.execute(select(func.max(versions.c.recorded_at))).scalar(),
        frameworks=tuple(
            (row[0], row[1], row[2] and row[2].isoformat(), row[3] and row[3].isoformat())
            for row in connection.execute(by_framework)
        ),
    )
