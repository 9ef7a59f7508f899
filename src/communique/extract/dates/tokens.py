"""Tokens of time: words, numbers and marks of a stretch of text, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2}(?![\w-])|\d{4}/\d{1,2}/\d{1,2}(?![\w/])|\d{1,2}([./])\d{1,2}\2\d{4}(?![\w./]))"
    r"|(?P<amount>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d[\d.]*)"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<tens>\d{3}0'?s\b)"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|'s\b|[^\s\u00ad\u200b-\u200f\u2060\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: `text` in lower case, `raw` as written, `kind` one of date, amount, ordinal, tens, number, word, mark.

    `start` and `end` are offsets in the text that was tokenised; `number` is the value of a number or an ordinal.
    """

    text: str
    raw: str
    kind: str
    start: int
    end: int
    number: int | None = None


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of `text[start:end]`, with offsets in `text`."""
    return [_token(match) for match in _TOKEN.finditer(text, start, end)]


def _token(match: re.Match[str]) -> Token:
    raw, kind = match[0], match.lastgroup or "mark"
    number = None
    if kind == "number":
        number = int(raw)
    elif kind == "ordinal":
        number = int(raw[:-2])
    return Token(raw.lower(), raw, kind, match.start(), match.end(), number)
