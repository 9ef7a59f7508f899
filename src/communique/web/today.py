"""Today: what is due, what is overdue, what came in, what waits, and which meetings come next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from communique.register.commitments import Commitment, Filter
from communique.register.families import Family
from communique.register.moment import Moment
from communique.register.pages import DocumentRow, DocumentsWanted, documents
from communique.register.review import Proposal
from communique.register.series import Expected, outlines
from communique.register.summary import Summary
from communique.register.view import View
from communique.web.answer import twin
from communique.web.asked import AtMoment
from communique.web.desk import AtDesk
from communique.web.lasting import lasting
from communique.web.series import named_series
from communique.web.untitled import calls
from communique.words.terms import is_behind

AHEAD = timedelta(days=90)
LISTED = 6
SERIES = 10
"""Series, those most spoken of, whose next meeting is told."""
router = APIRouter(tags=["today"])


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A meeting of a series that is to come; `passed` tells that its time is behind us and no document tells of it."""

    series: str
    framework: str | None
    expected: Expected
    passed: bool


@dataclass(frozen=True, slots=True)
class Today:
    """The register on a day; `unreported` are meetings planned or to be expected for days that are past, of which
    no document tells. `calls` are what those of the `recent` are called that have no title.
    """

    as_of: date
    known_on: date | None
    until: date
    due: tuple[Commitment, ...]
    overdue: tuple[Commitment, ...]
    recent: tuple[DocumentRow, ...]
    calls: Mapping[str, str]
    proposals: tuple[Proposal, ...]
    expected: tuple[NextMeeting, ...]
    unreported: tuple[NextMeeting, ...]
    summary: Summary


@twin(router, "/", "today.html", json_path="/today.json")
@lasting
def today(desk: AtDesk, asked: Annotated[AtMoment, Query()]) -> Today:
    """Tell what matters today: due in 90 days, overdue without evidence, last kept, to review, the next meetings."""
    moment = desk.moment(asked.as_of, asked.known_on)
    until = min(moment.as_of, date.max - AHEAD - timedelta(days=1)) + AHEAD
    known = named_series(desk)[:SERIES]
    with desk.view() as view:
        meetings = sorted(_expected(view, known, moment), key=_order)
        soon = Filter(due_after=moment.as_of, due_before=until + timedelta(days=1))
        late = view.commitments(Filter(status="overdue"), moment, LISTED * 3).found
        recent, _ = documents(view, DocumentsWanted(newest_kept=True), moment, LISTED)
        return Today(
            as_of=moment.as_of,
            known_on=moment.known_on,
            until=until,
            due=view.commitments(soon, moment, LISTED).found,
            overdue=tuple(one for one in late if one.status is not None and not one.status.because)[:LISTED],
            recent=tuple(recent),
            calls=calls(view, recent),
            proposals=tuple(view.proposals(limit=3)),
            expected=tuple(one for one in meetings if not one.passed),
            unreported=tuple(one for one in meetings if one.passed),
            summary=view.summary(),
        )


def _expected(view: View, known: Sequence[Family], moment: Moment) -> Iterator[NextMeeting]:
    for one in outlines(view.connection, moment, known):
        line = one.latest
        if line.expected is not None:
            yield NextMeeting(line.name, line.pack, line.expected, is_behind(line.expected, moment.as_of))


def _order(one: NextMeeting) -> tuple[date, str]:
    return one.expected.last or date.max, one.series
