"""Known holders of high office: by which names, whom they served, and when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from communique.extract.gazetteer import load_lexicon
from communique.model.errors import PackError

_DROPPED = frozenset({"jr", "sr", "ii", "iii", "iv", "sheikh", "sheikha", "shaikh", "al", "el", "the"})


def key_of(name: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a name as they are compared: no accents, case, marks, initials, suffixes, short forms."""
    short, words = _short_forms(), []
    for word in name:
        plain = unicodedata.normalize("NFKD", word.casefold().replace("ø", "o").replace("ł", "l").replace("đ", "d"))
        plain = "".join(c for c in plain if c.isalpha() or c == "-")
        if plain.startswith(("al-", "el-")):
            plain = plain[3:]
        plain = plain.replace("-", "")
        if len(plain) > 1 and plain not in _DROPPED:
            words.append(short.get(plain, plain))
    return tuple(words)


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, str]:
    return dict(load_lexicon("titles.yml")["short_forms"])


@dataclass(frozen=True, slots=True)
class Official:
    """One person of the lexicon: the names used as written, their keys, the posts, the years, and the party.

    `families` are the family names, as written; `alone` says that one of them is enough to know the person by.
    """

    written: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    families: tuple[str, ...]
    posts: tuple[str, ...]
    first: int
    last: int
    party: str
    alone: bool

    def is_alone(self, word: str) -> bool:
        """Tell whether a key's word alone names the person."""
        return self.alone and any(key_of([family]) == (word,) for family in self.families)


@lru_cache(maxsize=1)
def all_officials() -> tuple[Official, ...]:
    """Return the officials in the lexicon's order; raise `PackError` for a line that is none."""
    listed = load_lexicon("officials.yml")
    family_first = listed.pop("family_first")
    return tuple(_read(party, line, party in family_first) for party, lines in listed.items() for line in lines)


@lru_cache(maxsize=1)
def officials() -> dict[str, tuple[Official, ...]]:
    """Return the officials by every word of their names."""
    found: dict[str, list[Official]] = {}
    for official in all_officials():
        for word in dict.fromkeys(word for name in official.names for word in name):
            found.setdefault(word, []).append(official)
    return {word: tuple(group) for word, group in found.items()}


def _read(party: str, line: str, family_first: bool = False) -> Official:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or not re.fullmatch(r"\d{4}-\d{4}", parts[2]):
        raise PackError(f"officials.yml: {party}: {line!r} is not 'name = other names | posts | first year-last year'")
    names, posts, years = parts
    first, _, others = names.lstrip("*").partition("=")
    first_year, last_year = years.split("-")
    written = tuple(name.strip() for name in (first, *others.split(",")) if name.strip())
    keyed = [name for name in written if key_of(name.split())]
    return Official(
        written,
        tuple(key_of(name.split()) for name in keyed),
        _families(written, family_first),
        tuple(p.strip() for p in posts.split(",") if p.strip()),
        int(first_year),
        int(last_year),
        party,
        names.startswith("*"),
    )


def _families(written: Sequence[str], family_first: bool) -> tuple[str, ...]:
    """Return the family names: the names of one word, where there are none the first or last word of each name."""
    single = [name for name in written if " " not in name]
    ends = [[word for word in name.replace(",", " ").split() if key_of([word])] for name in written]
    found = single or [words[0 if family_first else -1] for words in ends if words]
    return tuple(dict.fromkeys(found))


def party_of_name(name: tuple[str, ...], post: str | None, on: date | None, *, strict: bool) -> str | None:
    """Return the party of the official whom a name's key, a post and the date of a document fit; None where two do.

    `strict` asks that years and post agree; without it a full name is enough.
    """
    known = officials()
    candidates = [o for word in name[-1:] + name[:1] for o in known.get(word, ()) if _fits(o, name)]
    full = [] if strict or len(name) == 1 else candidates
    if on is not None:
        candidates = [o for o in candidates if o.first <= on.year <= o.last]
    if post is not None:
        candidates = [o for o in candidates if _holds(o, post, full=len(name) > 1)]
    elif len(name) == 1:
        candidates = [o for o in candidates if o.alone]
    parties = {o.party for o in candidates or full}
    return parties.pop() if len(parties) == 1 else None


def known_as(name: Iterable[str], on: date | None) -> Official | None:
    """Return the official whose full name, as the lexicon has it, some words are, in office in the document's year."""
    key = key_of(name)
    if len(key) < 2:
        return None
    fitting = (o for o in officials().get(key[-1], ()) if key in o.names)
    return next((o for o in fitting if on is None or o.first <= on.year <= o.last), None)


def _fits(official: Official, name: tuple[str, ...]) -> bool:
    words = set(name)
    return any(words <= set(known) or (len(known) > 1 and set(known) <= words) for known in official.names)


def _holds(official: Official, post: str, *, full: bool) -> bool:
    """Tell whether an official held a post as written; beside a full name one word in common is enough."""
    written = post.lower().replace("minster", "minister")
    if full:
        return not official.posts or any(set(known.lower().split()) & set(written.split()) for known in official.posts)
    words = set(written.split())
    return any(
        known.lower() == written
        or set(written.split()) < set(known.lower().split())
        or (len(known.split()) > 1 and set(known.lower().split()) < words)
        for known in official.posts
    )
