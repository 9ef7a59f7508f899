"""Record: what one document yields."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model.act import Act
from communique.model.anchor import Anchor
from communique.model.document import Document
from communique.model.interval import TimeExpression
from communique.model.issue import Issue
from communique.model.things import Exercise, Instrument, Meeting, Organization, Person

SCHEMA = "communique.record/1"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its role: "act", "heading", "furniture" or "none"; `reason` explains a "none" ("lead-in").

    Every character of the text that is not white space lies in exactly one sentence. `paragraph` and `number`
    count from 1 (the sentence's place in its paragraph), which is how people cite it; headings and furniture are no
    paragraphs and have 0.
    """

    anchor: Anchor
    role: str
    paragraph: int
    number: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """All that is read from one document; every item is anchored in `document.text`."""

    document: Document
    sentences: tuple[Sentence, ...]
    acts: tuple[Act, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    persons: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    issues: tuple[Issue, ...] = ()
