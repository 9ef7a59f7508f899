"""Find the meetings of a document: held and planned, each once, with the one that the text reports marked.

How: every sentence is read for nouns (`nouns`), events without one (`events`) and verbs (`clauses`) of meetings, each
a `Mention`; the title and the opening tell the main one (`main`); mentions that lean on others take their names
(`follow`); those of one meeting are merged (`merge`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from communique.extract.context import Context
from communique.extract.meetings.called import main_name
from communique.extract.meetings.clauses import clause_mentions
from communique.extract.meetings.events import event_mentions
from communique.extract.meetings.line import Mention, lines_of
from communique.extract.meetings.main import Opening, dateline_place, find_main, opening_of, place_here
from communique.extract.meetings.merge import Group, followed, merged, year_interval
from communique.extract.meetings.nouns import noun_mentions
from communique.extract.meetings.participants import participants_of
from communique.extract.meetings.scene import Scene
from communique.extract.meetings.series import Known, fold, spelled_out
from communique.model import Interval, Meeting

ORIGIN = "meetings/1"
# A name of no more words than this may be that of any meeting.
_COMMON = 3

# Kinds of papers that a meeting issues, and what their names have besides.
_ISSUED = frozenset({"joint_statement", "communique", "declaration"})
_OF_PAPERS = frozenset({"joint", "the", "of", "from", "press", "co", "-", "chairs", "chair", "'", "'s", "leaders", ":"})

# A formula at the close of a text, among so many last sentences, says where it was adopted.
_CLOSING = re.compile(
    r"\W*(?:adopted|done|issued|signed) (?:at|in) (?P<place>[A-Z][^\d;.]*?),? (?:on|this)\b", re.IGNORECASE
)
_LAST = 6

Value = TypeVar("Value")


def find_meetings(context: Context) -> tuple[Meeting, ...]:
    """Return the meetings of the document, in the text's order.

    `start` and `end` are None where the text does not tell the days; `host` is a party's code where the text says
    who hosts, or the place lies in a speaker's territory.
    """
    scene = Scene.of(context)
    opening = opening_of(scene)
    mentions = _mentions(scene)
    main = find_main(scene, mentions, opening)
    known = _series_of_main(scene, main)
    if main is not None and known is not None:
        key = fold(known.name)
        lent = replace(main.mentions[0], series=known.name, level=known.level, key=key, bag=frozenset(key), named=True)
        main.mentions[0] = lent
    groups = merged(followed(scene, mentions, main, known), main)
    return tuple(_meeting(scene, groups, number, opening, known) for number in range(1, len(groups) + 1))


def _mentions(scene: Scene) -> list[Mention]:
    found: list[Mention] = []
    for line in lines_of(scene.context.parsed.sentences):
        nouns = noun_mentions(scene, line)
        here = [*nouns, *event_mentions(scene, line, nouns), *clause_mentions(scene, line)]
        found.extend(sorted(here, key=lambda m: (m.head, m.first)))
    return found


def _series_of_main(scene: Scene, main: Group | None) -> Known | None:
    """Return the leaders' series that the main meeting belongs to by who met, where its words name none."""
    if main is None or any(m.series for m in main.mentions):
        return None
    for mention in main.mentions:
        first, end = mention.subject or (0, 0)
        if set(mention.line.lower[first:end]) & scene.words.leader_words:
            return scene.series.of_leaders(scene.context.speakers)
    return None


def _first(values: Iterable[Value | None]) -> Value | None:
    return next((value for value in values if value is not None), None)


def _meeting(scene: Scene, groups: list[Group], number: int, opening: Opening, known: Known | None) -> Meeting:
    """Return the meeting of one of the groups, counted from 1: each field from the first mention that gives it."""
    group = groups[number - 1]
    parsed, fullest, mentions = scene.context.parsed, group.fullest, group.mentions
    interval = _interval(scene, group, opening)
    place = _first(m.place for m in mentions)
    series = _first(m.series for m in mentions)
    format_ = _first(m.format for m in mentions)
    if group.main and series is None and known is not None:
        series = known.name
    if group.main and place is None and any(m.clause and m.cls == "event" for m in mentions) and format_ is None:
        place = dateline_place(scene, opening)
    if group.main and place is None and format_ in (None, "in_person"):
        place = _closing_place(scene)
    if group.main and place is None and format_ in (None, "in_person"):
        place = place_here(scene, opening, group.mentions)
    if group.main and format_ is None and (place is not None or any(_face_to_face(scene, m) for m in mentions)):
        format_ = "in_person"
    return Meeting(
        id=f"m{number}",
        anchor=parsed.anchor(fullest.start, fullest.end),
        mentions=tuple(sorted({parsed.anchor(m.start, m.end) for m in mentions})),
        name=spelled_out(main_name(scene, group, opening), parsed.plain) if group.main else _name(fullest),
        series=series,
        ordinal=_first(m.ordinal for m in mentions),
        status=group.status or "held",
        main=group.main,
        start=None if interval is None else interval.earliest,
        end=None if interval is None else interval.latest,
        place=place,
        host=_first(m.host for m in mentions) or (scene.host_of(place) if group.main else None),
        format=format_,
        participants=participants_of(scene, group, groups, opening) if group.main else (),
        origin=ORIGIN,
    )


def _closing_place(scene: Scene) -> str | None:
    """Return the place of a formula that closes what a meeting issued ("ADOPTED in Vientiane, Lao PDR, on ...")."""
    if scene.context.parsed.document.kind not in _ISSUED:
        return None
    for sentence in scene.context.parsed.sentences[-_LAST:]:
        match = _CLOSING.match(sentence.span.text)
        if match is not None and scene.territory(match["place"].partition(",")[0]) is not None:
            return match["place"]
    return None


def _name(mention: Mention) -> str:
    """Return what a meeting is called: a common noun ("bilateral meeting") with where, or else when, it was."""
    told = mention.place is not None and mention.place in mention.name
    if mention.named or mention.clause or told or len(mention.name.split()) > _COMMON:
        return mention.name
    line, after = mention.line, mention.head + 1
    if mention.place is not None:
        link = "at" if f"at {mention.place}" in line.text(after, mention.last) else "in"
        return f"{mention.name} {link} {mention.place}"
    when = line.text(after, mention.last)
    short = mention.interval is not None and 0 < len(when.split()) <= _COMMON
    return f"{mention.name} {when}" if short else mention.name


def _face_to_face(scene: Scene, mention: Mention) -> bool:
    """Tell whether a clause tells of guests received, or of a meeting beside another one."""
    beside = mention.verb >= 0 and bool({"margins", "sidelines"} & set(mention.line.lower[mention.verb :]))
    if not mention.clause or mention.cls != "event":
        return beside and mention.cls == "gathering"
    return beside or mention.line[mention.verb].lemma_ in ("host", "welcome", "receive")


def _interval(scene: Scene, group: Group, opening: Opening) -> Interval | None:
    """Return the days of a meeting: the narrowest that a mention gives; the text's day for the main one without any."""
    given = [m.interval for m in group.mentions if m.interval is not None]
    on = scene.context.on
    if not given and (not group.main or on is None):
        given = [year_interval(m.year) for m in group.mentions if m.year is not None]
    if given:
        return min(given, key=_width)
    told = any(m.clause or m.determiner == "this" or _says_today(scene, m) for m in group.mentions)
    told = told or (scene.context.parsed.document.kind in _ISSUED and _of_the_title(scene, group, opening))
    return Interval(on, on, precision="day") if group.main and told and on is not None else None


def _of_the_title(scene: Scene, group: Group, opening: Opening) -> bool:
    """Tell whether a title says nothing but a paper and its meeting ("Joint Statement: 2022 Arctic Dialogue").

    What a meeting itself issues carries its day.
    """
    on = scene.context.on
    titles = {s.index: s for s in opening.title}
    for mention in group.mentions:
        title = titles.get(mention.index)
        if title is None or on is None or mention.year not in (None, on.year) or mention.which in ("next", "last"):
            continue
        beside = {*mention.line.lower[: mention.first], *mention.line.lower[mention.last :]}
        if beside and beside <= _OF_PAPERS | scene.words.papers:
            return True
    return False


def _says_today(scene: Scene, mention: Mention) -> bool:
    """Tell whether a mention's sentence speaks of the text's own day."""
    sentence, on = mention.line.sentence, scene.context.on
    days = (time.interval for time in scene.times_in(sentence.start, mention.line.end(len(mention.line) - 1)))
    return any(day.earliest == day.latest == on for day in days)


def _width(interval: Interval) -> int:
    """Return how many days an interval spans."""
    if interval.earliest is None or interval.latest is None:
        return 10_000
    return (interval.latest - interval.earliest).days
