"""Terms: the content words of an act, stemmed and weighed by how rare they are among the candidates."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from communique.resolve.words import Words, lexicon, plain, singular, split_states

_TOKEN = re.compile(r"[^\W_]+(?:-\d+)?")
_SUFFIXES = (
    "izations", "ization", "ations", "ation", "ating", "ated", "ates", "ators", "ator", "ments", "ment", "ings", "ing",
    "edly", "ed", "ional", "ions", "ion", "ance", "ates", "ate", "ies", "es", "s", "e", "y",
)  # fmt: skip
_MULTI = re.compile(r"\bmulti-(?=[a-z])")
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
        if word.endswith(suffix) and len(word) - len(suffix) >= (4 if len(suffix) > 2 or suffix == "ed" else 3):
            word = word[: -len(suffix)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] in "nmptrgdb":
        word = word[:-1]
    return word


def tokens_of(text: str) -> Words:
    """Return the folded words of a passage, without the states it names."""
    found = _TOKEN.findall(_MULTI.sub("multi", plain(text)))
    return split_states([singular(token) for token in found if token not in ("the", "of")])[1]


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


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of a passage that stand together: their content terms, and the stems of all of them."""

    terms: frozenset[str]
    stems: frozenset[str]


def stretches_of(text: str) -> tuple[Stretch, ...]:
    """Return the stretches of a passage: three neighbours between commas and the like at a time."""
    parts = [part for part in _SEGMENT.split(text) if terms_of(part)]
    joined = [" ".join(parts[place : place + 3]) for place in range(max(len(parts) - 2, 1))] if parts else []
    return tuple(Stretch(terms_of(part), frozenset(stems_of(part))) for part in joined)


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
