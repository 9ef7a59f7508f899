"""The core of a time: dates and relative times composed into parts ("early June") and ranges."""

from __future__ import annotations

from dataclasses import replace

from communique.extract.dates.absolute import (
    Read,
    joined_at,
    read_day,
    read_decade,
    read_fiscal,
    read_month,
    read_season,
    read_year,
)
from communique.extract.dates.phrases import (
    Day,
    Decade,
    Fiscal,
    Month,
    Part,
    Range,
    Relative,
    Rolling,
    Season,
    Weekday,
    Year,
)
from communique.extract.dates.relative import read_clock, read_relative
from communique.extract.dates.words import DASHES, Words

_THIRDS = {"early": "early", "mid": "mid", "middle": "mid", "late": "late"}
_EDGES = {
    "end": "end",
    "close": "end",
    "conclusion": "end",
    "start": "start",
    "beginning": "start",
    "outset": "start",
    "middle": "mid",
    "midpoint": "mid",
    "turn": "start",
}


def read_core(words: Words, at: int) -> Read | None:
    """Read a time without its preposition: a simple one, a part of one, or a range of two."""
    first = read_simple(words, at)
    if first is None:
        return None
    return _range(words, first) or first


def read_simple(words: Words, at: int) -> Read | None:
    """Read a time that is no range of two phrases."""
    opener = at + 1 if words.word(at) == "the" else at
    if words.kind(opener) == "word" and words.words[opener] not in words.lexicon.openers:
        return None
    return (
        read_part(words, at)
        or read_fiscal(words, at)
        or read_clock(words, at)
        or read_day(words, at)
        or read_decade(words, at)
        or read_relative(words, at)
        or read_season(words, at)
        or read_month(words, at)
        or read_year(words, at)
    )


def _range(words: Words, read: Read) -> Read | None:
    """Read the second end of a range: "January to March 2025", "early 2025 to mid-2026", "June and July 2024"."""
    end, first = read
    if isinstance(first, (Range, Relative, Rolling)):
        return None
    link = joined_at(words, end)
    second = None if link is None else read_simple(words, link)
    if second is None or type(second[1]) is not type(first):
        return None
    last = second[1]
    # "and" and "or" join two times rather than the ends of one, but for neighbours and after "between".
    lists = words.word(end) in ("and", "or", "&", ",", "/") and words.word(at_between(words, end)) != "between"
    if isinstance(first, (Month, Season)) and isinstance(last, (Month, Season)):
        if first.year is None and last.year is not None and first.shift is None:
            first = replace(first, year=last.year - 1 if first.month > last.month else last.year)
        return None if lists and not _adjacent(first, last) else (second[0], Range(first, last))
    if isinstance(first, Part) and isinstance(last, Part):
        if first.whole is None:
            first = replace(first, whole=last.whole)
        return None if lists and not isinstance(first.whole, (Year, Month)) else (second[0], Range(first, last))
    if isinstance(first, (Year, Fiscal, Decade)) and not lists:
        return second[0], Range(first, last)
    return None


def at_between(words: Words, at: int) -> int:
    """Return the place of a "between" shortly before a place, or a place outside the text."""
    return next((place for place in range(at - 1, max(at - 5, -1), -1) if words.word(place) == "between"), -1)


def _adjacent(first: Month | Season, last: Month | Season) -> bool:
    step = 1 if isinstance(first, Month) else 3
    return (last.month - first.month) % 12 == step


def _named_unit(words: Words, place: int) -> Read | None:
    """Read "the week of March 4", "the week beginning 7 October", "the month of January"."""
    if words.word(place) not in ("week", "month") or words.word(place + 1) not in ("of", "beginning", "commencing"):
        return None
    inner = read_month(words, place + 2) if words.word(place) == "month" else read_day(words, place + 2)
    if inner is None or isinstance(inner[1], (Range, Weekday)):
        return None
    return inner if words.word(place) == "month" else (inner[0], Part("week", inner[1]))


def read_part(words: Words, at: int, *, bare: bool = False) -> Read | None:
    """Read a part of a time: "early June", "the end of this year", "first half next year", "Q3 2025", "year-end".

    `bare` lets a half or a quarter stand without its year.
    """
    place = words.skip(at, "the")
    word = words.word(place)
    if word in ("later", "earlier"):
        return _side(words, place)
    if word in ("remainder", "rest", "balance") and words.word(place + 1) == "of":
        inner = read_whole(words, place + 2)
        return None if inner is None else (inner[0], Part("later", inner[1]))
    return (
        _year_end(words, at)
        or _named_unit(words, place)
        or _third(words, place)
        or _edge(words, place, bare)
        or _numbered(words, place, bare)
        or _coded(words, place, bare)
    )


def _side(words: Words, at: int) -> Read | None:
    """Read "later this year", "later in the year", "earlier today"."""
    inner = read_whole(words, words.skip(at + 1, "in", "on", "during"))
    if inner is None or isinstance(inner[1], (Rolling, Day, Range)):
        return None
    if isinstance(inner[1], Relative) and inner[1].unit == "day":
        return inner
    return inner[0], Part(words.word(at), inner[1])


def _year_end(words: Words, at: int) -> Read | None:
    """Read "year-end", "the year's end", "this year's end", "mid-year"."""
    place = words.skip(at, "the", "this")
    if words.word(place) == "year":
        end = words.skip(place + 1, "'s", *DASHES)
        if words.word(end) == "end":
            inner = read_year(words, end + 1)
            return (end + 1, Part("end", Relative("year", 0))) if inner is None else (inner[0], Part("end", inner[1]))
    for word, part in (("mid", "mid"), ("end", "end")):
        if words.word(place) == word and words.word(place + 1) in DASHES and words.word(place + 2) == "year":
            return place + 3, Part(part, Relative("year", 0))
    return None


def _third(words: Words, place: int) -> Read | None:
    """Read "early June", "mid-2025", "late in the year", "the early part of 2025"."""
    part = _THIRDS.get(words.word(place))
    if words.word(place) == "latter" and words.word(place + 1) == "part":
        part = "late"
    if part is None:
        return None
    end = place + 1
    if words.words[end : end + 2] == ["part", "of"]:
        end += 2
    elif words.words[end : end + 3] == ["to", "mid", "-"]:
        end += 3
    else:
        end = words.skip(end, "in", *DASHES)
    if words.word(end - 1) == "middle":
        return None
    inner = read_whole(words, end)
    return None if inner is None or isinstance(inner[1], (Day, Range)) else (inner[0], Part(part, inner[1]))


def _edge(words: Words, place: int, bare: bool) -> Read | None:
    """Read "the end of this year", "end-2024", "the start of 2025", "the end of Q3", "the end of the third quarter"."""
    part = _EDGES.get(words.word(place))
    if part is None:
        return None
    end = words.skip(place + 1, "of", *DASHES)
    if end == place + 1 and (words.word(place) != "end" or words.year_number(end) is None):
        return None
    inner = read_whole(words, end)
    if inner is None and end > place + 1:
        inner = _numbered(words, words.skip(end, "the"), bare) or _coded(words, end, bare)
    return None if inner is None or isinstance(inner[1], Day) else (inner[0], Part(part, inner[1]))


def _numbered(words: Words, place: int, bare: bool) -> Read | None:
    """Read "the first half of 2025", "first half next year", "the last quarter of this year"."""
    number = words.lexicon.ordinals.get(words.word(place))
    name = place + 2 if words.hyphenated(place + 1) else place + 1
    part = words.word(name)
    if number is None or part not in ("half", "quarter"):
        return None
    if number < 0:
        number = 2 if part == "half" else 4
    if part == "half" and number > 2:
        return None
    return _of_whole(words, name + 1, Part(part, None, number), bare)


def _coded(words: Words, place: int, bare: bool) -> Read | None:
    """Read "Q3 2025", "H1 of 2025", "1H 2025", "2024 Q4"."""
    year = words.year_number(place)
    code = place if year is None else place + 1
    one, two = words.word(code), words.word(code + 1)
    if words.kind(code) == "number" and two == "h":
        one, two = two, one
    part, most = {"q": ("quarter", 4), "h": ("half", 2)}.get(one, ("", 0))
    glued = code + 1 < len(words) and words.tokens[code].end == words.tokens[code + 1].start
    if not glued or not two.isdigit() or not 1 <= int(two) <= most:
        return None
    if year is not None:
        return code + 2, Part(part, Year(year), int(two))
    return _of_whole(words, code + 2, Part(part, None, int(two)), bare)


def _of_whole(words: Words, at: int, part: Part, bare: bool) -> Read | None:
    """Read the whole that a half or quarter is of."""
    end = words.skip(at, "of", "in", ",")
    inner = read_whole(words, end)
    if inner is not None and not isinstance(inner[1], (Day, Range)):
        return inner[0], replace(part, whole=inner[1])
    return None if (end > at and words.word(at) != ",") or not bare else (at, part)


def read_whole(words: Words, at: int) -> Read | None:
    """Read what a part is part of: "the year", "this decade", or any simple time."""
    unit = words.unit(at + 1)
    if words.word(at) == "the" and unit and not words.word(at + 1).endswith("s"):
        if words.word(at + 1) == "year" and (year := read_year(words, at + 2)):
            return year
        return at + 2, Relative(unit, 0)
    if words.word(at) in ("the", "its", "their", "our") and words.lexicon.shifts.get(words.word(at + 1)) is not None:
        at = at if words.word(at) == "the" else at + 1
    return read_simple(words, at)
