"""Scan a parsed document for its time expressions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from communique.extract.dates.grammar import Expression, expression_at
from communique.extract.dates.lexicon import load_lexicon
from communique.extract.dates.meaning import interval_of
from communique.extract.dates.phrases import Away, Length, Month, Part, Range, Relative, Repeated, Rolling, Season, Year
from communique.extract.dates.role import role_in, sets_limit
from communique.extract.dates.tense import hangs_on_noun, in_name, looks_past, tokens_of
from communique.extract.dates.tokens import tokenise
from communique.extract.dates.words import DASHES, Words
from communique.extract.parse import Parsed, ParsedSentence
from communique.model import Interval, TimeExpression

VERSION = "1"

# Before "over 50 years" these make it "more than 50 years".
_MORE_THAN = frozenset(("for", "in", "just", "well", "of", "after"))


def scan(parsed: Parsed, on: date | None) -> Iterator[TimeExpression]:
    """Yield the time expressions of a document in its order, each with the reading of its clause in `origin`."""
    lexicon = load_lexicon()
    for _, group in groupby(parsed.sentences, key=lambda sentence: sentence.block.start):
        sentences = list(group)
        block = sentences[0].block
        words = Words(tokenise(parsed.plain, block.start + block.marker, block.end), lexicon)
        for expression in expressions(words):
            yield _time(parsed, sentences, words, expression, on)


def expressions(words: Words) -> Iterator[Expression]:
    """Yield the time expressions of a block's tokens, from left to right, none overlapping."""
    starts, at = words.lexicon.starts, 0
    while at < len(words):
        token = words.tokens[at]
        if token.kind in ("number", "ordinal", "date", "tens") or token.text in starts:
            expression = expression_at(words, at)
            if expression is not None and stands(words, expression):
                yield expression
                at = expression.end
                continue
        at += 1


def stands(words: Words, expression: Expression) -> bool:
    """Tell whether an expression is a time where it stands, and no number, name or verb that looks like one."""
    phrase, at, end = expression.phrase, expression.core, expression.end
    bare = expression.preposition == ""
    if (
        words.word(at - 1) in DASHES
        and at == expression.first
        and words.kind(at - 2) == "word"
        and not _spaced(words, at)
    ):
        return False
    if isinstance(phrase, Year) or (isinstance(phrase, Range) and isinstance(phrase.first, Year)):
        return _year_stands(words, at, end, bare)
    if isinstance(phrase, Month) and phrase.year is None and phrase.shift is None and phrase.year_shift is None:
        return not bare or words.word(at) not in words.lexicon.ambiguous_months or words.word(at - 1) in ("the", "late")
    if isinstance(phrase, Season) and phrase.year is None and phrase.shift is None and phrase.year_shift is None:
        named = words.tokens[end - 1].raw[0].isupper() and end < len(words) and words.tokens[end].raw[0].isupper()
        return not bare and expression.lead != "at" and words.word(end) not in ("of", *DASHES) and not named
    if isinstance(phrase, Part) and phrase.whole is None:
        return not bare
    if isinstance(phrase, Relative) and phrase.unit == "day" and phrase.shift != 0:
        return words.word(at - 1) != "of" and words.words[max(0, at - 2) : at] != ["today", "and"]
    if isinstance(phrase, Length) and expression.lead == "over" and words.word(expression.first - 1) in _MORE_THAN:
        return False
    return not isinstance(phrase, Length) or not bare


def _spaced(words: Words, at: int) -> bool:
    return words.tokens[at - 1].end < words.tokens[at].start


def _year_stands(words: Words, at: int, end: int, bare: bool) -> bool:
    """Tell whether four digits are a year: what precedes and follows must let them be one."""
    before, after = words.word(at - 1), words.word(end)
    if words.hyphenated(end) or (after in words.lexicon.number_units and words.tokens[end].raw.islower()):
        return False
    if _numbered(words, at) or (before == "/" and words.kind(at - 2) == "number"):
        return False
    if not bare:
        return True
    if (words.tokens[at].number or 0) < 1900:
        return before == "the"
    opens = at == 0 or (before in (".", ";", "!", "?") and after in words.lexicon.year_verbs)
    named = words.kind(at - 1) == "word" or (words.kind(at - 1) == "number" and words.glued(at - 1))
    return opens or named or before in words.lexicon.year_openers or after in (")", ",", ".", ":", ";", *DASHES)


def _numbered(words: Words, at: int) -> bool:
    """Tell whether a number belongs to a list after "resolutions" or the like: "UNSCRs 1874, 2087 and 2094"."""
    place = at - 1
    for _ in range(24):
        word = words.word(place)
        if word in words.lexicon.number_nouns:
            return not (words.word(at - 1) == "(" and words.word(at + 1) == ")")
        if words.word(at - 1) == "(":
            return False
        if words.kind(place) == "number" or word in (",", "and", "or", "(", ")", ".", "/", "&"):
            place -= 1
            continue
        return False
    return False


def _time(
    parsed: Parsed, sentences: list[ParsedSentence], words: Words, expression: Expression, on: date | None
) -> TimeExpression:
    """Place an expression in the text and read it against its clause and the text's day."""
    first, core, last = (words.tokens[place] for place in (expression.first, expression.core, expression.end - 1))
    sentence = next((one for one in sentences if one.start <= core.start < one.end), sentences[-1])
    ends = tokens_of(sentence.span, sentence.offset, core.start, last.end)
    noun = None if ends is None or expression.preposition != "" else in_name(*ends)
    dated_name = noun is not None and noun.lower_ not in words.lexicon.events
    # What is called by its date has had it ("the October 6 designation").
    past = True if dated_name else None if ends is None else looks_past(*ends, words.lexicon)
    loose = ends is not None and past is not None and noun is None and hangs_on_noun(*ends)
    interval = interval_of(expression.phrase, expression.preposition, on, past)
    if loose and on is not None:
        interval = _nearer(interval, interval_of(expression.phrase, expression.preposition, on, None), on)
    following = "" if ends is None or ends[1].i + 1 >= len(ends[1].doc) else ends[1].nbor().pos_
    role = role_in(words, expression, noun, following) or _side(expression, interval, on, past)
    return TimeExpression(
        anchor=parsed.anchor(first.start, last.end),
        core=parsed.anchor(core.start, last.end),
        interval=interval,
        recurrence=expression.phrase.value if isinstance(expression.phrase, Repeated) else None,
        deadline=sets_limit(expression),
        origin=f"dates.{role}/{VERSION}",
    )


def _nearer(told: Interval, nearest: Interval, on: date) -> Interval:
    """Return the nearest occurrence of a date without a year, where the one the verb points to is much farther.

    For a date that hangs on a noun the verb is a weak witness: "to discuss the announcement on September 15", said a
    week later, means the one a week ago.
    """
    if told.earliest is None or told.latest is None or nearest.earliest is None or nearest.latest is None:
        return told
    far = max((told.earliest - on).days, (on - told.latest).days)
    near = max((nearest.earliest - on).days, (on - nearest.latest).days)
    return nearest if far > 240 and near < 60 else told


def _side(expression: Expression, interval: Interval, on: date | None, past: bool | None) -> str:
    """Return whether a time lies behind the text's day or ahead: by its days, else its preposition, else its clause."""
    placed = interval.earliest is not None or interval.latest is not None
    phrase = expression.phrase
    if expression.lead == "beyond" or (isinstance(phrase, Length) and not placed):
        return "duration"
    if isinstance(phrase, (Away, Rolling)) and phrase.direction < 0:
        return "past"
    if isinstance(phrase, Part) and phrase.part == "earlier":
        return "past"
    if expression.preposition == "since" or (on is not None and interval.latest is not None and interval.latest < on):
        return "past"
    ahead = on is not None and interval.earliest is not None and interval.earliest > on
    ahead = ahead or (isinstance(phrase, Part) and phrase.part == "later")
    if ahead or sets_limit(expression):
        return "ahead"
    return "plain" if past is None else "past" if past else "ahead"
