"""Corrections: single values that a person changed, kept apart from what was read and put on top of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, insert, select, update

from communique.model import CLASSES, KINDS
from communique.model.errors import RegisterError
from communique.register import blob
from communique.register.lookup import act_at, act_key, item_at, kind_of, version_at
from communique.register.rows import prepare
from communique.register.tables import acts, corrections, items, versions

if TYPE_CHECKING:
    from communique.register.writer import Writer


_DIGITS = 4
"""Digits that the number of a meeting has at most."""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ValueError("write the day YYYY-MM-DD, as in 2024-09-10") from None


def _one_of(*words: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in words:
            raise ValueError(f"use one of {', '.join(words)}")
        return value

    return check


def _text(value: str) -> str | None:
    return value or None


def _number(value: str) -> int | None:
    if value and not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
        raise ValueError(f"use a whole number of up to {_DIGITS} digits")
    return int(value) if value else None


ACT_FIELDS: dict[str, Callable[[str], Any]] = {
    "class": _one_of(*CLASSES),
    "kind": _one_of(*KINDS),
    "due_earliest": _day,
    "due_latest": _day,
    "recurrence": _text,
}
ITEM_FIELDS: dict[str, Callable[[str], Any]] = {
    "name": str,
    "series": _text,
    "ordinal": _number,
    "status": _one_of("held", "planned", "standing"),
    "first_day": _day,
    "last_day": _day,
    "party": _text,
}
_COLUMNS = {"class": "cls"}


def correct(
    writer: Writer, key: str, field: str, value: str, *, by: str | None = None, detail: Mapping[str, Any] | None = None
) -> int:
    """Write a correction and put it on top; raise `RegisterError` for what no field takes.

    It is the writer's own unless it stands for what was said `by` another; `detail` goes into the trail with it.
    """
    is_act = kind_of(key) == "act"
    fields = ACT_FIELDS if is_act else ITEM_FIELDS
    if field not in fields:
        raise RegisterError(f"{field!r} of {key} can not be edited: use one of {', '.join(fields)}")
    row = act_at(writer.connection, key) if is_act else item_at(writer.connection, key)
    try:
        parsed = fields[field](value)
    except ValueError as error:
        raise RegisterError(f"{value!r} is no value for {field} ({error}); an empty one clears it") from error
    before = row._mapping[_COLUMNS.get(field, field)]
    said = {"field": field, "before": before, "after": value, **(detail or {})}
    action = writer.note("edit", key, said, by=by)
    writer.connection.execute(
        insert(corrections).values(key=key, field=field, value=value, by=by or writer.by, at=writer.at, audit_id=action)
    )
    _put(writer.connection, acts if is_act else items, row.id, field, parsed)
    _touch(writer, row, is_act=is_act)
    return action


def take_back(writer: Writer, action: int) -> bool:
    """Undo the correction of an action; return whether there was one."""
    connection = writer.connection
    row = connection.execute(
        select(corrections).where(corrections.c.audit_id == action, corrections.c.undone_at.is_(None))
    ).one_or_none()
    if row is None:
        return False
    connection.execute(update(corrections).where(corrections.c.id == row.id).values(undone_at=writer.at))
    document = version_at(connection, row.key)
    read = prepare(blob.unpack(document.record, document.text))
    is_act = kind_of(row.key) == "act"
    if is_act:
        own = (act[0] for act in read.acts if f"{document.key}.a{act[0]['trigger_start']}" == row.key)
    else:
        own = (item for item, _ in read.items if f"{document.key}.{item['key']}" == row.key)
    values = next(own, None)
    if values is None:
        return True  # a new reading has no such act or item: nothing of it is shown that was corrected
    table, find = (acts, act_at) if is_act else (items, item_at)
    target = find(connection, row.key)
    _put(connection, table, target.id, row.field, values[_COLUMNS.get(row.field, row.field)])
    put_on_top(connection, document.key)
    _touch(writer, target, is_act=is_act)
    return True


def put_on_top(connection: Connection, document: str) -> None:
    """Put the corrections that hold on top of what was read from a document, oldest first."""
    query = select(corrections).where(
        corrections.c.key.startswith(document + ".", autoescape=True), corrections.c.undone_at.is_(None)
    )
    for row in connection.execute(query.order_by(corrections.c.id)).all():
        is_act = kind_of(row.key) == "act"
        try:
            target = act_at(connection, row.key) if is_act else item_at(connection, row.key)
        except RegisterError:
            continue  # the new reading has no such item; the correction waits for one that has
        parsed = (ACT_FIELDS if is_act else ITEM_FIELDS)[row.field](row.value)
        _put(connection, acts if is_act else items, target.id, row.field, parsed)


def held(connection: Connection, key: str) -> dict[str, str]:
    """Return the corrected values of an act or item by field."""
    query = select(corrections.c.field, corrections.c.value).where(
        corrections.c.key == key, corrections.c.undone_at.is_(None)
    )
    return {row.field: row.value for row in connection.execute(query.order_by(corrections.c.id))}


def _put(connection: Connection, table: Table, id_: int, field: str, value: Any) -> None:
    column = _COLUMNS.get(field, field)
    connection.execute(update(table).where(table.c.id == id_).values({column: value}))


def _touch(writer: Writer, row: Any, *, is_act: bool) -> None:
    """Note for which commitments a correction changes something."""
    if is_act:
        key = writer.connection.execute(select(versions.c.key).where(versions.c.id == row.version_id)).scalar_one()
        writer.touch(act_key(key, row.trigger_start))
        return
    query = select(items.c.series).where(items.c.id == row.id)
    writer.meet(*(name for name in (row.series, writer.connection.execute(query).scalar()) if name is not None))
