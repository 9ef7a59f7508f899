"""Candidates: what new documents are compared with, looked up by cheap keys for many documents at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from math import sqrt

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, select

from communique.register import buckets
from communique.register.engine import one_of
from communique.register.entity import chunks
from communique.register.tables import acts, versions

ITEM_CANDIDATES = 12
"""Items that one new item is compared with: those that share most cheap keys, and of those the newest."""

COMMITMENT_CANDIDATES = 96
"""Earlier commitments that the acts of a new document are weighed against."""

LATER_DOCUMENTS = 12
"""Later documents of the framework that are searched for evidence when an older one is added after them."""

_NO_ID = (1 << 31) - 1

NAMES_A_THING = 1 << 40
"""Marks the key of an act that names a thing: one such shared is enough, of others two."""


def hashed(keys: Iterable[str]) -> list[int]:
    """Return cheap keys as numbers of five bytes: they are compared only, and there are many."""
    return list(dict.fromkeys(map(number_of, keys)))


def number_of(key: str) -> int:
    """Return the number of a cheap key."""
    number = int.from_bytes(blake2b(key.encode(), digest_size=5).digest(), "big")
    return number | NAMES_A_THING if key.startswith("a|=") else number


class Blocks:
    """What stands under cheap keys: the newest rows of a table, and those that are not written yet."""

    def __init__(self, connection: Connection, table: Table, keys: Iterable[int]) -> None:
        self._connection = connection
        self._table = table
        wanted = set(keys)
        self._buckets = buckets.read(connection, table, wanted)
        self._found = {key: buckets.ids_under(self._buckets.get(key % buckets.NUMBER, ()), key) for key in wanted}
        self._new: set[tuple[int, int]] = set()

    def at(self, key: int) -> Sequence[int]:
        """Return the ids under a key, the newest last."""
        return self._found[key][-buckets.PER_KEY :]

    def add(self, keys: Iterable[int], id_: int) -> None:
        """Put a new row under its keys."""
        for key in keys:
            if (key, id_) not in self._new:
                self._new.add((key, id_))
                self._found[key].append(id_)

    def write(self) -> None:
        """Write the new rows."""
        changed = {key: self._found[key] for key, _ in self._new}
        buckets.write(self._connection, self._table, changed, self._buckets)


def nearest(keys: Iterable[int], blocks: Blocks) -> list[int]:
    """Return the items that share most keys with one, of equals the newest first."""
    shared = Counter(id_ for key in keys for id_ in blocks.at(key))
    return sorted(shared, key=lambda id_: (-shared[id_], -id_))[:ITEM_CANDIDATES]


def likeliest(keys: Sequence[Iterable[int]], blocks: Blocks) -> list[int]:
    """Return the commitments that share enough keys with one of some acts, the surest first.

    A key counts the more the fewer commitments have it.
    """
    best: dict[int, float] = {}
    for own in keys:
        shared: Counter[int] = Counter()
        told: dict[int, float] = {}
        for key in sorted(own):
            found = blocks.at(key)
            if not found:
                continue
            number, weight = (2, 3.0) if key & NAMES_A_THING else (1, 1.0)
            weight /= sqrt(len(found))
            for id_ in found:
                shared[id_] += number
                told[id_] = told.get(id_, 0.0) + weight
        for id_, number in shared.items():
            if number > 1 and told[id_] > best.get(id_, 0.0):
                best[id_] = told[id_]
    return sorted(best, key=lambda id_: (-best[id_], -id_))[: 4 * COMMITMENT_CANDIDATES]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a commitment stands: its version and that one's day."""

    version_id: int
    day: date


def places_of(connection: Connection, act_ids: Iterable[int]) -> dict[int, Place]:
    """Return where the acts stand that are of dated versions which no other has replaced."""
    found: dict[int, Place] = {}
    for chunk in chunks(sorted(set(act_ids))):
        query = (
            select(acts.c.id, acts.c.version_id, versions.c.date)
            .join(versions, versions.c.id == acts.c.version_id)
            .where(
                one_of(connection, acts.c.id, chunk), versions.c.superseded_at.is_(None), versions.c.date.is_not(None)
            )
        )
        found |= {row.id: Place(row.version_id, row.date) for row in connection.execute(query)}
    return found


def earlier(ranked: Sequence[int], places: Mapping[int, Place], version_id: int, day: date) -> list[int]:
    """Return the commitments of other documents, up to a day."""
    there = (id_ for id_ in ranked if (place := places.get(id_)) is not None and place.day <= day)
    return [id_ for id_ in there if places[id_].version_id != version_id][:COMMITMENT_CANDIDATES]


def later_versions(
    connection: Connection, version_id: int, day: date, framework: str, series: str | None, *, before: int | None
) -> list[int]:
    """Return the versions next in time, from the same day on, of the framework or series.

    Of those whose id is below `before` where that is given: the others are linked after this one.
    """
    ids: dict[int, None] = {}
    for query, value in ((_NEXT_OF_FRAMEWORK, framework), (_NEXT_OF_SERIES, series)):
        if value:
            given = {"value": value, "day": day, "own": version_id, "before": before or _NO_ID}
            ids |= dict.fromkeys(connection.execute(query, given).scalars())
    return list(ids)[:LATER_DOCUMENTS]


def _next_of(column: ColumnElement[str | None]) -> Select[int]:
    return (
        select(versions.c.id)
        .where(column == bindparam("value"), versions.c.date >= bindparam("day"), versions.c.id != bindparam("own"))
        .where(versions.c.superseded_at.is_(None), versions.c.id < bindparam("before"))
        .order_by(versions.c.date, versions.c.id)
        .limit(LATER_DOCUMENTS)
    )


_NEXT_OF_FRAMEWORK = _next_of(versions.c.framework)
_NEXT_OF_SERIES = _next_of(versions.c.series)
