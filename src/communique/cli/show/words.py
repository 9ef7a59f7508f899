"""Words: codes, kinds, days and intervals as people read them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from communique.model import Act, Anchor, Interval, Record

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FIDELITY = {
    "verbatim": "the official wording",
    "translation": "a translation",
    "report": "a report of the text, partly in other words",
    "paraphrase": "a paraphrase, not the official wording",
    "unknown": "not known",
}


def day_words(day: date) -> str:
    """Return a day as "10 Sep 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_day_words(day: date) -> str:
    """Return a day as "10 September 2024"."""
    return f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}"


def range_words(first: date, last: date) -> str:
    """Return the days from `first` to `last` in the fewest words: "13–15 Nov 2024", "Jan–Jun 2025", "2026"."""
    if first == last:
        return day_words(first)
    ends_month = (last + timedelta(days=1)).day == 1
    if first.day == 1 and ends_month:
        return _months_words(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_words(last)}"
    return f"{day_words(first)} – {day_words(last)}"


def _months_words(first: date, last: date) -> str:
    start, end = MONTHS[first.month - 1], MONTHS[last.month - 1]
    if first.year != last.year:
        return (
            f"{first.year}–{last.year}"
            if (start, end) == ("Jan", "Dec")
            else f"{start} {first.year} – {end} {last.year}"
        )
    if (start, end) == ("Jan", "Dec"):
        return str(first.year)
    return f"{start} {first.year}" if start == end else f"{start}–{end} {first.year}"


def interval_words(interval: Interval) -> str:
    """Return an interval in words; one that the text leaves open is "no date"."""
    first, last = interval.earliest, interval.latest
    if first is None:
        return "no date" if last is None else f"by {day_words(last)}"
    return f"from {day_words(first)}" if last is None else range_words(first, last)


def dates_words(start: date | None, end: date | None) -> str:
    """Return when a meeting or exercise is, "" where the text does not say."""
    if start is None and end is None:
        return ""
    return interval_words(Interval(start, start if end is None else end))


def kind_words(kind: str) -> str:
    """Return a closed vocabulary's word as people write it ("joint_statement": "joint statement")."""
    return kind.replace("_", " ")


def party_words(code: str, names: Mapping[str, str]) -> str:
    """Return a party's name with its code, or the code alone where no pack names it."""
    return f"{names[code]} ({code})" if code in names and names[code] != code else code


class Places:
    """Where in the text a thing is said, as people cite it: paragraph and sentence, ¶8.2, or that it stands in none."""

    _OUTSIDE: ClassVar[dict[str, str]] = {"heading": "heading", "furniture": "outside"}

    def __init__(self, record: Record) -> None:
        self._starts = [sentence.anchor.start for sentence in record.sentences]
        self._names = [self._OUTSIDE.get(s.role, f"¶{s.paragraph}.{s.number}") for s in record.sentences]

    def of(self, start: int) -> str:
        """Return the place of the character at `start`, "" where no sentence holds it."""
        index = bisect_right(self._starts, start) - 1
        return self._names[index] if index >= 0 else ""


def who_words(act: Act, speakers: Sequence[str]) -> str:
    """Return who speaks to whom, where that is not simply all the speakers: "USA → KOR, JPN"."""
    actors = "" if set(act.actors) == set(speakers) else ", ".join(act.actors)
    return f"{actors} → {', '.join(act.target)}".strip() if act.target else actors


def clip(text: str, limit: int | None) -> str:
    """Cut `text` at a word so that it has at most `limit` characters; None cuts nothing."""
    if limit is None or len(text) <= limit:
        return text
    return text[: text.rfind(" ", 0, limit - 1)].rstrip(" ,;:—–-") + " …"


def one_line(anchor: Anchor) -> str:
    """Return an anchor's words with every run of white space as one space."""
    return " ".join(anchor.quote.split())
