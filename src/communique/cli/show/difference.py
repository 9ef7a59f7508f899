"""A new reading laid out: what it finds otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from communique.cli.show.layout import Row, section
from communique.register.rereading import Proposal
from communique.words.terms import clip

SIGNS = {"added": "+", "gone": "-", "changed": "~"}


def reading_lines(proposal: Proposal, console: Console) -> Iterator[Text]:
    """Yield the lines of one document's difference."""
    rows = []
    for change in proposal.changes:
        label = Text(f"{SIGNS[change.what]} {change.section.removesuffix('s')}")
        notes = tuple(
            Text(f"{name}: {_words(before)} → {_words(after)}", "quiet")
            for name, (before, after) in change.fields.items()
        )
        rows.append(Row(label, Text(clip(change.words, 160)), str(change.start), notes))
    title = " ".join((proposal.title or "Without a title").split())
    yield from section(f"{proposal.key} {title}", rows, console, f"{len(rows)} differences")


def _words(value: Any) -> str:
    if value is None or value == []:
        return "none"
    return clip(str(value), 80)
