"""Words of a text as names are built of them: capitals, initials, particles, possessives, marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., H.E.
    r"|(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|Lt|Gen|Adm|Col|Maj|Capt|Cmdr|Brig|Sgt|Hon|Rt|Amb|Sen|Rep|Gov|Prof|Rev|Engr|Eng|Atty|Smt|Esq)\."
    r"|[A-ZÀ-Þ]\.(?=[\s,)-])"  # an initial
    r"|'s\b|(?<=s)'(?!\w)"  # a possessive ending
    r"|[^\W_]+(?:(?:-|'(?!s\b))[^\W_]+)*"
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark: its letters and its range in the document's text."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Tell whether the word begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def initial(self) -> bool:
        """Tell whether the word is one capital letter with a full stop, or several run together ("J.R.")."""
        return len(self.text) >= 2 and self.text[1] == "." and self.text[0].isupper()


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words and marks of `text[start:end]`, in order; ranges count in `text`."""
    return list(_words(text, start, end))


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, end):
        yield Word(match[0], match.start(), match.end())


_SHORT = dict(
    pair.split("=")
    for pair in (
        "joe=joseph liz=elizabeth mike=michael jim=james tony=antony bob=robert bill=william jon=jonathan "
        "chris=christopher rich=richard phil=philip tom=thomas dan=daniel dave=david steve=steven pete=peter "
        "jeff=jeffrey ken=kenneth muhammad=mohammed mohamed=mohammed mohammad=mohammed sergey=sergei "
        "aleksandr=alexander"
    ).split()
)
_DROPPED = frozenset({"jr", "sr", "ii", "iii", "iv", "sheikh", "sheikha", "shaikh", "al", "el", "the"})


def key_of(name: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a name as they are compared: no accents, case, marks, initials, suffixes, short forms."""
    words = []
    for word in name:
        plain = unicodedata.normalize("NFKD", word.casefold().replace("ø", "o").replace("ł", "l").replace("đ", "d"))
        plain = "".join(c for c in plain if c.isalpha() or c == "-")
        if plain.startswith(("al-", "el-")):
            plain = plain[3:]
        plain = plain.replace("-", "")
        if len(plain) > 1 and plain not in _DROPPED:
            words.append(_SHORT.get(plain, plain))
    return tuple(words)
