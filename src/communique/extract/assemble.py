"""Assemble the record: every sentence with its role, every item with its anchor checked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import TypeVar

from communique.extract.acts.silence import reason_of
from communique.extract.context import Context
from communique.extract.parse import Parsed, ParsedSentence
from communique.model import Act, Anchor, Issue, Record, Sentence

Item = TypeVar("Item")


def assemble(context: Context, acts: Sequence[Act]) -> Record:
    """Return the record of what the stages found.

    An item with an anchor whose quote does not stand at its place in the text is left out; an issue says so.
    """
    parsed = context.parsed
    document = replace(parsed.document, date=context.on, speakers=context.speakers, issues=())
    issues = list(parsed.document.issues)
    if context.on is None:
        issues.append(Issue("no-date", "the document's date is not known: relative dates stay open"))
    text = document.text
    kept_acts = tuple(_anchored(acts, text, issues))
    record = Record(
        document=document,
        sentences=tuple(_sentences(parsed, kept_acts)),
        acts=kept_acts,
        meetings=tuple(_anchored(context.meetings, text, issues)),
        exercises=tuple(_anchored(context.exercises, text, issues)),
        instruments=tuple(_anchored(context.instruments, text, issues)),
        persons=tuple(_anchored(context.persons, text, issues)),
        organizations=tuple(_anchored(context.organizations, text, issues)),
        dates=tuple(_anchored(context.times, text, issues)),
    )
    return replace(record, issues=tuple(issues))


def _anchored(items: Iterable[Item], text: str, issues: list[Issue]) -> Iterator[Item]:
    """Yield the items all of whose anchors hold; note an issue for each other one."""
    for item in items:
        wrong = next((anchor for anchor in _anchors(item) if text[anchor.start : anchor.end] != anchor.quote), None)
        if wrong is None:
            yield item
        else:
            kind = type(item).__name__.lower()
            issues.append(
                Issue("anchor", f"the words {wrong.quote[:60]!r} of {kind} do not stand at {wrong.start} in the text")
            )


def _anchors(value: object) -> Iterator[Anchor]:
    """Yield every anchor inside an item."""
    if isinstance(value, Anchor):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _anchors(member)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _anchors(getattr(value, field.name))


def _sentences(parsed: Parsed, acts: Sequence[Act]) -> Iterator[Sentence]:
    """Yield every sentence; a block's first takes its marker in, and each reaches to where the next begins."""
    text = parsed.document.text
    triggers = sorted(act.trigger.start for act in acts)
    by_block: dict[int, list[ParsedSentence]] = {}
    for parsed_sentence in parsed.sentences:
        by_block.setdefault(parsed_sentence.block.start, []).append(parsed_sentence)
    foreign = parsed.is_foreign
    paragraphs = 0
    for block in parsed.document.blocks:
        outside = block.kind in ("heading", "furniture")
        paragraphs += not outside
        paragraph = 0 if outside else paragraphs
        members = by_block.get(block.start, [])
        cuts = [block.start, *(member.start for member in members[1:]), block.end]
        for number, (start, end) in enumerate(pairwise(cuts), start=1):
            if not text[start:end].strip():
                continue
            anchor = parsed.anchor(start, end)
            if outside:
                yield Sentence(anchor, block.kind, paragraph, number)
                continue
            place = bisect_left(triggers, anchor.start)
            if place < len(triggers) and triggers[place] < anchor.end:
                yield Sentence(anchor, "act", paragraph, number)
            else:
                reason = "language" if foreign else reason_of(members[number - 1]) if members else "markup"
                yield Sentence(anchor, "none", paragraph, number, reason)
