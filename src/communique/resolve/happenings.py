"""Happenings: meetings and exercises held, as evidence for the promise to hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from communique.resolve import exercises, meetings
from communique.resolve.act_view import promised_stems
from communique.resolve.known import Known
from communique.resolve.link import EVIDENCE, Link
from communique.resolve.named import Named, answers, named_of
from communique.resolve.subject import ActSubject, ItemSubject
from communique.resolve.terms import stems_of
from communique.resolve.times import told_too_early
from communique.resolve.where import held_otherwise, in_several
from communique.resolve.words import Words, lexicon, plain, words_of

_NO_PEOPLE = (("level",), ("statement",), ("declaration",), ("communique",))
_FIRST_SEVERAL = re.compile(r"\bfirst (two|three|four|five)\b")
_MEET_NEEDS = re.compile(
    r"\bmeet(?:ing)? (?:[\w'-]+ ){0,4}?(?:challenges?|needs?|threats?|targets?|goals?|standards?|requirements?|demands?"
    r"|commitments?|obligations?|objectives?|ambitions?|moment|deadlines?|costs?)\b"
)
_THEY_MEET = re.compile(
    r"^(?:\W*\w+\W+){0,3}?(?:we|they)\b"
    r"(?:(?!official|expert|minister|advis|chief|group|representative|team|deleg|counterpart|agenc)[^,;]){0,60}?"
    r"\b(?:meet|convene)\b"
)
_HOLD_ONE = re.compile(
    r"^(?:\W*\w+\W+){0,5}?(?:we|they|leaders|ministers)\b[^,;]{0,40}?\b(?:hold|convene|host|have) "
    r"(?:an?|our|their|the next|another) (?:next )?(?:in-person |virtual |annual |further )*(?:summit|meeting)\b"
    r"(?! (?:of|on|between|with|for|at the level)\b)"
)
_ORDINAL = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b")


VERY_ONE = 0.95
"""From this score on an event is the very one that was announced, by what the register knows or by its number."""

HOSTED_ELSEWHERE = 0.8
"""The score at most of the event announced where it had another host or place than the one named."""

LATER = 0.7
"""The score of one of the series that was held some time later."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a commitment wants held: pack keys of meetings and exercises, people of which ranks, entities, numbers.

    `groups` is how many kinds of people are to meet ("our leaders and foreign ministers"): one meeting is a part then.
    """

    meetings: frozenset[str]
    exercises: frozenset[str]
    entities: frozenset[str]
    words: Words
    ordinals: frozenset[int]
    recurring: bool
    groups: int = 1

    @property
    def empty(self) -> bool:
        """Whether it names nothing that could be held."""
        return not (self.meetings or self.exercises or self.entities)


_BODY_ONLY = Wanted(frozenset(), frozenset(), frozenset(), (), frozenset(), recurring=False)


@lru_cache(maxsize=4096)
def wanted_of(commitment: ActSubject, known: Known) -> Wanted | None:
    """Return what a commitment wants held; None where it promises something else than to hold, meet or visit.

    A pure function, kept because a commitment is weighed many times.
    """
    hold = hold_stems()
    if _MEET_NEEDS.search(plain(commitment.words)):
        return None
    again = commitment.recurrence is not None and hold & set(stems_of(commitment.words))
    if commitment.kind != "scheduled" and not again and not hold & promised_stems(commitment):
        return None
    words = words_of(commitment.words)
    named = known.named_in(words)
    entities = frozenset(ref.entity for ref in commitment.refers_to if ref.section in ("meeting", "exercise"))
    series = named.get("meeting", frozenset()) | _series_by_people(words, commitment.document.speakers, known)
    if not series and not named.get("exercise"):
        series = _own_series(commitment, known)
    return Wanted(
        meetings=series,
        exercises=named.get("exercise", frozenset()),
        entities=entities,
        words=words,
        ordinals=ordinals_of(commitment),
        recurring=commitment.recurrence is not None,
        groups=_groups(commitment.words),
    )


def _groups(words: str) -> int:
    """Return how many kinds of people a passage names: leaders, foreign ministers, defense ministers ... are three."""
    ends = frozenset(lexicon("happenings.yml")["people"])
    line = words_of(words)
    kinds = frozenset(lexicon("happenings.yml")["people_by_post"])
    found = set()
    for place, word in enumerate(line):
        if word in ends:
            found.add((line[place - 1] if word in kinds and place else "", word))
    return len(found)


def ordinals_of(commitment: ActSubject) -> frozenset[int]:
    """Return the numbers of meetings or exercises that a commitment speaks of ("the second", "16th")."""
    found = {ref.ordinal for ref in commitment.refers_to if ref.ordinal is not None}
    text = plain(commitment.words)
    found |= {int(number) for number in _ORDINAL.findall(text)}
    words = lexicon("happenings.yml")["ordinals"]
    found |= {number for word, number in words.items() if re.search(rf"\b{word}\b", text)}
    return frozenset(found)


def _series_by_people(words: Words, speakers: Sequence[str], known: Known) -> frozenset[str]:
    """Return the series whose people a passage names ("our defense ministers ... will meet annually")."""
    line = tuple("minister" if word == "ministerial" else word for word in words)
    found = set()
    for people, key in _people_of_series(known, frozenset(speakers)).items():
        size = len(people)
        places = [place for place in range(len(line) - size + 1) if line[place : place + size] == people]
        if any(line[place + size : place + size + 1] not in _NO_PEOPLE for place in places):
            found.add(key)
    return frozenset(found)


def _own_series(commitment: ActSubject, known: Known) -> frozenset[str]:
    """Return the series of the document, where those who speak promise to meet again and name nobody else."""
    own = commitment.document.series
    text = plain(commitment.words)
    again = commitment.recurrence is not None and _THEY_MEET.search(text)
    if own is None or not (again or _HOLD_ONE.search(text)):
        return frozenset()
    entry = known.find("meeting", (own,), commitment.document.speakers)
    return frozenset() if entry is None else frozenset({entry.key})


def _people_of_series(known: Known, speakers: frozenset[str]) -> dict[Words, str]:
    plain_heads = frozenset(lexicon("happenings.yml")["heads_left_out"])
    ends = frozenset(lexicon("happenings.yml")["people"])
    people: dict[Words, str] = {}
    for form, entries in known.tables.get("meeting", {}).items():
        for entry in entries:
            if entry.series is None or not speakers or not entry.parties <= speakers:
                continue
            rest = tuple("minister" if w == "ministerial" else w for w in form if w not in plain_heads)
            if len(rest) in (1, 2, 3, 4) and rest[-1] in ends and (len(rest) > 1 or rest[0] in ("leader",)):
                people.setdefault(rest, entry.key)
    return people


@lru_cache(maxsize=1)
def hold_stems() -> frozenset[str]:
    """Return the stems of the verbs by which people promise to hold something."""
    families = lexicon("evidence.yml")["families"]
    return frozenset(next(family for family in families if family["name"] == "hold")["promise"])


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting or exercise that was held: the thing by pack key, its number, its days, and how far its report is."""

    item: ItemSubject
    key: str | None
    ordinals: frozenset[int]
    days: tuple[date, date] | None
    distance: int

    @property
    def entity(self) -> str:
        """What the register takes it for."""
        return self.item.entity or self.item.key


@lru_cache(maxsize=4096)
def held_of(item: ItemSubject, known: Known) -> Held | None:
    """Return a meeting or exercise that was held as evidence, None where it was not, or is no single event."""
    if item.status != "held" or item.document.date is None or _is_ahead(item):
        return None
    if item.section == "meeting":
        return _held_meeting(item, known)
    return _held_exercise(item, known) if item.section == "exercise" else None


def events_of(items: Sequence[ItemSubject], known: Known) -> list[Held]:
    """Return the meetings and exercises among some that were held, without those that their own text still plans.

    A fact sheet on the eve names the summit in its title as if it had been held, and says below that they will meet.
    """
    planned: dict[str, list[ItemSubject]] = {}
    for item in items:
        if item.status == "planned" and _is_ahead(item):
            planned.setdefault(item.document.key, []).append(item)
    found = ((item, held_of(item, known)) for item in items)
    return [
        held
        for item, held in found
        if held is not None and not any(_is_that(item, other, known) for other in planned.get(item.document.key, ()))
    ]


def _is_ahead(item: ItemSubject) -> bool:
    """Tell whether an event's days lie after its text: it is announced there, whatever its verb."""
    told, first = item.document.date, item.first_day
    if item.status == "planned":
        return told is not None and first is not None and first > told
    return told_too_early(told, None if first is None else (first, item.last_day or first))


def _is_that(item: ItemSubject, planned: ItemSubject, known: Known) -> bool:
    """Tell whether what a text plans is the event that it names as held: one thing, or of one rank in one place."""
    if item.section != planned.section:
        return False
    if (item.entity or item.key) == (planned.entity or planned.key):
        return True
    if item.section != "meeting" or item.first_day is not None:
        return False
    one, two = meetings.view_of(item, known), meetings.view_of(planned, known)
    return one.level is not None and one.level == two.level and bool(one.place & two.place)


def _held_meeting(item: ItemSubject, known: Known) -> Held | None:
    view = meetings.view_of(item, known)
    days = view.days
    if days is None and view.past is not None:
        days = (view.past.start, view.past.end or view.past.start)
    key = view.series
    if view.entry is None and view.past is not None:
        of_rank = known.series_of_rank(view.level, item.document.speakers)
        key = of_rank.key if of_rank is not None else key
    return Held(item, key, _numbers(item.ordinal), days, _distance(item))


def _held_exercise(item: ItemSubject, known: Known) -> Held | None:
    view = exercises.view_of(item, known)
    ordinal = item.ordinal if view.iteration is None else view.iteration.ordinal
    key = None if view.entry is None else view.entry.key
    numbers = _first_several(item) if view.several else _numbers(ordinal)
    if not numbers and view.as_such:
        return None
    return Held(item, key, numbers, view.days or view.window, _distance(item))


def _numbers(ordinal: int | None) -> frozenset[int]:
    return frozenset() if ordinal is None else frozenset({ordinal})


def _first_several(item: ItemSubject) -> frozenset[int]:
    """Return the numbers that "the first two iterations" means."""
    for name in item.names:
        found = _FIRST_SEVERAL.search(plain(name))
        if found is not None:
            return frozenset(range(1, lexicon("happenings.yml")["cardinals"][found[1]] + 1))
    return frozenset()


def happened(commitment: ActSubject, held: Iterable[Held], known: Known) -> list[Link]:
    """Return the links of a commitment to the meetings and exercises held that answer it, one of each event."""
    wanted, named = wanted_of(commitment, known), named_of(commitment, known)
    if wanted is None:
        if named is None or not named.body:
            return []
        wanted = _BODY_ONLY
    if wanted.empty and named is None:
        return []
    found: dict[tuple[str, str], tuple[int, Link]] = {}
    for event in sorted(held, key=lambda one: (one.days[0] if one.days else date.max, one.item.key)):
        if not _came_after(commitment, event, wanted):
            continue
        if _is_of(event, wanted):
            score, reasons = _weigh(commitment, event.ordinals, event.days, wanted, event.entity in wanted.entities)
        else:
            score, reasons = _by_name(commitment, event, wanted, named, known)
        if score == 0.0:
            continue
        if event.entity not in wanted.entities and _other_host(commitment, event.item):
            continue
        elsewhere = held_otherwise(commitment, event.item)
        if elsewhere is not None:
            score, reasons = min(score, HOSTED_ELSEWHERE), (*reasons, elsewhere)
        number = "" if event.item.section == "meeting" else ",".join(map(str, sorted(event.ordinals)))
        which = (event.key or event.entity, number or str(event.days[0] if event.days else sorted(event.ordinals)))
        part = elsewhere is not None or in_several(commitment) or (wanted.recurring and wanted.groups > 1)
        relation = "partly" if part else "fulfils"
        link = Link(EVIDENCE, commitment.key, event.item.key, relation, score, reasons)
        if which not in found or (event.distance, link.right) < (found[which][0], found[which][1].right):
            found[which] = (event.distance, link)
    return _narrowed([link for _, link in found.values()], wanted.recurring)


def _narrowed(links: list[Link], recurring: bool) -> list[Link]:
    """Keep of a promise to hold one thing the surest answer: its own event, else the one in time, else the first."""
    if recurring or len(links) < 2:
        return links
    best = max(link.score for link in links)
    if best <= LATER:
        return links[:1]
    return [link for link in links if link.score >= min(best, VERY_ONE)]


def _is_of(event: Held, wanted: Wanted) -> bool:
    """Tell whether an event is of a series or exercise, or the very one, that a commitment wants held."""
    return event.entity in wanted.entities or event.key in wanted.meetings | wanted.exercises


def _by_name(
    commitment: ActSubject, event: Held, wanted: Wanted, named: Named | None, known: Known
) -> tuple[float, tuple[str, ...]]:
    """Weigh an event by the words for it, where no pack knows what a commitment wants held."""
    if named is None or event.item.section != "meeting" or wanted.meetings | wanted.exercises:
        return 0.0, ()
    if not named.body and wanted.ordinals and event.ordinals and not wanted.ordinals & event.ordinals:
        return 0.0, ()
    numbered = bool(wanted.ordinals & event.ordinals) and not _long_after(commitment, event.days)
    view = meetings.view_of(event.item, known)
    return answers(commitment, named, view, inside=_inside(commitment, event.days), numbered=numbered)


def _came_after(commitment: ActSubject, event: Held, wanted: Wanted) -> bool:
    """Tell whether an event came after a commitment was made, and not before the time that this set."""
    made, told = commitment.document.date, event.item.document.date
    if made is None or told is None or told < made or event.item.document.key == commitment.document.key:
        return False
    by_entity = event.entity in wanted.entities
    if event.days is None and not by_entity and not event.ordinals:
        return False
    if event.days is not None and event.days[1] <= made:
        return False
    last, earliest = event.item.last_day, commitment.due_earliest
    too_early = last is not None and earliest is not None and last < earliest - timedelta(days=1)
    return by_entity or not too_early


def _distance(item: ItemSubject) -> int:
    """Return how far a document is from being the report of an event: days after it, 0 for its own report."""
    told, last = item.document.date, item.last_day or item.first_day
    if item.main or told is None or last is None:
        return 0 if item.main else 10_000
    return 1 + abs((told - last).days)


def _weigh(
    commitment: ActSubject,
    ordinals: frozenset[int],
    days: tuple[date, date] | None,
    wanted: Wanted,
    by_entity: bool,
) -> tuple[float, tuple[str, ...]]:
    """Return the score and reasons of an event of the right series or name."""
    if by_entity:
        return 0.96, ("The very meeting or exercise that was announced was held",)
    if ordinals and wanted.ordinals:
        if ordinals & wanted.ordinals and not _long_after(commitment, days):
            return 0.95, ("The meeting or exercise of the announced number was held",)
        if not wanted.recurring and len(wanted.meetings | wanted.exercises) == 1:
            return 0.0, ()
    if wanted.ordinals and not ordinals and not wanted.recurring and len(wanted.ordinals) == 1:
        inside = _inside(commitment, days)
        return (0.75, ("One of the series was held within the announced time",)) if inside else (0.0, ())
    if wanted.recurring:
        return 0.91, ("One of the series was held, as is to happen again and again",)
    inside = _inside(commitment, days)
    if inside is True:
        return 0.91, ("One of the series was held within the announced time",)
    if inside is False:
        return 0.0, ()
    return LATER, ("One of the series was held later",)


def _long_after(commitment: ActSubject, days: tuple[date, date] | None) -> bool:
    """Tell whether an event lies more than a year after the announced time, so that its number is of another count."""
    latest = commitment.due_latest
    return latest is not None and days is not None and days[0] > latest + timedelta(days=366)


def _other_host(commitment: ActSubject, item: ItemSubject) -> bool:
    """Tell whether one state promised to host, and another did."""
    alone = len(commitment.actors) == 1 and "host" in stems_of(commitment.words)
    return alone and item.party is not None and item.party not in commitment.actors


def _inside(commitment: ActSubject, days: tuple[date, date] | None) -> bool | None:
    """Tell whether days lie within the announced time; None where no time was announced or none is known."""
    earliest, latest = commitment.due_earliest, commitment.due_latest
    if days is None or (earliest is None and latest is None):
        return None
    slack = timedelta(days=1)
    return not (
        (earliest is not None and days[1] < earliest - slack) or (latest is not None and days[0] > latest + slack)
    )
