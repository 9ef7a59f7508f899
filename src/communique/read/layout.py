"""Lay a text out as blocks: paragraphs, headings, list items and page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from communique.model import Block
from communique.read.content import Piece
from communique.read.furniture import is_furniture
from communique.read.headings import ends_open, is_capitals, is_dateline, is_heading, is_title_case, visible
from communique.read.lines import ends_stopped, stretches_of
from communique.read.markers import Marker, marker_of

_TITLE_WORD = re.compile(
    r"joint|statement|communiqu|declaration|read-?out|fact ?sheet|principles|summit|meeting|dialogue|talks",
    re.IGNORECASE,
)

# No paragraph is so long: what is, is a file without its line breaks.
LONGEST_BLOCK = 10_000
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_SPACE = re.compile(r"\s")

# A block with this many characters that ends in a stop is text of the statement, not an entry of a page's head or tail.
BODY_LENGTH = 160
LONGEST_TITLE = 600


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the text with its marker; `kind` and `level` are set where the format has settled them."""

    start: int
    end: int
    indent: int
    marker: Marker | None
    words: str
    kind: str | None = None
    level: int = 0


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text, in its order; together they hold all that is not white space."""
    parts = [
        _Part(s.start, s.end, s.indent, marker_of(text, s.start, s.end), visible(text[s.start : s.end]))
        for s in stretches_of(text)
    ]
    return tuple(_cut(text, _classified(text, parts)))


def compose(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Write the pieces as one text, a blank line between each two, and return it with its blocks."""
    parts: list[_Part] = []
    written: list[str] = []
    start = 0
    for piece in pieces:
        words = piece.text.strip()
        if not words:
            continue
        marker = Marker("-", piece.marker, True) if piece.marker else marker_of(words, 0, len(words))
        if piece.kind == "paragraph":
            marker = None
        parts.append(_Part(start, start + len(words), 0, marker, visible(words), piece.kind, piece.level))
        written.append(words)
        start += len(words) + 2
    text = "\n\n".join(written)
    return text, tuple(_cut(text, _classified(text, parts)))


def _cut(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, those longer than `LONGEST_BLOCK` in parts: at the end of a sentence, a word, or anywhere."""
    for block in blocks:
        start, marker = block.start, block.marker
        while block.end - start > LONGEST_BLOCK:
            window = text[start + LONGEST_BLOCK // 2 : start + LONGEST_BLOCK]
            stops = list(_SENTENCE_END.finditer(window)) or list(_SPACE.finditer(window))
            end = start + LONGEST_BLOCK // 2 + (stops[-1].start() if stops else len(window) - 1) + 1
            while text[end - 1].isspace():
                end -= 1
            yield replace(block, start=start, end=end, marker=marker)
            start, marker = end, 0
            while text[start].isspace():
                start += 1
        yield block if start == block.start else replace(block, start=start, marker=0)


def _classified(text: str, parts: Sequence[_Part]) -> Iterator[Block]:
    """Yield the parts as blocks of their kinds."""
    first, last = _body(parts)
    title = _title(parts, first)
    headings, items = _Levels(), _Levels()
    before = ""
    for index, part in enumerate(parts):
        zone = "head" if index < first else "tail" if index > last else "anywhere"
        if index != title and is_furniture(part.words, zone):
            yield Block(part.start, part.end, "furniture")
            continue
        kind = _kind(text, parts, index, title, before)
        if kind == "heading":
            items = _Levels()
            is_title = title is not None and part.words.casefold() == parts[title].words.casefold()
            level = 1 if is_title else part.level or 1 + headings.of(_heading_style(part), 0)
            yield Block(part.start, part.end, kind, level)
        elif kind == "item":
            style, length = ("", 0) if part.marker is None else (part.marker.style, part.marker.length)
            yield Block(part.start, part.end, kind, part.level or items.of(style, part.indent), length)
        else:
            yield Block(part.start, part.end, kind)
        before = part.words


def _kind(text: str, parts: Sequence[_Part], index: int, title: int | None, before: str) -> str:
    """Return the kind of a part that is not furniture: the format's, else what its writing shows."""
    part = parts[index]
    if title is not None and part.words.casefold() == parts[title].words.casefold():
        return "heading"
    if part.kind is not None:
        return part.kind
    if part.marker is not None:
        return "heading" if _is_numbered_heading(text, parts, index) else "item"
    return "heading" if is_heading(text[part.start : part.end], after_colon=before.endswith(":")) else "paragraph"


def _body(parts: Sequence[_Part]) -> tuple[int, int]:
    """Return the indices of the first and the last part that is surely text of the statement."""
    sure = [
        index
        for index, part in enumerate(parts)
        if len(part.words) >= BODY_LENGTH
        and (part.marker is not None or ends_stopped(part.words))
        and not is_furniture(part.words)
    ]
    return (sure[0], sure[-1]) if sure else (len(parts), len(parts))


def _title(parts: Sequence[_Part], first: int) -> int | None:
    """Return the index of the title: the first part that is neither furniture nor a date and has no final stop."""
    for index, part in enumerate(parts[: first + 1]):
        words = part.words
        if is_dateline(words) or is_furniture(words, "head"):
            continue
        if part.marker is not None or len(words) > LONGEST_TITLE or not ends_open(words):
            return None
        if part.kind is not None:
            return index if part.kind == "heading" else None
        alone = index == len(parts) - 1
        if alone or first == len(parts):
            named = _TITLE_WORD.search(words) is not None and not alone
            return index if named or is_capitals(words) or is_title_case(words) else None
        return index
    return None


def _is_numbered_heading(text: str, parts: Sequence[_Part], index: int) -> bool:
    """Tell whether a part is a numbered section heading ("IV. Energy", "2. Health") and not an entry of a list."""
    part = parts[index]
    if part.marker is None or not is_heading(text[part.start + part.marker.length : part.end]):
        return False
    style = part.marker.style
    if style[0] in "RL":
        return True
    if part.marker.value is None:
        return False
    beside = [parts[i].marker for i in (index - 1, index + 1) if 0 <= i < len(parts)]
    return index + 1 < len(parts) and all(marker is None or marker.style != style for marker in beside)


def _heading_style(part: _Part) -> str:
    if part.marker is not None:
        return part.marker.style
    return "capitals" if is_capitals(part.words) else "plain"


class _Levels:
    """The styles of markers or headings that are open, outermost first; a style's place is its depth."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []

    def of(self, style: str, indent: int) -> int:
        """Return the depth, from 1, of an entry of this style and indent, and remember it."""
        while self._open and self._open[-1][1] > indent + 1:
            self._open.pop()
        known = [index for index, (other, at) in enumerate(self._open) if other == style and abs(at - indent) <= 1]
        if known:
            del self._open[known[-1] + 1 :]
        else:
            self._open.append((style, indent))
        return len(self._open)
