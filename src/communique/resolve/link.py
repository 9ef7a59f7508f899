"""Link: what a matcher says of a pair, with its score and the reasons that people read."""

from __future__ import annotations

from dataclasses import dataclass

SURE = 0.9
"""From this score on a link holds without a person having looked at it."""

POSSIBLE = 0.5
"""From this score on a link is a proposal for review; below it is none."""

SAME, EVIDENCE = "same", "evidence"

RELATIONS = (
    "restates",
    "narrows",
    "widens",
    "weakens",
    "progress",
    "partly",
    "fulfils",
    "supersedes",
    "withdraws",
    "contests",
)
"""What a later act can be for an earlier commitment; `partly` fulfils a part that is no action of its own."""


@dataclass(frozen=True, slots=True)
class Link:
    """A pair and what holds between its sides.

    `same`: `left` and `right` are keys of items that name one thing, `relation` is "same". `evidence`: `left` is the
    key of the commitment, `right` that of the later act (or of the item: a meeting held), `relation` one of
    `RELATIONS`; of a commitment with several actions, `KEY#2` is its second. `score` is from 0 to 1; `reasons` say
    in words, strongest first, what the matcher saw.
    """

    kind: str
    left: str
    right: str
    relation: str
    score: float
    reasons: tuple[str, ...] = ()
