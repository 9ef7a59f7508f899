"""The gazetteer of parties: a trie over lower-case tokens, walked once over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from communique.model.errors import PackError
from communique.packs import Pack

TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_DASHES = dict.fromkeys("–—−‑‐", "-")
_STATE_KEYS = {
    "names": "name",
    "acronyms": "name",
    "adjectives": "adjective",
    "demonyms": "demonym",
    "governments": "government",
    "seats": "seat",
}
_BODY_KEYS = {"aliases": "name", "acronyms": "name", "defined": "defined", "adjectives": "adjective"}


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


def gazetteer(packs: tuple[Pack, ...]) -> Node:
    """Return the trie of all states and bodies, and of the groups of `packs`."""
    names = [(name, pack.code) for pack in packs if pack.code is not None for name in (*pack.names, pack.code)]
    return _trie(tuple(names))


@lru_cache(maxsize=8)
def _trie(groups: tuple[tuple[str, str], ...]) -> Node:
    root: Node = {}
    for name, code in groups:
        add(root, name, Entry(code, "name"))
    for code, forms in load_lexicon("states.yml").items():
        for key, texts in forms.items():
            if key not in _STATE_KEYS:
                raise PackError(f"states.yml: {code}: unknown key {key!r} (known: {', '.join(_STATE_KEYS)})")
            for text in texts:
                add(root, text, Entry(code, _STATE_KEYS[key], text if key == "acronyms" else None))
    for body in load_lexicon("party_bodies.yml"):
        _add_body(root, body)
    for phrases in load_lexicon("party_masks.yml").values():
        for phrase in phrases:
            add(root, phrase, Entry("", "mask"))
    return root


def _add_body(root: Node, body: dict[str, Any]) -> None:
    unknown = sorted(set(body) - set(_BODY_KEYS) - {"name", "code", "state", "group"})
    if unknown:
        raise PackError(f"party_bodies.yml: {body.get('name')}: unknown key {unknown[0]!r}")
    code = body.get("code", body["name"])
    usual = "group" if body.get("group") else "name"
    forms = [(body["name"], usual, False)]
    for key, kind in _BODY_KEYS.items():
        exact = key in ("acronyms", "defined")
        forms.extend((text, usual if kind == "name" else kind, exact) for text in body.get(key, ()))
    for text, kind, exact in forms:
        add(root, text, Entry(code, kind, text if exact or text[0].islower() else None))


def add(root: Node, text: str, entry: Entry) -> None:
    """Add a form to a trie."""
    node = root
    for token, _, _ in tokens_of(text):
        node = node.setdefault(token, {})
    entries = node.setdefault("", [])
    if entry not in entries:
        entries.append(entry)


@lru_cache(maxsize=1)
def full_names() -> dict[str, tuple[str, ...]]:
    """Return the full names of the bodies that have acronyms to be defined, by code, in lower case."""
    return {
        body.get("code", body["name"]): tuple(name.lower() for name in (body["name"], *body.get("aliases", ())))
        for body in load_lexicon("party_bodies.yml")
        if "defined" in body
    }


@lru_cache(maxsize=1)
def groups() -> frozenset[str]:
    """Return the codes of armed and political groups, which no government speaks for."""
    return frozenset(body.get("code", body["name"]) for body in load_lexicon("party_bodies.yml") if body.get("group"))
