"""Load the tables of signs by which pages and their furniture are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Signs:
    """The tables of signs.yml, each compiled into one pattern; `titles` in the order in which they are tried."""

    titles: tuple[tuple[str, re.Pattern[str]], ...]
    headline_verbs: re.Pattern[str]
    news: re.Pattern[str]
    translation: re.Pattern[str]
    paraphrase: re.Pattern[str]
    official_hosts: re.Pattern[str]
    verbatim: re.Pattern[str]
    languages: dict[str, str]


@lru_cache(maxsize=1)
def load_signs() -> Signs:
    """Return the tables of signs.yml."""
    loaded = load_table("signs.yml")
    verbs = "|".join(f"{verb}(?:e?s)?" for verb in loaded["headline_verbs"].split())
    return Signs(
        titles=tuple((entry["kind"], _pattern(entry["patterns"])) for entry in loaded["titles"]),
        headline_verbs=re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE),
        news=_pattern(loaded["news"]),
        translation=_pattern(loaded["translation"]),
        paraphrase=_pattern(loaded["paraphrase"]),
        official_hosts=_pattern(loaded["official_hosts"]),
        verbatim=_pattern(loaded["verbatim"]),
        languages=loaded["languages"],
    )


def load_table(name: str) -> Any:
    """Return what stands in one of this room's YAML files."""
    import yaml

    source = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _pattern(alternatives: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE | re.MULTILINE)
