"""Meetings: which two records speak of one meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from communique.resolve.meeting_view import MeetingView, view_of
from communique.resolve.signals import Matcher, either_way, one_lacks
from communique.resolve.spellings import SHORTEST, alike, bare, one_circle
from communique.resolve.times import SLACK, gap, told_too_early
from communique.resolve.words import Words, distinct, lexicon, split_states, words_of

__all__ = ["MATCHER", "MeetingView", "blocks", "view_of"]

_YEAR = re.compile(r"(?:19|20)\d\d")


# What speaks against.


def other_series(a: MeetingView, b: MeetingView) -> bool:
    """The two belong to different series."""
    if a.series is None or b.series is None or a.series == b.series or same_past(a, b):
        return False
    if a.entry is not None and b.entry is not None:
        return True
    return not (_inside(a, b) or _inside(b, a) or _spelled_alike(a, b))


def _spelled_alike(a: MeetingView, b: MeetingView) -> bool:
    """Tell whether the two series have one name, spelled out or abbreviated, and can be of the same parties."""
    if a.spelling is None or b.spelling is None or not alike(a.spelling, b.spelling):
        return False
    return one_circle(a.spelling, a.speakers, b.spelling, b.speakers)


def _inside(a: MeetingView, b: MeetingView) -> bool:
    """Tell whether what tells a's series apart stands in b's name as well ("the Committee" of a committee named)."""
    if a.entry is not None and b.entry is not None:
        return False
    one, two = set(words_of(a.item.series or "")), set(words_of(b.item.series or ""))
    own = {view.item.document.framework for view in (a, b)}
    return bool(one) and one <= two and not distinct(two - one - own)


def other_number(a: MeetingView, b: MeetingView) -> bool:
    """The two are counted differently."""
    one, two = a.item.ordinal, b.item.ordinal
    if one is None or two is None or one == two:
        return False
    return not (a.past is not None and a.past is b.past)


def other_day(a: MeetingView, b: MeetingView) -> bool:
    """The two were held on different days."""
    if a.days is None or b.days is None or gap(a.days, b.days) <= SLACK:
        return False
    return not (a.planned != b.planned and _counted_alike(a, b))


def other_time(a: MeetingView, b: MeetingView) -> bool:
    """The time of one does not meet the time of the other."""
    one, two = a.days or a.window, b.days or b.window
    if one is None or two is None or (a.days and b.days) or gap(one, two) <= SLACK:
        return False
    return not (a.planned != b.planned and _counted_alike(a, b))


def _told_too_early(a: MeetingView, b: MeetingView) -> bool:
    told, days = a.item.document.date, b.days or b.window
    if a.planned:
        over = told is not None and days is not None and days[1] < told - timedelta(days=SLACK)
        return over and not b.planned
    return told_too_early(told, days)


told_before_held = either_way(
    _told_too_early, "One was told of as past before the other took place, or as still to come after it."
)


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


def _says_which(view: MeetingView) -> bool:
    item = view.item
    return bool(item.ordinal or view.days or view.window or view.place or view.past or item.status == "planned")


says_not_which = one_lacks(_says_which, "Nothing tells which meeting of its series one of them is.")


# What speaks for.


def _counted_alike(a: MeetingView, b: MeetingView) -> bool:
    if a.item.ordinal is None or a.item.ordinal != b.item.ordinal or a.series is None:
        return False
    return a.series == b.series or _spelled_alike(a, b)


def same_number(a: MeetingView, b: MeetingView) -> bool:
    """The same series and the same number."""
    return _counted_alike(a, b) and (a.named or a.speakers == b.speakers or _spelled_alike(a, b))


def same_past(a: MeetingView, b: MeetingView) -> bool:
    """The pack knows one meeting of the series that both can be."""
    return a.past is not None and a.past is b.past


def same_day(a: MeetingView, b: MeetingView) -> bool:
    """The same series and the same day."""
    return _one_series(a, b) and a.days is not None and b.days is not None and gap(a.days, b.days) == 0


def next_day(a: MeetingView, b: MeetingView) -> bool:
    """The same series, and days that differ by one, as sources in two time zones do."""
    return _one_series(a, b) and a.days is not None and b.days is not None and gap(a.days, b.days) == SLACK


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
    return words_of(bare(a.item.name)) == words_of(bare(b.item.name))


def planned_then_held(a: MeetingView, b: MeetingView) -> bool:
    """The next of its series, held within the time and by the host announced."""
    early, late = (a, b) if a.planned else (b, a)
    if early.planned == late.planned or not _one_series(a, b) or not _times_meet(a, b) or early.window is None:
        return False
    return bool(early.item.party and early.item.party == late.item.party) or bool(early.place & late.place)


def same_day_place_rank(a: MeetingView, b: MeetingView) -> bool:
    """The same parties on the same day and in the same place, where at most one is given a series."""
    if a.days is None or b.days is None or gap(a.days, b.days) > 0 or _one_series(a, b):
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
    said_or_not = {"first", "inaugural", "new", one.framework, two.framework}
    names = [frozenset(words_of(view.item.name)) - said_or_not for view in (a, b)]
    return names[0] == names[1] and len(names[0]) > 1


def same_place_rank_window(a: MeetingView, b: MeetingView) -> bool:
    """The same parties and people of the same rank in the same place, at times that meet."""
    return a.level is not None and a.level == b.level and _speakers_meet(a, b) and same_place(a, b)


def same_place_window(a: MeetingView, b: MeetingView) -> bool:
    """The same parties in the same place, at times that meet, where one is told of without saying who met."""
    unsaid = a if a.level is None else b
    plain = frozenset(lexicon("meetings.yml")["plain_heads"])
    if a.level == b.level or not set(words_of(unsaid.item.name)) <= plain | {"trilateral", "bilateral"}:
        return False
    return _speakers_meet(a, b) and same_place(a, b)


def same_place_month(a: MeetingView, b: MeetingView) -> bool:
    """The same parties in the same place in the same month, where at most one is given a series and a rank."""
    if not same_place(a, b) or not _speakers_meet(a, b) or _one_series(a, b):
        return False
    if (a.series and b.series) or (a.level is not None and b.level is not None and a.level != b.level):
        return False
    return all(_within_month(view) for view in (a, b))


def _within_month(view: MeetingView) -> bool:
    times = view.days or view.window
    return times is not None and (times[1] - times[0]).days <= 31


def same_day_unsaid(a: MeetingView, b: MeetingView) -> bool:
    """The same parties on the same day, where one is told of as a meeting only."""
    if a.days is None or b.days is None or gap(a.days, b.days) > 0 or a.speakers != b.speakers:
        return False
    if min((days[1] - days[0]).days for days in (a.days, b.days)) > 0:
        return False
    unsaid = [view for view in (a, b) if not distinct(words_of(bare(view.item.name))) and view.series is None]
    in_a_room = {view.item.format == "in_person" for view in (a, b) if view.item.format is not None}
    return len(a.speakers) > 2 and len(unsaid) == 1 and len(in_a_room) < 2


def both_report(a: MeetingView, b: MeetingView) -> bool:
    """Both documents report it as their own meeting, by the same speakers on the same day."""
    if not (a.item.main and b.item.main) or a.days is None or b.days is None:
        return False
    return a.speakers == b.speakers and len(a.speakers) > 1 and gap(a.days, b.days) == 0


def same_name_year(a: MeetingView, b: MeetingView) -> bool:
    """The same name and the same year in it."""
    one, two = _YEAR.findall(a.item.name), _YEAR.findall(b.item.name)
    return bool(one) and one == two and _one_series(a, b)


def same_name(a: MeetingView, b: MeetingView) -> bool:
    """The same name, which means one event."""
    one, two = words_of(bare(a.item.name)), words_of(bare(b.item.name))
    return one == two and len(distinct(one)) > 1 and bool(a.place & b.place or a.item.ordinal or b.item.ordinal)


def _one_series(a: MeetingView, b: MeetingView) -> bool:
    if a.series is None or b.series is None:
        return False
    return a.series == b.series or _inside(a, b) or _inside(b, a) or _spelled_alike(a, b)


def _times_meet(a: MeetingView, b: MeetingView) -> bool:
    one, two = a.days or a.window, b.days or b.window
    slack = SLACK if a.days and b.days else 0
    return one is not None and two is not None and gap(one, two) <= slack


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
        says_not_which,
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
        (same_place_month, 0.85),
        (same_day_unsaid, 0.9),
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
        if view.spelling is not None and len(view.spelling.letters) >= SHORTEST:
            letters = f"~{view.spelling.letters}"
            keys += [f"{letters}#{view.item.ordinal}"] if view.item.ordinal else []
            keys += [f"{letters}:{year}" for year in sorted(years)]
    keys += [f"@{word}:{year}" for word in sorted(view.place) for year in sorted(years)]
    if view.window is not None and (view.window[1] - view.window[0]).days <= 31:
        keys.append(f"month:{view.window[0].isoformat()[:7]}:{' '.join(sorted(words_for(view.item.name))[:2])}")
    if told is not None:
        keys.append(f"told:{told.isoformat()}:{' '.join(sorted(words_for(view.item.name))[:2])}")
    if view.days is not None and (view.item.main or view.series is None):
        keys += [f"day:{day.isoformat()}" for day in sorted({view.days[0], view.days[1]})]
    return keys


def words_for(name: str) -> Words:
    """Return the folded words of a meeting's name without number, year and place."""
    return words_of(bare(name))
