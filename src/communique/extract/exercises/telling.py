"""What a text tells of an exercise beside its name: ordinal, status, days, domains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from communique.extract.context import Context
from communique.extract.exercises.lexicon import Lexicon
from communique.extract.exercises.merge import Told
from communique.extract.exercises.phrases import Phrase
from communique.model import TimeExpression

_SPACE = re.compile(r"\s+")
_BEGINNING = frozenset({"beginning", "starting", "scheduled", "planned"})
_BEFORE = 18
"""How many words before an exercise a verb that governs it may stand."""
_NEAR = 3
"""How many words before exercises of a rhythm the verb may stand by which they are yet to begin."""
_AFTER = 9
"""How many words after an exercise its time may stand."""


def tell(phrase: Phrase, context: Context, entries: Lexicon) -> Told:
    """Return what the text tells of the exercise at this place."""
    time = _time(phrase, context)
    status = _status(phrase, time, context.on, entries)
    text, words = context.parsed.document.text, phrase.passage.words
    name = text[words[phrase.name_first].start : words[phrase.name_last - 1].end]
    dated = time is not None and status != "standing" and not _contradicts(status, time, context.on)
    return Told(
        phrase=phrase,
        name=_SPACE.sub(" ", re.sub(r"[\"“”]", "", name)),
        ordinal=_ordinal(phrase, entries),
        status=status,
        start=time.interval.earliest if dated and time is not None else None,
        end=time.interval.latest if dated and time is not None else None,
        domains=tuple(_domains(phrase, context, entries)),
    )


def _contradicts(status: str, time: TimeExpression, on: date | None) -> bool:
    """Tell whether a time cannot be that of the exercise: the past of a planned one, the future of one held."""
    if on is None:
        return False
    if status == "planned":
        return time.interval.latest is not None and time.interval.latest < on
    return time.interval.earliest is not None and time.interval.earliest > on


def _ordinal(phrase: Phrase, entries: Lexicon) -> int | None:
    """Return the number of the execution; None for a group ("first two iterations") and within a year."""
    words = phrase.passage.words
    for index in range(phrase.first, phrase.last):
        number = entries.ordinals.get(words[index].lower)
        if number is not None:
            after = {word.lower for word in words[index + 1 : index + 3]}
            return None if after & entries.counts else number
    return None


def _time(phrase: Phrase, context: Context) -> TimeExpression | None:
    """Return the time of the exercise: inside its phrase, soon after it, or at the head of its sentence."""
    words = phrase.passage.words
    first, last = phrase.passage.sentence(phrase.name_first)
    stop = next(
        (
            k
            for k in range(phrase.last, min(phrase.last + _AFTER, last))
            if (words[k].text == "," and words[k + 1].lower not in _BEGINNING) or words[k].lower == "and"
        ),
        min(phrase.last + _AFTER, last),
    )
    inside = _between(context, words[phrase.first].start, words[max(stop, phrase.last) - 1].end)
    before = _between(context, words[max(first, phrase.first - 2)].start, words[phrase.first].start)
    opening = _between(context, words[first].start, words[min(first + 2, last - 1)].end) if last > first else iter(())
    return next(inside, None) or next(before, None) or next(opening, None)


def _between(context: Context, start: int, end: int) -> Iterator[TimeExpression]:
    for time in context.times:
        bounded = time.interval.earliest is not None or time.interval.latest is not None
        if start <= time.core.start < end and bounded and time.recurrence is None:
            yield time


def _status(phrase: Phrase, time: TimeExpression | None, on: date | None, entries: Lexicon) -> str:
    words = phrase.passage.words
    inside = {word.lower for word in words[phrase.first : phrase.last]}
    if inside & entries.planned.before:
        return "planned"
    if time is not None and on is not None:
        if time.interval.latest is not None and time.interval.latest < on:
            return "held"
        if time.interval.earliest is not None and time.interval.earliest > on:
            return "planned"
    if inside & entries.held.before:
        return "held"
    if inside & entries.standing.before:
        near = {word.lower for word in words[max(0, phrase.first - _NEAR) : phrase.first]}
        return "planned" if near & entries.intending else "standing"
    return _governed(phrase, entries)


def _governed(phrase: Phrase, entries: Lexicon) -> str:
    """Return the status that the verbs around tell: the nearest before the phrase, else the first after it."""
    words = phrase.passage.words
    first, last = phrase.passage.sentence(phrase.first)
    for index in range(phrase.first - 1, max(first, phrase.first - _BEFORE) - 1, -1):
        word = words[index].lower
        if word in entries.planned.verbs:
            return "planned"
        if word in entries.held.verbs:
            return "held"
    for index in range(phrase.last, min(last, phrase.last + 8)):
        if words[index].lower in ("will", "shall"):
            return "planned"
        if words[index].lower in entries.held.verbs:
            return "held"
    counted = {word.lower for word in words[phrase.first : phrase.last]} & (entries.turns | set(entries.ordinals))
    return "held" if counted else "standing"


def _domains(phrase: Phrase, context: Context, entries: Lexicon) -> Iterator[str]:
    """Yield the domains named in the phrase, as written, the longest where two overlap."""
    words, text = phrase.passage.words, context.parsed.document.text
    proper = range(phrase.name_first, phrase.name_last) if phrase.rule != "described" else range(0)
    index = phrase.first
    while index < phrase.last:
        step = 1
        if index in proper or (words[index].text[0].isupper() and not phrase.passage.opens(index)):
            index += step
            continue
        for domain in entries.domains.get(words[index].lower, ()):
            end = index + len(domain)
            if end <= phrase.last and tuple(word.lower for word in words[index:end]) == domain:
                yield _SPACE.sub(" ", text[words[index].start : words[end - 1].end])
                step = len(domain)
                break
        index += step
