"""`communique commitments`: what was promised, with what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from communique.cli.day import DAY
from communique.cli.kept import at_moment, moment, on_register, packs, paged, put_json, viewing
from communique.cli.party import party_code
from communique.model.act import CLASSES, KINDS, STATUSES


@click.command("commitments", short_help="List commitments with their status.")
@click.option("--party", metavar="CODE", help="Of this party (KOR, USA, EU ...).")
@click.option("--series", metavar="NAME", help="Made at a meeting of this series, or in this framework (trilateral).")
@click.option("--status", type=click.Choice(STATUSES), help="With this status on the day asked about.")
@click.option("--due-before", type=DAY, metavar="DATE", help="With a last day before this one.")
@click.option(
    "--class", "cls", type=click.Choice(CLASSES), default="commitment", show_default=True, help="Of this class."
)
@click.option("--kind", type=click.Choice(KINDS), help="Of this kind.")
@click.option("--text", metavar="WORDS", help="With these words in the clause.")
@click.option("--document", metavar="ID", help="Of this document, each act of it.")
@click.option("--each", is_flag=True, help="List every act, also those that say an earlier commitment again.")
@paged
@at_moment
@on_register
def command(
    party: str | None,
    series: str | None,
    status: str | None,
    due_before: datetime | None,
    cls: str,
    kind: str | None,
    text: str | None,
    document: str | None,
    each: bool,
    **given: Any,
) -> None:
    """List the commitments that the register keeps: those with a last day first, by that day.

    A commitment is listed once, as the act that made it, with the later texts that say it again (--each lists these
    too). It has a status on the day asked about (--as-of), computed from evidence in later documents, and says what
    was searched. A link that is only proposed is shown and does not count.
    """
    from communique.register.commitments import Filter

    asked = Filter(
        party=party,
        series=None if series is None else (series,),
        status=status,
        due_before=None if due_before is None else due_before.date(),
        cls=cls,
        kind=kind,
        text=text,
        document=document,
        each=each,
    )
    show(asked, given)


def show(asked: Any, given: dict[str, Any], nothing: str = "none of these") -> None:
    """Find and show a page of commitments; `asked` is a `Filter` (series as typed), `nothing` says what is missing."""
    at = moment(given["as_of"], given["known_on"])
    with viewing(given["place"]) as view:
        series = None if asked.series is None else view.circle_of(asked.series[0], packs())
        asked = replace(asked, party=party_code(view, asked.party), series=series)
        page = view.commitments(asked, at, given["limit"], (given["page"] - 1) * given["limit"])
    if given["as_json"]:
        put_json({"as_of": at.as_of, "known_on": at.known_on, "more": page.more, "commitments": page.found})
        return
    from communique.cli.show.kept import LABEL, commitment_row, more_line
    from communique.cli.show.layout import print_lines, section
    from communique.cli.terminal import console
    from communique.words.days import long_day_words

    screen = console(given["color"])
    title = "Commitments" if asked.cls == "commitment" else f"{asked.cls.capitalize()}s"
    lines = list(
        section(title, map(commitment_row, page.found), screen, f"as of {long_day_words(at.as_of)}", label=LABEL)
    )
    print_lines([*lines[1:], more_line(len(page.found), given["page"], more=page.more, nothing=nothing)], screen)
