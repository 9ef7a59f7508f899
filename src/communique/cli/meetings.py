"""`communique meetings`: the meetings that documents tell of, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from communique.cli.day import DAY
from communique.cli.kept import at_moment, moment, on_register, packs, paged, put_json, viewing
from communique.cli.party import party_code


@click.command("meetings", short_help="List meetings, each once however many texts report it.")
@click.option("--series", metavar="NAME", help="Of this series, by any of its names or its acronym.")
@click.option("--party", metavar="CODE", help="In whose documents it is told (KOR, USA ...).")
@click.option("--status", type=click.Choice(("held", "planned")), help="Held, or planned only.")
@click.option("--name", metavar="WORDS", help="With these words in its name.")
@click.option("--from", "first", type=DAY, metavar="DATE", help="On this day or later.")
@click.option("--until", "last", type=DAY, metavar="DATE", help="On this day or before.")
@click.option("--mentions", is_flag=True, help="Also what is named without a word of which meeting is meant.")
@paged
@at_moment
@on_register
def command(
    series: str | None,
    party: str | None,
    status: str | None,
    name: str | None,
    first: datetime | None,
    last: datetime | None,
    mentions: bool,
    **given: Any,
) -> None:
    """List the meetings of the register, the latest first; where sources disagree on the day, each day is shown."""
    from communique.register.things import Wanted

    wanted = Wanted(
        "meeting",
        name=name,
        series=None if series is None else (series,),
        party=party,
        status=status,
        first=None if first is None else first.date(),
        last=None if last is None else last.date(),
        single=not mentions,
    )
    show("Meetings", wanted, given)


def show(title: str, wanted: Any, given: dict[str, Any]) -> None:
    """Find and show a page of things; `wanted` is a `Wanted`."""
    from communique.register.families import family_of

    at = moment(given["as_of"], given["known_on"])
    with viewing(given["place"]) as view:
        wanted = replace(wanted, party=party_code(view, wanted.party))
        if wanted.series is not None:
            family = family_of(view.connection, wanted.series[0], packs())
            wanted = replace(wanted, series=wanted.series if family is None else family.stored or wanted.series)
        found, more = view.things(wanted, at, given["limit"], (given["page"] - 1) * given["limit"])
    if given["as_json"]:
        put_json({"more": more, title.lower(): found})
        return
    from communique.cli.show.kept import LABEL, more_line, thing_row
    from communique.cli.show.layout import print_lines, section
    from communique.cli.terminal import console

    screen = console(given["color"])
    lines = list(section(title, (thing_row(thing, at.as_of) for thing in found), screen, label=LABEL))
    print_lines([*lines[1:], more_line(len(found), given["page"], more=more)], screen)
