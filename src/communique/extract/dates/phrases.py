"""Phrases of time as the grammar reads them, before any calendar is looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month; `month` and `year` are None where the words leave them out, `year_shift` as in `Month`."""

    day: int
    month: int | None = None
    year: int | None = None
    year_shift: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (Monday 0); `shift` as in `Relative`, None where no word says which."""

    weekday: int
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month; `year` is None where the words leave it out.

    `shift` says which month of that name is meant ("last June": -1), `year_shift` of which year ("June last year": -1).
    """

    month: int
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season by its first month; the other fields as in `Month`."""

    month: int
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year."""

    year: int


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A fiscal year: `year` is the one it is called by, None with `shift` for "this fiscal year".

    `first` is the month it starts in. 10: it starts in October of the year before (United States federal use, the
    default); 4: in April of the year itself (Japan), read so only where the words say whose it is.
    """

    year: int | None
    shift: int = 0
    first: int = 10


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years from the one that ends in 0."""

    year: int


@dataclass(frozen=True, slots=True)
class Relative:
    """A calendar unit counted from the one the text was issued in ("this year" 0, "next month" 1)."""

    unit: str
    shift: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a longer time: early, mid, late, start, end, later, earlier, half (1, 2), quarter (1 to 4).

    `whole` is None where the words do not say of which year ("in the first quarter").
    """

    part: str
    whole: Phrase | None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Rolling:
    """A stretch of `count` units that ends (`direction` -1) or starts (1) on the text's day."""

    count: int
    unit: str
    direction: int


@dataclass(frozen=True, slots=True)
class Away:
    """A point `count` units before (-1) or after (1) the text's day ("three days ago")."""

    count: int
    unit: str
    direction: int


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch with no place in time ("for five years", "within 90 days"); `count` None: not said.

    `rough` is True where the count is "more than" or "nearly" so many.
    """

    count: int | None
    unit: str
    rough: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From the first day of one phrase to the last of another."""

    first: Phrase
    last: Phrase


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that the words do not bound; `past` where they look back, `lasting` where they say for how long."""

    past: bool = False
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting or the like that stands for a date ("at the next meeting of the committee")."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """A repetition, such as "annual"."""

    value: str


Phrase = (
    Day
    | Weekday
    | Month
    | Season
    | Year
    | Fiscal
    | Decade
    | Relative
    | Part
    | Rolling
    | Away
    | Length
    | Range
    | Vague
    | Occasion
    | Repeated
)
