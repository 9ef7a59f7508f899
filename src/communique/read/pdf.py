"""Read a PDF: its lines with their places, joined again to paragraphs, page headers and numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from communique.model.errors import EmptySource, FormatError
from communique.read.content import Content, Piece
from communique.read.headings import is_heading
from communique.read.hyphens import joined, whole_words
from communique.read.limits import MAX_CHARACTERS, MAX_PDF_PAGES, check_size
from communique.read.lines import ends_stopped
from communique.read.markers import Marker, marker_of

_PAGE_NUMBER = re.compile(
    r"[-\u2013\u2014\[(| ]*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|von|de)\s*\d{1,4})?"
    r"[-\u2013\u2014\])| ]*",
    re.IGNORECASE,
)
_MADE_UP_TITLE = re.compile(r"microsoft word|untitled|\.(?:docx?|pdf|indd|pub|rtf)$|^[\w-]{0,40}$", re.IGNORECASE)
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
_HYPHENS = "-\u00ad\u2010"
# What it gives for one hyphen and the line break after it.
_BREAKING_HYPHENS = (0x02, 0xFFFE)
_DROPPED = re.compile("[\u00ad\ufffe\ufeff\x00-\x08\x0b\x0e-\x1f]")
# How many lines at the top and at the foot of a page may be its header or footer.
_MARGIN_LINES = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its words, its box in points (the page's foot is 0) and the size of its first letter."""

    page: int
    words: str
    left: float
    right: float
    bottom: float
    size: float


def read_pdf(data: bytes, name: str) -> Content:
    """Return the content of a PDF file.

    Raise `FormatError` where it is broken or under a password, `TooLarge` where it is over the limits, `EmptySource`
    where its pages hold pictures of text only.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise FormatError(f"{name} is encrypted: save it without a password") from error
        raise FormatError(f"{name} is a broken PDF file: print it to PDF again") from error
    try:
        check_size(len(document), MAX_PDF_PAGES, name, "pages")
        pages = _pages(document, name)
        title = " ".join((document.get_metadata_dict().get("Title") or "").split())
    except pypdfium2.PdfiumError as error:
        raise FormatError(f"{name} is a broken PDF file: print it to PDF again") from error
    finally:
        document.close()
    if not any(line.words for page in pages for line in page):
        raise EmptySource(
            f"{name} has no text in it, only pictures of pages (a scan?): run text recognition (OCR) first"
        )
    body = _without_margins(pages)
    pieces = tuple(_paragraphs(body or [line for page in pages for line in page]))
    return Content(pieces, title=None if not title or _MADE_UP_TITLE.search(title) else title)


def _pages(document: Any, name: str) -> list[list[_Line]]:
    """Return the lines of every page that are not blank, in the order in which the page draws them."""
    import pypdfium2

    pages = []
    total = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue  # a page that cannot be loaded leaves the others readable
        text = page.get_textpage()
        total += text.count_chars()
        check_size(total, MAX_CHARACTERS, name, "characters")
        pages.append(list(_lines(text, number)))
        text.close()
        page.close()
    return pages


def _lines(text: Any, number: int) -> Iterator[_Line]:
    """Yield the lines of a text page."""
    from pypdfium2 import raw

    first = last = -1
    units: list[int] = []
    for index in range(text.count_chars()):
        unit = raw.FPDFText_GetUnicode(text, index)
        if unit in (10, 13):
            if first >= 0:
                yield _line(text, number, units, first, last)
            first, units = -1, []
            continue
        if unit in _BREAKING_HYPHENS and first >= 0:
            yield _line(text, number, [*units, ord("-")], first, last)
            first, units = -1, []
            continue
        units.append(unit)
        if unit > 32 and (first < 0 or not raw.FPDFText_IsGenerated(text, index)):
            first = index if first < 0 else first
            last = index
    if first >= 0:
        yield _line(text, number, units, first, last)


def _line(text: Any, number: int, units: Sequence[int], first: int, last: int) -> _Line:
    from pypdfium2 import raw

    joined = "".join(chr(unit) if unit < 0x110000 else " " for unit in units)
    words = joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_LIGATURES)
    words = " ".join(words.split())
    ends_in_hyphen = words[-1:] in _HYPHENS and len(words) > 1
    left, bottom, _, _ = text.get_charbox(first, loose=True)
    _, _, right, _ = text.get_charbox(last, loose=True)
    words = _DROPPED.sub("", words[:-1]) + "-" if ends_in_hyphen else _DROPPED.sub("", words)
    return _Line(number, words.strip(), left, right, bottom, float(raw.FPDFText_GetFontSize(text, first)))


def _without_margins(pages: Sequence[Sequence[_Line]]) -> list[_Line]:
    """Return the lines without page numbers and without what stands at the top or foot of half of the pages or more.

    A line in small letters that tops a later page is its header too, however few the pages. A title that later pages
    repeat as their header stays where it stands first, if it is set there otherwise.
    """
    margins = [_margin(page) for page in pages]
    counts = Counter(key for margin in margins for key in {_key(line) for line in margin})
    often = {key for key, count in counts.items() if count >= max(2, len(pages) / 2)}
    first: dict[str, _Line] = {}
    for margin in margins:
        for line in margin:
            first.setdefault(_key(line), line)
    kept = []
    size = median(line.size for page in pages for line in page)
    for page, margin in zip(pages, margins, strict=True):
        at_edge = set(map(id, margin))
        for line in page:
            key = _key(line)
            if id(line) in at_edge and _PAGE_NUMBER.fullmatch(line.words):
                continue
            if id(line) in at_edge and key in often and not _is_title(line, key, first, margins):
                continue
            if line.words and not (line.page > 0 and line is margin[0] and line.size < 0.9 * size):
                kept.append(line)
    return kept


def _margin(page: Sequence[_Line]) -> list[_Line]:
    """Return the lines at the top and at the foot of a page."""
    by_height = sorted(page, key=lambda line: -line.bottom)
    return by_height[:_MARGIN_LINES] + by_height[max(_MARGIN_LINES, len(by_height) - _MARGIN_LINES) :]


def _key(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.words.casefold())


def _is_title(line: _Line, key: str, first: dict[str, _Line], margins: Sequence[Sequence[_Line]]) -> bool:
    """Tell whether a line that pages repeat is its first occurrence and set otherwise than the rest."""
    if first[key] is not line:
        return False
    others = [other for margin in margins for other in margin if other is not line and _key(other) == key]
    return all(abs(other.bottom - line.bottom) > 5 or abs(other.size - line.size) > 1 for other in others)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Piece]:
    """Yield the paragraphs that the lines were broken from."""
    shape = _Shape.of(lines)
    known = whole_words(line.words for line in lines)
    words, marker = "", None
    last: _Line | None = None
    for line in lines:
        found = marker_of(line.words, 0, len(line.words))
        if last is None or shape.parted(last, line, marker, found):
            if words:
                yield Piece(words)
            words, marker = line.words, found
        else:
            words = joined(words, line.words, known)
        last = line
    if words:
        yield Piece(words)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a document's text is set: its right edge, its size, the distance of its lines, the width of a letter."""

    right: float
    size: float
    pitch: float
    letter: float

    @classmethod
    def of(cls, lines: Sequence[_Line]) -> _Shape:
        steps = [
            one.bottom - two.bottom
            for one, two in pairwise(lines)
            if one.page == two.page and 0 < one.bottom - two.bottom < 4 * max(one.size, 6)
        ]
        rights = sorted(line.right for line in lines)
        letters = [(line.right - line.left) / len(line.words) for line in lines if len(line.words) > 10]
        return cls(
            right=rights[len(rights) * 9 // 10],
            size=median(line.size for line in lines),
            pitch=_least_common(steps),
            letter=median(letters) if letters else 6.0,
        )

    def parted(self, last: _Line, line: _Line, marker: Marker | None, found: Marker | None) -> bool:
        """Tell whether a line begins a paragraph; `marker` opens the paragraph above it, `found` the line."""
        above, below = last.words, line.words
        stopped = ends_stopped(above)
        if found is not None and (found.sure or stopped or above[-1:] in ";," or _continues(marker, found)):
            return True
        if abs(last.size - line.size) > 0.12 * max(last.size, line.size):
            return True
        letter = (last.right - last.left) / len(above) if len(above) > 20 else self.letter * line.size / self.size
        meant = last.right + 1.05 * letter * (len(below.split(None, 1)[0]) + 1) < self.right
        if last.page != line.page:
            return meant and (stopped or is_heading(above))
        step = (last.bottom - line.bottom) * self.size / line.size
        if step > 1.35 * self.pitch or step < -0.5 * self.pitch:
            return not (below[:1].islower() and not stopped and step < 0)
        if stopped and line.left > last.left + 1.5 * self.letter and marker is None:
            return True
        return meant and (stopped or (is_heading(above) and not below[:1].islower()))


def _continues(marker: Marker | None, found: Marker) -> bool:
    if marker is None or marker.style != found.style:
        return False
    return found.value is None or marker.value is None or found.value == marker.value + 1


def _least_common(steps: Sequence[float]) -> float:
    """Return the distance of lines inside a paragraph: the commonest, to half a point, of the smaller half."""
    if not steps:
        return 14.0
    counts = Counter(round(2 * step) for step in steps)
    top = max(counts.values())
    return min(step for step, count in counts.items() if count >= 0.5 * top) / 2
