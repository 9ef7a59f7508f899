"""Content: what a reader of one format finds in a file, before it becomes a Document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading or list item as its format marks it.

    `kind` is a block kind, or None where the format leaves open what it is; `text` is one line and holds an item's
    marker, of `marker` code points. `level` is a heading's or an item's depth, from 1.
    """

    text: str
    kind: str | None = None
    level: int = 0
    marker: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """The pieces of a file in reading order, and what the file says about itself outside its text.

    `date` is the day of publication, `origin` the address of the page that the file was made from.
    """

    pieces: tuple[Piece, ...]
    title: str | None = None
    date: date | None = None
    origin: str | None = None
