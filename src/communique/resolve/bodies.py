"""Bodies: which two records name one organization."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.extract.gazetteer import known_bodies
from communique.resolve.known import Entry, Known, forms_of
from communique.resolve.signals import Matcher, either_way, one_lacks
from communique.resolve.subject import ItemSubject
from communique.resolve.words import (
    Words,
    are_initials,
    bracketed,
    distinct,
    initials,
    lexicon,
    plain,
    split_states,
    without_brackets,
    words_of,
)

_SHORT = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z0-9-]*|[A-Z]{2,}[A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body as the matcher compares it: its words without states, those states, and its acronyms."""

    item: ItemSubject
    entry: Entry | None
    words: Words
    whole: Words
    states: frozenset[str]
    home: frozenset[str]
    acronyms: frozenset[str]
    world: str | None

    @property
    def speakers(self) -> frozenset[str]:
        """The speakers of the document."""
        return frozenset(self.item.document.speakers)


def view_of(item: ItemSubject, known: Known) -> BodyView:
    """Return a body as the matcher compares it."""
    bare = without_brackets(item.name)
    whole = _trimmed(words_of(bare))
    states, words = split_states(whole)
    acronyms = {plain(inside) for inside in bracketed(item.name) if _SHORT.fullmatch(inside)}
    if item.acronym is not None:
        acronyms.add(plain(item.acronym))
    if _SHORT.fullmatch(bare) and len(bare) < 9:
        acronyms.add(plain(bare))
    return BodyView(
        item=item,
        entry=known.find("organization", (item.name,), item.document.speakers),
        words=words,
        whole=whole,
        states=states,
        home=_home(words, states, item.document.speakers),
        acronyms=frozenset(acronyms),
        world=_world(whole, acronyms),
    )


def _trimmed(words: Words) -> Words:
    """Leave out what groups carry after their name ("Quad partners", "Quad countries")."""
    tails = lexicon("bodies.yml")["tails"]
    return words[:-1] if len(words) > 1 and words[-1] in tails else words


def _world(whole: Words, acronyms: set[str]) -> str | None:
    """Return the acronym of a body known everywhere, by its name or its acronym."""
    by_name = _known_everywhere()
    found = by_name.get(whole)
    return found if found is not None else next((by_name[(x,)] for x in sorted(acronyms) if (x,) in by_name), None)


@lru_cache(maxsize=1)
def _known_everywhere() -> dict[Words, str]:
    """Return the acronyms of the bodies known everywhere by the words for them."""
    data = lexicon("bodies.yml")
    read = {plain(short): body for body in known_bodies() for short in (body.name, *body.acronyms, *body.defined)}
    table: dict[Words, str] = {}
    for short in data["known_everywhere"]:
        body = read.get(plain(short))
        forms = () if body is None else (body.name, *body.acronyms, *body.defined, *body.aliases)
        more = data["also_known_as"].get(short, ())
        table[(plain(short),)] = plain(short)
        table.update({words_of(name): plain(short) for name in (short, *forms, *more)})
    return table


def _home(words: Words, states: frozenset[str], speakers: Sequence[str]) -> frozenset[str]:
    """Return the state that a body belongs to: as named, else the one speaker that calls its offices so."""
    if states:
        return states
    table = lexicon("bodies.yml")["used_by"]
    for word, users in table.items():
        if word in words:
            able = [code for code in speakers if code in users]
            return frozenset(able) if len(able) == 1 else frozenset()
    others = lexicon("bodies.yml")["not_used_by"]
    for word, strangers in others.items():
        if word in words:
            able = [code for code in speakers if code not in strangers]
            return frozenset(able) if len(able) == 1 else frozenset()
    return frozenset()


# What speaks against.


def other_known(a: BodyView, b: BodyView) -> bool:
    """They are known as two bodies."""
    if a.world is not None and b.world is not None:
        return a.world != b.world
    return a.entry is not None and b.entry is not None and a.entry.key != b.entry.key


def other_states(a: BodyView, b: BodyView) -> bool:
    """They belong to different states."""
    return bool(a.home and b.home) and a.home != b.home and not (a.acronyms & b.acronyms)


def _says_which(view: BodyView) -> bool:
    nothing = set(lexicon("bodies.yml")["says_nothing"])
    return bool(view.entry or view.world or view.acronyms or set(view.words) - nothing)


too_general = one_lacks(_says_which, "Nothing in one of the names says which body it is.")


# What speaks for.


def same_known(a: BodyView, b: BodyView) -> bool:
    """A body known by its name or acronym."""
    if a.world is not None and a.world == b.world:
        return True
    return a.entry is not None and b.entry is not None and a.entry.key == b.entry.key


def same_name(a: BodyView, b: BodyView) -> bool:
    """The same name, which no other body is likely to have."""
    return _names_meet(a, b) and ((_is_rare(a) and _is_rare(b)) or _same_side(a, b))


def same_name_elsewhere(a: BodyView, b: BodyView) -> bool:
    """The same name, of a kind that many states or groups have."""
    return _names_meet(a, b) and not same_name(a, b)


def _names_meet(a: BodyView, b: BodyView) -> bool:
    return bool(a.words) and (a.words == b.words or a.whole == b.whole)


def _is_rare(view: BodyView) -> bool:
    """Tell whether a name by itself means one body: it has a telling word, and is no office that each state has."""
    everywhere = lexicon("bodies.yml")["of_every_state"]
    if any(word in everywhere for word in view.words):
        return bool(view.home)
    return bool(distinct(view.words)) or (bool(view.states) and len(view.words) > 1)


def _same_side(a: BodyView, b: BodyView) -> bool:
    """Tell whether both stand in texts of the same speakers, and no state's office is meant."""
    everywhere = lexicon("bodies.yml")["of_every_state"]
    office = any(word in everywhere for word in a.words)
    return len(a.speakers) > 1 and a.speakers == b.speakers and len(a.words) > 1 and not office


def same_acronym(a: BodyView, b: BodyView) -> bool:
    """The same acronym, and nothing in the names against it."""
    if not a.acronyms & b.acronyms:
        return False
    return bool(set(a.words) & set(b.words)) or len(a.words) == 1 or len(b.words) == 1


def _is_short_for(a: BodyView, b: BodyView) -> bool:
    return len(a.words) == 1 and are_initials(a.acronyms, b.item.name)


acronym_of_name = either_way(_is_short_for, "One is the initials of the other.")


def same_state(a: BodyView, b: BodyView) -> bool:
    """The same state's."""
    return bool(a.states) and a.states == b.states and _names_meet(a, b)


MATCHER: Matcher[BodyView] = Matcher(
    against=(other_known, other_states, too_general),
    signals=(
        (same_known, 0.96),
        (same_name, 0.93),
        (same_acronym, 0.91),
        (acronym_of_name, 0.8),
        (same_name_elsewhere, 0.6),
        (same_state, 0.4),
    ),
)


def blocks(view: BodyView) -> Sequence[str]:
    """Return the keys under which a body is stored and looked up."""
    keys = [view.entry.key] if view.entry is not None else []
    keys += [f"short:{short}" for short in sorted(view.acronyms)]
    letters = initials(view.item.name)
    keys += [f"short:{letters}"] if letters else []
    keys += [f"short:{view.world}"] if view.world is not None else []
    keys += [f"name:{' '.join(view.words)}"] if view.words else []
    keys += [f"form:{' '.join(form)}" for form in forms_of(view.item.name)][:1]
    return list(dict.fromkeys(keys))
