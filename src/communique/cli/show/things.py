"""What a record speaks of: its meeting first, then instruments, exercises, other meetings, people and bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.text import Text

from communique.cli.show.layout import Row, section
from communique.cli.show.words import Places, party_words
from communique.model import Meeting, Record
from communique.words.days import dates_words
from communique.words.terms import term_words

FORMATS = {"in_person": "in person", "virtual": "by video", "phone": "by telephone"}


def meeting_lines(record: Record, places: Places, console: Console, names: Mapping[str, str]) -> Iterator[Text]:
    """Yield the meeting that the text reports: when, where, who was there."""
    for meeting in record.meetings:
        if meeting.main:
            body = Text().append(meeting.name, "name")
            details = meeting_details(meeting, names)
            if details:
                body.append("\n" + details)
            rows = [Row(Text(_when(meeting)), body, places.of(meeting.anchor.start))]
            rows += [Row(Text(p.party or ""), Text(_person_words(p.name, p.post))) for p in meeting.participants]
            yield from section("Meeting", rows, console)


def thing_lines(record: Record, places: Places, console: Console, *, everything: bool) -> Iterator[Text]:
    """Yield the sections of what else the text names, empty ones left out."""
    others = "Other meetings" if any(meeting.main for meeting in record.meetings) else "Meetings"
    for title, rows in (
        ("Instruments", _instrument_rows(record, places)),
        ("Exercises", _exercise_rows(record, places)),
        (others, _meeting_rows(record, places)),
        ("People", _person_rows(record, places, everything)),
    ):
        shown = list(rows)
        if shown:
            yield from section(title, shown, console, str(len(shown)))
    if record.organizations:
        bodies = Row(Text(), _bodies(record, places))
        yield from section("Bodies", [bodies], console, str(len(record.organizations)))


def _when(meeting: Meeting) -> str:
    return dates_words(meeting.start, meeting.end) or meeting.status


def meeting_details(meeting: Meeting, names: Mapping[str, str]) -> str:
    """Return what a meeting's name does not say itself: its number, series, status, place, format and host."""
    said = set(_stems(meeting.name))
    details = [f"{part}" for part in (meeting.series, meeting.place) if part and not said.issuperset(_stems(part))]
    if meeting.ordinal is not None and not any(stem.startswith(str(meeting.ordinal)) for stem in said):
        details.insert(0, f"no. {meeting.ordinal}")
    if meeting.status != "held":
        details.append(meeting.status)
    if meeting.format is not None:
        details.append(FORMATS.get(meeting.format, meeting.format))
    if meeting.host is not None:
        details.append(f"host {party_words(meeting.host, names)}")
    return " · ".join(details)


def _stems(words: str) -> list[str]:
    return [word.removesuffix("s") for word in re.findall(r"\w+", words.casefold())]


def _person_words(name: str, post: str | None) -> str:
    return name if post is None else f"{name}, {post}"


def _instrument_rows(record: Record, places: Places) -> Iterator[Row]:
    for item in record.instruments:
        details = [part for part in (item.date, ", ".join(item.parties)) if part]
        body = Text(item.name).append(f" · {' · '.join(details)}" if details else "", "quiet")
        yield Row(Text(term_words(item.kind)), body, places.of(item.anchor.start))


def _exercise_rows(record: Record, places: Places) -> Iterator[Row]:
    for item in record.exercises:
        details = [f"no. {item.ordinal}"] if item.ordinal is not None else []
        details += [item.status] if item.start is not None else []
        details += [", ".join(item.domains)] if item.domains else []
        body = Text(item.name).append(f" · {' · '.join(details)}" if details else "", "quiet")
        yield Row(Text(dates_words(item.start, item.end) or item.status), body, places.of(item.anchor.start))


def _meeting_rows(record: Record, places: Places) -> Iterator[Row]:
    for meeting in record.meetings:
        if not meeting.main:
            details = meeting_details(meeting, {})
            body = Text(meeting.name).append(f" · {details}" if details else "", "quiet")
            yield Row(Text(_when(meeting)), body, places.of(meeting.anchor.start))


def _person_rows(record: Record, places: Places, everything: bool) -> Iterator[Row]:
    """Yield the people; those already shown at the meeting's table are left out of the overview."""
    seated = {person.name for meeting in record.meetings if meeting.main for person in meeting.participants}
    for person in record.persons:
        if everything or person.name not in seated:
            yield Row(
                Text(person.party or ""), Text(_person_words(person.name, person.post)), places.of(person.anchor.start)
            )


def _bodies(record: Record, places: Places) -> Text:
    text = Text()
    for body in record.organizations:
        acronym = "" if body.acronym in (None, body.name) else f" ({body.acronym})"
        text.append(("" if not text.plain else "; ") + body.name + acronym)
        text.append(f" {places.of(body.anchor.start)}", "place")
    return text
