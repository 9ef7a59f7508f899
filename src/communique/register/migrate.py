"""Bring a register's tables up to date, or say that it is of a newer version."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from communique.model.errors import RegisterError

HEAD = "0004"
"""The revision that this version of the program works with: the newest in `migrations/`."""

VERSION_TABLE = "communique_version"
_LOCK = 0x436F6D6D  # an advisory lock of our own, so that two processes do not create the tables together


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the tables, None where there are none; raise `RegisterError` for a newer one."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    present = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    if present is not None and present > HEAD:
        raise RegisterError(
            f"this register is of a newer version ({present}) than this Communique knows ({HEAD}): install the newer "
            "Communique, or use another register"
        )
    return None if present is None else str(present)


def bring_up_to_date(connection: Connection) -> None:
    """Run the migrations that the register lacks, inside the connection's transaction.

    Raise `RegisterError` where the database holds something else, or a register of a newer Communique than this one.
    """
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    present = revision_of(connection)
    if present == HEAD:
        return
    if present is None and connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
        raise RegisterError("this is a database of another program: give another path with --register")
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
