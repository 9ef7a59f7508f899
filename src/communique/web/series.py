"""Series: their list, and each in time with what was promised at one meeting and reported at a later one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from communique.register.commitments import Commitment, Filter
from communique.register.moment import Moment
from communique.register.pages import DocumentRow, document_titles
from communique.register.review import Passage
from communique.register.series import Expected, Round, Timeline
from communique.register.view import View
from communique.web.answer import twin
from communique.web.asked import AtMoment, Words
from communique.web.desk import AtDesk
from communique.web.lasting import lasting

LISTED = 40
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


@dataclass(frozen=True, slots=True)
class Promised:
    """The documents of one meeting with the commitments made there; each has the evidence that came later."""

    documents: tuple[DocumentRow, ...]
    commitments: tuple[Commitment, ...]


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """A series in time; `promised` stands beside `timeline.rounds`, place by place."""

    as_of: date
    timeline: Timeline
    promised: tuple[Promised, ...]
    passages: Mapping[str, Passage]
    titles: Mapping[str, DocumentRow]


@twin(router, "/series", "series_list.html")
@lasting
def list_series(desk: AtDesk, asked: Annotated[AtMoment, Query()]) -> SeriesList:
    """List the series of meetings that documents name, each with its last and its next meeting."""
    moment = desk.moment(asked.as_of, asked.known_on)
    found: dict[str, SeriesRow] = {}
    with desk.view() as view:
        for name, mentions in view.series_names()[:LISTED]:
            line = view.timeline(name, moment, desk.packs)
            if line.name not in found:
                past = [one for one in line.rounds if one.status == "held" and one.first and one.first <= moment.as_of]
                found[line.name] = SeriesRow(
                    name=line.name,
                    framework=line.pack,
                    cadence=line.cadence,
                    mentions=mentions,
                    meetings=len(past),
                    last=past[-1] if past else None,
                    expected=line.expected,
                )
    return SeriesList(moment.as_of, tuple(found.values()))


@twin(router, "/series/{name:path}", "series.html")
@lasting
def show_series(desk: AtDesk, name: Annotated[Words, Path()], asked: Annotated[AtMoment, Query()]) -> SeriesPage:
    """Show a series in time: meetings with hosts and documents, the next one, what was promised and what came of it."""
    moment = desk.moment(asked.as_of, asked.known_on)
    with desk.view() as view:
        line = view.timeline(name, moment, desk.packs)
        promised = tuple(_promised(view, one, moment) for one in line.rounds)
        keys = [item.key for one in promised for made in one.commitments for item in made.evidence]
        passages = view.passages(keys)
        titles = document_titles(view, sorted({passage.document for passage in passages.values()}))
        return SeriesPage(moment.as_of, line, promised, passages, titles)


def _promised(view: View, one: Round, moment: Moment) -> Promised:
    keys = list(dict.fromkeys(_reporting(one)))
    rows = document_titles(view, keys)
    made = [
        commitment
        for key in keys
        for commitment in view.commitments(Filter(document=key), moment, PROMISES).found
        if commitment.status is not None
    ]
    return Promised(tuple(rows[key] for key in keys if key in rows), tuple(made))


def _reporting(one: Round) -> Iterator[str]:
    """Yield the documents that report a meeting as the one they are about."""
    if one.thing is not None:
        yield from (item.document for item in one.thing.items if item.data.get("main"))
