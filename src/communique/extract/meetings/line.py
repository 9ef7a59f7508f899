"""Line: the words of one sentence, white space left out, with places in the document's text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.parse import ParsedSentence

_CLOSERS = (".", "!", "?", ":", ";")
_QUOTES = "\"'*)] "


def lines_of(sentences: Iterable[ParsedSentence]) -> Iterator[Line]:
    """Yield the lines of sentences; one that stops without a stop inside its block goes on in the next."""
    parts: list[ParsedSentence] = []
    for sentence in sentences:
        if parts and (sentence.block.start != parts[-1].block.start or _closes(parts[-1])):
            yield Line.of(*parts)
            parts = []
        parts.append(sentence)
    if parts:
        yield Line.of(*parts)


def _closes(sentence: ParsedSentence) -> bool:
    """Tell whether a sentence ends in a stop, quotation marks and brackets after it left aside."""
    return sentence.span.text.rstrip().rstrip(_QUOTES).endswith(_CLOSERS)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as a row of tokens counted from 0; all indices in this package count along one line.

    Where the parser broke a sentence in its middle, the line holds it whole, and `sentence` is its first part.
    """

    sentence: ParsedSentence
    tokens: tuple[Token, ...]
    lower: tuple[str, ...]
    at: dict[int, int]

    @classmethod
    def of(cls, sentence: ParsedSentence, *more: ParsedSentence) -> Line:
        """Return the line of a sentence, or of one and the parts that the parser cut from it."""
        tokens = tuple(token for part in (sentence, *more) for token in part.span if not token.is_space)
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
