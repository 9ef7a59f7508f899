"""Differences: of two texts line by line, and of two readings of one text item by item."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communique.model import Record, record_to_json

_BREAK = re.compile(r"(?<=[.!?;:])\s+|\n+")
SECTIONS = ("acts", "meetings", "exercises", "instruments", "persons", "organizations")
_IGNORED = {"id", "origin", "why", "refers_to"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two texts: `sign` is " " in both, "-" in the older only, "+" in the newer only."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """An item that two readings have differently: "added", "gone" or "changed", with the fields that changed."""

    section: str
    what: str
    start: int
    words: str
    fields: Mapping[str, tuple[Any, Any]]


def text_difference(older: str, newer: str) -> list[Piece]:
    """Return both texts sentence by sentence, each marked by where it stands."""
    one, other = _sentences(older), _sentences(newer)
    pieces: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces += [Piece(" ", words) for words in one[a:b]]
        else:
            pieces += [Piece("-", words) for words in one[a:b]]
            pieces += [Piece("+", words) for words in other[c:d]]
    return pieces


def _sentences(text: str) -> list[str]:
    return [words for part in _BREAK.split(text) if (words := " ".join(part.split()))]


def record_difference(before: Record, after: Record) -> list[Change]:
    """Return what a new reading of the same text finds otherwise; ids, rules and reasons are no difference."""
    one, other = record_to_json(before), record_to_json(after)
    changes = list(_facts(one["document"], other["document"]))
    for section in SECTIONS:
        changes += _section(section, one[section], other[section])
    return changes


def _facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    names = ("title", "kind", "date", "language", "fidelity", "speakers")
    changed = {name: (before[name], after[name]) for name in names if before[name] != after[name]}
    if changed:
        yield Change("document", "changed", 0, before["title"] or "", changed)


def _section(section: str, before: list[Any], after: list[Any]) -> Iterator[Change]:
    one, other = _placed(section, before), _placed(section, after)
    for place in sorted(one.keys() | other.keys()):
        if place not in other:
            yield Change(section, "gone", place[0], _words(one[place]), {})
        elif place not in one:
            yield Change(section, "added", place[0], _words(other[place]), {})
        else:
            old, new = one[place], other[place]
            changed = {
                name: (_shown(old[name]), _shown(new[name]))
                for name in old
                if name not in _IGNORED and old[name] != new[name]
            }
            if changed:
                yield Change(section, "changed", place[0], _words(new), changed)


def _placed(section: str, things: list[Any]) -> dict[tuple[int, int], Any]:
    """Return items by their place, as keys name them: the trigger's of an act, else the anchor's."""
    placed: dict[tuple[int, int], Any] = {}
    for thing in things:
        start = thing["trigger" if section == "acts" else "anchor"]["start"]
        nth = sum(place[0] == start for place in placed)
        placed[start, nth] = thing
    return placed


def _words(thing: Mapping[str, Any]) -> str:
    return " ".join(thing["anchor"]["quote"].split())


def _shown(value: Any) -> Any:
    """Return a value short enough to read: an anchor as its words."""
    if isinstance(value, dict) and "quote" in value:
        return " ".join(value["quote"].split())
    if isinstance(value, list):
        return [_shown(inner) for inner in value]
    return value
