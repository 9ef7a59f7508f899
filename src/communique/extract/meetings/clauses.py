"""Mentions of meetings by a verb: "the leaders met today in Brussels", "spoke by telephone", "hosted President X"."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.meetings.after import read_noun_phrase, read_place
from communique.extract.meetings.clause import (
    SUBORDINATE,
    Clause,
    clause_day,
    clause_format,
    clause_host,
    clause_place,
    clause_time,
    days_of,
    status_by_time,
    subject_of,
)
from communique.extract.meetings.line import Line, Mention
from communique.extract.meetings.naming import clean
from communique.extract.meetings.phrase import number_of
from communique.extract.meetings.scene import Scene
from communique.extract.meetings.series import fold
from communique.extract.meetings.visits import visit_mention
from communique.extract.meetings.who import (
    COMING,
    are_people,
    body_of,
    in_full,
    lead_in,
    named_before,
    who_came,
    whole,
    without_names,
    without_rest,
)

_UNSURE = frozenset({"may", "can", "could", "might", "should", "must", "would"})
_PLANS = frozenset({"plan", "intend", "agree", "decide", "expect", "schedule", "resolve", "commit", "hope", "aim"})
_DAYS = frozenset({"day", "days", "week", "time"})
# Words before who met that are no part of the name.
_OPENERS = frozenset({"we", "the", "our", "their", "today", "yesterday"})
_FIGURE = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_HONORED = frozenset({"honored", "honoured", "pleased", "delighted", "proud"})
_WELCOMED = frozenset({"counterpart", "leader", "delegation", "minister", "president", "representative"})
# What follows "for the first time" where it counts in one place or within a stretch of time.
_COUNTED_FROM = (("since",), ("at",), ("under",))
# A subject of so many words more than the body's name says who its members are.
_OF_IT = 3
# How far from a verb a word can make it a habit.
_NEAR = 4


def clause_mentions(scene: Scene, line: Line) -> list[Mention]:
    """Return the mentions by verb in one line, in its order."""
    found = []
    words = scene.words
    for i, token in enumerate(line):
        if token.pos_ != "VERB" or (i > 0 and line[i - 1].text == "-" and line.tight(i)):
            continue
        mention = None
        if token.lemma_ in words.meet:
            mention = _meets(scene, line, i)
        elif token.lemma_ in ("stand", "come") and line.word(i + 1) == "together":
            mention = _stands(scene, line, i)
        elif token.lemma_ in words.speak:
            mention = _speaks(scene, line, i)
        elif token.lemma_ in words.visit:
            mention = visit_mention(scene, line, i)
        elif token.lemma_ in ("host", "welcome", "receive"):
            mention = _hosts(scene, line, i)
        elif token.lemma_ in words.said and line.word(i + 1) in ("in", "at"):
            mention = _said_at(scene, line, i)
        if mention is not None:
            found.append(mention)
    return found


def _objects(line: Line, verb: int) -> list[int]:
    return [
        line.at[child.i]
        for child in line[verb].children
        if child.dep_ in ("dobj", "obj") and child.i > line[verb].i and child.i in line.at
    ]


def _span(line: Line, index: int) -> tuple[int, int]:
    """Return the range of a token's subtree within the line."""
    token = line[index]
    return line.at.get(token.left_edge.i, index), line.at.get(token.right_edge.i, index) + 1


def _meets(scene: Scene, line: Line, verb: int) -> Mention | None:
    """Read a verb of meeting whose subject are people, and whose object, if any, are people too."""
    token = line[verb]
    if any(child.dep_ in ("auxpass", "agent") for child in token.children):
        return None
    objects = [i for i in _objects(line, verb) if scene.time_over(line, i) is None and line.lower[i] not in _DAYS]
    objects = [i for i in objects if "with" not in line.lower[verb:i]]
    if objects and token.lemma_ == "convene" and (body := _body_at(scene, line, objects[0])):
        mention = _mention(scene, line, verb, "meeting", "event")
        key = fold(body)
        return mention and replace(
            mention, series=body, key=key, bag=frozenset(key), named=True, name=f"meeting of the {body}"
        )
    if objects and (token.lemma_ != "meet" or not are_people(scene, line, *_span(line, objects[0]))):
        return None
    return _mention(scene, line, verb, "meeting", "event")


def _stands(scene: Scene, line: Line, verb: int) -> Mention | None:
    """Read "stood together in San Diego": people at a place in the past."""
    mention = _mention(scene, line, verb, "meeting", "event")
    told = mention is not None and mention.place is not None and mention.status == "held"
    return mention if told and line[verb].tag_ == "VBD" else None


def _speaks(scene: Scene, line: Line, verb: int) -> Mention | None:
    """Read "spoke by telephone", or "spoke" of persons on a day in a text's first words."""
    mention = _mention(scene, line, verb, "call", "call")
    if mention is None or mention.status == "planned":
        return None
    opens = line.sentence.number == 1 and mention.interval is not None
    if mention.format is None and mention.place is None:
        mention = replace(mention, format="phone")
        return mention if opens else None
    return mention if opens or mention.format is not None else None


def _hosts(scene: Scene, line: Line, verb: int) -> Mention | None:
    """Read "hosted Prime Minister X at the White House", where the objects are persons."""
    token, objects = line[verb], _objects(line, verb)
    honored = token.lemma_ == "welcome" and line.sentence.number == 1 and line[line.head(verb)].lower_ in _HONORED
    if not objects or line.sentence.number > 2 or (token.tag_ not in ("VBD", "VBZ", "VBP") and not honored):
        return None
    if number_of(line[objects[0]])[0] not in _WELCOMED and not scene.is_person(line, objects[0]):
        return None
    mention = _mention(scene, line, verb, "meeting", "event", held=honored)
    guests = token.lemma_ == "host" or (token.lemma_ == "receive" and scene.is_person(line, objects[0]))
    if mention is None or mention.subject is None or not (guests or honored or mention.place is not None):
        return None
    first, end = _span(line, objects[0])
    close = next((i for i in range(objects[0], end) if line.lower[i] in ("to", "led", "for", "at", "in")), end)
    whom = line.text(first, close)
    name = clean(f"{mention.name} with {whom}") if " of " in mention.name else mention.name
    return replace(mention, name=name, host=mention.host or scene.party_in(line, mention.subject[0], verb, alone=True))


def _said_at(scene: Scene, line: Line, verb: int) -> Mention | None:
    """Read "as agreed in Lima, Peru, on May 2, 2024": what was said at a place on a day, at a meeting."""
    place, after = read_place(scene, line, verb + 2, len(line), at=True)
    at = after + 1 if line.word(after) == "," else after
    time = scene.time_at(line, at) if place and at < len(line) else None
    interval = days_of(time)
    if time is None or scene.is_party(line, verb + 2) or status_by_time(interval, scene.context.on) != "held":
        return None
    if scene.territory(place) is None:
        return None
    return Mention(
        line=line,
        first=verb + 1,
        last=max(after, line.after(time.anchor.end, verb)),
        head=verb,
        noun="meeting",
        cls="event",
        name=f"meeting in {place}",
        status="held",
        interval=interval,
        place=place,
        host=scene.host_of(place),
        clause=True,
        verb=verb,
    )


def _mention(scene: Scene, line: Line, verb: int, noun: str, cls: str, *, held: bool = False) -> Mention | None:
    """Return the mention of a clause whose subject are people; None for a habit, and for plans without a time.

    `held` says that the meeting is held, whatever the verb's tense.
    """
    status, subject = "held" if held else tense_of(line, verb), subject_of(line, verb)
    if status is None or subject is None or not are_people(scene, line, *whole(scene, line, subject)):
        return None
    subject = who_came(line, whole(scene, line, named_before(line, verb) or subject))
    if "where" in line.lower[max(0, subject[0] - 2) : verb]:
        return None
    clause = Clause.of(line, verb, subject)
    reach = line.lower[max(0, verb - _NEAR) : clause.end]
    if scene.words.habit & set(reach[: 2 * _NEAR + 1]):
        return None
    time = clause_time(scene, clause)
    interval = clause_day(scene, clause) or days_of(time)
    place, close = clause_place(scene, clause)
    if status == "planned" and interval is None and place is None and "again" not in reach:
        return None
    if interval is None and place is None and line.word(subject[0] - 1) in SUBORDINATE:
        return None
    if time is not None and time.anchor.start > line.start(verb):
        close = max(close, line.after(time.anchor.end, verb))
    short = body_of(scene, line, clause.subject)
    own = None if short is None else in_full(scene, short)
    body, name = own or lead_in(scene, line), _name(scene, clause, noun)
    if own is not None and (own != short or len(line.text(*subject).split()) > len(own.split()) + _OF_IT):
        name = f"{noun} of the {own}"
    return Mention(
        line=line,
        first=min(subject[0], verb),
        last=max(close, verb + 1),
        head=verb,
        noun=noun,
        cls=cls,
        name=name,
        key=fold(body) if body else (),
        series=body,
        ordinal=_time_number(scene, reach),
        status=status if status == "planned" else status_by_time(interval, scene.context.on) or status,
        interval=interval,
        place=place,
        host=clause_host(scene, clause) or scene.host_of(place),
        format=clause_format(scene, clause),
        clause=True,
        verb=verb,
        subject=subject,
        named=body is not None,
    )


def _time_number(scene: Scene, reach: tuple[str, ...]) -> int | None:
    """Return the number of "for the first time", "for the 11th time".

    Who meet "in person for the first time", or so in one place or since some year, count something else.
    """
    otherwise = "person" in reach or bool(set(reach) & scene.words.formats.keys())
    for i in range(len(reach) - 3):
        if reach[i : i + 2] == ("for", "the") and reach[i + 3] == "time":
            if otherwise or reach[i + 4 : i + 5] in _COUNTED_FROM:
                return None
            figure = _FIGURE.fullmatch(reach[i + 2])
            return int(figure.group(1)) if figure else scene.words.ordinals.get(reach[i + 2])
    return None


def tense_of(line: Line, verb: int) -> str | None:
    """Return held for a verb in the past or present, planned for a modal or a plan, None for any other."""
    token = line[verb]
    helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    if helpers & _UNSURE or any(child.dep_ == "neg" for child in token.children):
        return None
    if helpers & {"will", "shall", "'ll"}:
        return "planned"
    if "to" in helpers and token.head.lemma_ in COMING and token.head.tag_ == "VBD":
        return "held"
    if "to" in helpers or token.tag_ == "VB":
        return "planned" if token.head.lemma_ in _PLANS else None
    if token.tag_ == "VBG" and "having" not in helpers:
        plan = line.word(verb - 2) == "forward" or (verb > 1 and line[verb - 2].lemma_ in _PLANS)
        forward = line.word(verb - 1) == "to" and plan
        return "planned" if forward else None
    return "held"


def _name(scene: Scene, clause: Clause, noun: str) -> str:
    """Return "meeting of" and the subject as written, with whom it met."""
    line, (first, end) = clause.line, clause.subject
    while first < end and (line[first].is_punct or line.lower[first] in _OPENERS):
        first += 1
    if first >= end or (end == first + 1 and line[first].pos_ == "PRON"):
        return noun
    whom = ""
    for i in range(clause.verb + 1, min(clause.end, clause.verb + 8)):
        if line.lower[i] == "with":
            after = read_noun_phrase(scene, line, i + 1, clause.end, link="with")
            whom = f" with {line.text(i + 1, after)}" if after > i + 1 else ""
            break
    lead = lead_in(scene, line)
    who = without_names(scene, line, first, end) or without_rest(line.text(first, end))
    return clean(f"{lead + ' ' if lead else ''}{noun} of {who}{whom}")


def _body_at(scene: Scene, line: Line, index: int) -> str | None:
    """Return the body that a token heads, by its name ("convened the Strategic Consultative Group")."""
    if line.lower[index] not in scene.words.bodies or not line.capital(index) or line.lower[index] in scene.words.heads:
        return None
    first = index
    while first > 0 and line.capital(first - 1) and line[first - 1].pos_ in ("PROPN", "ADJ", "NOUN"):
        first -= 1
    return clean(line.text(first, index + 1)) if first < index else None
