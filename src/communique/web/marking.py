"""Marking: a document's text in blocks and pieces, each piece with the act that it belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from communique.model import CLASSES, Act, Document, Record
from communique.web.words import line, spoken
from communique.words.days import span_words

if TYPE_CHECKING:
    from communique.web.documents import DocumentPage


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that one mark covers: `act` is the innermost act's id, `trigger` whether it does the act.

    `ids` are the anchors that begin here, so that a permalink finds the place.
    """

    words: str
    act: str | None = None
    cls: str | None = None
    trigger: bool = False
    first: bool = False
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of the text: a paragraph, a heading, a list item or page furniture, in its pieces.

    `mark` is the number or letter that an item has in the text, "" where it is a bullet only.
    """

    kind: str
    level: int
    pieces: tuple[Piece, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """An act as it stands beside the text; `name` is its place in the document's address, after #."""

    name: str
    key: str
    cls: str
    kind: str | None
    place: str
    words: str
    actors: tuple[str, ...]
    target: tuple[str, ...]
    due: str
    rule: str
    why: str
    corrected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the record, with its place in the document's address."""

    key: str
    name: str
    spot: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as its page shows it: the text in marked blocks, and beside it the acts and things."""

    blocks: tuple[Shown, ...]
    acts: tuple[Beside, ...]
    things: tuple[tuple[str, tuple[Named, ...]], ...]
    counts: tuple[tuple[str, int], ...]
    parties: tuple[str, ...]


TITLES = {
    "meeting": "Meetings",
    "exercise": "Exercises",
    "instrument": "Instruments",
    "person": "People",
    "organization": "Bodies",
}


def preview_of(record: Record) -> Sheet:
    """Return the sheet of a record that is not kept yet."""
    sheet = _sheet(record, "", {}, (), (), None)
    named = (
        ("Meetings", record.meetings),
        ("Exercises", record.exercises),
        ("Instruments", record.instruments),
        ("People", record.persons),
        ("Bodies", record.organizations),
    )
    things = tuple((title, tuple(Named("", line(one.name), "") for one in own)) for title, own in named if own)
    return replace(sheet, things=things)


def sheet_of(answer: DocumentPage) -> Sheet:
    """Return the sheet of a document's page, with the acts of the classes and the party that are asked for."""
    key = answer.document.key
    return _sheet(answer.record, key, answer.corrected, answer.items, answer.classes, answer.party)


def _sheet(
    record: Record,
    key: str,
    corrected: Mapping[str, Mapping[str, str]],
    items: Sequence[tuple[str, str, str, int]],
    wanted: Sequence[str],
    party: str | None,
) -> Sheet:
    acts = [(act, corrected.get(f"{key}.a{act.trigger.start}", {})) for act in record.acts]
    classes = [held.get("class", act.cls) for act, held in acts]
    chosen = [
        (act, cls, held)
        for (act, held), cls in zip(acts, classes, strict=True)
        if (not wanted or cls in wanted) and (party is None or party in (*act.actors, *act.target))
    ]
    places = _places(record)
    spots = {item.partition(".")[2]: start for item, _, _, start in items}
    marks = [mark_of(act, cls) for act, cls, _ in chosen]
    grouped: dict[str, list[Named]] = {}
    for item, section, name, _ in items:
        grouped.setdefault(section, []).append(Named(item, line(name), item.partition(".")[2]))
    return Sheet(
        blocks=shown_blocks(record.document, marks, spots),
        acts=tuple(_beside(key, act, cls, held, places) for act, cls, held in chosen),
        things=tuple((title, tuple(grouped[section])) for section, title in TITLES.items() if section in grouped),
        counts=tuple((cls, classes.count(cls)) for cls in CLASSES if cls in classes),
        parties=tuple(sorted({code for act in record.acts for code in (*act.actors, *act.target)})),
    )


def _beside(key: str, act: Act, cls: str, held: Mapping[str, str], places: Sequence[tuple[int, str]]) -> Beside:
    name = f"a{act.trigger.start}"
    at = bisect_right([start for start, _ in places], act.trigger.start) - 1
    return Beside(
        name=name,
        key=f"{key}.{name}",
        cls=cls,
        kind=held.get("kind", act.kind),
        place=places[at][1] if at >= 0 else "",
        words=line(act.anchor.quote),
        actors=act.actors,
        target=act.target,
        due=_due(act),
        rule=act.origin,
        why=act.why,
        corrected=tuple(f"{field} {value or '(none)'}" for field, value in held.items()),
    )


def _due(act: Act) -> str:
    if act.due is None:
        return spoken(act.recurrence)
    interval = act.due.interval
    if interval.earliest is None and interval.latest is None:
        return f"“{line(act.due.anchor.quote)}”"
    return span_words(interval.earliest, interval.latest)


def _places(record: Record) -> list[tuple[int, str]]:
    """Return where sentences begin and how people cite them: paragraph and sentence, ¶8.2."""
    return [(one.anchor.start, f"¶{one.paragraph}.{one.number}") for one in record.sentences]


@dataclass(frozen=True, slots=True)
class Mark:
    """An act as the text shows it."""

    name: str
    cls: str
    start: int
    end: int
    trigger_start: int
    trigger_end: int


def mark_of(act: Act, cls: str) -> Mark:
    """Return the mark of an act, of the class that holds now."""
    name = f"a{act.trigger.start}"
    return Mark(name, cls, act.anchor.start, act.anchor.end, act.trigger.start, act.trigger.end)


def shown_blocks(document: Document, marks: Sequence[Mark], places: dict[str, int]) -> tuple[Shown, ...]:
    """Return the text block by block; `places` are names of anchors with where they begin."""
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    cuts = {cut for mark in ordered for cut in (mark.start, mark.end, mark.trigger_start, mark.trigger_end)}
    named: dict[int, list[str]] = {}
    for name, start in places.items():
        named.setdefault(start, []).append(name)
    edges = sorted(cuts | named.keys())
    begun: set[str] = set()
    shown = []
    for block in document.blocks:
        start = block.start + block.marker
        inside = [mark for mark in ordered if mark.start < block.end and mark.end > start]
        inner = edges[bisect_right(edges, start) : bisect_right(edges, block.end - 1)]
        borders = [start, *inner, block.end]
        pieces = []
        for first, last in pairwise(borders):
            if first < last:
                ids = tuple(named.get(first, ()))
                pieces.append(_piece(document.text, first, last, inside, ids, begun))
        mark = document.text[block.start : start].strip()
        mark = mark if any(letter.isalnum() for letter in mark) else ""
        shown.append(Shown(block.kind, block.level, tuple(pieces), mark))
    return tuple(shown)


def _piece(text: str, first: int, last: int, marks: Sequence[Mark], ids: tuple[str, ...], begun: set[str]) -> Piece:
    over = [mark for mark in marks if mark.start <= first and last <= mark.end]
    if not over:
        return Piece(text[first:last], ids=ids)
    mark = min(over, key=lambda one: (not _in_trigger(one, first, last), one.end - one.start))
    fresh = mark.name not in begun
    begun.add(mark.name)
    return Piece(text[first:last], mark.name, mark.cls, _in_trigger(mark, first, last), fresh, ids)


def _in_trigger(mark: Mark, first: int, last: int) -> bool:
    return mark.trigger_start <= first and last <= mark.trigger_end
