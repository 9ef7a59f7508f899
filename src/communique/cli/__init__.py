"""The `communique` command: a list of commands, one file each, and how every run ends."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from communique import __version__
from communique.cli.report import say
from communique.model.errors import CommuniqueError, PackError

__all__ = ["COMMANDS", "main"]

COMMANDS = (
    *("read", "add", "commitments", "due", "meetings", "series", "exercises", "people", "search", "show", "history"),
    *("review", "serve", "accounts", "reread", "status", "backup", "restore", "dates", "version"),
)
"""The commands in the order of the help; `communique.cli.NAME` defines `command`, and imports heavy things late."""

_MODULES = {"show": "show_item"}
"""Modules of commands whose name a room of ours has already."""

OK, FAILED, USAGE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141
"""Exit codes: all done; something failed; wrong usage; stopped by Ctrl-C; the reader of our output went away."""


class Commands(click.Group):
    """The group of all commands; a command's module is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"communique.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command


@click.command(
    "communique",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Everything runs on this machine; only a URL that you name is fetched.",
)
@click.version_option(__version__, message="communique %(version)s")
def group() -> None:
    """Read official statements and keep the record of what governments said together."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; `arguments` default to those of the process."""
    if "_COMMUNIQUE_COMPLETE" in os.environ:
        return int(group.main(prog_name="communique", standalone_mode=False) or OK)
    if sys.stdout is None or sys.stderr is None:  # closed by who started us: it asks for no output there
        nowhere = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return USAGE
    except click.UsageError as error:
        path = "communique" if error.ctx is None else error.ctx.command_path
        say(f"{error.format_message()} (see: {path} --help)")
        return USAGE
    except KeyboardInterrupt as error:
        say(f"stopped {error}")
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return PIPE_CLOSED
    except CommuniqueError as error:
        say(str(error))
        return USAGE if isinstance(error, PackError) else FAILED
    return code


def _run(arguments: list[str]) -> int:
    """Run the command that the arguments name; click's own `main` would hide closed pipes and Ctrl-C from us."""
    try:
        with group.make_context("communique", arguments) as context:
            code = group.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    return code if isinstance(code, int) else OK


def _silence_stdout() -> None:
    """Point standard output at nothing, so that the interpreter's last flush has somewhere to go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
