"""Terms: the content words of an act, stemmed and weighed by how rare they are among the candidates."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from communique.resolve.words import Words, lexicon, plain, singular, split_states

_TOKEN = re.compile(r"[^\W_]+(?:-\d+)?")
_SUFFIXES = (
    "izations", "ization", "ations", "ation", "ating", "ated", "ates", "ators", "ator", "ments", "ment", "ings", "ing",
    "edly", "ed", "ions", "ion", "ance", "ates", "ate", "ies", "es", "s", "e", "y",
)  # fmt: skip
_SEGMENT = re.compile(r"[;:,\u2013\u2014]|\s-\s|\band\b")
PRIOR = 24
"""Acts that a word is taken to be missing from besides the candidates, so that few candidates give no wild weights."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of a folded word: enough to put "activate", "activated" and "activation" together."""
    word = _irregular().get(word, word)
    if word in _kept():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= (4 if len(suffix) > 2 else 3):
            word = word[: -len(suffix)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] in "nmptrgdb":
        word = word[:-1]
    return word


def tokens_of(text: str) -> Words:
    """Return the folded words of a passage, without the states it names."""
    return split_states([singular(token) for token in _TOKEN.findall(plain(text))])[1]


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of all words of a passage, in its order."""
    return tuple(stem(token) for token in tokens_of(text))


def terms_of(text: str) -> frozenset[str]:
    """Return the content terms of a passage: no function words, no words of every statement, no bare numbers."""
    empty = _empty()
    return frozenset(
        stemmed
        for token in tokens_of(text)
        if len(token) > 1 and not token.isdigit() and token not in empty and (stemmed := stem(token)) not in empty
    )


def segments_of(text: str) -> list[frozenset[str]]:
    """Return the terms of each stretch between commas and the like, two and three neighbours together."""
    parts = [terms for part in _SEGMENT.split(text) if (terms := terms_of(part))]
    if len(parts) < 3:
        return [frozenset().union(*parts)] if parts else []
    return [frozenset().union(*parts[place : place + 3]) for place in range(len(parts) - 2)]


def weights(own: Iterable[str], counts: Mapping[str, int], acts: int) -> Mapping[str, float]:
    """Return the weight of each term: its inverse document frequency over the acts, less for common words.

    `counts` says in how many of the `acts` candidates a term stands; `own` are the terms of the act itself.
    """
    total = acts + 1 + PRIOR
    terms = dict.fromkeys((*sorted(own), *counts))
    return {
        term: (0.4 if is_common(term) else 1.0) * math.log((total + 1) / (counts.get(term, 0) + 2)) for term in terms
    }


def is_common(term: str) -> bool:
    """Tell whether a term stands in so many commitments that sharing it says little."""
    return term in _common()


def weigh(terms: Iterable[str], weight: Mapping[str, float]) -> float:
    """Return the summed weight of terms."""
    return sum(weight.get(term, 0.0) for term in sorted(terms))


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    return {form: verb for verb, forms in lexicon("evidence.yml")["irregular"].items() for form in forms}


@lru_cache(maxsize=1)
def _kept() -> frozenset[str]:
    return frozenset(lexicon("evidence.yml")["kept"])


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return frozenset(lexicon("evidence.yml")["empty"])


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(stem(singular(word)) for word in lexicon("evidence.yml")["common"])
