"""The words by which texts speak of parties, loaded once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from communique.extract.gazetteer import load_lexicon
from communique.model.errors import PackError


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `party_words.yml`, in lower case; the file says what each is for."""

    roles_always: frozenset[str]
    roles_determined: frozenset[str]
    roles_named: frozenset[str]
    unions: frozenset[str]
    strangers: frozenset[str]
    posts: frozenset[str]
    attitudes: frozenset[str]
    patient: frozenset[str]
    labels: frozenset[str]
    hostile: frozenset[str]
    answers: frozenset[str]
    promises: frozenset[str]
    speech: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lists; raise `PackError` where the file has others than these, or what is no word."""
    data = load_lexicon("party_words.yml")
    wanted = [field.name for field in fields(Words)]
    if sorted(data) != sorted(wanted):
        raise PackError(f"party_words.yml: must have the lists {', '.join(wanted)}")
    for name, entries in data.items():
        if not all(isinstance(entry, str) and entry == entry.lower() for entry in entries):
            raise PackError(f"party_words.yml: {name}: only words in lower case (quote what YAML reads as yes or no)")
    return Words(**{name: frozenset(data[name]) for name in wanted})
