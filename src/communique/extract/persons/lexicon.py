"""The lexicons of posts, titles and name words, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun of posts: its words as written, its singular, and what the lexicon says of it."""

    words: tuple[str, ...]
    one: str
    plural: bool
    bare: bool
    rank: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of posts and of the words of names."""

    heads: dict[str, tuple[Head, ...]]
    premodifiers: frozenset[str]
    before_bare: frozenset[str]
    portfolio: frozenset[str]
    peculiar: tuple[tuple[str, str], ...]
    honorifics: frozenset[str]
    styles: tuple[tuple[str, ...], ...]
    noble: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    never: frozenset[str]


def load_lexicon_file(name: str) -> Any:
    """Return the data of one lexicon file that ships with the package."""
    text = files("communique.extract").joinpath("lexicon", name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of posts and names; entries of one first word stand longest first."""
    posts, titles = load_lexicon_file("posts.yml"), load_lexicon_file("titles.yml")
    heads: dict[str, list[Head]] = {}
    for head in _heads(posts):
        heads.setdefault(head.words[0], []).append(head)
    return Lexicon(
        heads={first: tuple(sorted(group, key=lambda h: -len(h.words))) for first, group in heads.items()},
        premodifiers=frozenset(posts["premodifiers"]),
        before_bare=frozenset(posts["before_bare"]),
        portfolio=frozenset(posts["portfolio"]),
        peculiar=tuple(posts["peculiar"].items()),
        honorifics=frozenset(titles["honorifics"]),
        styles=tuple(sorted((tuple(style.split()) for style in titles["styles"]), key=lambda s: -len(s))),
        noble=frozenset(titles["noble"]),
        suffixes=frozenset(titles["suffixes"]),
        particles=frozenset(particle for entry in titles["particles"] for particle in entry.split()),
        never=frozenset(titles["not_names"]),
    )


def _heads(posts: dict[str, Any]) -> list[Head]:
    found = []
    for entry in posts["heads"]:
        bare = bool(entry.get("bare"))
        found.append(Head(tuple(entry["one"].split()), entry["one"], False, bare, False))
        if "many" in entry:
            found.append(Head(tuple(entry["many"].split()), entry["one"], True, bare, False))
    found.extend(Head(tuple(rank.split()), rank, False, True, True) for rank in posts["ranks"])
    return found
