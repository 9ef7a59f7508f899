"""The part a time plays in its clause, which says whether something can fall due then."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.dates.grammar import OCCASION_LIMITS, Expression
from communique.extract.dates.lexicon import Lexicon
from communique.extract.dates.phrases import Decade, Occasion, Range, Relative, Repeated, Rolling, Vague, Year
from communique.extract.dates.words import Words

# Prepositions that set a limit to come, whatever the tense of the verb they hang on ("instructed ... by June").
_LIMITS = frozenset(("by", "before", "within"))


def sets_limit(expression: Expression) -> bool:
    """Tell whether an expression says by when ("by 2030", "ahead of the summit")."""
    if expression.preposition == "event":
        return expression.lead.startswith(OCCASION_LIMITS)
    return expression.preposition in _LIMITS


def role_in(words: Words, expression: Expression, noun: Token | None, following: str) -> str | None:
    """Return the role that the words alone give (see `due`), None where the days and the clause decide.

    `noun` is the noun that the time modifies, where it does; `following` is the part of speech of the next word.
    """
    phrase = expression.phrase
    if isinstance(phrase, Repeated):
        rate = " ".join(words.words[expression.core : expression.end]) in words.lexicon.rates
        return "recurrence" if not rate or (noun is not None and _one_of_many(noun, words.lexicon)) else "rate"
    if isinstance(phrase, Occasion):
        return "occasion"
    if isinstance(phrase, Vague):
        return "duration" if phrase.lasting else "past" if phrase.past else "vague"
    if words.word(expression.end) in words.lexicon.baselines:
        return "name"
    if isinstance(phrase, Rolling) and expression.preposition == "" and words.word(expression.first) != "this":
        # "the next 60 years" as a subject or an object is what is spoken of, not when.
        return "duration" if phrase.direction > 0 else "past"
    if noun is not None:
        return "event" if noun.lower_ in words.lexicon.events and not _means(words, expression.core) else "name"
    if expression.preposition != "":
        return None
    if isinstance(phrase, (Relative, Decade)) and _spoken_of(words, expression):
        return "name"
    return _named(words, expression, following)


def _spoken_of(words: Words, expression: Expression) -> bool:
    """Tell whether a time is what is spoken of: "the innovations of this century", "making the 2020s decisive"."""
    return words.word(expression.first - 1) == "of" or isinstance(expression.phrase, Decade)


def _named(words: Words, expression: Expression, following: str) -> str | None:
    """Return the role of a bare year that stands before a noun or in a name, None for another time."""
    phrase, at, end = expression.phrase, expression.core, expression.end
    if not isinstance(phrase.first if isinstance(phrase, Range) else phrase, Year):
        return None
    if words.word(at - 1) == "(" and words.word(end) == ")":
        return "name"
    place = end
    while place < end + 10 and words.capital(place):
        if words.word(place) in words.lexicon.events and not _means(words, at):
            return "event"
        place += 1
    if place > end or (place == end and following in ("NOUN", "PROPN", "ADJ", "ADV")):
        return "name"
    before = at - 4 if words.word(at - 1) == ")" and words.word(at - 3) == "(" else at - 1
    if before >= 0 and words.capital(before) and words.kind(before) == "word":
        return "event" if words.word(before) in words.lexicon.events else "name"
    return None


def _means(words: Words, at: int) -> bool:
    """Tell whether the occasion dated at a place is a means or a source ("including through the 2024 conference")."""
    for place in range(at - 1, max(at - 6, -1), -1):
        if words.word(place) in words.lexicon.means:
            return True
        modifies = words.word(place) in _BEFORE_OCCASIONS or words.capital(place)
        if not modifies:
            return False
    return False


# What may stand between a preposition and the date of an occasion.
_BEFORE_OCCASIONS = frozenset(
    (
        "the",
        "a",
        "an",
        "our",
        "their",
        "its",
        "'s",
        "'",
        "upcoming",
        "forthcoming",
        "next",
        "first",
        "annual",
        "inaugural",
    )
)


def _one_of_many(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether "annual" or the like says how often an occasion is to be: "annual meetings", not "the annual X"."""
    named = any(child.lower_ in ("the", "our", "their", "its", "this") or child.dep_ == "poss" for child in noun.lefts)
    return noun.lower_ in lexicon.events and not named
