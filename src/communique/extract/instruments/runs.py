"""Runs of title words: capitalised words with the links, brackets and lists that hold a title together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.instruments.lexicon import Head, Lexicon
from communique.extract.instruments.words import AND, ARTICLES, PREPOSITIONS, Passage, Word

COMPLEMENT = frozenset(
    ["of", "on", "for", "against", "concerning", "regarding", "to", "towards", "toward", "between", "among"]
)
"""Prepositions by which a title goes on after its head noun ("Treaty *on* ...")."""
DOING = "ing"
"""The link of a title that goes on with a participle ("Agreement *Establishing* ...")."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a run between links: words `first` to `last` (exclusive), and the link words before it.

    `head` is the head noun that ends the piece, from word `head_at`, if one does; brackets and numbers that follow
    a head ("Agreement (ABC)", "Resolution 2231") belong to the piece.
    """

    link: tuple[str, ...]
    first: int
    last: int
    head: Head | None
    head_at: int


@dataclass(frozen=True, slots=True)
class Run:
    """A maximal run of title words, as its pieces; `first` to `last` (exclusive) in the passage's words."""

    first: int
    last: int
    pieces: tuple[Piece, ...]


def runs(passage: Passage, entries: Lexicon) -> Iterator[Run]:
    """Yield the runs of a passage, in its order."""
    words, index = passage.words, 0
    while index < len(words):
        if _starts(passage, index):
            run = _Reader(passage, entries).read(index)
            yield run
            index = max(run.last, index + 1)
        else:
            index += 1


def head_at(words: Sequence[Word], last: int, first: int, entries: Lexicon) -> tuple[Head, int] | None:
    """Return the longest head noun that ends before word `last` and starts at word `first` or after, with its place."""
    if last <= first:
        return None
    for noun, head in entries.heads.get(words[last - 1].owned, ()):
        start = last - len(noun)
        if start >= first and all(words[start + k].lower == noun[k] for k in range(len(noun) - 1)):
            return head, start
    return None


def _starts(passage: Passage, index: int) -> bool:
    word = passage.words[index]
    if word.year:
        return index + 1 < len(passage.words) and passage.words[index + 1].capital
    return word.capital and word.text[0].isalpha() and word.start not in passage.starters


# "Work Plan IV": the number of a plan that follows others.
_ROMAN = frozenset({"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"})


class _Reader:
    """Reads one run from left to right."""

    def __init__(self, passage: Passage, entries: Lexicon) -> None:
        self.words = passage.words
        self.codes = passage.codes
        self.entries = entries
        self.pieces: list[Piece] = []
        self.between = False

    def read(self, first: int) -> Run:
        link: tuple[str, ...] = ()
        at = first
        while True:
            end = self._piece(at)
            self._close(link, at, end)
            step = self._link(end)
            if step is None:
                return Run(first, end, tuple(self.pieces))
            link, at = step

    def _piece(self, first: int) -> int:
        """Return where the piece that starts at word `first` ends."""
        words, at = self.words, first
        while at < len(words):
            word = words[at]
            opening = self._multiword(at)
            if opening:
                at += opening
            elif self._title(at) and at > first and word.lower in self.entries.participles and self._headed(at, first):
                break
            elif self._title(at) or (word.number and self._numeral(at)):
                at += 1
                if word.possessive and self._headed(at, first):
                    break
            elif self._bracket(at):
                at += 3
            elif word.text in "-–" and self._dash(at):
                at += 1
            else:
                break
        return at

    def _headed(self, at: int, first: int) -> bool:
        """Tell whether a head noun, with something before it, ends before word `at`."""
        found = head_at(self.words, at, first, self.entries)
        return found is not None and (
            found[1] > first or bool(self.pieces) or self.words[at].lower in self.entries.participles
        )

    def _multiword(self, at: int) -> int:
        """Return the length of the head noun of several words that starts at word `at`, in whatever letters."""
        if not self.words[at].capital:
            return 0
        for noun in self.entries.openings.get(self.words[at].lower, ()):
            if all(at + k < len(self.words) and self.words[at + k].lower == part for k, part in enumerate(noun)):
                return len(noun)
        return 0

    def _numeral(self, at: int) -> bool:
        """Tell whether a number belongs to the title: before a capitalised word, or right after one."""
        return (at > 0 and self._title(at - 1)) or self._title(at + 1)

    def _bracket(self, at: int) -> bool:
        words = self.words
        return at + 2 < len(words) and words[at].text == "(" and words[at + 1].acronym and words[at + 2].text == ")"

    def _dash(self, at: int) -> bool:
        """Tell whether a dash joins two title words: it touches both, or both are names of parties."""
        words = self.words
        if at == 0 or not self._title(at + 1):
            return False
        if self.codes[at - 1] and self.codes[at + 1]:
            return True
        return words[at - 1].end == words[at].start and words[at].end == words[at + 1].start

    def _close(self, link: tuple[str, ...], first: int, last: int) -> None:
        """Add a piece; find the head noun that ends it, before a bracket or numbers."""
        words, end = self.words, last
        if end - first > 3 and words[end - 1].text == ")" and words[end - 3].text == "(":
            end -= 3
        while end > first + 1 and (words[end - 1].number or words[end - 1].text in _ROMAN):
            end -= 1
        found = head_at(words, end, first, self.entries)
        head, at = found if found is not None else (None, last)
        self.between = self.between or bool(link and link[0] in ("between", "among"))
        self.pieces.append(Piece(link, first, last, head, at))

    def _link(self, at: int) -> tuple[tuple[str, ...], int] | None:
        """Return the link words at word `at` and where the next piece starts; None where the run ends."""
        words = self.words
        if at >= len(words) or (words[at - 1].possessive and self.pieces[-1].head is not None):
            return None
        word = words[at]
        if word.text == ",":
            return self._listed(at)
        if word.lower in AND:
            if at + 1 < len(words) and words[at + 1].lower == "the" and self.between and self._title(at + 2):
                self.between = False
                return ("and", "the"), at + 2
            if self._title(at + 1):
                return ("and",), at + 1
            return self._second_complement(at + 1)
        if word.lower in PREPOSITIONS:
            if self._title(at + 1):
                return (word.lower,), at + 1
            after = at + 2
            if after < len(words) and words[at + 1].lower in ARTICLES and (self._title(after) or self._dated(after)):
                return (word.lower, words[at + 1].lower), after
        if self._title(at) and word.lower in self.entries.participles:
            return (DOING,), at
        if word.lower in ("the", "a") and self._doing(at - 1) and self._title(at + 1):
            return ("the",), at + 1
        return None

    def _second_complement(self, at: int) -> tuple[tuple[str, ...], int] | None:
        """Read "and on Their Destruction", "and of the Use ...", after the head noun of a title."""
        words = self.words
        if at >= len(words) or words[at].lower not in COMPLEMENT or not any(p.head for p in self.pieces[:-1]):
            return None
        start = at + 1 + (at + 1 < len(words) and words[at + 1].lower in ARTICLES)
        return (("and", words[at].lower), start) if self._title(start) else None

    def _doing(self, at: int) -> bool:
        """Tell whether the title goes on by a verb that ends at word `at` ("to Implement", "Establishing")."""
        piece = self.pieces[-1]
        return piece.last == at + 1 == piece.first + 1 and piece.link[:1] in (("to",), (DOING,), ("on",))

    def _dated(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].year and self._title(at + 1)

    def _title(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].capital and self.words[at].text[0].isalpha()

    def _listed(self, at: int) -> tuple[tuple[str, ...], int] | None:
        """Read a comma as a link where it stands in a list of title words that ends with "and", after a complement."""
        if not any(piece.head is not None for piece in self.pieces[:-1]) or self.pieces[-1].head is not None:
            return None
        if not self.pieces[-1].link or self.pieces[-1].link[0] not in (*COMPLEMENT, DOING, ","):
            return None
        words, ahead = self.words, at
        if "-" in words[at - 1].text and self._title(at + 1) and "-" in words[at + 1].text:
            return (",",), at + 1  # "on High-Standard, Market-Oriented Trade"
        while ahead < len(words) and words[ahead].text == ",":
            ahead += 1
            if ahead < len(words) and words[ahead].lower in AND:
                break
            start = ahead
            while self._title(ahead) and ahead - start < 5:
                ahead += 1
            if ahead == start or head_at(words, ahead, start, self.entries) is not None:
                return None
        if ahead >= len(words) or words[ahead].lower not in AND or not self._title(ahead + 1):
            return None
        step = at + 1
        return ((",", "and"), step + 1) if words[step].lower in AND else ((",",), step)
