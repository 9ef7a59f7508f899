"""Which meetings, exercises and instruments an act names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.extract.context import Context
from communique.model import Meeting

# A text that reports a meeting of the week before still reports its own meeting.
LONG_AGO = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where a document names its meetings, exercises and instruments: (start, end, id, planned), by start."""

    places: Sequence[tuple[int, int, str, bool]]
    starts: Sequence[int]
    bygone: frozenset[str] = frozenset()
    here: str = ""

    @classmethod
    def of(cls, context: Context) -> Mentions:
        """Collect the mentions of a document."""
        dated = [
            (anchor.start, anchor.end, thing.id, thing.status == "planned")
            for things in (context.meetings, context.exercises)
            for thing in things
            for anchor in thing.mentions
        ]
        named = [
            (anchor.start, anchor.end, thing.id, False) for thing in context.instruments for anchor in thing.mentions
        ]
        places = sorted(dated + named)
        bygone = frozenset(meeting.id for meeting in context.meetings if _is_bygone(meeting, context.on))
        main = next((meeting.place for meeting in context.meetings if meeting.main and meeting.place), None)
        here = "" if main is None else f"{main} {context.parsed.document.title or ''}"
        return cls(places, [place[0] for place in places], bygone, here)

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """Return the ids of what is named between two places of the text, in the text's order, each once."""
        near = self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return tuple(dict.fromkeys(identity for _, stop, identity, _ in near if stop <= end))

    def planned(self, start: int, end: int) -> bool:
        """Tell whether a planned meeting or exercise is named between two places of the text."""
        near = self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return any(planned for *_, planned in near)

    def elsewhere(self, place: str) -> bool:
        """Tell whether a place is not where the meeting that the text reports was held, as far as that is known."""
        return bool(self.here) and place not in self.here

    def recalled(self, start: int, end: int) -> bool:
        """Tell whether a meeting that was over well before the text's day is named between two places of the text."""
        return any(identity in self.bygone for identity in self.within(start, end))


def _is_bygone(meeting: Meeting, on: date | None) -> bool:
    ended = meeting.end or meeting.start
    held = meeting.status == "held" and not meeting.main
    return held and on is not None and ended is not None and on - ended > LONG_AGO
