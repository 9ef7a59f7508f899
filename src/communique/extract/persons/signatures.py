"""Signature blocks: names in lines of their own, side by side or alone, with the posts in the lines below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from communique.extract.context import Context
from communique.extract.officials import known_as
from communique.extract.persons.lexicon import Lexicon
from communique.extract.persons.mentions import Mention
from communique.model import Block

_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_NAME = re.compile(r"[A-Z][\w'-]+(?: (?:[A-Z][\w'-]*\.?|bin|bint|al|de|da|van|von|der)){1,4}")
_DATE = re.compile(r",?\s+[A-Z][a-z]+ \d{1,2}, \d{4}$")
_LAST = 4
"""How many blocks at a document's end may be names alone."""
_TAIL = 25
"""How many blocks at a document's end may be signatures."""

Cell = tuple[int, int]


def signed_in(context: Context, entries: Lexicon) -> Iterator[Mention]:
    """Yield the persons who sign at the document's end.

    A line of names ("A B" alone, or two columns apart) counts where the next line has as many posts ("Prime Minister
    of C"); a post may run on in a third line ("of the Kingdom" / "of D").
    """
    blocks = [b for b in context.parsed.document.blocks if b.kind in ("heading", "paragraph")][-_TAIL:]
    for number, block in enumerate(blocks[:-1]):
        names, posts = _cells(context, block), _cells(context, blocks[number + 1])
        further = _cells(context, blocks[number + 2]) if number + 2 < len(blocks) else []
        if not names or len(names) != len(posts):
            continue
        named = all(_is_name(context, cell, entries) for cell in names)
        if named and all(_is_post(context, cell, entries) for cell in posts):
            more = further if len(further) == len(names) and all(_goes_on(context, cell) for cell in further) else None
            for place, (name, post) in enumerate(zip(names, posts, strict=True)):
                yield _mention(context, name, post, None if more is None else more[place])


def names_alone_in(context: Context) -> Iterator[Mention]:
    """Yield the known office holders whose full names alone, with a date at most, make a line at the document's end.

    "Joseph R. Biden, Jr. Angela Merkel July 15, 2021": every word of the line must be part of such a name.
    """
    blocks = [b for b in context.parsed.document.blocks if b.kind in ("heading", "paragraph")]
    for block in blocks[1:][-_LAST:]:
        start, plain = block.start + block.marker, context.parsed.plain
        line = _DATE.sub("", plain[start : block.end].rstrip())
        words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", line)]
        if not 1 < len(words) <= _LONGEST or not all(plain[word[0]].isupper() for word in words):
            continue
        names = _split(context, words)
        for first, last in names:
            name = tuple(plain[slice(*word)].rstrip(",") for word in words[first:last])
            span = (words[first][0], words[last - 1][1])
            yield Mention(*span, *span, name, "known")


_LONGEST = 16
# A name has at least and at most so many words.
_SHORTEST, _LONG = 2, 6


def _split(context: Context, words: Sequence[Cell]) -> list[tuple[int, int]]:
    """Return the ranges of the known names that together make up all words, the longer name first, or nothing."""
    texts = [context.parsed.plain[slice(*word)] for word in words]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        ends = range(min(at + _LONG, len(words)), at + _SHORTEST - 1, -1)
        last = next((end for end in ends if known_as(texts[at:end], context.on) is not None), 0)
        if not last:
            return []
        found.append((at, last))
        at = last
    return found


def _cells(context: Context, block: Block) -> Sequence[Cell]:
    """Return the ranges of a short block's columns: what three blanks or more set apart."""
    start = block.start + block.marker
    if block.end - start > 300:
        return []
    return [match.span() for match in _CELL.finditer(context.parsed.plain, start, block.end)]


def _is_name(context: Context, cell: Cell, entries: Lexicon) -> bool:
    text = context.parsed.plain[slice(*cell)]
    free = not any(cell[0] <= party.start < cell[1] for party in context.parties if party.form != "leader")
    never = any(word in entries.never or word in entries.heads for word in text.split())
    return free and not never and _NAME.fullmatch(text) is not None


def _is_post(context: Context, cell: Cell, entries: Lexicon) -> bool:
    """Tell whether a cell is a post: a head noun that ends it or goes on with what it is head of."""
    words = context.parsed.plain[slice(*cell)].split()
    for at, word in enumerate(words):
        for head in entries.heads.get(word, ()):
            after = at + len(head.words)
            if tuple(words[at:after]) == head.words and (after == len(words) or words[after] in ("of", "for", "to")):
                return True
    return False


def _goes_on(context: Context, cell: Cell) -> bool:
    return context.parsed.plain[slice(*cell)].startswith(("of ", "for ", "and "))


def _mention(context: Context, name: Cell, post: Cell, further: Cell | None) -> Mention:
    text = context.parsed.document.text
    written = " ".join(" ".join(text[slice(*cell)] for cell in (post, further) if cell is not None).split())
    told = post if further is None else further
    words = tuple(text[slice(*name)].split())
    return Mention(name[0], name[1], name[0], name[1], words, "signature", written, told)
