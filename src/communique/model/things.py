"""The things a document speaks of: meetings, exercises, instruments, people and bodies.

Each stands once in a record, with `anchor` on its fullest first mention and `mentions` on all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.model.anchor import Anchor

INSTRUMENT_KINDS = (
    "treaty",
    "memorandum",
    "declaration",
    "statement",
    "resolution",
    "plan",
    "framework",
    "programme",
    "initiative",
    "law",
    "other",
)


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who took part in a meeting, with the post as written and the party's code."""

    name: str
    post: str | None
    party: str | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, held or planned; `main` marks the one that the text reports."""

    id: str
    anchor: Anchor
    mentions: tuple[Anchor, ...]
    name: str
    series: str | None = None
    ordinal: int | None = None
    status: str = "held"
    main: bool = False
    start: date | None = None
    end: date | None = None
    place: str | None = None
    host: str | None = None
    format: str | None = None
    participants: tuple[Participant, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """A military or civil exercise: `status` is held, planned or standing; `domains` are as written."""

    id: str
    anchor: Anchor
    mentions: tuple[Anchor, ...]
    name: str
    ordinal: int | None = None
    status: str = "standing"
    start: date | None = None
    end: date | None = None
    domains: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """An agreement, resolution, plan or the like; `date` may be partial ("2024-07", "2023")."""

    id: str
    anchor: Anchor
    mentions: tuple[Anchor, ...]
    name: str
    kind: str = "other"
    date: str | None = None
    parties: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the body of the text; `post` as written, `party` a code."""

    id: str
    anchor: Anchor
    mentions: tuple[Anchor, ...]
    name: str
    post: str | None = None
    party: str | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Organization:
    """A body named in the text. States, governments and two-state alliances are none."""

    id: str
    anchor: Anchor
    mentions: tuple[Anchor, ...]
    name: str
    acronym: str | None = None
    origin: str = ""
