"""Audit trail: who did what when, logins and changes of accounts too, for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from communique.register.trail import Line, LinesWanted, lines
from communique.web.answer import address, twin
from communique.web.asked import MOST, PAGE, Asked, Day, Words
from communique.web.desk import AtDesk

router = APIRouter(tags=["accounts"])


class TrailAsked(Asked):
    """Which lines of the trail are asked for."""

    by: Words | None = Field(None, description="Done by this person, or `communique` for what rules did.")
    action: Words | None = Field(None, description="Of this kind (keep, accept, login ...).")
    about: Words | None = Field(None, description="About this id, or `account NAME`.")
    after: Day | None = Field(None, description="From this day on.")
    before: Day | None = Field(None, description="Up to this day.")
    page: int = Field(1, ge=1, le=100_000, description="Which page, from 1.")
    limit: int = Field(PAGE * 2, ge=1, le=MOST, description="How many on a page.")


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """A page of the audit trail, the last line first; `next` is the address of the page after it."""

    page: int
    limit: int
    more: bool
    next: str | None
    lines: tuple[Line, ...]


@twin(router, "/audit", "audit.html")
def show_trail(desk: AtDesk, asked: Annotated[TrailAsked, Query()]) -> AuditTrail:
    """Show who did what when, the last first: every write, every login, every change of an account."""
    desk.caller.need("administrator")
    wanted = LinesWanted(asked.by, asked.action, asked.about, asked.after, asked.before)
    with desk.view() as view:
        found, more = lines(view.connection, wanted, asked.limit, (asked.page - 1) * asked.limit)
    following = None
    if more:
        given = asked.model_dump(mode="json", exclude_none=True, exclude={"page"})
        following = address("/audit.json", **given, page=asked.page + 1)
    return AuditTrail(asked.page, asked.limit, more, following, tuple(found))
