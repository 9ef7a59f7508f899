"""Bring a register's tables up to date, or say that it is of a newer version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from communique.model.errors import RegisterError

_LOCK = 0x436F6D6D  # an advisory lock of our own, so that two processes do not create the tables together


def bring_up_to_date(connection: Connection) -> None:
    """Run the migrations that the register lacks, inside the connection's transaction.

    Raise `RegisterError` where the register was made by a newer Communique than this one.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    present = MigrationContext.configure(connection).get_current_revision()
    if present == scripts.get_current_head():
        return
    if present is not None and present not in {script.revision for script in scripts.walk_revisions()}:
        raise RegisterError(
            f"this register is of a newer version ({present}) than this Communique knows "
            f"({scripts.get_current_head()}): install the newer Communique, or use another register"
        )
    command.upgrade(config, "head")
