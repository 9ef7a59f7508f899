"""A block's words as the readers of bodies' names see them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.extract.organizations.lexicon import Bodies, Head
from communique.extract.persons.lexicon import Lexicon
from communique.extract.words import Word

JOINTS = frozenset({"-", "–", "/"})
AND = frozenset({"and", "&"})
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})
_COMPOUND = re.compile(
    r"-(?:led|based|backed|affiliated|funded|financed|hosted|chaired|run|owned|sponsored|supported)$"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One block.

    `blocked` holds the indexes of words of persons' names; `states[i]` the index after the state's name that word `i`
    belongs to, or 0; `known` the index after the known body's name that begins at an index, `covered` all indexes of
    such names; `pos` the parser's part of speech of the word at an offset; `suffixes` the indexes where a state's name
    begins that may end an agency's.
    """

    words: Sequence[Word]
    bodies: Bodies
    lexicon: Lexicon
    blocked: frozenset[int]
    states: Sequence[int]
    known: Mapping[int, int]
    covered: frozenset[int]
    pos: Mapping[int, str]
    suffixes: frozenset[int]

    def text(self, at: int) -> str:
        """Return the word at an index, "" outside."""
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def tag(self, at: int) -> str | None:
        """Return the part of speech of the word at an index."""
        return self.pos.get(self.words[at].start)

    def head(self, at: int) -> Head | None:
        """Return the longest head of bodies' names that begins at an index."""
        if not 0 <= at < len(self.words) or at in self.blocked:
            return None
        for head in self.bodies.heads.get(self.words[at].text, ()):
            if all(self.text(at + n) == word for n, word in enumerate(head.words)):
                return head
        return None

    def opens(self, at: int) -> bool:
        """Tell whether a sentence, bracket or quotation begins at an index."""
        return at == 0 or self.text(at - 1) in {".", ":", ";", "(", '"'}

    def joined(self, at: int) -> bool:
        """Tell whether a hyphen or stroke at an index joins two words without space."""
        if not 0 < at < len(self.words) - 1 or self.text(at) not in JOINTS:
            return False
        before, mark, after = self.words[at - 1], self.words[at], self.words[at + 1]
        return before.end == mark.start and mark.end == after.start and (before.capital or before.text.isdigit())

    def capital(self, at: int) -> bool:
        """Tell whether the word at an index is a capitalised one that a body's name may hold."""
        word = self.words[at]
        if (
            not word.capital
            or at in self.blocked
            or word.text in self.lexicon.honorifics
            or word.text in self.bodies.stops
        ):
            return False
        if _COMPOUND.search(word.text):
            return False
        return not self.opens(at) or self.tag(at) not in {"VERB", "AUX", "DET", "PRON", "SCONJ", "ADP", "ADV"}

    def subject(self, at: int) -> int:
        """Return the index after the nouns, adjectives and names of states that begin at `at`."""
        start = at
        while at < len(self.words) and at - start < 7:
            if self.states[at]:
                at = self.states[at]
                continue
            linked = self.text(at) in {"and", "-", "of"} or (self.text(at) == "the" and self.text(at - 1) == "of")
            if self.tag(at) not in _NOUNS and not (at > start and linked):
                break
            at += 1
        while at > start and self.text(at - 1) in {"and", "-", "of", "the"}:
            at -= 1
        return at
