"""Open a register: what differs between SQLite and PostgreSQL stands on this page and nowhere else."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, any_, bindparam, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from communique.model.errors import RegisterError
from communique.register.blob import unpack_text
from communique.register.stored import Listed

DEFAULT = "communique.db"
WAIT_SECONDS: float = 30
"""How long a writer of SQLite waits for its turn; PostgreSQL lets it wait as long as the other writes."""

TOLD_AFTER: float = 2
"""Seconds of waiting after which a person is told of it."""

_POOL = {"pool_size": 8, "max_overflow": 8}
"""Connections kept for the threads that read, and how many more there may be; further threads wait for one."""

_PASSWORD = re.compile(r"(://[^:/@]*:)[^@]*(?=@)")
_WRITING = 0x436F6D6E  # the advisory lock of writers; links are found among what others have kept, so they take turns


def register_url(given: str | None = None) -> str:
    """Return the URL of the register: `given`, else COMMUNIQUE_REGISTER, else one file in the current folder.

    A path is a SQLite file; `postgresql://` is a server.
    """
    name = given or os.environ.get("COMMUNIQUE_REGISTER") or DEFAULT
    if name.startswith("postgres://"):
        name = "postgresql://" + name.removeprefix("postgres://")
    if name.startswith("postgresql://"):
        return "postgresql+psycopg://" + name.removeprefix("postgresql://")
    if "://" in name:
        return name
    return f"sqlite:///{Path(name).expanduser()}"


def open_engine(url: str) -> Engine:
    """Return an engine for a register's URL; raise `RegisterError` where it is none of ours."""
    shown = _PASSWORD.sub(r"\1***", url)
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise RegisterError(
                f"register {shown!r}: {parsed.get_backend_name()} is not supported; use a file or postgresql://"
            )
        options: dict[str, Any] = {"hide_parameters": True}  # no error shows what was written, which may be a secret
        if parsed.get_backend_name() == "sqlite":
            options |= {"connect_args": {"timeout": WAIT_SECONDS}, **_POOL}
        else:
            options |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": 10}, **_POOL}
        engine = create_engine(url, **options)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise RegisterError(f"register {shown!r}: not a path or a database URL ({error})") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def tables_in_file(path: str) -> set[str] | None:
    """Return the tables of a SQLite file without writing to it, none where there is none; None where it is not one.

    A connection of ours would take an empty file for its own, and change how another program's is written.
    """
    if not Path(path).exists():
        return set()
    try:
        with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", 0, uri=True)) as connection:
            return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        return None


def _prepare_postgresql(connection: Any, _record: object) -> None:
    """Have queries run as they are: those of a list are short, and to compile one takes longer than it does."""
    connection.execute("SET jit = off")
    connection.commit()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Take transactions into our own hands, keep a log that survives a kill, and check foreign keys."""
    connection.isolation_level = None
    # Pages of 16 KB: a document with its record takes some 3 KB, of which small pages would leave a part empty.
    # Mapped into memory, so that many who read share the pages.
    journal = ("journal_mode = WAL", "synchronous = NORMAL")
    for pragma in ("page_size = 16384", *journal, "foreign_keys = ON", "mmap_size = 536870912", "cache_size = -8192"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("plain_text", 1, unpack_text, deterministic=True)


_tellers: list[Callable[[], None]] = []


def tell_of_waiting(tell: Callable[[], None]) -> None:
    """Have `tell` called where this process's writers have waited `TOLD_AFTER` seconds for their turn."""
    _tellers[:] = [tell]


def _begin_sqlite(connection: Connection) -> None:
    """Begin as a reader, or as the one writer: a writer that waits at the start never fails half-way."""
    options = connection.get_execution_options()
    mode = "IMMEDIATE" if options.get("writes") else "DEFERRED"
    if mode == "IMMEDIATE" and _tellers and not options.get("at_once") and WAIT_SECONDS > TOLD_AFTER:
        cursor = connection.connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {round(TOLD_AFTER * 1000)}")
        try:
            cursor.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            _tellers[0]()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {round(WAIT_SECONDS * 1000)}")
            cursor.close()
    connection.exec_driver_sql(f"BEGIN {mode}")


def take_turn(connection: Connection) -> None:
    """Wait until no other writer is at work; it ends with the transaction. SQLite began as the one writer already."""
    if connection.dialect.name != "postgresql":
        return
    lock = text(f"SELECT pg_advisory_xact_lock({_WRITING})")
    if _tellers:
        try:
            with connection.begin_nested():
                connection.execute(text(f"SET LOCAL lock_timeout = {round(TOLD_AFTER * 1000)}"))
                connection.execute(lock)
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            return
        except OperationalError:
            _tellers[0]()
    connection.execute(lock)


def next_ids(connection: Connection, table: Table, number: int) -> list[int]:
    """Return new ids for that many rows of a table, rising; the writer's turn keeps others from taking them."""
    if not number:
        return []
    if connection.dialect.name == "postgresql":
        query = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :number)")
        return sorted(connection.execute(query, {"table": table.name, "number": number}).scalars())
    last = connection.execute(text(f"SELECT max(id) FROM {table.name}")).scalar() or 0
    return list(range(last + 1, last + 1 + number))


@contextmanager
def in_passing(engine: Engine) -> Iterator[Connection | None]:
    """Give a connection for a small note that may as well be lost: None where another writer is at work just now."""
    with engine.connect().execution_options(writes=True, at_once=True) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = '100ms'"))
            yield connection
            connection.commit()
            return
        raw = connection.connection.cursor()
        raw.execute("PRAGMA busy_timeout = 0")
        try:
            connection.begin()
        except OperationalError:
            yield None
        else:
            yield connection
            connection.commit()
        finally:
            raw.execute(f"PRAGMA busy_timeout = {round(WAIT_SECONDS * 1000)}")
            raw.close()


def one_of(connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Return the condition that a column has one of many values.

    PostgreSQL takes them as one list: to read a query with a place for each takes longer than to look them up.
    """
    listed = list(values)
    if connection.dialect.name != "postgresql":
        return column.in_(listed)
    return column == any_(bindparam(None, listed, Listed(column.type), unique=True))


WORDS = "to_tsvector('english', coalesce(versions.title, '') || ' ' || versions.text)"
"""The words of a version in PostgreSQL, written as its index has them: only so is that used."""


def create_full_text(connection: Connection) -> None:
    """Create the full-text index over titles and texts."""
    for statement in _FULL_TEXT[connection.dialect.name]:
        connection.execute(text(statement))


_FULL_TEXT = {
    "sqlite": (
        "CREATE VIEW texts AS SELECT id, title, plain_text(text) AS text FROM versions",
        "CREATE VIRTUAL TABLE full_text USING fts5(title, text, content='texts', content_rowid='id',"
        " tokenize='porter unicode61')",
        "CREATE TRIGGER full_text_insert AFTER INSERT ON versions BEGIN"
        " INSERT INTO full_text(rowid, title, text) VALUES (new.id, new.title, plain_text(new.text)); END",
        "CREATE TRIGGER full_text_delete AFTER DELETE ON versions BEGIN"
        " INSERT INTO full_text(full_text, rowid, title, text)"
        " VALUES ('delete', old.id, old.title, plain_text(old.text)); END",
    ),
    # The words of a text are not kept beside it, for they are longer than itself: an index is of them, and a query
    # works out those of a few texts. Texts and records stand apart from the rest of a row, which is read more often.
    "postgresql": (
        f"CREATE INDEX ix_versions_words ON versions USING gin (({WORDS}))",
        "ALTER INDEX ix_versions_words ALTER COLUMN 1 SET STATISTICS 0",
        "ALTER TABLE versions SET (toast_tuple_target = 512)",
        "ALTER TABLE versions ALTER COLUMN record SET STORAGE EXTERNAL",
    ),
}
