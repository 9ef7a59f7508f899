"""Read a source into a Document: the only room that touches files and the network."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath
from urllib.parse import urlsplit

from communique.model import Anchor, Block, Document, Source
from communique.model.errors import EmptySource, FormatError, ReadError
from communique.read.content import Content
from communique.read.decode import declared_encoding, decode, known_encoding, normalised
from communique.read.files import STANDARD_INPUT, Skipped, read_file, read_standard_input, sources
from communique.read.language import is_prose
from communique.read.layout import blocks_of, compose
from communique.read.limits import MAX_CHARACTERS, check_size
from communique.read.metadata import Known, describe
from communique.read.sniff import DOCX, ENDINGS, HTML, MARKDOWN, PDF, SIZES, TEXT, media_type_of

__all__ = ["Skipped", "from_text", "read", "read_bytes", "sources"]


def read(source: str | Path) -> Document:
    """Read one source into a Document: a file, an http(s) address, or "-" for standard input.

    Raise `ReadError` (one line: what, where, what to do) where it cannot be read.
    """
    named = str(source)
    if not named:
        raise ReadError("a source without a name: give a file, a folder, an address, or - for standard input")
    if named == "-":
        return read_bytes(read_standard_input())
    if isinstance(source, str) and "://" in source:
        from communique.read.fetch import fetch

        fetched = fetch(source)
        return read_bytes(fetched.data, url=fetched.url, media_type=fetched.media_type)
    return read_bytes(read_file(Path(source)), path=named)


def read_bytes(
    data: bytes,
    *,
    path: str | None = None,
    url: str | None = None,
    media_type: str | None = None,
    name: str | None = None,
) -> Document:
    """Return the Document of the bytes of one source: pure, the same bytes give the same Document.

    `path` or `url` says where they are from (standard input, if neither); `media_type` is what the source declares
    ("text/html; charset=euc-kr"); `name` is used in messages, and its ending where there is no path.
    """
    name = name or path or url or STANDARD_INPUT
    if not data:
        raise EmptySource(f"{name} is empty: give a file with a text in it")
    ending = urlsplit(url).path if url is not None else name
    kind = media_type_of(data, ending if ending.strip("/") else name, declared=media_type)
    check_size(len(data), SIZES[kind], name)
    source = Source(kind, hashlib.sha256(data).hexdigest(), path=path, url=url, stdin=path is None and url is None)
    stem = PurePath(ending).name
    if kind == TEXT:
        text = _text(data, name, media_type)
        if not _is_front_matter(text, stem):
            named = path is None or media_type is not None or PurePath(path).suffix.lower() in ENDINGS
            if not named and not is_prose(text):
                raise FormatError(f"{name} is no statement, nor other running text: give one, or name it as .txt")
            return _document(text, blocks_of(text), Known(name=stem, url=url), source)
        source = Source(MARKDOWN, source.sha256, path=path, url=url, stdin=source.stdin)
        kind = MARKDOWN
    content = _content(data, kind, name, media_type)
    text, blocks = compose(content.pieces)
    if not text:
        raise EmptySource(f"{name} has no text in it: give a file with a text in it")
    check_size(len(text), MAX_CHARACTERS, name, "characters")
    known = Known(content.title, content.date, stem, url or content.origin)
    if kind == MARKDOWN and content.origin is not None and content.origin.startswith(("https://", "http://")):
        source = replace(source, origin=content.origin)
    return _document(text, blocks, known, source)


def from_text(text: str, *, on: date | None = None, path: str | None = None) -> Document:
    """Return the Document of a plain text; `on` is its date where the caller knows it, `path` the file it is from."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = Known(date=on, name=None if path is None else PurePath(path).name)
    return _document(text, blocks_of(text), known, Source(TEXT, digest, path=path, stdin=path is None))


def _is_front_matter(text: str, name: str) -> bool:
    """Tell whether a text that no ending names opens as Markdown files with data do."""
    from communique.read.markdown import has_front_matter

    return text.startswith("---") and not PurePath(name).suffix and has_front_matter(text)


def _content(data: bytes, kind: str, name: str, media_type: str | None) -> Content:
    """Return the content of a file of a format other than plain text."""
    if kind == PDF:
        from communique.read.pdf import read_pdf

        return read_pdf(data, name)
    if kind == DOCX:
        from communique.read.word import read_word

        return read_word(data, name)
    text = _text(data, name, media_type, declared_encoding(data) if kind == HTML else None)
    if kind == HTML:
        from communique.read.webpage import read_webpage

        return read_webpage(text, name)
    from communique.read.markdown import read_markdown

    return read_markdown(text)


def _text(data: bytes, name: str, media_type: str | None, declared: str | None = None) -> str:
    """Return the text of a text file with newlines as line feeds; raise `EmptySource` where it is blank."""
    _, _, charset = (media_type or "").lower().partition("charset=")
    stated = known_encoding(charset.split(";")[0].strip(" \"'")) if charset else None
    text = normalised(decode(data, name, declared=stated or declared))
    if not text.strip():
        raise EmptySource(f"{name} holds white space only: give a file with a text in it")
    return text


def _document(text: str, blocks: tuple[Block, ...], known: Known, source: Source) -> Document:
    found = describe(text, blocks, known)
    return Document(
        id="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title=found.title,
        kind=found.kind,
        date=found.date,
        language=found.language,
        source=source,
        fidelity=found.fidelity,
        blocks=blocks,
        furniture=tuple(Anchor.of(text, block.start, block.end) for block in blocks if block.kind == "furniture"),
        issues=found.issues,
    )
