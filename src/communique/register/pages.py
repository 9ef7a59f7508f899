"""Pages: reads that list what is kept, for people who leaf through a register."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from communique.register.accounts import ABOUT
from communique.register.entity import chunks
from communique.register.judging import PART_OF
from communique.register.lookup import version_at
from communique.register.moment import Moment
from communique.register.rows import SPEAKERS, split_codes
from communique.register.tables import act_parties, acts, audit, corrections, fixed, items, judgements, versions

if TYPE_CHECKING:
    from communique.register.view import View


@dataclass(frozen=True, slots=True)
class DocumentsWanted:
    """Which documents are asked for; None asks for all. `words` are searched for, the best document first.

    `series` are the names of one series or framework that documents have.
    """

    words: str | None = None
    party: str | None = None
    series: tuple[str, ...] | None = None
    cls: str | None = None
    kind: str | None = None
    after: date | None = None
    before: date | None = None
    newest_kept: bool = False


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as a list shows it; `snippet` has the words found between the marks of `full_text`."""

    key: str
    title: str | None
    date: date | None
    kind: str | None
    fidelity: str
    framework: str
    series: str | None
    speakers: tuple[str, ...]
    number: int
    recorded_at: datetime
    superseded: bool
    acts: int
    commitments: int
    snippet: str | None = None


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party with what the register keeps of it: documents in which it speaks, its commitments, its last day."""

    code: str
    documents: int
    commitments: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Action:
    """A line of the audit trail; `undo` is the role that taking it back needs, None where nothing can be taken back."""

    number: int
    at: datetime
    by: str
    what: str
    about: str
    undo: str | None = None


def documents(
    view: View, wanted: DocumentsWanted, moment: Moment, limit: int, offset: int = 0
) -> tuple[list[DocumentRow], bool]:
    """Return a page of documents, the newest first or those that best match the words; and whether there are more."""
    connection = view.connection
    conditions = [moment.current(), *_conditions(wanted)]
    if wanted.words is not None:
        from communique.register.searching import best

        found = best(connection, wanted.words, conditions, limit + 1, offset)
        by_id = {row.id: row for row in _rows_of(connection, [id_ for id_, _ in found])}
        rows = [_row(by_id[id_], snippet) for id_, snippet in found[:limit] if id_ in by_id]
    else:
        query = _columns().where(*conditions)
        if wanted.newest_kept:
            query = query.order_by(versions.c.recorded_at.desc(), versions.c.date.desc(), versions.c.id.desc())
        else:
            query = query.order_by(versions.c.date.desc().nulls_last(), versions.c.id.desc())
        found = list(connection.execute(query.limit(limit + 1).offset(offset)))
        rows = [_row(row) for row in found[:limit]]
    return _counted(connection, rows), len(found) > limit


def document(view: View, key: str) -> DocumentRow:
    """Return one document's row, whatever its version; raise `RegisterError` where there is none."""
    id_ = version_at(view.connection, key).id
    return _counted(view.connection, [_row(row) for row in _rows_of(view.connection, [id_])])[0]


def document_titles(view: View, keys: Sequence[str]) -> dict[str, DocumentRow]:
    """Return the rows of documents by their keys, without counts."""
    found: dict[str, DocumentRow] = {}
    for chunk in chunks(keys):
        for row in view.connection.execute(_columns().where(versions.c.key.in_(chunk))):
            found[row.key] = _row(row)
    return found


def neighbours(view: View, one: DocumentRow) -> tuple[DocumentRow | None, DocumentRow | None]:
    """Return the documents before and after one in its series, or where it has none, in its framework."""
    if one.date is None:
        return None, None
    same = versions.c.series == one.series if one.series is not None else versions.c.framework == one.framework
    base = _columns().where(same, versions.c.superseded_at.is_(None), versions.c.key != one.key)
    before = base.where(versions.c.date < one.date).order_by(versions.c.date.desc(), versions.c.id.desc()).limit(1)
    after = base.where(versions.c.date > one.date).order_by(versions.c.date, versions.c.id).limit(1)
    pair = [view.connection.execute(query).first() for query in (before, after)]
    return tuple(None if row is None else _row(row) for row in pair)  # type: ignore[return-value]


def corrections_in(view: View, key: str) -> dict[str, dict[str, str]]:
    """Return what persons corrected in a document: values by field, by the key of the act or item."""
    found: dict[str, dict[str, str]] = {}
    query = select(corrections).where(
        corrections.c.key.startswith(key + ".", autoescape=True), corrections.c.undone_at.is_(None)
    )
    for row in view.connection.execute(query.order_by(corrections.c.id)):
        found.setdefault(row.key, {})[row.field] = row.value
    return found


def parties(view: View) -> list[PartyRow]:
    """Return all parties that speak in documents or commit themselves, those with most documents first."""
    spoke: Counter[str] = Counter()
    last: dict[str, date] = {}
    query = select(versions.c.speakers, func.count(), func.max(versions.c.date)).where(
        versions.c.superseded_at.is_(None)
    )
    for speakers, number, day in view.connection.execute(query.group_by(versions.c.speakers)):
        for code in split_codes(speakers):
            spoke[code] += number
            if day is not None:
                last[code] = max(last.get(code, day), day)
    promised: Counter[str] = Counter()
    commitment = acts.c.cls == fixed("commitment")
    by_speakers = (
        select(versions.c.speakers, func.count())
        .join(acts, acts.c.version_id == versions.c.id)
        .where(commitment, acts.c.actors == SPEAKERS)
        .group_by(versions.c.speakers)
    )
    for speakers, number in view.connection.execute(by_speakers):
        for code in split_codes(speakers):
            promised[code] += number
    by_code = (
        select(act_parties.c.code, func.count())
        .join(acts, acts.c.id == act_parties.c.act_id)
        .where(commitment)
        .group_by(act_parties.c.code)
    )
    for code, number in view.connection.execute(by_code):
        promised[code] += number
    codes = sorted(spoke.keys() | promised.keys(), key=lambda code: (-spoke[code], -promised[code], code))
    return [PartyRow(code, spoke[code], promised[code], last.get(code)) for code in codes]


def places_in(view: View, key: str) -> list[tuple[str, str, str, int]]:
    """Return key, section, name and place of every meeting, exercise, person ... of a document."""
    query = (
        select(items.c.key, items.c.section, items.c.name, items.c.start)
        .join(versions, versions.c.id == items.c.version_id)
        .where(versions.c.key == key)
        .order_by(items.c.start)
    )
    return [(row.key, row.section, row.name, row.start) for row in view.connection.execute(query)]


def actions(view: View, limit: int, offset: int = 0, *, by: str | None = None) -> tuple[list[Action], bool]:
    """Return a page of what was done with what is kept, the last action first; and whether there are more."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit + 1).offset(offset)
    query = query.where(audit.c.subject != ABOUT, audit.c.subject.not_like(f"{ABOUT} %"))
    if by is not None:
        query = query.where(audit.c.by == by)
    rows = list(view.connection.execute(query))
    told = {row.id: json.loads(row.detail).get(PART_OF, row.id) for row in rows}
    holding = _holding(view.connection, sorted(set(told.values())))
    found = [Action(row.id, row.at, row.by, row.action, row.subject, holding.get(told[row.id])) for row in rows[:limit]]
    return found, len(rows) > limit


def _holding(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the actions of which something holds that can be taken back, each with the role that this needs."""
    found: dict[int, str] = {}
    for table, role in ((judgements, "reviewer"), (corrections, "editor")):
        for chunk in chunks(numbers):
            written = select(table.c.audit_id).where(table.c.audit_id.in_(chunk), table.c.undone_at.is_(None))
            if table is judgements:
                written = written.where(table.c.person.is_(True))
            found |= dict.fromkeys(connection.execute(written.distinct()).scalars(), role)
    return found


def _columns() -> Select[Any]:
    table = versions.c
    return select(
        *(table.id, table.key, table.title, table.date, table.kind, table.fidelity, table.framework, table.series),
        *(table.speakers, table.number, table.recorded_at, table.superseded_at),
    )


def _conditions(wanted: DocumentsWanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.party is not None:
        found.append(speaks(wanted.party))
    if wanted.series is not None:
        found.append(or_(versions.c.series.in_(wanted.series), versions.c.framework.in_(wanted.series)))
    if wanted.cls is not None:
        found.append(exists().where(acts.c.version_id == versions.c.id, acts.c.cls == wanted.cls))
    if wanted.kind is not None:
        found.append(versions.c.kind == wanted.kind)
    if wanted.after is not None:
        found.append(versions.c.date >= wanted.after)
    if wanted.before is not None:
        found.append(versions.c.date <= wanted.before)
    return found


def speaks(code: str) -> ColumnElement[bool]:
    """Return the condition that a party is among a document's speakers."""
    column = versions.c.speakers
    return or_(
        column == code,
        column.startswith(code + "|", autoescape=True),
        column.endswith("|" + code, autoescape=True),
        column.contains("|" + code + "|", autoescape=True),
    )


def _rows_of(connection: Connection, ids: Sequence[int]) -> list[Any]:
    return [row for chunk in chunks(ids) for row in connection.execute(_columns().where(versions.c.id.in_(chunk)))]


def _row(row: Any, snippet: str | None = None) -> DocumentRow:
    return DocumentRow(
        key=row.key,
        title=row.title,
        date=row.date,
        kind=row.kind,
        fidelity=row.fidelity,
        framework=row.framework,
        series=row.series,
        speakers=split_codes(row.speakers),
        number=row.number,
        recorded_at=row.recorded_at,
        superseded=row.superseded_at is not None,
        acts=0,
        commitments=0,
        snippet=snippet,
    )


def _counted(connection: Connection, rows: Sequence[DocumentRow]) -> list[DocumentRow]:
    """Return rows with the numbers of their acts, counted for all at once."""
    numbers: dict[str, Counter[str]] = {}
    for chunk in chunks([row.key for row in rows]):
        query = (
            select(versions.c.key, acts.c.cls, func.count())
            .join(acts, acts.c.version_id == versions.c.id)
            .where(versions.c.key.in_(chunk))
            .group_by(versions.c.key, acts.c.cls)
        )
        for key, cls, number in connection.execute(query):
            numbers.setdefault(key, Counter())[cls] = number
    return [
        replace(row, acts=sum(found.values()), commitments=found["commitment"])
        for row in rows
        for found in [numbers.get(row.key, Counter())]
    ]


def key_of_text(view: View, text_id: str) -> str | None:
    """Return the key under which a text is kept, None where it is not."""
    return view.connection.execute(select(versions.c.key).where(versions.c.text_id == text_id)).scalar()


def circles(view: View, limit: int) -> list[str]:
    """Return the series and frameworks of documents, those with most first: what `series` can be asked for."""
    counts: Counter[str] = Counter()
    for column in (versions.c.series, versions.c.framework):
        query = select(column, func.count()).where(versions.c.superseded_at.is_(None)).group_by(column)
        for name, number in view.connection.execute(query):
            if name:
                counts[name] += number
    return [name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]]
