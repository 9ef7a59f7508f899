"""The grammar of time expressions: a time with its preposition, a listed phrase, an occasion."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.extract.dates.absolute import (
    Read,
    read_year,
)
from communique.extract.dates.compose import read_core, read_part
from communique.extract.dates.phrases import (
    Decade,
    Length,
    Occasion,
    Part,
    Phrase,
    Range,
    Relative,
    Repeated,
    Vague,
    Year,
)
from communique.extract.dates.relative import read_length
from communique.extract.dates.words import DASHES, Words

# Occasions after these are limits ("ahead of the summit").
OCCASION_LIMITS = ("by", "before", "until", "ahead", "in advance", "prior", "in time")


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression of the tokens: places `first` (with its preposition), `core` and `end` (exclusive).

    `preposition` is its kind in the lexicon ("" for none), `lead` the preposition's words.
    """

    first: int
    core: int
    end: int
    phrase: Phrase
    preposition: str = ""
    lead: str = ""


def expression_at(words: Words, at: int) -> Expression | None:
    """Return the longest time expression that starts at a place, with its preposition where it has one."""
    found = [
        expression
        for expression in (
            _listed(words, at),
            _prepositional(words, at),
            _bare(words, at),
            _occasion(words, at),
        )
        if expression is not None
    ]
    return max(found, key=lambda expression: expression.end, default=None)


def _bare(words: Words, at: int) -> Expression | None:
    read = read_core(words, at)
    return None if read is None else Expression(at, at, read[0], read[1])


def _listed(words: Words, at: int) -> Expression | None:
    """Return a phrase that the lexicon lists whole: vague times and repetitions."""
    prefix = words.match(at, words.lexicon.recurrence_prefixes)
    found = words.match(at if prefix is None else prefix[0], words.lexicon.phrases)
    if found is None or (prefix is not None and not found[1].startswith("every ")):
        return None
    end, value = found
    phrase: Phrase = Vague(value == "vague_past", value == "lasting")
    if value.startswith("every "):
        phrase = Repeated(value.removeprefix("every "))
    return Expression(at, at, end, phrase)


def _prepositional(words: Words, at: int) -> Expression | None:
    """Return a preposition with the time after it."""
    for spelt, kind in words.lexicon.prepositions.get(words.word(at), ()):
        place = at + len(spelt)
        if tuple(words.words[at:place]) != spelt:
            continue
        read = read_core(words, place) or _of_period(words, place)
        if read is None and (kind in ("in", "over", "within", "after") or spelt[-2:] == ("later", "than")):
            read = read_length(words, place)
            kind = "within" if kind == "by" else kind
        if read is None and kind == "within" and words.word(place) == "the" and words.unit(place + 1):
            read = place + 2, Relative(str(words.unit(place + 1)), 0)
        if read is None:
            continue
        if kind == "between" and not isinstance(read[1], Range):
            return None
        if kind in ("from", "between") and isinstance(read[1], Range):
            kind = "in"
        end, phrase = read
        if words.word(end) == "'s" and not isinstance(phrase, Part):
            return None
        if kind == "to":
            edge = isinstance(phrase, Part) and phrase.part == "end"
            if not (edge or isinstance(phrase, (Year, Decade))) or words.word(at - 1) in words.lexicon.no_end_before:
                return None
            kind = "through"
        if isinstance(phrase, Length):
            return _length(words, at, Expression(at, place, end, phrase, kind, " ".join(spelt)))
        return Expression(at, place, end, phrase, kind, " ".join(spelt))
    return None


def _length(words: Words, at: int, found: Expression) -> Expression | None:
    """Settle a bare duration after a preposition: what it counts from, and whether it is a time at all."""
    if found.preposition == "within" and words.word(found.end) in ("of", "from", "after", "following"):
        if _own_date(words, found.end + 1):
            return found
        # "within 90 days of its signing": counted from something that has no date here.
        return replace(found, phrase=Occasion())
    if found.preposition != "in":
        return found
    if found.lead != "in":
        return replace(found, preposition="for")
    if words.word(at + 1) in ("a", "an") and words.kind(found.end) == "word" and words.word(found.end) != "and":
        # "in a year marked by elections"
        return None
    looks_back = any(word in words.lexicon.superlatives for word in words.words[max(0, at - 9) : at])
    return None if looks_back else found


def _own_date(words: Words, at: int) -> bool:
    """Tell whether what a limit counts from is the text itself: "this Memorandum", "the date of our summit"."""
    known = words.lexicon
    if words.word(at) == "today":
        return True
    if words.words[at : at + 3] == ["the", "date", "of"]:
        at += 3
    made = words.skip(at, "the", "its")
    if words.word(made) in known.making:
        if words.word(made + 1) != "of":
            return words.word(at) == "the" and words.word(made + 1) in ("", ".", ",", ";")
        at = made + 2
    if words.word(at) not in ("this", "our", "today"):
        return False
    place = words.skip(at + 1, "'s", "joint", "present")
    return any(words.word(i) in known.own_documents for i in (place, place + 1))


def _of_period(words: Words, at: int) -> Read | None:
    """Read what only a preposition makes a time: "the year" of "during the year", "the first quarter"."""
    part = read_part(words, at, bare=True)
    if part is not None:
        return part
    named = words.word(at) == "the" and words.word(at + 1) in ("year", "decade", "weekend")
    if named and words.word(at - 1) in _DURING and words.word(at + 2) not in _NOT_AFTER_THE_YEAR:
        return at + 2, Relative(words.word(at + 1), 0)
    if words.word(at) == "the" and words.word(at + 1) == "year":
        return read_year(words, at + 2)
    return read_year(words, at + 1) if words.word(at) == "year" else None


_NOT_AFTER_THE_YEAR = frozenset((*DASHES, "of", "before", "after", "'s", "ahead", "to"))
_DURING = ("during", "throughout", "over", "of", "within", "in")


def _occasion(words: Words, at: int) -> Expression | None:
    """Return an occasion that stands for a date: "at the next meeting of the committee", "ahead of the summit"."""
    found = words.match(at, words.lexicon.event_prepositions)
    if found is None:
        return None
    core, need = found
    if words.word(at) == "by" and words.word(at - 1).endswith("ed"):
        return None
    lead = " ".join(words.words[at:core])
    determined = words.word(core) in ("the", "our", "their", "its", "his", "her", "a")
    place = core + 1 if determined else core
    dated = read_core(words, place)
    if dated is not None and not lead.startswith(OCCASION_LIMITS):
        return None
    near = (words.word(place), words.word(place + 1))
    pointed = any(word in words.lexicon.event_times for word in near)
    # "COP30" is one occasion, "the COP" is not.
    pointed = pointed or (near[0] in words.lexicon.events and words.kind(place + 1) == "number")
    if not pointed and dated is None and (need == "any" or not (determined or words.capital(core))):
        return None
    end = _event_end(words, core)
    if end is None:
        return None
    # "by the 2025 summit" is by the end of the year that it names.
    return (
        Expression(at, core, end, Occasion(), "event", lead)
        if dated is None
        else Expression(at, core, end, dated[1], "by", lead)
    )


def _event_end(words: Words, core: int) -> int | None:
    """Return the place after the occasion that a noun phrase at `core` names, None where it names none."""
    for end in range(core, min(core + 12, len(words))):
        word = words.word(end)
        if word in words.lexicon.events and words.word(end + 1) not in words.lexicon.events:
            return _of_body(words, end + 2 if words.kind(end + 1) == "number" else end + 1)
        joins = words.kind(end) in ("word", "number", "ordinal") or word in ("'s", "'", ".", "&", "+", *DASHES)
        if not joins or word in _STOPS:
            return None
    return None


_STOPS = frozenset(
    (
        "to",
        "that",
        "which",
        "will",
        "with",
        "for",
        "by",
        "in",
        "on",
        "at",
        "as",
        "from",
        "we",
        "is",
        "are",
        "was",
        "were",
    )
)


_INSIDE_NAMES = frozenset(("of", "on", "and", "'s", "-"))


def _of_body(words: Words, at: int) -> int:
    """Return the place after "of the Joint Committee" at a place, or the place."""
    if words.word(at) != "of":
        return at
    place = words.skip(at + 1, "the", "our", "this", "their")
    end = place
    while words.capital(end) or (end > place and words.word(end) in _INSIDE_NAMES and words.capital(end + 1)):
        end += 1
    return end if end > place else at
