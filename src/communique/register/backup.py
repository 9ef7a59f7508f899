"""Backup: a register as one file of JSON lines, the same from SQLite and PostgreSQL, and back.

The first line says what it is, then one line a row in the order of the tables, last the number of rows of each: a
file that was cut short is told by that. A name that ends in .gz is compressed.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import IO, Any, Literal, cast

from sqlalchemy import Connection, LargeBinary, Table, func, insert, select, text
from sqlalchemy.engine import make_url

from communique.model.errors import RegisterError
from communique.register.engine import register_url
from communique.register.migrate import HEAD
from communique.register.stored import Day, Seconds
from communique.register.tables import accounts, metadata, versions
from communique.register.view import View
from communique.register.writer import Writer

FORMAT = "communique.backup/1"
BATCH = 500


def backup(view: View, path: Path, *, replace: bool = False) -> dict[str, int]:
    """Write everything that a view sees into a file that appears whole or not at all; return the rows by table.

    Only its owner may read it: it holds the accounts. Raise `RegisterError` where it is there already, unless it may
    be replaced.
    """
    if path.exists() and not replace:
        raise RegisterError(f"{path} is there already: --force replaces it, or give another name")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    counts: dict[str, int] = {}
    try:
        with _opened(temporary, "wb", compressed=path.suffix == ".gz") as file:
            _put(file, {"format": FORMAT, "revision": HEAD})
            for table in metadata.sorted_tables:
                if table.info.get("fleeting"):
                    continue  # who is logged in is no part of what is kept
                counts[table.name] = 0
                for row in _rows(view.connection, table):
                    _put(file, {"table": table.name, "row": row})
                    counts[table.name] += 1
            _put(file, {"end": counts})
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    except OSError as error:
        raise RegisterError(f"{path}: {(error.strerror or str(error)).lower()}: the backup was not written") from error
    finally:
        temporary.unlink(missing_ok=True)
    return counts


@contextmanager
def whole(given: str | None) -> Iterator[str | None]:
    """Give the place to open for a register that is to appear whole or not at all.

    That is another name for a SQLite file that is not there yet, which is moved to its own at the end; else the place
    given, in which a restoring is one transaction.
    """
    url = make_url(register_url(given))
    path = Path(url.database or "")
    if url.get_backend_name() != "sqlite" or path.name in ("", ":memory:") or path.exists():
        yield given
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield url.set(database=str(temporary)).render_as_string(hide_password=False)
        if path.exists():
            raise RegisterError(f"a register at {path} was made meanwhile: nothing was restored")
        temporary.replace(path)
    except RegisterError as error:
        raise RegisterError(str(error).replace(str(temporary), str(path))) from error
    except OSError as error:
        raise RegisterError(f"{path}: {(error.strerror or str(error)).lower()}: nothing was restored") from error
    finally:
        for end in ("", "-wal", "-shm"):
            temporary.with_name(temporary.name + end).unlink(missing_ok=True)


def restore(writer: Writer, path: Path) -> dict[str, int]:
    """Write a backup into an empty register, all of it or nothing; return the rows by table."""
    from communique.register.migrations.versions import r0004_fewer_rows  # late: it loads what makes tables

    connection = writer.connection
    for table, what in ((versions, "documents"), (accounts, "accounts")):
        if connection.execute(select(table.c.id).limit(1)).first() is not None:
            raise RegisterError(f"this register has {what} in it: restore into a new one (--register)")
    counts: dict[str, int] = {}
    waiting: list[dict[str, Any]] = []
    current: Table | None = None
    tables: dict[str, Table] = dict(metadata.tables)
    older = ended = False
    for number, line in enumerate(_lines(path), start=1):
        if number == 1:
            older = _revision(path, line) < r0004_fewer_rows.revision
            if older:
                r0004_fewer_rows.before.create_all(connection)
                tables |= r0004_fewer_rows.before.tables
        elif "end" in line:
            ended = True
            _insert(connection, current, waiting)
            if {name: count for name, count in line["end"].items() if count} != counts:
                raise RegisterError(f"{path}: rows are missing: the backup is damaged, and nothing was restored")
        else:
            named = tables.get(str(line.get("table")))
            if named is None or not isinstance(line.get("row"), dict):
                raise RegisterError(f"{path}: line {number} is no row of a register: nothing was restored")
            if named is not current or len(waiting) == BATCH:
                _insert(connection, current, waiting)
                current, waiting = named, []
            waiting.append(_read(named, line["row"] | (_SINCE.get(named.name, {}) if older else {}), path, number))
            counts[named.name] = counts.get(named.name, 0) + 1
    if not ended:
        raise RegisterError(f"{path}: it ends too early: the backup is cut short, and nothing was restored")
    if older:
        r0004_fewer_rows.take_over(connection)
    _set_sequences(connection)
    return counts


_SINCE = {"acts": {"refers": None}}
"""Columns that a backup of an earlier version lacks."""


def _revision(path: Path, line: dict[str, Any]) -> str:
    """Return the revision of a backup's tables; raise `RegisterError` for one that is newer than the program."""
    if line.get("format") != FORMAT:
        raise RegisterError(f"{path} is no backup of a register")
    if str(line.get("revision")) > HEAD:
        raise RegisterError(
            f"{path} is the backup of a newer version ({line['revision']}) than this Communique knows ({HEAD}): "
            "install the newer Communique"
        )
    return str(line.get("revision"))


def _insert(connection: Connection, table: Table | None, rows: list[dict[str, Any]]) -> None:
    if table is not None and rows:
        connection.execute(insert(table), rows)


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    query = select(table).order_by(*table.primary_key.columns)
    for row in connection.execute(query, execution_options={"yield_per": BATCH}):
        yield {column.name: _plain(row._mapping[column]) for column in table.columns}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _read(table: Table, row: dict[str, Any], path: Path, number: int) -> dict[str, Any]:
    try:
        return {column.key: _value(column.type, row[column.name]) for column in table.columns}
    except (KeyError, ValueError, TypeError) as error:
        raise RegisterError(f"{path}: line {number} is damaged ({error}): nothing was restored") from error


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    if isinstance(kind, Seconds):
        return datetime.fromisoformat(value)
    if isinstance(kind, Day):
        return date.fromisoformat(value)
    return value


def _set_sequences(connection: Connection) -> None:
    """Let PostgreSQL count on from the restored ids; SQLite does by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        if "id" in table.columns:
            last = connection.execute(select(func.max(table.c.id))).scalar() or 0
            sequence = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last, :used)")
            connection.execute(sequence, {"table": table.name, "last": max(1, last), "used": last > 0})


def _put(file: IO[bytes], value: dict[str, Any]) -> None:
    file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as head:
            compressed = head.read(2) == b"\x1f\x8b"
        with _opened(path, "rb", compressed=compressed) as file:
            for number, line in enumerate(file, start=1):
                try:
                    value = json.loads(line)
                except ValueError as error:
                    raise RegisterError(f"{path}: line {number} is not JSON: it is no whole backup") from error
                if not isinstance(value, dict):
                    raise RegisterError(f"{path} is no backup of a register")
                yield value
    except (OSError, EOFError, gzip.BadGzipFile) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RegisterError(f"{path}: {reason.lower()}: nothing was restored") from error


@contextmanager
def _opened(path: Path, mode: Literal["rb", "wb"], *, compressed: bool) -> Iterator[IO[bytes]]:
    """Open a file, through gzip where it is compressed; equal registers give equal bytes, so no time is in it."""
    # what is written is for its owner alone from the first byte on
    opener = partial(os.open, mode=0o600) if mode == "wb" else None
    with open(path, mode, opener=opener) as file:
        if not compressed:
            yield file
            return
        with gzip.GzipFile(filename="", mode=mode, fileobj=file, mtime=0) as packed:
            yield cast("IO[bytes]", packed)
