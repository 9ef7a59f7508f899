"""Read a source into a Document: the only room that touches files and the network."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from communique.model import Document, Source
from communique.read.layout import blocks_of


def read(source: str | Path) -> Document:
    """Read one source into a Document."""
    path = Path(source)
    data = path.read_bytes()
    text = data.decode("utf-8")
    named = re.match(r"(\d{4})-(\d\d)-(\d\d)", path.name)
    return Document(
        id="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title=text.strip().splitlines()[0] if text.strip() else None,
        kind=None,
        date=None if named is None else date(int(named[1]), int(named[2]), int(named[3])),
        language="en",
        source=Source("text/plain", hashlib.sha256(data).hexdigest(), path=str(path)),
        blocks=blocks_of(text),
    )
