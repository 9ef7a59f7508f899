"""Furniture: tell the lines that a page carries beside the statement (shares, credits, end marks) from its text."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.read.signs import load_table

ZONES = ("anywhere", "head", "tail")
_LONGEST = 600


def is_furniture(words: str, zone: str = "anywhere") -> bool:
    """Tell whether a whole line is page furniture.

    `words` is the line on one line of its own; `zone` says where it stands: `head` (before the statement's first
    paragraph), `tail` (after its last) or `anywhere`.
    """
    if len(words) > _LONGEST:
        return False
    if not any(character.isprintable() and not character.isspace() for character in words):
        return True
    patterns = _patterns()
    if patterns["anywhere"].fullmatch(words) is not None:
        return True
    return zone != "anywhere" and patterns[zone].fullmatch(words) is not None


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of furniture.yml, one alternation a zone."""
    loaded = load_table("furniture.yml")
    return {zone: re.compile("|".join(f"(?:{_spaced(p)})" for p in loaded[zone]), re.IGNORECASE) for zone in ZONES}


def _spaced(pattern: str) -> str:
    """Let a blank in a pattern stand for any white space."""
    return pattern.replace(" ", r"\s")
