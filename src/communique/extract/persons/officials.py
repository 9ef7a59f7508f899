"""Known holders of high office: whom they served, and when; names that stand without title or post."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from communique.extract.gazetteer import load_lexicon
from communique.extract.persons.lexicon import Lexicon
from communique.extract.persons.names import embedded, key_of, name_end
from communique.extract.words import Word
from communique.model.errors import PackError


@dataclass(frozen=True, slots=True)
class Official:
    """One person of the lexicon: the keys of the names used, the posts, the years, and the party."""

    names: tuple[tuple[str, ...], ...]
    posts: tuple[str, ...]
    first: int
    last: int
    party: str
    alone: bool


@lru_cache(maxsize=1)
def officials() -> dict[str, tuple[Official, ...]]:
    """Return the officials by every word of their names."""
    found: dict[str, list[Official]] = {}
    for party, lines in load_lexicon("officials.yml").items():
        for line in lines:
            official = _read(party, line)
            for word in dict.fromkeys(word for name in official.names for word in name):
                found.setdefault(word, []).append(official)
    return {word: tuple(group) for word, group in found.items()}


def _read(party: str, line: str) -> Official:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or not re.fullmatch(r"\d{4}-\d{4}", parts[2]):
        raise PackError(f"officials.yml: {party}: {line!r} is not 'name = other names | posts | first year-last year'")
    names, posts, years = parts
    first, _, others = names.lstrip("*").partition("=")
    first_year, last_year = years.split("-")
    written = [first, *others.split(",")] if "=" in names else [first]
    keys = tuple(key for key in (key_of(name.split()) for name in written) if key)
    return Official(
        keys,
        tuple(p.strip() for p in posts.split(",") if p.strip()),
        int(first_year),
        int(last_year),
        party,
        names.startswith("*"),
    )


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


def known_names(words: Sequence[Word], lexicon: Lexicon, taken: frozenset[int]) -> dict[int, int]:
    """Return where names of known office holders begin, with the index after each.

    A full name as the lexicon has it counts, and a family name alone where the lexicon says that it does ("the
    Lukashenko regime").
    """
    known = officials()
    found: dict[int, int] = {}
    at = 0
    while at < len(words):
        end = name_end(words, at, lexicon, taken) if words[at].capital else at
        if end > at and not embedded(words, end, lexicon):
            key = key_of(word.text for word in words[at:end])
            fitting = [o for word in key[-1:] + key[:1] for o in known.get(word, ())]
            if any(
                key in o.names or (len(key) > 1 and tuple(reversed(key)) in o.names) for o in fitting if len(key) > 1
            ) or (end - at == 1 and any(o.alone and key[0] in _family(o.names) for o in fitting)):
                found[at] = end
        at = max(end, at + 1)
    return found


def _family(names: tuple[tuple[str, ...], ...]) -> set[str]:
    return {name[-1] for name in names} | {name[0] for name in names if len(name) == 1}


def nameable(
    words: Sequence[Word], lexicon: Lexicon, taken: frozenset[int], tagged: Sequence[tuple[int, int]]
) -> dict[int, int]:
    """Return where names begin that the tagger calls persons and that hold a common given name."""
    starts = [word.start for word in words]
    found: dict[int, int] = {}
    for start, end in tagged:
        at = bisect_right(starts, start) - 1
        while 0 <= at < len(words) and words[at].start < end and not words[at].capital:
            at += 1
        if not 0 <= at < len(words) or words[at].start >= end:
            continue
        after = name_end(words, at, lexicon, taken)
        if after - at < 2 or embedded(words, after, lexicon):
            continue
        given = [i for i in range(at, after) if words[i].text in lexicon.given]
        whole = at == 0 or not words[at - 1].capital or words[at - 1].text in lexicon.never
        if (
            whole
            and given
            and given[0] in (at, at + 1)
            and (given[0] < after - 1 or words[given[0]].text in lexicon.given_last)
        ):
            found[at] = after
    return found
