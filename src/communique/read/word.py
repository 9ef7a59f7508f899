"""Read a DOCX file: its paragraphs, headings and list items by style and numbering, straight from the file's XML."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from communique.model.errors import EmptySource, FormatError, TooLarge
from communique.read.content import Content, Piece
from communique.read.limits import MAX_DOCX_PART, MAX_DOCX_PARTS, MAX_DOCX_RATIO

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset((_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _FALLBACK))
_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CHUNK = 65_536
# A small part may compress very well and still be harmless: the ratio counts from this many bytes on.
_RATIO_FROM = 1_000_000


def read_word(data: bytes, name: str) -> Content:
    """Return the content of a DOCX file.

    Raise `FormatError` where it is broken, encrypted or another kind of file, `TooLarge` where it would expand over
    the limits, `EmptySource` where it holds no text.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        if len(archive.infolist()) > MAX_DOCX_PARTS:
            raise TooLarge(f"{name} has more than {MAX_DOCX_PARTS:,} parts: it is not a document to read")
        document = _part(archive, "word/document.xml", name)
        if document is None:
            raise FormatError(f"{name} is a ZIP archive without a Word document in it: unpack it and read the files")
        styles = _Styles.of(_part(archive, "word/styles.xml", name))
        numbering = _Numbering.of(_part(archive, "word/numbering.xml", name))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError) as error:
        raise FormatError(f"{name} is a broken DOCX file: save it again in a word processor") from error
    except RuntimeError as error:  # zipfile's own for a file under a password
        raise FormatError(f"{name} is encrypted: save it without a password") from error
    body = document.find(_W + "body")
    pieces = [] if body is None else list(_pieces(body, styles, numbering))
    if not any(piece.text.strip() for piece in pieces):
        raise EmptySource(f"{name} has no text in it: give a document with paragraphs")
    return Content(tuple(pieces))


def _part(archive: zipfile.ZipFile, part: str, name: str) -> ElementTree.Element | None:
    """Return a part's XML, None where there is none; expand no more than the limits allow, whatever it declares."""
    try:
        info = archive.getinfo(part)
    except KeyError:
        return None
    limit = min(MAX_DOCX_PART, max(_RATIO_FROM, info.compress_size * MAX_DOCX_RATIO))
    expanded = bytearray()
    too_large = TooLarge(f"{name} expands to more than {limit:,} bytes (a zip bomb?): do not open it")
    if info.file_size > limit:
        raise too_large
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            expanded += chunk
            if len(expanded) > limit:
                raise too_large
    if b"<!DOCTYPE" in expanded or b"<!ENTITY" in expanded:
        raise FormatError(f"{name} declares entities in its XML, which no word processor does: do not open it")
    try:
        return ElementTree.fromstring(bytes(expanded).replace(_STRICT, _TRANSITIONAL))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise FormatError(f"{name} is a broken DOCX file (its {part} is not XML): save it again") from error


def _pieces(body: ElementTree.Element, styles: _Styles, numbering: _Numbering) -> Iterator[Piece]:
    """Yield the paragraphs of the body and of its tables and boxes, in the file's order."""
    for paragraph in _paragraphs(body):
        words = " ".join("".join(_runs(paragraph)).split(" ")).strip()
        lines = [" ".join(line.split()) for line in words.split("\n")]
        properties = paragraph.find(_W + "pPr")
        style = _value(properties, "pStyle")
        rank = styles.headings.get(style or "") or _outline(properties)
        listed = _list_of(properties) or styles.lists.get(style or "")
        marker, level = numbering.next(*listed) if listed is not None and any(lines) else ("", 0)
        for line in lines:
            if not line:
                continue
            if rank:
                yield Piece(marker + line, "heading", rank)
            elif marker:
                yield Piece(marker + line, "item", level, len(marker))
            else:
                yield Piece(line)
            marker = ""


def _paragraphs(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield the paragraphs below an element; one inside another (a text box) comes after it."""
    pending = [element]
    while pending:
        node = pending.pop()
        if node.tag == _W + "p" and node is not element:
            yield node
            pending.extend(reversed(list(node.iter(_W + "txbxContent"))))
            continue
        pending.extend(child for child in reversed(node) if child.tag not in _SKIPPED)


def _runs(paragraph: ElementTree.Element) -> Iterator[str]:
    """Yield the text of a paragraph, what is deleted, hidden in fields or in boxes left out."""
    pending = list(reversed(paragraph))
    while pending:
        node = pending.pop()
        if node.tag == _W + "t":
            yield (node.text or "").replace("\n", " ")
        elif node.tag == _W + "tab":
            yield " "
        elif node.tag in (_W + "br", _W + "cr"):
            yield "\n"
        elif node.tag == _W + "noBreakHyphen":
            yield "\u2011"
        elif node.tag not in _SKIPPED and node.tag not in (_W + "pPr", _W + "rPr", _W + "txbxContent"):
            pending.extend(reversed(node))


def _value(element: ElementTree.Element | None, name: str) -> str | None:
    found = None if element is None else element.find(_W + name)
    return None if found is None else found.get(_W + "val")


def _outline(properties: ElementTree.Element | None) -> int:
    level = _value(properties, "outlineLvl")
    return int(level) + 1 if level is not None and level.isdigit() and int(level) < 9 else 0


def _list_of(properties: ElementTree.Element | None) -> tuple[str, int] | None:
    """Return the list's id and the level, from 0, that a paragraph's properties put it in."""
    numbered = None if properties is None else properties.find(_W + "numPr")
    number = _value(numbered, "numId")
    if number is None or number == "0":
        return None
    level = _value(numbered, "ilvl") or "0"
    return number, min(int(level), 8) if level.isdigit() else 0


@dataclass(frozen=True, slots=True)
class _Styles:
    """The heading ranks and the lists that the file's paragraph styles stand for, by style id."""

    headings: dict[str, int]
    lists: dict[str, tuple[str, int]]

    @classmethod
    def of(cls, part: ElementTree.Element | None) -> _Styles:
        headings: dict[str, int] = {}
        lists: dict[str, tuple[str, int]] = {}
        for style in [] if part is None else part.iter(_W + "style"):
            key, named = style.get(_W + "styleId") or "", (_value(style, "name") or "").lower()
            properties = style.find(_W + "pPr")
            match = _HEADING.match(named)
            rank = int(match[1]) if match is not None else 1 if named == "title" else _outline(properties)
            if rank:
                headings[key] = rank
            listed = _list_of(properties)
            if listed is not None:
                lists[key] = listed
        return cls(headings, lists)


@dataclass(slots=True)
class _Numbering:
    """The file's lists: of each the format and pattern of every level, and how far it has counted."""

    levels: dict[str, dict[int, tuple[str, str, int]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, part: ElementTree.Element | None) -> _Numbering:
        if part is None:
            return cls()
        abstract: dict[str | None, dict[int, tuple[str, str, int]]] = {}
        for definition in part.iter(_W + "abstractNum"):
            levels = {}
            for level in definition.iter(_W + "lvl"):
                start = _value(level, "start") or "1"
                shape = (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    int(start) if start.isdigit() else 1,
                )
                rank = level.get(_W + "ilvl") or "0"
                levels[int(rank) if rank.isdigit() else 0] = shape
            abstract[definition.get(_W + "abstractNumId")] = levels
        numbers = {
            number.get(_W + "numId") or "": abstract.get(_value(number, "abstractNumId"), {})
            for number in part.iter(_W + "num")
        }
        return cls(numbers)

    def next(self, number: str, level: int) -> tuple[str, int]:
        """Return the marker of the list's next item at a level, and its depth from 1; "" where it shows none."""
        levels = self.levels.get(number, {})
        kind, pattern, start = levels.get(level, ("bullet", "", 1))
        counts = self.counts.setdefault(number, {})
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if kind == "none":
            return "", level + 1
        if kind == "bullet":
            return "- ", level + 1
        written = re.sub(r"%(\d)", lambda match: self._count(levels, counts, int(match[1]) - 1), pattern)
        return (written.strip() or "-") + " ", level + 1

    @staticmethod
    def _count(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        kind, _, start = levels.get(level, ("decimal", "", 1))
        return _numeral(counts.get(level, start), kind)


def _numeral(count: int, kind: str) -> str:
    """Write a count as a list of this kind does: 3, c, C, iii, III."""
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 40:
        written = ""
        for value, sign in _ROMAN:
            while count >= value:
                written, count = written + sign, count - value
        return written.upper() if kind == "upperRoman" else written
    return f"{count:02d}" if kind == "decimalZero" else str(count)
