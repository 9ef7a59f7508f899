"""Series: the meetings of a series in time, with what is missing and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from communique.model.errors import RegisterError
from communique.packs import Pack
from communique.packs.pack import PastMeeting
from communique.packs.pack import Series as Known
from communique.register import counting
from communique.register.families import Family, family_of, known_series, series_names
from communique.register.moment import Moment
from communique.register.rows import fold
from communique.register.tables import items, versions
from communique.register.things import Thing, Wanted, find_things
from communique.resolve.meeting_view import place_words

MOST = 200
"""Meetings of a series that are shown, the latest ones."""

LATEST = 12
"""Meetings of a series, the latest, that tell which comes next."""

LISTED = 8
"""Names of series of which an error tells."""

TELLERS = 3
"""Documents that are named for a number which they give a meeting."""

STALE = timedelta(days=731)
"""Time after which a plan without a day is no longer the next meeting."""

NEAR = timedelta(days=3)
"""How far the days may be apart on which a register and a pack put one meeting."""

WIDE = timedelta(days=20)
"""Length of a time that tells no days of a meeting: a month, a year."""

YEARS = {"annual": 1.0, "semiannual": 0.5, "quarterly": 0.25}
ADVERBS = {"annual": "every year", "semiannual": "twice a year", "quarterly": "every quarter"}


@dataclass(frozen=True, slots=True)
class Round:
    """A meeting of the series: from the register (`thing`), from a pack (`past`), or known to both.

    `mentions` are what texts tell of in other words that can only mean it ("the summit in 2021").
    """

    first: date | None
    last: date | None
    ordinal: int | None
    place: str | None
    host: str | None
    status: str
    thing: Thing | None = None
    past: PastMeeting | None = None
    mentions: tuple[Thing, ...] = ()

    @property
    def things(self) -> tuple[Thing, ...]:
        """What the register tells of it: as the meeting itself, and in other words."""
        return self.mentions if self.thing is None else (self.thing, *self.mentions)

    @property
    def numbers(self) -> counting.Numbers:
        """The numbers that a pack and the documents give it."""
        items = [item for thing in self.things for item in thing.items]
        told = tuple((item.ordinal, item.name) for item in items if item.ordinal is not None)
        return counting.Numbers(told, None if self.past is None else self.past.ordinal, self.past is not None)


@dataclass(frozen=True, slots=True)
class Expected:
    """The next meeting: what a document says of it, and the host whose turn it is.

    `over` where the time for which it was planned is past, and no document tells that it was held.
    """

    ordinal: int | None
    first: date | None
    last: date | None
    place: str | None
    host: str | None
    because: tuple[str, ...]
    key: str | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """A series with its rounds in time, its gaps in words, and the next round; `names` are those of documents."""

    name: str
    names: tuple[str, ...]
    pack: str | None
    cadence: str | None
    hosts: tuple[str, ...]
    rounds: tuple[Round, ...]
    gaps: tuple[str, ...]
    expected: Expected | None


def timeline(connection: Connection, name: str, moment: Moment, packs: Sequence[Pack]) -> Timeline:
    """Return the timeline of the series that a name or an acronym means; raise `RegisterError` where none is."""
    family = family_of(connection, name, packs) or _only_one_of(connection, name, packs)
    if family is None:
        raise RegisterError(_unknown("series", name, [series for series, _ in series_names(connection)]))
    return _timeline(family, _things(connection, family, moment, MOST)[0], moment)


def _only_one_of(connection: Connection, name: str, packs: Sequence[Pack]) -> Family | None:
    """Return the series of the framework that a name means; raise `RegisterError` where it has several."""
    pack = _framework(name, packs)
    if pack is None or not pack.series:
        return None
    if len(pack.series) > 1:
        listed = _some([series.name for series in pack.series])
        raise RegisterError(f"{name!r} is a framework of several series: ask for one of them: {listed}")
    return family_of(connection, pack.series[0].name, packs)


def _framework(name: str, packs: Sequence[Pack]) -> Pack | None:
    return next((pack for pack in packs if fold(name) in _names_of(pack)), None)


def circle_of(connection: Connection, name: str, packs: Sequence[Pack]) -> tuple[str, ...]:
    """Return all names by which documents have the series or framework that a name, form or acronym means.

    Raise `RegisterError` where no document, meeting or pack knows it.
    """
    kept = _circles(connection)
    pack = _framework(name, packs)
    if pack is not None and known_series(name, packs) is None:
        return tuple(dict.fromkeys((pack.name, *(one for one in kept if fold(one) == fold(name)))))
    family = family_of(connection, name, packs)
    if family is None:
        found = tuple(one for one in kept if one == name) or tuple(one for one in kept if fold(one) == fold(name))
        if not found:
            there = dict.fromkeys([*kept, *(series for series, _ in series_names(connection))])
            raise RegisterError(_unknown("series or framework", name, list(there)))
        return found
    forms = () if family.known is None else family.known[1].forms
    names = {fold(one) for one in (name, family.name, *family.stored, *forms)}
    return tuple(dict.fromkeys((*(one for one in kept if fold(one) in names), *family.stored))) or (family.name,)


def _circles(connection: Connection) -> list[str]:
    """Return the series and frameworks of documents, the most frequent first."""
    counts: Counter[str] = Counter()
    for column in (versions.c.framework, versions.c.series):
        query = select(column, func.count()).where(versions.c.superseded_at.is_(None)).group_by(column)
        counts.update({name: number for name, number in connection.execute(query) if name})
    return sorted(counts, key=lambda name: (-counts[name], name))


def _names_of(pack: Pack) -> set[str]:
    """Return the names by which people call a framework, folded."""
    return {fold(name) for name in (pack.name, pack.title, *pack.names, pack.code or pack.name)}


def _unknown(what: str, name: str, there: Sequence[str]) -> str:
    """Return the line that says that a name is none, with those there are; first those that have its words."""
    near = sorted(there, key=lambda one: fold(name) not in fold(one))
    return f"no {what} {name!r} in this register or a pack; there are: {_some(near) or 'none'}"


def _some(names: Sequence[str], most: int = LISTED) -> str:
    """Return names with commas, the first few where there are many, with how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


@dataclass(frozen=True, slots=True)
class Outline:
    """A series in brief: its latest meetings, and how often documents speak of it and of meetings with a day."""

    latest: Timeline
    mentions: int
    meetings: int


def outlines(connection: Connection, moment: Moment, of: Sequence[Family], most: int = LATEST) -> Iterator[Outline]:
    """Yield series in brief, each with `most` meetings, the latest.

    Where there are more, they are counted and not looked at one by one: one told of in other words may count twice.
    """
    held = _held(connection, moment)
    for family in of:
        things, more = _things(connection, family, moment, most)
        found = _timeline(family, things, moment)
        past = len([one for one in found.rounds if _is_past(one, moment)])
        counted = sum(held.get(name, 0) for name in family.stored) if more else 0
        yield Outline(found, family.mentions, max(past, counted))


def _held(connection: Connection, moment: Moment) -> dict[str, int]:
    """Return how many meetings of each series documents tell as held, with their day."""
    query = select(items.c.series, func.count(items.c.entity.distinct())).where(
        items.c.section == "meeting",
        items.c.series.is_not(None),
        items.c.status == "held",
        items.c.first_day <= moment.as_of,
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(items.c.series))}


def _is_past(one: Round, moment: Moment) -> bool:
    return one.status == "held" and one.first is not None and one.first <= moment.as_of


def _things(connection: Connection, family: Family, moment: Moment, most: int) -> tuple[list[Thing], bool]:
    """Return meetings of a series, the latest by the names under which items have it, and whether there are more."""
    wanted = Wanted("meeting", series=family.stored or (family.name,), whole=True)
    things, more = find_things(connection, wanted, moment, most)
    if more:  # what is planned without a day stands at the end of the list
        planned, _ = find_things(connection, replace(wanted, status="planned"), moment, most)
        there = {thing.key for thing in things}
        things += [thing for thing in planned if thing.key not in there]
    return things, more


def _timeline(family: Family, things: Sequence[Thing], moment: Moment) -> Timeline:
    """Return the timeline of a series whose meetings documents tell of."""
    pack = None if family.known is None else family.known[1]
    rounds = _rounds(things, () if pack is None else pack.meetings, moment)
    past = [one for one in rounds if _is_past(one, moment)]
    coming = [one for one in rounds if not _is_past(one, moment)]
    count = counting.one_count([one.numbers for one in past])
    counted = dict(zip(map(id, past), count, strict=True))
    rounds = [replace(one, ordinal=counted[id(one)]) if id(one) in counted else one for one in rounds]
    years = [one.first.year for one in past if one.first is not None]
    after = counting.next_number([one.numbers for one in past], count, years)
    past = [replace(one, ordinal=number) for one, number in zip(past, count, strict=True)]
    return Timeline(
        name=family.name,
        names=family.stored,
        pack=None if family.known is None else family.known[0].name,
        cadence=None if pack is None else pack.cadence,
        hosts=() if pack is None else pack.hosts,
        rounds=tuple(rounds),
        gaps=tuple(_gaps(past, None if pack is None else pack.cadence, moment)),
        expected=_expected(past, coming, pack, after, moment),
    )


def _rounds(things: Sequence[Thing], past: Sequence[PastMeeting], moment: Moment) -> list[Round]:
    """Return register and pack as one row of rounds in time; a round known to both stands once."""
    left = [meeting for meeting in past if meeting.start <= moment.as_of]
    rounds = []
    for thing in things:
        match = next((meeting for meeting in left if _is_one(thing, meeting)), None)
        if match is not None:
            left.remove(match)
        rounds.append(
            Round(
                first=thing.first_day or (None if match is None else match.start),
                last=thing.last_day or (None if match is None else match.end or match.start),
                ordinal=thing.ordinal if thing.ordinal is not None or match is None else match.ordinal,
                place=thing.places[0] if thing.places else None if match is None else match.place,
                host=thing.party or (None if match is None else match.host),
                status="held" if match is not None else thing.status or "held",
                thing=thing,
                past=match,
            )
        )
    for meeting in left:
        end = meeting.end or meeting.start
        rounds.append(Round(meeting.start, end, meeting.ordinal, meeting.place, meeting.host, "held", past=meeting))
    return sorted(_without_mentions(rounds), key=lambda one: (one.first or date.max, one.ordinal or 0))


def _without_mentions(rounds: Sequence[Round]) -> list[Round]:
    """Leave out what was held at some time within months or a year in which days of other rounds are known.

    A text told of one of them in other words: where one only can be meant, its number and place are that one's too.
    What a text is about stays where several can be meant: its promises belong to none of them for certain.
    """
    kept = [one for one in rounds if not _is_wide(one)]
    for one in rounds:
        if _is_wide(one):
            inside = [place for place, other in enumerate(kept) if _may_mean(one, other)]
            if not inside or (len(inside) > 1 and _is_reported(one)):
                kept.append(one)
            elif len(inside) == 1 and one.thing is not None:
                known = kept[inside[0]]
                kept[inside[0]] = replace(
                    known,
                    ordinal=known.ordinal if known.ordinal is not None else one.ordinal,
                    place=known.place or one.place,
                    host=known.host or one.host,
                    mentions=(*known.mentions, one.thing),
                )
    return kept


def _is_wide(one: Round) -> bool:
    """Tell whether of a round that was held no more is known than months or a year."""
    return one.status == "held" and None not in (one.first, one.last) and one.last - one.first > WIDE  # type: ignore[operator]


def _is_reported(one: Round) -> bool:
    """Tell whether a text is about a round, so that it and its promises must stand somewhere."""
    return any(item.data.get("main") for thing in one.things for item in thing.items)


def _may_mean(wide: Round, other: Round) -> bool:
    """Tell whether a round of which the month or year is known can be one of which the days are."""
    if other.status != "held" or other.first is None or wide.first is None or wide.last is None:
        return False
    if not wide.first <= other.first <= wide.last:
        return False
    if wide.ordinal is not None and other.ordinal is not None and wide.ordinal != other.ordinal:
        return False
    here, there = place_words(wide.place), place_words(other.place)
    return not here or not there or bool(here & there)


def _is_one(thing: Thing, meeting: PastMeeting) -> bool:
    """Tell whether a thing is a meeting that a pack knows: by its day, else by its number."""
    first = thing.first_day
    if first is not None and thing.status == "held" and (thing.last_day or first) - first <= NEAR:
        return abs(first - meeting.start) <= NEAR
    return thing.ordinal is not None and thing.ordinal == meeting.ordinal


def _gaps(past: Sequence[Round], cadence: str | None, moment: Moment) -> list[str]:
    """Return in words which numbers and which years are missing between the rounds known."""
    gaps = []
    missing = counting.missing([one.ordinal for one in past])
    if missing:
        gaps.append(f"no document or pack tells of no. {_ranges(missing)}")
    for one in past:
        if one.first is not None and any(number != one.ordinal for number, _ in one.numbers.told):
            gaps.append(f"the meeting of {one.first.isoformat()} is {_told_numbers(one)}")
    days = sorted(one.first for one in past if one.first is not None)
    if cadence in YEARS and days:
        years = sorted({day.year for day in days})
        without = [year for year in range(years[0], moment.as_of.year) if year not in years]
        if without and YEARS[cadence] <= 1:
            gaps.append(f"nothing known in {_ranges(without)}, though it meets {ADVERBS[cadence]}")
    return gaps


def _told_numbers(one: Round) -> str:
    """Return by whom a meeting is given which number, that of the count of its series first."""
    tellers: dict[int, list[str]] = {}
    if one.past is not None and one.past.ordinal is not None:
        tellers[one.past.ordinal] = ["the pack"]
    for item in (item for thing in one.things for item in thing.items):
        if item.ordinal is not None and item.document not in tellers.setdefault(item.ordinal, []):
            tellers[item.ordinal].append(item.document)
    order = sorted(tellers, key=lambda number: (number != one.ordinal, number))
    told = ", ".join(f"no. {number} in {_some(tellers[number], TELLERS)}" for number in order)
    return told if one.ordinal in tellers else f"{told}, which does not fit the numbers of the others"


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers as people write them: "10, 13-15"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _expected(
    past: Sequence[Round], coming: Sequence[Round], series: Known | None, number: int | None, moment: Moment
) -> Expected | None:
    """Return the next round: what a document plans after the last held, else by number, cadence and rotation.

    `number` is that after the last counted. Of plans those that are not over come first.
    """
    last = past[-1] if past else None
    open_, over = _planned(past, coming, moment)
    turn, why = _turn(past, series)
    if open_ or over:
        one = (open_ or over[-1:])[0]
        because = [f"planned in {one.thing.items[0].document}"] if one.thing is not None else []
        if not open_:
            because.append("that time is over, and no document tells that it was held")
        if one.host is None and turn is not None:
            because.append(why)
        key = None if one.thing is None else one.thing.key
        told = next(iter(one.numbers.weights()), number)
        return Expected(told, one.first, one.last, one.place, one.host or turn, tuple(because), key, not open_)
    if last is None or (turn is None and (series is None or series.cadence not in YEARS)):
        return None
    because = [why] if turn is not None else []
    due: date | None = None
    if series is not None and series.cadence in YEARS and last.first is not None:
        due = last.first + timedelta(days=round(366 * YEARS[series.cadence]))
        because.append(f"it meets {ADVERBS[series.cadence]}, last on {last.first.isoformat()}")
    return Expected(number, None, due, None, turn, tuple(because))


def _planned(past: Sequence[Round], coming: Sequence[Round], moment: Moment) -> tuple[list[Round], list[Round]]:
    """Return the rounds planned after the last held whose time is not over, and those whose time is."""
    last = past[-1] if past else None
    counted = max((one.ordinal for one in past if one.ordinal is not None), default=0)
    open_: list[Round] = []
    over: list[Round] = []
    for one in coming:
        numbers = one.numbers.weights()
        before = last is not None and last.first is not None and one.last is not None and one.last <= last.first
        if one.status != "planned" or before or (numbers and max(numbers) <= counted) or _was_held(one, past):
            continue
        (over if _is_over(one, moment) else open_).append(one)
    return open_, over


def _is_over(planned: Round, moment: Moment) -> bool:
    """Tell whether the time for which a round was planned is past: without a day, some years after it was said."""
    if planned.last is not None:
        return planned.last < moment.as_of
    said = [item.said for item in planned.thing.items if item.said is not None] if planned.thing is not None else []
    return bool(said) and max(said) < moment.as_of - STALE


def _was_held(planned: Round, past: Sequence[Round]) -> bool:
    """Tell whether a round was held within the time for which another was planned, after that was said.

    What was planned without a day, as the next, is the next that was held.
    """
    said = [item.said for item in planned.thing.items if item.said is not None] if planned.thing is not None else []
    if not said or planned.numbers.weights():
        return False
    first, last = planned.first or date.min, planned.last or date.max
    return any(one.first is not None and first <= one.first <= last and one.first > min(said) for one in past)


def _turn(past: Sequence[Round], series: Known | None) -> tuple[str | None, str]:
    """Return the party whose turn it is to host, and why: the one after the last host known in the rotation."""
    if series is None or not series.hosts:
        return None, ""
    hosted = [one for one in past if one.host in series.hosts]
    if not hosted:
        return None, ""
    host = hosted[-1].host or ""
    turn = series.hosts[(series.hosts.index(host) + 1) % len(series.hosts)]
    when = "" if hosted[-1].first is None else f" ({hosted[-1].first.isoformat()})"
    return turn, f"hosts rotate {', '.join(series.hosts)}; the last was {host}{when}"
