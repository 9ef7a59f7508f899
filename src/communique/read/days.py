"""Days as datelines and page data write them: "September 10, 2024", "10 Sept. 2024", "2024-09-10"."""

from __future__ import annotations

import re
from datetime import date

_NAMES = (
    "january jan janvier",
    "february feb f\u00e9vrier",
    "march mar mars",
    "april apr avril",
    "may mai",
    "june jun juin",
    "july jul juillet",
    "august aug ao\u00fbt",
    "september sept sep septembre",
    "october oct octobre",
    "november nov novembre",
    "december dec d\u00e9cembre",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"

DAY = re.compile(
    rf"\b(?P<month1>{_MONTH})\s*(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year1>(?:19|20)\d\d)\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:of\s+)?(?P<month2>{_MONTH}),?\s+(?P<year2>(?:19|20)\d\d)\b"
    r"|(?<!\d)(?P<year3>(?:19|20)\d\d)(?:-|/|\.\s?|\u5e74\s?|\ub144\s?)(?P<month3>\d{1,2})"
    r"(?:-|/|\.\s?|\u6708\s?|\uc6d4\s?)(?P<day3>\d{1,2})(?!\d)[\u65e5\uc77c.]?"
    rf"|\b(?P<day4>\d{{1,2}})-(?P<month4>{_MONTH})-(?P<year4>(?:19|20)\d\d)\b"
    # Of two numbers the one over 12 is the day: "14/03/2025", "03/14/2025".
    r"|(?<![\d./-])(?P<day5>1[3-9]|2\d|3[01])(?P<mark5>[/.-])(?P<month5>0?[1-9]|1[0-2])(?P=mark5)(?P<year5>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\d./-])(?P<month6>0?[1-9]|1[0-2])/(?P<day6>1[3-9]|2\d|3[01])/(?P<year6>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
# A day written 10/09/2024 is a date line, but nobody can say which of its numbers is the month.
SLASHED = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b")

_NAMED = re.compile(r"((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


def day_of(match: re.Match[str]) -> date | None:
    """Return the day that a match of `DAY` names, None where the calendar has no such day."""
    for form in "123456":
        year, month, day = (match[part + form] for part in ("year", "month", "day"))
        if year is not None:
            number = int(month) if month.isdigit() else _MONTHS[month.lower().rstrip(".")]
            return calendar_day(int(year), number, int(day))
    return None


def first_day(words: str) -> date | None:
    """Return the first day that `words` name in full, or None."""
    for match in DAY.finditer(words):
        day = day_of(match)
        if day is not None:
            return day
    return None


def named_day(name: str) -> date | None:
    """Return the day that a file's name begins with ("2024-09-10-talks.txt", "20240910.txt"), or None."""
    match = _NAMED.match(name)
    return None if match is None else calendar_day(int(match[1]), int(match[3]), int(match[4]))


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
