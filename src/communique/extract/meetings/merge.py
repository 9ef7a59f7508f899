"""Merge mentions into meetings: those that lean on others take their names, and one told of twice is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from communique.extract.meetings.lexicon import Words
from communique.extract.meetings.line import Mention
from communique.extract.meetings.scene import Scene
from communique.extract.meetings.series import Known, fold
from communique.model import Interval

_HERE = frozenset({"this", "our", "these"})
# A text reports a meeting of at most this many days before.
NEAR = 45
# A text comes out at most so many days after the meeting whose days it gives in passing.
_AT_HAND = 7
_PLAIN = frozenset({"meeting", "session", "gathering", "convening", "ministerial"})
_OURS = frozenset({"our", "their", "the"})
_OFFICE = frozenset({"president", "minister", "chancellor", "secretary", "leaders", "ministers", "advisor", "adviser"})
_AMONG = frozenset({"including", "such", "include", "included", "namely"})


@dataclass(slots=True)
class Group:
    """The mentions of one meeting so far; `main` marks the one that the text reports, `on` is the text's day.

    While mentions are merged, `sayings` holds the first of those that say the same, and `latest` is where the last
    ends: a long text speaks of one meeting a thousand times and says ten things of it.
    """

    mentions: list[Mention] = field(default_factory=list)
    main: bool = False
    on: date | None = None
    sayings: dict[tuple[object, ...], Mention] = field(default_factory=dict)
    latest: int = 0

    @property
    def fullest(self) -> Mention:
        """The mention that says most, the first of them."""
        return max(self.mentions, key=lambda mention: mention.weight)

    @property
    def status(self) -> str | None:
        """Held or planned, None where no mention tells; words that only point back do not."""
        return next((m.status for m in self.told if m.status is not None and not m.anaphor), None)

    @property
    def told(self) -> Iterable[Mention]:
        """The mentions that differ in what they say, in the order of the first."""
        return self.sayings.values()

    def heard(self, mention: Mention) -> None:
        """Note what one of the mentions says."""
        m = mention
        says = (m.noun, m.name, m.key, m.bag, m.ordinal, m.status, m.interval, m.year, m.place, m.clause, m.named)
        self.sayings.setdefault((*says, m.anaphor), mention)
        self.latest = max(self.latest, mention.end)


def merged(mentions: Sequence[Mention], main: Group | None) -> list[Group]:
    """Group mentions that speak of one meeting, in the text's order; `main` holds the main one's mentions already."""
    groups: list[Group] = [] if main is None else [main]
    taken = set() if main is None else {(m.start, m.head) for m in main.mentions}
    for known in () if main is None else main.mentions:
        groups[0].heard(known)
    for mention in mentions:
        if (mention.start, mention.head) in taken or mention.weak or is_bare(mention):
            continue
        group = _antecedent(groups, mention) if mention.anaphor else _same(groups, mention)
        if group is None and mention.anaphor:
            continue
        if group is None:
            group = Group()
            groups.append(group)
        group.mentions.append(mention)
        group.heard(mention)
    return sorted(groups, key=lambda group: min(m.start for m in group.mentions))


def is_bare(mention: Mention) -> bool:
    """Tell whether a clause says no more than that some meet ("as the G20 meets"); "President X met with Y" does."""
    told = mention.interval is not None or mention.place is not None or mention.format is not None
    first, end = mention.subject or (0, 0)
    met = " with " in mention.name and mention.status == "held" and mention.line[mention.verb].tag_ == "VBD"
    met = met and bool(_OFFICE & set(mention.line.lower[first:end]))
    return mention.clause and not (told or met) and mention.status != "planned"


def _by_lateness(groups: list[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: -group.latest)


def _antecedent(groups: list[Group], mention: Mention) -> Group | None:
    """Return the meeting that "this meeting" or "the summit" points back at."""
    main = next((group for group in groups if group.main), None)
    if main is not None and mention.determiner in _HERE and _may_be(main, mention):
        return main
    for group in _by_lateness(groups):
        if any(m.noun == mention.noun for m in group.told) and _agree(group, mention):
            return group
    return main if main is not None and _may_be(main, mention) else None


def _may_be(main: Group, mention: Mention) -> bool:
    nouns = {m.noun for m in main.told}
    return (mention.noun in nouns or mention.noun in _PLAIN or bool(nouns & _PLAIN)) and _agree(main, mention)


def _same(groups: list[Group], mention: Mention) -> Group | None:
    """Return the meeting that a mention speaks of: the latest that nothing speaks against and something for."""
    for group in _by_lateness(groups):
        if _agree(group, mention) and any(_pair(other, mention, group) for other in group.told):
            return group
    return None


def _agree(group: Group, mention: Mention) -> bool:
    """Tell whether nothing that a mention says speaks against a meeting."""
    if mention.which == "last" and group.main:
        return False
    if None not in (mention.status, group.status) and mention.status != group.status:
        return False
    if mention.which == "next" and group.status != "planned":
        return False
    if group.on is not None and not _about(group.on, _days(mention)):
        return False
    for other in group.told:
        if None not in (other.ordinal, mention.ordinal) and other.ordinal != mention.ordinal:
            return False
        if not _meet(_days(other), _days(mention)):
            return False
    placed = [other for other in group.told if other.place] if mention.place else []
    return not placed or any(_shares_place(other, mention) for other in placed)


def _shares_place(one: Mention, two: Mention) -> bool:
    return bool(one.place and two.place) and bool(set(fold(one.place or "")) & set(fold(two.place or "")))


def _days(mention: Mention) -> Interval | None:
    if mention.interval is not None:
        return mention.interval
    return None if mention.year is None else year_interval(mention.year)


def year_interval(year: int) -> Interval:
    """Return the interval of a calendar year."""
    return Interval(date(year, 1, 1), date(year, 12, 31), precision="year")


def _about(on: date, days: Interval | None) -> bool:
    """Tell whether a day, or one not long before it, is one of some days; True where those are not known."""
    if days is None or days.earliest is None or days.latest is None:
        return True
    return days.earliest <= on and (on - days.latest).days <= NEAR


def _meet(one: Interval | None, two: Interval | None) -> bool:
    """Tell whether two intervals share a day; True where one is not known."""
    if one is None or two is None:
        return True
    if one.earliest is None or one.latest is None or two.earliest is None or two.latest is None:
        return True
    return one.earliest <= two.latest and two.earliest <= one.latest


def _pair(other: Mention, mention: Mention, group: Group) -> bool:
    """Tell whether two mentions share what tells a meeting: its series, its number, its day or its place."""
    place, day = _shares_place(other, mention), _one_day(other, mention)
    if other.named and mention.named:
        shared = set(other.key) & set(mention.key)
        if mention.ordinal is not None and mention.ordinal == other.ordinal and len(shared) > 1:
            return True
        if other.key and (other.key == mention.key or _within(other, mention)):
            return place or day or _told_alike(group, mention)
        return place and other.noun == mention.noun and (_place_only(other) or _place_only(mention))
    numbered = mention.ordinal is not None and mention.ordinal == other.ordinal
    if numbered and other.noun == mention.noun and (mention.bag <= other.bag or other.bag <= mention.bag):
        return True
    if _with_others(other, mention):
        return False
    if other.noun == mention.noun and (place or _is_at_hand(group, mention)):
        return True
    unnamed = not other.named and not mention.named and other.clause and mention.clause
    if unnamed and other.interval is not None and other.interval == mention.interval:
        return True
    return day and (other.noun == mention.noun or other.clause or mention.clause)


def _with_others(one: Mention, two: Mention) -> bool:
    """Tell whether two meetings that are no names were with different people."""
    whom = [set(fold(m.name.partition(" with ")[2])) for m in (one, two)]
    return all(whom) and not whom[0] & whom[1] and not (one.named or two.named)


def _is_at_hand(group: Group, mention: Mention) -> bool:
    """Tell whether an unnamed mention gives the days, about the text's own, of a main meeting that has none yet."""
    days, on = mention.interval, group.on
    if not group.main or on is None or days is None or days.earliest is None or days.latest is None:
        return False
    # "a meeting with more than 30 countries" that month is another one.
    if mention.determiner in ("a", "an") and " with " in mention.name:
        return False
    near = days.earliest <= on and (on - days.latest).days <= _AT_HAND
    return near and not mention.named and all(m.interval is None for m in group.told)


def _told_alike(group: Group, mention: Mention) -> bool:
    """Tell whether two of one series are one meeting: what tells them apart is shared, or said of one of them only."""
    own = (mention.ordinal, mention.interval or mention.year, mention.place)
    theirs = [m for m in group.told if m.ordinal is not None or m.interval is not None or m.year is not None or m.place]
    if not any(value is not None for value in own) or not theirs:
        return True
    if mention.ordinal is not None and any(m.ordinal == mention.ordinal for m in group.told):
        return True
    days = _days(mention)
    return days is not None and any((other := _days(m)) is not None and _meet(other, days) for m in group.told)


def _within(one: Mention, two: Mention) -> bool:
    """Tell whether one name is a shorter form of the other ("the Ministerial Meeting" of a Council named before)."""
    a, b = set(one.key) - {one.noun}, set(two.key) - {two.noun}
    kin = one.noun == two.noun or {one.noun, two.noun} <= _PLAIN
    return kin and bool(a and b) and (a <= (b | two.bag) or b <= (a | one.bag))


def _place_only(mention: Mention) -> bool:
    """Tell whether a name consists of a place and a head alone ("the Camp David Summit")."""
    left = set(fold(mention.name)) - set(fold(mention.place or "")) - {mention.noun}
    return mention.place is not None and not left


def _one_day(one: Mention, two: Mention) -> bool:
    a, b = one.interval, two.interval
    if a is None or b is None or a.precision not in ("day", "range") or b.precision not in ("day", "range"):
        return False
    return (a.earliest, a.latest) == (b.earliest, b.latest)


def followed(scene: Scene, mentions: Sequence[Mention], main: Group | None, known: Known | None) -> list[Mention]:
    """Return the mentions with names and series lent by those they lean on; `known` is the main meeting's series."""
    out: list[Mention] = []
    mains = set() if main is None else {(m.start, m.head) for m in main.mentions}
    for mention in mentions:
        own = mention.named or mention.anaphor or mention.weak or (mention.start, mention.head) in mains
        if mention.clause and not own:
            out.append(_again(scene.words, mention, main))
        else:
            lent = _by_level(scene, mention, known)
            out.append(mention if own else _lean(scene.words, mention, out, main, lent))
    return out


def _by_level(scene: Scene, mention: Mention, known: Known | None) -> Known | None:
    """Return the series to lend: the leaders' own one to "the leaders' meeting", whatever the main meeting's level."""
    if not set(fold(mention.name)) & scene.words.leader_words:
        return known
    return scene.series.of_leaders(scene.context.speakers) or known


def _again(words: Words, mention: Mention, main: Group | None) -> Mention:
    """Name "we will meet again" as the next meeting of the main one's series or parties."""
    again = mention.status == "planned" and "again" in mention.line.lower
    if main is None or mention.subject is None or mention.cls == "visit" or (" of " in mention.name and not again):
        return mention
    if mention.status != "planned":
        told = next((m for m in main.mentions if m.clause and " of " in m.name), None)
        return mention if told is None else replace(mention, name=told.name)
    first, end = mention.subject
    whose = any(mention.line.capital(i) for i in range(first + 1, end))
    if again and whose and " of " in mention.name and not any(m.named for m in main.mentions):
        return replace(mention, name=f"next {mention.name}")
    named = replace(mention, name=mention.noun) if again else mention
    return _next_of(words, named, next((m for m in main.mentions if m.named), main.mentions[0]))


def _lean(words: Words, mention: Mention, before: list[Mention], main: Group | None, known: Known | None) -> Mention:
    """Give an unnamed meeting the series of what it leans on: one named before it in the sentence, or the main one."""
    here = [m for m in before if m.index == mention.index and not m.anaphor and not m.clause]
    bare = len(mention.name.split()) == 1
    if mention.ordinal is not None and mention.determiner == "its" and (owner := _owner(words, mention)):
        return replace(mention, name=f"{mention.name} of the {owner}", series=owner, key=fold(owner), named=True)
    if mention.which == "last" and bare and main is not None:
        return _of_main(words, mention, main, known)
    if mention.which == "next" and bare and mention.status == "planned":
        owner = _owner(words, mention) if mention.determiner == "its" or not here else ""
        lent = () if main is None or mention.determiner not in _OURS else main.mentions
        left = here[-1] if here else next((m for m in lent if m.named and m.cls not in ("visit", "call")), None)
        if owner:
            name = f"next {mention.name} of the {owner}"
            return replace(mention, name=name, series=owner, key=("next", *fold(owner)), named=True)
        return mention if left is None else _next_of(words, mention, left)
    counted = mention.ordinal is not None and len(_without_ordinal(words, mention).split()) == 1
    other = next(
        (m for m in reversed(here) if counted and m.noun == mention.noun and _counts_on(words, m, mention)), None
    )
    if other is not None:  # "a second ports workshop, after the first workshop": the first of the same
        return replace(mention, name=f"{mention.name.split()[0]} {_without_ordinal(words, other)}")
    many = next((m for m in reversed(here) if m.weak and m.named), None)
    if many is not None and mention.place is not None and set(mention.line.lower[many.head : mention.head]) & _AMONG:
        name = f"{many.name} in {mention.place}"
        return replace(mention, name=name, series=many.series, level=many.level, key=many.key, named=True)
    body = _body_of_main(words, main)
    if body and counted and mention.determiner == "the" and mention.status == "planned" and not here:
        name = f"{mention.name} of the {body}"
        return replace(mention, name=name, series=body, key=fold(body), bag=frozenset(fold(body)), named=True)
    past = mention.determiner in ("the", "our", "") and mention.interval is not None and not mention.clause
    return _of_main(words, mention, main, known) if mention.status == "planned" or past else mention


def _counts_on(words: Words, other: Mention, mention: Mention) -> bool:
    """Tell whether another meeting has a different number and says what both are of."""
    numbered = other.ordinal is not None and other.ordinal != mention.ordinal
    return numbered and len(_without_ordinal(words, other).split()) > 1


def _owner(words: Words, mention: Mention) -> str:
    """Return the body whose "next meeting" it is: the last name of one before it in the sentence; "" for none."""
    line, end = mention.line, mention.first
    while end > 0:
        first = end
        while first > 0 and line.capital(first - 1) and line[first - 1].pos_ in ("PROPN", "NOUN", "ADJ"):
            first -= 1
        if end - first > 1 and set(line.lower[first:end]) & words.bodies:
            return line.text(first, end)
        end = min(first, end - 1)
    return ""


def _next_of(words: Words, mention: Mention, left: Mention) -> Mention:
    """Name "the next convening" after the meeting before it."""
    lent = left.series if left.clause and left.series else _without_ordinal(words, left)
    if left.cls == "call":
        _, _, who = left.name.partition(" of ")
        _, _, between = left.name.partition(" between ")
        return replace(mention, name=f"{mention.noun} of {who or between}") if who or between else mention
    if left.clause and not left.series and " of " in left.name:
        return replace(mention, name=f"next {left.name}", key=("next", *fold(left.name)), named=True)
    alone = mention.noun in (left.noun, *fold(lent)[-1:], "meeting") and len(mention.name.split()) == 1
    alone = alone and (mention.noun == left.noun or (fold(lent)[-1:] != () and fold(lent)[-1] in words.heads))
    name = f"next {lent}" if alone and not left.clause else f"next {mention.name} of the {lent}"
    key = ("next", *fold(left.series or left.name))
    return replace(mention, name=name, series=left.series, level=left.level, key=key, named=True)


def _without_ordinal(words: Words, mention: Mention) -> str:
    """Return a name without the number at its start, which is not that of the next meeting."""
    first, _, rest = mention.name.partition(" ")
    return rest if first.lower() in words.ordinals and rest else mention.name


def _of_main(words: Words, mention: Mention, main: Group | None, known: Known | None) -> Mention:
    """Give a planned meeting that has no name of its own ("an in-person summit") the series of the main one."""
    series, level = (known.name, known.level) if known is not None else ("", "")
    if not series and main is not None:
        series, level = next(((m.series, m.level) for m in main.mentions if m.series), ("", ""))
    led = level == "leaders" and bool(set(fold(mention.name)) & words.leader_words)
    fits = mention.noun in fold(series) or led or mention.which == "last"
    if not series or not fits or len(mention.name.split()) > 2:
        return mention
    if _of_others(words, mention, series, level):
        return mention
    name = (
        series
        if led
        else f"{mention.name[: -len(mention.noun)]}{series}"
        if mention.name.lower().endswith(mention.noun)
        else series
    )
    return replace(mention, name=name, series=series, level=level, key=fold(series), named=True)


def _body_of_main(words: Words, main: Group | None) -> str:
    """Return the body whose meeting the main one is, "" where it is no body's."""
    series = "" if main is None else next((m.series for m in main.mentions if m.series), "")
    return series if set(fold(series)) & words.bodies - words.heads.keys() else ""


def _of_others(words: Words, mention: Mention, series: str, level: str) -> bool:
    """Tell whether a meeting is by its words one of other people than a series is ("leaders'" beside "Ministerial")."""
    said = {word for word in fold(mention.name) if word.rstrip("s") in words.people}
    if said & words.leader_words:
        return level not in ("", "leaders") or (level == "" and not set(fold(series)) & words.leader_words)
    return bool(said) and not any(word.rstrip("s") in " ".join(fold(series)) for word in said)
