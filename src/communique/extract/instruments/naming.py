"""Naming: a place where a text names an instrument, and what tells a name from its owner and from a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.extract.instruments.lexicon import Head, Known, Lexicon
from communique.extract.instruments.words import AND, ARTICLES, MONTHS, PREPOSITIONS, Passage, Word
from communique.packs.codes import STATES

LINKS = AND | ARTICLES | PREPOSITIONS
_JOINT = frozenset({"bilateral", "trilateral", "quadrilateral"})


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a passage names an instrument.

    `first` to `last` (exclusive) are the words of the name, `begin` where its owner, its year or its quotation mark
    starts, if one stands before it. `head` and `known` say what sort of thing it is, `rule` names the rule that
    read it. Of resolutions, `group` is the body and `number` the number, where told. `gloss` marks what stands in
    brackets after another naming and calls the same instrument, or points back to it. `tail` is where a date ends
    that identifies the instrument and is no part of the name.
    """

    passage: Passage
    begin: int
    first: int
    last: int
    head: Head | None
    known: Known | None
    rule: str
    head_at: int = -1
    group: str | None = None
    number: str | None = None
    gloss: bool = False
    tail: int = 0

    @property
    def kind(self) -> str:
        """The kind of instrument."""
        if self.known is not None:
            return self.known.kind
        if self.head is None:
            return "other"
        return self.head.joint if self.head.joint is not None and self.joint else self.head.kind

    @property
    def joint(self) -> bool:
        """Tell whether the name says that states have the instrument with each other."""
        named = range(self.begin, self.last)
        states = {code for k in named for code in self.passage.codes[k] if code in STATES}
        return len(states) > 1 or any(self.passage.words[k].lower in _JOINT for k in named)

    @property
    def start(self) -> int:
        """Where the naming starts in the document's text, owner and year included."""
        return self.passage.words[self.begin].start

    @property
    def end(self) -> int:
        """Where it ends in the document's text, without the ending of a possessive."""
        return self.passage.words[max(self.last, self.tail) - 1].end - self.ending

    @property
    def ending(self) -> int:
        """The length of the possessive ending of its last word."""
        word = self.passage.words[max(self.last, self.tail) - 1]
        return len(word.lower) - len(word.owned)


def longest(found: list[Naming]) -> list[Naming]:
    """Return the namings in the text's order; of those that overlap, the longest.

    A known name wins over title words about the same head noun that only put a party before it.
    """
    known = [naming for naming in found if naming.known is not None]
    found = [n for n in found if n.known is not None or not any(_only_adds_party(n, k) for k in known)]
    kept: list[Naming] = []
    for naming in sorted(found, key=lambda n: (n.first - n.last, n.known is None, n.first)):
        if all(naming.last <= other.begin or other.last <= naming.begin for other in kept):
            kept.append(naming)
    return sorted(kept, key=lambda n: n.first)


def _only_adds_party(naming: Naming, known: Naming) -> bool:
    """Tell whether title words are a known name with nothing but a party or a number before it."""
    if not known.first <= naming.head_at < known.last or known.last < naming.first:
        return False
    extra = range(naming.first, known.first)
    return all(naming.passage.codes[k] or naming.passage.words[k].lower in ("un", "u.n.") for k in extra)


def with_bracket(words: Sequence[Word], last: int) -> int:
    """Return `last`, moved past an acronym in brackets."""
    if last + 2 < len(words) and words[last].text == "(" and words[last + 2].text == ")" and words[last + 1].acronym:
        return last + 3
    return last


def goes_on_to_body(words: Sequence[Word], last: int, entries: Lexicon) -> bool:
    """Tell whether the title words right after a name make it the name of a body or a meeting."""
    while last < len(words) and words[last].capital and words[last].text[0].isalpha():
        if words[last].lower in entries.body_words:
            return True
        last += 1
    return False


def owner_at(passage: Passage, first: int, entries: Lexicon) -> int:
    """Return where the owner's possessive, or a year with its month, before word `first` starts, or `first`.

    What is an instrument's own ("the Paris Agreement's Transparency Framework") has no owner: each is a name.
    """
    words, named = passage.words, first
    if first > 0 and words[first - 1].text == '"':
        first -= 1
    if first > 0 and words[first - 1].lower in _NEW:
        first -= 1
    if first > 0 and words[first - 1].year and (first == 1 or words[first - 2].lower != "post"):
        first -= 1
        if first > 0 and words[first - 1].lower in MONTHS:
            first -= 1
    owns = first > 0 and words[first - 1].possessive and words[first - 1].text[0].isupper()
    if owns and words[first - 1].owned not in entries.heads:
        first -= 1
        while first > 0 and words[first - 1].capital and (passage.codes[first - 1] or passage.persons[first - 1]):
            first -= 1
        return first
    return first if words[first].year or words[first].lower in MONTHS else named


_NEW = frozenset({"new", "own", "recent"})


def may_name(passage: Passage, naming: Naming, entries: Lexicon) -> bool:
    """Tell whether the words may name an instrument: no body, no generic phrase."""
    words = passage.words
    last = naming.last - 3 if words[naming.last - 1].text == ")" else naming.last
    spelled = " ".join(words[k].owned for k in range(naming.first, last))
    if any(f" {body} " in f" {spelled} " for body in entries.bodies):
        return False
    capitals = all(words[k].text.isupper() for k in range(naming.first, last) if words[k].text[0].isalpha())
    if capitals and last - naming.first > 2:
        return False
    if goes_on_to_body(words, naming.last, entries) or _joined_to_body(passage, naming, entries):
        return False
    if spelled in entries.generic:
        return False
    if naming.head is not None and naming.head.strength == "strong":
        return True
    return " ".join(words[k].lower for k in range(naming.first, last) if not passage.codes[k]) not in entries.generic


def _joined_to_body(passage: Passage, naming: Naming, entries: Lexicon) -> bool:
    """Tell whether a plan's name goes on with "and" to a body's ("Strategy and Consultation Group")."""
    words, at = passage.words, naming.last
    plan = naming.kind == "plan" and at + 1 < len(words) and words[at].lower in AND
    return plan and goes_on_to_body(words, at + 1, entries)


def defined_noun(naming: Naming) -> str | None:
    """Return the noun by which the text says it will call an instrument: `... Trade ("the Agreement")`."""
    words, at = naming.passage.words, naming.last
    if at >= len(words) or words[at].text != "(":
        return None
    inside = [w.text for w in words[at + 1 : at + 6] if w.text != '"' and w.lower not in ("the", "hereinafter")]
    return inside[0] if len(inside) > 1 and inside[1] == ")" and inside[0][0].isupper() else None
