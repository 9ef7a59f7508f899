"""The lexicon of PLOVER codes, loaded once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from types import MappingProxyType

from communique.extract.gazetteer import load_lexicon as load_data
from communique.model.act import PLOVER_EVENTS
from communique.model.errors import PackError


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What `plover.yml` says, turned round for look-up: lemma to class, (verb, noun) to class, noun to sector.

    `sectors` gives each noun its sector's rank and name; of several in a phrase the lowest rank decides.
    """

    acts: Mapping[str, str]
    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    pairs: Mapping[tuple[str, str], str]
    sectors: Mapping[str, tuple[int, str]]
    groups: Mapping[str, tuple[str, str | None]]
    bodies: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]
    speech: frozenset[str]
    willing: frozenset[str]
    willing_adjectives: frozenset[str]
    threatening: frozenset[str]
    refusing: frozenset[str]
    readying: frozenset[str]
    going_on: frozenset[str]
    asking: frozenset[str]
    backing: frozenset[str]
    opposing: frozenset[str]
    stopping: frozenset[str]
    light: frozenset[str]
    cooperative: frozenset[str]
    hostile: frozenset[str]
    mutual: frozenset[str]
    involvement: frozenset[str]
    alone: frozenset[str]
    denied: frozenset[str]
    home: frozenset[str]
    citizens: frozenset[str]
    faced: frozenset[str]


_TABLES = ("acts", "verbs", "nouns", "with", "sectors", "groups", "bodies", "places")


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the lexicon; raise `PackError` where the file has other keys or classes than those known."""
    data = load_data("plover.yml")
    lists = [field.name for field in fields(Lexicon)][8:]
    if sorted(data) != sorted((*_TABLES, *lists)):
        raise PackError(f"plover.yml: must have the keys {', '.join((*_TABLES, *lists))}")
    named = [*data["acts"].values(), *data["verbs"], *data["nouns"], *(row["class"] for row in data["with"])]
    unknown = sorted({*named, *data["cooperative"], *data["hostile"], *data["mutual"]} - set(PLOVER_EVENTS))
    if unknown:
        raise PackError(f"plover.yml: {unknown[0]!r} is no PLOVER class")
    pairs: dict[tuple[str, str], str] = {}
    for row in data["with"]:
        for verb in row["verbs"]:
            for noun in row["nouns"]:
                pairs.setdefault((verb, noun), row["class"])
    sectors: dict[str, tuple[int, str]] = {}
    for rank, (sector, nouns) in enumerate(data["sectors"].items()):
        for noun in nouns:
            sectors.setdefault(noun, (rank, sector))
    return Lexicon(
        acts=MappingProxyType(data["acts"]),
        verbs=MappingProxyType(_turn(data["verbs"])),
        nouns=MappingProxyType(_turn(data["nouns"])),
        pairs=MappingProxyType(pairs),
        sectors=MappingProxyType(sectors),
        groups=MappingProxyType({name: (code, sector) for name, (code, sector) in data["groups"].items()}),
        bodies=MappingProxyType({kind: tuple(words) for kind, words in data["bodies"].items()}),
        places=MappingProxyType(data["places"]),
        **{name: frozenset(data[name]) for name in lists},
    )


def _turn(table: Mapping[str, list[str]]) -> dict[str, str]:
    turned: dict[str, str] = {}
    for cls, words in table.items():
        for word in words:
            turned.setdefault(word, cls)
    return turned
