"""Series: their list, and each in time with what was promised at one meeting and reported at a later one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from pydantic import Field

from communique.register.commitments import Commitment
from communique.register.families import Family
from communique.register.moment import Moment
from communique.register.pages import DocumentRow, document_titles
from communique.register.review import Passage
from communique.register.series import Expected, Outline, Round, Timeline, outlines
from communique.register.view import View
from communique.web.answer import address, twin
from communique.web.asked import AtMoment, Words
from communique.web.desk import AtDesk, Desk
from communique.web.lasting import lasting, lasting_of_texts

LISTED = 40
ROUNDS = 20
"""Meetings that a page tells in full."""

PROMISES = 60
"""Promises of one meeting that are shown."""

router = APIRouter(tags=["series"])


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series with its last meeting held and the next expected one; `mentions` counts those in documents."""

    name: str
    framework: str | None
    cadence: str | None
    mentions: int
    meetings: int
    last: Round | None
    expected: Expected | None


@dataclass(frozen=True, slots=True)
class SeriesList:
    """The series that documents name, those most spoken of first."""

    as_of: date
    series: tuple[SeriesRow, ...]


class SeriesAsked(AtMoment):
    """Which meetings of a series are told in full."""

    page: int = Field(1, ge=1, le=1000, description="Which page of meetings, from 1, the newest first.")
    limit: int = Field(ROUNDS, ge=1, le=50, description="How many meetings on a page.")


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting with the documents that report it, and what was promised there with the evidence that came later."""

    round: Round
    documents: tuple[DocumentRow, ...]
    commitments: tuple[Commitment, ...]


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """A series in time; `meetings` are those of the page, the newest first and those without a day last."""

    as_of: date
    page: int
    limit: int
    more: bool
    next: str | None
    timeline: Timeline
    meetings: tuple[Told, ...]
    passages: Mapping[str, Passage]


@lasting_of_texts
def named_series(desk: Desk) -> list[Family]:
    """Return the series that documents name, those most spoken of first."""
    with desk.view() as view:
        return view.families(desk.packs)


@twin(router, "/series", "series_list.html")
@lasting
def list_series(desk: AtDesk, asked: Annotated[AtMoment, Query()]) -> SeriesList:
    """List the series of meetings that documents name, each with its last and its next meeting."""
    moment = desk.moment(asked.as_of, asked.known_on)
    known = named_series(desk)[:LISTED]
    with desk.view() as view:
        found = outlines(view.connection, moment, known)
        return SeriesList(moment.as_of, tuple(_row(one, moment) for one in found))


def _row(one: Outline, moment: Moment) -> SeriesRow:
    line = one.latest
    past = [held for held in line.rounds if held.status == "held" and held.first and held.first <= moment.as_of]
    return SeriesRow(
        name=line.name,
        framework=line.pack,
        cadence=line.cadence,
        mentions=one.mentions,
        meetings=one.meetings,
        last=past[-1] if past else None,
        expected=line.expected,
    )


@twin(router, "/series/{name:path}", "series.html")
@lasting
def show_series(desk: AtDesk, name: Annotated[Words, Path()], asked: Annotated[SeriesAsked, Query()]) -> SeriesPage:
    """Show a series in time: meetings with hosts and documents, the next one, what was promised and what came of it."""
    moment = desk.moment(asked.as_of, asked.known_on)
    skipped = (asked.page - 1) * asked.limit
    with desk.view() as view:
        line = view.timeline(name, moment, desk.packs)
        rounds = sorted(line.rounds, key=lambda one: one.first or date.min, reverse=True)
        told = _told(view, rounds[skipped : skipped + asked.limit], moment)
        passages = view.passages([item.key for one in told for made in one.commitments for item in made.evidence])
    more = len(rounds) > skipped + asked.limit
    following = None
    if more:
        given = asked.model_dump(mode="json", exclude_none=True, exclude={"page"})
        following = address(f"/series/{quote(name, safe='')}.json", **given, page=asked.page + 1)
    return SeriesPage(moment.as_of, asked.page, asked.limit, more, following, line, told, passages)


def _told(view: View, rounds: Sequence[Round], moment: Moment) -> tuple[Told, ...]:
    """Return meetings with their documents and promises, looked up for all at once."""
    keys = {id(one): list(dict.fromkeys(_reporting(one))) for one in rounds}
    every = list(dict.fromkeys(key for own in keys.values() for key in own))
    titles = document_titles(view, every)
    made = view.commitments_made_in(every, moment, PROMISES)
    return tuple(
        Told(
            one,
            tuple(titles[key] for key in keys[id(one)] if key in titles),
            tuple(found for key in keys[id(one)] for found in made[key]),
        )
        for one in rounds
    )


def _reporting(one: Round) -> Iterator[str]:
    """Yield the documents that report a meeting as the one they are about."""
    for thing in one.things:
        yield from (item.document for item in thing.items if item.data.get("main"))
