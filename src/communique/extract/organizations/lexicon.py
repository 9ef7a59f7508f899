"""The lexicon of bodies: the heads of their names, and the bodies known by name or acronym."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communique.extract.gazetteer import Entry, Node, add, known_bodies, load_lexicon
from communique.packs import Pack

MASK = "mask"


@dataclass(frozen=True, slots=True)
class Head:
    """A head of bodies' names: its words, its singular, and how much it needs beside it."""

    words: tuple[str, ...]
    one: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Bodies:
    """What is known of bodies' names; heads stand by their first word, longest first."""

    heads: dict[str, tuple[Head, ...]]
    groups: dict[str, tuple[tuple[str, ...], ...]]
    led: frozenset[str]
    plurals: dict[str, str]
    distributed: dict[str, str]
    needed: dict[str, frozenset[str]]
    occasional: dict[str, frozenset[str]]
    occasion_verbs: frozenset[str]
    standing: frozenset[str]
    founders: frozenset[str]
    tasked: frozenset[str]
    counts: frozenset[str]
    founding: frozenset[str]
    subjects: frozenset[str]
    aims: frozenset[str]
    small_aims: frozenset[str]
    aim_verbs: frozenset[str]
    small_subjects: tuple[str, ...]
    departments: frozenset[str]
    learned_heads: frozenset[str]
    learned: frozenset[str]
    generic: frozenset[str]
    never: frozenset[str]
    stops: frozenset[str]
    places: frozenset[str]
    instruments: frozenset[str]
    occasions: frozenset[str]
    suffixed: frozenset[str]
    acquisitions: frozenset[str]
    trades: frozenset[str]
    known: Node
    canonical: dict[str, str]
    titled: dict[str, tuple[str, ...]]


def bodies(packs: tuple[Pack, ...]) -> Bodies:
    """Return the lexicon with the bodies of the packs added."""
    coded = [pack for pack in packs if pack.code]
    # "Quad partners" are its states, not the body.
    added = [(pack.names[0], form) for pack in coded for form in pack.names if not form.split()[-1].islower()]
    added += [(body.name, form) for pack in packs for body in pack.bodies for form in body.forms]
    return _bodies(tuple(added))


@lru_cache(maxsize=8)
def _bodies(added: tuple[tuple[str, str], ...]) -> Bodies:
    data = load_lexicon("bodies.yml")
    known, canonical = _gazetteer(added)
    for phrase in data["not_bodies"]:
        add(known, phrase, Entry("", MASK))
    return Bodies(
        heads=_by_first(_heads(data)),
        groups=_groups(data["groups"]),
        led=frozenset(data["led"]),
        plurals=data["plurals"],
        distributed=data["distributed"],
        needed={head: frozenset(words) for head, words in data["with"].items()},
        occasional={head: frozenset(words) for head, words in data["occasional"].items()},
        occasion_verbs=frozenset(data["occasion_verbs"]),
        standing=frozenset(data["standing"]),
        founders=frozenset(data["founders"]),
        tasked=frozenset(data["tasked"]),
        counts=frozenset(data["counts"]),
        founding=frozenset(data["founding"]),
        subjects=frozenset(data["subjects"]),
        aims=frozenset(data["aims"]),
        small_aims=frozenset(data["small_aims"]),
        aim_verbs=frozenset(data["aim_verbs"]),
        small_subjects=tuple(data["small_subjects"]),
        departments=frozenset(data["departments"]),
        learned_heads=frozenset(data["learned"]["heads"]),
        learned=frozenset(data["learned"]["members"]),
        generic=frozenset(data["generic"]),
        never=frozenset(name.lower() for name in data["not_bodies"]),
        stops=frozenset(data["stops"]),
        places=frozenset(data["places"]),
        instruments=frozenset(data["instruments"]),
        occasions=frozenset(data["occasions"]),
        suffixed=frozenset(data["suffixed"]),
        acquisitions=frozenset(data["acquisitions"]),
        trades=frozenset(data["trades"]),
        known=known,
        canonical=canonical,
        titled={body.name: (body.name, *body.aliases, *body.acronyms) for body in known_bodies() if body.titled},
    )


def _heads(data: dict[str, Any]) -> list[Head]:
    strong = [Head(tuple(head.split()), head, True) for head in data["heads"]["strong"]]
    weak = [Head(tuple(head.split()), head, False) for head in data["heads"]["weak"]]
    many = [Head(tuple(head.split()), one, True) for head, one in data["plurals"].items()]
    return [*strong, *weak, *many]


def _by_first(heads: list[Head]) -> dict[str, tuple[Head, ...]]:
    grouped: dict[str, list[Head]] = {}
    for head in sorted(heads, key=lambda h: -len(h.words)):
        grouped.setdefault(head.words[0], []).append(head)
    return {first: tuple(group) for first, group in grouped.items()}


def _groups(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda p: -len(p)):
        words = tuple(phrase.split())
        grouped.setdefault(words[0], []).append(words)
    return {first: tuple(group) for first, group in grouped.items()}


def _gazetteer(added: tuple[tuple[str, str], ...]) -> tuple[Node, dict[str, str]]:
    """Return the trie of known bodies' forms, and the usual name of each form in lower case."""
    root: Node = {}
    canonical: dict[str, str] = {}
    for body in known_bodies():
        for form in dict.fromkeys((body.name, *body.aliases, *body.adjectives)):
            add(root, form, Entry(body.name, "name", form if form[0].islower() or form.isupper() else None))
            canonical.setdefault(form.lower(), body.name)
        for kind, forms in (("acronyms", body.acronyms), ("defined", body.defined)):
            for form in forms:
                add(root, form, Entry(body.name, kind, form))
                canonical.setdefault(form.lower(), body.name)
    for name, form in added:
        usual = canonical.get(name.lower(), name)
        if form.lower() not in canonical:
            add(root, form, Entry(usual, "name", form if form[0].islower() or form.isupper() else None))
            canonical[form.lower()] = usual
    return root, canonical
