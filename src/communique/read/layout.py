"""Lay a plain text out as blocks: paragraphs, headings and list items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.model import Block

_ITEM = re.compile(r"(?:[-*\u2022\u2013\u2014]|\(?\d{1,3}[.)]|\([a-z]\)|[a-z]\))[ \t\u00a0]+")
_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:[ \t]*\n(?![ \t]*\n)[ \t]*\S.*)*")


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text, in its order; together they hold all that is not white space."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        end = start + len(text[start:end].rstrip())
        item = _ITEM.match(text, start, end)
        if item is not None:
            yield Block(start, end, "item", 1, item.end() - start)
        elif end - start < 120 and "\n" not in text[start:end] and text[end - 1] not in ".;:,!?\u201d":
            yield Block(start, end, "heading", 1)
        else:
            yield Block(start, end, "paragraph")
