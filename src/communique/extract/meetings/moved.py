"""The day to which a meeting is put off."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace

from communique.extract.meetings.phrase import Phrase
from communique.extract.meetings.scene import Scene
from communique.model import Interval, TimeExpression

_PUTTING_OFF = frozenset({"postpone", "reschedule", "defer", "delay", "move"})
# How many words before a meeting's phrase, or after its noun, the verb of putting off stands at most.
_BEFORE, _AFTER = 4, 8


def moved_to(scene: Scene, phrase: Phrase) -> TimeExpression | None:
    """Return the time to which a meeting is put off ("postpone the session from May to July"), None for none."""
    line = phrase.line
    verb = next(
        (
            i
            for i in range(max(0, phrase.first - _BEFORE), min(len(line), phrase.head + _AFTER))
            if line[i].lemma_ in _PUTTING_OFF and line[i].pos_ == "VERB"
        ),
        None,
    )
    if verb is None:
        return None
    for i in range(max(verb, phrase.head) + 1, len(line)):
        if line.lower[i] in ("to", "until", "till"):
            time = scene.time_at(line, i + 1) or scene.time_at(line, i)
            return time if time is not None else _end_of(scene.time_over(line, i))
    return None


def _end_of(time: TimeExpression | None) -> TimeExpression | None:
    """Return the last month of a stretch that names the old and the new time ("from May 2025 to June 2025")."""
    latest = None if time is None else time.interval.latest
    if time is None or latest is None or latest.day < monthrange(latest.year, latest.month)[1]:
        return None
    return replace(time, interval=Interval(latest.replace(day=1), latest, precision="month"))
