"""The gazetteer of parties: the names of states, of bodies that act, of groups, and the phrases that hide one."""

from __future__ import annotations

from functools import lru_cache

from communique.extract.gazetteer import Entry, KnownBody, Node, add, known_bodies, load_lexicon
from communique.model.errors import PackError
from communique.packs import Pack

_STATE_KEYS = {
    "names": "name",
    "acronyms": "name",
    "adjectives": "adjective",
    "demonyms": "demonym",
    "governments": "government",
    "seats": "seat",
}


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
    for body in known_bodies():
        if body.party is not None:
            _add_body(root, body, body.party)
    for phrases in load_lexicon("party_masks.yml").values():
        for phrase in phrases:
            add(root, phrase, Entry("", "mask"))
    return root


def _add_body(root: Node, body: KnownBody, code: str) -> None:
    usual = "group" if body.acts == "group" else "name"
    for text in (body.name, *body.aliases, *body.as_party):
        add(root, text, Entry(code, usual, text if text[0].islower() else None))
    for text in body.acronyms:
        add(root, text, Entry(code, usual, text))
    for text in body.defined:
        add(root, text, Entry(code, "defined", text))
    for text in body.adjectives:
        add(root, text, Entry(code, "adjective"))


@lru_cache(maxsize=1)
def full_names() -> dict[str, tuple[str, ...]]:
    """Return the full names of the parties that have acronyms to be defined, by code, in lower case."""
    named: dict[str, list[str]] = {body.party: [] for body in known_bodies() if body.party is not None and body.defined}
    for body in known_bodies():
        if body.party in named:
            named[body.party].extend(name.lower() for name in (body.name, *body.aliases))
    return {code: tuple(names) for code, names in named.items()}


@lru_cache(maxsize=1)
def groups() -> frozenset[str]:
    """Return the codes of armed and political groups, which no government speaks for."""
    return frozenset(body.party for body in known_bodies() if body.party is not None and body.acts == "group")
