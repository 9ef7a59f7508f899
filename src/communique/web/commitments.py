"""Commitments: their list as table and board, and each act with what became of it and on which evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from communique.model import KINDS
from communique.register.commitments import Commitment, Filter
from communique.register.deciding import state_of
from communique.register.history import Entry
from communique.register.pages import DocumentRow, document
from communique.register.review import Passage
from communique.register.status import STATUSES
from communique.web.answer import address, twin
from communique.web.asked import AtMoment, Code, Day, Key, Paged, Words
from communique.web.board import Column, columns
from communique.web.desk import AtDesk
from communique.web.documents import Class
from communique.web.filters import meant
from communique.web.lasting import lasting

router = APIRouter(tags=["commitments"])

if TYPE_CHECKING:
    CommitmentKind = str
    StatusName = str
else:  # pydantic reads them from here, so that there is one list of each
    CommitmentKind, StatusName = Literal[KINDS], Literal[STATUSES]


class CommitmentsAsked(Paged):
    """Which commitments, or other acts, are asked for."""

    party: Code | None = Field(None, description="Of this party (KOR, USA, EU ...).")
    series: Words | None = Field(None, description="Made at a meeting of this series, or in this framework.")
    status: StatusName | None = Field(None, description="With this status on the day asked about.")
    due_after: Day | None = Field(None, description="With a last day on or after this one.")
    due_before: Day | None = Field(None, description="With a last day before this one.")
    cls: Class = Field("commitment", alias="class", description="Of this class.")
    kind: CommitmentKind | None = Field(None, description="Of this kind.")
    text: Words | None = Field(None, description="With these words in the clause.")
    document: Code | None = Field(None, description="Of this document.")
    view: Literal["table", "board"] = Field("table", description="How the page lays them out.")


@dataclass(frozen=True, slots=True)
class Commitments:
    """A page of commitments; `passages` has the words of the evidence, `next` the address of the page after it.

    `board` has the columns of all that is asked for, whatever the page, where the board is asked for.
    """

    as_of: date
    known_on: date | None
    page: int
    limit: int
    more: bool
    next: str | None
    commitments: tuple[Commitment, ...]
    passages: Mapping[str, Passage]
    board: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class ActPage:
    """An act with all that bears on it; `place` is how people cite it (paragraph and sentence), `rule` what read it.

    `seen` tells how it stands, and goes back with a decision on it.
    """

    act: Commitment
    document: DocumentRow
    as_of: date
    known_on: date | None
    place: str
    rule: str
    why: str
    context: str
    context_start: int
    corrected: Mapping[str, str]
    passages: Mapping[str, Passage]
    history: tuple[Entry, ...]
    seen: str


@twin(router, "/commitments", "commitments.html")
@lasting
def list_commitments(desk: AtDesk, asked: Annotated[CommitmentsAsked, Query()]) -> Commitments:
    """List commitments with their status: those with a last day first, by that day.

    A status is computed from evidence in later documents for the day asked about; `assessed` is false where nobody has
    looked, which is not the same as nothing found. As a board, each column has the first rows and how many there are,
    of commitments only: other acts have no status.
    """
    moment = desk.moment(asked.as_of, asked.known_on)
    nothing = Commitments(moment.as_of, moment.known_on, asked.page, asked.limit, False, None, (), {})
    party, series = meant(desk, asked.party, asked.series, nothing)
    wanted = Filter(
        party=party,
        series=series,
        status=asked.status,
        due_before=asked.due_before,
        due_after=asked.due_after,
        cls=asked.cls,
        kind=asked.kind,
        text=asked.text,
        document=asked.document,
    )
    with desk.view() as view:
        page = view.commitments(wanted, moment, asked.limit, asked.offset)
        passages = view.passages(list(_shown(page.found)))
        board = columns(view, wanted, moment) if asked.view == "board" and asked.cls == "commitment" else ()
    following = None
    if page.more:
        given = asked.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"page"})
        following = address("/commitments.json", **given, page=asked.page + 1)
    return Commitments(
        moment.as_of, moment.known_on, asked.page, asked.limit, page.more, following, page.found, passages, board
    )


def _shown(found: tuple[Commitment, ...]) -> Iterator[str]:
    """Yield the keys of the evidence that a list shows: what a status rests on."""
    for one in found:
        if one.status is not None:
            yield from (item.key for item in one.status.because)


@twin(router, "/acts/{key}", "act.html")
@lasting
def show_act(desk: AtDesk, key: Key, asked: Annotated[AtMoment, Query()]) -> ActPage:
    """Show one act: its words, its status with the reasons, the evidence with its passages, what was searched."""
    moment = desk.moment(asked.as_of, asked.known_on)
    with desk.view() as view:
        act = view.act(key, moment)
        record = view.record(act.document)
        own = next((one for one in record.acts if one.trigger.start == act.trigger_start), None)
        inside = [one for one in record.sentences if one.anchor.start <= act.trigger_start < one.anchor.end]
        block = next((one for one in record.document.blocks if one.start <= act.start < one.end), None)
        first, last = (act.start, act.end) if block is None else (block.start, max(block.end, act.end))
        return ActPage(
            act=act,
            document=document(view, act.document),
            as_of=moment.as_of,
            known_on=moment.known_on,
            place=f"¶{inside[0].paragraph}.{inside[0].number}" if inside else "",
            rule="" if own is None else own.origin,
            why="" if own is None else own.why,
            context=record.document.text[first:last],
            context_start=first,
            corrected=view.corrections(key),
            passages=view.passages([item.key for item in act.evidence]),
            history=tuple(reversed(view.history(key))),
            seen=state_of(view.connection, key),
        )
