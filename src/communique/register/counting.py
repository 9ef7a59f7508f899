"""Counting: which numbers that texts give the meetings of a series are one count, and what the next one's is.

Texts count in several ways: "the fifth convening" and "the third in-person summit" are one meeting. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_OF_A_PART = re.compile(r"\b(?:in[- ]person|virtual|stand-?alone|this year|of the year)\b", re.IGNORECASE)

BY_PACK = 1.5
"""What a pack's number weighs against a text's."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What numbers a meeting is given, by a pack and by texts with the words that have them.

    `sure` says that it is a meeting of its own: a pack knows it. One that texts tell without a number may be another
    one told otherwise.
    """

    told: tuple[tuple[int, str], ...] = ()
    pack: int | None = None
    sure: bool = False

    def weights(self) -> dict[int, float]:
        """Return the numbers of the whole series that it may have, with what speaks for each."""
        found = {number: 1.0 for number, words in self.told if not of_a_part(words)}
        return found if self.pack is None else found | {self.pack: BY_PACK}


def of_a_part(words: str) -> bool:
    """Tell whether words count some meetings of a series only ("the third in-person summit")."""
    return _OF_A_PART.search(words) is not None


def one_count(meetings: Sequence[Numbers]) -> list[int | None]:
    """Return the number of each meeting, given in time, in the count that most speaks for, None where none.

    In one count the numbers rise, by as much at least as there are meetings between that are surely others.
    """
    steps = [0]
    for one in meetings:
        steps.append(steps[-1] + bool(one.sure or one.weights()))
    best: list[tuple[float, int, int, int]] = []  # weight, place, number, place in `best` of the one before
    for place, one in enumerate(meetings):
        for number, weight in sorted(one.weights().items()):
            before, link = 0.0, -1
            for at, (sum_, earlier, low, _) in enumerate(best):
                if earlier < place and number - low >= steps[place] - steps[earlier] and sum_ >= before:
                    before, link = sum_, at
            best.append((before + weight, place, number, link))
    found: list[int | None] = [None] * len(meetings)
    at = max(range(len(best)), key=lambda one: best[one][:3], default=-1)
    while at >= 0:
        _, place, number, at = best[at]
        found[place] = number
    return found


def next_number(meetings: Sequence[Numbers], numbers: Sequence[int | None], years: Sequence[int]) -> int | None:
    """Return the number after the last meeting; None where some since the last counted may not be known.

    `years` are those of the meetings: of several since, each must surely be one, and no year between be without.
    """
    last = next((place for place in reversed(range(len(numbers))) if numbers[place] is not None), None)
    if last is None:
        return None
    since = meetings[last + 1 :]
    unbroken = set(range(years[last], years[-1] + 1)) <= set(years[last:])
    if len(since) > 1 and not (unbroken and all(one.sure for one in since)):
        return None
    return (numbers[last] or 0) + len(since) + 1


def missing(numbers: Sequence[int | None]) -> list[int]:
    """Return the numbers between those counted that no meeting of another or no number can be."""
    found: list[int] = []
    last, between = None, 0
    for number in numbers:
        if number is None:
            between += 1
            continue
        if last is not None and number - last - 1 > between:
            found += range(last + 1, number)
        last, between = number, 0
    return found
