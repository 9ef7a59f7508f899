"""Names as spans: the persons, bodies and places of a text, for work that wants mentions and no records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.extract.context import Context
from communique.extract.gazetteer import places, scan
from communique.model import Anchor
from communique.packs.codes import STATES

_NEAR = re.compile(
    r"\b(?:[Nn]ear|(?:city|town|village|port|province|district|governorate) of) "
    r"((?:[A-Z]|al-[A-Z])[\w'-]+(?: (?:[A-Z]|al-[A-Z]|az-[A-Z])[\w'-]+)*)"
)
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def find_places(context: Context) -> tuple[Anchor, ...]:
    """Return the places named in the document's body: states, cities, seas, regions and venues, every mention.

    Sources, the surer first: names of states (`context.parties`), the lexicon of places, capitalised words after "near"
    and "city of", and the parser's GPE, LOC and FAC entities where nothing else (a person, a body, a state's adjective)
    claims their words. A state that acts (the subject of a verb: "Japan pledged") is a party there and no place. None
    overlaps another.
    """
    parsed = context.parsed
    kept: list[tuple[int, int]] = []
    claimed = [(m.start, m.end) for person in context.persons for m in person.mentions]
    claimed += [(m.start, m.end) for body in context.organizations for m in body.mentions]
    acting = _acting(context)
    claimed += [(m.start, m.end) for m in context.parties if m.form != "name" or m.start in acting]
    for start, end in (*_states(context, acting), *_known(context), *_near(context), *_tagged(context, claimed)):
        if not any(a < end and start < b for a, b in kept):
            kept.append((start, end))
    return tuple(parsed.anchor(start, end) for start, end in sorted(kept))


def _acting(context: Context) -> frozenset[int]:
    """Return the starts of the names of states that are subjects of verbs or joined to one."""
    subjects = set()
    for sentence in context.parsed.sentences:
        for token in sentence.span:
            head = token
            while head.dep_ in ("conj", "compound", "appos") and head.head is not head:
                head = head.head
            if head.dep_ in ("nsubj", "nsubjpass", "agent"):
                subjects.add(sentence.offset + token.idx)
    return frozenset(m.start for m in context.parties if any(n in subjects for n in range(m.start, m.end)))


def _states(context: Context, acting: frozenset[int]) -> Iterator[tuple[int, int]]:
    for mention in context.parties:
        if mention.form == "name" and mention.code in STATES and mention.start not in acting:
            yield mention.start, mention.end


def _known(context: Context) -> Iterator[tuple[int, int]]:
    for hit in scan(context.parsed.plain, places()):
        yield hit.start, hit.end


def _near(context: Context) -> Iterator[tuple[int, int]]:
    for match in _NEAR.finditer(context.parsed.plain):
        yield match.span(1)


def _tagged(context: Context, claimed: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for sentence in context.parsed.sentences:
        for entity in sentence.span.ents:
            start, end = sentence.offset + entity.start_char, sentence.offset + entity.end_char
            if entity.label_ in _PLACES and not any(a < end and start < b for a, b in claimed):
                yield start, end
