"""Rereadings: what today's rules read otherwise in kept texts, each shown before a person takes or leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request

from communique.model.errors import RegisterError
from communique.register import rereading
from communique.register.carrying import NOTHING, Carried
from communique.register.deciding import Overtaken
from communique.register.difference import Change
from communique.register.pages import DocumentRow, document
from communique.register.writer import Writer
from communique.web.answer import address, twin
from communique.web.asked import Key, Paged, Words
from communique.web.deeds import Done, Posted, deed, posted
from communique.web.desk import AtDesk
from communique.web.workshop import Workshop

router = APIRouter(tags=["review"])


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document with a new reading that waits: by which version, since when, and how much it finds otherwise."""

    key: str
    title: str | None
    reader: str
    at: datetime | None
    added: int
    gone: int
    changed: int


@dataclass(frozen=True, slots=True)
class Rereadings:
    """A page of the new readings that wait."""

    page: int
    limit: int
    more: bool
    next: str | None
    rereadings: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Rereading:
    """A new reading with all that it finds otherwise; `at` says which, and goes back with a decision on it."""

    document: DocumentRow
    reader: str
    at: datetime | None
    changes: tuple[Change, ...]


class Verdict(Posted):
    """Whether a new reading is taken or left, as it was seen."""

    verdict: Literal["take", "leave"]
    seen: Words


@twin(router, "/rereadings", "rereadings.html")
def list_rereadings(desk: AtDesk, asked: Annotated[Paged, Query()]) -> Rereadings:
    """List the documents that today's rules read otherwise; `communique reread` reads them."""
    with desk.view() as view:
        waiting = list(rereading.open_proposals(view.connection))
    shown = waiting[asked.offset : asked.offset + asked.limit]
    more = len(waiting) > asked.offset + asked.limit
    following = address("/rereadings.json", limit=asked.limit, page=asked.page + 1) if more else None
    return Rereadings(asked.page, asked.limit, more, following, tuple(_waiting(one) for one in shown))


def _waiting(one: rereading.Proposal) -> Waiting:
    kinds = [change.what for change in one.changes]
    numbers = (kinds.count(what) for what in ("added", "gone", "changed"))
    return Waiting(one.key, one.title, one.reader, one.at, *numbers)


@twin(router, "/rereadings/{key}", "rereading.html")
def show_rereading(desk: AtDesk, key: Key) -> Rereading:
    """Show what a new reading of a document finds otherwise: what it adds, what it loses, what it changes."""
    with desk.view() as view:
        row = document(view, key)
        found = next(rereading.open_proposals(view.connection, [row.key]), None)
        if found is None:
            raise RegisterError(f"no new reading of {row.key} waits: `communique reread {row.key}` makes one")
        return Rereading(row, found.reader, found.at, found.changes)


@deed(router, "/rereadings/{key}", Verdict)
def decide_rereading(
    desk: AtDesk, request: Request, key: Key, body: Annotated[Verdict, Depends(posted(Verdict))]
) -> Done:
    """Put a new reading in the place of the one before, or throw it away; what persons decided stays either way."""
    desk.caller.need("editor")
    workshop: Workshop = request.app.state.workshop
    matchers = workshop.matchers() if body.verdict == "take" else None

    def change(writer: Writer) -> Carried:
        found = next(rereading.open_proposals(writer.connection, [key]), None)
        if found is not None and str(found.at) != body.seen:
            raise Overtaken("it was read again meanwhile: look at what is otherwise now")
        if matchers is None:
            rereading.leave(writer, key)
            return NOTHING
        return rereading.accept(writer, key, matchers, desk.packs)

    carried = desk.write(change, role="editor")
    if body.verdict == "leave":
        return Done(None, "/rereadings")
    return Done(None, f"/documents/{key}{'?done=taken' if carried.decisions or carried.waiting else ''}")
