"""Acronyms that a text sets in brackets after the name they stand for."""

from __future__ import annotations

import re

from communique.extract.meetings.series import fold

_BRACKET = re.compile(r"\(\W?([A-Z][A-Za-z0-9+\-]{1,11})\W?\)")
_SMALL = frozenset({"of", "for", "on", "and", "the", "in", "to", "&"})
_LONGEST = 9


def acronyms_of(text: str) -> dict[tuple[str, ...], str]:
    """Return, for every acronym explained in a text, the folded words of its name and the acronym in lower case."""
    found: dict[tuple[str, ...], str] = {}
    for match in _BRACKET.finditer(text):
        letters = [letter.lower() for letter in match.group(1) if letter.isupper() or letter.isdigit()]
        words = re.findall(r"[^\W_][\w.'\-+]*", text[max(0, match.start() - 120) : match.start()])[-_LONGEST:]
        name = _name(words, letters)
        if name and len(letters) > 1:
            found.setdefault(
                fold(" ".join(name)),
                match.group(1).lower().rstrip("s") if match.group(1)[-1] == "s" else match.group(1).lower(),
            )
    return found


def _name(words: list[str], letters: list[str]) -> list[str]:
    """Return the last words whose initials, small words and parts after hyphens included or not, are the letters."""
    for size in range(1, len(words) + 1):
        tail = words[-size:]
        if tail[0][0].islower():
            continue
        parts = [part for word in tail for part in word.split("-") if part]
        capitals = [part[0].lower() for part in parts if part[0].isupper() or part.lower() not in _SMALL]
        every = [part[0].lower() for part in parts]
        if letters in (capitals, every, [word[0].lower() for word in tail if word.lower() not in _SMALL]):
            return tail
    return []


def shortened(key: tuple[str, ...], acronyms: dict[tuple[str, ...], str]) -> tuple[str, ...]:
    """Return folded words with every name that has an acronym in the text replaced by it."""
    for name, acronym in acronyms.items():
        size = len(name)
        for at in range(len(key) - size + 1):
            if key[at : at + size] == name:
                key = (*key[:at], acronym, *key[at + size :])
                break
    out: list[str] = []
    for word in key:
        if word not in out or word not in acronyms.values():
            out.append(word)
    return tuple(out)
