"""Words of a text as names are built of them: capitals, initials, particles, possessives, marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:[^\W\d_]\.)+[^\W\d_](?=-)"  # U.S., H.E., U.S-EU
    r"|[A-Z]&[A-Z]\w*"  # R&D
    r"|(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|Lt|Gen|Adm|Col|Maj|Capt|Cmdr|Brig|Sgt|Spc|Pfc|Cpl|Cmd|Pvt|Hon|Rt|Amb|Sen|Rep|Gov|Prof|Rev|Engr|Eng|Atty|Smt|Esq)\."
    r"|[A-ZÀ-Þ]\.(?=[\s,)-])"  # an initial
    r"|'s\b|(?<=s)'(?!\w)"  # a possessive ending
    r"|[Tt]hen(?=-[A-Z])|-(?:elect|designate)\b"
    r"|[^\W_]+(?:(?:-(?![A-Z]\.|elect\b|designate\b)|'(?!s\b))[^\W_]+)*"
    r"|\S"
)
_BARE = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
_ARTICLES = frozenset({"al-", "el-", "ad-", "an-", "ar-", "as-", "at-", "az-"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark: its letters and its range in the document's text."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Tell whether the word begins with a capital letter, an Arabic article aside ("al-Sudani")."""
        return self.text[0].isupper() or (self.text[:3] in _ARTICLES and self.text[3:4].isupper())

    @property
    def initial(self) -> bool:
        """Tell whether the word is one capital letter with a full stop, or several run together ("J.R.")."""
        return len(self.text) >= 2 and self.text[1] == "." and self.text[0].isupper()


def folded(text: str) -> str:
    """Return a text of the same length without accents: each letter is the plain one that it is made of."""
    if text.isascii():
        return text
    return "".join(c if c.isascii() else _BARE.get(c, unicodedata.normalize("NFKD", c)[0]) for c in text)


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words and marks of `text[start:end]`, in order; ranges count in `text`."""
    return list(_words(text, start, end))


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, end):
        yield Word(match[0], match.start(), match.end())
