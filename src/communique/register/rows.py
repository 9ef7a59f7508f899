"""Turn a record into the rows of a register: pure, so that the processes that read can do it."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.model import Act, Exercise, Instrument, Meeting, Organization, Person, Record, Source
from communique.packs import Pack
from communique.register import blob

Row = dict[str, Any]
Thing = Meeting | Exercise | Instrument | Person | Organization
LETTERS = {"meeting": "m", "exercise": "e", "instrument": "i", "person": "p", "organization": "o"}
WITH_PARTIES = ("commitment", "decision")
NAMES = 6
LONGEST = 100
"""Letters of a name: a longer one is a sentence about the thing."""
SPEAKERS = "="
"""What stands in the column of actors for those who speak in the document."""
_WORD = re.compile(r"\w+")
_SMALL = frozenset({"the", "of", "and", "a", "an", "s"})


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record as rows, without what only the register knows: its key and number.

    Each act comes with its origin's name and the codes it is found by where its actors are not the speakers; each item
    with its origin's name. Keys of acts and items lack their document's.
    """

    text_id: str
    place: str | None
    media_type: str
    sha256: str
    version: Row
    acts: tuple[tuple[Row, str, tuple[str, ...]], ...]
    items: tuple[tuple[Row, str], ...]


def prepare(record: Record, packs: Sequence[Pack] = ()) -> Prepared:
    """Return the rows of a record; `packs` tell which framework it belongs to."""
    source = record.document.source
    things = list(_things(record))
    positions = {thing.id: number for number, (_, thing) in enumerate(things)}
    return Prepared(
        text_id=record.document.id,
        place=place_of(source),
        media_type=source.media_type,
        sha256=source.sha256,
        version=_version_row(record, packs),
        acts=tuple(
            (
                _act_row(act, record.document.speakers)
                | {"others": _others(act, record, packs), "refers": _refers(act, positions)},
                act.origin,
                _found_by(act, record.document.speakers),
            )
            for act in record.acts
        ),
        items=tuple(zip(_item_rows(things), (thing.origin for _, thing in things), strict=True)),
    )


def place_of(source: Source) -> str | None:
    """Return the place that a source names: an address, else the whole path of a file; None for standard input."""
    if source.url is not None:
        return source.url
    if source.origin is not None:
        return source.origin
    return None if source.path is None else os.path.abspath(source.path)


def document_key(text_id: str, length: int = 8) -> str:
    """Return the short key of a document: the first hex digits of its text's digest."""
    return text_id.removeprefix("sha256:")[:length]


def join_codes(codes: Sequence[str]) -> str:
    """Return codes in one column; bodies without a code of their own go by names with spaces in them."""
    return "|".join(codes)


def split_codes(column: str) -> tuple[str, ...]:
    """Return the codes that `join_codes` put into one column."""
    return tuple(column.split("|")) if column else ()


def actors_of(column: str, speakers: str) -> tuple[str, ...]:
    """Return the actors of an act from its column and that of its document's speakers, who mostly are the same."""
    return split_codes(speakers if column == SPEAKERS else column)


def fold(name: str) -> str:
    """Return a name for comparing: no case, accents, punctuation or articles."""
    letters = name.casefold()
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name)
        letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join([word for word in _WORD.findall(letters) if word not in _SMALL])


def framework_of(record: Record, packs: Sequence[Pack]) -> str:
    """Return the name of the pack that a document belongs to, else its speakers' codes; "" where none speaks.

    It belongs to a pack where all its parties speak, or where it reports a meeting of one of the pack's series and
    nobody else speaks.
    """
    speakers = set(record.document.speakers)
    series = {fold(meeting.series) for meeting in record.meetings if meeting.main and meeting.series is not None}
    for pack in packs:
        members = set(pack.codes)
        own = members if pack.code is None else members | {pack.code}
        if speakers in (members, {pack.code}):
            return pack.name
        if speakers <= own and series & {fold(form) for one in pack.series for form in one.forms}:
            return pack.name
    return "+".join(sorted(speakers))


def series_of(record: Record) -> str | None:
    """Return the series of the meeting that a document reports."""
    return next((meeting.series for meeting in record.meetings if meeting.main and meeting.series is not None), None)


def _version_row(record: Record, packs: Sequence[Pack]) -> Row:
    document = record.document
    return {
        "title": document.title,
        "kind": document.kind,
        "date": document.date,
        "language": document.language,
        "fidelity": document.fidelity,
        "speakers": join_codes(document.speakers),
        "framework": framework_of(record, packs),
        "series": series_of(record),
        "text": document.text,
        "record": blob.pack(record),
    }


def _act_row(act: Act, speakers: Sequence[str]) -> Row:
    due = act.due
    return {
        "cls": act.cls,
        "start": act.anchor.start,
        "end": act.anchor.end,
        "trigger_start": act.trigger.start,
        "trigger_end": act.trigger.end,
        "strength": act.strength,
        "kind": act.kind,
        "due_start": None if due is None else due.anchor.start,
        "due_end": None if due is None else due.anchor.end,
        "due_earliest": None if due is None else due.interval.earliest,
        "due_latest": None if due is None else due.interval.latest,
        "due_vague": None if due is None else due.interval.vague,
        "recurrence": act.recurrence,
        "actors": SPEAKERS if tuple(act.actors) == tuple(speakers) else join_codes(act.actors),
        "target": join_codes(act.target),
        "actions": json.dumps([[action.start, action.end] for action in act.actions], separators=(",", ":")),
    }


def _found_by(act: Act, speakers: Sequence[str]) -> tuple[str, ...]:
    """Return the codes by which an act is found besides those who speak in its document."""
    if act.cls not in WITH_PARTIES or tuple(act.actors) == tuple(speakers):
        return ()
    return tuple(dict.fromkeys(act.actors))


def _refers(act: Act, positions: Mapping[str, int]) -> str | None:
    """Return the places of the items that an act refers to in one column, None where there is none."""
    found = sorted({positions[id_] for id_ in act.refers_to if id_ in positions})
    return " ".join(map(str, found)) or None


def _others(act: Act, record: Record, packs: Sequence[Pack]) -> str | None:
    """Return the codes of the states that are to hold what an act looks forward to, None where a speaker does."""
    if act.cls != "commitment" or not act.trigger.quote.casefold().startswith("look"):
        return None
    from communique.resolve.others import held_by_others  # late: lists need no matchers

    return join_codes(held_by_others(act.anchor.quote, act.trigger.quote, record.document.speakers, packs)) or None


def _things(record: Record) -> Iterator[tuple[str, Thing]]:
    sections: tuple[tuple[str, tuple[Thing, ...]], ...] = (
        ("meeting", record.meetings),
        ("exercise", record.exercises),
        ("instrument", record.instruments),
        ("person", record.persons),
        ("organization", record.organizations),
    )
    for section, things in sections:
        for thing in things:
            yield section, thing


def _item_rows(things: Sequence[tuple[str, Thing]]) -> Iterator[Row]:
    """Yield the row of each item; keys are unique inside the document."""
    taken: set[str] = set()
    for section, thing in things:
        key = f"{LETTERS[section]}{thing.anchor.start}"
        while key in taken:
            key += "x"
        taken.add(key)
        yield _item_row(key, section, thing)


def _item_row(key: str, section: str, thing: Thing) -> Row:
    row: Row = {
        "key": key,
        "section": section,
        "start": thing.anchor.start,
        "end": thing.anchor.end,
        "name": thing.name,
        "series": None,
        "ordinal": None,
        "status": None,
        "first_day": None,
        "last_day": None,
        "party": None,
    }
    data: Row = {}
    match thing:
        case Meeting():
            row |= _days(thing) | {"series": thing.series, "party": thing.host}
            data = {"place": thing.place, "format": thing.format, "main": thing.main}
        case Exercise():
            row |= _days(thing)
            data = {"domains": list(thing.domains)}
        case Instrument():
            data = {"kind": thing.kind, "dated": thing.date, "parties": list(thing.parties)}
        case Person():
            row["party"] = thing.party
            data = {"post": thing.post}
        case Organization():
            data = {"acronym": thing.acronym}
    names = dict.fromkeys(" ".join(mention.quote.split()) for mention in thing.mentions)
    known = {fold(thing.name), fold(f"{data.get('post')} {thing.name}")}
    others = {fold(name): name for name in reversed(names) if len(name) <= LONGEST and fold(name) not in known}
    data["names"] = list(others.values())[::-1][:NAMES]
    row["data"] = json.dumps(
        {name: value for name, value in data.items() if value}, ensure_ascii=False, separators=(",", ":")
    )
    return row


def _days(thing: Meeting | Exercise) -> Row:
    return {"ordinal": thing.ordinal, "status": thing.status, "first_day": thing.start, "last_day": thing.end}
