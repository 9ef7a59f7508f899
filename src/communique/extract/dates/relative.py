"""Times told from the text's own day: "this year", "the next three years", "two weeks ago"."""

from __future__ import annotations

from communique.extract.dates.absolute import Read, month_first, month_name, read_day
from communique.extract.dates.phrases import Away, Length, Month, Relative, Rolling, Season, Weekday, Year
from communique.extract.dates.words import DASHES, Words


def read_clock(words: Words, at: int) -> Read | None:
    """Read a time of day as its day: the one named after it ("4:00 p.m. KST on September 10"), else the text's own."""
    if words.kind(at) != "number" or len(words.words[at]) not in (1, 2, 4) or (words.tokens[at].number or 0) > 2400:
        return None
    end = at + 1
    minutes = words.word(end) == ":" and words.kind(end + 1) == "number" and len(words.words[end + 1]) == 2
    if minutes:
        end += 2
    elif len(words.words[at]) == 4 and words.word(end) not in words.lexicon.clock:
        return None
    half = words.word(end) in ("am", "pm")
    if words.word(end) in ("a", "p") and words.words[end + 1 : end + 3] == [".", "m"]:
        half, end = True, words.skip(end + 3, ".")
    elif half:
        end += 1
    zone = words.word(end) in words.lexicon.clock and (words.word(end) != "local" or words.word(end + 1) == "time")
    hour = words.tokens[at].number or 0
    if hour > (12 if half else 24) and len(words.words[at]) < 3:
        return None
    if not (half or (zone and (minutes or len(words.words[at]) == 4))):
        return None
    if zone:
        end = words.skip(end + 1, "time")
    day = read_day(words, words.skip(words.skip(end, ","), "on"))
    return (end, Relative("day", 0)) if day is None else day


def read_relative(words: Words, at: int) -> Read | None:
    """Read a time told from the text's own day."""
    return near_day(words, at) or new_year(words, at) or rolling(words, at) or shifted(words, at) or away(words, at)


def near_day(words: Words, at: int) -> Read | None:
    """Read "today", "yesterday", "tomorrow", "this morning"."""
    word = words.word(at)
    if word in words.lexicon.days:
        return at + 1, Relative("day", words.lexicon.days[word])
    if word == "this" and words.word(at + 1) in ("morning", "afternoon", "evening"):
        return at + 2, Relative("day", 0)
    return None


def new_year(words: Words, at: int) -> Read | None:
    """Read "the new year" (the next calendar year), "mid-century" (2050, as climate texts use it)."""
    if words.words[at : at + 3] == ["the", "new", "year"]:
        return at + 3, Relative("year", 1)
    place = words.skip(at, "the")
    if words.word(place) in ("mid", "middle") and words.word(place + 1) in (*DASHES, "century"):
        end = place + 1 if words.word(place + 1) == "century" else place + 2
        if words.word(end) == "century" and not words.hyphenated(end + 1):
            return end + 1, Year(2050)
    return None


def rolling(words: Words, at: int) -> Read | None:
    """Read a stretch up to or from now: "the past 15 months", "the next three years", "this past year"."""
    place = words.skip(at, "the", "this", "these")
    word = words.word(place)
    if words.word(at) == "the":
        end, number = words.count(place) or (place, 1)
        unit = words.unit(end)
        if unit is not None and number is not None and words.word(end + 1) == "ahead":
            return end + 2, Rolling(number, unit, 1)
    if word not in ("past", "last", "next", "coming", "previous", "preceding", "upcoming", "following"):
        return None
    direction = words.lexicon.shifts[word]
    counted = words.count(place + 1)
    if counted is not None:
        end = words.skip(counted[0], "full", "consecutive", "calendar", "fiscal", "short")
        unit = words.unit(end)
        if unit is not None and not words.hyphenated(end + 1):
            return half_more(words, end + 1, counted[1], unit, direction)
        return None
    unit = words.unit(place + 1)
    anchored = place > at and (words.word(at) != "this" or word in ("past", "coming"))
    if unit is None or words.word(place + 1).endswith("s") or not anchored:
        return None
    if words.word(at) == "the" and word in ("previous", "preceding", "following"):
        return None
    return place + 2, Relative(unit, direction) if unit == "quarter" else Rolling(1, unit, direction)


def half_more(words: Words, end: int, count: int | None, unit: str, direction: int) -> Read:
    """Read the "and a half" after a count of years."""
    if count is not None and unit == "year" and words.words[end : end + 3] == ["and", "a", "half"]:
        return end + 3, Rolling(12 * count + 6, "month", direction)
    return end, Rolling(count or 0, unit, direction)


def shifted(words: Words, at: int) -> Read | None:
    """Read a unit, month, season or weekday after "this", "last" or "next"."""
    shift = words.lexicon.shifts.get(words.word(at))
    place = at + 1
    if words.word(at) == "the" and words.word(at + 1) in ("current", "present", "coming", "upcoming", "following"):
        shift, place = words.lexicon.shifts[words.word(at + 1)], at + 2
    if shift is None or words.word(at) in ("past", "following", "coming", "upcoming", "preceding", "previous"):
        return None
    while words.word(place) in words.lexicon.unit_adjectives:
        shift = words.lexicon.shifts.get(words.word(place), shift)
        place += 1
    unit = words.unit(place)
    if unit is not None:
        if words.word(place).endswith("s") or words.hyphenated(place + 1) or unit == "hour":
            return None
        return place + 1, Relative(unit, shift)
    season = words.lexicon.seasons.get(words.word(place))
    if season is not None:
        return place + 1, Season(season, None, shift)
    named = month_name(words, place)
    if named is not None:
        read = month_first(words, place)
        return read if read is not None else (named[0], Month(named[1], None, shift))
    weekday = words.lexicon.weekdays.get(words.word(place))
    if weekday is not None and words.tokens[place].raw[0].isupper():
        return place + 1, Weekday(weekday, shift)
    return None


def away(words: Words, at: int) -> Read | None:
    """Read "three days ago", "two years from now", "a year earlier" is not read: it points into the text."""
    counted = words.count(at)
    if counted is None:
        return None
    unit = words.unit(counted[0])
    if unit is None:
        return None
    end = counted[0] + 1
    if words.words[end : end + 3] == ["and", "a", "half"]:
        end += 3
    direction = 0
    if words.word(end) == "ago":
        direction, end = -1, end + 1
    elif words.words[end : end + 2] == ["from", "now"] or (
        words.word(end) in ("'", "'s") and words.word(end + 1) == "time"
    ):
        direction, end = 1, end + 2
    if direction == 0:
        return None
    if words.word(end) in ("today", "tomorrow"):
        return end + 1, Away(counted[1] or 0, "day" if unit == "year" else unit, direction)
    return end, Away(counted[1] or 0, unit, direction)


_LEADS = (
    ("more", "than"),
    ("at", "least"),
    ("up", "to"),
    ("well", "over"),
    ("a", "period", "of"),
    ("the", "period", "of"),
    ("a", "total", "of"),
    ("the", "course", "of"),
)
_ABOUT = ("just", "approximately", "nearly", "almost", "around", "about", "roughly", "over", "some", "only")


def read_length(words: Words, at: int) -> Read | None:
    """Read a bare duration: "five years", "a two-year period", "a period of at least six weeks"."""
    place = at
    for _ in range(3):
        for lead in _LEADS:
            if tuple(words.words[place : place + len(lead)]) == lead:
                place += len(lead)
        place = words.skip(place, *_ABOUT)
    rough = any(words.word(before) in ("than", *_ABOUT) for before in range(at, place))
    counted = words.count(place)
    if counted is None:
        return None
    if words.word(place) in ("a", "an") and words.lexicon.numbers.get(words.word(place + 1)):
        counted = words.count(place + 1) or counted
    end = words.skip(counted[0], "full", "consecutive", "short", "additional", "-")
    unit = words.unit(end)
    if unit is None or words.hyphenated(end + 1):
        return None
    if words.word(end - 1) == "-":
        return (end + 2, Length(counted[1], unit)) if words.word(end + 1) in ("period", "span") else None
    return end + 1, Length(counted[1], unit, rough)
