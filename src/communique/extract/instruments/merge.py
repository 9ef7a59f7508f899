"""Which namings are one instrument: by known name, acronym, equal or shortened name, or a noun that points back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from communique.extract.instruments.lexicon import Lexicon
from communique.extract.instruments.naming import Naming, defined_noun
from communique.extract.instruments.words import Passage, Word
from communique.packs.codes import is_code

Words = frozenset[str]
_EMPTY = frozenset(
    ["the", "of", "and", "a", "an", "for", "on", "in", "to", "with", "by", "&", "-", "–", ",", '"', "'", ")"]
)
_SHORT = {
    "un": "united nations",
    "u.n.": "united nations",
    "uk": "united kingdom",
    "u.k.": "united kingdom",
    "us": "united states",
    "u.s.": "united states",
}
_NOT_BACK = frozenset(["of", "on", "for", "to", "between", "with"])


@dataclass(frozen=True, slots=True)
class Sign:
    """What of a naming is compared: keys, words, words without parties, words up to the head noun, owners."""

    naming: Naming
    keys: Words
    whole: Words
    plain: Words
    core: Words
    noun: Words
    owners: Words


@dataclass(slots=True)
class Thing:
    """The namings of one instrument while they are being gathered; `signs` are those that were compared."""

    namings: list[Naming] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    @property
    def fullest(self) -> Naming:
        """The naming with the most words, the first of them; "between A and B" behind it counts for none."""
        named = [sign for sign in self.signs if not sign.naming.gloss]
        return max(named, key=lambda sign: (_length(sign), -sign.naming.start)).naming

    @property
    def nouns(self) -> set[str]:
        """The head nouns of its names."""
        return {sign.naming.head.noun for sign in self.signs if sign.naming.head is not None}


def _length(sign: Sign) -> int:
    """Return how many words of a name tell what it is, without the parties between whom it is."""
    return len(sign.plain - {"between"}) if "between" in sign.whole else len(sign.whole)


def merge(namings: Sequence[Naming]) -> list[Thing]:
    """Return the instruments that the namings of a document speak of, in order of first mention."""
    things: list[Thing] = []
    last: Thing | None = None
    for naming in namings:
        sign = sign_of(naming)
        defined = None if naming.gloss else _defined_as(sign, things)
        if defined is not None:
            naming = replace(naming, gloss=True)
            sign = replace(sign, naming=naming)
        thing = defined or (last if naming.gloss else _same(sign, things))
        if thing is None:
            thing = Thing()
            things.append(thing)
        thing.namings.append(naming)
        thing.signs.append(sign)
        thing.keys |= sign.keys
        last = thing
    return things


def _defined_as(sign: Sign, things: Sequence[Thing]) -> Thing | None:
    """Return the instrument whose defined noun ("the Agreement") a name is that tells nothing but its parties."""
    if not sign.noun or sign.plain - {"between", "among"} != sign.noun or sign.whole == sign.noun:
        return None
    named = [t for t in things if any(_defines(naming) in sign.noun for naming in t.namings)]
    # "a Framework for an Agreement (the Agreement)": the one that is called so by its own noun.
    own = (t for t in named if any(sign.noun == other.noun for other in t.signs))
    return next(own, named[0] if named else None)


def _defines(naming: Naming) -> str:
    """Return the noun that a text says in brackets it will call an instrument, in lower case, or ""."""
    noun = defined_noun(naming)
    return "" if noun is None else noun.lower()


def sign_of(naming: Naming) -> Sign:
    """Return what of a naming is compared with others."""
    noun: Words = frozenset() if naming.head is None else frozenset(naming.head.noun.split())
    whole = _content(naming)
    plain = _content(naming, parties=False)
    last = naming.head_at + (1 if naming.head is None else len(naming.head.noun.split()))
    whole_name = naming.head_at < 0 or last >= naming.last
    core = plain if whole_name else _content(replace(naming, last=max(last, naming.first + 1)), parties=False)
    return Sign(naming, _keys(naming, whole, noun), whole, plain, core, noun, _owners(naming))


def acronym_of(naming: Naming) -> str | None:
    """Return the acronym that a naming gives in brackets, or None; that of a party ("Charter ... (UN)") is none."""
    if naming.kind == "resolution":
        return None
    words, codes = naming.passage.words, naming.passage.codes
    for index in range(naming.first + 1, naming.last - 1):
        if words[index - 1].text == "(" and words[index + 1].text == ")" and words[index].acronym:
            return words[index].text if naming.rule == "small-head" or not codes[index] else None
    return None


def _keys(naming: Naming, whole: Words, noun: Words) -> Words:
    """Return the keys of which namings of one instrument share at least one."""
    if naming.number is not None:
        return frozenset({f"resolution {naming.number.lower().removeprefix('s/res/').removeprefix('a/res/')}"})
    if naming.group is not None:
        return frozenset({f"resolutions {naming.group}"})
    keys = {" ".join(sorted(whole))}
    if naming.known is not None:
        keys.add(naming.known.key)
    acronym = acronym_of(naming)
    if acronym is not None:
        keys.add(acronym)
    if len(whole - noun) == 1:
        keys |= {word.upper() for word in whole - noun}
    return frozenset(keys)


def _content(naming: Naming, *, parties: bool = True) -> Words:
    """Return the words of a name that tell it from others, spelt out, brackets left out."""
    found: list[str] = []
    inside = False
    for index in range(naming.first, naming.last):
        word = naming.passage.words[index]
        if naming.passage.codes[index] and not parties:
            continue
        inside = (inside or word.text == "(") and word.text != ")"
        if not inside and word.lower not in _EMPTY:
            for part in word.owned.split("-"):
                found.extend(_SHORT.get(part, part).split())
    return frozenset(found)


def _owners(naming: Naming) -> Words:
    """Return the codes of the parties named before the head noun of a name that is not known."""
    if naming.known is not None or naming.number is not None or naming.group is not None:
        return frozenset()
    last = max(naming.head_at, naming.first)
    return frozenset(code for codes in naming.passage.codes[naming.begin : last] for code in codes if is_code(code))


def _same(sign: Sign, things: Sequence[Thing]) -> Thing | None:
    """Return the first instrument that the naming can call, or None; different owners have different instruments."""
    owned = [thing for thing in things if not _other_owner(sign, thing)]
    thing = next((t for t in owned if sign.keys & t.keys), None)
    if thing is None and sign.whole and sign.whole <= sign.noun and _definite(sign.naming):
        # "the Code of Conduct" after "the Code of Conduct for Ports": the one named last.
        thing = next((t for t in reversed(owned) if any(sign.whole <= other.whole for other in t.signs)), None)
    if thing is None and sign.naming.number is None and sign.naming.group is None:
        thing = next((t for t in owned if _shortened(sign, t)), None)
    return thing


def _definite(naming: Naming) -> bool:
    return naming.begin > 0 and naming.passage.words[naming.begin - 1].lower == "the"


def _other_owner(sign: Sign, thing: Thing) -> bool:
    return bool(sign.owners) and any(other.owners and not sign.owners & other.owners for other in thing.signs)


def _shortened(sign: Sign, thing: Thing) -> bool:
    """Tell whether a name is a shorter or longer form of one that the thing has."""
    first = thing.namings[0]
    if not sign.noun or first.number is not None or first.group is not None:
        return False
    return any(
        _only_adds_noun(sign, other)
        or (
            sign.noun == other.noun
            and (_part_of(sign, other) or _same_but_for_parties(sign, other) or _same_core(sign, other))
        )
        for other in thing.signs
    )


def _part_of(sign: Sign, other: Sign) -> bool:
    """Tell whether one name is a good half of the other, with a word beside the head noun."""
    small, large = sorted((sign.whole, other.whole), key=len)
    return bool(small - sign.noun) and small <= large and 2 * len(small) >= len(large)


def _only_adds_noun(sign: Sign, other: Sign) -> bool:
    """Tell whether one name is the other with a second head noun ("Ocean Moonshot", "Ocean Moonshot Initiative")."""
    small, large = sorted((sign, other), key=lambda s: len(s.whole))
    if len(small.whole) < 2 or not small.noun or large.whole - small.whole != large.noun:
        return False
    return small.whole < large.whole and large.naming.passage.words[large.naming.last - 1].owned in large.noun


def _same_but_for_parties(sign: Sign, other: Sign) -> bool:
    """Tell whether two names differ only in that one names parties ("Interim Agreement between A and B")."""
    same = sign.plain - {"between"} == other.plain - {"between"}
    return bool(sign.plain - sign.noun) and same and _nested(sign, other)


def _same_core(sign: Sign, other: Sign) -> bool:
    """Tell whether one name is the other up to its head noun ("Bicentennial Framework" and "... for Security")."""
    if not sign.core - sign.noun or sign.core != other.core:
        return False
    if not _nested(sign, other) and not any(s.plain - {"between"} == s.core for s in (sign, other)):
        return False
    return any(s.plain - {"between"} == s.core for s in (sign, other))


def _nested(sign: Sign, other: Sign) -> bool:
    return sign.whole <= other.whole or other.whole <= sign.whole


def add_pointers(things: Sequence[Thing], read: Sequence[Passage], entries: Lexicon) -> None:
    """Add to each instrument the places that speak of it by an acronym, a defined noun or a definite noun.

    A capitalised noun points back anywhere in the document ("the Treaty"), a small one within its paragraph.
    """
    acronyms = {a: thing for thing in things for naming in thing.namings if (a := acronym_of(naming))}
    defined = {noun: thing for thing in things for naming in thing.namings if (noun := defined_noun(naming))}
    taken = {
        naming.passage.words[k].start
        for thing in things
        for naming in thing.namings
        for k in range(naming.begin, naming.last)
    }
    for passage in read:
        for thing, index in _pointers(passage, things, acronyms, defined, taken, entries):
            thing.namings.append(Naming(passage, index, index, index + 1, None, None, "pointer", gloss=True))
    for thing in things:
        thing.namings.sort(key=lambda naming: naming.start)


def _pointers(
    passage: Passage,
    things: Sequence[Thing],
    acronyms: dict[str, Thing],
    defined: dict[str, Thing],
    taken: set[int],
    entries: Lexicon,
) -> Iterator[tuple[Thing, int]]:
    words = passage.words
    for index, word in enumerate(words):
        if word.start in taken:
            continue
        bare = word.text.removesuffix("'s")
        if bare in acronyms:
            yield acronyms[bare], index
        elif index > 0 and words[index - 1].lower in ("the", "this", "that") and _may_point(word, entries):
            after = words[index + 1] if index + 1 < len(words) else word
            if after.lower in _NOT_BACK or (after is not word and after.capital):
                continue
            near = 0 if word.capital else passage.block.start
            thing = defined.get(bare) or _last_named(things, word.owned, word.start, near)
            if thing is not None:
                yield thing, index


def _may_point(word: Word, entries: Lexicon) -> bool:
    """Tell whether a noun can stand for an instrument named before: capitalised, or one of a kind in the singular."""
    heads = [head for noun, head in entries.heads.get(word.owned, ()) if len(noun) == 1]
    return any(word.capital or (not head.plural and head.kind in _SINGLE) for head in heads)


_SINGLE = frozenset({"treaty", "memorandum", "declaration", "plan", "framework", "resolution"})


def _last_named(things: Sequence[Thing], noun: str, before: int, after: int) -> Thing | None:
    """Return the instrument of that noun named last before a place of the text, and not before `after`."""
    best, place = None, -1
    for thing in things:
        if not any(noun in (name.split()[0], name.split()[-1]) for name in thing.nouns):
            continue
        for naming in thing.namings:
            if after <= naming.start < before and naming.start > place:
                best, place = thing, naming.start
    return best
