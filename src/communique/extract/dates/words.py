"""Words: the tokens of one block of text, and the numbers, units and phrases of the lexicon in them."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.dates.lexicon import Entry, Lexicon
from communique.extract.dates.tokens import Token

DASHES = frozenset("-–—")
YEARS = range(1600, 2200)


class Words:
    """The tokens of a block; places are token indices, and a place outside the text holds the word ""."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.words = [token.text for token in tokens]
        self._length = len(self.words)

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, at: int) -> str:
        """Return the lower-case token at a place, "" outside the text."""
        return self.words[at] if 0 <= at < self._length else ""

    def kind(self, at: int) -> str:
        """Return the kind of the token at a place, "" outside the text."""
        return self.tokens[at].kind if 0 <= at < self._length else ""

    def match(self, at: int, table: dict[str, list[Entry]]) -> tuple[int, str] | None:
        """Return the end and the value of the longest phrase of a table that starts at `at`."""
        for words, value in table.get(self.word(at), ()):
            if tuple(self.words[at : at + len(words)]) == words:
                return at + len(words), value
        return None

    def capital(self, at: int) -> bool:
        """Tell whether the token at a place starts with a capital letter."""
        return 0 <= at < len(self.tokens) and self.tokens[at].raw[0].isupper()

    def glued(self, at: int) -> bool:
        """Tell whether the token at a place stands against the one before it, without a space."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def hyphenated(self, at: int) -> bool:
        """Tell whether a hyphen at a place joins the words beside it ("two-year")."""
        return self.word(at) == "-" and self.glued(at) and self.glued(at + 1)

    def skip(self, at: int, *words: str) -> int:
        """Return the place after any one of `words` at `at`, or `at`."""
        return at + 1 if self.word(at) in words else at

    def day_number(self, at: int) -> int | None:
        """Return the day of the month at a place."""
        if self.kind(at) not in ("number", "ordinal"):
            return None
        token = self.tokens[at]
        fits = token.number is not None and 1 <= token.number <= 31 and len(token.raw.rstrip("stndrh")) <= 2
        return token.number if fits else None

    def year_number(self, at: int) -> int | None:
        """Return the year at a place: four digits, 1600 to 2199."""
        if self.kind(at) != "number" or len(self.words[at]) != 4:
            return None
        number = self.tokens[at].number
        return number if number in YEARS else None

    def count(self, at: int) -> tuple[int, int | None] | None:
        """Return a count of units and the place after it; None as its value where it is indefinite ("several").

        Of a span of counts it is the larger ("two to three", "2-3").
        """
        first = self._single_count(at)
        if first is None or first[1] is None or self.word(first[0]) not in ("to", "or", "-", "–"):
            return first
        second = self._single_count(first[0] + 1)
        return first if second is None or (second[1] or 0) <= first[1] else second

    def _single_count(self, at: int) -> tuple[int, int | None] | None:
        word, following = self.word(at), self.word(at + 1)
        if self.kind(at) == "number" and len(word) <= 3:
            return at + 1, self.tokens[at].number
        if word in ("a", "an"):
            if following in ("few", "couple", "number"):
                return self.skip(at + 2, "of"), None
            return (at + 2, 100) if following == "hundred" else (at + 1, 1)
        if word == "couple" and following == "of":
            return at + 2, None
        if word in self.lexicon.indefinite:
            return at + 1, None
        number = self.lexicon.numbers.get(word)
        if number is None:
            return None
        tail = at + 2 if following in DASHES else at + 1
        more = self.lexicon.numbers.get(self.word(tail), 0)
        if 20 <= number < 100 and 1 <= more <= 9:
            return tail + 1, number + more
        return (tail + 1, number * 100) if more == 100 else (at + 1, number)

    def unit(self, at: int) -> str | None:
        """Return the calendar unit named at a place."""
        return self.lexicon.units.get(self.word(at))
