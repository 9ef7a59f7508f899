"""Office holders that texts name without their country, and posts that only one state has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.extract.gazetteer import Entry, Hit, Node, add, load_lexicon, scan
from communique.extract.parties.mention import PartyMention
from communique.model.errors import PackError

_KEYS = frozenset({"alone", "titled", "posts"})
_NAME_WORDS = r"(?: (?:[A-Z][\w.'-]*|de|da|von|der|van|bin|al|el|I{1,3}))"


@dataclass(frozen=True, slots=True)
class _Leaders:
    trie: Node
    titled: dict[tuple[str, str], str]
    title: re.Pattern[str]


def leaders_in(text: str) -> tuple[PartyMention, ...]:
    """Return the mentions of known office holders in a plain text, with the codes of their parties, in its order."""
    known = _leaders()
    found = [PartyMention(hit.start, hit.end, hit.entry.code, "leader") for hit in scan(text, known.trie)]
    for match in known.title.finditer(text):
        title = match[1].rstrip(".")
        code = next((known.titled[title, word] for word in _surnames(match[2]) if (title, word) in known.titled), None)
        if code is not None:
            found.append(PartyMention(match.start(), match.end(), code, "leader"))
    return tuple(_apart(sorted(found, key=lambda m: (m.start, -m.end))))


def leader_of(text: str) -> str | None:
    """Return the party of the first known office holder, or of a post that only one state has, in a text."""
    found = leaders_in(text)
    if found:
        return found[0].code
    return next((hit.entry.code for hit in _posts_in(text)), None)


def _posts_in(text: str) -> list[Hit]:
    """Return the posts that only one state has; "Secretary of State for" is not "Secretary of State"."""
    return list(scan(text, _post_trie()))


def _surnames(words: str) -> list[str]:
    """Return the words that may be a surname, and pairs of them ("von der Leyen" is one)."""
    parts = words.split()
    return [" ".join(parts[i : i + n]) for n in (3, 2, 1) for i in range(len(parts) - n + 1)]


def _apart(mentions: Sequence[PartyMention]) -> list[PartyMention]:
    kept: list[PartyMention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


@lru_cache(maxsize=1)
def _leaders() -> _Leaders:
    trie: Node = {}
    titled: dict[tuple[str, str], str] = {}
    for code, entry in load_lexicon("leaders.yml").items():
        unknown = sorted(set(entry) - _KEYS)
        if unknown:
            raise PackError(f"leaders.yml: {code}: unknown key {unknown[0]!r} (known: alone, titled, posts)")
        for name in entry.get("alone", ()):
            add(trie, name, Entry(code, "leader", name if name[0].islower() else None))
        titled |= {(title, name): code for title, names in entry.get("titled", {}).items() for name in names}
    titles = sorted({title for title, _ in titled}, key=lambda title: (-len(title), title))
    return _Leaders(trie, titled, re.compile(rf"\b({'|'.join(map(re.escape, titles))})\b\.?({_NAME_WORDS}{{1,5}})"))


@lru_cache(maxsize=1)
def _post_trie() -> Node:
    trie: Node = {}
    for code, entry in load_lexicon("leaders.yml").items():
        for post in entry.get("posts", ()):
            add(trie, post, Entry(code, "post"))
    return trie
