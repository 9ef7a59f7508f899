"""Where: whether a meeting was held by the host and in the place that a promise to hold it names."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.extract.gazetteer import places, scan
from communique.resolve.meeting_view import place_words
from communique.resolve.subject import ActSubject, ItemSubject
from communique.resolve.terms import terms_of
from communique.resolve.words import split_states, words_of

_DOTTED = r"\b(?:[A-Z]\.){2,}"
_HOSTED_BY = re.compile(rf"\bhosted by ((?:{_DOTTED}(?! [A-Z])|(?!\b[A-Z]\.[A-Z])[^,.;]){{0,40}}(?:{_DOTTED})?)")
"""A host to the end of the phrase: the dots of "the U.S." end none, but where a sentence begins after them."""

_NAME = r"(?:the )?((?:[A-Z][\w.\u2019'-]*[ ,]{0,2}){1,4})"
_IN = re.compile(rf"\b(?:in|at) {_NAME}")
_HOLDING = re.compile(
    r"\b(?:meet(?:ings?)?|held|hold(?:ing)?|host(?:ed|ing)?|conven\w+|gather\w*|visit\w*|summits?|conferences?|talks?"
    r"|dialogues?|forums?|rounds?|sessions?|exercises?|iteration)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"\b(?:on|to|about|regarding|concerning|for|addressing|against)\b")


def held_otherwise(commitment: ActSubject, item: ItemSubject) -> str | None:
    """Return in words what speaks against an event being the one that was promised: its host, its place; else None.

    A text that says of the promised host that it hosted is believed wherever the meeting was.
    """
    hosts, where = _promised(commitment.words)
    if hosts and item.party is not None:
        return None if item.party in hosts else "Another state hosted it than was announced"
    if item.place is None or not (hosts or where):
        return None
    there = states_of(item.place)
    if hosts:
        return "It was held in another state than that of the host announced" if there and not there & hosts else None
    promised = frozenset(code for name in where for code in states_of(name))
    if promised and item.party in promised:
        return None
    if any(place_words(name) & place_words(item.place) for name in where):
        return None
    if promised and there & promised and any(_is_state(name) for name in (*where, item.place)):
        return None  # one names the state, the other a town in it
    return "It was held elsewhere than announced" if promised and there else None


def in_several(commitment: ActSubject) -> bool:
    """Tell whether a promise names places in several states, one meeting for each ("in Berlin ... and in Rome")."""
    states = [states_of(name) for name in _promised(commitment.words)[1]]
    return any(one and two and not one & two for place, one in enumerate(states) for two in states[:place])


@lru_cache(maxsize=4096)
def _promised(words: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the states that are to host, and the places in which what is promised is to be held."""
    found = _HOSTED_BY.search(words)
    hosts = frozenset() if found is None else split_states(words_of(found[1]))[0]
    where = []
    for place in _IN.finditer(words):
        verbs = list(_HOLDING.finditer(words, 0, place.start()))
        if verbs and _TOPIC.search(words, verbs[-1].end(), place.start()) is None and _may_be_place(place[1]):
            where.append(place[1].strip(" ,"))
    return hosts, tuple(where)


def _may_be_place(name: str) -> bool:
    """Tell whether a capitalised name can be a place's: it is no month."""
    return bool(terms_of(name) or split_states(words_of(name))[0])


@lru_cache(maxsize=4096)
def states_of(place: str) -> frozenset[str]:
    """Return the codes of the states that a place is, or lies in as far as the gazetteer knows."""
    named = split_states(words_of(place))[0]
    return named or frozenset(hit.entry.code for hit in scan(place, places()))


def _is_state(name: str) -> bool:
    codes, rest = split_states(words_of(name))
    return bool(codes) and not rest
