"""Turn a record into the rows of a register."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from communique.model import Act, Exercise, Instrument, Meeting, Organization, Person, Record

Row = dict[str, Any]
Thing = Meeting | Exercise | Instrument | Person | Organization
LETTERS = {"meeting": "m", "exercise": "e", "instrument": "i", "person": "p", "organization": "o"}


def document_key(text_id: str, length: int = 8) -> str:
    """Return the short key of a document: the first hex digits of its text's digest."""
    return text_id.removeprefix("sha256:")[:length]


def act_key(document: str, act: Act) -> str:
    """Return the key of an act: its document's key and the place of its trigger."""
    return f"{document}.a{act.trigger.start}"


def fold(name: str) -> str:
    """Return a name for comparing: no case, accents, punctuation or articles."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(word for word in re.findall(r"\w+", letters) if word not in ("the", "of", "and", "a", "an", "s"))


def act_row(document: str, act: Act) -> Row:
    """Return the row of an act, without the ids that only the register knows."""
    due = act.due
    return {
        "key": act_key(document, act),
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
    }


def item_rows(document: str, record: Record) -> Iterator[tuple[Row, str]]:
    """Yield the row of each item of the record with its origin's name; keys are unique inside the document."""
    taken: set[str] = set()
    for section, things in _sections(record):
        for thing in things:
            key = f"{document}.{LETTERS[section]}{thing.anchor.start}"
            while key in taken:
                key += "x"
            taken.add(key)
            yield _item_row(key, section, thing), thing.origin


def _sections(record: Record) -> Iterator[tuple[str, tuple[Thing, ...]]]:
    yield "meeting", record.meetings
    yield "exercise", record.exercises
    yield "instrument", record.instruments
    yield "person", record.persons
    yield "organization", record.organizations


def _item_row(key: str, section: str, thing: Thing) -> Row:
    row: Row = {
        "key": key,
        "section": section,
        "start": thing.anchor.start,
        "end": thing.anchor.end,
        "name": thing.name,
        "folded": fold(thing.name),
        "series": None,
        "ordinal": None,
        "status": None,
        "first_day": None,
        "last_day": None,
        "party": None,
        "data": "{}",
        "entity": key,
    }
    match thing:
        case Meeting():
            row |= _days(thing) | {"series": thing.series, "party": thing.host}
            row["data"] = _json({"id": thing.id, "place": thing.place, "format": thing.format, "main": thing.main})
        case Exercise():
            row |= _days(thing) | {"data": _json({"id": thing.id, "domains": list(thing.domains)})}
        case Instrument():
            row["data"] = _json(
                {"id": thing.id, "kind": thing.kind, "date": thing.date, "parties": list(thing.parties)}
            )
        case Person():
            row |= {"party": thing.party, "data": _json({"id": thing.id, "post": thing.post})}
        case Organization():
            row["data"] = _json({"id": thing.id, "acronym": thing.acronym})
    return row


def _days(thing: Meeting | Exercise) -> Row:
    return {"ordinal": thing.ordinal, "status": thing.status, "first_day": thing.start, "last_day": thing.end}


def _json(value: Row) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
