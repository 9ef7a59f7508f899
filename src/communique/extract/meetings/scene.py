"""Scene: what is known of a document when its meetings are read, with look-ups by place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from communique.extract.context import Context
from communique.extract.meetings.lexicon import Words, words
from communique.extract.meetings.line import Line
from communique.extract.meetings.series import SeriesIndex, acronyms_of
from communique.extract.parties import PartyMention
from communique.extract.parties.territory import territory
from communique.model import Person, TimeExpression
from communique.packs.codes import STATES

_YEAR = re.compile(r"(?:19|20)\d\d")
# No time expression or name of a party or person that covers a token starts farther to its left than this.
_REACH = 80

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Named:
    """A place where the text names a person."""

    start: int
    end: int
    person: Person


@dataclass(frozen=True, slots=True)
class Scene:
    """The findings of earlier stages, each list in the text's order, and the codes that the speakers stand for."""

    context: Context
    words: Words
    series: SeriesIndex
    acronyms: dict[tuple[str, ...], str]
    times: tuple[TimeExpression, ...]
    time_starts: tuple[int, ...]
    parties: tuple[PartyMention, ...]
    party_starts: tuple[int, ...]
    persons: tuple[Named, ...]
    person_starts: tuple[int, ...]
    sides: frozenset[str]

    @classmethod
    def of(cls, context: Context) -> Scene:
        """Return the scene of a context."""
        lexicon = words()
        times = tuple(
            sorted(
                (time for time in context.times if _is_calendar(lexicon, time)),
                key=lambda time: (time.anchor.start, -time.anchor.end),
            )
        )
        parties = tuple(sorted(context.parties, key=lambda p: (p.start, -p.end)))
        persons = sorted(
            (Named(m.start, m.end, person) for person in context.persons for m in person.mentions),
            key=lambda named: (named.start, -named.end),
        )
        return cls(
            context=context,
            words=lexicon,
            series=SeriesIndex.of(context.packs),
            acronyms=acronyms_of(context.parsed.plain),
            times=times,
            time_starts=tuple(t.anchor.start for t in times),
            parties=parties,
            party_starts=tuple(p.start for p in parties),
            persons=tuple(persons),
            person_starts=tuple(n.start for n in persons),
            sides=with_members(context, context.speakers),
        )

    def times_in(self, start: int, end: int) -> Sequence[TimeExpression]:
        """Return the time expressions that start in a range of the text."""
        return _within(self.times, self.time_starts, start, end)

    def parties_in(self, start: int, end: int) -> Sequence[PartyMention]:
        """Return the mentions of parties that start in a range of the text."""
        return _within(self.parties, self.party_starts, start, end)

    def persons_in(self, start: int, end: int) -> Sequence[Named]:
        """Return the mentions of persons that start in a range of the text."""
        return _within(self.persons, self.person_starts, start, end)

    def time_at(self, line: Line, index: int) -> TimeExpression | None:
        """Return the time expression whose phrase, or whose core, begins at a token."""
        if not 0 <= index < len(line):
            return None
        place = line.start(index)
        found = self.times_in(place - _REACH, place + 1)
        return next((time for time in found if place in (time.anchor.start, time.core.start)), None)

    def time_over(self, line: Line, index: int) -> TimeExpression | None:
        """Return the time expression whose core covers a token."""
        place = line.start(index)
        found = self.times_in(place - _REACH, place + 1)
        return next((time for time in found if time.core.start <= place < time.core.end), None)

    def is_party(self, line: Line, index: int) -> bool:
        """Tell whether a token stands inside the name of a party."""
        if not 0 <= index < len(line):
            return False
        place = line.start(index)
        return any(p.start <= place < p.end for p in self.parties_in(place - _REACH, place + 1))

    def is_person(self, line: Line, index: int) -> bool:
        """Tell whether a token stands inside the name of a person."""
        place = line.start(index)
        return any(n.start <= place < n.end for n in self.persons_in(place - _REACH, place + 1))

    def codes_in(self, line: Line, first: int, end: int) -> set[str]:
        """Return the codes of the parties named from token `first` to before token `end`."""
        if end <= first:
            return set()
        return {party.code for party in self.parties_in(line.start(first), line.end(end - 1))}

    def party_in(self, line: Line, first: int, end: int, *, alone: bool = False) -> str | None:
        """Return the code of the first state that a range of tokens names, else the party of its first person.

        `alone`: None where it names more than one.
        """
        if end <= first:
            return None
        start, stop = line.start(first), line.end(end - 1)
        codes = [party.code for party in self.parties_in(start, stop)]
        codes += [named.person.party for named in self.persons_in(start, stop) if named.person.party is not None]
        states = list(dict.fromkeys(code for code in codes if code in STATES))
        return None if not states or (alone and len(states) > 1) else states[0]

    def persons_of(self, line: Line, first: int, end: int) -> Sequence[Named]:
        """Return the mentions of persons from token `first` to before token `end`."""
        return () if end <= first else self.persons_in(line.start(first), line.end(end - 1))

    def territory(self, place: str) -> str | None:
        """Return the code of the state in whose territory a place lies, None where it is not known."""
        code = territory(place)
        return code if code in STATES else None

    def host_of(self, place: str | None) -> str | None:
        """Return the code of the speaker in whose territory a place lies, None where there is no such speaker."""
        code = self.territory(place) if place else None
        return code if code in self.sides else None


def _is_calendar(lexicon: Words, time: TimeExpression) -> bool:
    """Tell whether a time expression is one of the calendar: no repetition, no meeting that itself serves as a time."""
    if time.recurrence is not None:
        return False
    first, *rest = time.core.quote.split()
    spoken = {word.lower().rstrip("s") for word in (first, *rest)}
    named = first.isupper() or any(word[0].isupper() for word in rest)
    return not (time.interval.vague and (named or spoken & lexicon.heads.keys()))


def with_members(context: Context, codes: Iterable[str]) -> frozenset[str]:
    """Return codes, and those of the members of the groups among them."""
    found = set(codes)
    for pack in context.packs:
        if pack.code is not None and pack.code in found:
            found.update(pack.codes)
    return frozenset(found)


def _within(items: Sequence[Item], starts: Sequence[int], start: int, end: int) -> Sequence[Item]:
    return items[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]


def years_in(texts: Iterable[str]) -> list[int]:
    """Return the years among words."""
    return [int(text) for text in texts if _YEAR.fullmatch(text)]
