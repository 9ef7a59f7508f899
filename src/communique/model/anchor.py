"""Anchor: a place in a document's text, with its words."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model.errors import AnchorError


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A half-open range of code points in `Document.text` and the words that stand there.

    `start` and `end` count Unicode code points from 0, `end` is exclusive, and
    `document.text[start:end] == quote` holds for every anchor of a record.
    """

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.quote) or not self.quote:
            raise AnchorError(
                f"anchor {self.start}..{self.end} does not fit its quote of {len(self.quote)} code points"
            )

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Anchor:
        """Return the anchor of `text[start:end]`; raise `AnchorError` where that is empty or outside."""
        return cls(start, end, text[start:end])

    def covers(self, other: Anchor) -> bool:
        """Tell whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end
