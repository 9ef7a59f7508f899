"""Review: the queue of proposals, decided one by one with the keyboard or several at once, and undone again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from communique.model.errors import RegisterError
from communique.register.deciding import check_member, decide, decide_all, guard, proposal_states, role_to_undo
from communique.register.pages import Action, actions
from communique.register.review import Proposal, count_open, proposal
from communique.register.writer import Writer
from communique.web.answer import address, twin
from communique.web.asked import PAGE, Asked, Key, Number, Paged, Words
from communique.web.deeds import Done, Posted, deed, posted
from communique.web.desk import AtDesk, Desk
from communique.web.lasting import lasting
from communique.web.vocabulary import Relation

router = APIRouter(tags=["review"])

Kind = Literal["same", "evidence"]
TOGETHER = 100
"""Proposals that can be decided at once."""


class QueueAsked(Asked):
    """Which proposals are asked for, and how many of them were skipped."""

    kind: Kind | None = Field(None, description="Of this kind: two things that may be one, or evidence.")
    skip: int = Field(0, ge=0, le=100_000, description="How many to pass over.")
    limit: int = Field(PAGE, ge=1, le=TOGETHER, description="How many to give.")
    done: int | None = Field(None, ge=1, le=2_000_000_000, description="The action that was done just now.")


class SeveralAsked(Asked):
    """Which proposals a bulk action touches."""

    id: list[Annotated[int, Field(ge=1, le=2_000_000_000)]] = Field(..., max_length=TOGETHER, min_length=1)
    verdict: Literal["accept", "reject"] = "reject"


@dataclass(frozen=True, slots=True)
class Queue:
    """Proposals, the surest first; `seen` is how each stands, and goes back with a decision on it.

    `waiting` are all that wait, `count` those of the kind that is asked for.
    """

    waiting: int
    count: int
    skip: int
    kind: str | None
    done: int | None
    proposals: tuple[Proposal, ...]
    seen: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Several:
    """What a bulk action would touch."""

    verdict: str
    proposals: tuple[Proposal, ...]
    seen: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of the audit trail, the last action first."""

    page: int
    limit: int
    more: bool
    next: str | None
    actions: tuple[Action, ...]


class Decision(Posted):
    """A verdict on a proposal as it was seen."""

    verdict: Literal["accept", "reject"]
    seen: int = Field(..., ge=0, le=2_000_000_000)
    relation: Relation | None = None
    kind: Kind | None = None
    skip: int = Field(0, ge=0, le=100_000)


class Decisions(Posted):
    """One verdict on several proposals; each is `number:seen`."""

    verdict: Literal["accept", "reject"]
    chosen: list[Annotated[str, Field(pattern=r"^1?[0-9]{1,9}:1?[0-9]{1,9}$")]] = Field(
        ..., min_length=1, max_length=TOGETHER
    )


class Nothing(Posted):
    """Nothing but the deed itself."""

    back: Words | None = None


class Looked(Posted):
    """That a person looked elsewhere for evidence and found none."""

    seen: Words
    remark: Words = ""


class Evidence(Posted):
    """That an act, or a meeting that was held, bears on a commitment."""

    seen: Words
    act: Words
    relation: Relation


class Edit(Posted):
    """A value of an act or thing corrected; an empty one clears it."""

    seen: Words
    field: Words
    value: Words = ""


class Split(Posted):
    """That an item is not the thing it was taken for."""

    seen: Words
    item: Words


@twin(router, "/review/several", "several.html")
def list_several(desk: AtDesk, asked: Annotated[SeveralAsked, Query()]) -> Several:
    """List what a bulk action would touch, before it is done."""
    with desk.view() as view:
        found = [proposal(view.connection, number) for number in dict.fromkeys(asked.id)]
        there = tuple(one for one in found if one is not None)
        if not there:
            raise RegisterError("none of these proposals is there")
        seen = proposal_states(view.connection, [one.id for one in there])
    return Several(asked.verdict, there, {str(number): state for number, state in seen.items()})


@twin(router, "/review", "review.html")
@lasting
def list_proposals(desk: AtDesk, asked: Annotated[QueueAsked, Query()]) -> Queue:
    """List the proposals that wait for a person, the surest first, each with its two passages and the reasons."""
    with desk.view() as view:
        found = view.proposals(kind=asked.kind, limit=asked.limit, offset=asked.skip)
        seen = proposal_states(view.connection, [one.id for one in found])
        return Queue(
            waiting=(waiting := count_open(view.connection)),
            count=waiting if asked.kind is None else count_open(view.connection, asked.kind),
            skip=asked.skip,
            kind=asked.kind,
            done=asked.done,
            proposals=tuple(found),
            seen={str(number): state for number, state in seen.items()},
        )


@deed(router, "/review/several", Decisions)
def decide_several(desk: AtDesk, body: Annotated[Decisions, Depends(posted(Decisions))]) -> Done:
    """Accept or reject several proposals at once: all of them, or none where others decided on one meanwhile.

    It is one action: undone, it is taken back whole.
    """
    pairs = (one.split(":") for one in body.chosen)
    chosen = {int(number): int(seen) for number, seen in pairs}
    action = desk.write(lambda writer: decide_all(writer, chosen, positive=body.verdict == "accept"))
    return Done(action, address("/review", done=action))


@deed(router, "/review/{number}", Decision)
def decide_proposal(desk: AtDesk, number: Number, body: Annotated[Decision, Depends(posted(Decision))]) -> Done:
    """Accept or reject a proposal; refused where others decided on its pair meanwhile."""
    relation = body.relation if body.verdict == "accept" else None
    action = desk.write(
        lambda writer: decide(writer, number, body.seen, positive=body.verdict == "accept", relation=relation)
    )
    return Done(action, address("/review", kind=body.kind, skip=body.skip or None, done=action))


@twin(router, "/actions", "actions.html")
def list_actions(desk: AtDesk, asked: Annotated[Paged, Query()]) -> Trail:
    """List what was done in this register: when, by whom, what, the last action first."""
    with desk.view() as view:
        found, more = actions(view, asked.limit, asked.offset)
    following = address("/actions.json", limit=asked.limit, page=asked.page + 1) if more else None
    return Trail(asked.page, asked.limit, more, following, tuple(found))


@deed(router, "/actions/{number}/undo", Nothing)
def undo_action(desk: AtDesk, number: Number, body: Annotated[Nothing, Depends(posted(Nothing))]) -> Done:
    """Take back all that an action of a person wrote; what held before holds again.

    It needs the role that the action itself needed.
    """

    def change(writer: Writer) -> int:
        desk.caller.need(role_to_undo(writer.connection, number))
        return writer.undo(number)

    action = desk.write(change)
    return Done(action, "/review" if body.back == "/review" else "/actions")


@deed(router, "/acts/{key}/looked", Looked)
def note_looked(desk: AtDesk, key: Key, body: Annotated[Looked, Depends(posted(Looked))]) -> Done:
    """Note that you looked elsewhere for evidence on a commitment and found none."""
    return _on_act(desk, key, body.seen, lambda writer: writer.looked(key, body.remark))


@deed(router, "/acts/{key}/evidence", Evidence)
def add_evidence(desk: AtDesk, key: Key, body: Annotated[Evidence, Depends(posted(Evidence))]) -> Done:
    """Say that a later act bears on a commitment."""
    return _on_act(desk, key, body.seen, lambda writer: writer.evidence(key, body.act, body.relation))


@deed(router, "/acts/{key}/edit", Edit)
def edit_act(desk: AtDesk, key: Key, body: Annotated[Edit, Depends(posted(Edit))]) -> Done:
    """Correct one value of an act; the correction outlives a new reading."""
    return _on_act(desk, key, body.seen, lambda writer: writer.correct(key, body.field, body.value), role="editor")


@deed(router, "/things/{key}/edit", Edit)
def edit_thing(desk: AtDesk, key: Key, body: Annotated[Edit, Depends(posted(Edit))]) -> Done:
    """Correct one value of a meeting, exercise, instrument, person or body as one document has it."""
    change = _guarded(key, body.seen, lambda writer: writer.correct(key, body.field, body.value))
    return Done(desk.write(change, role="editor"), f"/things/{key}")


@deed(router, "/things/{key}/split", Split)
def split_thing(desk: AtDesk, key: Key, body: Annotated[Split, Depends(posted(Split))]) -> Done:
    """Take an item out of the thing it was taken for."""

    def change(writer: Writer) -> int:
        guard(writer, key, body.seen)
        check_member(writer.connection, key, body.item)
        return writer.split(body.item)

    return Done(desk.write(change), f"/things/{body.item}")


def _on_act(desk: Desk, key: str, seen: str, change: Callable[[Writer], int], *, role: str = "reviewer") -> Done:
    return Done(desk.write(_guarded(key, seen, change), role=role), f"/acts/{key}")


def _guarded(key: str, seen: str, change: Callable[[Writer], int]) -> Callable[[Writer], int]:
    """Return a change that is made only while what the person saw still holds."""

    def guarded(writer: Writer) -> int:
        guard(writer, key, seen)
        return change(writer)

    return guarded
