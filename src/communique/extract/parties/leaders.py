"""Office holders that texts name without their country, and posts that only one state has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.extract.gazetteer import Entry, Hit, Node, add, load_lexicon, scan
from communique.extract.officials import Official, all_officials
from communique.extract.parties.mention import PartyMention
from communique.extract.words import folded

_NAME_WORDS = r"(?: (?:[A-Z][\w.'-]*|de|da|von|der|van|bin|al|el|I{1,3}))"


@dataclass(frozen=True, slots=True)
class _Leaders:
    trie: Node
    titled: dict[tuple[str, str], str]
    title: re.Pattern[str]


def leaders_in(text: str) -> tuple[PartyMention, ...]:
    """Return the mentions of known office holders in a plain text, with the codes of their parties, in its order."""
    known, text = _leaders(), folded(text)
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
    parties: dict[tuple[str, str], set[str]] = {}
    for official in all_officials():
        for name in _full_names(official):
            add(trie, folded(name), Entry(official.party, "leader", folded(name) if name[0].islower() else None))
        for title in _titles(official):
            for family in official.families:
                parties.setdefault((title, folded(family)), set()).add(official.party)
    titled = {key: next(iter(codes)) for key, codes in parties.items() if len(codes) == 1}
    titles = sorted({title for title, _ in titled}, key=lambda title: (-len(title), title))
    return _Leaders(trie, titled, re.compile(rf"\b({'|'.join(map(re.escape, titles))})\b\.?({_NAME_WORDS}{{1,5}})"))


def _full_names(official: Official) -> tuple[str, ...]:
    """Return the names that tell an official without a title, in both orders where they have two words."""
    names = [name for name in official.written if " " in name]
    names += [" ".join(reversed(name.split())) for name in names if name.count(" ") == 1]
    return (*names, *(official.families if official.alone else ()))


def _titles(official: Official) -> tuple[str, ...]:
    """Return what may stand before the family name: the posts, their head nouns, and "Mr."."""
    titles = [*official.posts, "Mr"]
    for post in official.posts:
        words = post.split()
        if "of" in words:
            titles.append(words[words.index("of") - 1])
        elif words[-1] not in ("President", "Premier"):  # "President Vance" is nobody yet
            titles.append(words[-1])
    return tuple(dict.fromkeys(titles))


@lru_cache(maxsize=1)
def _post_trie() -> Node:
    trie: Node = {}
    for post, code in load_lexicon("posts.yml")["peculiar"].items():
        add(trie, post, Entry(code, "post"))
    return trie
