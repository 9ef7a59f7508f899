"""Times: how far apart stretches of days are, and what was told before it can have been."""

from __future__ import annotations

from datetime import date, timedelta

Days = tuple[date, date]

SLACK = 1
"""Days: sources in two time zones may disagree by so many on the day of one event."""


def gap(one: Days, two: Days) -> int:
    """Return the days between two stretches, 0 where they meet."""
    return max((two[0] - one[1]).days, (one[0] - two[1]).days, 0)


def told_too_early(told: date | None, days: Days | None) -> bool:
    """Tell whether a text that tells of something as past is older than the days of another event."""
    return told is not None and days is not None and days[0] > told + timedelta(days=SLACK)
