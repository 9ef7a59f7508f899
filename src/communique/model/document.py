"""Document: one published text, as read from its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.model.anchor import Anchor
from communique.model.issue import Issue

BLOCK_KINDS = ("paragraph", "heading", "item", "furniture")
DOCUMENT_KINDS = (
    "joint_statement",
    "communique",
    "declaration",
    "readout",
    "press_statement",
    "fact_sheet",
    "news_story",
)
FIDELITIES = ("verbatim", "translation", "report", "paraphrase", "unknown")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that layout sets apart: a paragraph, a heading, a list item, page furniture.

    Blocks do not overlap, stand in the text's order, and together hold every character that is not white space.
    A hard-wrapped paragraph is one block. `start` and `end` leave surrounding white space out; an item's range
    starts at its marker ("- ", "1. "), `marker` being the length of that marker with its space (0 elsewhere).
    `level` is a heading's or an item's depth, from 1.
    """

    start: int
    end: int
    kind: str
    level: int = 0
    marker: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes came from. Exactly one of `path`, `url`, `stdin` is set; `sha256` is of the raw bytes.

    `origin` is the address of which a Markdown file says itself that its text is from there, None where it says none.
    """

    media_type: str
    sha256: str
    path: str | None = None
    url: str | None = None
    stdin: bool = False
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One published text.

    `id` is `sha256:` and the hex digest of `text` in UTF-8. `date` is the text's own date or None; `speakers` are
    codes in the text's order, empty until the text has been extracted. `furniture` anchors page furniture that is
    no part of the statement; each furniture anchor is a block of kind `furniture` too.
    """

    id: str
    text: str
    title: str | None
    kind: str | None
    date: date | None
    language: str
    source: Source
    fidelity: str = "unknown"
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Anchor, ...] = ()
    speakers: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
