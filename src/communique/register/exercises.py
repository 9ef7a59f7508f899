"""Exercises: the iterations of each in time, those that documents tell of joined with those that packs know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.packs import Pack
from communique.packs.pack import Iteration
from communique.register.moment import Moment
from communique.register.rows import fold
from communique.register.things import Thing

NEAR = timedelta(days=3)
"""How far the days may be apart on which a document and a pack put one iteration."""


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


def exercises(things: Sequence[Thing], packs: Sequence[Pack], moment: Moment) -> list[ExerciseRow]:
    """Return exercises with their iterations, those with most of them first; a pack tells only what had begun then."""
    rows = _rows(things, packs, moment)
    return sorted(rows, key=lambda row: (not row.runs, -len(row.runs), row.name.casefold()))


def _rows(things: Sequence[Thing], packs: Sequence[Pack], moment: Moment) -> Iterator[ExerciseRow]:
    left: dict[str, list[Thing]] = {}
    for thing in things:
        left.setdefault(fold(thing.name), []).append(thing)
    for pack in packs:
        for known in pack.exercises:
            own = [thing for form in known.forms for thing in left.pop(fold(form), [])]
            begun = [one for one in known.iterations if one.start is None or one.start <= moment.as_of]
            if own:
                yield ExerciseRow(
                    name=known.name,
                    framework=pack.title,
                    cadence=known.cadence,
                    domains=known.domains,
                    runs=tuple(_runs(own, begun)),
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
