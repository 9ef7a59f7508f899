"""Line and mention: a sentence as a row of words, and one place in it that speaks of a meeting."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.parse import ParsedSentence
from communique.model import Interval

_CLOSERS = (".", "!", "?", ":", ";")
_QUOTES = "\"'*)] "


# "SEOUL, 14 March 2025 -": where and when a text was given out, before its first words.
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.' ]{1,30}[\w.](?:, [A-Z][\w.' ]{1,25}[\w.])?)"
    r"(?P<day>,? \(?(?:[A-Z][a-z]+\.? \d{1,2}(?:,? \d{4})?|\d{1,2} [A-Z][a-z]+(?:,? \d{4})?)\)?,?)?"
    r"\s{0,2}[-\u2013\u2014]{1,2}\s"
)


def dateline_of(sentence: ParsedSentence) -> re.Match[str] | None:
    """Return the dateline that opens the first sentence of a block, with its place as group `place`, or None."""
    match = _DATELINE.match(sentence.span.text) if sentence.number == 1 else None
    return match if match is not None and (match["day"] or match["place"].isupper()) else None


def lines_of(sentences: Iterable[ParsedSentence]) -> Iterator[Line]:
    """Yield the lines of sentences; one that stops without a stop inside its block goes on in the next."""
    parts: list[ParsedSentence] = []
    for sentence in sentences:
        if parts and (sentence.block.start != parts[-1].block.start or closes(parts[-1])):
            yield Line.of(*parts)
            parts = []
        parts.append(sentence)
    if parts:
        yield Line.of(*parts)


def closes(sentence: ParsedSentence) -> bool:
    """Tell whether a sentence ends in a stop, quotation marks and brackets after it left aside."""
    return sentence.span.text.rstrip().rstrip(_QUOTES).endswith(_CLOSERS)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as a row of tokens counted from 0; all indices in this package count along one line.

    Where the parser broke a sentence in its middle, the line holds it whole, and `sentence` is its first part. A
    dateline before it is left out.
    """

    sentence: ParsedSentence
    tokens: tuple[Token, ...]
    lower: tuple[str, ...]
    at: dict[int, int]

    @classmethod
    def of(cls, sentence: ParsedSentence, *more: ParsedSentence) -> Line:
        """Return the line of a sentence, or of one and the parts that the parser cut from it."""
        opening = dateline_of(sentence)
        first = 0 if opening is None else sentence.span.start_char + opening.end()
        tokens = tuple(t for part in (sentence, *more) for t in part.span if not t.is_space and t.idx >= first)
        return cls(sentence, tokens, tuple(t.lower_ for t in tokens), {t.i: n for n, t in enumerate(tokens)})

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    def word(self, index: int) -> str:
        """Return the word at an index in lower case, "" outside the line."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def start(self, index: int) -> int:
        """Return where a token starts in the document's text."""
        return self.sentence.offset + int(self.tokens[index].idx)

    def end(self, index: int) -> int:
        """Return where a token ends in the document's text (exclusive)."""
        return self.start(index) + len(self.tokens[index])

    def text(self, first: int, end: int) -> str:
        """Return the words from token `first` to before token `end`, as parsed."""
        if end <= first:
            return ""
        return str(self.sentence.span.doc[self.tokens[first].i : self.tokens[end - 1].i + 1].text)

    def head(self, index: int) -> int:
        """Return the index of a token's head, -1 where that is outside the line."""
        return self.at.get(self.tokens[index].head.i, -1)

    def tight(self, index: int) -> bool:
        """Tell whether no space parts a token from the one before it."""
        before = self.tokens[index - 1]
        return index > 0 and before.idx + len(before) == self.tokens[index].idx

    def capital(self, index: int) -> bool:
        """Tell whether a token is capitalised, at its start or within ("iCET")."""
        return 0 <= index < len(self.tokens) and self.tokens[index].text != self.lower[index]

    def after(self, place: int, start: int = 0) -> int:
        """Return the index of the first token at or after a place of the text, counted from `start`."""
        return bisect_left(self.tokens, place - self.sentence.offset, lo=start, key=lambda token: token.idx)


@dataclass(frozen=True, slots=True)
class Mention:
    """What one mention says, as indices along its `line` and as the meeting's fields, None where unsaid.

    `first` to `last` (exclusive) is the mention, `head` its noun or verb. `noun` is the head in the singular ("meeting"
    for a clause such as "the leaders met"), `cls` its class. `name` is what the meeting is called, `series` the name of
    its series, `level` its level where a pack knows it, `key` the folded words that tell its series from others,
    `bag` those words and the ones of the name, with acronyms and what they stand for. `which` is "next", "last",
    "recent", "this" or "". `year` is a year in the name.

    `clause` marks a clause whose verb is the meeting; `verb` is the index of the verb that holds or is the meeting
    (-1: none), `subject` the range of a clause's subject. `named` tells that the words are a name; `anaphor` that they
    only point back ("this meeting"); `weak` that alone they name no meeting ("talks"), but may be the noun of one that
    a verb or a title tells of.
    """

    line: Line
    first: int
    last: int
    head: int
    noun: str
    cls: str
    name: str
    key: tuple[str, ...] = ()
    bag: frozenset[str] = frozenset()
    series: str | None = None
    level: str = ""
    ordinal: int | None = None
    which: str = ""
    status: str | None = None
    interval: Interval | None = None
    year: int | None = None
    place: str | None = None
    host: str | None = None
    format: str | None = None
    determiner: str = ""
    clause: bool = False
    verb: int = -1
    subject: tuple[int, int] | None = None
    named: bool = False
    anaphor: bool = False
    weak: bool = False

    @property
    def start(self) -> int:
        """Where the mention starts in the document's text."""
        return self.line.start(self.first)

    @property
    def end(self) -> int:
        """Where the mention ends in the document's text (exclusive)."""
        return self.line.end(self.last - 1)

    @property
    def index(self) -> int:
        """The index of its sentence in the document."""
        return self.line.sentence.index

    @property
    def weight(self) -> int:
        """How much the mention says, to choose the fullest."""
        said = (self.series, self.ordinal, self.interval, self.place, self.year)
        return sum(item is not None for item in said) + self.named - 3 * (self.anaphor or self.weak)
