"""Words of a passage as titles are built of them: capitals, links, brackets, quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from communique.extract.context import Context
from communique.model import Block

_UNIT = r"(?:(?:[A-Z]\.){2,}|[^\W_]+)"  # U.S., or letters and digits
# "A*STAR" is a word; the stars of *emphasis* are none.
_WORD = re.compile(rf"{_UNIT}(?:(?:[&/+'-]|\*(?=[A-Z])|\.(?=\d)){_UNIT})*(?:(?<=s)'(?![^\W_])|(?<=\d)\+(?!\w))?|[^\s*]")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z0-9][A-Za-z0-9&/+*-]{1,14}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = (
    ("january", "february", "march", "april", "may", "june"),
    ("july", "august", "september", "october", "november", "december"),
)
MONTHS = {name: number for number, name in enumerate((*_MONTHS[0], *_MONTHS[1]), start=1)}
ARTICLES = frozenset(["the", "a", "an", "its", "their", "our"])
PREPOSITIONS = frozenset(
    [
        "of",
        "for",
        "on",
        "in",
        "to",
        "against",
        "with",
        "between",
        "among",
        "concerning",
        "regarding",
        "as",
        "from",
        "at",
        "by",
        "under",
        "through",
        "into",
        "towards",
        "toward",
    ]
)
AND = frozenset({"and", "&"})
STOPS = frozenset(".;:?!")
_SMALL = frozenset({*ARTICLES, *PREPOSITIONS, *AND, *MONTHS, "this", "these", "that", "we", "they", "it", "as", "or"})


class Word(NamedTuple):
    """A word or mark: its letters, the same in lower case, and its range in the document's text."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Tell whether the word begins with a capital letter and is no article, preposition, pronoun or month."""
        return self.text[0].isupper() and self.lower not in _SMALL

    @property
    def acronym(self) -> bool:
        """Tell whether the word is written like an acronym: no blank, two capitals at least."""
        return _ACRONYM.fullmatch(self.text) is not None

    @property
    def year(self) -> bool:
        """Tell whether the word is a year of the last or this century."""
        return _YEAR.fullmatch(self.text) is not None

    @property
    def number(self) -> bool:
        """Tell whether the word begins with a digit."""
        return self.text[0].isdigit()

    @property
    def owned(self) -> str:
        """The word in lower case, without the ending of a possessive."""
        return self.lower.removesuffix("'s").removesuffix("'")

    @property
    def possessive(self) -> bool:
        """Tell whether the word is a possessive ("Japan's", "Leaders'")."""
        return self.lower.endswith(("'s", "s'"))


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one block, with what earlier stages know of them.

    `codes` holds for every word the codes of the parties that it names, mostly none or one; `persons` whether it is
    part of a person's name. `starters` are the places where a sentence begins with a word that starts no name,
    `verbs` those of verbs. `year` is the document's.
    """

    block: Block
    words: Sequence[Word]
    codes: Sequence[tuple[str, ...]]
    persons: Sequence[bool]
    starters: frozenset[int]
    verbs: frozenset[int]
    year: int = 9999

    def opens(self, index: int) -> bool:
        """Tell whether the word at `index` is the first of a sentence."""
        while index > 0 and self.words[index - 1].text in "\"'(":
            index -= 1
        return index == 0 or self.words[index - 1].text in STOPS

    def sentence(self, index: int) -> tuple[int, int]:
        """Return the range of words between the full stops (or the like) around the word at `index`."""
        first = last = index
        while first > 0 and self.words[first - 1].text not in STOPS:
            first -= 1
        while last < len(self.words) and self.words[last].text not in STOPS:
            last += 1
        return first, last

    def all_parties(self, first: int, last: int) -> bool:
        """Tell whether every word of a range belongs to the name of a party."""
        return all(self.codes[k] or not self.words[k].text[0].isalnum() for k in range(first, last))


_STARTS_NO_NAME = frozenset({"ADP", "SCONJ", "DET", "PRON", "VERB", "AUX", "ADV", "CCONJ", "INTJ", "PART"})


def passages(context: Context, kinds: Collection[str] = ("paragraph", "item")) -> Iterator[Passage]:
    """Yield the passages of the document's body: its paragraphs and items; of its headings where `kinds` says so."""
    parsed = context.parsed
    starters = frozenset(
        sentence.start
        for sentence in parsed.sentences
        if sentence.span[0].pos_ in _STARTS_NO_NAME and not sentence.span[0].text.isupper()
    )
    verbs = frozenset(
        sentence.offset + token.idx
        for sentence in parsed.body
        for token in sentence.span
        if token.pos_ in ("VERB", "AUX")
    )
    year = 9999 if context.on is None else context.on.year
    party_starts = [party.start for party in context.parties]
    people = sorted((anchor.start, anchor.end) for person in context.persons for anchor in person.mentions)
    for block in parsed.document.blocks:
        if block.kind not in kinds:
            continue
        words = words_of(parsed.plain, block.start + block.marker, block.end)
        starts = [word.start for word in words]
        codes: list[tuple[str, ...]] = [()] * len(words)
        near = slice(bisect_left(party_starts, block.start), bisect_right(party_starts, block.end))
        for party in context.parties[near]:
            for index in range(max(0, bisect_right(starts, party.start) - 1), bisect_left(starts, party.end)):
                codes[index] = (*codes[index], party.code)
        persons = [False] * len(words)
        for start, end in people[bisect_left(people, (block.start, 0)) : bisect_left(people, (block.end, 0))]:
            for index in range(bisect_left(starts, start), bisect_left(starts, end)):
                persons[index] = True
        yield Passage(block, words, codes, persons, starters, verbs, year)


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words and marks of `text[start:end]`, in order; ranges count in `text`."""
    return [Word(m[0], m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
