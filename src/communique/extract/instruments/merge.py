"""Which namings are one instrument: by known name, acronym, equal or shortened name, or a definite noun that points back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from communique.extract.instruments.lexicon import Lexicon
from communique.extract.instruments.names import Naming
from communique.extract.instruments.words import Passage

_EMPTY = frozenset("the of and a an for on in to with by & - ( ) \" ' , – s".split())
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


def points_back(
    passage: Passage, things: list[Thing], taken: set[int], entries: Lexicon
) -> list[tuple[Thing, int, int]]:
    """Return the places where "the Treaty" or "the agreement" points back to an instrument named before it.

    A capitalised noun points back anywhere in the document, a small one within its paragraph.
    """
    found: list[tuple[Thing, int, int]] = []
    words = passage.words
    defined = {noun: thing for thing in things for naming in thing.namings if (noun := _defined(naming))}
    for index in range(1, len(words)):
        word = words[index]
        if (
            word.start in taken
            or word.lower not in entries.heads
            or words[index - 1].lower not in ("the", "this", "that")
        ):
            continue
        after = words[index + 1].lower if index + 1 < len(words) else ""
        if after in ("of", "on", "for", "to", "between", "with") or (after and words[index + 1].capital):
            continue
        thing = defined.get(word.text) or _last_named(
            things, word.lower, word.start, passage.block.start if not word.capital else 0
        )
        if thing is not None:
            found.append((thing, word.start, word.end))
    return found


def _defined(naming: Naming) -> str | None:
    """Return the noun by which the text says it will call an instrument: `... Trade ("the Agreement")`."""
    words, at = naming.passage.words, naming.last
    if at >= len(words) or words[at].text != "(":
        return None
    inside = [
        word.text
        for word in words[at + 1 : at + 6]
        if word.text not in '"' and word.lower not in ("the", "hereinafter")
    ]
    return inside[0] if len(inside) > 1 and inside[1] == ")" and inside[0][0].isupper() else None


def _last_named(things: list[Thing], noun: str, before: int, after: int) -> Thing | None:
    best, place = None, -1
    for thing in things:
        if not any(name.split()[-1] == noun or name.split()[0] == noun for name in thing.nouns):
            continue
        for naming in thing.namings:
            start = naming.passage.words[naming.first].start
            if after <= start < before and start > place:
                best, place = thing, start
    return best
