"""`communique due`: what falls due in the next days, and what is past its day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from communique.cli.kept import at_moment, moment, on_register, paged


@click.command("due", short_help="List what falls due soon, and with --past what is overdue.")
@click.option(
    "--days", type=click.IntRange(0, 3660), default=90, show_default=True, help="How many days ahead to look."
)
@click.option("--past", is_flag=True, help="List what is past its last day and not fulfilled instead.")
@click.option("--party", metavar="CODE", help="Of this party.")
@click.option("--series", metavar="NAME", help="Made at a meeting of this series, or in this framework.")
@paged
@at_moment
@on_register
def command(days: int, past: bool, party: str | None, series: str | None, **given: Any) -> None:
    """List commitments whose last day lies within the next days, each with its status."""
    from communique.cli.commitments import show
    from communique.register.commitments import Filter
    from communique.words.days import day_words, range_words

    at = moment(given["as_of"], given["known_on"])
    named = None if series is None else (series,)
    if past:
        show(Filter(party=party, series=named, status="overdue"), given, f"nothing is overdue on {day_words(at.as_of)}")
        return
    last = at.as_of + timedelta(days=days)
    asked = Filter(party=party, series=named, due_after=at.as_of, due_before=last + timedelta(days=1))
    window = range_words(at.as_of, last)
    show(asked, given, f"nothing is due in {window} (--days looks further, --past shows what is overdue)")
