"""`communique history`: what happened to a document, a commitment or a thing."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.kept import on_register, put_json, viewing


@click.command("history", short_help="Show who did what to a document, an act or a thing, and when.")
@click.argument("key", metavar="ID")
@on_register
def command(key: str, **given: Any) -> None:
    """Show what happened to ID in the order of time: readings, links by rules, decisions and corrections by people.

    The number before a person's action is the one that `communique review undo` takes. Of a proposal's number (812),
    show what rules and people said of its pair.
    """
    from communique.cli.proposals import find, number_of

    number = number_of(key)
    with viewing(given["place"]) as view:
        entries = view.history(key) if number is None else list(find(view, number).entries)
        versions = view.versions_of(key) if number is None else []
    if given["as_json"]:
        put_json({"versions": versions, "entries": entries})
        return
    from rich.text import Text

    from communique.cli.show.layout import Row, print_lines, section
    from communique.cli.terminal import console
    from communique.words.days import moment_words
    from communique.words.terms import deed_words

    def row(entry: Any) -> Row:
        number = "" if entry.action is None else f"#{entry.action}"
        body = (
            Text(deed_words(entry.what), "name")
            .append(f" {entry.about}")
            .append(f" · {entry.detail}" if entry.detail else "", "quiet")
        )
        notes = () if entry.undone is None else (Text(f"undone {moment_words(entry.undone)}", "issue"),)
        return Row(Text(moment_words(entry.at)).append(f"\n{entry.by}", "quiet"), body, number, notes)

    def version_row(version: Any) -> Row:
        body = Text(version.key, "name").append(f" {version.title or ''}")
        notes = tuple(Text(place, "quiet") for place in version.places)
        return Row(Text(f"version {version.number}"), body, "", notes)

    screen = console(given["color"])
    lines = list(section("Versions", map(version_row, versions), screen)) if versions else []
    lines += section("History", map(row, entries), screen, str(len(entries)), label=23)
    print_lines(lines[1:], screen)
