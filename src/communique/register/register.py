"""Register: one place where records are kept, with a writer for each change and a view for all reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from communique.model.errors import RegisterError
from communique.register.engine import open_engine, register_url, tables_in_file, take_turn
from communique.register.migrate import HEAD, VERSION_TABLE, bring_up_to_date, revision_of
from communique.register.view import View
from communique.register.writer import Writer

Result = TypeVar("Result")


class Register:
    """A register at a URL. Reading goes through `view()`, every change through `write()`."""

    def __init__(self, url: str, engine: Engine) -> None:
        self.url = url
        self.engine = engine

    def write(self, change: Callable[[Writer], Result], *, by: str = "communique", person: bool = False) -> Result:
        """Run `change` in one transaction: all of it is kept, or nothing. Writers take turns."""
        with told(self.url), self.engine.execution_options(writes=True).begin() as connection:
            take_turn(connection)
            writer = Writer(connection, by=by, at=now(), person=person)
            result = change(writer)
            writer.settle()
            return result

    @contextmanager
    def view(self) -> Iterator[View]:
        """Give a view of the register as it stands now; nothing can be written through it."""
        with told(self.url), self.engine.connect() as connection:
            yield View(connection)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def open_register(given: str | None = None, *, create: bool = False) -> Register:
    """Open the register at a path or URL (`register_url`), migrate it where it is old.

    Where there is none, make one if `create`. Raise `RegisterError` where it can not be opened: not there, not a
    register, of a newer version, locked, out of reach.
    """
    url = register_url(given)
    engine = open_engine(url)
    path = make_url(url).database or ""
    if engine.dialect.name == "sqlite":
        tables = tables_in_file(path)
        if tables is not None and VERSION_TABLE not in tables:
            if not create:
                raise RegisterError(f"no register at {path}: `communique add` makes one, --register names another")
            if tables:
                raise RegisterError(f"{path} is a database of another program: give another path with --register")
    register = Register(url, engine)
    with told(url):
        with engine.connect() as connection:
            present = revision_of(connection)
        if present is None and not create:
            raise RegisterError(f"no register at {hide_password(url)}: `communique add` makes one")
        if present != HEAD:
            with engine.execution_options(writes=True).begin() as connection:
                bring_up_to_date(connection)
    if present not in (None, HEAD):
        from communique.register.adding import settle  # late: it opens registers

        settle(register)
    return register


def now() -> datetime:
    """Return the present moment in UTC, without a zone, as the register stores it."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@contextmanager
def told(url: str) -> Iterator[None]:
    """Turn a database's error into one line that says what is wrong, where, and what to do."""
    try:
        yield
    except DBAPIError as error:
        raise RegisterError(f"register {hide_password(url)}: {_reason(error)}") from error


def hide_password(url: str) -> str:
    """Return a register's URL as it may be shown."""
    return make_url(url).render_as_string(hide_password=True)


_ADVICE = {
    "database is locked": "another program is writing to it; try again when it is done",
    "unable to open database file": "no such folder, or it may not be written; give another path with --register",
    "file is not a database": "it is no register; give another path with --register",
    "malformed": "the file is damaged; restore it from a backup (communique restore)",
    "disk is full": "make room on the disk and run the command again; what was kept before is safe",
    "readonly database": "it may not be written; change its permissions or give another path with --register",
}


def _reason(error: DBAPIError) -> str:
    """Return the database's own words in one line, with what to do where we know it."""
    words = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error).__name__
    advice = next((advice for sign, advice in _ADVICE.items() if sign in words), "check that it can be reached")
    return f"{words}: {advice}"
