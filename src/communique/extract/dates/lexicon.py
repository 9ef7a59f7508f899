"""The lexicon of time, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

import yaml

Entry = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of `lexicon.yml`; phrase tables are keyed by first word, longest phrase first.

    `openers` holds every word that a time without its preposition can start with, `starts` those that any time
    expression can start with.
    """

    months: dict[str, int]
    abbreviations: dict[str, int]
    ambiguous_months: frozenset[str]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    units: dict[str, str]
    numbers: dict[str, int]
    indefinite: frozenset[str]
    ordinals: dict[str, int]
    ordinal_days: dict[str, int]
    named_days: frozenset[str]
    rates: frozenset[str]
    year_verbs: frozenset[str]
    shifts: dict[str, int]
    unit_adjectives: frozenset[str]
    days: dict[str, int]
    clock: frozenset[str]
    openers: frozenset[str]
    starts: frozenset[str]
    prepositions: dict[str, list[Entry]]
    phrases: dict[str, list[Entry]]
    recurrence_prefixes: dict[str, list[Entry]]
    events: frozenset[str]
    event_times: frozenset[str]
    means: frozenset[str]
    event_prepositions: dict[str, list[Entry]]
    number_nouns: frozenset[str]
    number_units: frozenset[str]
    baselines: frozenset[str]
    no_end_before: frozenset[str]
    superlatives: frozenset[str]
    year_openers: frozenset[str]
    own_day_verbs: frozenset[str]
    forward: frozenset[str]
    present_ahead: frozenset[str]
    forward_participles: frozenset[str]
    forward_adjectives: frozenset[str]
    fiscal_states: dict[str, list[Entry]]
    own_documents: frozenset[str]
    making: frozenset[str]


_OPENERS = (
    "openers",
    "months",
    "month_abbreviations",
    "weekdays",
    "seasons",
    "days",
    "shifts",
    "ordinals",
    "ordinal_days",
    "numbers",
    "indefinite",
)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Load `lexicon.yml`."""
    raw: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("lexicon.yml").read_text(encoding="utf-8"))
    phrases = dict.fromkeys(raw["vague"], "vague")
    phrases |= dict.fromkeys(raw["vague_past"], "vague_past")
    phrases |= dict.fromkeys(raw["lasting"], "lasting")
    phrases |= {phrase: f"every {value}" for phrase, value in raw["recurrence"].items()}
    prepositions, occasions = _table(raw["prepositions"]), _table(raw["event_prepositions"])
    listed, prefixes = _table(phrases), _table(dict.fromkeys(raw["recurrence_prefixes"], ""))
    fiscal_states = _table({phrase: str(month) for phrase, month in raw["fiscal_states"].items()})
    openers = frozenset(word for key in _OPENERS for word in raw[key]).union(fiscal_states)
    return Lexicon(
        months=raw["months"],
        abbreviations=raw["month_abbreviations"],
        ambiguous_months=frozenset(raw["ambiguous_months"]),
        weekdays=raw["weekdays"],
        seasons=raw["seasons"],
        units=raw["units"],
        numbers=raw["numbers"],
        indefinite=frozenset(raw["indefinite"]),
        ordinals=raw["ordinals"],
        ordinal_days=raw["ordinal_days"],
        named_days=frozenset(raw["named_days"]),
        rates=frozenset(raw["rates"]),
        year_verbs=frozenset(raw["year_verbs"]),
        shifts=raw["shifts"],
        unit_adjectives=frozenset(raw["unit_adjectives"]),
        days=raw["days"],
        clock=frozenset(raw["clock"]),
        openers=openers,
        starts=openers.union(prepositions, occasions, listed, prefixes),
        prepositions=prepositions,
        phrases=listed,
        recurrence_prefixes=prefixes,
        events=frozenset(raw["events"]),
        means=frozenset(raw["means"]),
        event_times=frozenset(raw["event_times"]),
        event_prepositions=occasions,
        number_nouns=frozenset(raw["number_nouns"]),
        number_units=frozenset(raw["number_units"]),
        baselines=frozenset(raw["baselines"]),
        no_end_before=frozenset(raw["no_end_before"]),
        superlatives=frozenset(raw["superlatives"]),
        year_openers=frozenset(raw["year_openers"]),
        own_day_verbs=frozenset(raw["own_day_verbs"]),
        forward=frozenset(raw["forward"]),
        present_ahead=frozenset(raw["present_ahead"]),
        forward_participles=frozenset(raw["forward_participles"]),
        forward_adjectives=frozenset(raw["forward_adjectives"]),
        fiscal_states=fiscal_states,
        own_documents=frozenset(raw["own_documents"]),
        making=frozenset(raw["making"]),
    )


def _table(phrases: dict[str, str]) -> dict[str, list[Entry]]:
    """Return the phrases as word tuples keyed by first word, choices spelt out, the longest first."""
    table: dict[str, list[Entry]] = {}
    for phrase, value in phrases.items():
        for words in product(*(_choices(word) for word in phrase.replace('"', "").split())):
            spelt = tuple(word for word in words if word)
            table.setdefault(spelt[0], []).append((spelt, value))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _choices(word: str) -> list[str]:
    return [word[:-1], ""] if word.endswith("?") else word.split("|")
