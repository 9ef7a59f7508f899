"""`communique exercises`: the exercises that documents tell of, each execution once."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.kept import at_moment, on_register, paged


@click.command("exercises", short_help="List exercises, each execution once.")
@click.option("--name", metavar="WORDS", help="With these words in its name.")
@click.option(
    "--status", type=click.Choice(("held", "planned", "standing")), help="Held, planned, or spoken of as such."
)
@paged
@at_moment
@on_register
def command(name: str | None, status: str | None, **given: Any) -> None:
    """List the exercises of the register, the latest first, then those without a day."""
    from communique.cli.meetings import show
    from communique.register.things import Wanted

    show("Exercises", Wanted("exercise", name=name, status=status), given)
