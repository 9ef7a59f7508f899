"""Signals: small, named, weighted tests of a pair, whose docstrings are the explanations that people read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Matcher(Generic[View]):
    """Tests for one kind of thing. `against`: one that holds is enough, they are two. `signals`: what speaks for one
    thing, each with the weight it has alone; several add up as independent witnesses do (`score_of`).
    """

    against: tuple[Callable[[View, View], bool], ...]
    signals: tuple[tuple[Callable[[View, View], bool], float], ...]

    def score(self, left: View, right: View) -> tuple[float, tuple[str, ...]]:
        """Return the score of a pair from 0 to 1, and the reasons, strongest first; 0 with the reason where two."""
        for test in self.against:
            if test(left, right):
                return 0.0, (said(test),)
        found = [(weight, said(test)) for test, weight in self.signals if test(left, right)]
        found.sort(key=lambda pair: -pair[0])
        return score_of([weight for weight, _ in found]), tuple(reason for _, reason in found)


def score_of(weights: Sequence[float]) -> float:
    """Return 1 - product(1 - weight), rounded: what independent witnesses say together."""
    doubt = 1.0
    for weight in weights:
        doubt *= 1.0 - weight
    return round(1.0 - doubt, 3)


def said(test: Callable[..., object]) -> str:
    """Return the first line of a test's docstring, without its full stop: the reason that people read."""
    return (test.__doc__ or test.__name__).strip().splitlines()[0].rstrip(".")


def either_way(test: Callable[[View, View], bool], reason: str) -> Callable[[View, View], bool]:
    """Return a test that holds where another does with the two in either order."""

    def turned(a: View, b: View) -> bool:
        return test(a, b) or test(b, a)

    turned.__doc__ = reason
    return turned


def one_lacks(says_which: Callable[[View], bool], reason: str) -> Callable[[View, View], bool]:
    """Return a test that holds where one of the two does not say which of its kind it is."""

    def lacks(a: View, b: View) -> bool:
        return not (says_which(a) and says_which(b))

    lacks.__doc__ = reason
    return lacks
