"""A series laid out: its rounds in time, what is missing, and the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import Console
from rich.text import Text

from communique.cli.show.layout import Row, facts, section, wrap
from communique.register.series import Expected, Round, Timeline
from communique.words.days import dates_words
from communique.words.terms import expected_title, expected_words


def timeline_lines(series: Timeline, as_of: date, console: Console) -> Iterator[Text]:
    """Yield the lines of a series on a day."""
    yield from wrap(Text(series.name, "title"), console.width, console)
    others = [name for name in series.names if name != series.name]
    pairs = [("also", Text("; ".join(others)))] if others else []
    pairs += [("framework", Text(series.pack))] if series.pack else []
    if series.cadence:
        pairs.append(("cadence", Text(series.cadence)))
    if series.hosts:
        pairs.append(("hosts", Text(", ".join(series.hosts) + ", in turn")))
    yield from facts(pairs, console)
    held = [one for one in series.rounds if one.status == "held"]
    yield from section("Meetings", map(_row, held), console, str(len(held)))
    if series.expected is not None:
        title = expected_title(series.expected, as_of)
        yield from section(title, [_next(series.expected)], console)
    if series.gaps:
        yield from section("Gaps", [Row(Text(), Text(gap)) for gap in series.gaps], console)


def _row(one: Round) -> Row:
    body = Text("" if one.ordinal is None else f"no. {one.ordinal}", "name")
    details = [part for part in (one.place, one.host and f"host {one.host}") if part]
    if details:
        body.append((" · " if body.plain else "") + " · ".join(details))
    notes = []
    if one.thing is None:
        note = "" if one.past is None or one.past.note is None else f"; {one.past.note}"
        notes.append(Text(f"known from the pack only{note}", "quiet"))
    else:
        number = len({item.document for item in one.thing.items})
        notes.append(Text(f"{one.thing.key} · {number} document{'s' if number > 1 else ''}", "quiet"))
        if len(one.thing.days) > 1:
            others = "; ".join(dates_words(days.first, days.last) for days in one.thing.days[1:])
            notes.append(Text(f"sources disagree on the day: also {others}", "issue"))
    return Row(Text(dates_words(one.first, one.last) or "no day known"), body, "", tuple(notes))


def _next(one: Expected) -> Row:
    body = Text("" if one.ordinal is None else f"no. {one.ordinal}", "name")
    details = [part for part in (one.place, one.host and f"host {one.host}") if part]
    if details:
        body.append((" · " if body.plain else "") + " · ".join(details))
    notes = tuple(Text(reason, "quiet") for reason in one.because)
    return Row(Text(expected_words(one)), body, "", notes)
