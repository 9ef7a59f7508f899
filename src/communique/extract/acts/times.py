"""When: whether a clause tells of an earlier day, and when what it undertakes is due."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Token

from communique.extract.acts.clauses import Clause
from communique.extract.acts.lexicon import load_lexicon
from communique.extract.acts.mentions import LONG_AGO
from communique.extract.acts.verbs import modal_of
from communique.extract.context import Context
from communique.extract.dates import read_time
from communique.extract.dates.due import due_time, recurrence_time, role_of
from communique.extract.meetings.lexicon import words as meeting_words
from communique.extract.parse import ParsedSentence
from communique.model import Due, Interval, TimeExpression

_NEAR = 6
_LABEL = 9
_OCCASIONS = frozenset({"meeting", "summit", "visit", "talk", "talks", "dialogue", "session", "round", "conference"})
_BY_OCCASION = re.compile(
    r"\bby (?:the |our |its |their )?(?:[\w'\u2019-]+ ){0,6}(?:summit|meeting|conference|session|dialogue)\s*$",
    re.IGNORECASE,
)
# Where what is moved or prolonged is moved to: "from May to October", "to October".
_SPREAD = re.compile(r".+? (?:to|until) (.+)$", re.IGNORECASE | re.DOTALL)
_NEW = re.compile(r"(?:^|\b)(?:to|until|till)(?: the)?\s*$|^(?:until|till)\b", re.IGNORECASE)
# What opens a purpose and is still when it is done: "To further this work over the coming year, the group will".
_AHEAD = re.compile(r"(?:in|over|within|during) the (?:next|coming)\b", re.IGNORECASE)
# What was done before, however lately.
_RETOLD = re.compile(r"earlier this (?:year|month|week|spring|summer|fall|autumn|winter|quarter)", re.IGNORECASE)
# What has an end and no beginning that anybody could name: "later this year".
_LATER = re.compile(r"later (?:this|in the) ", re.IGNORECASE)
# What has an end only: "through 2028".
_THROUGH = re.compile(r"(?:through|up to|until|till)\b", re.IGNORECASE)
# What a year, or a number of days, says of a thing: "on 2030 targets", "vaccines available within 100 days".
_TARGET = re.compile(r"\s+(?:[\w-]+ )?(?:targets?|goals?|strateg\w+|agenda|pledges?|objectives?|NDCs?)\b")
_READY = re.compile(r"\b(?:available|ready|accessible|deployable)\s*$", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(COP|MC)[ -]?(\d{1,2})\b")
_REACH = 60
_LASTING = re.compile(r"for (?:a period of |an additional |another )?", re.IGNORECASE)
_STAGE = re.compile(r"(?:in|over) the (?:short|medium|long|longer)[ -]term", re.IGNORECASE)
_KEEPING = frozenset(
    {"suspend", "extend", "maintain", "keep", "freeze", "waive", "pause", "prolong", "renew", "exempt", "run"}
)
_HARMING = frozenset({"threaten", "endanger", "undermine", "harm", "imperil", "jeopardise", "jeopardize", "affect"})
# A conference of many states lasts at most so many days.
_LENGTH = 14
_CONDITIONS = frozenset({"when", "if", "whenever", "after", "following", "upon", "before", "prior", "adjacent"})
_PHRASE = frozenset(
    {"pobj", "nummod", "compound", "npadvmod", "prep", "det", "amod", "advmod", "nmod", "quantmod", "poss"}
)


@dataclass(frozen=True, slots=True)
class Times:
    """The time expressions of one document, asked sentence by sentence."""

    times: Sequence[TimeExpression]
    starts: Sequence[int]
    on: date | None

    @classmethod
    def of(cls, context: Context) -> Times:
        """Collect the time expressions of a document."""
        return cls(context.times, [time.anchor.start for time in context.times], context.on)

    def inside(self, start: int, end: int) -> Sequence[TimeExpression]:
        """Return the time expressions that start between two places of the text."""
        return self.times[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def earlier(self, sentence: ParsedSentence, clause: Clause, opening: int) -> bool:
        """Tell whether a clause in the past names, in its opening or with its verb, a day well before the text's."""
        if self.on is None or not clause.past:
            return False
        head = clause.head
        start = sentence.offset + sentence.span.doc[opening].idx
        near = sentence.offset + head.idx + len(head) + _NEAR
        for time in self.inside(start, sentence.end):
            latest = time.interval.latest
            retold = _RETOLD.match(time.anchor.quote) is not None
            if time.deadline or latest is None or (self.on - latest <= LONG_AGO and not retold):
                continue
            if start < time.anchor.start < near and time.anchor.start > sentence.offset + head.idx:
                return True
            if (
                _opens_with(sentence, head, time)
                or time.anchor.start <= start
                or governs(sentence, head, time)
                or _in_temporal_clause(sentence, head, time)
            ):
                return True
        return False

    def label(self, sentence: ParsedSentence, has_acts: bool, before: Due | None) -> Due | None:
        """Return the time that a label such as "In the short term:" gives to the list below it, else what held before.

        A label holds for list items, until the next label, heading or paragraph.
        """
        if has_acts:
            return before if sentence.block.kind == "item" else None
        if not sentence.span.text.rstrip().endswith(":") or len(sentence.span) > _LABEL:
            return before
        time = due_time(self.inside(sentence.start, sentence.end), sentence.start, sentence.end, self.on)
        return None if time is None else Due(time.anchor, time.interval)

    def due(
        self, sentence: ParsedSentence, opening: int, subject: int, end: int, verb: Token | None
    ) -> tuple[Due | None, str | None]:
        """Return when an undertaking is due and how often it recurs.

        `opening` and `subject` are the tokens with which its opening phrases and its own words begin, `end` its end in
        the text. A time in the opening counts where it hangs on the verb or opens the sentence ("In the coming months,
        we will ..."), not inside a purpose or another clause ("To mark this historic year, we commit ...").
        """
        doc = sentence.span.doc
        start = sentence.offset + doc[opening].idx
        own = sentence.offset + doc[subject].idx
        times = [
            time
            for time in self.inside(start, end)
            if not _in_office(sentence, time)
            and not _on_condition(sentence, time)
            and not _of_other_clause(sentence, time, verb)
            and not _of_thing(sentence, time)
            and not _already_held(time, self.on)
            and not (time.anchor.start < own and _where_decided(sentence, time, verb))
            and (
                time.anchor.start >= own
                or time.anchor.start <= start
                or _AHEAD.match(time.anchor.quote)
                or (verb is not None and governs(sentence, verb, time))
            )
        ]
        moved = self._moved(sentence, times, verb)
        if moved is not None:
            return moved, None
        today = self._today(times, start, verb)
        time = due_time(times, start, end, self.on) or today
        again = recurrence_time(times, start, end)
        if time is None:
            return self._lasting(sentence, times, start), None if again is None else again.recurrence
        limits = _limited(sentence, time)
        if (
            time is today
            and today is not None
            and verb is not None
            and verb.lemma_.lower() in load_lexicon().words["beginning_verbs"]
        ):
            limits = replace(limits, latest=None)  # what begins today goes on
        return Due(time.anchor, limits), None if again is None else again.recurrence

    def _lasting(self, sentence: ParsedSentence, times: Sequence[TimeExpression], start: int) -> Due | None:
        """Return how long an undertaking lasts ("suspend tariffs for five years"), from the text's day on, or None.

        So too a stage that opens the sentence: "In the longer term, the group will ...".
        """
        for time in times:
            if role_of(time) != "duration":
                continue
            if time.interval.vague and time.anchor.start <= start and _STAGE.match(time.anchor.quote):
                return Due(time.anchor, time.interval)
            if self.on is not None and _LASTING.match(time.anchor.quote) and _lasts(sentence, time):
                until = read_time(_LASTING.sub("the next ", time.anchor.quote), self.on, past=False)
                if until is not None and until.latest is not None:
                    return Due(time.anchor, replace(until, earliest=self.on))
        return None

    def _moved(self, sentence: ParsedSentence, times: Sequence[TimeExpression], verb: Token | None) -> Due | None:
        """Return the new time of what is moved ("postpone the session from May to October"), or None."""
        mover = _mover(verb)
        if mover is None or self.on is None:
            return None
        lasting = mover.lemma_.lower() in load_lexicon().words["prolonging_verbs"]
        for time in reversed(times):
            if time.anchor.start < sentence.offset + mover.idx:
                continue
            found = None
            before = sentence.span.text[: max(0, time.anchor.start - sentence.start)]
            spread = _SPREAD.match(time.anchor.quote)
            if spread is not None:
                later = read_time(spread[1], self.on, past=False)
                anchor = replace(time.anchor, start=time.anchor.start + spread.start(1), quote=spread[1])
                found = None if later is None else Due(anchor, later)
            elif _NEW.search(before) or _NEW.match(time.anchor.quote):
                found = Due(time.anchor, time.interval)
            if found is not None:
                return replace(found, interval=replace(found.interval, earliest=None)) if lasting else found
        return None

    def _today(self, times: Sequence[TimeExpression], start: int, verb: Token | None) -> TimeExpression | None:
        """Return the text's own day where it opens what "will" be done ("Today, we will announce"), or None."""
        first = times[0] if times else None
        if first is None or verb is None or modal_of(verb) is None or first.anchor.start > start:
            return None
        same = self.on is not None and first.interval.earliest == self.on and first.interval.latest == self.on
        return first if same else None


def _mover(verb: Token | None) -> Token | None:
    """Return the verb by which a clause moves or prolongs something ("decided to postpone"), or None."""
    if verb is None:
        return None
    words = load_lexicon().words
    for token in (verb, *(child for child in verb.rights if child.dep_ in ("xcomp", "ccomp", "advcl"))):
        if token.lemma_.lower() in words["moving_verbs"] or token.lemma_.lower() in words["prolonging_verbs"]:
            return token
    return None


def _lasts(sentence: ParsedSentence, time: TimeExpression) -> bool:
    """Tell whether a stretch is how long something is suspended, kept or extended."""
    token = _token_at(sentence, time)
    if token is None:
        return False
    verbs = (token.head, *token.head.ancestors)
    return any(verb.lemma_.lower() in _KEEPING for verb in verbs) or any(
        before.lemma_.lower() in _KEEPING for before in sentence.span if 0 < token.i - before.i <= _NEAR + 2
    )


def _of_other_clause(sentence: ParsedSentence, time: TimeExpression, verb: Token | None) -> bool:
    """Tell whether an adverb of speed goes with another verb ("procedures to review and promptly act on requests")."""
    token = _token_at(sentence, time) if time.interval.vague and " " not in time.anchor.quote else None
    if token is None or verb is None or token.dep_ != "advmod":
        return False
    head = token.head
    while (
        head.i != verb.i and head.dep_ in ("conj", "xcomp", "ccomp", "pcomp", "prep", "advcl") and head.head.i != head.i
    ):
        head = head.head
    return head.i != verb.i and head.dep_ in ("acl", "relcl")


def _of_thing(sentence: ParsedSentence, time: TimeExpression) -> bool:
    """Tell whether a time says which thing is meant, what it can do, or when harm befell, not when all falls due.

    "On 2030 targets", "tests ready within 100 days", "the attack on the port on May 3", "harvests that fail this year".
    """
    text, at, end = sentence.span.text, time.anchor.start - sentence.start, time.anchor.end - sentence.start
    if (
        time.interval.precision == "year"
        and re.match(r"(?:on|of|for) ", time.anchor.quote)
        and _TARGET.match(text[end:])
    ):
        return True
    before = text[max(0, at - _REACH) : max(0, at)]
    if time.anchor.quote.lower().startswith("within") and _READY.search(before):
        return True
    harmed = load_lexicon().words["befallen"]
    near = re.split(r"[,;:]", before)[-1].lower().split()
    if time.anchor.quote.startswith("on ") and any(word.strip("()*").removesuffix("s") in harmed for word in near):
        return True
    token = _token_at(sentence, time)
    while token is not None and token.head.i != token.i:
        if token.dep_ == "relcl" and token.tag_ in ("VBZ", "VBP") and token.lemma_.lower() in _HARMING:
            return True
        token = token.head
    return False


def _already_held(time: TimeExpression, on: date | None) -> bool:
    """Tell whether a conference that stands for a date began before the text's day ("agreed at COP28", said later)."""
    match = _NUMBERED.search(time.anchor.quote)
    event = None if match is None or on is None else meeting_words().events.get(f"{match[1].lower()}#")
    began = None if event is None or match is None else event.years.get(int(match[2]))
    return began is not None and on is not None and (on - began).days > _LENGTH


def _where_decided(sentence: ParsedSentence, time: TimeExpression, verb: Token | None) -> bool:
    """Tell whether an occasion is where something was decided ("During the 2022 Dialogue, they decided to")."""
    if verb is None or verb.tag_ not in ("VBD", "VBN") or role_of(time) not in ("event", "occasion"):
        return False
    before = sentence.span.text[: max(0, time.anchor.start - sentence.start)].rsplit(None, 3)[-3:]
    return any(word.lower() in ("during", "at") for word in before) and modal_of(verb) is None


def _on_condition(sentence: ParsedSentence, time: TimeExpression) -> bool:
    """Tell whether a vague time waits for an event that may never come ("promptly when something threatens")."""
    after = sentence.span.text[time.anchor.end - sentence.start :].split(None, 1)
    return time.interval.vague and bool(after) and after[0].lower() in _CONDITIONS


def _in_office(sentence: ParsedSentence, time: TimeExpression) -> bool:
    """Tell whether a time dates somebody's term of office ("in Peru's year in the chair, 2024")."""
    words = sentence.span.text[: max(0, time.anchor.start - sentence.start)].rsplit(None, 5)[1:]
    return any(word.lower() in load_lexicon().words["terms_of_office"] for word in words)


def _limited(sentence: ParsedSentence, time: TimeExpression) -> Interval:
    """Return the interval of a time, open at its start where it only says by when.

    "By the Union's summit in February 2027" is up to the end of that month, "later this year" up to the year's.
    """
    if time.deadline or time.interval.latest is None:
        return time.interval
    if _THROUGH.match(time.anchor.quote):
        return replace(time.interval, earliest=None)
    if _LATER.match(time.anchor.quote):
        return replace(time.interval, earliest=None)
    before = sentence.span.text[: max(0, time.anchor.start - sentence.start)]
    return time.interval if _BY_OCCASION.search(before) is None else replace(time.interval, earliest=None)


def _opens_with(sentence: ParsedSentence, verb: Token, time: TimeExpression) -> bool:
    """Tell whether a time stands in the occasion that opens a sentence ("During their summit on May 3, ...")."""
    first = sentence.span[0]
    token = _token_at(sentence, time)
    if token is None or first.lower_ not in ("during", "at", "on", "in") or first.head.i != verb.i:
        return False
    when = next((child for child in first.rights if child.dep_ == "pobj"), None)
    met = when is not None and (when.lemma_.lower() in _OCCASIONS or token.i in {when.i, when.head.i, when.left_edge.i})
    return met and token.i in {inner.i for inner in first.subtree}


def _in_temporal_clause(sentence: ParsedSentence, verb: Token, time: TimeExpression) -> bool:
    """Tell whether a time stands in a clause of time before a verb ("when it was announced in 2021, ...")."""
    token = _token_at(sentence, time)
    while token is not None and token.i != verb.i and token.head.i != token.i:
        if token.dep_ == "advcl" and any(child.lower_ in ("when", "after", "once") for child in token.lefts):
            return token.head.i == verb.i and token.i < verb.i
        token = token.head
    return False


def _token_at(sentence: ParsedSentence, time: TimeExpression) -> Token | None:
    place = time.anchor.start - sentence.offset
    return next((token for token in sentence.span if token.idx <= place < token.idx + len(token)), None)


def governs(sentence: ParsedSentence, verb: Token, time: TimeExpression) -> bool:
    """Tell whether a time phrase hangs on a verb itself ("established the committee in January")."""
    token = _token_at(sentence, time)
    if token is not None and token.i > verb.i + 1 and _other_verb_between(verb, token):
        return False
    while token is not None and token.dep_ in _PHRASE:
        if token.head.i == verb.i:
            return token.dep_ in ("prep", "npadvmod", "advmod")
        if token.head.i == token.i or token.dep_ == "prep":
            return False
        token = token.head
    return False


def _other_verb_between(verb: Token, token: Token) -> bool:
    return any(between.tag_ in ("VBN", "VBD") for between in verb.doc[verb.i + 1 : token.i])


def tokens_of(sentence: ParsedSentence, due: Due | None) -> list[tuple[int, int]]:
    """Return the token range of a due phrase in its sentence, an empty list where there is none."""
    if due is None:
        return []
    inside = [token.i for token in sentence.span if due.anchor.start <= sentence.offset + token.idx < due.anchor.end]
    return [(inside[0], inside[-1] + 1)] if inside else []
