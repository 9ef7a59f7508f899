"""Clause: a verb that tells of a meeting, its subject and reach, and what it says of status, time, place and format."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from communique.extract.meetings.after import read_place
from communique.extract.meetings.lexicon import Cue
from communique.extract.meetings.line import Line, Mention
from communique.extract.meetings.scene import Scene
from communique.model import Interval, TimeExpression

_STOPS = frozenset({"where", "which", "who", "whose", "when", "while", ";", ":", "whereby", "because"})
HOLDING = frozenset({"convene", "hold", "launch", "inaugurate"})
_PRESIDENCIES = frozenset({"presidency", "chairmanship"})
# Verbs whose "to" leads to the place of a meeting.
_MOVING = frozenset({"welcome", "dispatch", "send", "travel", "invite", "come"})
_OTHERS = frozenset({"since", "following", "after"})
# Behind these, what stands before a clause happened at another time than it tells of.
SUBORDINATE = frozenset({"before", "after", "until", "till"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVES = frozenset({"who", "that", "which"})
# What a subject begins with.
_OPENERS = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ"})
_DAYS = frozenset({"today", "yesterday"})
# Words of a phrase that stands in front of a subject.
_FRONT = frozenset({"at", "on", "upon", "following", "after"})
# How many words to either side of a meeting can speak of it.
LEFT = 14
RIGHT = 10


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
    told = [time for time in after if _tells(time) and not _of_another(line, time)]
    if told:
        # "met beside the 2024 Arctic Summit on May 3": the year is the Summit's.
        whole = told[0].interval.precision == "year" and line.capital(line.after(told[0].anchor.end))
        return next((time for time in told[1:] if whole and time.interval.precision in ("day", "range")), told[0])
    if line.word(clause.subject[0] - 1) in SUBORDINATE:
        return None
    start, verb = line.sentence.start, line.start(clause.verb)
    for time in scene.times_in(start, verb):
        opens = time.anchor.start <= start + 4 or time.anchor.end <= line.start(clause.subject[0]) + 1
        opens = opens and not _verb_between(line, line.after(time.anchor.end), clause.subject[0])
        if _tells(time) and (opens or time.anchor.end >= verb - 2) and not _of_another(line, time):
            return time
    return None


def _verb_between(line: Line, first: int, end: int) -> bool:
    """Tell whether a verb that brings in what follows stands between ("today we announce that A will host ...")."""
    told = any(line[k].pos_ == "VERB" for k in range(first, end))
    return told and any(line.lower[k] == "that" for k in range(first, end))


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
        welcomed = line.lower[i] == "to" and line[clause.verb].lemma_ in _MOVING
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
        if i > clause.verb and line.lower[i] == "and" and line.word(i + 1) in scene.words.formats:
            break
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


def subject_of(line: Line, verb: int) -> tuple[int, int] | None:
    """Return the range of a verb's subject, its own or the one it shares, else the words before the verb."""
    at = verb
    for _ in range(4):
        own = [i for i in _children(line, at) if line[i].dep_ in _SUBJECTS and (i < verb or at != verb)]
        if own:
            if line.lower[own[0]] in _RELATIVES and line[at].dep_ == "relcl" and line.head(at) >= 0:
                head = line.head(at)
                return _edge(line, head, left=True), head + 1
            first = _after_front(line, min(_edge(line, i, left=True) for i in own), own[0])
            last = verb if at == verb else max(_edge(line, i, left=False) for i in own) + 1
            return first, trimmed(line, first, min(last, verb) if first < verb else last)
        head = line.head(at)
        if head < 0 or head == at:
            break
        if line[at].dep_ == "acl" and line[head].pos_ in ("NOUN", "PROPN", "PRON"):
            return _edge(line, head, left=True), head + 1
        at = head
    return _before(line, verb)


def _after_front(line: Line, first: int, head: int) -> int:
    """Return where a subject begins, behind a phrase at the line's front that the parse took into it.

    "At the invitation of King A, President B conducted ...": B alone did.
    """
    if line.lower[0] not in _FRONT:
        return first
    commas = [i for i in range(first, len(line) - 1) if line[i].text == ","]
    if line.word(2) == "invitation":
        verb = line.head(head)
        before = [i for i in commas if i < verb]
        return before[-1] + 1 if before and "and" not in line.lower[before[-1] : verb] else first
    if any(line[i].text == "," for i in range(first)):
        return first
    if line.word(0) in ("following", "after") and commas and line.head(head) > commas[0]:
        return commas[0] + 1
    return first


def _children(line: Line, index: int) -> list[int]:
    return [line.at[child.i] for child in line[index].children if child.i in line.at]


def _edge(line: Line, index: int, *, left: bool) -> int:
    """Return the index of the first or last token of a subtree within the line."""
    edge = line[index].left_edge if left else line[index].right_edge
    return line.at.get(edge.i, index)


def _before(line: Line, verb: int) -> tuple[int, int] | None:
    """Return the words before the verb, after an adverbial that a comma sets off; None where nothing stands there."""
    first = 0
    if line[0].pos_ in ("ADP", "NOUN", "ADV", "SCONJ") or line.lower[0] in _FRONT:
        commas = (i + 1 for i in range(verb - 1) if line[i].text == "," and line[i + 1].pos_ in _OPENERS)
        first = next(commas, 0)
    end = trimmed(line, first, verb)
    return (first, end) if end > first else None


def trimmed(line: Line, first: int, end: int) -> int:
    """Return the end of a subject without the auxiliaries, adverbs and days between it and its verb."""
    while end > first:
        token = line[end - 1]
        loose = token.pos_ in ("AUX", "ADV", "PART") or (token.pos_ == "PUNCT" and token.text != ")")
        if not loose and line.lower[end - 1] not in _DAYS:
            break
        end -= 1
    return end


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
    before = _cue_before(scene, line, first)
    after = _cue_after(line, last, scene.words.after)
    if before is not None and (after is None or before[1] <= after[1] + 2):
        return before[0]
    return None if after is None else after[0]


def _cue_before(scene: Scene, line: Line, first: int) -> tuple[str, int] | None:
    """Return the status of the nearest cue to the left of token `first`, and its distance in tokens."""
    for at in range(first - 1, max(-1, first - 1 - LEFT), -1):
        if line.lower[at] in (";", ":"):
            return None
        for phrase, status in scene.words.before.get(line.lower[at], ()):
            if at + len(phrase) <= first and line.lower[at : at + len(phrase)] == phrase:
                if phrase == ("by",) and at > 0 and line[at - 1].tag_ == "VBN":
                    continue  # "reached by both sides at the meeting": no deadline
                # "met today to convene the Dialogue": they did.
                did = phrase[0] == "to" and phrase[-1] in HOLDING and _have_met(scene, line, at)
                return "held" if did else status, first - at - len(phrase)
        # "reached by both sides at the meetings": who did so may stand between.
        by = line[at].tag_ == "VBN" and line.word(at + 1) == "by" and line.lower[first - 1] in scene.words.cue_links
        done = line[at].tag_ in ("VBN", "VBD") and line.word(at + 1) in scene.words.cue_links
        if at + 2 <= first and (done or by):
            coming = line.lower[max(0, at - 2) : at] == ("to", "be")
            return "planned" if coming else "held", first - at - 2
    return None


def _have_met(scene: Scene, line: Line, end: int) -> bool:
    """Tell whether a verb of meeting in the past stands in the same clause before token `end`."""
    for i in range(end - 1, -1, -1):
        if line[i].pos_ == "VERB":
            return line[i].lemma_ in scene.words.meet and line[i].tag_ == "VBD"
        if line[i].text in (";", ":"):
            break
    return False


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


def with_clause(scene: Scene, mention: Mention) -> Mention:
    """Return a noun's mention with the time, place, format and host that its verb's clause gives, where it has none."""
    if mention.verb < 0 or mention.clause:
        return mention
    subject = subject_of(mention.line, mention.verb)
    if subject is None:
        return mention
    clause = Clause.of(mention.line, mention.verb, subject)
    interval, status, place = mention.interval, mention.status, mention.place
    founds = mention.cls == "mechanism" and mention.ordinal is None
    founds = founds and mention.line[mention.verb].lemma_ in scene.words.begin
    if interval is None and mention.year is None and not founds:
        interval = days_of(clause_time(scene, clause))
        status = status_by_time(interval, scene.context.on) or status
    if place is None:
        place, _ = clause_place(scene, clause)
    host = mention.host or scene.host_of(place)
    if host is None and mention.line[mention.verb].lemma_ == "host" and subject[0] < mention.verb:
        host = scene.party_in(mention.line, subject[0], mention.verb, alone=True)
        host = host or scene.party_in(mention.line, *subject, alone=True)
    format_ = mention.format or clause_format(scene, clause)
    return replace(mention, interval=interval, status=status, place=place, host=host, format=format_, subject=subject)
