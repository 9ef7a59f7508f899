"""What a phrase of time means: an interval, against the text's day and the tense of its clause."""

from __future__ import annotations

from datetime import date, timedelta

from communique.extract.dates.almanac import Days, month_days, months_days, move, part_days, unit_days, year_days
from communique.extract.dates.phrases import (
    Away,
    Day,
    Decade,
    Fiscal,
    Length,
    Month,
    Occasion,
    Part,
    Phrase,
    Range,
    Relative,
    Repeated,
    Rolling,
    Season,
    Vague,
    Weekday,
    Year,
)
from communique.model import Interval

UNKNOWN = Interval(None, None)
VAGUE = Interval(None, None, vague=True)


def interval_of(phrase: Phrase, preposition: str, on: date | None, past: bool | None) -> Interval:
    """Return the interval of a phrase after a preposition of the lexicon's kinds ("" for none).

    `past` tells how its clause looks: True back, False ahead, None unknown. Ends that cannot be known are None: all
    of them for a relative phrase of a text without a day.
    """
    if isinstance(phrase, (Vague, Occasion)):
        return VAGUE
    if isinstance(phrase, Length):
        return _length(phrase, preposition, on, past)
    days = days_of(phrase, on, past)
    if days is None:
        return VAGUE if isinstance(phrase, (Rolling, Away)) and phrase.count == 0 else UNKNOWN
    first, last = days
    precision = precision_of(phrase)
    if preposition in ("by", "within") or (preposition == "through" and past is not True):
        return Interval(None, last, precision=precision)
    if preposition == "before":
        ending = isinstance(phrase, Part) and phrase.part == "end"
        return Interval(None, last if ending else first - timedelta(days=1), precision=precision)
    if preposition == "since":
        return Interval(first, on if on is None or first <= on else None, precision=precision)
    if preposition == "from":
        return Interval(first, None, precision=precision)
    if preposition == "after":
        return Interval(last + timedelta(days=1), None, precision=precision)
    return Interval(first, last, precision=precision)


def _length(length: Length, preposition: str, on: date | None, past: bool | None) -> Interval:
    """Return the interval of a bare duration: only a preposition and a tense place it in time."""
    if length.count is None:
        return VAGUE if preposition in ("within", "over", "in") else UNKNOWN
    if on is None:
        return UNKNOWN
    end = move(on, length.count, length.unit)
    if preposition == "within":
        return Interval(None, end, precision="range")
    if preposition == "over" and past is False and length.count <= _LONGEST_PROMISE.get(length.unit, 0):
        return Interval(on, end, precision="range")
    if preposition == "in" and past is False and not length.rough:
        days = unit_days(length.unit, end)
        return Interval(*days, precision=_UNIT_PRECISION.get(length.unit, "range"))
    return UNKNOWN


# "over five years" of a promise is five years from now; "over 60 years" is more than 60.
_LONGEST_PROMISE = {"day": 120, "week": 52, "month": 60, "year": 20, "decade": 2}

_UNIT_PRECISION = {
    "day": "day",
    "hour": "day",
    "week": "week",
    "weekend": "range",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
}


def precision_of(phrase: Phrase) -> str:
    """Return the precision of a phrase, one of `model.PRECISIONS`."""
    match phrase:
        case Day() | Weekday():
            return "day"
        case Month():
            return "month"
        case Season():
            return "season"
        case Year() | Fiscal():
            return "year"
        case Decade():
            return "decade"
        case Relative(unit) | Away(_, unit):
            return _UNIT_PRECISION.get(unit, "range")
        case Part(part) if part in ("half", "quarter", "week"):
            return part
        case Range() | Rolling() | Part():
            return "range"
    return "unknown"


def days_of(phrase: Phrase, on: date | None, past: bool | None) -> Days | None:
    """Return the first and last day of a phrase, None where they cannot be known or the calendar has none such."""
    try:
        days = _reckoned(phrase, on, past)
    except (ValueError, OverflowError):  # outside the years 1 to 9999: "the 0000s"
        return None
    return None if days is None or days[0] == date.min or days[1] == date.max else days


def _reckoned(phrase: Phrase, on: date | None, past: bool | None) -> Days | None:
    match phrase:
        case Year(year):
            return year_days(year)
        case Decade(year):
            return year_days(year, 10)
        case Day():
            return _day(phrase, on, past)
        case Month():
            return _months(phrase, 1, on, past)
        case Season():
            return _months(phrase, 3, on, past)
        case Range(first, last):
            return _range(first, last, on, past)
        case Part():
            return _part(phrase, on, past)
        case Fiscal():
            return _fiscal(phrase, on)
    if on is None or isinstance(phrase, (Length, Vague, Occasion, Repeated)):
        return None
    match phrase:
        case Relative(unit, shift):
            return unit_days(unit, on, shift)
        case Weekday(weekday, shift):
            return _weekday(weekday, shift, on, past)
        case Rolling(count, unit, direction) if count:
            edge = move(on, direction * count, unit)
            return (edge, on) if direction < 0 else (on, edge)
        case Away(count, unit, direction) if count:
            return unit_days(unit, move(on, direction * count, unit))
    return None


def _day(phrase: Day, on: date | None, past: bool | None) -> Days | None:
    """Return a day; without a year the last one not after `on`, the next one not before it, or the nearest."""
    day, month, year = phrase.day, phrase.month, phrase.year
    if phrase.year_shift is not None and on is not None:
        year = on.year + phrase.year_shift
    if year is not None and month is not None:
        return _exact(year, month, day)
    if on is None:
        return None
    if month is None:
        return _exact(on.year, on.month, day)
    found = [days for step in (-1, 0, 1) if (days := _exact(on.year + step, month, day)) is not None]
    return _choose(found, on, past)


def _exact(year: int, month: int, day: int) -> Days | None:
    last = month_days(year, month)[1]
    if not 1 <= day <= last.day:
        return None
    return last.replace(day=day), last.replace(day=day)


def _choose(found: list[Days], on: date, past: bool | None) -> Days | None:
    """Return of the occurrences the last begun by `on` (past), the next not over (ahead), or the nearest."""
    if past is True:
        found = [days for days in found if days[0] <= on][-1:]
    elif past is False:
        found = [days for days in found if days[1] >= on][:1]
    return min(found, key=lambda days: max((days[0] - on).days, (on - days[1]).days), default=None)


def _months(phrase: Month | Season, count: int, on: date | None, past: bool | None) -> Days | None:
    """Return a month or a season; `shift` 0 is the one of the text's year, -1 the last over, 1 the next to begin."""
    month, shift = phrase.month, phrase.shift
    if phrase.year is not None:
        return months_days(phrase.year, month, count)
    if on is None:
        return None
    if phrase.year_shift is not None:
        return months_days(on.year + phrase.year_shift, month, count)
    if shift == 0 and count == 1:
        return months_days(on.year, month, count)
    found = [months_days(on.year + step, month, count) for step in (-2, -1, 0, 1, 2)]
    if shift is None:
        return _choose(found, on, past)
    if shift < 0:
        return [days for days in found if days[1] < on][-1]
    if shift > 0:
        return next(days for days in found if days[0] > on)
    within = [days for days in found if days[0] <= on <= days[1]]
    return within[0] if within else months_days(on.year, month, count)


def _weekday(weekday: int, shift: int | None, on: date, past: bool | None) -> Days:
    """Return a weekday: "last" and "next" are the nearest before and after `on`; else by tense, `on` included."""
    back = (on.weekday() - weekday) % 7
    ahead = (weekday - on.weekday()) % 7
    if shift == 0:
        return unit_days("day", on, weekday - on.weekday())
    if shift is not None:
        return unit_days("day", on, -(back or 7) if shift < 0 else ahead or 7)
    if past is None:
        past = back <= ahead
    return unit_days("day", on, -back if past else ahead)


def _range(first: Phrase, last: Phrase, on: date | None, past: bool | None) -> Days | None:
    """Return the days from one phrase to another; a last one without a year is the first to come after the first."""
    one = days_of(first, on, past)
    if one is None:
        return None
    loose = isinstance(last, (Day, Month, Season, Weekday)) and getattr(last, "year", None) is None
    other = days_of(last, one[0], False) if loose else days_of(last, on, past)
    if other is None or one[0] > other[1]:
        return None
    return one[0], other[1]


def _fiscal(fiscal: Fiscal, on: date | None) -> Days | None:
    year = fiscal.year
    ahead = 1 if fiscal.first > 6 else 0
    if year is None:
        if on is None:
            return None
        year = on.year + fiscal.shift + (ahead if on.month >= fiscal.first else ahead - 1)
    return months_days(year - ahead, fiscal.first, 12)


def _part(part: Part, on: date | None, past: bool | None) -> Days | None:
    whole = part.whole
    if whole is None:
        return _undated_part(part, on, past)
    days = days_of(whole, on, past)
    if days is None:
        return None
    if part.part == "week":
        return unit_days("week", days[0])
    if part.part in ("later", "earlier"):
        return _side(days, part.part, on)
    unit = precision_of(whole)
    if isinstance(whole, Relative):
        unit = whole.unit
    if isinstance(whole, (Rolling, Range)) and part.part == "end":
        return days[1], days[1]
    return part_days(days, unit, part.part, part.number)


def _side(days: Days, side: str, on: date | None) -> Days | None:
    """Return what is left of the days after `on` ("later this year") or was before it; all where `on` is outside."""
    if on is None or not days[0] <= on <= days[1]:
        return days if on is not None else None
    return (on, days[1]) if side == "later" else (days[0], on)


def _undated_part(part: Part, on: date | None, past: bool | None) -> Days | None:
    """Return a half or quarter with no year said, chosen as a month is."""
    if on is None:
        return None
    if part.part not in ("half", "quarter"):
        return None
    number = part.number if part.number > 0 else {"half": 2, "quarter": 4}[part.part]
    found = [part_days(year_days(on.year + step), "year", part.part, number) for step in (-1, 0, 1)]
    return _choose(found, on, past)
