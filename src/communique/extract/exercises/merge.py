"""Which phrases speak of one execution of an exercise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from communique.extract.exercises.phrases import Phrase

_LABEL = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d-\d\b")


@dataclass(frozen=True, slots=True)
class Told:
    """What one phrase tells of an exercise."""

    phrase: Phrase
    name: str
    ordinal: int | None
    status: str
    start: date | None
    end: date | None
    domains: tuple[str, ...]

    @property
    def key(self) -> str:
        """The name in lower case, without the label of an execution."""
        return " ".join(_LABEL.sub("", self.name).casefold().split())

    @property
    def label(self) -> str | None:
        """The label of the execution that the name carries ("2025", "24-2"), or None."""
        found = _LABEL.search(self.name)
        return None if found is None else found[0]

    @property
    def weight(self) -> int:
        """How much the phrase says, in words."""
        return self.phrase.last - self.phrase.first

    def fits(self, other: Told) -> bool:
        """Tell whether two phrases can speak of one execution."""
        if self.key != other.key:
            return False
        pairs = ((self.ordinal, other.ordinal), (self.start, other.start), (self.label, other.label))
        if any(mine is not None and theirs is not None and mine != theirs for mine, theirs in pairs):
            return False
        return self.status == other.status or "standing" in (self.status, other.status)


def merge(told: list[Told]) -> list[list[Told]]:
    """Return the phrases in groups, one an execution, in order of first mention.

    A mention that says nothing of an execution joins the last group of that name.
    """
    groups: list[list[Told]] = []
    for one in told:
        group = next((g for g in reversed(groups) if all(one.fits(other) for other in g)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups
