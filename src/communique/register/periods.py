"""Periods: the calendar stretches in each of which a recurring promise must have its occurrence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = {
    "monthly": 1,
    "quarterly": 3,
    "semiannual": 6,
    "annual": 12,
    "biennial": 24,
    "triennial": 36,
    "quadrennial": 48,
}
"""Months of each recurrence that has a bound; "regular" and the like set none."""


def has_bound(recurrence: str) -> bool:
    """Tell whether the words of a recurrence say how long a period is."""
    return recurrence in MONTHS


def periods(recurrence: str, made: date, until: date) -> Iterator[tuple[date, date]]:
    """Yield the calendar periods (first and last day) that begin after the day of the promise and end before `until`.

    Calendar years, halves, quarters or months: what is promised "annually" in August is due in the next year, at any
    time of it. The stretch between the promise and the first such period belongs to the first.
    """
    months = MONTHS[recurrence]
    start = _first_after(made, months)
    while True:
        following = _add(start, months)
        last = following - timedelta(days=1)
        if last >= until:
            return
        yield start, last
        start = following


def _first_after(day: date, months: int) -> date:
    """Return the first day of the calendar period after the one in which a day lies."""
    if months > 12:
        return date(day.year + 1, 1, 1)
    index = (day.month - 1) // months + 1
    return _add(date(day.year, 1, 1), index * months)


def _add(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)
