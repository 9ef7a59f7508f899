"""The day a text gives as its own."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta

from communique.extract.dates.due import role_of
from communique.extract.dates.lexicon import load_lexicon
from communique.extract.dates.scan import scan
from communique.extract.parse import Parsed, ParsedSentence
from communique.model import TimeExpression

_LONGEST_MEETING = timedelta(days=10)


def first_date(parsed: Parsed) -> date | None:
    """Return the day the text itself gives, where its source gave the document none; None where it gives no full day.

    That is a line that holds nothing but a day; else the day on which the speakers met or signed, by the main verb of
    its sentence; else the first day named in full outside a name. Of several days of one meeting it is the last.
    """
    days = [(time, day) for time in scan(parsed, None) if (day := _full_day(time)) is not None]
    free = [(time, day) for time, day in days if role_of(time) not in ("name", "event")]
    starts = [sentence.start for sentence in parsed.sentences]
    ranked = [(_rank(parsed.sentences[bisect_right(starts, time.core.start) - 1], time), day) for time, day in free]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else days[0][1] if days else None


def _full_day(time: TimeExpression) -> date | None:
    """Return the day of a time that is one, or the last of a meeting's days."""
    first, last = time.interval.earliest, time.interval.latest
    if first is None or last is None or last - first > _LONGEST_MEETING:
        return None
    return last if time.interval.precision in ("day", "range") else None


def _rank(sentence: ParsedSentence, time: TimeExpression) -> tuple[int, int, bool]:
    """Return the order of a day: its kind, its sentence, and whether it stands before the sentence's verb.

    The kinds are 0 for a line with nothing but a day, 1 for the day of a meeting or a signature, 2 for another day.
    """
    root = sentence.span.root
    before = time.core.start < sentence.offset + root.idx
    if sentence.end - sentence.start <= time.anchor.end - time.anchor.start + 1:
        return 0, sentence.index, before
    told = root.lemma_ in load_lexicon().own_day_verbs and root.tag_ in ("VBD", "VBN", "VBP", "VBZ")
    return 1 if told else 2, sentence.index, before
