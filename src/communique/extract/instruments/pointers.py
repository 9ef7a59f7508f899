"""Later words for an instrument named before: its acronym, the noun the text defines for it, a definite noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.instruments.lexicon import Lexicon
from communique.extract.instruments.merge import Thing, acronym_of
from communique.extract.instruments.naming import Naming, defined_noun
from communique.extract.instruments.words import Passage, Word

_NOT_BACK = frozenset(["of", "on", "for", "to", "between", "with"])


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
