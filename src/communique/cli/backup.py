"""`communique backup`: a register as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from communique.cli.kept import on_register, put_json, viewing


@click.command("backup", short_help="Write the whole register into one file.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE where it is there already.")
@on_register
def command(file: Path, force: bool, **given: Any) -> None:
    """Write the register into FILE, JSON lines that `communique restore` reads back into SQLite or PostgreSQL.

    A name that ends in .gz is compressed. The file appears whole or not at all; one that is there is kept, unless
    --force replaces it.
    """
    from communique.register.backup import backup

    with viewing(given["place"]) as view:
        counts = backup(view, file, replace=force)
    if given["as_json"]:
        put_json({"file": str(file), "rows": counts})
    else:
        click.echo(f"{file}: {counts['versions']:,} documents, {sum(counts.values()):,} rows")
