"""Write what the documentation quotes from the program: `python docs/generate.py`, or `--check` to compare only.

`commands.md` is written whole. In every other page a block that follows a line `<!-- generated -->` is the output of
the command on its first line; the comment may say `columns=80` (the width) and `lines=30` (where to cut).
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from communique.cli import COMMANDS, group, main

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
COLUMNS, HELP_COLUMNS = 88, 92

_BLOCK = re.compile(r"(<!-- generated(?P<options>[^>]*) -->\n```console\n\$ (?P<command>.+)\n)(?:.*\n)*?(?P<end>```\n)")

COMMANDS_HEAD = """# Commands

<!-- written by docs/generate.py from the program's own help: do not edit -->

`communique --help` names the commands, `communique COMMAND --help` explains one. Completion for your shell:
`eval "$(_COMMUNIQUE_COMPLETE=bash_source communique)"` (`zsh_source` for zsh).

Exit codes, the same for all: 0 all done, 1 something failed, 2 wrong usage, 130 stopped by Ctrl-C, 141 the reader of
our output went away. Standard output carries results only; messages go to standard error, one line each.
"""


def commands_page() -> str:
    """Return `commands.md`: the help of the group and of every command."""
    parts = [COMMANDS_HEAD, _help(group, "communique")]
    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        parts += [f"## communique {name}\n", _help(command, f"communique {name}")]
    return "\n".join(parts)


def _help(command: click.Command, path: str) -> str:
    context = click.Context(command, info_name=path, terminal_width=HELP_COLUMNS, help_option_names=["-h", "--help"])
    return f"```text\n{command.get_help(context)}\n```\n"


def fill(page: str) -> str:
    """Return a page with every generated block written anew."""
    return _BLOCK.sub(_filled, page)


def _filled(match: re.Match[str]) -> str:
    options = dict(pair.split("=") for pair in match["options"].split())
    lines = output_of(match["command"], int(options.get("columns", COLUMNS))).splitlines()
    limit = int(options.get("lines", len(lines)))
    shown = lines[:limit] + (["..."] if len(lines) > limit else [])
    return match[1] + "\n".join(shown) + "\n" + match["end"]


def output_of(command: str, columns: int) -> str:
    """Return what a command line prints on standard output, run from the root of the repository."""
    name, *arguments = shlex.split(command)
    if name != "communique":
        raise ValueError(f"{command}: only `communique` can be run here")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with _environment(COLUMNS=str(columns)), contextlib.chdir(ROOT), contextlib.redirect_stdout(stream):
        code = main([argument for word in arguments for argument in _expanded(word)])
    if code != 0:
        raise RuntimeError(f"{command}: exit code {code}")
    stream.seek(0)
    return stream.read()


def _expanded(word: str) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(word)) if "*" in word else [word]


@contextlib.contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def stale() -> dict[Path, str]:
    """Return the pages that do not say what the program says now, each with what it should be."""
    wanted = {page: fill(page.read_text(encoding="utf-8")) for page in PAGES if page.name != "commands.md"}
    wanted[ROOT / "docs" / "commands.md"] = commands_page()
    return {page: text for page, text in wanted.items() if not page.exists() or page.read_text("utf-8") != text}


if __name__ == "__main__":
    pages = stale()
    for page, text in pages.items():
        print(("stale: " if "--check" in sys.argv else "written: ") + str(page.relative_to(ROOT)))
        if "--check" not in sys.argv:
            page.write_text(text, encoding="utf-8")
    sys.exit(bool(pages) and "--check" in sys.argv)
