"""Which pieces of a run of title words belong to a name, and where its owner ends."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.instruments.lexicon import Lexicon
from communique.extract.instruments.naming import owner_at
from communique.extract.instruments.runs import Piece
from communique.extract.instruments.words import AND, Passage

_BY = ("-led", "-backed", "-brokered", "-hosted", "-funded", "-sponsored")
"""How words end that tell who stands behind an instrument and are no part of its name ("U.S.-led")."""


def first_piece(passage: Passage, pieces: Sequence[Piece], least: int, headed: int, entries: Lexicon) -> int:
    """Return the piece with which the name starts that has its head noun in piece `headed`."""
    start = headed
    if pieces[headed].head_at == pieces[headed].first and pieces[headed].link[:1] not in (("and",), ("of",), ()):
        return start
    while start > least and attached(passage, pieces[start].link, pieces[start - 1], entries):
        start -= 1
    return start


def attached(passage: Passage, link: tuple[str, ...], left: Piece, entries: Lexicon) -> bool:
    """Tell whether the piece `left` belongs to the name that goes on after `link`."""
    words = passage.words
    if words[left.first].lower in entries.parts or words[left.last - 1].lower in entries.parts:
        return False
    if any(passage.persons[left.first : left.last]) or passage.all_parties(left.first, left.last):
        return False
    if len(link) > 1 and (link[0] in ("of", "to") or link[1] != "the"):
        return False
    if link[0] in ("between", "among", "from", "at", "as", "by", "under", "through"):
        return False
    if words[left.last - 1].lower in entries.body_words and link[0] not in AND:
        return False
    return not (left.last - left.first == 1 and passage.opens(left.first) and link[0] not in AND)


def past_owner(passage: Passage, first: int, limit: int, entries: Lexicon) -> tuple[int, int]:
    """Return where the name's anchor and the name itself start: past a possessive that owns it, past its year."""
    words, start, begin = passage.words, first, first
    for index in range(first, limit):
        word = words[index]
        if word.possessive and word.lower not in entries.plain_possessives:
            if word.lower.endswith("s'") and not passage.codes[index]:
                continue
            start, begin = index + 1, _owner_start(passage, first, index)
    while start < limit and words[start].lower.endswith(_BY):
        start += 1
    if start + 3 < limit and words[start].text == "(" and words[start + 2].text == ")" and start > first:
        start += 3
    if start < limit and words[start].year and int(words[start].text) <= passage.year:
        start += 1
    return (owner_at(passage, first), start) if start == first else (begin, start)


def _owner_start(passage: Passage, first: int, index: int) -> int:
    """Return where the owner starts whose possessive is word `index`: at its party or person, or at word `first`."""
    start = index
    while start > first and (passage.codes[start - 1] or passage.persons[start - 1]):
        start -= 1
    return start if passage.codes[index] or passage.persons[index] else first


def part_of_body(passage: Passage, left: Piece, piece: Piece, first: int, entries: Lexicon) -> bool:
    """Tell whether a name only ends that of a body: "Office of Trade Policy", not "Department of Trade's Plan"."""
    if passage.words[left.last - 1].lower not in entries.body_words or len(piece.link) > 1:
        return False
    return first == piece.first or piece.link[0] != "of"
