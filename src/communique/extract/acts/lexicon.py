"""The lexicons of acts: what verbs, nouns and adjectives do in a statement, as reviewed data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from communique.model.act import CLASSES

_FOLDER = "communique.extract"
AMOUNT = frozenset({"$", "\u20ac", "\u00a3", "million", "billion", "trillion", "percent", "%"})
# Groups of verbs (see acts.yml) with which somebody says, promises or decides something.
SAYING = frozenset({"promise", "intend", "decide", "ask", "approve", "object", "instruct", "assert", "concur"})


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb does when the speakers use it; `frames` gives the class by what follows (see acts.yml)."""

    lemma: str
    group: str
    cls: str
    strength: int
    frames: Mapping[str, str] = field(default_factory=dict)
    speech: bool = False
    participle: bool = False
    light: bool = False
    link: str | None = None
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicons of acts: verbs of speakers, verbs of others, deciding words, and what stands for a state."""

    verbs: Mapping[str, Verb]
    participles: Mapping[str, Verb]
    others: Mapping[str, str]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    capitals: Mapping[str, str] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)
    agency_openers: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset(CLASSES)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Load the lexicons that ship with Communique."""
    words = _read("acts_words.yml")
    verbs = _verbs(_read("acts.yml")["groups"])
    states = _read("acts_states.yml")
    agencies = _turn(states["agencies"])
    return Lexicon(
        verbs=MappingProxyType(verbs),
        participles=MappingProxyType({_ing(verb.lemma): verb for verb in verbs.values() if verb.participle}),
        others=MappingProxyType(_turn(_read("acts_third.yml"))),
        nouns=MappingProxyType(_turn(words.pop("nouns"))),
        adjectives=MappingProxyType(_turn(words.pop("adjectives"))),
        words=MappingProxyType({name: frozenset(entries) for name, entries in words.items()}),
        capitals=MappingProxyType(_turn(states["capitals"])),
        agencies=MappingProxyType(agencies),
        agency_openers=frozenset(name.split()[0] for name in agencies),
    )


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((files(_FOLDER) / "lexicon" / name).read_text(encoding="utf-8"))
    return data


def _ing(lemma: str) -> str:
    """Return the present participle of a verb; the verbs listed double no consonant but those that end in "it"."""
    if lemma.endswith("mit"):
        return lemma + "ting"
    return (lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma) + "ing"


def _turn(table: Mapping[str, list[str]]) -> dict[str, str]:
    """Return word -> class for class -> words; the first class that lists a word keeps it."""
    turned: dict[str, str] = {}
    for cls, entries in table.items():
        for entry in entries:
            turned.setdefault(entry, cls)
    return turned


def _verbs(groups: Mapping[str, Mapping[str, Any]]) -> dict[str, Verb]:
    verbs: dict[str, Verb] = {}
    for group, defaults in groups.items():
        for entry in defaults["verbs"]:
            lemma, own = (entry, {}) if isinstance(entry, str) else next(iter(entry.items()))
            frames = {**defaults.get("frames", {}), **own.get("frames", {})}
            if not all(isinstance(frame, str) for frame in frames):
                raise ValueError(f"acts.yml: {lemma!r}: quote the frames that YAML reads as yes or no")
            if lemma in verbs:
                raise ValueError(f"acts.yml lists {lemma!r} in {verbs[lemma].group!r} and in {group!r}")
            verbs[lemma] = Verb(
                lemma=lemma,
                group=group,
                cls=own.get("class", defaults["class"]),
                strength=own.get("strength", defaults["strength"]),
                frames=MappingProxyType(frames),
                speech=own.get("speech", defaults.get("speech", False)),
                participle=own.get("participle", defaults.get("participle", False)),
                light=own.get("light", defaults.get("light", False)),
                link=own.get("link"),
                firm=own.get("firm", False),
            )
    return verbs
