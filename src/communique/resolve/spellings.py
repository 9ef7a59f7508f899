"""Spellings: which names that texts give a series of meetings mean one series.

"U.S.-EU Trade and Technology Council (TTC)", "Trade and Technology Council" in a text of these two, and "TTC
ministerial" are one: a name is compared without what tells one meeting from the next, without those who meet, and an
acronym with the words of which it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache

from communique.extract.gazetteer import known_bodies
from communique.resolve.words import Words, distinct, lexicon, split_names, states, without_brackets, words_of

_ACRONYM = re.compile(r"\b[a-z]?[A-Z][A-Z0-9]+s?\b")
_OWNER = re.compile(r"^(?:the )?[\w.]+(?:['\u2019]s|-(?:hosted|led|sponsored))\s+", re.IGNORECASE)
_WHO = re.compile(r"(?i)\b(?:between|among|with)\b(.*)$")
_CONTINENT = (("america",), ("american",))
SHORTEST = 3
"""Letters from which on an acronym is taken for the words that begin with them."""

ENOUGH = 3
"""Words of which a name by itself means one series, though each of them stands in many."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A series' name for comparison: the words that say which it is, those who meet as far as it names them (codes),
    which of the words are acronyms, and its letters: the same for each way of abbreviating it.
    """

    core: Words
    parties: frozenset[str]
    acronyms: frozenset[str]
    letters: str

    @property
    def telling(self) -> bool:
        """Whether it has a word that few series have."""
        return bool(distinct(self.core))


@lru_cache(maxsize=16384)
def spelling_of(name: str) -> Spelling:
    """Return a series' name for comparison."""
    data = lexicon("meetings.yml")
    text = _OWNER.sub("", without_brackets(name))
    shouted = text.isupper() and len(text.split()) > 1
    acronyms = frozenset(word for found in _ACRONYM.findall("" if shouted else text) for word in words_of(found))
    who = _WHO.search(text)
    parties = frozenset() if who is None else split_parties(words_of(who[1]))[0]
    words = words_of(bare(text))
    own, rest = split_parties(words)
    parties |= own
    if len(parties) < 2:  # the one party that a name has tells which series it is, not who meet ("NATO Summit")
        parties, rest = frozenset(), words
    core = _core(rest, acronyms & set(rest), data) or rest
    letters = "".join(word if word in acronyms else word[0] for word in core)
    return Spelling(core, parties, acronyms & set(core), letters)


@lru_cache(maxsize=1)
def _well_known() -> frozenset[str]:
    """Return the acronyms of bodies whose people meet in many ranks, each a series of its own ("NATO ministerial")."""
    acting = [short for body in known_bodies() if body.acts == "state" for short in (*body.acronyms, *body.defined)]
    everywhere = lexicon("bodies.yml")["known_everywhere"]
    return frozenset(word for short in (*acting, *everywhere) for word in words_of(short))


def has_owner(name: str) -> bool:
    """Tell whether a name begins with who holds the meeting ("the UK's AI Safety Summit")."""
    return _OWNER.match(name) is not None


def _core(rest: Words, acronyms: frozenset[str], data: dict[str, list[str]]) -> Words:
    """Leave out the words that tell no series from another, and after a body's name the rank in which it meets."""
    empty = {*data["plain_heads"], *data["says_no_series"]}
    if "summit" in rest:
        empty.add("leader")
    kept = [word for word in rest if word not in empty]
    while len(kept) > 1 and kept[-1] in data["ranks_of_bodies"]:
        short = len(kept) == 2 and kept[0] in acronyms and len(kept[0]) >= SHORTEST and kept[0] not in _well_known()
        if not short and kept[-2] not in data["standing_bodies"]:
            break
        kept.pop()
    return tuple(kept)


def dropped(name: str) -> str:
    """Return a name without number, year and format, but with who meets ("meeting between finance ministers")."""
    return re.sub(lexicon("meetings.yml")["dropped"], " ", without_brackets(name), flags=re.IGNORECASE).strip()


def bare(name: str) -> str:
    """Return a series' name without what tells one meeting from another: number, year, place, format."""
    return dropped(re.split(lexicon("meetings.yml")["cut_at"], without_brackets(name), maxsplit=1)[0])


def alike(one: Spelling, two: Spelling) -> bool:
    """Tell whether two names have the same words, but for acronyms in the place of theirs."""
    if one.letters != two.letters or not one.letters:
        return False
    return one.core == two.core or (bool(one.acronyms or two.acronyms) and _aligned(one, two, 0, 0))


def _aligned(one: Spelling, two: Spelling, here: int, there: int) -> bool:
    """Tell whether the words from `here` and `there` on say the same."""
    if here == len(one.core) or there == len(two.core):
        return here == len(one.core) and there == len(two.core)
    if one.core[here] == two.core[there]:
        return _aligned(one, two, here + 1, there + 1)
    size = _spelled_out(one.core[here], one.acronyms, two.core[there:])
    if size:
        return _aligned(one, two, here + 1, there + size)
    size = _spelled_out(two.core[there], two.acronyms, one.core[here:])
    return bool(size) and _aligned(one, two, here + size, there + 1)


def _spelled_out(short: str, acronyms: Set[str], words: Words) -> int:
    """Return how many of the next words an acronym stands for, 0 where it is none or stands for others."""
    size = len(short)
    if short not in acronyms or size < SHORTEST or len(words) < size:
        return 0
    return size if "".join(word[0] for word in words[:size]) == short else 0


def one_circle(one: Spelling, here: Set[str], two: Spelling, there: Set[str]) -> bool:
    """Tell whether those who meet can be the same: as the names say, else as those who speak (`here`, `there`) do.

    A text of one state does for a name that few series have: it may be the other's as well otherwise.
    """
    if one.parties and two.parties:
        return one.parties == two.parties
    least = 1 if one.telling or len(one.core) >= ENOUGH else 2
    if one.parties or two.parties:
        parties, speakers = (one.parties, there) if one.parties else (two.parties, here)
        return len(speakers) >= least and (speakers <= parties or (least == 1 and parties <= speakers))
    if one.telling and (one.core == two.core or len(distinct(one.core)) > 1):
        return True
    return min(len(here), len(there)) >= least and (here == there or (least == 1 and (here <= there or there <= here)))


def split_parties(words: Iterable[str]) -> tuple[frozenset[str], Words]:
    """Return the codes of the states, and of the bodies that act as these do, that folded words name, and the rest.

    "America" by itself is no state there: names of meetings have it of the continent ("Central America").
    """
    return split_names(tuple(words), *_parties())


@lru_cache(maxsize=1)
def _parties() -> tuple[dict[Words, str], dict[str, int]]:
    forms = {words: code for words, code in states()[0].items() if words not in _CONTINENT}
    for body in known_bodies():
        if body.acts == "state" and body.party is not None:
            for name in (body.name, *body.acronyms, *body.defined, *body.aliases):
                forms.setdefault(words_of(name), body.party)
    longest: dict[str, int] = {}
    for form in forms:
        longest[form[0]] = max(longest.get(form[0], 0), len(form))
    return forms, longest
