"""The day a text gives as its own."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta

from spacy.tokens import Token

from communique.extract.dates.due import role_of
from communique.extract.dates.lexicon import load_lexicon
from communique.extract.dates.scan import scan
from communique.extract.dates.tense import hangs_on_noun, tokens_of
from communique.extract.parse import Parsed, ParsedSentence
from communique.model import TimeExpression

OTHER, FOREIGN = 3, 4
_LONGEST_PLACE = 40
_LONGEST_MEETING = timedelta(days=10)


def first_date(parsed: Parsed) -> date | None:
    """Return the day the text itself gives, where its source gave the document none; None where it gives no such day.

    That is a line that holds nothing but a day; else a day in a heading; else the day on which, by the verb it hangs
    on, the speakers met, signed or issued something; else a day in the first two sentences of the body. A day told
    later, of another deed, is not the text's own. Of several days of one meeting it is the last.
    """
    starts = [sentence.start for sentence in parsed.sentences]
    body = [sentence.index for sentence in parsed.body]
    ranked = []
    for time in scan(parsed, None):
        day = _full_day(time)
        if day is not None and role_of(time) not in ("name", "event"):
            sentence = parsed.sentences[bisect_right(starts, time.core.start) - 1]
            rank = 1 if _dateline(parsed, sentence, time) else _rank(sentence, time)
            if rank < OTHER or (rank == OTHER and sentence.index in body[:2]):
                ranked.append((rank, sentence.index, _before_verb(sentence, time), day))
    return min(ranked)[-1] if ranked else None


def _full_day(time: TimeExpression) -> date | None:
    """Return the day of a time that is one, or the last of a meeting's days."""
    first, last = time.interval.earliest, time.interval.latest
    if first is None or last is None or last - first > _LONGEST_MEETING:
        return None
    return last if time.interval.precision in ("day", "range") else None


def _rank(sentence: ParsedSentence, time: TimeExpression) -> int:
    """Return 0 for a line with nothing but a day, 1 for a heading, 2 for a meeting, else `OTHER` or `FOREIGN`."""
    if sentence.end - sentence.start <= time.anchor.end - time.anchor.start + 1:
        return 0
    if sentence.block.kind == "heading":
        return 1
    verb = _verb_of(sentence, time)
    if verb is None or verb.dep_ in ("acl", "relcl", "amod"):
        # "the agreement signed on ...": the day of what is named, not of the naming.
        return FOREIGN
    if verb.lemma_ in load_lexicon().own_day_verbs and verb.tag_ in ("VBD", "VBN"):
        return 2
    ends = tokens_of(sentence.span, sentence.offset, time.core.start, time.core.end)
    return FOREIGN if ends is None or hangs_on_noun(*ends) else OTHER


def _dateline(parsed: Parsed, sentence: ParsedSentence, time: TimeExpression) -> bool:
    """Tell whether a day stands at the head of a paragraph, before a dash: "SEOUL, September 10, 2024 - The ..."."""
    near = sentence.number == 1 and time.anchor.start - sentence.start < _LONGEST_PLACE
    return near and parsed.plain[time.anchor.end : time.anchor.end + 3].lstrip()[:1] in ("-", "–", "—", "(", ":")


def _verb_of(sentence: ParsedSentence, time: TimeExpression) -> Token | None:
    """Return the verb a time hangs on."""
    ends = tokens_of(sentence.span, sentence.offset, time.core.start, time.core.end)
    token = None if ends is None else ends[0]
    while token is not None and token.pos_ != "VERB" and token.head.i != token.i:
        token = token.head
    return token


def _before_verb(sentence: ParsedSentence, time: TimeExpression) -> bool:
    """Tell whether a time stands before its sentence's main verb ("After the attack of ..., they met on ...")."""
    return time.core.start < sentence.offset + int(sentence.span.root.idx)
