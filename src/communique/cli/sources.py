"""Sources: which ones a command line names, and reading them one after the other, whatever becomes of each."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.cli.report import one_line, say
from communique.model import Record
from communique.model.errors import CommuniqueError, EmptySource, ParserMissing

if TYPE_CHECKING:
    from communique.cli.outputs import Output
    from communique.cli.read import Request

_USER = re.compile(r"://[^/?#]*@")
"""The user name and password in an address, which no message shows."""

LISTED = 5
"""How many of the files that were passed over are named."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that was not read, and why."""

    source: str
    reason: str


def expand(arguments: Sequence[str]) -> list[str]:
    """Return the sources that the arguments name, folders as the files in them; say which files were passed over."""
    from communique.read import Skipped, sources

    found = list(sources(arguments))
    skipped = [item.path for item in found if isinstance(item, Skipped)]
    named = [item for item in found if isinstance(item, str)]
    if skipped:
        listed = ", ".join(skipped[:LISTED]) + (", ..." if len(skipped) > LISTED else "")
        say(f"passed over {len(skipped)} {'file' if len(skipped) == 1 else 'files'} of other kinds: {listed}")
    if not named:
        raise EmptySource(f"{', '.join(arguments)}: no statement in there (we read .txt .md .html .pdf .docx)")
    return named


def read_all(
    sources: Sequence[str], read_one: Callable[[str], Record], output: Output, request: Request
) -> list[Failure]:
    """Read each source and put out its record; return those that failed, after a summary on standard error."""
    failures: list[Failure] = []
    number = 0
    try:
        with _progress(len(sources), output, request) as begin:
            for number, source in enumerate(sources):
                begin(number, source, len(failures))
                failure = _read_one(number, source, read_one, output, request)
                if failure is not None:
                    failures.append(failure)
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"after {number} of {len(sources)} sources" if len(sources) > 1 else "") from stop
    finally:
        _summarise(failures, sources)
    return failures


def _read_one(
    number: int, source: str, read_one: Callable[[str], Record], output: Output, request: Request
) -> Failure | None:
    try:
        output.put(number, read_one(source))
    except (ParserMissing, BrokenPipeError):
        raise
    except CommuniqueError as error:
        return Failure(source, str(error))
    except OSError as error:
        return Failure(source, (error.strerror or str(error)).lower())
    except Exception as error:
        if request.debug:
            traceback.print_exc()
        more = "" if request.debug else "; --debug shows where"
        return Failure(source, f"this is a bug: {type(error).__name__}: {error}{more}")
    return None


def _summarise(failures: Sequence[Failure], sources: Sequence[str]) -> None:
    if not failures:
        return
    if len(sources) > 1:
        say(f"{len(failures)} of {len(sources)} sources could not be read:")
    for failure in failures:
        named = failure.source == "-" or failure.source in failure.reason
        source = _USER.sub("://", failure.source)
        text = failure.reason if named else f"{source}: {failure.reason}"
        if len(sources) > 1:
            print(f"  {one_line(text)}", file=sys.stderr)
        else:
            say(text)


@contextmanager
def _progress(total: int, output: Output, request: Request) -> Iterator[Callable[[int, str, int], None]]:
    """Give a function to call before each source; it moves a bar where someone watches and nothing else scrolls."""
    if total < 2 or not sys.stderr.isatty() or output.busy:
        yield lambda number, source, failed: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from communique.cli.terminal import console

    columns = (BarColumn(24), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console(request.color, stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def begin(number: int, source: str, failed: int) -> None:
            count = f"{failed} failed · " if failed else ""
            bar.update(task, completed=number, description=count + one_line(_USER.sub("://", source))[-48:])

        yield begin
