"""`communique restore`: a backup back into a register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from communique.cli.kept import on_register, opened, put_json


@click.command("restore", short_help="Write a backup into a new register.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@on_register
def command(file: Path, **given: Any) -> None:
    """Write the backup in FILE into a register without documents, on SQLite or PostgreSQL: all of it or nothing.

    Where it fails, no register is made.
    """
    from communique.model.errors import RegisterError
    from communique.register.backup import restore, whole

    if not file.is_file():
        raise RegisterError(f"{file} does not exist: check the name")
    with whole(given["place"]) as place, opened(place, create=True) as register:
        counts = register.write(lambda writer: restore(writer, file))
    if given["as_json"]:
        put_json({"file": str(file), "rows": counts})
    else:
        click.echo(f"{counts.get('versions', 0):,} documents restored")
