"""Subjects: what the matchers are given, read from the register by indexed look-ups."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select

from communique.register.engine import one_of
from communique.register.entity import chunks
from communique.register.lookup import act_key
from communique.register.rows import SPEAKERS, fold, split_codes
from communique.register.tables import acts, items, versions
from communique.resolve.subject import ActSubject, ItemSubject, Reference, Setting

BEFORE = 400
"""Characters before a clause that are looked at for when it was so."""

_SENTENCE = re.compile(r"(?<=[a-z0-9)\u201d][.!?])\s+(?=[A-Z\u201c])")
_POINTS = re.compile(
    r"\b(?:that|this) (?:meeting|summit|day|time|occasion|gathering)\b|\bthere\b|\bthen\b", re.IGNORECASE
)

_SETTING = (
    versions.c.key.label("document_key"),
    versions.c.date,
    versions.c.speakers,
    versions.c.series.label("document_series"),
    versions.c.framework,
    versions.c.title,
    versions.c.kind.label("document_kind"),
)


def item_subjects(connection: Connection, condition: ColumnElement[bool]) -> dict[int, ItemSubject]:
    """Return the subjects of the items that meet a condition by their row ids, in the order of these."""
    rows = connection.execute(select(items).where(condition).order_by(items.c.id)).all()
    settings = {row.id: _setting(row) for row in _versions(connection, rows, _SETTING)}
    return {row.id: _item(row, settings[row.version_id]) for row in rows}


def act_subjects(connection: Connection, condition: ColumnElement[bool]) -> dict[int, ActSubject]:
    """Return the subjects of the acts that meet a condition by their row ids, document by document."""
    rows = connection.execute(select(acts).where(condition).order_by(acts.c.version_id, acts.c.id)).all()
    references = _references(connection, rows)
    there = _versions(connection, rows, (*_SETTING, versions.c.text))
    settings = {row.id: (_setting(row), row.text) for row in there}
    return {row.id: _act(row, references.get(row.id, ()), *settings[row.version_id]) for row in rows}


def _versions(connection: Connection, rows: Sequence[Any], columns: Sequence[Any]) -> Iterator[Any]:
    """Yield the versions to which rows belong, each once, with some of their columns."""
    for chunk in chunks(dict.fromkeys(row.version_id for row in rows)):
        yield from connection.execute(select(versions.c.id, *columns).where(one_of(connection, versions.c.id, chunk)))


def _setting(row: Any) -> Setting:
    return Setting(
        key=row.document_key,
        date=row.date,
        speakers=split_codes(row.speakers),
        series=row.document_series,
        framework=row.framework,
        title=row.title,
        kind=row.document_kind,
    )


def _item(row: Any, setting: Setting) -> ItemSubject:
    data = json.loads(row.data)
    return ItemSubject(
        key=row.key,
        section=row.section,
        name=row.name,
        folded=fold(row.name),
        document=setting,
        names=(row.name, *data.get("names", ())),
        series=row.series,
        ordinal=row.ordinal,
        status=row.status,
        first_day=row.first_day,
        last_day=row.last_day,
        place=data.get("place"),
        party=row.party,
        post=data.get("post"),
        acronym=data.get("acronym"),
        kind=data.get("kind"),
        dated=data.get("dated"),
        parties=tuple(data.get("parties", ())),
        domains=tuple(data.get("domains", ())),
        format=data.get("format"),
        main=data.get("main", False),
        entity=row.entity,
    )


def _act(row: Any, references: Sequence[Reference], setting: Setting, text: str) -> ActSubject:
    return ActSubject(
        key=act_key(setting.key, row.trigger_start),
        cls=row.cls,
        words=text[row.start : row.end],
        trigger=text[row.trigger_start : row.trigger_end],
        document=setting,
        kind=row.kind,
        strength=row.strength,
        actions=tuple(text[start:end] for start, end in json.loads(row.actions)),
        actors=setting.speakers if row.actors == SPEAKERS else split_codes(row.actors),
        target=split_codes(row.target),
        due_phrase=None if row.due_start is None else text[row.due_start : row.due_end],
        due_earliest=row.due_earliest,
        due_latest=row.due_latest,
        due_vague=bool(row.due_vague),
        recurrence=row.recurrence,
        refers_to=tuple(references),
        lead=lead_of(text[max(0, row.start - BEFORE) : row.start]),
    )


def lead_of(before: str) -> str:
    """Return what of the text before a clause says when it was so: its own sentence's, and the one it points to.

    >>> lead_of("They met in Singapore on June 3, 2023. At that meeting ")
    'They met in Singapore on June 3, 2023. At that meeting'
    """
    sentences = _SENTENCE.split(before.rpartition("\n\n")[2])
    own = " ".join(sentences[-1].split())
    if len(sentences) > 1 and _POINTS.search(own):
        return f"{' '.join(sentences[-2].split())} {own}"
    return own


def _references(connection: Connection, rows: Sequence[Any]) -> dict[int, list[Reference]]:
    """Return what acts refer to, by their row ids."""
    referring = [row for row in rows if row.refers is not None]
    there: dict[int, list[Reference]] = {}
    for chunk in chunks(dict.fromkeys(row.version_id for row in referring)):
        for row in connection.execute(_NAMED, {"version_ids": chunk}).all():
            reference = Reference(row.key, row.section, row.name, row.entity, row.ordinal)
            there.setdefault(row.version_id, []).append(reference)
    return {row.id: [there[row.version_id][int(place)] for place in row.refers.split()] for row in referring}


_NAMED = (
    select(items.c.version_id, items.c.key, items.c.section, items.c.name, items.c.entity, items.c.ordinal)
    .where(items.c.version_id.in_(bindparam("version_ids", expanding=True)))
    .order_by(items.c.version_id, items.c.id)
)
