"""The words of meetings, loaded once from lexicon/meetings.yml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

Cue = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that heads names of meetings; `cls` is event, gathering, mechanism, assembly, visit or call.

    `plural`: counts in the plural only. `of`: counts with "of" and what it is a round of only. `titled`: counts before
    "with" only. `capital`: counts with a capital letter only. `dated`: counts only where it is said to be held, and
    when or where. `format` is what the noun itself says of the format.
    """

    word: str
    cls: str
    plural: bool = False
    of: bool = False
    titled: bool = False
    capital: bool = False
    dated: bool = False
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting that is named without a head noun ("COP 28"): its name and, by number, the day it began."""

    name: str
    numbered: bool
    marked: bool
    years: dict[int, date]


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of meetings; see the comments in lexicon/meetings.yml for what each list holds."""

    heads: dict[str, Head]
    call_words: dict[str, str | None]
    rounds_of: frozenset[str]
    papers: frozenset[str]
    generic: frozenset[str]
    recurring: frozenset[str]
    dropped: frozenset[str]
    which: dict[str, str]
    ordinals: dict[str, int]
    fields: frozenset[str]
    formats: dict[str, str]
    hold: frozenset[str]
    receive: frozenset[str]
    begin: frozenset[str]
    before: dict[str, tuple[Cue, ...]]
    after: dict[str, tuple[Cue, ...]]
    cue_links: frozenset[str]
    meet: frozenset[str]
    speak: frozenset[str]
    said: frozenset[str]
    visit: frozenset[str]
    habit: frozenset[str]
    people: frozenset[str]
    bodies: frozenset[str]
    leader_posts: tuple[str, ...]
    leader_words: frozenset[str]
    roles: frozenset[str]
    attendance: frozenset[str]
    paper_titles: tuple[str, ...]
    apart: frozenset[str]
    not_places: frozenset[str]
    not_venues: frozenset[str]
    regions: frozenset[str]
    events: dict[str, Event]
    determiners: frozenset[str]
    months: frozenset[str]
    participles: frozenset[str]
    open_participles: frozenset[str]
    takes_place: tuple[tuple[str, ...], ...]
    levels: frozenset[str]
    terms: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lexicon of meetings."""
    text = files("communique.extract").joinpath("lexicon", "meetings.yml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    which = {word: key for key in ("next", "last", "recent", "this") for word in data[key]}
    return Words(
        heads={word: _head(word, entry) for word, entry in data["heads"].items()},
        call_words=data["call_words"],
        rounds_of=frozenset(data["rounds_of"]),
        papers=frozenset(data["papers"]),
        generic=frozenset(data["generic"]),
        recurring=frozenset(data["recurring"]),
        dropped=frozenset(data["dropped"]),
        which=which,
        ordinals=data["ordinals"],
        fields=frozenset(data["fields"]),
        formats=data["formats"],
        hold=frozenset(data["hold"]),
        receive=frozenset(data["receive"]),
        begin=frozenset(data["begin"]),
        before=_cues(data["planned_before"], data["held_before"]),
        after=_cues(data["planned_after"], data["held_after"]),
        cue_links=frozenset(data["cue_links"]),
        meet=frozenset(data["meet"]),
        speak=frozenset(data["speak"]),
        said=frozenset(data["said"]),
        visit=frozenset(data["visit"]),
        habit=frozenset(data["habit"]),
        people=frozenset(data["people"]),
        bodies=frozenset(data["bodies"]),
        leader_posts=tuple(data["leader_posts"]),
        leader_words=frozenset(data["leader_words"]),
        roles=frozenset(data["roles"]),
        attendance=frozenset(data["attendance"]),
        paper_titles=tuple(sorted(data["paper_titles"], key=lambda title: (-len(title), title))),
        apart=frozenset(data["apart"]),
        not_places=frozenset(data["not_places"]),
        not_venues=frozenset(data["not_venues"]),
        regions=frozenset(data["regions"]),
        events=_events(data["events"]),
        determiners=frozenset(data["determiners"]),
        months=frozenset(data["months"]),
        participles=frozenset(data["participles"]),
        open_participles=frozenset(data["open_participles"]),
        takes_place=tuple(tuple(phrase.split()) for phrase in data["takes_place"]),
        levels=frozenset(data["levels"]),
        terms=frozenset(data["terms"]),
    )


def _head(word: str, entry: dict[str, Any]) -> Head:
    known = {key: value for key, value in entry.items() if key not in ("class", "note")}
    return Head(word, entry["class"], **known)


def _cues(planned: list[str], held: list[str]) -> dict[str, tuple[Cue, ...]]:
    """Return the cues by their first word, the longest first."""
    table: dict[str, list[Cue]] = {}
    for status, phrases in (("planned", planned), ("held", held)):
        for phrase in phrases:
            parts = tuple(phrase.split())
            table.setdefault(parts[0], []).append((parts, status))
    return {first: tuple(sorted(cues, key=lambda cue: -len(cue[0]))) for first, cues in table.items()}


def _events(entries: list[dict[str, Any]]) -> dict[str, Event]:
    table = {}
    for entry in entries:
        event = Event(entry["name"], entry.get("numbered", False), entry.get("marked", False), entry.get("year", {}))
        table.update(dict.fromkeys(entry["match"], event))
    return table
