"""The nouns of Communique: what one document is, says, and yields."""

from communique.model.act import CLASSES, KINDS, PLOVER_EVENTS, Act, Due, PloverActor, PloverEvent
from communique.model.anchor import Anchor
from communique.model.codec import record_from_json, record_to_json
from communique.model.document import BLOCK_KINDS, DOCUMENT_KINDS, Block, Document, Source
from communique.model.interval import PRECISIONS, Interval, TimeExpression
from communique.model.issue import Issue
from communique.model.record import Record, Sentence
from communique.model.things import (
    INSTRUMENT_KINDS,
    Exercise,
    Instrument,
    Meeting,
    Organization,
    Participant,
    Person,
)

__all__ = [
    "BLOCK_KINDS",
    "CLASSES",
    "DOCUMENT_KINDS",
    "INSTRUMENT_KINDS",
    "KINDS",
    "PLOVER_EVENTS",
    "PRECISIONS",
    "Act",
    "Anchor",
    "Block",
    "Document",
    "Due",
    "Exercise",
    "Instrument",
    "Interval",
    "Issue",
    "Meeting",
    "Organization",
    "Participant",
    "Person",
    "PloverActor",
    "PloverEvent",
    "Record",
    "Sentence",
    "Source",
    "TimeExpression",
    "record_from_json",
    "record_to_json",
]
