"""Tell a document's title, date, kind, fidelity and language from its text and from what its file says of itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from communique.model import Block, Issue
from communique.read.days import DAY, day_of, first_day, named_day
from communique.read.headings import is_dateline, visible
from communique.read.kinds import kind_of
from communique.read.language import foreign_script, language_of
from communique.read.signs import load_signs

# How much of the body is read for its opening, and how many blocks may stand before it.
OPENING = 1_500
HEAD_BLOCKS = 15

# "SEOUL, Sept. 10, 2024 (Yonhap) -", "Tokyo (10 September 2024):", "September 10, 2024 --" at the start of the body.
_RUN_IN = re.compile(
    r"[-\u2013\u2014:|]|\([^()]{1,40}\)\s*[-\u2013\u2014:]?|\.\s?[-\u2013\u2014]|\.\s+[A-Z]|[A-Z][\w .]{2,30}:\s"
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|posted|issued|released?|date)\b|^\W*$", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\_", re.IGNORECASE)  # "\_" is a space that does not break
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|$)|/((?:19|20)\d\d-\d\d-\d\d)(?:\D|$)")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text beside its words: from the file, the page's data, the caller."""

    title: str | None = None
    date: date | None = None
    name: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What `describe` finds, with the issues of what it did not."""

    title: str | None
    date: date | None
    kind: str | None
    fidelity: str
    language: str
    issues: tuple[Issue, ...]


def describe(text: str, blocks: Sequence[Block], known: Known) -> Metadata:
    """Return the metadata of a text that is laid out in `blocks`."""
    title = _title(text, blocks) or (None if known.title is None else unescaped(known.title))
    body = " \n".join(text[b.start : b.end] for b in blocks if b.kind in ("paragraph", "item"))[:OPENING]
    furniture = "\n".join(visible(text[b.start : b.end]) for b in blocks if b.kind == "furniture")
    kind = kind_of(title, body, furniture)
    language = language_of(text)
    return Metadata(
        title=title,
        date=_date(text, blocks, title, known),
        kind=kind,
        fidelity=_fidelity(text, kind, furniture, known.url),
        language=language,
        issues=tuple(_issues(text, kind, language)),
    )


def unescaped(title: str) -> str:
    r"""Return a title with the signs that a source wrote as escapes, and nobody decoded ("\u201C" of JSON or YAML).

    The text keeps them: what is quoted of it must stand in it.
    """
    plain = _ESCAPE.sub(_sign, title)
    return title if plain == title else " ".join(plain.split())


def _sign(escape: re.Match[str]) -> str:
    """Return the sign that an escape means; the escape itself where that is no sign of a text."""
    sign = chr(int(escape[1], 16)) if escape[1] else " "
    return escape[0] if unicodedata.category(sign) in ("Cc", "Cs", "Cn", "Co") else sign


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    for block in blocks[:HEAD_BLOCKS]:
        if block.kind in ("paragraph", "item"):
            return None
        words = visible(unescaped(text[block.start : block.end]))
        if block.kind == "heading" and not is_dateline(words):
            return words
    return None


def _date(text: str, blocks: Sequence[Block], title: str | None, known: Known) -> date | None:
    """Return the text's own date: by the page's data, a date line, the title, the opening, the file's name or address.

    A date that only the body's sentences give is left to the extraction.
    """
    return (
        known.date
        or _dateline(text, blocks)
        or (None if title is None else first_day(title))
        or (None if known.name is None else named_day(known.name))
        or (None if known.url is None else _dated_address(known.url))
        or _signed(text, blocks)
    )


def _dateline(text: str, blocks: Sequence[Block]) -> date | None:
    """Return the date of a date line above the body, or of one that runs into the body's first sentence."""
    for block in blocks[:HEAD_BLOCKS]:
        words = visible(text[block.start : min(block.end, block.start + 200)])
        if block.kind in ("paragraph", "item"):
            match = DAY.search(words, 0, 90)
            if match is None or _RUN_IN.match(words[match.end() :].lstrip(" ,)")) is None:
                return None
            before = _WEEKDAY.sub("", words[: match.start()]).strip(" ,(")
            return day_of(match) if before.istitle() or before.isupper() or not before else None
        match = DAY.search(words)
        if match is None:
            continue
        if block.kind == "heading" and is_dateline(words):
            return day_of(match)
        if block.kind == "furniture" and _PUBLISHED.search(words[: match.start()]) is not None:
            return day_of(match)
    return None


def _signed(text: str, blocks: Sequence[Block]) -> date | None:
    """Return the date of a date line under the body ("Done at Seoul, 10 September 2024")."""
    for block in reversed(blocks[-6:]):
        words = visible(text[block.start : min(block.end, block.start + 200)])
        if block.kind == "heading" and is_dateline(words):
            return first_day(words)
    return None


def _dated_address(url: str) -> date | None:
    match = _IN_ADDRESS.search(urlsplit(url).path)
    return None if match is None else first_day(match[4] or "-".join(match.group(1, 2, 3)))


def _fidelity(text: str, kind: str | None, furniture: str, url: str | None) -> str:
    """Return how far the text gives the statement's own words; `unknown` without grounds for more.

    Grounds for `verbatim` are an official publisher's address, or the formula by which ministries introduce a text.
    """
    signs = load_signs()
    if kind == "news_story":
        return "report"
    said = "\n".join((text[:OPENING], text[-OPENING:], furniture))
    if signs.paraphrase.search(said) is not None:
        return "paraphrase"
    if signs.translation.search(said) is not None:
        return "translation"
    host = None if url is None else urlsplit(url).hostname
    official = host is not None and signs.official_hosts.fullmatch(host) is not None
    if official or signs.verbatim.search(text[:OPENING]) is not None:
        return "verbatim"
    return "unknown"


def _issues(text: str, kind: str | None, language: str) -> list[Issue]:
    issues = []
    names = load_signs().languages
    if language not in ("en", "und"):
        name = names.get(language, f"language {language!r}")
        issues.append(
            Issue(
                "language",
                f"the text is in {name}: only English is read, so the record has its sentences and no findings",
            )
        )
    elif language == "und":
        issues.append(Issue("language", "the text has too few words to tell its language"))
    elif (other := foreign_script(text)) is not None:
        issues.append(
            Issue("language", f"part of the text is in {names.get(other, other)}: only its English part is read")
        )
    if kind is None:
        issues.append(Issue("kind", "neither title nor opening tells what kind of document this is"))
    return issues
