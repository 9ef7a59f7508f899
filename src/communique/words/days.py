"""Days in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from communique.model import Interval

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_words(day: date) -> str:
    """Return a day as "10 Sep 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_day_words(day: date) -> str:
    """Return a day as "10 September 2024"."""
    return f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: datetime) -> str:
    """Return a moment of the register: "10 Sep 2024 14:05 UTC"."""
    return f"{day_words(moment.date())} {moment:%H:%M} UTC"


def range_words(first: date, last: date) -> str:
    """Return the days from `first` to `last` in the fewest words: "13–15 Nov 2024", "Jan–Jun 2025", "2026"."""
    if first == last:
        return day_words(first)
    ends_month = last == date.max or (last + timedelta(days=1)).day == 1
    if first.day == 1 and ends_month:
        return _months_words(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_words(last)}"
    return f"{day_words(first)} – {day_words(last)}"


def _months_words(first: date, last: date) -> str:
    start, end = MONTHS[first.month - 1], MONTHS[last.month - 1]
    whole_years = (start, end) == ("Jan", "Dec")
    if first.year != last.year:
        return f"{first.year}–{last.year}" if whole_years else f"{start} {first.year} – {end} {last.year}"
    if whole_years:
        return str(first.year)
    return f"{start} {first.year}" if start == end else f"{start}–{end} {first.year}"


def interval_words(interval: Interval) -> str:
    """Return an interval in words; one that the text leaves open is "no date"."""
    first, last = interval.earliest, interval.latest
    if first is None:
        return "no date" if last is None else f"by {day_words(last)}"
    return f"from {day_words(first)}" if last is None else range_words(first, last)


def span_words(first: date | None, last: date | None) -> str:
    """Return the days from `first` to `last`, each of which may be open: "by 3 May 2023"; "" where both are."""
    return "" if first is None and last is None else interval_words(Interval(first, last))


def dates_words(start: date | None, end: date | None) -> str:
    """Return when a meeting or exercise is, "" where the text does not say."""
    return span_words(start, start if end is None else end)
