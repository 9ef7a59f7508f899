"""List markers: the bullets, numbers and letters that open a list item or a numbered paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

# White space on one line, the narrow and no-break kinds included.
_GAP = r"[^\S\n]"

_BULLET = re.compile(
    rf"(?P<sure>[\u2022\u25cf\u25cb\u25e6\u25aa\u25ab\u25a0\u25a1\u2023\u2043\u25ba\u25b6\u27a2\u2713\u2714\u2219\uf000-\uf0ff]{_GAP}*"
    rf"|[\u00b7\u30fb\u3147]{_GAP}+|o(?:\t|{_GAP}{{2,}}){_GAP}*)"
    rf"|(?P<dash>(?:-{{1,2}}|[*+\u2010-\u2015]){_GAP}+)"
)
_NUMBER = re.compile(
    rf"(?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?{_GAP}+(?=[A-Z\u201c\"]))"
    rf"|(?P<number>\d{{1,3}}[.)]{_GAP}*(?:(?<={_GAP})|(?=[A-Z][a-z]+{_GAP}))|\(\d{{1,3}}\){_GAP}*)"
    rf"|(?P<bare>\d{{1,3}}(?:\t|{_GAP}{{2,}}){_GAP}*(?=[A-Z\u201c\"]))"
    rf"|(?P<roman>\([ivx]{{1,6}}\){_GAP}*|[ivx]{{1,6}}[.)]{_GAP}+|[IVX]{{1,6}}[.)]{_GAP}+)"
    rf"|(?P<letter>\([a-z]\){_GAP}*|\([A-Z]\){_GAP}*|[a-z][.)]{_GAP}+|[A-Z][.)]{_GAP}+)"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the start of a line: `length` with the space after it, `style` to tell one list from another.

    `value` is the number of a numbered item (None for bullets, letters and Roman numbers). A marker is `sure` where
    nothing but a list begins with it; a dash or a number may also open a wrapped line.
    """

    style: str
    length: int
    sure: bool
    value: int | None = None


def marker_of(text: str, start: int, end: int) -> Marker | None:
    """Return the marker that stands at `start`, or None; a marker with nothing after it is none."""
    match = _BULLET.match(text, start, end) or _NUMBER.match(text, start, end)
    if match is None or match.end() >= end or match.lastgroup is None:
        return None
    style, words = match.lastgroup, match.group().strip()
    if style in ("sure", "dash"):
        return Marker(words[:1], match.end() - start, style == "sure")
    digits = re.match(r"\(?(\d+)", words)
    shape = re.sub(r"\w+", style[0].upper() if words.strip("().").isupper() else style[0], words)
    return Marker(shape, match.end() - start, False, None if digits is None else int(digits[1]))
