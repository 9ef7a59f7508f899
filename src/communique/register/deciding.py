"""Deciding: a person's decision is written only while what they saw still holds, so that nobody's is overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from communique.model.errors import RegisterError
from communique.register.entity import chunks
from communique.register.lookup import item_at, kind_of
from communique.register.tables import SAME, audit, items, judgements

if TYPE_CHECKING:
    from communique.register.writer import Writer


CORRECTING = ("edit",)
"""Actions by which an editor changed what a document says; the others that can be undone are a reviewer's."""


class Overtaken(RegisterError):
    """What others decided meanwhile; nothing was changed."""


def proposal_states(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Return, for each judgement, the newest one on its pair: what a person who sees it now has seen.

    Which of two things stands left does not matter where the question is whether they are the same.
    """
    states: dict[int, int] = {}
    other = judgements.alias()
    straight = (other.c.left == judgements.c.left) & (other.c.right == judgements.c.right)
    turned = (other.c.left == judgements.c.right) & (other.c.right == judgements.c.left) & (judgements.c.kind == SAME)
    for chunk in chunks(numbers):
        for pair in (straight, turned):
            query = (
                select(judgements.c.id, func.max(other.c.id))
                .join(other, pair)
                .where(judgements.c.id.in_(chunk), other.c.kind == judgements.c.kind)
                .group_by(judgements.c.id)
            )
            for number, newest in connection.execute(query):
                states[number] = max(newest, states.get(number, 0))
    return states


def decide(writer: Writer, number: int, seen: int, *, positive: bool, relation: str | None = None) -> int:
    """Accept or reject a proposal if no one has judged its pair since `seen`; return the action's number."""
    _check_seen(writer, number, seen)
    return writer.accept(number, relation) if positive else writer.reject(number)


def decide_all(writer: Writer, seen: Mapping[int, int], *, positive: bool) -> int:
    """Accept or reject several proposals, by how each was seen, as one action; return its number."""
    for number, state in seen.items():
        _check_seen(writer, number, state)
    return writer.decide_all(list(seen), positive=positive)


def decided(connection: Connection, number: int, *, positive: bool, relation: str | None = None) -> Any:
    """Return a person's judgement that says already what is to be decided of a proposal, None where none holds."""
    row = connection.execute(select(judgements).where(judgements.c.id == number)).one_or_none()
    if row is None:
        return None
    pair = (judgements.c.left == row.left) & (judgements.c.right == row.right)
    if row.kind == SAME:
        pair = pair | ((judgements.c.left == row.right) & (judgements.c.right == row.left))
    query = select(judgements).where(pair, judgements.c.kind == row.kind, judgements.c.person.is_(True))
    last = connection.execute(
        query.where(judgements.c.undone_at.is_(None)).order_by(judgements.c.id.desc()).limit(1)
    ).first()
    if last is None or last.judgement != ("positive" if positive else "negative"):
        return None
    return last if not positive or relation in (None, last.relation) else None


def role_to_undo(connection: Connection, action: int) -> str:
    """Return the role that an action needed, which taking it back needs too."""
    done = connection.execute(select(audit.c.action).where(audit.c.id == action)).scalar()
    return "editor" if done in CORRECTING else "reviewer"


def _check_seen(writer: Writer, number: int, seen: int) -> None:
    state = proposal_states(writer.connection, [number]).get(number)
    if state is not None and state != seen:
        row = writer.connection.execute(select(judgements).where(judgements.c.id == state)).one()
        said = {"positive": "accepted", "negative": "rejected"}.get(row.judgement, "changed")
        raise Overtaken(f"{row.by} {said} this meanwhile: nothing was changed now")


def state_of(connection: Connection, key: str) -> str:
    """Return in a word how an act or thing stands: it changes with each decision on it or on what it is joined with."""
    if kind_of(key) in ("act", "document"):
        return f"{_newest(connection, [key])}"
    item = item_at(connection, key)
    own = sorted(connection.execute(select(items.c.key).where(items.c.entity == item.entity)).scalars())
    return f"{item.entity}-{len(own)}-{_newest(connection, own)}-{_judged(connection, own)}"


def guard(writer: Writer, key: str, seen: str) -> None:
    """Raise `Overtaken` where an act or thing does not stand as it was seen."""
    if state_of(writer.connection, key) != seen:
        last = _last(writer.connection, key)
        what = f": the last was {last.by} ({last.action})" if last is not None else ""
        raise Overtaken(f"someone changed {key} meanwhile{what}; nothing was changed now, look again")


def check_member(connection: Connection, key: str, item: str) -> None:
    """Raise `RegisterError` where an item is no mention of the thing of a key."""
    if item_at(connection, item).entity != item_at(connection, key).entity:
        raise RegisterError(f"{item} is no mention of {key}: nothing was changed")


def _judged(connection: Connection, keys: Sequence[str]) -> str:
    """Return how persons judged pairs of which one is among the keys: the trail has a pair under its left one only."""
    newest = undone = 0
    for side in (judgements.c.left, judgements.c.right):
        for chunk in chunks(keys):
            query = select(func.max(judgements.c.id), func.count(judgements.c.undone_at))
            last, taken_back = connection.execute(query.where(side.in_(chunk), judgements.c.person.is_(True))).one()
            newest, undone = max(newest, last or 0), undone + taken_back
    return f"{newest}-{undone}"


def _newest(connection: Connection, keys: Sequence[str]) -> int:
    newest = 0
    for chunk in chunks(keys):
        about: list[ColumnElement[bool]] = [audit.c.subject.in_(chunk)]
        if len(chunk) == 1:
            about.append(audit.c.subject.startswith(chunk[0] + "#", autoescape=True))
        found = connection.execute(select(func.max(audit.c.id)).where(or_(*about))).scalar()
        newest = max(newest, found or 0)
    return newest


def _last(connection: Connection, key: str) -> Any:
    return connection.execute(select(audit).where(audit.c.subject == key).order_by(audit.c.id.desc()).limit(1)).first()
