"""Read a source into a Document: the only room that touches files and the network."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from communique.model import Anchor, Document, Source
from communique.read.layout import blocks_of

__all__ = ["from_text", "read"]


def read(source: str | Path) -> Document:
    """Read one source into a Document."""
    path = Path(source)
    named = re.match(r"(\d{4})-(\d\d)-(\d\d)", path.name)
    day = None if named is None else date(int(named[1]), int(named[2]), int(named[3]))
    return from_text(path.read_bytes().decode("utf-8"), on=day, path=str(path))


def from_text(text: str, *, on: date | None = None, path: str | None = None) -> Document:
    """Return the Document of a plain text; `on` is its date where the caller knows it."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    blocks = blocks_of(text)
    return Document(
        id="sha256:" + digest,
        text=text,
        title=text.strip().splitlines()[0] if text.strip() else None,
        kind=None,
        date=on,
        language="en",
        source=Source("text/plain", digest, path=path, stdin=path is None),
        blocks=blocks,
        furniture=tuple(Anchor.of(text, block.start, block.end) for block in blocks if block.kind == "furniture"),
    )
