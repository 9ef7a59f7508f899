"""Terminal: what standard output and standard error can show, and in which colours."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

Function = TypeVar("Function", bound=Callable[..., Any])

NARROWEST, WIDEST, PIPED = 40, 132, 100
"""Columns: we never lay out for fewer or more than these; output into a pipe gets the third."""


def shared(function: Function) -> Function:
    """Add the options that every command has: colour and debugging."""
    function = click.option("--debug", is_flag=True, help="Show the trace of an error that should not happen.")(
        function
    )
    return click.option(
        "--color/--no-color",
        default=None,
        help="Colour always or never. Default: on a terminal, unless NO_COLOR is set or TERM is dumb.",
    )(function)


def wants_color(color: bool | None, stream: IO[str]) -> bool:
    """Tell whether to colour: as asked, else on a terminal where neither NO_COLOR nor TERM forbids it."""
    if color is not None:
        return color
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") in ("dumb", "unknown"):
        return False
    return stream.isatty()


def console(color: bool | None = None, *, stderr: bool = False) -> Console:
    """Return a console on standard output (or error), as wide as there is room for."""
    from rich.console import Console

    from communique.cli.show.theme import THEME

    class Piped(Console):
        """A console that leaves a closed pipe to the command line, which knows how every run ends."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    stream = sys.stderr if stderr else sys.stdout
    colored = wants_color(color, stream)
    return Piped(
        file=stream,
        theme=THEME,
        width=width(stream),
        color_system=_color_system() if colored else None,
        force_terminal=colored,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        legacy_windows=False,
    )


def width(stream: IO[str]) -> int:
    """Return how many columns to lay out for: COLUMNS, else the terminal's, else `PIPED`; within our limits."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdigit() and int(asked) > 0:
        columns = int(asked)
    else:
        try:
            columns = os.get_terminal_size(stream.fileno()).columns or PIPED
        except (OSError, ValueError):
            columns = PIPED
    return max(NARROWEST, min(WIDEST, columns))


def _color_system() -> Literal["standard", "256", "truecolor"]:
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if "256" in os.environ.get("TERM", "") else "standard"
