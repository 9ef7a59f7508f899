"""`communique add`: sources in, records kept and linked in the register."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.day import DAY
from communique.cli.kept import on_register, opened, put_json
from communique.cli.report import say

if TYPE_CHECKING:
    from communique.register.adding import Added

LOGGED = 25
"""Sources after which a line of a log says how far it is; of more than a thousand four times as many."""


NAMED = 20
"""Sources of which each is named in the report."""


@click.command("add", short_help="Read statements and keep them in the register.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read; one more writes."
)
@click.option("--on", type=DAY, metavar="DATE", help="Read words for time against this date instead of the text's own.")
@click.option(
    "--pack",
    "pack_paths",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Know the framework in this YAML file too. Can be given more than once.",
)
@on_register
def command(
    sources: tuple[str, ...],
    workers: int,
    on: datetime | None,
    pack_paths: tuple[Path, ...],
    **given: Any,
) -> int:
    """Read each SOURCE and keep its record in the register, linked with what is kept there.

    A SOURCE is what `communique read` takes: a file, a folder, an address, or - for standard input. The same text
    again changes nothing; another text from the same address or file is kept as its next version.

    A bar shows how far it is; where standard error is no terminal, a line every 25 sources (every 100 of more than
    1,000) does.

    Stop it whenever you like: what is kept is kept, and the same command goes on where it was.

    Exit code: 0 all kept, 1 some not, 2 wrong usage, 130 stopped by Ctrl-C.
    """
    if sources.count("-") > 1:
        raise click.UsageError("- stands for standard input, which can be read once only")
    from communique.cli.sources import expand
    from communique.register.adding import Wish, add

    named = expand(sources)
    wish = Wish(None if on is None else on.date(), pack_paths, given["debug"])
    done: list[Added] = []
    with opened(given["place"], create=True) as register:
        try:
            with _progress(len(named), given["color"]) as step:
                for added in add(register, named, wish, workers=workers):
                    done.append(added)
                    step(added)
        except KeyboardInterrupt as stop:
            raise KeyboardInterrupt(f"after {len(done)} of {len(named)} sources; what was kept is kept") from stop
        finally:
            _report(done, len(named), as_json=given["as_json"])
    return 1 if any(added.reason is not None for added in done) else 0


def _report(done: list[Added], total: int, *, as_json: bool) -> None:
    """Say what was kept, and what failed and why."""
    fresh = [added for added in done if added.kept is not None and added.kept.fresh]
    failed = [added for added in done if added.reason is not None]
    passed = [added for added in done if added.reason is None and (added.kept is None or not added.kept.fresh)]
    carried = sum(added.kept.carried.decisions for added in fresh if added.kept is not None)
    waiting = sum(added.kept.carried.waiting for added in fresh if added.kept is not None)
    if as_json:
        put_json(
            {
                "kept": [{"source": a.source, "key": a.kept.key, "version": a.kept.number} for a in fresh if a.kept],
                "passed_over": len(passed),
                "kept_already": [added.source for added in passed],
                "carried": carried,
                "waiting": waiting,
                "failed": [{"source": a.source, "reason": a.reason} for a in failed],
            }
        )
    else:
        newer = [added for added in fresh if added.kept is not None and added.kept.number > 1]
        parts = [f"kept {len(fresh)}"]
        parts += [f"{len(newer)} of them as a newer version"] if newer else []
        parts += (
            [f"passed over {len(passed)} that {'is' if len(passed) == 1 else 'are'} kept already"] if passed else []
        )
        click.echo(", ".join(parts))
        if carried or waiting:
            click.echo(carried_line(carried, waiting))
        for added in done if total <= NAMED else ():
            if added.reason is None:
                click.echo(f"  {_named(added)}")
    if failed:
        say(f"{len(failed)} of {total} sources could not be kept:" if total > 1 else _line(failed[0]))
        for added in failed if total > 1 else ():
            click.echo(f"  {_line(added)}", err=True)


def _named(added: Added) -> str:
    """Return the key and the source of a text that is kept, and whether it was kept before."""
    if added.kept is None:
        return f"{'':8}  {added.source} (kept already)"
    version = f"version {added.kept.number}" if added.kept.number > 1 else ""
    note = version if added.kept.fresh else "kept already"
    return f"{added.kept.key}  {added.source}{f' ({note})' if note else ''}"


def carried_line(carried: int, waiting: int) -> str:
    """Return in words what became of what people had decided on older texts."""
    line = f"{carried} decision{'' if carried == 1 else 's'} carried"
    if waiting:
        waits = "waits because its words" if waiting == 1 else "wait because their words"
        line += f", {waiting} {waits} changed (communique review, communique history ID)"
    return line


def _line(added: Added) -> str:
    reason = added.reason or ""
    return " ".join((reason if added.source in reason else f"{added.source}: {reason}").split())


def _logged(total: int) -> Callable[[Added], None]:
    """Return a function to call after each source, which says now and then how far it is."""
    every = LOGGED if total <= 1000 else 4 * LOGGED
    done = failed = 0

    def step(added: Added) -> None:
        nonlocal done, failed
        done += 1
        failed += added.reason is not None
        if done % every == 0 and done < total:
            say(f"{done} of {total} sources" + (f", {failed} failed" if failed else ""))

    return step


@contextmanager
def _progress(total: int, color: bool | None) -> Iterator[Callable[[Added], None]]:
    """Give a function to call after each source; it moves a bar where someone watches, and writes lines to a log."""
    if not sys.stderr.isatty():
        yield _logged(total)
        return
    if total < 2:
        yield lambda added: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from communique.cli.terminal import console

    columns = (BarColumn(24), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console(color, stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        failed = 0

        def step(added: Added) -> None:
            nonlocal failed
            failed += added.reason is not None
            bar.update(task, advance=1, description=(f"{failed} failed · " if failed else "") + added.source[-48:])

        yield step
