"""The almanac: first and last days of calendar units and of their parts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day, both inclusive."""


# No statement speaks of a time outside these.
FIRST, LAST = date(1000, 1, 1), date(3000, 12, 31)


def month_days(year: int, month: int) -> Days:
    """Return the days of a month; `month` may run over either end of the year (13 is January of the next)."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_days(year: int, month: int, count: int) -> Days:
    """Return the days of `count` months from `month` of `year` on."""
    return month_days(year, month)[0], month_days(year, month + count - 1)[1]


def year_days(year: int, years: int = 1) -> Days:
    """Return the days of `years` calendar years from `year` on."""
    return date(year, 1, 1), date(year + years - 1, 12, 31)


def unit_days(unit: str, day: date, shift: int = 0) -> Days:
    """Return the days of the calendar unit `shift` steps from the one that holds `day` (weeks start on Monday)."""
    if unit == "week":
        first = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        return first, first + timedelta(days=6)
    if unit == "weekend":
        first = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        return first + timedelta(days=5), first + timedelta(days=6)
    if unit == "month":
        return month_days(day.year, day.month + shift)
    if unit == "quarter":
        return months_days(day.year, 3 * ((day.month - 1) // 3 + shift) + 1, 3)
    if unit == "year":
        return year_days(day.year + shift)
    if unit == "decade":
        return year_days(day.year // 10 * 10 + 10 * shift, 10)
    if unit == "century":
        return year_days((day.year - 1) // 100 * 100 + 1 + 100 * shift, 100)
    there = day + timedelta(days=shift)
    return there, there


def move(day: date, count: int, unit: str) -> date:
    """Return the day `count` units after `day` (before, where negative); the 31st becomes a shorter month's last.

    Days before `FIRST` or after `LAST` become those.
    """
    if unit in ("hour", "day", "week", "fortnight", "weekend"):
        days = count // 24 if unit == "hour" else count * {"day": 1, "fortnight": 14}.get(unit, 7)
        if not (FIRST - day).days <= days <= (LAST - day).days:
            return FIRST if days < 0 else LAST
        return day + timedelta(days=days)
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    if not FIRST.year <= day.year + months // 12 < LAST.year:
        return FIRST if months < 0 else LAST
    first, last = month_days(day.year, day.month + months)
    return first.replace(day=min(day.day, last.day))


def part_days(days: Days, unit: str, part: str, number: int) -> Days:
    """Return a part of a unit's days: early, mid, late (thirds), start, end, half or quarter `number`.

    Thirds of a month are the 1st to 10th, 11th to 20th and 21st to last; of a year four months each; of a decade
    four, three and three years. Start and end are the first and last month of a year, half, quarter or season, the
    first and last ten days of a month, the first and last year of a decade.
    """
    first, last = days
    if first == last:
        return days
    if part in ("half", "quarter"):
        return _slice(first, last, number, 2 if part == "half" else 4)
    if unit == "decade":
        years = {"early": (0, 4), "mid": (4, 3), "late": (7, 3), "start": (0, 1), "end": (9, 1)}[part]
        return year_days(first.year + years[0], years[1])
    if unit == "century":
        return year_days(first.year + {"early": 0, "mid": 33, "late": 66, "start": 0, "end": 90}[part], 34)
    if part in ("start", "end") and (last - first).days > 31:
        edge = first if part == "start" else last
        return month_days(edge.year, edge.month)
    number = {"early": 1, "start": 1, "mid": 2, "late": 3, "end": 3}[part]
    return _slice(first, last, number, 3)


def _slice(first: date, last: date, number: int, pieces: int) -> Days:
    """Return piece `number` of `pieces`, by whole months where they go into it, else by days (tens of a month)."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months >= pieces and months % pieces == 0 and first.day == 1:
        each = months // pieces
        return months_days(first.year, first.month + (number - 1) * each, each)
    total = (last - first).days + 1
    each = total // pieces
    start = first + timedelta(days=(number - 1) * each)
    return start, last if number == pieces else start + timedelta(days=each - 1)
