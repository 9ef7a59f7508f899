"""Assemble the record: every sentence with its role, every item with its anchor checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.extract.context import Context
from communique.extract.parse import Parsed
from communique.model import Act, Anchor, Issue, Record, Sentence


def assemble(context: Context, acts: Sequence[Act]) -> Record:
    """Return the record of what the stages found."""
    parsed = context.parsed
    document = replace(parsed.document, date=context.on, speakers=context.speakers)
    issues = list(document.issues)
    if context.on is None:
        issues.append(Issue("no-date", "the document's date is not known: relative dates stay open"))
    return Record(
        document=document,
        sentences=tuple(_sentences(parsed, acts)),
        acts=tuple(acts),
        meetings=context.meetings,
        exercises=context.exercises,
        instruments=context.instruments,
        persons=context.persons,
        organizations=context.organizations,
        dates=context.times,
        issues=tuple(issues),
    )


def _sentences(parsed: Parsed, acts: Sequence[Act]) -> Iterator[Sentence]:
    """Yield every sentence; a block's first takes its marker in, and each reaches to where the next begins."""
    text = parsed.document.text
    starts = sorted(act.trigger.start for act in acts)
    by_block: dict[int, list[int]] = {}
    for sentence in parsed.sentences:
        by_block.setdefault(sentence.block.start, []).append(sentence.start)
    for paragraph, block in enumerate(parsed.document.blocks, start=1):
        cuts = [block.start, *by_block.get(block.start, [])[1:], block.end]
        for number, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False), start=1):
            if not text[start:end].strip():
                continue
            anchor = parsed.anchor(start, end)
            role, reason = _role(block.kind, anchor, starts)
            yield Sentence(anchor, role, paragraph, number, reason)


def _role(kind: str, anchor: Anchor, starts: Sequence[int]) -> tuple[str, str | None]:
    if kind in ("heading", "furniture"):
        return kind, None
    if any(anchor.start <= start < anchor.end for start in starts):
        return "act", None
    return "none", "no-act"
