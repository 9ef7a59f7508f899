"""Tell what format bytes are in: by what they are, then by the name and the type that came with them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from communique.model.errors import FormatError
from communique.read.limits import MAX_DOCX_BYTES, MAX_HTML_BYTES, MAX_PDF_BYTES, MAX_TEXT_BYTES

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

SIZES = {TEXT: MAX_TEXT_BYTES, MARKDOWN: MAX_TEXT_BYTES, HTML: MAX_HTML_BYTES, PDF: MAX_PDF_BYTES, DOCX: MAX_DOCX_BYTES}
ENDINGS = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
}
_DECLARED = {
    "text/plain": TEXT,
    "text/markdown": MARKDOWN,
    "text/x-markdown": MARKDOWN,
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "application/pdf": PDF,
    "application/x-pdf": PDF,
    DOCX: DOCX,
}
_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file", "save it as .docx"),
    (b"{\\rtf", "an RTF file", "save it as .docx or .txt"),
    (b"\x89PNG", "a picture", "run text recognition (OCR) first"),
    (b"\xff\xd8\xff", "a picture", "run text recognition (OCR) first"),
    (b"GIF8", "a picture", "run text recognition (OCR) first"),
    (b"II*\x00", "a picture", "run text recognition (OCR) first"),
    (b"MM\x00*", "a picture", "run text recognition (OCR) first"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and read the files in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it and read the files in it"),
    (b"Rar!", "a RAR archive", "unpack it and read the files in it"),
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4_096


def media_type_of(data: bytes, name: str, *, declared: str | None = None) -> str:
    """Return the media type of `data`: one of the five that are read.

    A signature in the bytes holds over the name's ending, the ending over the declared type. Raise `FormatError` for
    another known format, and where bytes are not what their ending says they are.
    """
    head = data[:_HEAD]
    ending = ENDINGS.get(PurePath(name).suffix.lower())
    if b"%PDF-" in head[:1024]:
        return PDF
    for signature, what, advice in _OTHERS:
        if head.startswith(signature):
            raise FormatError(f"{name} is {what}, which is not read: {advice}")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if ending in (PDF, DOCX):
        kind = "PDF" if ending == PDF else "DOCX"
        raise FormatError(f"{name} is named as a {kind} file and is none: give it the ending of what it is")
    if ending is not None:
        return ending
    stated = None if declared is None else _DECLARED.get(declared.split(";")[0].strip().lower())
    if stated in (HTML, MARKDOWN):
        return stated
    return HTML if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")) is not None else TEXT


def _zipped(data: bytes, name: str) -> str:
    """Return the type of a ZIP archive, which is DOCX or refused."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError) as error:
        raise FormatError(f"{name} is a broken DOCX file or ZIP archive: save it again") from error
    if "word/document.xml" in parts:
        return DOCX
    for part, what in (("xl/workbook.xml", "an Excel file"), ("ppt/presentation.xml", "a PowerPoint file")):
        if part in parts:
            raise FormatError(f"{name} is {what}, which is not read: save its text as .docx or .txt")
    if "mimetype" in parts or "content.xml" in parts:
        raise FormatError(f"{name} is an OpenDocument or EPUB file, which is not read: save it as .docx")
    raise FormatError(f"{name} is a ZIP archive, which is not read: unpack it and read the files in it")
