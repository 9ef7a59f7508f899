"""The lexicon of exercises, loaded once: their nouns, turns, signs of status, domains and known names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from communique.extract.gazetteer import load_lexicon
from communique.extract.instruments.lexicon import Words, split
from communique.packs import Pack


@dataclass(frozen=True, slots=True)
class Signs:
    """Words that tell a status: adjectives before the noun, and verbs that govern it."""

    before: frozenset[str]
    verbs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of exercises; `known` and `domains` are indexed by first word, longest first."""

    nouns: dict[str, bool]
    sorts: frozenset[str]
    not_sorts: frozenset[str]
    turns: frozenset[str]
    deeds: frozenset[str]
    rhythms: frozenset[str]
    telling_sorts: frozenset[str]
    intending: frozenset[str]
    ordinals: dict[str, int]
    counts: frozenset[str]
    planned: Signs
    held: Signs
    standing: Signs
    events: frozenset[str]
    domains: dict[str, tuple[Words, ...]]
    known: dict[str, tuple[Words, ...]]
    need_noun: frozenset[Words]


@lru_cache(maxsize=4)
def lexicon(packs: tuple[Pack, ...]) -> Lexicon:
    """Return the lexicon, with the packs' exercises among the known names."""
    data = load_lexicon("exercises.yml")
    named = [split(form) for pack in packs for item in pack.exercises for form in item.forms]
    own = frozenset(data["nouns"])
    return Lexicon(
        nouns=dict(data["nouns"]),
        sorts=frozenset(data["sorts"]),
        not_sorts=frozenset(data["not_sorts"]),
        turns=frozenset(data["turns"]),
        deeds=frozenset(data["deeds"]),
        rhythms=frozenset(data["rhythms"]),
        telling_sorts=frozenset(data["telling_sorts"]),
        intending=frozenset(data["intending"]),
        ordinals=dict(data["ordinals"]),
        counts=frozenset(data["counts"]),
        planned=_signs(data["planned"]),
        held=_signs(data["held"]),
        standing=_signs(data["standing"]),
        events=frozenset(data["events"]),
        domains=_by_first([split(domain) for domain in data["domains"]]),
        known=_by_first([*_bare(named, own), *(split(name) for name in data["known"])]),
        need_noun=frozenset(split(name) for name in data["need_noun"]),
    )


def _signs(entry: dict[str, list[str]]) -> Signs:
    return Signs(frozenset(entry["before"]), frozenset(entry.get("verbs", ())))


def _bare(names: list[Words], nouns: frozenset[str]) -> list[Words]:
    """Return the proper names among the packs' forms, without the noun ("exercise Freedom Edge": "freedom edge").

    Forms that only describe ("trilateral tabletop exercise") are left to the grammar, which reads them anyway.
    """
    bare = [tuple(word for word in name if word not in nouns) for name in names]
    return [
        name for name, whole in zip(bare, names, strict=True) if name and (whole[0] in nouns or whole[-1] not in nouns)
    ]


def _by_first(names: list[Words]) -> dict[str, tuple[Words, ...]]:
    index: dict[str, list[Words]] = {}
    for name in dict.fromkeys(names):
        index.setdefault(name[0], []).append(name)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in index.items()}
