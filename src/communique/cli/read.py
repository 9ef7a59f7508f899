"""`communique read`: sources in, records out, on the terminal or as JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.day import DAY
from communique.cli.terminal import shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from communique.cli.outputs import Output
    from communique.model import Record
    from communique.packs import Pack


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    sources: tuple[str, ...]
    as_text: bool = False
    as_json: bool = False
    out: Path | None = None
    everything: bool = False
    reasons: bool = False
    on: datetime | None = None
    packs: tuple[Path, ...] = ()
    color: bool | None = None
    debug: bool = False


@click.command("read", short_help="Read statements: who met, what they promised and by when.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--text", "as_text", is_flag=True, help="Show the statement itself, its acts marked.")
@click.option("--all", "everything", is_flag=True, help="Show reports, whole clauses and sentences without an act too.")
@click.option("--why", "reasons", is_flag=True, help="Show which rule made each act, and what it saw.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON: one object, or one a line for several sources.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write NAME.json into DIR for every source; each file appears whole or not at all.",
)
@click.option(
    "--on",
    type=DAY,
    metavar="DATE",
    help="Read words for time against this date (2024-09-10) instead of the text's own.",
)
@click.option(
    "--pack",
    "packs",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Know the framework in this YAML file too. Can be given more than once.",
)
@shared
def command(**given: Any) -> int:
    """Read each SOURCE into a record: who met, what they promised and by when, what they decided and held.

    A SOURCE is a file (.txt .md .html .pdf .docx), a folder of such files, an http(s) URL, or - for standard input.

    The record is laid out for reading, in a pipe as on a terminal; where a program reads it, ask for --json. A
    source that fails does not stop the next.

    Exit code: 0 all read, 1 some not, 2 wrong usage, 130 stopped by Ctrl-C.
    """
    return run(Request(**given))


def run(request: Request) -> int:
    """Read every source and put out its record; return 0, or 1 where a source failed."""
    _check(request)
    from communique.cli.sources import expand, read_all
    from communique.packs import load_packs

    packs = load_packs(request.packs)
    sources = expand(request.sources)
    read_one = _reader(request, packs)
    failures = read_all(sources, read_one, _output(request, sources, packs), request)
    return 1 if failures else 0


def _check(request: Request) -> None:
    """Raise `UsageError` for options that do not go together."""
    machine = "--out" if request.out is not None else "--json" if request.as_json else None
    if machine is not None:
        for asked, option in ((request.as_text, "--text"), (request.everything, "--all"), (request.reasons, "--why")):
            if asked:
                raise click.UsageError(
                    f"{option} is for the terminal and {machine} always writes everything: choose one"
                )
    if request.sources.count("-") > 1:
        raise click.UsageError("- stands for standard input, which can be read once only")


def _reader(request: Request, packs: tuple[Pack, ...]) -> Callable[[str], Record]:
    """Return the function that reads one source; the parser is loaded when the first document is there."""

    def read_one(source: str) -> Record:
        from communique.read import read

        document = read(source)
        if request.on is not None:
            document = replace(document, date=request.on.date())
        from communique.extract import extract

        return extract(document, packs=packs)

    return read_one


def _output(request: Request, sources: list[str], packs: tuple[Pack, ...]) -> Output:
    from communique.cli.outputs import Folder, Json, Terminal

    if request.out is not None:
        return Folder(request.out, sources)
    if request.as_json:
        several = len(request.sources) > 1 or sources != list(request.sources)
        return Json(lines=several)
    return Terminal(request, packs)
