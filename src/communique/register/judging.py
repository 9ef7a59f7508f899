"""Judging: what rules propose and persons decide about pairs, and how it is undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, insert, or_, select, update

from communique.model.errors import RegisterError
from communique.register import corrections, entity, reasons
from communique.register.lookup import act_at, item_at
from communique.register.tables import EVIDENCE, LOOKED, SAME, audit, items, judgements

if TYPE_CHECKING:
    from communique.register.writer import Writer
    from communique.resolve.link import Link


PART_OF = "part_of"
"""What a line of the trail says where it is part of an action that decided several pairs."""


def take_all(writer: Writer, links: Sequence[Link], *, fresh: bool) -> list[Link]:
    """Store rules' links; those of a `fresh` document can not have been judged before, and are written at once."""
    if not fresh:
        return [link for link in links if take(writer, link)]
    from communique.resolve.link import POSSIBLE

    taken = [link for link in links if link.score >= POSSIBLE]
    if taken:
        written = reasons.write(writer.connection, [link.reasons for link in taken])
        rows = [_row(writer, link, said) for link, said in zip(taken, written, strict=True)]
        for link in taken:
            if link.kind == EVIDENCE and _judgement(link) == "positive":
                writer.touch(link.left, link.right)
        writer.connection.execute(_INSERT, rows)
    return taken


def take(writer: Writer, link: Link) -> bool:
    """Store a rule's link unless a person judged the pair, or its older words, or the rule said the same before."""
    from communique.resolve.link import POSSIBLE  # late: the matchers are heavy, and reading needs none

    if link.score < POSSIBLE:
        return False
    judgement = _judgement(link)
    for row in _holding(writer.connection, link.kind, link.left, link.right):
        if row.person or row.audit_id is not None:
            return False  # decided, or a person's no that waits because words changed
        if row.relation == link.relation and row.judgement == judgement:
            return False
        if row.relation == link.relation:
            writer.connection.execute(update(judgements).where(judgements.c.id == row.id).values(undone_at=writer.at))
    if link.kind == EVIDENCE:
        writer.touch(link.left, link.right)
    [written] = reasons.write(writer.connection, [link.reasons])
    writer.connection.execute(_INSERT, _row(writer, link, written))
    return True


def _judgement(link: Link) -> str:
    from communique.resolve.link import SURE

    return "positive" if link.score >= SURE else "unsure"


def _row(writer: Writer, link: Link, written: str) -> dict[str, Any]:
    return {
        "kind": link.kind,
        "left": link.left,
        "right": link.right,
        "relation": link.relation,
        "judgement": _judgement(link),
        "score": link.score,
        "reasons": written,
        "by": writer.by,
        "person": False,
        "at": writer.at,
        "audit_id": None,
    }


def decide(writer: Writer, judgement: int, *, positive: bool, relation: str | None = None) -> int:
    """Write a person's verdict on the pair of a judgement."""
    row = _proposed(writer.connection, judgement)
    if relation is not None:
        _check_relation(row.kind, relation)
    word = "accept" if positive else "reject"
    action = writer.note(
        word, row.left, {"judgement": judgement, "right": row.right, "relation": relation or row.relation}
    )
    _insert_verdict(writer, row, relation or row.relation, action, positive=positive)
    return action


def decide_all(writer: Writer, proposed: Sequence[int], *, positive: bool) -> int:
    """Write a person's one verdict on the pairs of several judgements as one action, and return its number.

    The trail has a line for each pair, so that its history tells it; all but the first say of which action they are
    part, and whichever is undone, all of it is.
    """
    rows = [_proposed(writer.connection, judgement) for judgement in dict.fromkeys(proposed)]
    if not rows:
        raise RegisterError("no proposal was chosen: there is nothing to decide")
    first = 0
    for row in rows:
        detail = {"judgement": row.id, "right": row.right, "relation": row.relation}
        line = writer.note("accept" if positive else "reject", row.left, detail | ({PART_OF: first} if first else {}))
        first = first or line
        _insert_verdict(writer, row, row.relation, first, positive=positive)
    return first


def _proposed(connection: Connection, judgement: int) -> Any:
    row = connection.execute(select(judgements).where(judgements.c.id == judgement)).one_or_none()
    if row is None:
        raise RegisterError(f"no proposal {judgement} in this register: `communique review` lists what there is")
    return row


def _insert_verdict(writer: Writer, row: Any, relation: str, action: int, *, positive: bool) -> None:
    verdict = "positive" if positive else "negative"
    _insert(writer, row.kind, row.left, row.right, relation, verdict, row.score, row.reasons, action)
    if row.kind == SAME:
        entity.settle(writer.connection, [row.left, row.right])


def add_evidence(writer: Writer, commitment: str, act: str, relation: str) -> int:
    """Write a person's word that an act (or a meeting held) bears on a commitment."""
    _check_relation(EVIDENCE, relation)
    whole, _, number = commitment.partition("#")
    if number and not (number.isascii() and number.isdigit()):
        raise RegisterError(f"{commitment!r}: after # stands the number of an action, as in {whole}#2")
    act_at(writer.connection, whole)
    if not _is_item(act):
        act_at(writer.connection, act)
    else:
        item_at(writer.connection, act)
    action = writer.note("evidence", commitment, {"right": act, "relation": relation})
    _insert(writer, EVIDENCE, commitment, act, relation, "positive", 1.0, "[]", action)
    return action


def looked(writer: Writer, commitment: str, remark: str) -> int:
    """Write that a person looked elsewhere and found nothing."""
    act_at(writer.connection, commitment)
    action = writer.note(LOOKED, commitment, {"remark": remark})
    said = json.dumps([remark] if remark else [], ensure_ascii=False)
    _insert(writer, LOOKED, commitment, commitment, LOOKED, "positive", 1.0, said, action)
    return action


def merge(writer: Writer, one: str, other: str) -> int:
    """Join two things by a person's judgement on two of their items."""
    left, right = item_at(writer.connection, one), item_at(writer.connection, other)
    if left.section != right.section:
        raise RegisterError(f"{one} is a {left.section} and {other} a {right.section}: they can not be one thing")
    if left.entity == right.entity:
        raise RegisterError(f"{one} and {other} are one thing already ({left.entity})")
    action = writer.note("merge", one, {"right": other})
    _insert(writer, SAME, one, other, SAME, "positive", 1.0, "[]", action)
    entity.settle(writer.connection, [one, other])
    if item_at(writer.connection, one).entity != item_at(writer.connection, other).entity:
        raise RegisterError(
            f"{one} and {other} are held apart by a judgement between others of their items: "
            f"`communique history {one}` shows it; undo it first"
        )
    return action


def split(writer: Writer, key: str) -> int:
    """Hold an item apart from all that it is joined with; the others stay one thing."""
    item = item_at(writer.connection, key)
    query = select(items.c.key).where(items.c.entity == item.entity, items.c.key != key).order_by(items.c.key)
    others = list(writer.connection.execute(query).scalars())
    if not others:
        raise RegisterError(f"{key} stands alone already: there is nothing to split it from")
    action = writer.note("split", key, {"from": others[:20], "others": len(others)})
    joined = {
        side
        for verdict in entity.verdicts_of(writer.connection, [key])
        if verdict.joined
        for side in (verdict.left, verdict.right)
        if side != key
    }
    for other in sorted(joined | {others[0]}):
        _insert(writer, SAME, key, other, SAME, "negative", 1.0, "[]", action)
    stay = sorted(joined & set(others))
    for one, other in pairwise(stay):
        _insert(writer, SAME, one, other, SAME, "positive", 1.0, "[]", action)
    entity.settle(writer.connection, [key, *others])
    return action


def undo(writer: Writer, action: int) -> int:
    """Take back all that an action of a person wrote; what held before holds again."""
    row = writer.connection.execute(select(audit).where(audit.c.id == action)).one_or_none()
    if row is None:
        raise RegisterError(f"no action {action} in this register: `communique history` shows the numbers")
    action = int(json.loads(row.detail).get(PART_OF, action))
    written = list(
        writer.connection.execute(
            select(judgements).where(judgements.c.audit_id == action, judgements.c.undone_at.is_(None))
        )
    )
    corrected = corrections.take_back(writer, action)
    if not written and not corrected:
        raise RegisterError(f"action {action} ({row.action} {row.subject}) has nothing to undo, or was undone already")
    writer.connection.execute(
        update(judgements)
        .where(judgements.c.audit_id == action, judgements.c.undone_at.is_(None))
        .values(undone_at=writer.at)
    )
    pairs = [one.left for one in written] if row.action in ("accept", "reject") else []
    lines = [
        writer.note("undo", subject, {"action": action, "what": row.action})
        for subject in dict.fromkeys([row.subject, *pairs])
    ]
    for item in written:
        if item.kind == EVIDENCE:
            writer.touch(item.left, item.right)
    touched = {side for item in written if item.kind == SAME for side in (item.left, item.right)}
    if touched:
        entity.settle(writer.connection, touched)
    return lines[0]


def _check_relation(kind: str, relation: str) -> None:
    if kind != EVIDENCE:
        raise RegisterError(f"{relation!r}: only evidence has a relation; accept or reject this proposal")
    from communique.resolve.link import RELATIONS

    if relation not in RELATIONS:
        raise RegisterError(f"{relation!r} is no relation of evidence: use one of {', '.join(RELATIONS)}")


def _is_item(key: str) -> bool:
    return key.partition(".")[2][:1] in ("m", "e", "i", "p", "o")


def _holding(connection: Connection, kind: str, left: str, right: str) -> Sequence[Any]:
    """Return the rows of a pair that are not undone, in either order for what is the same."""
    table = judgements.c
    pair = and_(table.left == left, table.right == right)
    if kind == SAME:
        pair = or_(pair, and_(table.left == right, table.right == left))
    query = select(table.id, table.person, table.relation, table.judgement, table.audit_id)
    return connection.execute(query.where(pair, table.kind == kind, table.undone_at.is_(None))).all()


def _insert(
    writer: Writer,
    kind: str,
    left: str,
    right: str,
    relation: str,
    judgement: str,
    score: float,
    written: str,
    action: int,
) -> None:
    if kind == EVIDENCE:
        writer.touch(left, right)
    writer.connection.execute(
        _INSERT,
        {
            "kind": kind,
            "left": left,
            "right": right,
            "relation": relation,
            "judgement": judgement,
            "score": score,
            "reasons": written,
            "by": writer.by,
            "person": True,
            "at": writer.at,
            "audit_id": action,
        },
    )


_INSERT = insert(judgements)
