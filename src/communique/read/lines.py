"""Join the lines that a plain text wraps, and part those that only stand under each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.read.furniture import is_furniture
from communique.read.headings import is_capitals, is_dateline, is_heading, visible
from communique.read.markers import Marker, marker_of

_LINE = re.compile(r"[^\n]+")
_CLOSED = re.compile(r"(?:[.;:,!?]|\band|\bor)[\u201d\u2019\"')\]]{0,3}$")
STOPPED = re.compile(r"[.:!?\u3002][\u201d\u2019\"')\]]{0,3}(?:\s?\[?\d{1,2}\]?)?$")

# Nobody wraps lines wider than this: a longer line is a paragraph of its own. Few wrap wider than the usual, so that a
# line over it that ends in a stop is one too.
WIDEST_WRAP = 200
USUAL_WRAP = 120


@dataclass(frozen=True, slots=True)
class Stretch:
    """One or more lines that belong together: a range of the text, and how far its first line is indented."""

    start: int
    end: int
    indent: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the white space around it; `indent` is the width of that before it."""

    start: int
    end: int
    indent: int

    @property
    def width(self) -> int:
        return self.indent + self.end - self.start


def stretches_of(text: str) -> Iterator[Stretch]:
    """Yield the stretches of a plain text, in its order; together they hold all that is not white space."""
    runs = list(_runs(text))
    width = _wrap_width(runs)
    for run in runs:
        yield from _parted(text, run, width)


def ends_stopped(words: str) -> bool:
    """Tell whether the last of `words` has a stop or a colon after it, as a sentence has."""
    return STOPPED.search(words[-12:]) is not None


def _runs(text: str) -> Iterator[list[_Line]]:
    """Yield the runs of lines between blank lines."""
    run: list[_Line] = []
    after = 0
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if not bare:
            continue
        lead = line[: len(line) - len(line.lstrip())]
        start = match.start() + len(lead)
        if run and text.count("\n", after, start) > 1:
            yield run
            run = []
        run.append(_Line(start, start + len(bare), len(lead.expandtabs(4))))
        after = start + len(bare)
    if run:
        yield run


def _wrap_width(runs: Sequence[Sequence[_Line]]) -> int:
    """Return the width at which the text's lines are wrapped: that of the ninth widest line in ten, 0 if none are."""
    widths = sorted(
        line.width for run in runs if len(run) > 2 for line in run[:-1] if line.end - line.start <= WIDEST_WRAP
    )
    return widths[len(widths) * 9 // 10] if widths else 0


def _parted(text: str, run: Sequence[_Line], width: int) -> Iterator[Stretch]:
    """Yield the stretches of a run of lines."""
    own = max(line.width for line in run)
    width = max(width, own if own <= WIDEST_WRAP else 0)
    first = last = run[0]
    marker = marker_of(text, first.start, first.end)
    for line in run[1:]:
        found = marker_of(text, line.start, line.end)
        pair = _Pair(text[last.start : last.end], text[line.start : line.end], last.indent, width, first is last)
        if pair.parted(marker, found):
            yield Stretch(first.start, last.end, first.indent)
            first, marker = line, found
        last = line
    yield Stretch(first.start, last.end, first.indent)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A line and the one under it; `single` says that the upper one is all of its stretch so far."""

    above: str
    below: str
    indent: int
    width: int
    single: bool

    def parted(self, marker: Marker | None, found: Marker | None) -> bool:
        """Tell whether the lower line begins something new; `marker` opens the upper's stretch, `found` the lower."""
        if len(self.above) > WIDEST_WRAP and len(self.below) > WIDEST_WRAP:
            return True
        if is_furniture(visible(self.below)) or is_furniture(visible(self.above)):
            return True
        if is_dateline(self.below) and (self.meant or self.single):
            return True
        if is_dateline(self.above) and self.single:
            return True
        if found is not None and (found.sure or _continues(marker, found)):
            return True
        if found is not None and (
            ends_stopped(self.above) or (marker is not None and _CLOSED.search(self.above[-12:]))
        ):
            return True
        return self._parted_by_shape(found)

    @property
    def meant(self) -> bool:
        """Whether the line break is the writer's own: the next word would still have fitted on the line."""
        return self.indent + len(self.above) + 1 + len(self.below.split(None, 1)[0]) < self.width

    def _parted_by_shape(self, found: Marker | None) -> bool:
        if self.below[0].islower():
            return False
        if len(self.above) > (USUAL_WRAP if ends_stopped(self.above) else WIDEST_WRAP):
            return True
        if not self.meant:
            return False
        if found is not None or ends_stopped(self.above):
            return True
        return is_heading(self.above) and (len(self.above) < 0.7 * self.width or is_capitals(self.above))


def _continues(above: Marker | None, found: Marker) -> bool:
    """Tell whether a marker goes on with the list that the marker above it is of."""
    if above is None or above.style != found.style:
        return False
    return found.value is None or above.value is None or found.value == above.value + 1
