"""The main meeting: the one that the text reports, told of in its title and opening, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.extract.meetings.after import read_place
from communique.extract.meetings.clause import Clause
from communique.extract.meetings.line import Line, Mention, dateline_of
from communique.extract.meetings.merge import NEAR, Group, is_bare
from communique.extract.meetings.scene import Scene, with_members
from communique.extract.parse import ParsedSentence

_JOINED = frozenset({"for", "in", "as", "convene", "hold", "launch", "inaugurate", "occasion", "attend", "into"})
# A text tells of its meeting in its first sentences, these many at most.
_OPENING = 5
# The first of these, where words that only point back can tell it.
_FIRST = 2
# Markup of a lead in italics before the text proper.
_EMPHASIS = ("*", "_")
# A paper handed out before a meeting is so by at most this many days.
_SOON = 3
# A body's sentence shorter than this is a dateline or a heading.
_SHORT = 6
# How many sentences a text takes at most to come to the meeting it reports.
_EARLY = 8
# A week that a text tells of ends at most so many days after it.
_WEEK = 6
# What a title says of a meeting to come that the text makes known.
_ANNOUNCING = frozenset({"announcement", "announcing", "announce", "announces"})
# What a paper is said to be at the meeting that issues it.
_ISSUED = frozenset({"released", "issued", "adopted", "endorsed", "signed", "approved"})
# A dateline has at most so many words.
_DATELINE = 14


@dataclass(frozen=True, slots=True)
class Opening:
    """The title's sentences and those of the first block of the body."""

    title: tuple[ParsedSentence, ...]
    first: tuple[ParsedSentence, ...]


def opening_of(scene: Scene) -> Opening:
    """Return the title and the opening of a document."""
    sentences = scene.context.parsed.sentences
    body = [s for s in sentences if s.block.kind in ("paragraph", "item")]
    first = next((s.block.start for s in body if len(s.span) > _SHORT), None)
    title = [s for s in sentences if s.block.kind == "heading" and (first is None or s.start < first)]
    blocks = list(dict.fromkeys(s.block.start for s in body if first is not None and s.start >= first))
    lead = first is not None and scene.context.parsed.plain.startswith(_EMPHASIS, first)
    opening = set(blocks[: 2 if lead else 1])
    return Opening(tuple(title), tuple(s for s in body if s.block.start in opening))


def dateline_place(scene: Scene, opening: Opening) -> str | None:
    """Return the place of a dateline between title and text ("Hiroshima, 20 May 2023"), None where there is none."""
    for sentence in opening.first[:1]:
        match = dateline_of(sentence)
        if match is not None and scene.territory(match["place"].title()) is not None:
            place = match["place"]
            return place.title() if place.isupper() else place
    for sentence in opening.title[1:]:
        line = Line.of(sentence)
        times = scene.times_in(sentence.start, sentence.end)
        if not times or len(line) > _DATELINE:
            continue
        for first in range(len(line)):
            text, _ = read_place(scene, line, first, len(line))
            if text and scene.territory(text) is not None:
                return text
    return None


def place_here(scene: Scene, opening: Opening, mentions: Sequence[Mention]) -> str | None:
    """Return the place that the opening calls "here", or that its sentence of a visit gives behind it, else None."""
    visits = {m.index: m.head + 1 for m in mentions if m.cls == "visit" and not m.clause}
    for sentence in opening.first:
        line = Line.of(sentence)
        for i in range(len(line) - 2):
            here = line.lower[i : i + 2] == ("here", "in")
            visit = line.lower[i] == "in" and 0 <= i - visits.get(sentence.index, i + 1) <= _SHORT
            if here or visit:
                text, _ = read_place(scene, line, i + 2 if here else i + 1, len(line))
                if text and scene.territory(text) is not None:
                    return text
    return None


def find_main(scene: Scene, mentions: Sequence[Mention], opening: Opening) -> Group | None:
    """Return the group of the main meeting's mentions in title and opening, None for a text that reports none.

    The opening's clause or noun of holding tells it; else the meeting on whose occasion the text was made; else the
    one that the title names; else the one that the text only points at.
    """
    at_first = {s.index: n for n, s in enumerate(opening.first)}
    titles = {s.index for s in opening.title}
    start = min(at_first, default=0)
    mentions = [_under_way(scene, m, start) for m in mentions]
    near = [m for m in mentions if _is_near(scene, m)]
    told = [m for m in near if at_first.get(m.index, _OPENING) < _OPENING and not m.anaphor]
    title = next((m for m in near if m.index in titles and not _apart(scene, m) and not _is_founded(m)), None)
    seeds = _told(scene, told)
    if not seeds and title is not None and title.named:
        first = [m for m in mentions if at_first.get(m.index, _OPENING) < _FIRST]
        seeds = [m for m in first if m.clause and _is_at_hand(scene, m)][:1]
    if all(m.clause for m in seeds):
        occasion = (m for m in near if m.index in at_first and not (m.clause or m.weak) and _on_occasion(scene, m))
        seeds += [m for m in occasion if _fits(seeds, m)][:1]
        seeds += _called_next(scene, seeds, mentions, min(at_first, default=0))
    after = next((m for m in near if m.index in at_first and _released_after(scene, m)), None)
    if after is not None and all(m.clause or m.interval is None for m in seeds):
        seeds = [after, *(m for m in seeds if m.interval is None)]
    if not seeds and title is None:
        seeds = _pointed_at(scene, told, near, mentions, at_first) or _at_this(near, at_first)
    if title is not None and _fits(seeds, title):
        seeds.append(title)
    announced = _announced(scene, mentions, titles, start)
    if announced:
        seeds = announced
    if not seeds:
        seeds = [m for m in near if _is_held_early(scene, m, start) or _is_set_early(scene, m, start)][:1]
    if not seeds:
        seeds = _of_titled_body(scene, near, opening)
    if not seeds:
        ahead = (m for m in mentions if m.index == start and m.clause and m.status == "planned" and m.cls == "event")
        seeds = [m for m in ahead if _is_at_hand(scene, m) and not _apart(scene, m)][:1]
    return Group(seeds, main=True, on=scene.context.on) if seeds else None


def _under_way(scene: Scene, mention: Mention, first: int) -> Mention:
    """Return a mention as held where the text's day is one of its days and the text was made at it.

    "We meet on the occasion of the Arctic Summit, held on May 3-5": said on May 3, it is no plan.
    """
    on, days = scene.context.on, mention.interval
    if mention.status != "planned" or on is None or days is None or mention.index >= first + _EARLY:
        return mention
    if days.earliest is None or days.latest is None or not days.earliest <= on < days.latest:
        return mention
    at = mention.line.lower[: mention.head]
    made = "occasion" in at or any(
        t.lemma_ in scene.words.meet and t.tag_ != "VB" for t in mention.line.tokens[: len(at)]
    )
    made = made or (mention.verb >= 0 and mention.line[mention.verb].tag_ == "VBD")
    short = (days.latest - days.earliest).days <= _SOON * 2
    return replace(mention, status="held") if made and short else mention


def _announced(scene: Scene, mentions: Sequence[Mention], titles: set[int], first: int) -> list[Mention]:
    """Return the planned meeting that a title says the text announces, with its fullest mention of the opening."""
    title = next((m for m in mentions if m.index in titles and m.named and m.status == "planned"), None)
    if title is None or not _ANNOUNCING & set(title.line.lower[: title.first]):
        return []
    same = [m for m in mentions if first <= m.index < first + _FIRST and m.key == title.key and m.interval is not None]
    return [*same[:1], title] if same and same[0].status == "planned" else []


def _of_titled_body(scene: Scene, near: Sequence[Mention], opening: Opening) -> list[Mention]:
    """Return the clause that tells, wherever in the text, of a meeting days ago of the body that the title names."""
    named = {word for s in opening.title for word in Line.of(s).lower} & scene.words.bodies
    on = scene.context.on
    for m in near:
        if not m.clause or m.subject is None or on is None or m.interval is None or m.interval.latest is None:
            continue
        body = m.line.text(*m.subject).split()[-1]
        week = (m.interval.latest - on).days <= _WEEK and (on - m.interval.latest).days <= _SOON
        if body.lower() in named and body[0].isupper() and week:
            return [m]
    return []


def _at_this(near: list[Mention], at_first: dict[int, int]) -> list[Mention]:
    """Return the meeting that one of the first paragraphs names with "this" ("At this inaugural Summit, we ...")."""
    last = min(at_first, default=0) + _EARLY
    return [m for m in near if m.determiner == "this" and m.named and m.index < last][:1]


def _released_after(scene: Scene, mention: Mention) -> bool:
    """Tell whether a lead says that the text came out after a meeting ("released this statement following a call")."""
    left = mention.line.lower[: mention.first]
    on, days = scene.context.on, mention.interval
    if left[-1:] not in (("following",), ("after",)) or not scene.words.papers & set(left):
        return False
    return on is not None and days is not None and days.latest is not None and (on - days.latest).days <= _SOON


def _is_founded(mention: Mention) -> bool:
    """Tell whether a title is about founding or announcing what it names ("on the launch of the Conference")."""
    return bool({"launch", "establishment", "announcement", "creation"} & set(mention.line.lower[: mention.first]))


def _called_next(scene: Scene, seeds: list[Mention], mentions: Sequence[Mention], first: int) -> list[Mention]:
    """Return the named meeting with which a sentence soon after begins, of those whom the clause says that they met.

    "The members of the Ports Alliance (PA) met in Oslo. ... At the second PA Summit, members ...": the same.
    """
    if len(seeds) != 1 or seeds[0].named or seeds[0].subject is None:
        return []
    subject = seeds[0].line.text(*seeds[0].subject)
    for m in mentions:
        early = first < m.index < first + _OPENING and m.line.lower[0] in ("at", "during") and m.first <= _FIRST
        if early and m.named and m.status != "planned" and m.interval is None and m.place is None:
            names = [word for word in m.name.split() if sum(c.isupper() for c in word) > 1]
            if any(re.search(rf"\b{re.escape(name)}\b", subject) for name in names) and _fits(seeds, m):
                return [m]
    return []


def _is_set_early(scene: Scene, mention: Mention, first: int) -> bool:
    """Tell whether one of the first sentences sets what it tells at a meeting of the days before.

    "At the high-level meeting that took place on May 3, both sides committed to ...".
    """
    on, days = scene.context.on, mention.interval
    if mention.clause or mention.weak or mention.determiner != "the" or mention.index >= first + _EARLY:
        return False
    if on is None or days is None or days.latest is None or mention.place is None:
        return False
    return mention.line.word(mention.first - 1) in ("at", "during") and 0 <= (on - days.latest).days <= _SOON


def _is_held_early(scene: Scene, mention: Mention, first: int) -> bool:
    """Tell whether one of a text's first paragraphs tells that a named meeting was held in the days before."""
    if mention.clause and mention.cls == "event" and mention.index < first + _EARLY:
        day = mention.interval is not None and mention.interval.precision in ("day", "range")
        guests = mention.line[mention.verb].lemma_ in ("host", "welcome", "receive")
        if mention.place is None or not (day or (guests and mention.index < first + _OPENING)):
            return False
        return _is_ours(scene, mention) if day else mention.interval is None and _by_speakers(scene, mention)
    told = mention.verb >= 0 and not mention.clause and not mention.weak and mention.interval is not None
    told = told and mention.index < first + _EARLY and _is_told(scene, mention)
    return told and (mention.named or (mention.subject is not None and _is_ours(scene, mention)))


def _pointed_at(
    scene: Scene, told: list[Mention], near: list[Mention], mentions: Sequence[Mention], at_first: dict[int, int]
) -> list[Mention]:
    """Return the visit that the opening speaks of, else what first points at a meeting of the text's own."""
    visits = (m for m in told if m.cls == "visit" and not _apart(scene, m, visit=True))
    early = (m for m in near if m.anaphor and at_first.get(m.index, _OPENING) < _FIRST)
    held = (m for m in early if m.verb >= 0 or m.cls == "call")
    here = (m for m in near if m.anaphor and _points_here(scene, m, mentions))
    found = next((m for group in (visits, held, here) for m in group), None)
    return [] if found is None else [found]


def _is_at_hand(scene: Scene, clause: Mention) -> bool:
    """Tell whether a clause tells of a meeting in the next days, as papers handed out before it do."""
    on, interval = scene.context.on, clause.interval
    if on is None or interval is None or interval.earliest is None:
        return False
    return 0 <= (interval.earliest - on).days <= _SOON and _by_speakers(scene, clause)


def _told(scene: Scene, told: list[Mention]) -> list[Mention]:
    """Return the clause that tells of the meeting with the noun it holds, or the noun alone."""
    clause = next((m for m in told if m.clause and _by_speakers(scene, m)), None)
    if clause is not None:
        linked = [m for m in told if not m.clause and m.index == clause.index and _linked(scene, clause, m)]
        return [clause, *linked[:1]]
    return [m for m in told if not m.clause and ((m.verb >= 0 and _is_told(scene, m)) or _occurs(scene, m))][:1]


def _occurs(scene: Scene, noun: Mention) -> bool:
    """Tell whether a named meeting is the subject that its sentence says took place."""
    line, head = noun.line, noun.line[noun.head]
    verb = line.head(noun.head)
    if verb < 0 or not noun.named or noun.weak or head.dep_ not in ("nsubj", "nsubjpass") or noun.interval is None:
        return False
    told = any(line.lower[verb : verb + len(p)] == p for p in scene.words.takes_place if p[0] == line.lower[verb])
    passive = head.dep_ == "nsubjpass" and line[verb].lemma_ in scene.words.hold
    return (told or passive) and not any(c.lower_ in ("will", "to") for c in line[verb].children if c.dep_ == "aux")


def _is_near(scene: Scene, mention: Mention) -> bool:
    """Tell whether a meeting may be the one reported: not planned, and not long before the text's day."""
    if mention.status == "planned" or mention.which in ("next", "last"):
        return False
    on, interval = scene.context.on, mention.interval
    if on is None or interval is None or interval.latest is None or interval.earliest is None:
        return mention.year is None or on is None or mention.year == on.year
    if (interval.latest - interval.earliest).days > NEAR:
        return False
    return interval.earliest <= on and (on - interval.latest).days <= NEAR


def _by_speakers(scene: Scene, clause: Mention) -> bool:
    """Tell whether a clause's subject are the speakers, or people in general where no party is named."""
    if clause.subject is None:
        return False
    first, end = clause.subject
    codes = scene.codes_in(clause.line, first, end)
    codes |= {n.person.party for n in scene.persons_of(clause.line, first, end) if n.person.party is not None}
    return not codes or not scene.sides or bool(with_members(scene.context, codes) & scene.sides)


def _is_ours(scene: Scene, mention: Mention) -> bool:
    """Tell whether the speakers themselves are said to hold a meeting in the days before their text."""
    first, end = mention.subject or (0, 0)
    on, days = scene.context.on, mention.interval
    ours = bool({"we", "our", "ours"} & set(mention.line.lower[first:end]))
    recent = on is not None and days is not None and days.latest is not None and (on - days.latest).days <= _SOON
    return recent and (ours or bool(scene.codes_in(mention.line, first, end) & scene.sides))


def _is_told(scene: Scene, noun: Mention) -> bool:
    """Tell whether the verb that holds a meeting tells of it: no infinitive, no modal."""
    verb = noun.line[noun.verb]
    return not any(child.lower_ in ("will", "to", "would") and child.dep_ == "aux" for child in verb.children)


def _linked(scene: Scene, clause: Mention, noun: Mention) -> bool:
    """Tell whether a noun in a clause names the very meeting that the clause's verb tells of."""
    subject = clause.subject or (clause.verb, clause.verb)
    if not clause.verb < noun.head < Clause.of(noun.line, clause.verb, subject).end:
        return False
    left = noun.line.lower[clause.verb + 1 : noun.first]
    if set(left[-5:]) & scene.words.apart:
        return False
    if not left or left[-1] in _JOINED or left[-2:] == ("occasion", "of"):
        return True
    return left[-1] == "at" and "with" not in left


def _points_here(scene: Scene, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Tell whether a text that names no meeting before points at its own ("our meeting today", "this visit")."""
    days = mention.interval
    if mention.determiner == "our":
        return days is not None and days.earliest == days.latest == scene.context.on
    if mention.determiner != "this" or mention.cls not in ("event", "visit"):
        return False
    before = (m for m in mentions if m.start < mention.start and not (m.weak or m.anaphor or is_bare(m)))
    return not any(m.status != "planned" for m in before)


def _apart(scene: Scene, mention: Mention, *, visit: bool = False) -> bool:
    """Tell whether the words before a mention part the text from that meeting ("on the margins of").

    What is said "during" a `visit` is said of the visit.
    """
    near = {"following", "after", "during"} if visit else {"following", "after"}
    left = mention.line.lower[max(0, mention.first - 5) : mention.first]
    return bool(set(left) & (scene.words.apart - near))


def _on_occasion(scene: Scene, noun: Mention) -> bool:
    """Tell whether the opening says that the text was made at a meeting ("On the occasion of the Summit")."""
    if _apart(scene, noun):
        return False
    left = noun.line.lower[max(0, noun.head - 16) : noun.head]
    by_day = noun.interval is not None and noun.interval.precision in ("day", "range")
    at = noun.line.word(0) == "at" and noun.first == 1 and noun.named and noun.place is not None
    issued = left[-1:] == ("the",) or left[-1:] == ("at",)
    issued = issued and "at" in left[-2:] and noun.named and bool(_ISSUED & set(noun.line.lower[: noun.first]))
    return "occasion" in left or at or issued or noun.determiner == "this" or (by_day and "at" in left[:2])


def _fits(seeds: list[Mention], other: Mention) -> bool:
    """Tell whether a meeting of the title or the opening can be the one told of already."""
    for seed in seeds:
        if None not in (seed.ordinal, other.ordinal) and seed.ordinal != other.ordinal:
            return False
        if (seed.cls == "call") != (other.cls == "call") and other.cls in ("visit", "gathering"):
            return False
    return True
