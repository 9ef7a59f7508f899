"""Clause: a verb that tells of a meeting, how far its words reach, and what they say of time, place and format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.extract.meetings.line import Line
from communique.extract.meetings.place import read_place
from communique.extract.meetings.scene import Scene
from communique.model import Interval, TimeExpression

_STOPS = frozenset({"where", "which", "who", "whose", "when", "while", ";", ":", "whereby", "because"})
HOLDING = frozenset({"convene", "hold", "launch", "inaugurate"})
_PRESIDENCIES = frozenset({"presidency", "chairmanship"})
_OTHERS = frozenset({"since", "following", "after"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb at index `verb` of a line, the range of its `subject`, and the index `end` after its clause."""

    line: Line
    verb: int
    subject: tuple[int, int]
    end: int

    @classmethod
    def of(cls, line: Line, verb: int, subject: tuple[int, int]) -> Clause:
        """Return the clause of a verb."""
        return cls(line, verb, subject, _end(line, verb))


def _end(line: Line, verb: int) -> int:
    """Return the index after the last token of a verb's clause: before an infinitive, a further verb, or a break."""
    for i in range(verb + 1, len(line)):
        token, word = line[i], line.lower[i]
        if word in _STOPS or (token.pos_ == "SCONJ" and word != "as"):
            return i
        if word == "to" and i + 1 < len(line) and line[i + 1].pos_ in ("VERB", "AUX", "ADV"):
            # "met to convene the ...": the infinitive that holds a meeting is the clause's own.
            return len(line) if line[i + 1].lemma_ in HOLDING else i
        finite = token.pos_ == "VERB" and token.tag_ in ("VBD", "VBP", "VBZ") and token.dep_ not in ("acl", "amod")
        if finite and line.word(i + 1) != "by":
            return i
        if token.tag_ == "VBG" and line[i - 1].text == ",":
            return i
    return len(line)


def clause_time(scene: Scene, clause: Clause) -> TimeExpression | None:
    """Return the time of a clause: after the verb, else at the line's start or right before the verb."""
    line = clause.line
    after = scene.times_in(line.start(clause.verb), line.end(clause.end - 1))
    own = next((time for time in after if _tells(time) and not _of_another(line, time)), None)
    if own is not None:
        return own
    start, verb = line.sentence.start, line.start(clause.verb)
    for time in scene.times_in(start, verb):
        opens = time.anchor.start <= start + 4 or time.anchor.end <= line.start(clause.subject[0]) + 1
        if _tells(time) and (opens or time.anchor.end >= verb - 2) and not _of_another(line, time):
            return time
    return None


def _tells(time: TimeExpression) -> bool:
    return not time.interval.vague and time.interval.precision != "unknown"


def _of_another(line: Line, time: TimeExpression) -> bool:
    """Tell whether a time is that of something else: one counts from it ("since September")."""
    first = line.after(time.anchor.start)
    before = first - 2 if line.word(first - 1) == "the" else first - 1
    return line.word(first) in _OTHERS or line.word(before) in _OTHERS


def clause_day(scene: Scene, clause: Clause) -> Interval | None:
    """Return the day that a clause spells out ("on this 26th day of April, 2023"), None where it does not."""
    line = clause.line
    for i in range(clause.verb + 1, min(clause.end, len(line) - 2)):
        if line.lower[i : i + 2] != ("day", "of"):
            continue
        time = scene.time_at(line, i + 2)
        month = None if time is None else time.interval.earliest
        numbers = [int(m) for j in range(max(0, i - 6), i) for m in re.findall(r"\d{1,2}", line[j].text)]
        if month is not None and numbers and 0 < numbers[0] <= 28:
            day = month.replace(day=numbers[0])
            return Interval(day, day, precision="day")
    return None


def clause_place(scene: Scene, clause: Clause) -> tuple[str | None, int]:
    """Return the place of a clause, after its verb or at the line's start, and the index after it."""
    line = clause.line
    spans = [(i, clause.end) for i in range(clause.verb + 1, clause.end)]
    spans += [(i, clause.subject[0]) for i in range(clause.subject[0])]
    for i, end in spans:
        welcomed = line.lower[i] == "to" and line[clause.verb].lemma_ == "welcome"
        if (line.lower[i] in ("in", "at") or welcomed) and i + 1 < end:
            text, after = read_place(scene, line, i + 1, end, at=line.lower[i] == "at")
            if text:
                return text, max(after, clause.verb + 1)
    return None, clause.verb + 1


def clause_format(scene: Scene, clause: Clause) -> str | None:
    """Return the format that a clause says."""
    line = clause.line
    first = clause.verb - 3 if clause.subject[0] > clause.verb else max(clause.subject[1], clause.verb - 3)
    for i in range(max(0, first), clause.end):
        if line.lower[i] == "person" and line.word(i - 1) in ("in", "-"):
            return "in_person"
        format_ = scene.words.formats.get(line.lower[i])
        if format_ is not None and line.lower[i] != "in-person":
            return format_
    return None


def clause_host(scene: Scene, clause: Clause) -> str | None:
    """Return the party "at the invitation of" or "under the presidency of" which a meeting is held."""
    line = clause.line
    for i in range(clause.verb + 1, clause.end):
        if line.lower[i] == "invitation":
            return scene.party_in(line, i, min(clause.end, i + 9))
        if line.lower[i] in _PRESIDENCIES:
            return scene.party_in(line, max(clause.verb + 1, i - 5), min(clause.end, i + 9))
    return None
