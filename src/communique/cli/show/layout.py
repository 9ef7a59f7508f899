"""Layout: rows of a label, words and a place, in columns where there is room and stacked where there is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from rich.console import Console
from rich.text import Text

STACKED_BELOW = 72
"""Columns under which a row's label stands above its words instead of beside them."""

LABEL = 17
"""Columns of a label beside its words: the longest common ones are "by 31 Dec 2024" and "13–15 Nov 2024"."""

PLACE = 8
"""Columns of a place at the right edge: "¶123.45" and a space before it."""

MARGIN = "  "

_SPACE = re.compile(r"\s+")

# What would steer the terminal instead of being read on it: control characters, and the marks that turn the direction
# of writing (Unicode Annex 9). A zero-width space takes as much room as they do: none.
_STEERING = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\u200b")


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a section: what kind, the words, where they stand, and notes below them."""

    label: Text
    body: Text
    place: str = ""
    notes: tuple[Text, ...] = ()


def print_lines(lines: Iterable[Text], console: Console) -> None:
    """Print lines that are laid out already, without white space at their ends and without what steers terminals."""
    for line in lines:
        line.rstrip()
        line.plain = line.plain.translate(_STEERING)
        console.print(line, no_wrap=True, overflow="ignore", crop=False)


def passage(text: str, start: int, end: int, marks: Sequence[tuple[int, int, str]] = ()) -> Text:
    """Return `text[start:end]` with white space made single; `marks` are (start, end, style) in the text's offsets."""
    result = Text()
    edges = sorted({start, end, *(edge for mark in marks for edge in mark[:2] if start < edge < end)})
    for first, last in pairwise(edges):
        before = len(result)
        result.append(_SPACE.sub(" ", text[first:last]))
        for left, right, style in marks:
            if left <= first and last <= right:
                result.stylize(style, before, len(result))
    return result


def section(
    title: str, rows: Iterable[Row], console: Console, remark: str = "", *, label: int = LABEL
) -> Iterator[Text]:
    """Yield a section's lines: a blank one, its heading with a quiet remark, its rows, labels `label` wide."""
    yield Text()
    yield Text.assemble((title, "section"), (f"  {remark}" if remark else "", "quiet"))
    for row in rows:
        yield from _stacked(row, console) if console.width < STACKED_BELOW else _columns(row, console, label)


def _columns(row: Row, console: Console, columns: int) -> Iterator[Text]:
    room = console.width - len(MARGIN) - columns - 1 - PLACE
    labels = wrap(_broken(row.label, columns), columns, console)
    words = [*wrap(row.body, room, console), *_notes(row, room, console)]
    for number, (label, line) in enumerate(zip_longest(labels, words, fillvalue=None)):
        left = Text(MARGIN).append_text(_padded(label or Text(), columns + 1))
        if number == 0 and row.place:
            yield left.append_text(_padded(line or Text(), room)).append(row.place.rjust(PLACE), "place")
        else:
            yield left.append_text(line or Text())


def _broken(label: Text, columns: int) -> Text:
    """Break a label that is too wide after its dash, so that no day is torn apart."""
    dash = label.plain.find(" – ")
    if dash < 0 or label.cell_len <= columns:
        return label
    return Text("\n").join((label[: dash + 2], label[dash + 3 :]))


def _stacked(row: Row, console: Console) -> Iterator[Text]:
    label = Text(" ").join(row.label.split("\n"))
    if label.plain:
        room = console.width - 2 * len(MARGIN) - len(row.place)
        *above, last = wrap(label, room, console)
        yield from (Text(MARGIN).append_text(line) for line in above)
        yield Text(MARGIN).append_text(last).append(f"  {row.place}", "place")
        body = row.body
    else:
        body = row.body.copy().append(f"  {row.place}" if row.place else "", "place")
    room = console.width - 2 * len(MARGIN)
    for line in (*wrap(body, room, console), *_notes(row, room, console)):
        yield Text(2 * MARGIN).append_text(line)


def _notes(row: Row, room: int, console: Console) -> Iterator[Text]:
    for note in row.notes:
        for number, line in enumerate(wrap(note, room - len(MARGIN), console)):
            yield Text("└ " if number == 0 else MARGIN, "quiet").append_text(line)


def facts(pairs: Iterable[tuple[str, Text]], console: Console) -> Iterator[Text]:
    """Yield short facts, a quiet name before each."""
    for name, value in pairs:
        for number, line in enumerate(wrap(value, console.width - len(MARGIN) - 10, console)):
            yield Text.assemble(MARGIN, ((name if number == 0 else "").ljust(10), "quiet"), line)


def wrap(text: Text, room: int, console: Console) -> list[Text]:
    """Return the text in lines of at most `room` columns; a bullet's further lines hang under its words."""
    lines: list[Text] = []
    for part in text.split("\n", allow_blank=True):
        hang = 2 if part.plain.startswith("• ") else 0
        for number, line in enumerate(part.wrap(console, room - hang)):
            lines.append(line if number == 0 or not hang else Text(" " * hang).append_text(line))
    for line in lines:
        line.rstrip()
    return lines


def _padded(text: Text, columns: int) -> Text:
    result = text.copy()
    result.pad_right(max(0, columns - text.cell_len))
    return result
