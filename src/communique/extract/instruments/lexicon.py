"""The lexicon of instruments, loaded once: head nouns, known names, bodies that look like instruments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communique.extract.gazetteer import load_lexicon
from communique.extract.instruments.words import words_of
from communique.packs import Pack

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: its words in lower case, its kind, and how much it needs beside it to make a name.

    `joint` is its kind where the name says that states have it with each other; `alone` tells that with capitals it
    makes a name by itself ("an Executive Order").
    """

    noun: str
    kind: str
    strength: str
    bare: bool = False
    plural: bool = False
    joint: str | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """An instrument known by name; `key` is its full name in lower case, `parties` those a pack gives it."""

    key: str
    name: str
    kind: str
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a known name: its words, and how: letter by letter, or in small letters too."""

    words: Words
    known: Known
    exact: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of instruments.

    `heads` maps the last word of a head noun, and `openings` the first word of one that has several, to the head
    nouns, longest first; `forms` the first word of a known name, in lower case, to its forms, longest first.
    """

    heads: dict[str, tuple[tuple[Words, Head], ...]]
    openings: dict[str, tuple[Words, ...]]
    forms: dict[str, tuple[Form, ...]]
    bodies: frozenset[str]
    body_words: frozenset[str]
    generic: frozenset[str]
    modifiers: frozenset[str]
    parts: frozenset[str]
    participles: frozenset[str]
    plain_possessives: frozenset[str]
    adoption: frozenset[str]
    performatives: frozenset[str]
    deverbals: frozenset[str]
    issuers: tuple[tuple[Words, str], ...]
    issuer_acronyms: dict[str, str]
    rulings: frozenset[str]
    glosses: dict[str, Head]
    negotiated: frozenset[str]
    owned_alone: frozenset[str]
    issued: frozenset[str]
    stops: frozenset[str]
    content_breaks: frozenset[str]
    joining: frozenset[str]
    concluding: frozenset[str]
    praise: frozenset[str]
    regions: frozenset[str]
    quantities: frozenset[str]
    brought: dict[str, tuple[tuple[Words, Head], ...]]
    bringing: frozenset[str]


@lru_cache(maxsize=4)
def lexicon(packs: tuple[Pack, ...]) -> Lexicon:
    """Return the lexicon, with the standing instruments of the packs among the known names."""
    data = load_lexicon("instruments.yml")
    nouns = list(_heads(data["heads"]))
    heads: dict[str, list[tuple[Words, Head]]] = {}
    openings: dict[str, list[Words]] = {}
    for words, head in sorted(nouns, key=lambda pair: -len(pair[0])):
        heads.setdefault(words[-1], []).append((words, head))
        if len(words) > 1:
            openings.setdefault(words[0], []).append(words)
    issuers = [(split(name), body) for body, names in data["issuers"].items() for name in names]
    return Lexicon(
        heads={last: tuple(group) for last, group in heads.items()},
        openings={first: tuple(group) for first, group in openings.items()},
        forms=_by_first_word([*_pack_forms(packs, nouns), *_known_forms(data["known"])]),
        bodies=frozenset(" ".join(split(name)) for name in data["bodies"]),
        body_words=frozenset(data["body_words"]),
        generic=frozenset(data["generic"]),
        modifiers=frozenset(data["modifiers"]),
        parts=frozenset(data["parts"]),
        participles=frozenset(data["participles"]),
        plain_possessives=frozenset(data["plain_possessives"]),
        adoption=frozenset(data["adoption"]),
        performatives=frozenset(data["performatives"]),
        deverbals=frozenset(data["deverbals"]),
        issuers=tuple(sorted(issuers, key=lambda pair: -len(pair[0]))),
        issuer_acronyms=dict(data["issuer_acronyms"]),
        rulings=frozenset(data["rulings"]),
        glosses={noun: Head(noun, kind, "gloss") for noun, kind in data["glosses"].items()},
        negotiated=frozenset(data["negotiated"]),
        owned_alone=frozenset(data["owned_alone"]),
        issued=frozenset(data["issued"]),
        stops=frozenset(data["stops"]),
        content_breaks=frozenset(data["content_breaks"]),
        joining=frozenset(data["joining"]),
        concluding=frozenset(data["concluding"]),
        praise=frozenset(data["praise"]),
        regions=frozenset(data["regions"]),
        quantities=frozenset(data["quantities"]),
        brought=_by_last_word(data["brought"]),
        bringing=frozenset(data["bringing"]),
    )


def split(name: str) -> Words:
    """Return the words of a name in lower case."""
    return tuple(word.lower for word in words_of(name, 0, len(name)))


def _heads(entries: Iterable[dict[str, Any]]) -> Iterable[tuple[Words, Head]]:
    for entry in entries:
        more = {key: entry[key] for key in ("joint", "alone") if key in entry}
        head = Head(entry["noun"], entry["kind"], entry["strength"], bool(entry.get("bare")), **more)
        words = split(entry["noun"])
        yield words, head
        many = Head(head.noun, head.kind, head.strength, head.bare, plural=True, joint=head.joint)
        yield split(entry["many"]) if "many" in entry else _plural(words), many


def _by_last_word(kinds: dict[str, str]) -> dict[str, tuple[tuple[Words, Head], ...]]:
    """Index nouns with their kinds by their last word, the longest first."""
    table: dict[str, list[tuple[Words, Head]]] = {}
    for noun, kind in kinds.items():
        words = split(noun)
        table.setdefault(words[-1], []).append((words, Head(noun, kind, "brought")))
    return {last: tuple(sorted(group, key=lambda pair: -len(pair[0]))) for last, group in table.items()}


def _plural(words: Words) -> Words:
    at = 0 if "of" in words[1:] else len(words) - 1
    noun = words[at]
    many = noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
    return (*words[:at], many, *words[at + 1 :])


def _known_forms(entries: Iterable[dict[str, Any]]) -> Iterable[Form]:
    for entry in entries:
        known = Known(entry["name"].lower(), entry["name"], entry["kind"])
        for name in (entry["name"], *entry.get("forms", ())):
            yield Form(split(name), known, small=name[0].islower())
        for acronym in entry.get("acronyms", ()):
            yield Form((acronym,), known, exact=True)


def _pack_forms(packs: Sequence[Pack], heads: Sequence[tuple[Words, Head]]) -> Iterable[Form]:
    """Yield the forms of the packs' instruments; a name in small letters counts where a telling head noun ends it.

    A form that is nothing but a head noun ("Vision Statement") is left out: it points back, and names nothing.
    """
    nouns = {words for words, _ in heads}
    last_words = {words[-1] for words, head in heads if head.strength != "none"}
    for pack in packs:
        own = (pack.code,) if pack.code is not None and pack.speaks_as == "group" else pack.codes
        for item in pack.instruments:
            known = Known(item.name.lower(), item.name, item.kind, item.parties or own)
            for form in (item.name, *item.aliases):
                words = split(form)
                if words not in nouns and (not form[0].islower() or words[-1] in last_words):
                    yield Form(words, known, small=form[0].islower())
            for acronym in item.acronyms:
                yield Form((acronym,), known, exact=True)


def _by_first_word(forms: Iterable[Form]) -> dict[str, tuple[Form, ...]]:
    """Index forms; where two sources know one form, the first holds."""
    seen: dict[Words, Form] = {}
    for form in forms:
        seen.setdefault(form.words, form)
    first: dict[str, list[Form]] = {}
    for form in seen.values():
        first.setdefault(form.words[0].lower(), []).append(form)
    return {word: tuple(sorted(group, key=lambda form: -len(form.words))) for word, group in first.items()}
