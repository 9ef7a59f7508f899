"""Interval: what a time expression means, as an earliest and a latest day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.model.anchor import Anchor

PRECISIONS = ("day", "week", "month", "season", "quarter", "half", "year", "decade", "range", "unknown")


@dataclass(frozen=True, slots=True)
class Interval:
    """The days a time expression can mean: `earliest` and `latest`, both inclusive, None where open.

    `vague` is True where the words name a time without bounding it ("in due course"); both ends are None then.
    """

    earliest: date | None
    latest: date | None
    vague: bool = False
    precision: str = "unknown"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression of the text, read against the document's date.

    `anchor` covers the whole phrase with its preposition ("by the end of this year"), `core` the bare expression
    ("the end of this year"). `recurrence` is set for expressions of repetition ("annually": "annual") and None
    otherwise. `deadline` is True where the phrase sets a limit ("by", "before", "no later than", "within").
    """

    anchor: Anchor
    core: Anchor
    interval: Interval
    recurrence: str | None = None
    deadline: bool = False
    origin: str = ""
