"""The lexicons of posts, titles and name words, loaded once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communique.extract.gazetteer import load_lexicon
from communique.extract.officials import all_officials


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun of posts: its words as written, its singular, and what the lexicon says of it."""

    words: tuple[str, ...]
    one: str
    plural: bool = False
    bare: bool = False
    rank: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of posts and of the words of names; phrases stand by their first word, longest first."""

    heads: dict[str, tuple[Head, ...]]
    premodifiers: frozenset[str]
    before_bare: frozenset[str]
    portfolio: frozenset[str]
    peculiar: tuple[tuple[str, str], ...]
    honorifics: frozenset[str]
    styles: dict[str, tuple[tuple[str, ...], ...]]
    noble: frozenset[str]
    ships: frozenset[str]
    suffixes: frozenset[str]
    no_part: frozenset[str]
    particles: frozenset[str]
    never: frozenset[str]
    known_starts: frozenset[tuple[str, str]]
    things: frozenset[str]
    given: frozenset[str]
    given_last: frozenset[str]
    also_surnames: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of posts and names."""
    posts, titles = load_lexicon("posts.yml"), load_lexicon("titles.yml")
    heads: dict[str, list[Head]] = {}
    for head in _heads(posts):
        heads.setdefault(head.words[0], []).append(head)
    ranks = tuple(tuple(rank.split()) for rank in posts["ranks"])
    styles = [*(tuple(style.split()) for style in titles["styles"]), *ranks]
    things, given = frozenset(titles["things"]), load_lexicon("given_names.yml")
    never = frozenset(titles["not_names"]) | things
    return Lexicon(
        heads={first: tuple(sorted(group, key=lambda h: -len(h.words))) for first, group in heads.items()},
        premodifiers=frozenset(posts["premodifiers"]),
        before_bare=frozenset(posts["before_bare"]),
        portfolio=frozenset(posts["portfolio"]),
        peculiar=tuple(sorted(posts["peculiar"].items(), key=lambda pair: -len(pair[0]))),
        honorifics=frozenset(titles["honorifics"]),
        styles=_by_first(styles),
        noble=frozenset(titles["noble"]),
        ships=frozenset(titles["ships"]),
        suffixes=frozenset(titles["suffixes"]),
        no_part=frozenset([*titles["postnominals"], *titles["honorifics"], *titles["ships"]]),
        particles=frozenset(particle for entry in titles["particles"] for particle in entry.split()),
        never=never,
        known_starts=frozenset(_starts(never)),
        things=things,
        given=frozenset(name for group in given.values() for name in group),
        given_last=frozenset(given["east_asian"]),
        also_surnames=frozenset(titles["also_surnames"]),
    )


def _starts(never: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the first two words of the names of officials whose first word otherwise begins none ("He Lifeng")."""
    for official in all_officials():
        for name in official.written:
            words = name.split()
            if len(words) > 1 and words[0] in never:
                yield words[0], words[1]


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    groups: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda p: -len(p)):
        groups.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(group) for first, group in groups.items()}


def _heads(posts: dict[str, Any]) -> list[Head]:
    found = []
    for entry in posts["heads"]:
        one, bare = entry["one"], bool(entry.get("bare"))
        found.append(Head(tuple(one.split()), one, bare=bare))
        if "many" in entry:
            found.append(Head(tuple(entry["many"].split()), one, plural=True, bare=bare))
    found.extend(Head(tuple(rank.split()), rank, bare=True, rank=True) for rank in posts["ranks"])
    return found
