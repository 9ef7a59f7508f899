"""Buckets: which things or commitments stand under a cheap key, with the keys packed many to a row.

There are some forty keys a document. A row of each would be mostly what a database adds to a row, so all whose numbers
end alike stand in one, as numbers of eight bytes: the rest of the key before the id. Of one key the newest ids are kept
only: a key of more says little.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection, Table, TextClause, bindparam, select, text

from communique.register.entity import chunks

NUMBER = 1 << 15
"""Rows over which keys are spread."""

PER_KEY = 40
"""The newest ids that a key finds."""

_ID = 32
_IDS = (1 << _ID) - 1


def read(connection: Connection, table: Table, keys: Iterable[int]) -> dict[int, Sequence[int]]:
    """Return the buckets of keys by their numbers, each with its entries in order."""
    query = select(table.c.bucket, table.c.entries).where(table.c.bucket.in_(bindparam("buckets", expanding=True)))
    found: dict[int, Sequence[int]] = {}
    for chunk in chunks(sorted({key % NUMBER for key in keys})):
        found |= {row.bucket: row.entries for row in connection.execute(query, {"buckets": chunk}).all()}
    return found


def ids_under(entries: Sequence[int], key: int) -> list[int]:
    """Return the ids that a bucket has under a key, rising."""
    first = key // NUMBER << _ID
    return [entry & _IDS for entry in entries[bisect_left(entries, first) : bisect_left(entries, first + _IDS + 1)]]


def entries_of(keys: Mapping[int, Iterable[int]]) -> list[int]:
    """Return the entries of keys of one bucket with the ids under each, in order."""
    return [key // NUMBER << _ID | id_ for key in sorted(keys) for id_ in keys[key]]


def newest(ids: Iterable[int]) -> list[int]:
    """Return the ids of a key that are kept, rising."""
    return sorted(set(ids))[-PER_KEY:]


def write(
    connection: Connection, table: Table, new: Mapping[int, Iterable[int]], known: Mapping[int, Sequence[int]]
) -> None:
    """Write what stands under keys, in the place of what did; `known` are the buckets as they are."""
    rows = []
    for bucket, keys in groupby(sorted(new, key=_bucket), _bucket):
        there: dict[int, list[int]] = {}
        for entry in known.get(bucket, ()):
            there.setdefault((entry >> _ID) * NUMBER + bucket, []).append(entry & _IDS)
        there |= {key: newest(new[key]) for key in keys}
        rows.append({"bucket": bucket, "entries": entries_of(there)})
    if rows:
        connection.execute(_upsert(table), rows)


def forget(connection: Connection, table: Table, ids: Iterable[int]) -> None:
    """Take rows out of all buckets; that happens with a new reading only, so all are looked through."""
    gone = set(ids)
    if not gone:
        return
    changed = []
    for row in connection.execute(select(table.c.bucket, table.c.entries)).all():
        left = [entry for entry in row.entries if entry & _IDS not in gone]
        if len(left) < len(row.entries):
            changed.append({"bucket": row.bucket, "entries": left})
    if changed:
        connection.execute(_upsert(table), changed)


def _bucket(key: int) -> int:
    return key % NUMBER


def _upsert(table: Table) -> TextClause:
    return text(
        f"INSERT INTO {table.name} (bucket, entries) VALUES (:bucket, :entries)"
        " ON CONFLICT (bucket) DO UPDATE SET entries = excluded.entries"
    ).bindparams(bindparam("entries", type_=table.c.entries.type))
