"""Mention: one place where the text speaks of a meeting, with what its words say of it."""

from __future__ import annotations

from dataclasses import dataclass

from communique.extract.meetings.line import Line
from communique.model import Interval


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
