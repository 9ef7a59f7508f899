"""Terms: the content words of an act, stemmed and weighed by how rare they are among the candidates."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from communique.resolve.words import PASSAGES, Words, lexicon, plain, singular, split_states

_TOKEN = re.compile(r"[^\W_]+(?:-\d+)?")
_SUFFIXES = (
    "izations", "ization", "ations", "ation", "ating", "ated", "ates", "ators", "ator", "ments", "ment", "ings", "ing",
    "edly", "ed", "ional", "ions", "ion", "ance", "ates", "ate", "ies", "es", "s", "e", "y",
)  # fmt: skip
_COMPOUND = re.compile(r"\b(?:[A-Z]{2,}-[A-Z][A-Za-z]+|[A-Z][a-z]+-[A-Z]{2,})\b")
_MULTI = re.compile(r"\bmulti-(?=[a-z])")
_SEGMENT = re.compile(r"[;:,\u2013\u2014]|\s-\s|\band\b")
RARE = 3
"""Candidates in which a phrase may stand and still tell a promise apart."""

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


@lru_cache(maxsize=PASSAGES)
def tokens_of(text: str) -> Words:
    """Return the folded words of a passage, without the states it names."""
    found = _TOKEN.findall(_MULTI.sub("multi", plain(text)))
    return split_states([singular(token) for token in found if token not in ("the", "of")])[1]


@lru_cache(maxsize=PASSAGES)
def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of all words of a passage, in its order."""
    return tuple(stem(token) for token in tokens_of(text))


@lru_cache(maxsize=PASSAGES)
def terms_of(text: str) -> frozenset[str]:
    """Return the content terms of a passage: no function words, no words of every statement, no bare numbers."""
    empty = _empty()
    return frozenset(
        stemmed
        for token in tokens_of(text)
        if len(token) > 1 and not token.isdigit() and token not in empty and (stemmed := stem(token)) not in empty
    )


@lru_cache(maxsize=PASSAGES)
def phrases_of(text: str) -> frozenset[str]:
    """Return the pairs of content terms that stand together or one apart ("naval propulsion"): rare ones tell much."""
    empty, common = _empty(), _common()
    terms = [
        found if len(token) > 1 and not token.isdigit() and token not in empty and found not in empty else ""
        for token in tokens_of(text)
        for found in (stem(token),)
    ]
    found = set()
    for place, term in enumerate(terms):
        if term:
            found |= {
                " ".join(sorted((term, other)))
                for other in terms[place + 1 : place + 3]
                if other and other != term and not (term in common and other in common)
            }
    return frozenset(found)


@lru_cache(maxsize=PASSAGES)
def initials_in(text: str) -> frozenset[str]:
    """Return the initials, in capitals, of each three to six words that stand together."""
    words = [word for word in _TOKEN.findall(plain(text)) if word not in ("the", "of", "and", "for", "on")]
    found = set()
    for place in range(len(words) - 2):
        short = ""
        for word in words[place : place + 6]:
            if not word[0].isalpha():
                break
            short += word[0].upper()
            if len(short) > 2:
                found.add(short)
    return frozenset(found)


@lru_cache(maxsize=PASSAGES)
def compounds_of(text: str) -> frozenset[str]:
    """Return the names that a hyphen joins, one part of them in capitals ("SSN-AUKUS", "SRF-West"), folded."""
    if "-" not in text:
        return frozenset()
    found = (plain(name) for name in _COMPOUND.findall(text))
    return frozenset(name for name in found if not split_states(name.split("-"))[0])


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of a passage that stand together: their content terms, and the stems of all of them."""

    terms: frozenset[str]
    stems: frozenset[str]


@lru_cache(maxsize=PASSAGES)
def stretches_of(text: str) -> tuple[Stretch, ...]:
    """Return the stretches of a passage: three neighbours between commas and the like at a time."""
    parts = [part for part in _SEGMENT.split(text) if terms_of(part)]
    joined = [" ".join(parts[place : place + 3]) for place in range(max(len(parts) - 2, 1))] if parts else []
    return tuple(Stretch(terms_of(part), frozenset(stems_of(part))) for part in joined)


class Weights:
    """The weight of each term: its inverse document frequency over some acts, less for common words.

    `counts` says in how many of the `acts` candidates a term stands; one that is not among them is the rarest.
    """

    __slots__ = ("_known", "_phrases", "_rarest")

    def __init__(self, counts: Mapping[str, int], acts: int, phrases: Mapping[str, int] | None = None) -> None:
        self._phrases = phrases or {}
        total = acts + 1 + PRIOR
        by_count = {number: math.log((total + 1) / (number + 2)) for number in {0, *counts.values()}}
        common = _common()
        self._known = {term: (0.4 if term in common else 1.0) * by_count[n] for term, n in counts.items()}
        self._rarest = by_count[0]

    def is_rare(self, phrase: str) -> bool:
        """Tell whether a phrase stands in few of the candidates."""
        return self._phrases.get(phrase, 0) <= RARE

    def of(self, term: str) -> float:
        """Return the weight of a term."""
        found = self._known.get(term)
        return found if found is not None else (0.4 if term in _common() else 1.0) * self._rarest


def is_empty(term: str) -> bool:
    """Tell whether a term is a function word, or one that stands in every statement."""
    return term in _empty()


def is_common(term: str) -> bool:
    """Tell whether a term stands in so many commitments that sharing it says little."""
    return term in _common()


def weigh(terms: Iterable[str], weight: Weights) -> float:
    """Return the summed weight of terms."""
    return sum(map(weight.of, sorted(terms)))


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
