"""What a text without a title is called in a list: its file, or its first words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from communique.words.terms import clip, one_line

if TYPE_CHECKING:
    from communique.register.pages import DocumentRow
    from communique.register.view import View

FIRST_WORDS = 60
"""Characters of a text that stand for a title."""


def calls(view: View, rows: Iterable[DocumentRow]) -> dict[str, str]:
    """Return by their keys what the documents without a title are called."""
    return {row.key: _call(view, row.key) for row in rows if not row.title}


def _call(view: View, key: str) -> str:
    places = next((one.places for one in view.versions_of(key) if one.key == key), ())
    file = next((name for place in places if (name := _last_part(place))), "")
    return file or clip(one_line(view.record(key).document.text), FIRST_WORDS)


def _last_part(place: str) -> str:
    """Return the name of the file at a path or an address, "" where it has none."""
    name = (unquote(urlsplit(place).path) if "://" in place else place).replace("\\", "/").rpartition("/")[2]
    return name if "." in name else ""
