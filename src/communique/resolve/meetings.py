"""Meetings: which two records speak of one meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.packs.pack import PastMeeting
from communique.resolve.known import Entry, Known
from communique.resolve.signals import Matcher
from communique.resolve.subject import ItemSubject
from communique.resolve.words import Words, distinct, lexicon, split_states, without_brackets, words_of

_YEAR = re.compile(r"(?:19|20)\d\d")
NARROW = 10
"""Days: an interval at most so wide tells which meeting is meant."""
SLACK = 1
"""Days: sources in two time zones may disagree by so many on the day of one meeting."""

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as its matcher compares it.

    `series` identifies the series: the pack's key, or the folded words of its name; `named` is False where these are
    too general to mean one series by themselves. `days` are its days where it is narrow, `window` where they are wide
    (a year, a half), `past` the meeting that a pack knows it to be.
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

    @property
    def speakers(self) -> frozenset[str]:
        """The speakers of the document that tells of it."""
        return frozenset(self.item.document.speakers)

    @property
    def planned(self) -> bool:
        """Whether it had still to come when it was told of."""
        return self.item.status == "planned"


def view_of(item: ItemSubject, known: Known) -> MeetingView:
    """Return a meeting as its matcher compares it."""
    told = _told_series(item)
    names = [_bare(name) for name in (told, item.name) if name]
    speakers = item.document.speakers
    entry = known.find("meeting", names, speakers) or known.find_series(_dropped(item.name), speakers)
    series, named = _series(told, entry)
    days, window = _days(item)
    level, people = _level(item, entry), split_states(words_of(item.name))[0]
    all_meet = not people or people == frozenset(speakers) or item.main
    of_rank = known.series_of_rank(level, speakers) if all_meet else None
    past = _past(item, entry or (of_rank if days or item.place else None), days or window)
    if past is None and entry is None and item.place and window and set(words_of(_bare(item.name))) <= _plain_heads():
        # "Their meeting in Phnom Penh last year": the one meeting of these parties that the packs know there and then.
        found = [one for each in known.series_of(speakers) if (one := _past(item, each, window)) is not None]
        past = found[0] if len(found) == 1 else None
    return MeetingView(
        item=item,
        series=series,
        named=named,
        entry=entry,
        level=level,
        place=_place(item.place),
        days=days,
        window=window,
        past=past,
        people=people,
    )


def _plain_heads() -> frozenset[str]:
    return frozenset(lexicon("meetings.yml")["plain_heads"])


def _told_series(item: ItemSubject) -> str | None:
    """Return the name of the series: of "the next meeting", that of the meeting which the text reports."""
    plain = frozenset(lexicon("meetings.yml")["plain_heads"])
    if item.series is None and item.status == "planned" and set(words_of(_bare(item.name))) <= plain:
        return item.document.series
    return item.series


def _dropped(name: str) -> str:
    """Return a name without number, year and format, but with who meets ("meeting between finance ministers")."""
    return re.sub(lexicon("meetings.yml")["dropped"], " ", without_brackets(name), flags=re.IGNORECASE).strip()


def _bare(name: str) -> str:
    """Return a series' name without what tells one meeting from another: number, year, place, format."""
    return _dropped(re.split(lexicon("meetings.yml")["cut_at"], without_brackets(name), maxsplit=1)[0])


def _series(name: str | None, entry: Entry | None) -> tuple[str | None, bool]:
    if entry is not None:
        return entry.key, True
    if name is None:
        return None, False
    codes, rest = split_states(words_of(_bare(name)))
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


def _place(place: str | None) -> frozenset[str]:
    if place is None:
        return frozenset()
    skipped = set(lexicon("meetings.yml")["place_words"])
    return frozenset(word for word in words_of(place) if word not in skipped)


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
    place, told = _place(item.place), item.document.date
    left = [
        past
        for past in entry.series.meetings
        if not (past.ordinal is not None and item.ordinal is not None and past.ordinal != item.ordinal)
        and (days is None or _gap((past.start, past.end or past.start), days) <= SLACK)
        and _may_lie(past, place, item)
        and not (item.status == "held" and told is not None and past.start > told + timedelta(days=SLACK))
        and not (item.status == "planned" and told is not None and past.start < told)
        and not (item.status == "planned" and None not in (item.party, past.host) and item.party != past.host)
    ]
    there = [past for past in left if place and past.place is not None]
    left = there or left
    counted = [past for past in left if past.ordinal is not None and past.ordinal == item.ordinal]
    left = counted or left
    if item.ordinal is not None and not counted and days is None:
        return None
    return left[0] if len(left) == 1 else None


def _may_lie(past: PastMeeting, place: frozenset[str], item: ItemSubject) -> bool:
    if not place or past.place is None:
        return True
    if place & _place(past.place):
        return True
    codes = split_states(words_of(item.place or ""))[0]
    return past.host is not None and (past.host in codes or (past.host == item.party and item.status == "planned"))


def _gap(one: Days, two: Days) -> int:
    """Return the days between two intervals, 0 where they meet."""
    return max((two[0] - one[1]).days, (one[0] - two[1]).days, 0)


# What speaks against.


def other_series(a: MeetingView, b: MeetingView) -> bool:
    """The two belong to different series."""
    if a.series is None or b.series is None or a.series == b.series or same_past(a, b):
        return False
    if a.entry is not None and b.entry is not None:
        return True
    return not (_inside(a, b) or _inside(b, a))


def _inside(a: MeetingView, b: MeetingView) -> bool:
    """Tell whether what tells a's series apart stands in b's name as well ("the Committee" of a committee named)."""
    if a.entry is not None and b.entry is not None:
        return False
    one, two = set(words_of(a.item.series or "")), set(words_of(b.item.series or ""))
    return bool(one) and one <= two and not distinct(two - one)


def other_number(a: MeetingView, b: MeetingView) -> bool:
    """The two are counted differently."""
    one, two = a.item.ordinal, b.item.ordinal
    if one is None or two is None or one == two:
        return False
    return not (a.past is not None and a.past is b.past)


def other_day(a: MeetingView, b: MeetingView) -> bool:
    """The two were held on different days."""
    if a.days is None or b.days is None or _gap(a.days, b.days) <= SLACK:
        return False
    return not (a.planned != b.planned and _counted_alike(a, b))


def other_time(a: MeetingView, b: MeetingView) -> bool:
    """The time of one does not meet the time of the other."""
    one, two = a.days or a.window, b.days or b.window
    if one is None or two is None or (a.days and b.days) or _gap(one, two) <= SLACK:
        return False
    return not (a.planned != b.planned and _counted_alike(a, b))


def told_before_held(a: MeetingView, b: MeetingView) -> bool:
    """One was told of as past before the other took place, or as still to come after it."""
    return _too_early(a, b) or _too_early(b, a)


def _too_early(a: MeetingView, b: MeetingView) -> bool:
    told, days = a.item.document.date, b.days or b.window
    if told is None or days is None:
        return False
    if a.planned and not b.planned:
        return days[1] < told - timedelta(days=SLACK)
    return not a.planned and days[0] > told + timedelta(days=SLACK)


def other_place(a: MeetingView, b: MeetingView) -> bool:
    """The two were held in different places."""
    if not a.place or not b.place or a.place & b.place:
        return False
    if a.planned != b.planned and _counted_alike(a, b):
        return False
    return not (_host_agrees(a, b) or _host_agrees(b, a))


def _host_agrees(a: MeetingView, b: MeetingView) -> bool:
    """Tell whether a's place is a state, and b's place lies in it or it hosts b."""
    codes = split_states(words_of(a.item.place or ""))[0]
    return bool(codes) and b.item.party in codes


def other_host(a: MeetingView, b: MeetingView) -> bool:
    """One was planned with another host, and neither has a number."""
    if a.planned == b.planned or a.item.party is None or b.item.party is None or a.item.party == b.item.party:
        return False
    return not _counted_alike(a, b)


def other_past(a: MeetingView, b: MeetingView) -> bool:
    """The pack knows them as two meetings of the series."""
    return a.past is not None and b.past is not None and a.past is not b.past


def other_parties(a: MeetingView, b: MeetingView) -> bool:
    """Different states meet."""
    if a.series is not None and a.series == b.series and a.named:
        return False
    if a.people and b.people and not (a.people <= b.people or b.people <= a.people):
        return True
    return len(a.speakers & b.speakers) < min(2, len(a.speakers) or 2, len(b.speakers) or 2)


def other_level(a: MeetingView, b: MeetingView) -> bool:
    """People of different rank meet."""
    return a.level is not None and b.level is not None and a.level != b.level and a.series != b.series


def other_format(a: MeetingView, b: MeetingView) -> bool:
    """One met in a room, the other by video or phone, and they are not told of as of one day."""
    one, two = a.item.format, b.item.format
    if one is None or two is None or a.days is None or b.days is None or a.item.ordinal is not None:
        return False
    return ("in_person" in (one, two)) and one != two and a.place != b.place and a.days[0] != b.days[0]


def both_main_apart(a: MeetingView, b: MeetingView) -> bool:
    """Nothing tells which meeting of its series one of them is."""
    return not (_says_which(a) and _says_which(b))


def _says_which(view: MeetingView) -> bool:
    item = view.item
    return bool(item.ordinal or view.days or view.window or view.place or view.past or item.status == "planned")


# What speaks for.


def _counted_alike(a: MeetingView, b: MeetingView) -> bool:
    return a.series is not None and a.series == b.series and a.item.ordinal == b.item.ordinal is not None


def same_number(a: MeetingView, b: MeetingView) -> bool:
    """The same series and the same number."""
    return _counted_alike(a, b) and (a.named or a.speakers == b.speakers)


def same_past(a: MeetingView, b: MeetingView) -> bool:
    """The pack knows one meeting of the series that both can be."""
    return a.past is not None and a.past is b.past


def same_day(a: MeetingView, b: MeetingView) -> bool:
    """The same series and the same day."""
    return _one_series(a, b) and a.days is not None and b.days is not None and _gap(a.days, b.days) == 0


def next_day(a: MeetingView, b: MeetingView) -> bool:
    """The same series, and days that differ by one, as sources in two time zones do."""
    return _one_series(a, b) and a.days is not None and b.days is not None and _gap(a.days, b.days) == SLACK


def same_place(a: MeetingView, b: MeetingView) -> bool:
    """The same place."""
    return bool(a.place & b.place) and _times_meet(a, b)


def same_series_time(a: MeetingView, b: MeetingView) -> bool:
    """The same series within the same time."""
    return _one_series(a, b) and _times_meet(a, b) and not (a.days and b.days)


def announced_alike(a: MeetingView, b: MeetingView) -> bool:
    """The same series, announced for the same time."""
    return _one_series(a, b) and a.planned and b.planned and a.window is not None and a.window == b.window


def same_words_month(a: MeetingView, b: MeetingView) -> bool:
    """The same words for it, the same month and the same parties."""
    if a.window is None or a.window != b.window or (a.window[1] - a.window[0]).days > 31 or a.speakers != b.speakers:
        return False
    return words_of(_bare(a.item.name)) == words_of(_bare(b.item.name))


def planned_then_held(a: MeetingView, b: MeetingView) -> bool:
    """The next of its series, held within the time and by the host announced."""
    early, late = (a, b) if a.planned else (b, a)
    if early.planned == late.planned or not _one_series(a, b) or not _times_meet(a, b) or early.window is None:
        return False
    return bool(early.item.party and early.item.party == late.item.party) or bool(early.place & late.place)


def same_day_place_rank(a: MeetingView, b: MeetingView) -> bool:
    """The same parties on the same day and in the same place, where at most one is given a series."""
    if a.days is None or b.days is None or _gap(a.days, b.days) > 0 or _one_series(a, b):
        return False
    return _speakers_meet(a, b) and bool(a.place & b.place)


def _speakers_meet(a: MeetingView, b: MeetingView) -> bool:
    """Tell whether the speakers of the two texts are the same, or all those of one are among those of the other."""
    one, two = a.speakers, b.speakers
    return len(one & two) > 1 and (one <= two or two <= one)


def companions(a: MeetingView, b: MeetingView) -> bool:
    """Two texts of one day by the same speakers call it the same."""
    one, two = a.item.document, b.item.document
    if one.date is None or one.date != two.date or not a.speakers or a.speakers != b.speakers:
        return False
    names = [frozenset(words_of(view.item.name)) - {"first", "inaugural", "new"} for view in (a, b)]
    return names[0] == names[1] and len(names[0]) > 1


def same_place_rank_window(a: MeetingView, b: MeetingView) -> bool:
    """The same parties and people of the same rank in the same place, at times that meet."""
    return a.level is not None and a.level == b.level and _speakers_meet(a, b) and same_place(a, b)


def same_place_window(a: MeetingView, b: MeetingView) -> bool:
    """The same parties in the same place, at times that meet, where one is told of without saying who met."""
    bare = a if a.level is None else b
    plain = frozenset(lexicon("meetings.yml")["plain_heads"])
    if a.level == b.level or not set(words_of(bare.item.name)) <= plain | {"trilateral", "bilateral"}:
        return False
    return _speakers_meet(a, b) and same_place(a, b)


def both_report(a: MeetingView, b: MeetingView) -> bool:
    """Both documents report it as their own meeting, by the same speakers on the same day."""
    if not (a.item.main and b.item.main) or a.days is None or b.days is None:
        return False
    return a.speakers == b.speakers and len(a.speakers) > 1 and _gap(a.days, b.days) == 0


def same_name_year(a: MeetingView, b: MeetingView) -> bool:
    """The same name and the same year in it."""
    one, two = _YEAR.findall(a.item.name), _YEAR.findall(b.item.name)
    return bool(one) and one == two and _one_series(a, b)


def same_name(a: MeetingView, b: MeetingView) -> bool:
    """The same name, which means one event."""
    one, two = words_of(_bare(a.item.name)), words_of(_bare(b.item.name))
    return one == two and len(distinct(one)) > 1 and bool(a.place & b.place or a.item.ordinal or b.item.ordinal)


def _one_series(a: MeetingView, b: MeetingView) -> bool:
    return a.series is not None and (a.series == b.series or _inside(a, b) or _inside(b, a))


def _times_meet(a: MeetingView, b: MeetingView) -> bool:
    one, two = a.days or a.window, b.days or b.window
    slack = SLACK if a.days and b.days else 0
    return one is not None and two is not None and _gap(one, two) <= slack


MATCHER: Matcher[MeetingView] = Matcher(
    against=(
        other_series,
        other_number,
        other_past,
        other_day,
        other_time,
        told_before_held,
        other_place,
        other_host,
        other_level,
        other_parties,
        other_format,
        both_main_apart,
    ),
    signals=(
        (same_number, 0.96),
        (same_past, 0.95),
        (same_day, 0.93),
        (next_day, 0.9),
        (same_place, 0.4),
        (same_series_time, 0.6),
        (planned_then_held, 0.8),
        (announced_alike, 0.85),
        (same_words_month, 0.9),
        (same_day_place_rank, 0.86),
        (companions, 0.92),
        (same_place_rank_window, 0.7),
        (same_place_window, 0.4),
        (both_report, 0.92),
        (same_name_year, 0.8),
        (same_name, 0.4),
    ),
)


def blocks(view: MeetingView) -> Sequence[str]:
    """Return the keys under which a meeting is stored and looked up: its series with number or year, its place."""
    keys = []
    series = None if view.series is None else view.series.split("~")[0]
    times = [day for day in (view.days or view.window or ()) if day]
    told = view.item.document.date
    years = {day.year for day in times}
    if not times and told is not None:
        years = {told.year, told.year + 1} if view.planned else {told.year, told.year - 1}
    if view.past is not None:
        keys.append(f"past:{view.past.start.isoformat()}")
    if series is not None and _says_which(view):
        keys += [f"{series}#{view.item.ordinal}"] if view.item.ordinal else []
        keys += [f"{series}:{year}" for year in sorted(years)]
        keys += [f"{series}@{word}" for word in sorted(view.place)]
    keys += [f"@{word}:{year}" for word in sorted(view.place) for year in sorted(years)]
    if view.window is not None and (view.window[1] - view.window[0]).days <= 31:
        keys.append(f"month:{view.window[0].isoformat()[:7]}:{' '.join(sorted(words_for(view.item.name))[:2])}")
    if told is not None:
        keys.append(f"told:{told.isoformat()}:{' '.join(sorted(words_for(view.item.name))[:2])}")
    if view.days is not None and view.item.main:
        keys += [f"day:{day.isoformat()}" for day in sorted({view.days[0], view.days[1]})]
    return keys


def words_for(name: str) -> Words:
    """Return the folded words of a meeting's name without number, year and place."""
    return words_of(_bare(name))
