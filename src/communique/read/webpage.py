"""Read an HTML page: its main text with headings and list items, and the title and date that its data give."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from communique.model.errors import EmptySource, FormatError
from communique.read.content import Content, Piece
from communique.read.days import first_day
from communique.read.limits import MAX_HTML_DEPTH, MAX_HTML_ELEMENTS, check_size
from communique.read.markdown import with_title

# An lxml element: lxml ships no types.
Element: TypeAlias = Any

_SPACE = re.compile(r"[^\S\u00a0]+")
# Under so many words, trafilatura's choice is a guess; under so few, there is no text.
_SMALL_PAGE = 60
_LEAST_WORDS = 8
# A page that only lists others is shorter, and fewer of its words than this share stand outside its links.
_LONGEST_INDEX = 50_000
_OWN_SHARE = 0.25
# In the order of trust: what the page says was the publication, before what may be a later change.
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "dcterms.issued",
    "dcterms.date",
    "dc.date.issued",
    "dc.date",
    "citation_publication_date",
    "publication_date",
    "pubdate",
    "publish-date",
    "date",
    "dcterms.created",
)
_TITLE_NAMES = ("og:title", "dcterms.title", "dc.title", "citation_title", "twitter:title")
_SITE_TAIL = re.compile(r"\s[|\u00bb\u2013\u2014]\s[^|\u00bb\u2013\u2014]{2,60}$")


def read_webpage(text: str, name: str) -> Content:
    """Return the content of an HTML page; raise `EmptySource` where it has no main text."""
    root = _parsed(text, name)
    metadata = _metadata(root)
    title = _title(root, metadata)
    pieces = [piece for piece in _main(root) if piece.text.strip(" -")]
    if not pieces or _is_index(root, pieces):
        raise EmptySource(
            f"{name} is a page without main text (a form, a list of links, or filled in by a script): "
            "save the page as text and read that"
        )
    return Content(
        pieces=tuple(with_title(title, pieces)),
        title=title,
        date=_date(root, metadata),
        origin=_canonical(root, metadata),
    )


def _parsed(text: str, name: str) -> Element:
    """Return the page's tree; raise `FormatError` where it is no page or nested too deep, `TooLarge` where too big."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", remove_comments=True)
        )
    except (etree.LxmlError, ValueError) as error:
        raise FormatError(f"{name} is not an HTML page that can be parsed: save it anew from a browser") from error
    for element in list(root.iter("noscript")):  # "You need to enable JavaScript": words for another reader
        element.drop_tree()
    depth = deepest = elements = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        elements += event == "start"
    check_size(elements, MAX_HTML_ELEMENTS, name, "elements")
    if deepest > MAX_HTML_DEPTH:
        raise FormatError(f"{name} nests its elements more than {MAX_HTML_DEPTH} deep: it is not a page to read")
    return root


def _main(root: Element) -> list[Piece]:
    """Return the pieces of the page's main text: as trafilatura finds it; of a page too small for that, its own."""
    import trafilatura
    from lxml import etree

    found = trafilatura.extract(
        root,
        output_format="xml",
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        favor_recall=True,
    )
    main = None if found is None else etree.fromstring(found.encode()).find("main")
    pieces = [] if main is None else list(_walk(main))
    words = sum(len(piece.text.split()) for piece in pieces)
    if words >= _SMALL_PAGE:
        return pieces
    return list(_own(root)) or (pieces if words >= _LEAST_WORDS else [])


def _is_index(root: Element, pieces: list[Piece]) -> bool:
    """Tell whether nearly all words of the pieces are those of links, as on a page that lists other pages."""
    text = " ".join(piece.text for piece in pieces)
    if len(text) > _LONGEST_INDEX:
        return False
    links = [_words(element) for element in root.iter("a")]
    own = text
    for words in sorted({link for link in links if len(link.split()) > 2}, key=len, reverse=True):
        own = own.replace(words, " ")
    left = Counter(own.split())
    left.subtract(word for link in links if len(link.split()) <= 2 for word in link.split())
    return sum(count for count in left.values() if count > 0) < _OWN_SHARE * len(text.split())


def _own(root: Element) -> Iterator[Piece]:
    """Yield the headings, paragraphs and list items of a page that stand in no part for finding one's way."""
    for element in root.iter("h1", "h2", "h3", "h4", "p", "li"):
        if next(element.iterancestors("nav", "header", "footer", "aside", "form"), None) is not None:
            continue
        words = _words(element)
        if not words:
            continue
        if element.tag == "li":
            yield Piece("- " + words, "item", 1, 2)
        elif element.tag == "p":
            yield Piece(words)
        else:
            yield Piece(words, "heading", int(str(element.tag)[1]))


def _walk(element: Element, depth: int = 0) -> Iterator[Piece]:
    """Yield the pieces of trafilatura's tree: `head`, `p`, `list` of `item`, `quote`, `table` of `row` of `cell`."""
    for child in element:
        if child.tag == "head":
            yield Piece(_words(child), "heading", int((child.get("rend") or "h2")[1:] or 2))
        elif child.tag == "list":
            yield from _items(child, depth + 1)
        elif child.tag == "row":
            yield Piece(" | ".join(filter(None, map(_words, child))))
        elif child.tag in ("table", "quote", "div", "main", "body") and len(child):
            yield from _lines(child, own_only=True)
            yield from _walk(child, depth)
        else:
            yield from _lines(child)


def _items(listed: Element, depth: int) -> Iterator[Piece]:
    """Yield a list's items, numbered where the page does it; a list inside an item comes after its words."""
    ordered = listed.get("rend") == "ol"
    for number, item in enumerate(listed, start=1):
        marker = f"{number}. " if ordered else "- "
        words = _words(item, without=("list",))
        if words:
            yield Piece(marker + words, "item", depth, len(marker))
        for inner in item.iter("list"):
            yield from _items(inner, depth + 1)
            break


def _lines(element: Element, *, own_only: bool = False) -> Iterator[Piece]:
    """Yield the lines of a paragraph, parted at its line breaks."""
    line = element.text or ""
    if not own_only:
        for child in element.iterdescendants():
            if child.tag == "lb":
                yield Piece(_SPACE.sub(" ", line).strip())
                line = ""
            line += (child.text or "") if child.tag != "lb" else ""
            line += child.tail or ""
    yield Piece(_SPACE.sub(" ", line).strip())


def _words(element: Element, without: tuple[str, ...] = ()) -> str:
    """Return the words of an element on one line, those of the elements named in `without` left out."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in without and isinstance(child.tag, str):
            parts.append(" " if child.tag in ("lb", "br") else _words(child, without))
            if child.tag in ("p", "item", "div"):
                parts.append(" ")
        parts.append(child.tail or "")
    return _SPACE.sub(" ", "".join(parts)).strip()


def _metadata(root: Element) -> dict[str, str]:
    """Return the page's `meta` fields and those of its JSON-LD, names in small letters; the first of a name holds."""
    fields: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            fields.setdefault(name.strip().lower(), content)
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            for key, value in _linked(script.text or ""):
                fields.setdefault(key.lower(), value)
    return fields


def _linked(source: str) -> Iterator[tuple[str, str]]:
    try:
        loaded: Any = json.loads(source)
    except (ValueError, RecursionError):
        return
    graph = loaded.get("@graph", loaded) if isinstance(loaded, dict) else loaded
    for thing in graph if isinstance(graph, list) else [graph]:
        if isinstance(thing, dict):
            for key in ("datePublished", "headline"):
                if isinstance(thing.get(key), str):
                    yield key, thing[key]


def _date(root: Element, metadata: dict[str, str]) -> date | None:
    """Return the day of publication by the page's data, else by a `time` element that gives it in full."""
    for name in _DATE_NAMES:
        if name in metadata and (day := first_day(metadata[name][:40])) is not None:
            return day
    days = [first_day((element.get("datetime") or _words(element))[:40]) for element in root.iter("time")]
    return next((day for day in days if day is not None), None)


def _title(root: Element, metadata: dict[str, str]) -> str | None:
    """Return the page's title: its only first-rank heading, that of its data, or its own without the site's name."""
    headings = [words for element in root.iter("h1") if (words := _words(element))]
    given = next((metadata[name] for name in _TITLE_NAMES if name in metadata), None) or metadata.get("headline")
    if len(headings) == 1:
        return headings[0]
    if given is None:
        element = root.find(".//title")
        given = None if element is None else _words(element)
    if not given:
        return headings[0] if headings else None
    return _SITE_TAIL.sub("", " ".join(given.split()))


def _canonical(root: Element, metadata: dict[str, str]) -> str | None:
    for element in root.iter("link"):
        address = str(element.get("href") or "")
        if (element.get("rel") or "").lower() == "canonical" and address.startswith("http"):
            return address
    return metadata.get("og:url")
