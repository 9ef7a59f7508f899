"""Lay a plain text out as blocks: paragraphs, headings, list items and page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.model import Block
from communique.read.furniture import is_furniture
from communique.read.headings import ends_open, is_capitals, is_dateline, is_heading, is_title_case, visible
from communique.read.markers import Marker, marker_of

_LINE = re.compile(r"[^\n]+")
_CLOSED = re.compile(r"(?:[.;:,!?]|\band|\bor)[\u201d\u2019\"')\]]*$")
_STOPPED = re.compile(r"[.:!?][\u201d\u2019\"')\]]*(?:\s?\[?\d{1,2}\]?)?$")
_TITLE_WORD = re.compile(
    r"joint|statement|communiqu|declaration|read-?out|fact ?sheet|principles|summit|meeting|dialogue|talks",
    re.IGNORECASE,
)

# Nobody wraps lines wider than this: a longer line is a paragraph of its own.
WIDEST_WRAP = 200
# A block with this many characters that ends in a stop is text of the statement, not an entry of a page's head or tail.
BODY_LENGTH = 160
LONGEST_TITLE = 600


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the white space around it; `indent` is the width of that before it."""

    start: int
    end: int
    indent: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """One or more lines that belong together, and the marker they open with."""

    start: int
    end: int
    indent: int
    marker: Marker | None
    words: str


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text, in its order; together they hold all that is not white space."""
    stretches = list(_stretches(text))
    width = _wrap_width(stretches)
    pieces = [piece for stretch in stretches for piece in _pieces(text, stretch, width)]
    return tuple(_classified(text, pieces))


def _stretches(text: str) -> Iterator[list[_Line]]:
    """Yield the runs of lines between blank lines."""
    run: list[_Line] = []
    after = 0
    for match in _LINE.finditer(text):
        bare = match.group().strip()
        if not bare:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        if run and text.count("\n", after, start) > 1:
            yield run
            run = []
        indent = len(text[match.start() : start].expandtabs(4))
        run.append(_Line(start, start + len(bare), indent))
        after = start + len(bare)
    if run:
        yield run


def _wrap_width(stretches: Sequence[Sequence[_Line]]) -> int:
    """Return the width at which the text's lines are wrapped: that of the ninth widest line in ten, 0 if none are."""
    widths = sorted(
        line.indent + line.end - line.start
        for stretch in stretches
        if len(stretch) > 2
        for line in stretch[:-1]
        if line.end - line.start <= WIDEST_WRAP
    )
    return widths[len(widths) * 9 // 10] if widths else 0


def _pieces(text: str, stretch: Sequence[_Line], width: int) -> Iterator[_Piece]:
    """Join the wrapped lines of a stretch and part those that only stand under each other."""
    own = max(line.indent + line.end - line.start for line in stretch)
    width = max(width, own if own <= WIDEST_WRAP else 0)
    first, last = stretch[0], stretch[0]
    marker = marker_of(text, first.start, first.end)
    for line in stretch[1:]:
        found = marker_of(text, line.start, line.end)
        if _starts_anew(text, last, line, marker, found, width, first is last):
            yield _piece(text, first, last, marker)
            first, marker = line, found
        last = line
    yield _piece(text, first, last, marker)


def _piece(text: str, first: _Line, last: _Line, marker: Marker | None) -> _Piece:
    return _Piece(first.start, last.end, first.indent, marker, visible(text[first.start : last.end]))


def _starts_anew(
    text: str, last: _Line, line: _Line, open_marker: Marker | None, found: Marker | None, width: int, single: bool
) -> bool:
    """Tell whether `line`, which has the marker `found`, begins something new under `last`.

    `open_marker` is that of the piece that `last` belongs to, `single` whether `last` is all of it so far.

    A line break is a writer's own, not the wrapping's, where the next word would still have fitted.
    """
    above, below = text[last.start : last.end], text[line.start : line.end]
    if len(above) > WIDEST_WRAP and len(below) > WIDEST_WRAP:
        return True
    meant = last.indent + len(above) + 1 + len(below.split(None, 1)[0]) < width
    if is_furniture(visible(below)) or is_furniture(visible(above)):
        return True
    if (is_dateline(below) and (meant or single)) or (is_dateline(above) and single):
        return True
    if found is not None and (found.sure or _continues(open_marker, found)):
        return True
    if found is not None and (_STOPPED if open_marker is None else _CLOSED).search(above) is not None:
        return True
    if len(above) > WIDEST_WRAP:
        return not below[0].islower()
    if not meant or below[0].islower():
        return False
    if found is not None or _STOPPED.search(above) is not None:
        return True
    return is_heading(above) and (len(above) < 0.7 * width or is_capitals(above))


def _continues(above: Marker | None, found: Marker) -> bool:
    """Tell whether a marker goes on with the list that the marker above it is of."""
    if above is None or above.style != found.style:
        return False
    return found.value is None or above.value is None or found.value == above.value + 1


def _classified(text: str, pieces: Sequence[_Piece]) -> Iterator[Block]:
    """Yield the pieces as blocks of their kinds."""
    first, last = _body(pieces)
    title = _title(pieces, first)
    headings, items = _Levels(), _Levels()
    before = ""
    for index, piece in enumerate(pieces):
        zone = "head" if index < first else "tail" if index > last else "anywhere"
        marker = 0 if piece.marker is None else piece.marker.length
        words = piece.words
        if index != title and is_furniture(words, zone):
            yield Block(piece.start, piece.end, "furniture")
            continue
        if title is not None and (index == title or words.casefold() == pieces[title].words.casefold()):
            yield Block(piece.start, piece.end, "heading", 1)
        elif _is_numbered_heading(text, pieces, index) or (
            marker == 0 and is_heading(text[piece.start : piece.end], after_colon=before.endswith(":"))
        ):
            items = _Levels()
            yield Block(piece.start, piece.end, "heading", 1 + headings.of(_heading_style(words, piece.marker), 0))
        elif piece.marker is not None:
            yield Block(piece.start, piece.end, "item", items.of(piece.marker.style, piece.indent), marker)
        else:
            yield Block(piece.start, piece.end, "paragraph")
        before = words


def _body(pieces: Sequence[_Piece]) -> tuple[int, int]:
    """Return the indices of the first and the last piece that is surely text of the statement."""
    sure = [
        index
        for index, piece in enumerate(pieces)
        if (
            len(piece.words) >= BODY_LENGTH
            and _STOPPED.search(piece.words) is not None
            and not is_furniture(piece.words)
        )
        or (piece.marker is not None and len(piece.words) >= BODY_LENGTH)
    ]
    return (sure[0], sure[-1]) if sure else (len(pieces), len(pieces))


def _title(pieces: Sequence[_Piece], first: int) -> int | None:
    """Return the index of the title: the first piece that is neither furniture nor a date and has no final stop."""
    for index, piece in enumerate(pieces[: first + 1]):
        if is_dateline(piece.words) or is_furniture(piece.words, "head"):
            continue
        words = piece.words
        if piece.marker is not None or len(words) > LONGEST_TITLE or not ends_open(words):
            return None
        alone = index == len(pieces) - 1
        if alone or first == len(pieces):
            return (
                index
                if is_capitals(words) or is_title_case(words) or (_TITLE_WORD.search(words) and not alone)
                else None
            )
        return index
    return None


def _is_numbered_heading(text: str, pieces: Sequence[_Piece], index: int) -> bool:
    """Tell whether a piece is a numbered section heading ("IV. Energy", "2. Health") and not an entry of a list."""
    piece = pieces[index]
    if piece.marker is None or not is_heading(text[piece.start + piece.marker.length : piece.end]):
        return False
    style = piece.marker.style
    if style[0] in "RL" and len(piece.words) > piece.marker.length:
        return True
    if piece.marker.value is None and "." not in style[1:-1]:
        return False
    beside = [pieces[i].marker for i in (index - 1, index + 1) if 0 <= i < len(pieces)]
    return index + 1 < len(pieces) and all(marker is None or marker.style != style for marker in beside)


def _heading_style(words: str, marker: Marker | None) -> str:
    if marker is not None:
        return marker.style
    return "capitals" if is_capitals(words) else "plain"


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
