"""`communique series`: the meetings of a series in time, what is missing, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from communique.cli.kept import at_moment, moment, on_register, packs, put_json, viewing

if TYPE_CHECKING:
    from communique.register.families import Family


@click.command("series", short_help="Show a series of meetings in time, with gaps and the next one.")
@click.argument("name", nargs=-1)
@at_moment
@on_register
def command(name: tuple[str, ...], **given: Any) -> None:
    """Show the series NAME (full name or acronym) in time: register and pack together, gaps, the next meeting and its
    host by rotation. Without a NAME, list the series that documents name, each once with all its names.
    """
    at = moment(given["as_of"], given["known_on"])
    with viewing(given["place"]) as view:
        if not name:
            _list(view.families(packs()), given)
            return
        found = view.timeline(" ".join(name), at, packs())
    if given["as_json"]:
        put_json(found)
        return
    from communique.cli.show.layout import print_lines
    from communique.cli.show.timeline import timeline_lines
    from communique.cli.terminal import console

    screen = console(given["color"])
    print_lines(timeline_lines(found, at.as_of, screen), screen)


def _list(found: list[Family], given: dict[str, Any]) -> None:
    if given["as_json"]:
        put_json([{"series": one.name, "mentions": one.mentions, "names": one.stored} for one in found])
        return
    for one in found:
        others = [name for name in one.stored if name != one.name]
        click.echo(f"{one.mentions:>6}  {one.name}" + (f"  (also: {'; '.join(others)})" if others else ""))
