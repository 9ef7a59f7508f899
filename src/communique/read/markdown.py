"""Read Markdown: its front matter, and its blocks as pieces with wrapped lines joined and marks taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from communique.read.content import Content, Piece
from communique.read.days import first_day
from communique.read.headings import is_heading
from communique.read.lines import ends_stopped

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PLAIN_SPACE = re.compile(r"[ \t\n]+")

# Quotes and lists nested deeper than this are no longer told apart.
_DEEPEST = 60

_DATES = ("date", "published_time", "published", "pubdate", "datepublished", "issued")
_ORIGINS = ("source_url", "canonical", "canonical_url", "url", "source", "link", "permalink")


def has_front_matter(text: str) -> bool:
    """Tell whether a text opens with a YAML front matter."""
    match = _FRONT.match(text)
    return match is not None and re.search(r"^\w[\w -]*:", match[1], re.MULTILINE) is not None


def read_markdown(text: str) -> Content:
    """Return the content of a Markdown text; newlines are line feeds."""
    from markdown_it import MarkdownIt

    front = _FRONT.match(text) if has_front_matter(text) else None
    known = {} if front is None else _front_matter(front[1])
    body = text if front is None else text[front.end() :]
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable("text_join")
    pieces = list(_Walk().pieces(parser.parse(body))) or list(_raw(_TAG.sub(" ", body)))
    title = _line(known, ("title", "headline"))
    return Content(
        pieces=tuple(with_title(title, pieces)),
        title=title,
        date=_day(known),
        origin=_line(known, _ORIGINS),
    )


def with_title(title: str | None, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with the title on top, where none of the first already gives it."""
    if title is None or any(_same(title, piece.text) for piece in pieces[:5]):
        return list(pieces)
    return [Piece(title, "heading", 1), *pieces]


def _same(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def _front_matter(source: str) -> dict[str, Any]:
    """Return the front matter's fields with their names in small letters; of broken YAML, the plain lines."""
    import yaml

    try:
        loaded = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError):
        loaded = dict(re.findall(r"^([\w-]+):[ \t]*(\S.*)$", source, re.MULTILINE))
    return {str(key).lower(): value for key, value in loaded.items()} if isinstance(loaded, dict) else {}


def _line(known: dict[str, Any], names: Sequence[str]) -> str | None:
    """Return the first of the named fields that holds a line of text."""
    for name in names:
        value = known.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return None


def _day(known: dict[str, Any]) -> date | None:
    for name in _DATES:
        value = known.get(name)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str) and (day := first_day(value[:40])) is not None:
            return day
    return None


@dataclass(slots=True)
class _Walk:
    """The walk over a document's tokens: the lists that are open, and the marker that the next text takes."""

    ordered: list[bool] = field(default_factory=list)
    marker: str = ""
    heading: int = 0

    def pieces(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        """Yield the pieces of the tokens of a document."""
        for token in tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self.ordered.append(token.type == "ordered_list_open")
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.ordered.pop()
            elif token.type == "list_item_open":
                self.marker = f"{token.info}{token.markup} " if self.ordered[-1] else "- "
            elif token.type == "heading_open":
                self.heading = int(token.tag[1])
            elif token.type == "heading_close":
                self.heading = 0
            elif token.type == "inline":
                yield from self._inline(token)
            elif token.type in ("fence", "code_block"):
                yield from _raw(token.content)
            elif token.type == "html_block":
                yield from _raw(unescape(_TAG.sub(" ", token.content)))

    def _inline(self, token: Token) -> Iterator[Piece]:
        for raw, words in _segments(token.children or ()):
            if self.heading:
                yield Piece(words, "heading", self.heading)
            elif self.marker:
                yield Piece(self.marker + words, "item", len(self.ordered), len(self.marker))
                self.marker = ""
            else:
                yield Piece(words, "heading" if raw != words and is_heading(raw) else None)


def _raw(content: str) -> Iterator[Piece]:
    """Yield the paragraphs of text that is not parsed."""
    for paragraph in re.split(r"\n[ \t]*\n", content):
        words = _PLAIN_SPACE.sub(" ", paragraph).strip()
        if any(character.isalnum() for character in words):
            yield Piece(words)


def _segments(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield the lines of an inline run, as written and bare, parted where a hard break ends a sentence.

    A hard break inside a sentence is only a break of the page's line.
    """
    raw, words = "", ""
    for token in tokens:
        if token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.fullmatch(token.content) is not None):
            bare = words.strip()
            if bare and (is_heading(raw.strip()) or ends_stopped(bare)):
                yield raw.strip(), _PLAIN_SPACE.sub(" ", bare)
                raw, words = "", ""
            else:
                raw, words = raw + " ", words + " "
            continue
        mark, plain = _written(token)
        raw, words = raw + mark, words + plain
    bare = _PLAIN_SPACE.sub(" ", words).strip()
    if bare:
        yield raw.strip(), bare


def _written(token: Token) -> tuple[str, str]:
    """Return a token as written, and without marks."""
    if token.type == "text":  # stars that pair with nothing are leavings of a conversion; written ones are escaped
        return token.content, token.content.replace("**", "")
    if token.type in ("code_inline", "text_special"):
        return token.content, token.content
    if token.type == "softbreak":
        return " ", " "
    if token.type in ("strong_open", "strong_close", "em_open", "em_close"):
        return token.markup, ""
    if token.type == "html_inline":
        return ("" if token.content.startswith("<!--") else token.content), ""
    return "", ""
