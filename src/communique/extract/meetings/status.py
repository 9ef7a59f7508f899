"""Held or planned: what days, words and tense say of a meeting."""

from __future__ import annotations

from datetime import date

from communique.extract.meetings.lexicon import Cue
from communique.extract.meetings.line import Line
from communique.extract.meetings.scene import Scene
from communique.model import Interval, TimeExpression

# How many words to either side of a meeting can speak of it.
LEFT = 14
RIGHT = 10


def days_of(time: TimeExpression | None) -> Interval | None:
    """Return the days that a time expression tells: none where it is vague, open, a deadline or just "later"."""
    if time is None or time.deadline or time.interval.vague or time.core.quote.lower().startswith("later"):
        return None
    return None if time.interval.earliest is None or time.interval.latest is None else time.interval


def status_by_time(interval: Interval | None, on: date | None) -> str | None:
    """Tell held from planned by the days alone; None where they lie on both sides of the text's day."""
    if interval is None or on is None:
        return None
    if interval.earliest is not None and interval.earliest > on:
        return "planned"
    if interval.earliest == on and interval.latest is not None and interval.latest > on:
        return "planned"
    return "held" if interval.latest is not None and interval.latest < on else None


def status_by_words(scene: Scene, line: Line, first: int, last: int) -> str | None:
    """Return what the nearest cue to the left of a mention, or to its right, says of its status; None for no cue."""
    before = _cue_before(line, first, scene.words.before)
    after = _cue_after(line, last, scene.words.after)
    if before is not None and (after is None or before[1] <= after[1] + 2):
        return before[0]
    return None if after is None else after[0]


def _cue_before(line: Line, first: int, cues: dict[str, tuple[Cue, ...]]) -> tuple[str, int] | None:
    """Return the status of the nearest cue to the left of token `first`, and its distance in tokens."""
    for at in range(first - 1, max(-1, first - 1 - LEFT), -1):
        if line.lower[at] in (";", ":"):
            return None
        for phrase, status in cues.get(line.lower[at], ()):
            if at + len(phrase) <= first and line.lower[at : at + len(phrase)] == phrase:
                return status, first - at - len(phrase)
    return None


def _cue_after(line: Line, last: int, cues: dict[str, tuple[Cue, ...]]) -> tuple[str, int] | None:
    """Return the status of the nearest cue to the right of token `last`, and its distance in tokens."""
    for at in range(last, min(len(line), last + RIGHT)):
        word = line.lower[at]
        if word in (";", ":", ",", "and"):
            return None
        for phrase, status in cues.get(word, ()):
            if line.lower[at : at + len(phrase)] == phrase:
                return status, at - last
    return None
