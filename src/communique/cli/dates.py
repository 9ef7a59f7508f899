"""`communique dates`: the time expressions of a text and the days they mean."""

from __future__ import annotations

import json
import re
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from communique.cli.day import DAY
from communique.cli.terminal import shared

_FISCAL = re.compile(r"\bJ?FY(?=\W|\d|$)|\bfiscal year", re.IGNORECASE)
_AMERICAN = re.compile(r"\bU\.?S\b|\bAmerican\b|\bUnited States\b")

LABEL = 26
"""Columns of a meaning: "10 Sep 2024 – 10 Sep 2027"."""

if TYPE_CHECKING:
    from rich.console import Console

    from communique.model import Record, TimeExpression


@click.command("dates", short_help="Find the time expressions of a text and the days they mean.")
@click.argument("text", metavar="TEXT...", nargs=-1, required=True)
@click.option(
    "--on",
    type=DAY,
    metavar="DATE",
    help="The day on which TEXT was said (2024-09-10). Default: today.",
)
@click.option("--json", "as_json", is_flag=True, help="Write a JSON list, as the `dates` of a record.")
@shared
def command(text: tuple[str, ...], on: datetime | None, as_json: bool, color: bool | None, debug: bool) -> None:
    """Find the time expressions of TEXT (- for standard input) and the first and last day that each can mean.

    A time that the words leave open ("in due course") is shown as such, never guessed.
    """
    said = sys.stdin.buffer.read().decode("utf-8-sig", "replace") if text == ("-",) else " ".join(text)
    day = date.today() if on is None else on.date()
    if not said.strip():
        raise click.UsageError("there is no text to find dates in")
    record = _find(said, day)
    if as_json:
        from communique.model import record_to_json

        data = record_to_json(record)["dates"]
        sys.stdout.buffer.write(json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n")
        return
    from communique.cli.terminal import console

    _show(record.dates, day, console(color))


def _find(text: str, day: date) -> Record:
    from communique.extract.dates import find_times
    from communique.extract.parse import load_parser, parse
    from communique.model import Record
    from communique.read import from_text

    document = from_text(text, on=day)
    return Record(document, (), dates=find_times(parse(document, load_parser()), day))


def _fiscal_words(time: TimeExpression) -> str | None:
    """Return whose fiscal year a time is read in, None where it is none: the words alone seldom say."""
    quote, last = time.anchor.quote, time.interval.latest
    if _FISCAL.search(quote) is None or last is None:
        return None
    months = {3: "April to March", 6: "July to June", 9: "October to September"}.get(last.month)
    if months is None:
        return None
    if months.startswith("October") and _AMERICAN.search(quote) is None:
        return f"the United States' fiscal year ({months}), as the words name no other"
    return f"a fiscal year from {months}"


def _show(times: tuple[TimeExpression, ...], day: date, console: Console) -> None:
    from rich.text import Text

    from communique.cli.show.layout import Row, print_lines, section
    from communique.words.days import interval_words, long_day_words
    from communique.words.terms import one_line

    def row(time: TimeExpression) -> Row:
        interval = time.interval
        meaning = time.recurrence or ("open" if interval.vague else interval_words(interval))
        remarks = ["a deadline"] if time.deadline else []
        if interval.precision not in ("unknown", "range"):
            remarks.append("to the half year" if interval.precision == "half" else f"to the {interval.precision}")
        if (fiscal := _fiscal_words(time)) is not None:
            remarks.append(fiscal)
        body = Text(one_line(time.anchor.quote)).append("".join(f" · {remark}" for remark in remarks), "quiet")
        return Row(Text().append(meaning, "name"), body)

    count = f"{len(times)} time expression{'' if len(times) == 1 else 's'}"
    lines = list(section(count, map(row, times), console, f"said on {long_day_words(day)}", label=LABEL))
    print_lines(lines[1:], console)
