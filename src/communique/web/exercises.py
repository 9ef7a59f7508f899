"""Exercises: each with its iterations on a timeline, from documents and from packs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from communique.packs import Pack
from communique.packs.pack import Iteration
from communique.register.rows import fold
from communique.register.things import Thing, Wanted
from communique.web.answer import twin
from communique.web.asked import AtMoment
from communique.web.desk import AtDesk
from communique.web.lasting import lasting

MOST = 300
NEAR = timedelta(days=3)
"""How far the days may be apart on which a document and a pack put one iteration."""

router = APIRouter(tags=["exercises"])


@dataclass(frozen=True, slots=True)
class Run:
    """One iteration; `thing` where a document tells of it, `source` says whether it is a document's or a pack's."""

    label: str
    first: date | None
    last: date | None
    area: str | None
    status: str | None
    source: str
    thing: Thing | None


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """An exercise with its iterations in time, and what documents say of it in general."""

    name: str
    framework: str | None
    cadence: str | None
    domains: tuple[str, ...]
    runs: tuple[Run, ...]
    general: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Exercises:
    """All exercises, those with iterations first."""

    as_of: date
    exercises: tuple[ExerciseRow, ...]


@twin(router, "/exercises", "exercises.html")
@lasting
def list_exercises(desk: AtDesk, asked: Annotated[AtMoment, Query()]) -> Exercises:
    """List exercises with their iterations in time."""
    moment = desk.moment(asked.as_of, asked.known_on)
    with desk.view() as view:
        things, _ = view.things(Wanted("exercise"), moment, MOST)
    rows = sorted(_rows(things, desk.packs), key=lambda row: (not row.runs, -len(row.runs), row.name.casefold()))
    return Exercises(moment.as_of, tuple(rows))


def _rows(things: list[Thing], packs: Sequence[Pack]) -> Iterator[ExerciseRow]:
    left: dict[str, list[Thing]] = {}
    for thing in things:
        left.setdefault(fold(thing.name), []).append(thing)
    for pack in packs:
        for known in pack.exercises:
            own = [thing for form in known.forms for thing in left.pop(fold(form), [])]
            if own:
                yield ExerciseRow(
                    name=known.name,
                    framework=pack.title,
                    cadence=known.cadence,
                    domains=known.domains,
                    runs=tuple(_runs(own, list(known.iterations))),
                    general=tuple(thing for thing in own if not thing.days),
                )
    for own in left.values():
        domains = dict.fromkeys(
            domain for thing in own for item in thing.items for domain in item.data.get("domains", ())
        )
        runs = tuple(_runs(own, []))
        yield ExerciseRow(own[0].name, None, None, tuple(domains), runs, tuple(one for one in own if not one.days))


def _runs(things: list[Thing], known: list[Iteration]) -> list[Run]:
    """Return iterations in time; one that a document and a pack both tell of stands once."""
    runs = []
    for thing in things:
        first = thing.first_day
        if first is None:
            continue
        match = next((one for one in known if one.start is not None and abs(one.start - first) <= NEAR), None)
        if match is not None:
            known.remove(match)
        label = match.label if match is not None else "" if thing.ordinal is None else f"no. {thing.ordinal}"
        area = None if match is None else match.area
        runs.append(Run(label, first, thing.last_day or first, area, thing.status, "document", thing))
    for one in known:
        runs.append(Run(one.label, one.start, one.end or one.start, one.area, "held", "pack", None))
    return sorted(runs, key=lambda run: (run.first or date.max, run.label))
