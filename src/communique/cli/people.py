"""`communique people`: the people that documents name, each once, with their posts over time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from communique.cli.kept import at_moment, moment, on_register, paged, put_json, viewing
from communique.cli.party import party_code


@click.command("people", short_help="List people, with their posts over time.")
@click.argument("name", nargs=-1)
@click.option("--party", metavar="CODE", help="Of this party.")
@paged
@at_moment
@on_register
def command(name: tuple[str, ...], party: str | None, **given: Any) -> None:
    """List the people of the register whose name has all words of NAME, with every post and when it was theirs."""
    from communique.register.things import Wanted, posts_of

    at = moment(given["as_of"], given["known_on"])
    wanted = Wanted("person", name=" ".join(name) or None, party=party)
    with viewing(given["place"]) as view:
        wanted = replace(wanted, party=party_code(view, wanted.party))
        found, more = view.things(wanted, at, given["limit"], (given["page"] - 1) * given["limit"])
    if given["as_json"]:
        people = [
            {"key": one.key, "name": one.name, "names": one.names, "party": one.party, "posts": posts_of(one)}
            for one in found
        ]
        put_json({"more": more, "people": people})
        return
    from rich.text import Text

    from communique.cli.show.kept import more_line
    from communique.cli.show.layout import Row, print_lines, section
    from communique.cli.terminal import console
    from communique.words.days import dates_words

    def row(one: Any) -> Row:
        others = [other for other in one.names if other != one.name]
        body = Text(one.name, "name").append(f" · also {', '.join(others)}" if others else "", "quiet")
        notes = [
            Text(f"{post.post or 'no post given'}  {dates_words(post.first, post.last)}") for post in posts_of(one)
        ]
        return Row(Text(one.party or ""), body, "", (*notes, Text(one.key, "quiet")))

    screen = console(given["color"])
    lines = list(section("People", map(row, found), screen))
    print_lines([*lines[1:], more_line(len(found), given["page"], more=more)], screen)
