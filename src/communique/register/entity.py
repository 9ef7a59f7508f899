"""Entities: which items are one thing, as a function of the judgement table.

Items are joined by the positive `same` judgements that hold, a person's first and then by falling score; a join that
would put two items into one thing which a negative judgement holds apart is left out. The name of a thing is the
smallest key among its items. `rebuild` computes all of it anew and so proves what `settle` keeps up to date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, bindparam, or_, select, update

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


class Joining:
    """The things of items while new documents are linked: joins hold at once, and are written together.

    Joining whole things is what `partition` would do where no negative judgement touches them; where one does, the
    joins so far are written and the things settled from the judgements, which must be written before.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._told: dict[str, str] = {}
        self._renamed: dict[str, str] = {}
        self._apart = _held_apart(connection)
        self.tell(self._apart)

    def tell(self, things: Mapping[str, str]) -> None:
        """Take over the things of items as the tables have them."""
        self._told |= {key: thing for key, thing in things.items() if key not in self._told}

    def thing(self, key: str) -> str:
        """Return the thing of an item that was told."""
        return self.name(self._told[key])

    def name(self, thing: str) -> str:
        """Return the name that a thing has by now."""
        while thing in self._renamed:
            thing = self._renamed[thing]
        return thing

    def join(self, key: str, others: Iterable[str]) -> bool:
        """Join an item with others; return False where a negative judgement has a say in it, and nothing is done."""
        name, *rest = sorted({self.thing(one) for one in (key, *others)})
        if rest and self._apart and {self.thing(one) for one in self._apart} & {name, *rest}:
            return False
        self._renamed |= dict.fromkeys(rest, name)
        return True

    def write(self) -> None:
        """Write the joins."""
        if self._renamed:
            rows = [{"old": thing, "new": self.name(thing)} for thing in self._renamed]
            self._connection.execute(_RENAME, rows)
            self._told = {key: self.name(thing) for key, thing in self._told.items()}
            self._renamed = {}

    def settle(self, keys: Iterable[str]) -> None:
        """Compute anew what the keys belong to, from the judgements."""
        self.write()
        settle(self._connection, keys)
        for chunk in chunks(sorted(self._told)):
            query = select(items.c.key, items.c.entity).where(items.c.key.in_(chunk))
            self._told |= {row.key: row.entity for row in self._connection.execute(query)}


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


def _held_apart(connection: Connection) -> dict[str, str]:
    """Return the items, with their things, that negative judgements hold apart from others; there are few."""
    negative = (
        select(judgements.c.left, judgements.c.right)
        .where(judgements.c.judgement == fixed("negative"), judgements.c.judgement != fixed("positive"))
        .where(judgements.c.kind == SAME, judgements.c.undone_at.is_(None))
    )
    keys = sorted({key for row in connection.execute(negative) for key in row})
    return {
        row.key: row.entity
        for chunk in chunks(keys)
        for row in connection.execute(select(items.c.key, items.c.entity).where(items.c.key.in_(chunk)))
    }


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
_RENAME = update(items).where(items.c.entity == bindparam("old")).values(entity=bindparam("new"))
