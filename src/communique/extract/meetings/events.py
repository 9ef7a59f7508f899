"""Mentions of meetings that are named without a head noun: "COP 28", "APEC in 2025"."""

from __future__ import annotations

import re
from datetime import date

from communique.extract.meetings.clause import days_of, status_by_time, status_by_words
from communique.extract.meetings.lexicon import Event
from communique.extract.meetings.line import Line, Mention
from communique.extract.meetings.naming import clean
from communique.extract.meetings.phrase import number_of
from communique.extract.meetings.right import Part, parts_after
from communique.extract.meetings.scene import Scene, years_in
from communique.model import Interval

_GLUED = re.compile(r"(?:\w+-)?([A-Za-z]+)-?(\d{1,2})")
_CHAIRS = frozenset({"presidency", "leadership", "chairmanship", "chair"})
_MARGINS = frozenset({"margins", "sidelines"})
_HOSTING = frozenset({"hosting", "host", "hosts", "hosted"})


def event_mentions(scene: Scene, line: Line, named: list[Mention]) -> list[Mention]:
    """Return the mentions of events named by their own word, in the line's order, outside the mentions by noun."""
    found = []
    taken = {i for mention in named if not mention.weak for i in range(mention.first, mention.last)}
    i = 0
    while i < len(line):
        event, number, after = event_at(scene, line, i)
        if event is not None and i not in taken:
            mention = _mention(scene, line, event, number, i, after)
            if mention is not None:
                found.append(mention)
        i = max(after, i + 1)
    return found


def event_at(scene: Scene, line: Line, i: int) -> tuple[Event | None, int | None, int]:
    """Return the event that a token names, its number, and the index after its words."""
    if not line.capital(i):
        return None, None, i
    events, word = scene.words.events, line.lower[i]
    glued = _GLUED.fullmatch(line[i].text)
    if glued is not None and f"{glued.group(1).lower()}#" in events:
        return events[f"{glued.group(1).lower()}#"], int(glued.group(2)), i + 1
    last = word.rsplit("-", 1)[-1]
    if f"{last}#" in events:
        j = i + 2 if line.word(i + 1) == "-" else i + 1
        if line.word(j).isdigit() and len(line.word(j)) <= 2:
            return events[f"{last}#"], int(line.word(j)), j + 1
    return events.get(word), None, i + 1


def _mention(scene: Scene, line: Line, event: Event, number: int | None, i: int, after: int) -> Mention | None:
    """Return the mention of an event, None where the words name a body or the event only modifies a noun."""
    if (event.numbered and number is None) or (not event.numbered and _modifies(scene, line, after)):
        return None
    if years_in([line.word(after)]) and _modifies(scene, line, after + 1):
        return None
    bracketed = line.word(i - 1) == "(" and line.word(after) == ")"
    parts = parts_after(scene, line, after + 1 if bracketed else after)
    before = years_in([line.word(i - 1)])
    years = before or years_in([line.word(after)])
    hosting = _hosting(line, i)
    if event.marked and set(line.lower[max(0, i - 3) : i]) & _CHAIRS:
        return None
    beside = event.marked and _beside(line, i, parts)
    if event.marked and hosting < 0 and not years and not _in_a_year(parts) and not beside:
        return None
    time = next((part.time for part in parts if part.time is not None), None)
    place = next((part.text for part in parts if part.kind == "place"), None)
    interval = days_of(time)
    first = i - 1 if before else i
    last = max((part.end for part in parts if part.kind in ("time", "place", "by", "verb")), default=after)
    name = clean(line.text(first, after))
    if _in_a_year(parts) and interval is not None and interval.earliest is not None and not years:
        name = f"{name} in {interval.earliest.year}"
    elif beside and place is not None:
        name = f"{name} in {place}"
    return Mention(
        line=line,
        first=first,
        last=last,
        head=i,
        noun=event.name,
        cls="event",
        name=name,
        key=event_key(event, number),
        series=event.name,
        ordinal=number,
        status=_status(scene, line, event, number, (first, last), interval),
        interval=interval,
        year=years[0] if years else None,
        place=place,
        host=scene.host_of(place) or _host_before(scene, line, hosting),
        named=True,
    )


def _beside(line: Line, i: int, parts: list[Part]) -> bool:
    """Tell whether something was done at, or on the margins of, a group's meeting at a place ("at the G20 in Bali")."""
    at = line.lower[max(0, i - 2) : i] == ("at", "the") or bool(_MARGINS & set(line.lower[max(0, i - 3) : i]))
    return at and bool(parts) and parts[0].kind == "place"


def event_key(event: Event, number: int | None) -> tuple[str, ...]:
    """Return the key of an event: its name and number."""
    return (event.name.lower(), *(() if number is None else (str(number),)))


def _in_a_year(parts: list[Part]) -> bool:
    """Tell whether the first part after an event is a year in figures."""
    return bool(parts) and parts[0].time is not None and bool(years_in([parts[0].time.core.quote]))


def _modifies(scene: Scene, line: Line, after: int) -> bool:
    if after >= len(line):
        return False
    token = line[after]
    if token.text in ("'s", "/") or (token.text == "-" and line.tight(after)):
        return True
    if number_of(token)[0] in scene.words.heads and token.pos_ in ("NOUN", "PROPN"):
        return True
    return token.pos_ in ("NOUN", "PROPN") and not token.text.isdigit() and token.ent_type_ != "DATE"


def _hosting(line: Line, i: int) -> int:
    """Return the index of a verb of hosting right before the event, -1 where there is none."""
    if line.word(i - 1) == "(":
        # "hosting of the Asia-Pacific Economic Cooperation (APEC)": the name in full stands before its acronym.
        i -= 1
        while i > 0 and (line.capital(i - 1) or line[i - 1].text == "-"):
            i -= 1
    for j in range(i - 1, max(-1, i - 5), -1):
        if line.lower[j] in _HOSTING:
            return j
        if line.lower[j] not in ("of", "the", "to"):
            break
    return -1


def _host_before(scene: Scene, line: Line, hosting: int) -> str | None:
    """Return the party whose hosting it is: the last one named before the verb."""
    if hosting < 0:
        return None
    place = line.start(hosting)
    parties = [p for p in scene.parties_in(place - 40, place) if p.start >= line.sentence.start]
    return parties[-1].code if parties else None


def _status(
    scene: Scene, line: Line, event: Event, number: int | None, reach: tuple[int, int], interval: Interval | None
) -> str | None:
    by_time = status_by_time(interval, scene.context.on)
    return by_time or status_by_number(scene, event, number) or status_by_words(scene, line, *reach)


def status_by_number(scene: Scene, event: Event, number: int | None) -> str | None:
    """Tell held from planned by when the numbered event is known to have begun."""
    return began_or_begins(scene, event.years.get(number) if number is not None else None)


def began_or_begins(scene: Scene, began: date | None) -> str | None:
    """Tell held from planned by the day a meeting is known to have begun."""
    on = scene.context.on
    if began is None or on is None:
        return None
    return "planned" if began > on else "held"
