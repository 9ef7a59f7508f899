"""Entities: which items are one thing, as a function of the judgement table.

Items are joined by the positive `same` judgements that hold, a person's first and then by falling score; a join that
would put two items into one thing which a negative judgement holds apart is left out. The name of a thing is the
smallest key among its items. `rebuild` computes all of it anew and so proves what `settle` keeps up to date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, bindparam, func, or_, select, update

from communique.register.tables import SAME, fixed, items, judgements

Value = TypeVar("Value")
CHUNK = 400
"""How many values one IN list takes; SQLite allows some thousands, older ones 999."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for a pair of items: joined or held apart, by whom, how surely."""

    left: str
    right: str
    joined: bool
    person: bool
    score: float


def chunks(values: Iterable[Value]) -> Iterator[list[Value]]:
    """Yield the values in lists that fit an IN."""
    listed = list(values)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def partition(keys: Iterable[str], verdicts: Iterable[Verdict], present: set[str]) -> dict[str, str]:
    """Return the thing of each key that is `present`: the smallest present key of those joined with it.

    Keys of items that a re-reading no longer finds still join what was joined through them.
    """
    parent = {key: key for key in keys}
    listed = list(verdicts)
    for verdict in listed:
        parent.setdefault(verdict.left, verdict.left)
        parent.setdefault(verdict.right, verdict.right)
    members = {key: {key} for key in parent}
    apart: dict[str, set[str]] = {}
    for verdict in listed:
        if not verdict.joined:
            apart.setdefault(verdict.left, set()).add(verdict.right)
            apart.setdefault(verdict.right, set()).add(verdict.left)
    joins = (verdict for verdict in listed if verdict.joined)
    for verdict in sorted(joins, key=lambda v: (not v.person, -v.score, v.left, v.right)):
        one, other = parent[verdict.left], parent[verdict.right]
        if one == other:
            continue
        small, large = sorted((one, other), key=lambda root: len(members[root]))
        if any(foe in members[large] for key in members[small] for foe in apart.get(key, ())):
            continue
        for key in members[small]:
            parent[key] = large
        members[large] |= members.pop(small)
    names = {root: min(there) for root, group in members.items() if (there := group & present)}
    return {key: names[root] for key, root in parent.items() if key in present}


def unite(connection: Connection, key: str, others: Sequence[str]) -> None:
    """Bring the things up to date after `key` was judged the same as `others`: the cheap way where that is exact.

    Where no negative judgement touches the things, joining them whole is what `partition` would do.
    """
    things = _things_of(connection, [key, *others])
    if len(things) < 2:
        return
    if _held_apart(connection, things):
        settle(connection, [key, *others])
        return
    name, *rest = sorted(things)
    for chunk in chunks(rest):
        connection.execute(update(items).where(items.c.entity.in_(chunk)).values(entity=name))


def join_new(connection: Connection, joined: Mapping[str, Sequence[str]]) -> None:
    """Bring the things up to date after items of a new document (the keys) were judged the same as others.

    A new item with one thing to join, that no negative judgement touches, takes its name or gives it its own.
    """
    if not joined:
        return
    others = sorted({key for keys in joined.values() for key in keys})
    query = select(items.c.key, items.c.entity)
    thing_of = {row.key: row.entity for row in connection.execute(query.where(items.c.key.in_(others)))}
    plain = not _held_apart(connection, sorted(set(thing_of.values())))
    named = []
    for key, keys in joined.items():
        things = {thing_of[other] for other in keys}
        if plain and len(things) == 1 and (thing := next(iter(things))) < key:
            named.append({"item": key, "thing": thing})
        else:
            if named:
                connection.execute(_NAME, named)
                named = []
            unite(connection, key, list(keys))
            thing_of |= {row.key: row.entity for row in connection.execute(query.where(items.c.key.in_(others)))}
    if named:
        connection.execute(_NAME, named)


def settle(connection: Connection, keys: Iterable[str]) -> None:
    """Compute anew what the keys, and all that is joined with them, belong to."""
    region, verdicts = _region(connection, keys)
    _write(connection, region, verdicts)


def rebuild(connection: Connection) -> int:
    """Compute the thing of every item from the judgement table; return how many items changed theirs."""
    every = set(connection.execute(select(items.c.key)).scalars())
    return _write(connection, every, list(_verdicts(connection, None)))


def verdicts_of(connection: Connection, keys: Sequence[str]) -> list[Verdict]:
    """Return the verdicts that hold on pairs with one of the keys."""
    return list(_verdicts(connection, keys))


def _write(connection: Connection, keys: set[str], verdicts: Sequence[Verdict]) -> int:
    now = {
        row.key: row.entity
        for chunk in chunks(sorted(keys))
        for row in connection.execute(select(items.c.key, items.c.entity).where(items.c.key.in_(chunk)))
    }
    wanted = partition(now, verdicts, set(now))
    changed = [{"item": key, "thing": thing} for key, thing in wanted.items() if now.get(key, thing) != thing]
    if changed:
        connection.execute(_NAME, changed)
    return len(changed)


def _things_of(connection: Connection, keys: Sequence[str]) -> list[str]:
    return list(connection.execute(select(items.c.entity).where(items.c.key.in_(keys)).distinct()).scalars())


def _held_apart(connection: Connection, things: Sequence[str]) -> bool:
    """Tell whether a negative judgement touches one of the things; there are few, so they are asked first."""
    negative = (
        select(judgements.c.left, judgements.c.right)
        .where(judgements.c.judgement == "negative", judgements.c.judgement != fixed("positive"))
        .where(judgements.c.kind == SAME, judgements.c.undone_at.is_(None))
    )
    held = {key for row in connection.execute(negative) for key in row}
    return any(
        connection.execute(
            select(func.count()).select_from(items).where(items.c.key.in_(chunk), items.c.entity.in_(things))
        ).scalar_one()
        for chunk in chunks(sorted(held))
    )


def _region(connection: Connection, keys: Iterable[str]) -> tuple[set[str], list[Verdict]]:
    """Return all keys that positive judgements reach from the given ones, with every verdict among them."""
    region: set[str] = set()
    waiting = set(keys)
    found: dict[tuple[str, str], Verdict] = {}
    while waiting:
        region |= waiting
        step: set[str] = set()
        for chunk in chunks(sorted(waiting)):
            for verdict in _verdicts(connection, chunk):
                found[verdict.left, verdict.right] = verdict
                if verdict.joined:
                    step |= {verdict.left, verdict.right}
        waiting = step - region
    return region, list(found.values())


def _verdicts(connection: Connection, keys: Sequence[str] | None) -> Iterator[Verdict]:
    """Yield what holds of each pair: a person's newest judgement, else a rule's newest; an unsure one holds nothing."""
    table = judgements.c
    query = select(table.left, table.right, table.judgement, table.person, table.score).where(
        table.kind == SAME, table.undone_at.is_(None)
    )
    if keys is not None:
        query = query.where(or_(table.left.in_(keys), table.right.in_(keys)))
    newest: dict[tuple[str, str], Verdict | None] = {}
    persons: set[tuple[str, str]] = set()
    for row in connection.execute(query.order_by(table.id)):
        pair = (row.left, row.right) if row.left < row.right else (row.right, row.left)
        if pair in persons and not row.person:
            continue
        if row.person:
            persons.add(pair)
        holds = row.judgement != "unsure"
        newest[pair] = Verdict(*pair, row.judgement == "positive", row.person, row.score) if holds else None
    yield from (verdict for verdict in newest.values() if verdict is not None)


_NAME = update(items).where(items.c.key == bindparam("item")).values(entity=bindparam("thing"))
