"""Read a source into a Document: the only room that touches files and the network."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from communique.model import Anchor, Block, Document, Source
from communique.read.layout import blocks_of
from communique.read.metadata import Known, describe

__all__ = ["from_text", "read"]


def read(source: str | Path) -> Document:
    """Read one source into a Document."""
    path = Path(source)
    return from_text(path.read_bytes().decode("utf-8"), path=str(path))


def from_text(text: str, *, on: date | None = None, path: str | None = None) -> Document:
    """Return the Document of a plain text; `on` is its date where the caller knows it, `path` the file it is from."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = Known(date=on, name=None if path is None else Path(path).name)
    return _document(text, blocks_of(text), known, Source("text/plain", digest, path=path, stdin=path is None))


def _document(text: str, blocks: tuple[Block, ...], known: Known, source: Source) -> Document:
    found = describe(text, blocks, known)
    return Document(
        id="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title=found.title,
        kind=found.kind,
        date=found.date,
        language=known.language or found.language,
        source=source,
        fidelity=found.fidelity,
        blocks=blocks,
        furniture=tuple(Anchor.of(text, block.start, block.end) for block in blocks if block.kind == "furniture"),
        issues=found.issues,
    )
