"""Chains: a promise with the later texts that say it again: one commitment, with one status.

A chain begins with its earliest act. A later promise belongs to it where a sure link (or a person) says that it
restates, narrows, widens or weakens one of the chain's texts, and nothing had fulfilled the promise before: what is
promised after that is promised anew. A later text with several actions belongs to it only where each of them is said
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from communique.register.engine import one_of
from communique.register.entity import chunks
from communique.register.evidence import what_holds
from communique.register.lookup import MOST_ACTIONS, with_actions
from communique.register.moment import Moment
from communique.register.status import Evidence
from communique.register.tables import EVIDENCE, judgements

AGAIN = ("restates", "narrows", "widens", "weakens")
"""Relations of a later text that promises the same."""


@dataclass(frozen=True, slots=True)
class Node:
    """An act as chains see it."""

    key: str
    day: date | None
    actions: int = 1
    recurs: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A link that holds: `right` says `left` again, or its action number `action` where that has several."""

    left: str
    right: str
    relation: str
    action: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a chain: the first has no relation; `action` is the action of the first that it says again."""

    key: str
    day: date | None
    relation: str | None = None
    action: int | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The texts of one commitment in the order of time, the first act first."""

    texts: tuple[Text, ...]

    @property
    def key(self) -> str:
        """The key of the first act."""
        return self.texts[0].key


def chains_of(
    nodes: Iterable[Node], ties: Sequence[Tie], evidence: Mapping[str, Sequence[Evidence]]
) -> dict[str, Chain]:
    """Return the chain of each node: a function of the ties and the evidence that hold."""
    known = {node.key: node for node in nodes}
    ordered = sorted(known.values(), key=lambda node: (node.day or date.max, node.key))
    coming: dict[str, list[Tie]] = {}
    for tie in ties:
        if tie.left in known and tie.right in known and tie.left != tie.right:
            coming.setdefault(tie.right, []).append(tie)
    place = {node.key: number for number, node in enumerate(ordered)}
    chains: dict[str, list[Text]] = {}
    root_of: dict[str, str] = {}
    for node in ordered:
        joined = _joined(node, coming.get(node.key, ()), chains, root_of, known, evidence, place)
        if joined is None:
            root_of[node.key] = node.key
            chains[node.key] = [Text(node.key, node.day)]
        else:
            root, text = joined
            root_of[node.key] = root
            chains[root].append(text)
    done = {root: Chain(tuple(texts)) for root, texts in chains.items()}
    return {key: done[root] for key, root in root_of.items()}


def _joined(
    node: Node,
    ties: Sequence[Tie],
    chains: Mapping[str, Sequence[Text]],
    root_of: Mapping[str, str],
    known: Mapping[str, Node],
    evidence: Mapping[str, Sequence[Evidence]],
    place: Mapping[str, int],
) -> tuple[str, Text] | None:
    """Return the chain that a node goes on, as which text; None where it begins its own."""
    earlier = [tie for tie in ties if place[tie.left] < place[node.key]]
    options: dict[str, list[Tie]] = {}
    for tie in earlier:
        options.setdefault(root_of[tie.left], []).append(tie)
    for root in sorted(options, key=lambda key: place[key]):
        own = options[root]
        if not _said_whole(node, own, known) or _is_over(chains[root], known[root], evidence, node.day):
            continue
        tie = min(own, key=lambda one: (place[one.left], one.action or 0))
        above = next(text for text in chains[root] if text.key == tie.left)
        action = above.action if known[root].actions < 2 or tie.left != root else tie.action
        relation = next((one.relation for one in own if one.relation != "restates"), tie.relation)
        return root, Text(node.key, node.day, relation, action if len({one.action for one in own}) == 1 else None)
    return None


def _said_whole(node: Node, ties: Sequence[Tie], known: Mapping[str, Node]) -> bool:
    """Tell whether all actions of a later text are said again: as many are tied as it has."""
    if node.actions < 2:
        return True
    by_left: dict[str, set[int | None]] = {}
    for tie in ties:
        by_left.setdefault(tie.left, set()).add(tie.action)
    return any(known[left].actions > 1 and len(found) >= node.actions for left, found in by_left.items())


def _is_over(texts: Sequence[Text], root: Node, evidence: Mapping[str, Sequence[Evidence]], day: date | None) -> bool:
    """Tell whether a promise was surely fulfilled before a day."""
    if root.recurs or day is None:
        return False
    return any(
        item.relation == "fulfils" and item.judgement == "positive" and item.day is not None and item.day < day
        for text in texts
        for item in evidence.get(text.key, ())
        if item.action is None or root.actions < 2
    )


def evidence_of(chain: Chain, actions: int, evidence: Mapping[str, Sequence[Evidence]]) -> list[Evidence]:
    """Return what bears on a chain: the evidence of each of its texts, once, but for the texts themselves.

    `actions` are those of the first act; what bears on a later text bears on the action that it says again. Of two
    that say the same, a person's holds, else the surer one.
    """
    own = {text.key for text in chain.texts}
    best: dict[tuple[str, str, int | None], Evidence] = {}
    for text in chain.texts:
        for item in evidence.get(text.key, ()):
            if item.key in own and item.relation in AGAIN:
                continue
            action = None if actions < 2 else item.action if text.key == chain.key else text.action
            place = (item.key, item.relation, action)
            if place not in best or _weight(item) > _weight(best[place]):
                best[place] = item if item.action == action else replace(item, action=action)
    return list(best.values())


def _weight(item: Evidence) -> tuple[bool, bool, float]:
    return (item.person, item.judgement == "positive", item.score)


def ties_of(connection: Connection, keys: Mapping[str, int], moment: Moment) -> list[Tie]:
    """Return the links that hold from or to acts and say a promise again; `keys` tell how many actions each has."""
    lefts = [
        left
        for key, actions in keys.items()
        for left in with_actions([key], min(actions, MOST_ACTIONS) if actions > 1 else 0)
    ]
    rows: dict[int, Any] = {}
    for chunk in chunks(lefts):  # those of actions stand at the left only, but one query is sooner done than two
        query = select(
            judgements.c.id,
            judgements.c.left,
            judgements.c.right,
            judgements.c.relation,
            judgements.c.judgement,
            judgements.c.person,
        ).where(
            judgements.c.kind == EVIDENCE,
            or_(*(one_of(connection, side, chunk) for side in (judgements.c.left, judgements.c.right))),
            or_(
                and_(judgements.c.relation.in_(AGAIN), judgements.c.judgement == "positive"),
                judgements.c.person.is_(True),
            ),
            moment.holding(),
        )
        rows |= {row.id: row for row in connection.execute(query).all()}
    held = what_holds(rows[number] for number in sorted(rows))
    ties = []
    for row in held:
        if row.judgement == "positive" and row.relation in AGAIN:
            left, _, number = row.left.partition("#")
            ties.append(Tie(left, row.right, row.relation, int(number) if number else None))
    return ties
