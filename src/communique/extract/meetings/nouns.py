"""Mentions of meetings by a noun: "the 15th Defense Trilateral Talks in Seoul", "their next summit"."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from communique.extract.meetings.after import place_inside
from communique.extract.meetings.clause import days_of, status_by_time, status_by_words, with_clause
from communique.extract.meetings.events import began_or_begins, event_at, event_key, status_by_number
from communique.extract.meetings.identify import identified, may_be_told
from communique.extract.meetings.line import Line, Mention
from communique.extract.meetings.moved import moved_to
from communique.extract.meetings.naming import Naming, clean, name_of, singular
from communique.extract.meetings.phrase import Phrase, phrases_of
from communique.extract.meetings.right import Part, parts_after
from communique.extract.meetings.scene import Scene, years_in
from communique.extract.meetings.series import fold
from communique.extract.meetings.several import met_by, pairs_of
from communique.extract.meetings.visits import visit_name
from communique.extract.meetings.who import body_of
from communique.model import Interval, TimeExpression

_BACKWARD = frozenset(["this", "that", "the", "our", "their", "its", "these", "his", "her"])
_FILLERS = frozenset({"historic", "today", "'s", "two", "three", "leaders", "'", "present", "current"})
# A host named before a name takes at most so many words ("the United Kingdom's AI Safety Summit").
_OWNER = 4
# A time after a meeting beside which another is held is that of the other.
_BESIDE = frozenset({"margins", "sidelines"})
_BEFORE = 3
# Between people received and what they are received for stand at most so many words.
_FAR = 24
# Months after which the next year's month is the nearer one, and of a year.
_HALF_A_YEAR, _A_YEAR = 6, 12
# Nouns that say nothing of whose meeting it is.
_BARE = frozenset({"meeting", "convening", "gathering", "session"})
_JOINING = frozenset({"and", ",", "the", "as", "well"})
# What can stand between a verb of holding and its object.
_BETWEEN = frozenset({"up", "off", "jointly", "also", "together", "in"})
_FUTURE = ("to ", "will ", "scheduled", "planned")


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase, the parts after it, its naming, and the verb that holds it (-1: none).

    `place`, `time` and `status` are what its own words tell: a place or a time in the name, a number that is known.
    """

    phrase: Phrase
    parts: list[Part]
    naming: Naming
    verb: int
    place: str | None
    time: TimeExpression | None
    status: str | None


def noun_mentions(scene: Scene, line: Line) -> list[Mention]:
    """Return the mentions by noun in one line, in its order, each meeting apart where a plural names several.

    Those that name no meeting alone, but may be the noun of one, are `weak`.
    """
    found: list[Mention] = []
    taken = 0
    for phrase in phrases_of(scene, line):
        if phrase.head < taken:
            continue
        reading = _read(scene, phrase)
        for mention in (with_clause(scene, m) for m in _split(scene, reading)):
            if identified(scene, mention, phrase, reading.parts):
                found.append(mention)
                taken = max([taken, *(p.end for p in reading.parts if p.kind == "name")])
            elif may_be_told(scene, mention, phrase):
                found.append(replace(mention, weak=True))
    return _shared([_of_body(scene, mention) for mention in found])


def _of_body(scene: Scene, mention: Mention) -> Mention:
    """Return a meeting at a place that a body by name is said to have held as one of that body's series."""
    bare = not (mention.named or mention.weak or mention.anaphor) and mention.noun in _BARE
    if not bare or mention.place is None or mention.verb < 0 or mention.subject is None:
        return mention
    body = body_of(scene, mention.line, mention.subject)
    if body is None or not mention.name.startswith(mention.noun):
        return mention
    name = mention.name.replace(mention.noun, f"{mention.noun} of the {body}", 1)
    return replace(mention, name=name, series=body, key=fold(body), bag=frozenset(fold(body)), named=True)


def _shared(found: list[Mention]) -> list[Mention]:
    """Lend what is said of the last of several named meetings to the ones before it ("the A and the B to be held")."""
    for at in range(len(found) - 2, -1, -1):
        one, two = found[at], found[at + 1]
        joined = one.last <= two.first and set(one.line.lower[one.last : two.first]) <= _JOINING
        if joined and one.weak and not two.weak and one.named and two.named and one.cls == two.cls:
            found[at] = replace(
                one, weak=False, status=two.status, interval=two.interval, place=two.place, host=two.host
            )
    return found


def _read(scene: Scene, phrase: Phrase) -> Reading:
    line = phrase.line
    parts = (
        []
        if phrase.paper
        else parts_after(scene, line, phrase.head + 1, lists=phrase.plural, to=phrase.noun.cls == "visit")
    )
    last = max((part.end for part in parts), default=phrase.head + 1)
    inside, silent = place_inside(scene, line, phrase.premodifiers)
    times = (scene.time_over(line, i) for i in phrase.premodifiers)
    time = next((t for t in times if t is not None and not years_in([t.core.quote])), None)
    if time is None and not any(part.time is not None for part in parts):
        time = _month_before(scene, phrase)
    moved = moved_to(scene, phrase)
    if moved is not None:
        time, parts = moved, [part for part in parts if part.time is None]
    naming, status = name_of(scene, phrase, parts, silent), None
    for i in range(phrase.core, last):
        event, number, _ = event_at(scene, line, i)
        if event is not None and number is not None:
            naming = replace(naming, series=event.name, key=event_key(event, number), ordinal=number, named=True)
            status = status_by_number(scene, event, number)
            break
    place = next((part.text for part in parts if part.kind == "place"), None) or inside
    event = next((e for e in scene.words.events.values() if e.numbered and e.name == naming.series), None)
    if event is not None and status is None:
        naming = replace(naming, key=event_key(event, naming.ordinal))
        status = status_by_number(scene, event, naming.ordinal)
    if naming.known is not None and not any(part.time is not None for part in parts):
        began = scene.series.began(naming.known, place, naming.ordinal)
        if began is not None and naming.year in (None, began.year):
            status = status or began_or_begins(scene, began)
    return Reading(phrase, parts, naming, holder(scene, phrase), inside or None, time, status)


def _month_before(scene: Scene, phrase: Phrase) -> TimeExpression | None:
    """Return the month that stands right before "at" a meeting ("the pledge made in June at the Ports Summit")."""
    line, link = phrase.line, phrase.first - 1
    if link < 1 or line.lower[link] not in ("at", "for") or phrase.determiner not in ("the", "our"):
        return None
    time = scene.time_over(line, link - 1)
    return time if time is not None and time.interval.precision == "month" else None


def holder(scene: Scene, phrase: Phrase) -> int:
    """Return the index of the verb by which the meeting is held, -1 where there is none."""
    line = phrase.line
    verb = line.head(phrase.head)
    held = line[phrase.head].dep_ in ("dobj", "nsubjpass", "obj")
    if held and verb >= 0 and line[verb].pos_ == "VERB" and line[verb].lemma_ in scene.words.hold:
        return verb
    for i in range(phrase.first - 1, max(-1, phrase.first - 6), -1):
        if line[i].pos_ == "VERB" and line[i].lemma_ in scene.words.hold:
            return i if line.word(i + 1) != "in" or line[i].lemma_ in ("engage", "participate") else -1
        if line.lower[i] not in _BETWEEN and scene.time_over(line, i) is None:
            break
    return _received(scene, line, phrase.first - 1) if line.word(phrase.first - 1) == "for" else -1


def _received(scene: Scene, line: Line, link: int) -> int:
    """Return the verb by which people are brought together "for" a meeting, -1 where there is none."""
    for i in range(link - 1, max(-1, link - _FAR), -1):
        token = line[i]
        if token.pos_ == "VERB":
            return i if token.lemma_ in scene.words.receive and token.tag_ != "VBG" else -1
        if token.text in (";", ":"):
            break
    return -1


def _split(scene: Scene, reading: Reading) -> list[Mention]:
    """Return one mention for every meeting that the phrase names."""
    phrase, parts = reading.phrase, reading.parts
    if phrase.plural and not phrase.noun.plural:
        pairs = pairs_of(scene, phrase)
        if len(pairs) > 1:
            return [_of_pair(scene, reading, pair, pairs[-1][1]) for pair in pairs]
        met = met_by(scene, phrase)
        if len(met) > 1:
            return [_with_each(scene, reading, whom) for whom in met]
        places = [i for i, part in enumerate(parts) if part.kind == "place"]
        if len(places) > 1:
            return [_at_place(scene, reading, i, time) for i in places for time in _times_at(reading, i, places)]
    return [_mention(scene, reading)]


def _of_pair(scene: Scene, reading: Reading, pair: tuple[int, int], last: int) -> Mention:
    """Return the mention of the meeting of one of several pairs of parties."""
    line, phrase = reading.phrase.line, reading.phrase
    name = clean(f"{line.text(*pair)} {singular(line.text(last, phrase.head + 1), phrase)}")
    return replace(_mention(scene, reading), name=name, key=(), series=None, level="", first=pair[0], named=True)


def _with_each(scene: Scene, reading: Reading, whom: tuple[int, int]) -> Mention:
    """Return the mention of one of several meetings, that with the persons of one party."""
    line = reading.phrase.line
    name = clean(f"{singular(reading.naming.name, reading.phrase)} with {line.text(*whom)}")
    mention = _mention(scene, reading)
    return replace(
        mention, name=name, key=(), series=None, level="", first=whom[0], last=whom[1], named=True, format="in_person"
    )


def _times_at(reading: Reading, which: int, places: list[int]) -> list[TimeExpression | None]:
    """Return the times of the meetings at one of several places: its own, before or after it, or the shared one."""
    parts = reading.parts
    times = [i for i, part in enumerate(parts) if part.time is not None]
    if len(times) < 2:
        return [parts[times[0]].time if times else reading.time]
    if times[0] < places[0]:
        before = max((i for i in places if i < which), default=-1)
        own = [parts[i].time for i in times if before < i < which]
    else:
        after = min((i for i in places if i > which), default=len(parts))
        own = [parts[i].time for i in times if which < i < after]
    return [*own] or [reading.time]


def _at_place(scene: Scene, reading: Reading, which: int, time: TimeExpression | None) -> Mention:
    """Return the mention of the meeting at one of several places."""
    part = reading.parts[which]
    name = clean(f"{singular(reading.naming.name, reading.phrase)} {part.link} {part.text}")
    mention = _mention(scene, reading, part.text, time)
    interval = days_of(time)
    if mention.interval != interval:
        by_time = status_by_time(interval, scene.context.on)
        mention = replace(mention, interval=interval, status=by_time or mention.status)
    return replace(mention, name=name, last=part.end)


def _mention(scene: Scene, reading: Reading, place: str | None = None, time: TimeExpression | None = None) -> Mention:
    """Return the mention of a phrase with one place and one time, the first of each where none is given."""
    phrase, parts, naming = reading.phrase, reading.parts, reading.naming
    place = place or _place_after(parts) or reading.place
    if phrase.noun.cls == "visit":
        place = next((p.text for p in parts if p.kind == "to"), place)
    interval = days_of(time) or _narrowest([reading.time, *(p.time for p in parts if not _is_year_of_name(phrase, p))])
    last = max((part.end for part in parts), default=phrase.head + 1)
    if _BESIDE & set(phrase.line.lower[max(0, phrase.first - _BEFORE) : phrase.first]):
        interval = None
    which = _which(scene, phrase)
    interval = _coming(scene, reading, interval, last)
    # "the APEC meetings that Peru will host" stay many.
    name = naming.name if any(part.link == "that" for part in parts) else singular(naming.name, phrase)
    pointed = _is_pointed_at(phrase)
    return Mention(
        line=phrase.line,
        first=phrase.first,
        last=last,
        head=phrase.head,
        noun=phrase.noun.word,
        cls=phrase.noun.cls,
        name=visit_name(scene, phrase, parts, name, place) if phrase.noun.cls == "visit" else name,
        key=naming.key,
        bag=naming.bag,
        series=None if phrase.noun.cls == "visit" else naming.series,
        level=naming.level,
        # "It was the first summit there" counts otherwise than the series does.
        ordinal=None if pointed else naming.ordinal,
        which=which,
        status=_status(scene, reading, interval, which, last),
        interval=interval,
        year=naming.year,
        place=place,
        host=_host(scene, phrase, parts) or scene.host_of(place),
        format=_format(scene, phrase, parts),
        determiner="this" if pointed else phrase.determiner,
        verb=reading.verb,
        named=naming.named,
        anaphor=pointed or _is_anaphor(phrase, naming, which, parts),
    )


def _coming(scene: Scene, reading: Reading, interval: Interval | None, last: int) -> Interval | None:
    """Return a month without a year in the year ahead, where words say that the meeting is to come and it is nearer.

    "Ahead of the Forum in November, the ministers met" sets the time of the verb in the past, not that of the Forum.
    """
    on = scene.context.on
    if interval is None or on is None or interval.precision != "month" or interval.earliest is None:
        return interval
    behind = (on.year - interval.earliest.year) * 12 + on.month - interval.earliest.month
    bare = not any(years_in(p.time.core.quote.split()) for p in reading.parts if p.time is not None)
    if not bare or not _HALF_A_YEAR < behind < _A_YEAR:
        return interval
    if status_by_words(scene, reading.phrase.line, reading.phrase.first, last) != "planned":
        return interval
    first = interval.earliest.replace(year=interval.earliest.year + 1)
    return Interval(first, first.replace(day=monthrange(first.year, first.month)[1]), precision="month")


def _is_year_of_name(phrase: Phrase, part: Part) -> bool:
    """Tell whether a part is a year right after the head ("Summit 2022"), and so belongs to the name."""
    return part.first == phrase.head + 1 and bool(years_in([phrase.line.word(part.first)]))


def _narrowest(times: list[TimeExpression | None]) -> Interval | None:
    """Return the shortest stretch of days among times, the first of equals."""
    told = [days for days in map(days_of, times) if days is not None]
    return min(told, key=lambda days: (days.latest or date.max) - (days.earliest or date.min), default=None)


def _place_after(parts: list[Part]) -> str | None:
    """Return the place after a phrase: the one where it is said to be held, else the first."""
    held = next((n for n, part in enumerate(parts) if part.kind == "verb"), 0)
    after = next((part.text for part in parts[held:] if part.kind == "place"), None)
    return after or next((part.text for part in parts if part.kind == "place"), None)


def _which(scene: Scene, phrase: Phrase) -> str:
    line = phrase.line
    dated = [i for i in phrase.premodifiers if scene.time_over(line, i) is None or line.lower[i] == "today"]
    # "the Next Generation Dialogue" is called so, and not the next one.
    dated = [i for i in dated if not (line.lower[i] == "next" and line.word(i + 1) == "generation")]
    which = (scene.words.which.get(line.lower[i]) for i in dated)
    return next((w for w in which if w is not None), "this" if phrase.determiner == "this" else "")


def _host(scene: Scene, phrase: Phrase, parts: list[Part]) -> str | None:
    """Return the code of the party by whom the meeting is hosted or under whose presidency it is held."""
    line = phrase.line
    for at, part in enumerate(parts):
        before = parts[at - 1] if at > 0 else None
        hosted = part.kind == "by" and before is not None and ("host" in before.text or before.kind == "name")
        if hosted or part.kind == "under" or part.link == "that":
            code = scene.party_in(line, part.first, part.end, alone=part.kind != "under")
            if code is not None:
                return code
    if phrase.noun.cls == "visit":
        return None
    hosted_at = next((i for i in phrase.premodifiers if line.lower[i] in ("hosted", "'s")), phrase.core)
    return scene.party_in(line, phrase.core, hosted_at) if hosted_at < phrase.core + _OWNER else None


def _format(scene: Scene, phrase: Phrase, parts: list[Part]) -> str | None:
    """Return the format that the phrase says."""
    line = phrase.line
    for i in phrase.premodifiers:
        if line.lower[i] == "person" and "in" in (line.word(i - 1), line.word(i - 2)):
            return "in_person"
        format_ = scene.words.formats.get(line.lower[i])
        if format_ is None and phrase.noun.cls == "call":
            format_ = scene.words.call_words.get(line.lower[i])
        if format_ is not None:
            return format_
    said = next((part.text for part in parts if part.kind == "format"), None)
    return said or phrase.noun.format or ("in_person" if phrase.noun.cls == "visit" else None)


def _status(scene: Scene, reading: Reading, interval: Interval | None, which: str, last: int) -> str | None:
    """Return held or planned by days, then by the words in and around the phrase; None where nothing tells."""
    line, on, year = reading.phrase.line, scene.context.on, reading.naming.year
    by_time = status_by_time(interval, on) or reading.status
    if by_time is not None:
        return by_time
    if year is not None and on is not None and year != on.year:
        return "planned" if year > on.year else "held"
    if which:
        return "planned" if which == "next" else "held"
    if interval is not None and interval.earliest == interval.latest == on:
        return "held"
    by_words = status_by_words(scene, line, reading.phrase.first, last)
    for part in reading.parts:
        if part.kind == "verb" and (part.text not in scene.words.open_participles or by_words != "planned"):
            return "planned" if part.text.startswith(_FUTURE) else "held"
    if by_words is None and reading.verb >= 0:
        return {"VB": "planned", "VBD": "held", "VBN": "held"}.get(line[reading.verb].tag_)
    return by_words


def _is_pointed_at(phrase: Phrase) -> bool:
    """Tell whether a phrase is said of "it" or "this", a meeting told of already ("This was the first meeting")."""
    line, verb = phrase.line, phrase.line.head(phrase.head)
    if line[phrase.head].dep_ != "attr" or verb < 0 or line[verb].lemma_ != "be":
        return False
    return any(child.dep_ == "nsubj" and child.lower_ in ("it", "this") for child in line[verb].children)


def _is_anaphor(phrase: Phrase, naming: Naming, which: str, parts: list[Part]) -> bool:
    """Tell whether a phrase only points back at a meeting told of already ("this meeting", "our Summit")."""
    if phrase.plural != phrase.noun.plural or naming.named or naming.ordinal is not None or which in ("next", "last"):
        return False
    if phrase.determiner not in _BACKWARD or phrase.said - _FILLERS:
        return False
    # "The meeting, chaired by X, reviewed ...": what a comma sets off only adds to what is known.
    telling = {"place", "name", "to"} if phrase.line.word(phrase.head + 1) == "," else {"place", "name", "to", "by"}
    return not any(part.kind in telling for part in parts) and naming.year is None
