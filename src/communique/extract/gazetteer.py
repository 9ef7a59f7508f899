"""Names known beforehand: the lexicons of this room, and a trie over their names, walked once over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from communique.model.errors import PackError

TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_DASHES = dict.fromkeys("–—−‑‐", "-")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form of the gazetteer means; `surface` is set where the capitals must be as written.

    `kind` is a form of `PartyMention`, or `seat` (a capital, a party only in some uses), `defined` (an acronym that
    counts only beside its full name) or `mask` (no party, whatever names it holds).
    """

    code: str
    kind: str
    surface: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of the gazetteer found in a text, longest first at each place."""

    start: int
    end: int
    entry: Entry


Node = dict[str, Any]
"""A step of the trie: the next tokens, and under "" the entries that end here."""


def load_lexicon(name: str) -> Any:
    """Return the data of one lexicon that ships with the package; raise `PackError` where it is no YAML."""
    text = files("communique.extract").joinpath("lexicon", name).read_text(encoding="utf-8")
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise PackError(f"{name}: not YAML: {' '.join(str(error).split())}") from error


def tokens_of(text: str) -> list[tuple[str, int, int]]:
    """Return the tokens of a plain text: lower-case form with dashes made plain, start, end."""
    return [
        (_DASHES.get(match.group(), match.group().lower()), match.start(), match.end())
        for match in TOKEN.finditer(text)
    ]


def scan(text: str, trie: Node) -> Iterator[Hit]:
    """Yield the forms of the gazetteer that stand in a plain text, longest first, none inside another."""
    tokens = tokens_of(text)
    number, count = 0, len(tokens)
    while number < count:
        node = trie.get(tokens[number][0])
        if node is None:
            number += 1
            continue
        start, ahead = tokens[number][1], number
        best: tuple[int, Entry] | None = None
        while node is not None:
            ahead += 1
            for entry in node.get("", ()):
                if _stands(text, start, tokens[ahead - 1][2], entry):
                    best = (ahead, entry)
                    break
            node = node.get(tokens[ahead][0]) if ahead < count else None
        if best is None:
            number += 1
            continue
        yield Hit(start, tokens[best[0] - 1][2], best[1])
        number = best[0]


def _stands(text: str, start: int, end: int, entry: Entry) -> bool:
    if entry.surface is None:
        return not text[start].islower()
    return text[start:end] == entry.surface


def add(root: Node, text: str, entry: Entry) -> None:
    """Add a form to a trie."""
    node = root
    for token, _, _ in tokens_of(text):
        node = node.setdefault(token, {})
    entries = node.setdefault("", [])
    if entry not in entries:
        entries.append(entry)


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body of bodies.yml, whose top says what each field means; `party` is None where it acts as none."""

    name: str
    party: str | None = None
    acts: str | None = None
    acronyms: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    as_party: tuple[str, ...] = ()
    titled: bool = False


@lru_cache(maxsize=1)
def known_bodies() -> tuple[KnownBody, ...]:
    """Return the bodies known by name; raise `PackError` where an entry has a key or a role that we do not know."""
    found = []
    for entry in load_lexicon("bodies.yml")["bodies"]:
        unknown = sorted(set(entry) - {field.name for field in fields(KnownBody)})
        if unknown:
            raise PackError(f"bodies.yml: {entry.get('name')}: unknown key {unknown[0]!r}")
        if entry.get("acts") not in (None, "state", "body", "group"):
            raise PackError(f"bodies.yml: {entry['name']}: acts is state, body or group, not {entry['acts']!r}")
        given = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
        found.append(KnownBody(**({"party": entry["name"]} if "acts" in entry else {}) | given))
    return tuple(found)


@lru_cache(maxsize=1)
def places() -> Node:
    """Return the trie of places.yml: cities, provinces and venues with the code of the state they lie in."""
    root: Node = {}
    for code, names in load_lexicon("places.yml").items():
        for name in names:
            add(root, name, Entry(code, "name"))
    return root
