"""Dates of the calendar: days, months, seasons, years, fiscal years, and ranges of them."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.dates.phrases import Day, Decade, Fiscal, Month, Phrase, Range, Season, Weekday, Year
from communique.extract.dates.words import DASHES, YEARS, Words

Read = tuple[int, Phrase]
"""Where the phrase ends (the place after its last token) and what it says."""


def month_name(words: Words, at: int) -> tuple[int, int] | None:
    """Return the end and the number of a month's name; an abbreviation needs a number beside it."""
    word = words.word(at)
    if word in words.lexicon.months:
        return (at + 1, words.lexicon.months[word]) if words.tokens[at].raw[0].isupper() else None
    if word not in words.lexicon.abbreviations or not words.tokens[at].raw[0].isupper():
        return None
    end = words.skip(at + 1, ".")
    if words.kind(end) in ("number", "ordinal") or words.day_number(at - 1) is not None or words.word(at - 1) in DASHES:
        return end, words.lexicon.abbreviations[word]
    return None


def after_year(words: Words, at: int) -> tuple[int, int] | None:
    """Return the end and the value of the year that follows a month or day: "2024", ", 2024", "of 2024"."""
    place = words.skip(at, ",", "of", ".")
    year = words.year_number(place)
    if year is None or (words.word(at) == "." and place == at + 1):
        return None
    return place + 1, year


def read_day(words: Words, at: int) -> Read | None:
    """Read a date with a day in it, or a list or range of days: "7-8 March 2024", "April 22 and 23"."""
    if words.kind(at) == "date":
        return numeric_day(words.tokens[at].raw, at)
    place = at
    weekday = words.lexicon.weekdays.get(words.word(at))
    if weekday is not None:
        place = words.skip(at + 1, ",")
        place = words.skip(words.skip(place, "the"), ".")
    read = month_first(words, place) or day_first(words, words.skip(place, "the")) or formal_day(words, at)
    if read is not None:
        loose = isinstance(read[1], Day) and read[1].year is None
        return (of_year(words, read[0], read[1]) if loose and isinstance(read[1], Day) else None) or read
    if weekday is not None and words.tokens[at].raw[0].isupper() and words.word(at - 1) not in words.lexicon.named_days:
        return at + 1, Weekday(weekday)
    return None


def month_first(words: Words, at: int) -> Read | None:
    """Read "September 10, 2024", "September 9-10, 2024", "September 30 to October 2, 2024"."""
    named = month_name(words, at)
    if named is None:
        return None
    place = words.skip(named[0], "the")
    day = words.day_number(place)
    if day is None or words.year_number(named[0]) is not None or words.unit(place + 1):
        return None
    first, end = Day(day, named[1]), place + 1
    early = after_year(words, end)
    if early is not None:
        end, first = early[0], replace(first, year=early[1])
    link = joined_at(words, end)
    if link is not None:
        other = month_name(words, link)
        second = words.day_number(link if other is None else other[0])
        last = None if second is None else Day(second, named[1] if other is None else other[1])
        if last is not None and (other is not None or (early is None and not words.unit(link + 1))):
            if words.word(link - 1) in ("and", "&", "or") and not near(first, last):
                return end, first
            return dated(words, link + 1 if other is None else other[0] + 1, first, last)
    return end, first


def near(first: Day, last: Day) -> bool:
    """Tell whether two days joined by "and" are one stretch (at most three days apart), not two separate days."""
    if first.year is not None or first.month is None or last.month is None:
        return False
    return 0 < (last.month - first.month) % 12 * 30 + last.day - first.day <= 3


def day_first(words: Words, at: int) -> Read | None:
    """Read "10 September 2024", "the 10th of September", "7-8 March", "30 September - 2 October 2024"."""
    day = words.day_number(at)
    if day is None:
        return None
    end = at + 1
    named = month_name(words, words.skip(end, "of"))
    first = Day(day)
    if named is not None:
        end, first = named[0], Day(day, named[1])
        year = after_year(words, end)
        if year is not None:
            end, first = year[0], replace(first, year=year[1])
    link = joined_at(words, end)
    if link is not None:
        link = words.skip(link, "the")
        second = words.day_number(link)
        other = None if second is None else month_name(words, words.skip(link + 1, "of"))
        if second is not None and other is not None:
            if first.month is None:
                first = replace(first, month=other[1])
            elif words.word(end) in ("and", "&", "or") and not near(first, Day(second, other[1])):
                return end, first
            return dated(words, other[0], first, Day(second, other[1]))
    return None if first.month is None else (end, first)


def formal_day(words: Words, at: int) -> Read | None:
    """Read the date of a treaty's last line: "this fourth day of May, two thousand and nine"."""
    place = words.skip(at, "this", "the")
    spelt = "".join(words.words[place : place + 3]) if words.hyphenated(place + 1) else words.word(place)
    day = words.day_number(place) if words.kind(place) == "ordinal" else words.lexicon.ordinal_days.get(spelt)
    end = place + (3 if words.hyphenated(place + 1) else 1)
    if day is None or words.words[end : end + 2] != ["day", "of"]:
        return None
    named = month_name(words, words.skip(end + 2, "the"))
    if named is None:
        return None
    year = after_year(words, named[0]) or spelt_year(words, named[0])
    return (named[0], Day(day, named[1])) if year is None else (year[0], Day(day, named[1], year[1]))


def spelt_year(words: Words, at: int) -> tuple[int, int] | None:
    """Return the end and the value of a year in words: ", in the year two thousand and nine"."""
    place = words.skip(words.skip(at, ","), "in")
    if words.words[place : place + 2] == ["the", "year"]:
        place += 2
    if words.words[place : place + 2] != ["two", "thousand"]:
        return None
    place = words.skip(place + 2, "and")
    rest = words.count(place)
    return (place, 2000) if rest is None or rest[1] is None else (rest[0], 2000 + rest[1])


def joined_at(words: Words, at: int) -> int | None:
    """Return the place after what joins two ends: a dash, "to", "and", "until", "through", "or"."""
    if words.word(at) == "," and words.word(at + 1) == "and":
        return at + 2
    if words.word(at) in DASHES or words.word(at) in ("to", "and", "until", "till", "through", "&", "/", "or"):
        return at + 1
    return None


def dated(words: Words, end: int, first: Day, last: Day) -> Read | None:
    """Give a range of days the year that follows it."""
    year = after_year(words, end)
    if year is not None:
        end, last = year[0], replace(last, year=year[1])
        if first.year is None:
            turned = first.month is not None and last.month is not None and first.month > last.month
            first = replace(first, year=year[1] - 1 if turned else year[1])
    return end, Range(first, last)


def read_month(words: Words, at: int) -> Read | None:
    """Read a month: "September 2024", "September of last year", "June this year", "September"."""
    named = month_name(words, at)
    if named is None or (words.tokens[at].text in words.lexicon.abbreviations and after_year(words, named[0]) is None):
        return None
    end, number = named
    year = after_year(words, end)
    if year is not None:
        return year[0], Month(number, year[1])
    return of_year(words, end, Month(number)) or (end, Month(number))


def of_year(words: Words, at: int, whole: Day | Month | Season) -> Read | None:
    """Read the "(of) this|last|next year" after a day, a month or a season."""
    place = words.skip(at, "of", ",")
    shift = words.lexicon.shifts.get(words.word(place))
    if shift is None or words.word(place + 1) != "year" or words.word(place) not in ("this", "last", "next"):
        return None
    return place + 2, replace(whole, year_shift=shift)


def read_season(words: Words, at: int) -> Read | None:
    """Read a season: "the summer of 2024", "spring 2025", "winter 2022/23", "the autumn"."""
    place = words.skip(at, "the")
    month = words.lexicon.seasons.get(words.word(place))
    if month is None or (words.tokens[place].raw.isupper() and place != at):
        return None
    end = place + 1
    year = after_year(words, end)
    if year is not None:
        end = year[0]
        if month == 12 and words.word(end) in ("/", *DASHES) and words.kind(end + 1) == "number":
            end += 2
        return end, Season(month, year[1])
    return of_year(words, end, Season(month)) or (end, Season(month))


def read_year(words: Words, at: int) -> Read | None:
    """Read a year or a range of years: "2024", "2025-2027", "2025-26", "2024 and 2025"."""
    first = words.year_number(at)
    if first is None:
        return None
    link = joined_at(words, at + 1)
    if link is not None:
        second = words.year_number(link)
        joined = words.word(at + 1) in ("and", "&", "or")
        if second is not None and (second == first + 1 if joined else second > first):
            return link + 1, Range(Year(first), Year(second))
        short = words.tokens[link].number if words.kind(link) == "number" else None
        clipped = words.word(at + 1) in (*DASHES, "/") and short is not None and len(words.words[link]) == 2
        if clipped and short is not None and (short == (first + 1) % 100 or short > max(first % 100, 12)):
            return link + 1, Range(Year(first), Year(first // 100 * 100 + short))
    return at + 1, Year(first)


def read_fiscal(words: Words, at: int) -> Read | None:
    """Read a fiscal year: "FY 2027", "FY25", "fiscal year 2025", "Japanese fiscal year 2024", "this fiscal year"."""
    early = read_year(words, at)
    if early is not None and words.word(early[0]) == "fiscal" and words.word(early[0] + 1) in ("year", "years"):
        return early[0] + 2, Fiscal(_last_year(early[1]))
    place, first, shift = at, 10, None
    if words.word(place) in ("this", "the", "next", "last", "current", "coming", "upcoming"):
        shift = words.lexicon.shifts.get(words.word(place), 0)
        place = words.skip(place + 1, "current", "coming", "upcoming", "next")
        if place > at + 1:
            shift = words.lexicon.shifts[words.word(place - 1)]
    owner = words.match(place, words.lexicon.fiscal_states)
    if owner is not None:
        place, first = words.skip(owner[0], "'s"), int(owner[1])
    if words.word(place) in ("fy", "jfy"):
        first = 4 if words.word(place) == "jfy" else first
        place += 1
    elif words.word(place) == "fiscal" and words.word(place + 1) in ("year", "years"):
        place += 2
    else:
        return None
    for code in ("fy", "jfy"):
        if words.words[place : place + 3] == ["(", code, ")"]:
            place += 3
    year = fiscal_number(words, words.skip(place, "'"))
    if year is None:
        return None if shift is None else (place, Fiscal(None, shift, first))
    link = joined_at(words, place + 1)
    if link is not None:
        link = words.skip(link, "fy")
        second = fiscal_number(words, link)
        if second == year + 1 and len(words.word(link)) == 2 and len(words.word(link - 2)) == 4:
            # "FY2026-27" is one fiscal year, called by both the years it lies in.
            return link + 1, Fiscal(second, 0, first)
        if second is not None and second > year:
            return link + 1, Range(Fiscal(year, 0, first), Fiscal(second, 0, first))
    return place + 1, Fiscal(year, 0, first)


def _last_year(phrase: Phrase) -> int:
    """Return the year that "2022-2023" or "2023" calls a fiscal year by."""
    if isinstance(phrase, Range):
        return _last_year(phrase.last)
    return phrase.year if isinstance(phrase, Year) else 0


def fiscal_number(words: Words, at: int) -> int | None:
    """Return the year at a place, of four digits or two."""
    if words.kind(at) == "number" and len(words.words[at]) == 2 and words.tokens[at].number is not None:
        return 2000 + (words.tokens[at].number or 0)
    return words.year_number(at)


def read_decade(words: Words, at: int) -> Read | None:
    """Read a decade: "the 2030s"."""
    place = words.skip(at, "the")
    if words.kind(place) == "tens":
        return place + 1, Decade(int(words.words[place][:4]))
    return None


def numeric_day(text: str, at: int) -> Read | None:
    """Read a date in figures: ISO, or "13/9/2024" and "10.09.2024" where only one order can be meant."""
    parts = [int(part) for part in re.split(r"[-./]", text)]
    if parts[0] > 31:
        year, month, day = parts
    elif "." in text or parts[0] > 12 or parts[0] == parts[1]:
        day, month, year = parts
    elif parts[1] > 12:
        month, day, year = parts
    else:
        return None
    return (at + 1, Day(day, month, year)) if 1 <= month <= 12 and 1 <= day <= 31 and year in YEARS else None
