"""Meeting view: a meeting as its matcher compares it, with series, rank, place and days made comparable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from communique.packs.pack import PastMeeting
from communique.resolve.known import Entry, Known
from communique.resolve.spellings import Spelling, bare, dropped, spelling_of
from communique.resolve.subject import ItemSubject
from communique.resolve.times import SLACK, Days, gap
from communique.resolve.words import distinct, lexicon, split_states, words_of

NARROW = 10
"""Days: an interval at most so wide tells which meeting is meant."""


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as its matcher compares it.

    `series` identifies the series: the pack's key, or the folded words of its name; `named` is False where these are
    too general to mean one series by themselves. `days` are its days where it is narrow, `window` where they are wide
    (a year, a half), `past` the meeting that a pack knows it to be; `spelling` is the series' name as it is compared
    with others where no pack knows it.
    """

    item: ItemSubject
    series: str | None
    named: bool
    entry: Entry | None
    level: str | None
    place: frozenset[str]
    days: Days | None
    window: Days | None
    past: PastMeeting | None
    people: frozenset[str]
    spelling: Spelling | None = None

    @property
    def speakers(self) -> frozenset[str]:
        """The speakers of the document that tells of it."""
        return frozenset(self.item.document.speakers)

    @property
    def planned(self) -> bool:
        """Whether it had still to come when it was told of."""
        return self.item.status == "planned"


@lru_cache(maxsize=4096)
def view_of(item: ItemSubject, known: Known) -> MeetingView:
    """Return a meeting as its matcher compares it: a pure function, kept because one is compared many times."""
    told = _told_series(item)
    names = [bare(name) for name in (told, item.name) if name]
    speakers = item.document.speakers
    entry = known.find("meeting", names, speakers) or known.find_series(dropped(item.name), speakers)
    series, named = _series(told, entry)
    days, window = _days(item)
    level, people = _level(item, entry), split_states(words_of(item.name))[0]
    all_meet = not people or people == frozenset(speakers) or item.main
    of_rank = known.series_of_rank(level, speakers) if all_meet else None
    past = _past(item, entry or (of_rank if days or item.place else None), days or window)
    if past is None and entry is None and item.place and window and set(words_of(bare(item.name))) <= _plain_heads():
        # "Their meeting in Phnom Penh last year": the one meeting of these parties that the packs know there and then.
        found = [one for each in known.series_of(speakers) if (one := _past(item, each, window)) is not None]
        past = found[0] if len(found) == 1 else None
    return MeetingView(
        item=item,
        series=series,
        named=named,
        entry=entry,
        level=level,
        place=place_words(item.place),
        days=days,
        window=window,
        past=past,
        people=people,
        spelling=None if series is None or told is None or entry is not None else spelling_of(told),
    )


def _plain_heads() -> frozenset[str]:
    return frozenset(lexicon("meetings.yml")["plain_heads"])


def _told_series(item: ItemSubject) -> str | None:
    """Return the name of the series: of "the next meeting", that of the meeting which the text reports."""
    plain = frozenset(lexicon("meetings.yml")["plain_heads"])
    if item.series is None and item.status == "planned" and set(words_of(bare(item.name))) <= plain:
        return item.document.series
    return item.series


def _series(name: str | None, entry: Entry | None) -> tuple[str | None, bool]:
    if entry is not None:
        return entry.key, True
    if name is None:
        return None, False
    codes, rest = split_states(words_of(bare(name)))
    plain = frozenset(lexicon("meetings.yml")["plain_heads"])
    rest = tuple(word for word in rest if word not in plain)
    if not rest:
        return None, False
    named = bool(distinct(rest)) or len(codes) > 1
    return " ".join([*rest, *sorted(codes)]) if named or len(rest) > 1 else None, named


def _level(item: ItemSubject, entry: Entry | None) -> str | None:
    """Return who meets: the level of the series, else what the name says."""
    if entry is not None and entry.series is not None:
        return entry.series.level
    words = set(words_of(item.name))
    for level, signs in lexicon("meetings.yml")["levels"].items():
        if words & set(signs):
            return str(level)
    return None


def place_words(place: str | None) -> frozenset[str]:
    """Return the words of a place that tell it from others, with the town of a building or base known."""
    if place is None:
        return frozenset()
    skipped = set(lexicon("meetings.yml")["place_words"])
    words = words_of(place)
    within = {
        city for inside, city in lexicon("meetings.yml")["place_within"].items() if set(inside.split()) <= set(words)
    }
    return frozenset(word for word in words if word not in skipped) | within


def _days(item: ItemSubject) -> tuple[Days | None, Days | None]:
    """Return the days of a meeting, and its window where these are wide.

    A text appears on the day of the meeting that it reports or soon after; that stands in for days it does not give.
    """
    first, last = item.first_day or item.last_day, item.last_day or item.first_day
    told = item.document.date
    if first is not None and last is not None:
        if (last - first).days <= NARROW:
            return (first, last), None
        if item.main and told is not None and first <= told <= last:
            return (told - timedelta(days=2), told), None
        return None, (first, last)
    if told is None:
        return None, None
    if item.main:
        return (told - timedelta(days=2), told), None
    return None, None


def _past(item: ItemSubject, entry: Entry | None, days: Days | None) -> PastMeeting | None:
    """Return the one meeting of a known series that ordinal, days and place leave, None where they leave several."""
    if entry is None or entry.series is None or not (days or item.place or item.ordinal):
        return None
    place, told = place_words(item.place), item.document.date
    left = [
        past
        for past in entry.series.meetings
        if not (past.ordinal is not None and item.ordinal is not None and past.ordinal != item.ordinal)
        and (days is None or gap((past.start, past.end or past.start), days) <= SLACK)
        and _may_lie(past, place, item)
        and not (item.status == "held" and told is not None and past.start > told + timedelta(days=SLACK))
        and not (item.status == "planned" and told is not None and past.start < told)
        and not (item.status == "planned" and None not in (item.party, past.host) and item.party != past.host)
    ]
    # The very town tells more than the state that hosts, and that more than a meeting of which no place is known.
    there = [past for past in left if place & place_words(past.place)]
    left = there or [past for past in left if place and past.place is not None] or left
    counted = [past for past in left if past.ordinal is not None and past.ordinal == item.ordinal]
    left = counted or left
    if item.ordinal is not None and not counted and days is None:
        return None
    return left[0] if len(left) == 1 else None


def _may_lie(past: PastMeeting, place: frozenset[str], item: ItemSubject) -> bool:
    if not place or past.place is None:
        return True
    if place & place_words(past.place):
        return True
    codes = split_states(words_of(item.place or ""))[0]
    return past.host is not None and (past.host in codes or (past.host == item.party and item.status == "planned"))
