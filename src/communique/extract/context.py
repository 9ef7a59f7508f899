"""Context: what the stages of one extraction have found so far, handed from each to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.extract.parse import Parsed
from communique.extract.parties import PartyMention
from communique.model import Exercise, Instrument, Meeting, Organization, Person, TimeExpression
from communique.packs import Pack


@dataclass(frozen=True, slots=True)
class Context:
    """The findings of one document; a stage reads what earlier stages put here and adds its own (`replace`)."""

    parsed: Parsed
    packs: tuple[Pack, ...]
    on: date | None
    times: tuple[TimeExpression, ...] = ()
    parties: tuple[PartyMention, ...] = ()
    persons: tuple[Person, ...] = ()
    speakers: tuple[str, ...] = ()
    organizations: tuple[Organization, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    meetings: tuple[Meeting, ...] = ()
