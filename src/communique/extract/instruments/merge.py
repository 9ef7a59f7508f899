"""Which namings are one instrument: by known name, acronym, equal or shortened name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from communique.extract.instruments.naming import Naming

_EMPTY = frozenset(
    ["the", "of", "and", "a", "an", "for", "on", "in", "to", "with", "by", "&", "-", "(", ")", '"', "'", ",", "–", "s"]
)
_SHORT = {
    "un": "united nations",
    "u.n.": "united nations",
    "uk": "united kingdom",
    "us": "united states",
    "u.s.": "united states",
}


@dataclass(slots=True)
class Thing:
    """The namings of one instrument, in the text's order, while they are being gathered."""

    namings: list[Naming] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    words: list[frozenset[str]] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)

    @property
    def fullest(self) -> Naming:
        """The naming with the most words, the first of them."""
        return max(
            (n for n in self.namings if not n.gloss), key=lambda n: (len(content(n)), -n.passage.words[n.first].start)
        )


def merge(namings: list[Naming]) -> list[Thing]:
    """Return the instruments that the namings of a document speak of, in order of first mention."""
    things: list[Thing] = []
    last: Thing | None = None
    for naming in namings:
        keys, words = keys_of(naming), content(naming)
        thing = last if naming.gloss and last is not None else next((t for t in things if keys & t.keys), None)
        if thing is None and naming.number is None and naming.group is None:
            thing = next((t for t in things if _shortened(naming, words, t)), None)
        if thing is None:
            thing = Thing()
            things.append(thing)
        _join(thing, naming, keys, words)
        last = thing
    return things


def _join(thing: Thing, naming: Naming, keys: set[str], words: frozenset[str]) -> None:
    thing.namings.append(naming)
    thing.keys |= keys
    thing.words.append(words)
    if naming.head is not None:
        thing.nouns.add(naming.head.noun)


def keys_of(naming: Naming) -> set[str]:
    """Return the keys of which namings of one instrument share at least one."""
    if naming.number is not None:
        return {f"resolution {naming.number.lower().removeprefix('s/res/').removeprefix('a/res/')}"}
    if naming.group is not None:
        return {f"resolutions {naming.group}"}
    keys = {" ".join(sorted(content(naming)))}
    if naming.known is not None:
        keys.add(naming.known.key)
    acronym = acronym_of(naming)
    if acronym is not None:
        keys.add(acronym)
    rest = content(naming) - set(() if naming.head is None else naming.head.noun.split())
    keys |= {word.upper() for word in rest if len(rest) == 1}
    return keys


def acronym_of(naming: Naming) -> str | None:
    """Return the acronym that a naming gives in brackets, or None."""
    if naming.kind == "resolution":
        return None
    words = naming.passage.words[naming.first : naming.last]
    for index in range(1, len(words) - 1):
        if words[index - 1].text == "(" and words[index + 1].text == ")" and words[index].acronym:
            return words[index].text
    return None


def content(naming: Naming, *, parties: bool = True) -> frozenset[str]:
    """Return the words of a name that tell it from others, spelt out, brackets left out."""
    found: list[str] = []
    inside = False
    for index in range(naming.first, naming.last):
        word = naming.passage.words[index]
        if naming.passage.codes[index] and not parties:
            continue
        inside = (inside or word.text == "(") and word.text != ")"
        if not inside and word.lower not in _EMPTY:
            found.extend(part for half in word.owned.split("-") for part in _SHORT.get(half, half).split())
    return frozenset(found)


def _shortened(naming: Naming, words: frozenset[str], thing: Thing) -> bool:
    """Tell whether a name is a shorter or longer form of one that the thing has, with the same head noun."""
    if naming.head is None or thing.namings[0].number or thing.namings[0].group:
        return False
    if any(_only_adds_noun(naming, other) for other in thing.namings):
        return True
    if naming.head.noun not in thing.nouns:
        return False
    noun = set(naming.head.noun.split())
    for other in thing.words:
        small, large = sorted((words, other), key=len)
        if small - noun and small <= large and 2 * len(small) >= len(large):
            return True
    return any(_same_but_for_parties(naming, other) or _same_core(naming, other) for other in thing.namings)


def _only_adds_noun(naming: Naming, other: Naming) -> bool:
    """Tell whether one name is the other with a second head noun ("Ocean Moonshot", "Ocean Moonshot Initiative")."""
    small, large = sorted((naming, other), key=lambda n: len(content(n)))
    if large.head is None or small.head is None or not content(small) < content(large):
        return False
    ends = large.passage.words[large.last - 1].owned == large.head.noun.split()[-1]
    return ends and content(large) - content(small) == set(large.head.noun.split()) and len(content(small)) > 1


def _same_but_for_parties(naming: Naming, other: Naming) -> bool:
    """Tell whether two names differ only in that one names parties ("Interim Agreement between A and B")."""
    mine, theirs = content(naming, parties=False), content(other, parties=False)
    noun = set() if naming.head is None else set(naming.head.noun.split())
    if not (mine - noun and mine == theirs):
        return False
    return content(naming) <= content(other) or content(other) <= content(naming)


def _same_core(naming: Naming, other: Naming) -> bool:
    """Tell whether one name is the other up to its head noun ("Bicentennial Framework" and "... for Security")."""
    if naming.head is None or other.head is None or naming.head_at < 0 or other.head_at < 0:
        return False
    mine, theirs = _core(naming), _core(other)
    if mine != theirs or not mine - set(naming.head.noun.split()):
        return False
    whole = content(naming), content(other)
    bare = mine == content(naming, parties=False) or theirs == content(other, parties=False)
    return bare and (whole[0] <= whole[1] or whole[1] <= whole[0])


def _core(naming: Naming) -> frozenset[str]:
    """Return the words of a name up to its head noun, parties left out."""
    last = naming.head_at + (1 if naming.head is None else len(naming.head.noun.split()))
    return content(replace(naming, last=max(last, naming.first + 1)), parties=False)
