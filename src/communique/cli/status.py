"""`communique status`: which register this is, and what it holds."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.kept import on_register, opened, put_json


@click.command("status", short_help="Show which register this is and what it holds.")
@on_register
def command(**given: Any) -> None:
    """Show which register the options and the environment name, and what it holds."""
    from communique import __version__
    from communique.register.register import hide_password

    with opened(given["place"]) as register, register.view() as view:
        place, held = hide_password(register.url), view.summary()
    if given["as_json"]:
        put_json({"register": place, "held": held})
        return
    from rich.text import Text

    from communique.cli.show.layout import Row, facts, print_lines, section
    from communique.cli.terminal import console
    from communique.words.days import moment_words

    screen = console(given["color"])
    earlier = held.versions - held.documents
    old = sum(number for reader, number in held.readers if reader != __version__)
    pairs = [
        ("register", Text(place.removeprefix("sqlite:///"))),
        ("documents", Text(f"{held.documents:,}" + (f", and {earlier:,} earlier versions of them" if earlier else ""))),
        ("acts", Text(f"{held.acts:,}, {held.commitments:,} of them commitments")),
        ("things", Text(f"{held.items:,} mentions of meetings, exercises, instruments, people and bodies")),
        ("kept", Text("nothing yet" if held.last_kept is None else f"last {moment_words(held.last_kept)}")),
        ("review", Text(f"{held.proposals:,} proposals wait (communique review)")),
        ("reread", Text(f"{old:,} read by another version, {held.rereadings:,} new readings wait")),
    ]
    lines = list(facts(pairs, screen))

    def row(entry: Any) -> Row:
        name, number, first, last = entry
        return Row(
            Text(f"{number:,}"), Text(name or "no speaker known", "name").append(f"  {first} to {last}", "quiet")
        )

    lines += section("Frameworks", map(row, held.frameworks), screen, label=8)
    print_lines(lines, screen)
