"""Which meetings, exercises and instruments an act names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from communique.extract.context import Context


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where a document names its meetings, exercises and instruments: (start, end, id, planned), by start."""

    places: Sequence[tuple[int, int, str, bool]]
    starts: Sequence[int]

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
        return cls(places, [place[0] for place in places])

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """Return the ids of what is named between two places of the text, in the text's order, each once."""
        near = self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return tuple(dict.fromkeys(identity for _, stop, identity, _ in near if stop <= end))

    def planned(self, start: int, end: int) -> bool:
        """Tell whether a planned meeting or exercise is named between two places of the text."""
        near = self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return any(planned for *_, planned in near)
