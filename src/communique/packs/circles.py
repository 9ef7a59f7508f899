"""Circles: whether joint texts that name one series are of the same states."""

from __future__ import annotations

from collections.abc import Set

FEW = 4
"""Up to so many who speak together, a series is theirs: with another among them it is another of the same name."""


def of_others(here: Set[str], there: Set[str]) -> bool:
    """Tell whether two joint texts are of different states ("2+2" of two pairs, "Trilateral Summit" of two threes).

    A text of one state tells nothing of that: each side may publish its own.
    """
    if min(len(here), len(there)) < 2 or here <= there or there <= here:
        return False
    return max(len(here), len(there)) <= FEW or 2 * len(here & there) <= min(len(here), len(there))
