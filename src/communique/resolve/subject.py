"""Subjects: what matchers see of a register, as plain values, so that a test needs no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.packs.circles import of_others


@dataclass(frozen=True, slots=True)
class Setting:
    """The document in which a subject stands.

    `framework` is the name of the pack that the document belongs to, else its speakers' codes in the alphabet's order
    ("JPN+USA"); `series` the series of the meeting that it reports, None where it reports none.
    """

    key: str
    date: date | None = None
    speakers: tuple[str, ...] = ()
    series: str | None = None
    framework: str = ""
    title: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class ItemSubject:
    """A meeting, exercise, instrument, person or organization (`section`) as one document speaks of it.

    `folded` is the name without case, accents, punctuation and articles; `names` are the different words by which the
    document calls it, `name` among them. `party` is a person's party or a meeting's host; `kind` and `dated` an
    instrument's kind and (perhaps partial) date. `entity` is the key of what the register takes it for so far, its
    own key where it stands alone.
    """

    key: str
    section: str
    name: str
    folded: str
    document: Setting
    names: tuple[str, ...] = ()
    series: str | None = None
    ordinal: int | None = None
    status: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    place: str | None = None
    party: str | None = None
    post: str | None = None
    acronym: str | None = None
    kind: str | None = None
    dated: str | None = None
    parties: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    format: str | None = None
    main: bool = False
    entity: str = ""

    def __hash__(self) -> int:
        """Return the hash of the key: what was seen of a subject before is looked up very often."""
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class Reference:
    """A meeting, exercise or instrument that an act refers to, with what the register takes it for."""

    key: str
    section: str
    name: str
    entity: str
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class ActSubject:
    """An act as matchers see it: its words, and whose they are, when.

    `words` is the clause, `trigger` its trigger as written, `actions` the words of each separately checkable action,
    `due_phrase` the words of the deadline with what they mean; `lead` is what stands before the clause in its sentence
    ("At Camp David on August 18, 2023"), with the sentence before where that points there ("At that meeting").
    """

    key: str
    cls: str
    words: str
    trigger: str
    document: Setting
    kind: str | None = None
    strength: int = 0
    actions: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    due_phrase: str | None = None
    due_earliest: date | None = None
    due_latest: date | None = None
    due_vague: bool = False
    recurrence: str | None = None
    refers_to: tuple[Reference, ...] = ()
    lead: str = ""

    def __hash__(self) -> int:
        """Return the hash of the key, as for items."""
        return hash(self.key)


Subject = ItemSubject | ActSubject


def one_circle(one: Setting, two: Setting) -> bool:
    """Tell whether two documents are of one framework, of one series, or of the same speakers."""
    if one.framework and one.framework == two.framework:
        return True
    here, there = set(one.speakers), set(two.speakers)
    if one.series is not None and one.series == two.series:
        return not of_others(here, there)
    return len(here & there) > 1 and (here <= there or there <= here)


def circle_of(setting: Setting) -> str:
    """Return the name of a document's framework, else its speakers' codes."""
    return setting.framework or "+".join(sorted(setting.speakers))
