"""Exercises: which two records name one execution, or one exercise as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.packs.pack import Iteration
from communique.resolve.known import Entry, Known, iteration_of
from communique.resolve.signals import Matcher, either_way
from communique.resolve.subject import ItemSubject
from communique.resolve.times import SLACK, Days, gap, told_too_early
from communique.resolve.words import Words, distinct, lexicon, split_states, words_of

_LABEL = re.compile(r"(?<![\d-])(\d{2}(?:-\d)?)(?![\d/-])")
_FULL_YEAR = re.compile(r"(?<!\d)20(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """An exercise as the matcher compares it.

    `which` is the execution meant ("#2", "24-2", or the days), None for the exercise as such; `several` where the
    words speak of more than one execution ("the first two iterations").
    """

    item: ItemSubject
    entry: Entry | None
    words: Words
    proper: bool
    iteration: Iteration | None
    label: str | None
    days: Days | None
    window: Days | None
    several: bool

    @property
    def as_such(self) -> bool:
        """Whether the exercise is meant and no execution of it."""
        return self.item.ordinal is None and self.label is None and self.days is None and self.window is None


def view_of(item: ItemSubject, known: Known) -> ExerciseView:
    """Return an exercise as the matcher compares it."""
    words = lexicon("exercises.yml")
    bare = re.sub(words["dropped"], " ", _LABEL.sub(" ", _FULL_YEAR.sub(" ", item.name)), flags=re.IGNORECASE)
    entry = known.find("exercise", (item.name, bare), item.document.speakers)
    names = item.names or (item.name,)
    label = next((label for name in names if (label := _label(name)) is not None), None)
    days, window = _days(item)
    return ExerciseView(
        item=item,
        entry=entry,
        words=split_states(words_of(bare))[1],
        proper=_is_proper(bare, entry),
        iteration=_iteration(item, entry, label, days or window),
        label=label,
        days=days,
        window=window,
        several=any(re.search(words["several"], name, re.IGNORECASE) for name in names),
    )


def _label(name: str) -> str | None:
    """Return the label of an execution in a name ("FREEDOM EDGE 24-2", "FREEDOM EDGE 25"; 2025 is 25)."""
    found = _LABEL.search(name) or _FULL_YEAR.search(name)
    return None if found is None else found.group(1)


def _is_proper(bare: str, entry: Entry | None) -> bool:
    """Tell whether a name is a proper one: capitals in all its telling words, or known to a pack by capitals."""
    name = bare if entry is None or entry.exercise is None else entry.exercise.name
    telling = [word for word in re.findall(r"[^\W\d_]+", name) if distinct(words_of(word))]
    return bool(telling) and all(word[0].isupper() for word in telling)


def _days(item: ItemSubject) -> tuple[Days | None, Days | None]:
    first, last = item.first_day or item.last_day, item.last_day or item.first_day
    if first is None or last is None:
        return None, None
    return ((first, last), None) if (last - first).days <= 21 else (None, (first, last))


def _iteration(item: ItemSubject, entry: Entry | None, label: str | None, days: Days | None) -> Iteration | None:
    if entry is None or entry.exercise is None:
        return None
    found = iteration_of(entry.exercise, item.ordinal, label)
    if found is not None or days is None:
        return found
    met = [
        one
        for one in entry.exercise.iterations
        if one.start is not None and one.start <= days[1] and days[0] <= (one.end or one.start)
    ]
    return met[0] if len(met) == 1 else None


# What speaks against.


def other_exercise(a: ExerciseView, b: ExerciseView) -> bool:
    """They are different exercises."""
    if a.entry is not None and b.entry is not None:
        return a.entry.key != b.entry.key
    return a.words != b.words


def other_execution(a: ExerciseView, b: ExerciseView) -> bool:
    """They are two executions of one exercise."""
    if a.iteration is not None and b.iteration is not None:
        return a.iteration is not b.iteration
    if a.item.ordinal is not None and b.item.ordinal is not None and a.item.ordinal != b.item.ordinal:
        return True
    return a.label is not None and b.label is not None and a.label != b.label


def one_as_such(a: ExerciseView, b: ExerciseView) -> bool:
    """One is the exercise as such, the other an execution of it."""
    return a.as_such != b.as_such


def several_executions(a: ExerciseView, b: ExerciseView) -> bool:
    """One speaks of several executions at once."""
    return a.several or b.several


def other_days(a: ExerciseView, b: ExerciseView) -> bool:
    """They took place at different times."""
    if a.iteration is not None and a.iteration is b.iteration:
        return False
    one, two = a.days or a.window, b.days or b.window
    return one is not None and two is not None and gap(one, two) > SLACK


def other_parties(a: ExerciseView, b: ExerciseView) -> bool:
    """Different parties exercise."""
    if a.entry is not None and b.entry is not None:
        return False
    one, two = frozenset(a.item.document.speakers), frozenset(b.item.document.speakers)
    return not a.proper and len(one & two) < min(2, len(one) or 2, len(two) or 2)


def _told_too_early(a: ExerciseView, b: ExerciseView) -> bool:
    return a.item.status == "held" and told_too_early(a.item.document.date, b.days or b.window)


told_before_held = either_way(_told_too_early, "One was told of as past before the other took place.")


# What speaks for.


def same_execution(a: ExerciseView, b: ExerciseView) -> bool:
    """The pack knows one execution that both are."""
    return a.iteration is not None and a.iteration is b.iteration


def same_number(a: ExerciseView, b: ExerciseView) -> bool:
    """The same exercise with the same number or label."""
    if not _one_exercise(a, b) or not (a.proper and b.proper):
        return False
    return a.item.ordinal == b.item.ordinal is not None or a.label == b.label is not None


def same_days(a: ExerciseView, b: ExerciseView) -> bool:
    """The same exercise on the same days."""
    return _one_exercise(a, b) and a.days is not None and b.days is not None and gap(a.days, b.days) <= SLACK


def same_window(a: ExerciseView, b: ExerciseView) -> bool:
    """The same exercise within the same time."""
    if not _one_exercise(a, b) or (a.days and b.days):
        return False
    one, two = a.days or a.window, b.days or b.window
    return one is not None and two is not None and gap(one, two) <= SLACK


def same_as_such(a: ExerciseView, b: ExerciseView) -> bool:
    """The same exercise as such, by a proper name."""
    return _one_exercise(a, b) and a.as_such and b.as_such and a.proper and b.proper


def same_description(a: ExerciseView, b: ExerciseView) -> bool:
    """The same description, of the same parties."""
    return _one_exercise(a, b) and not (a.proper and b.proper) and len(a.words) > 1


def _one_exercise(a: ExerciseView, b: ExerciseView) -> bool:
    if a.entry is not None and b.entry is not None:
        return a.entry.key == b.entry.key
    return bool(a.words) and a.words == b.words


MATCHER: Matcher[ExerciseView] = Matcher(
    against=(
        other_exercise,
        other_execution,
        one_as_such,
        several_executions,
        other_days,
        other_parties,
        told_before_held,
    ),
    signals=(
        (same_execution, 0.95),
        (same_number, 0.95),
        (same_days, 0.93),
        (same_as_such, 0.93),
        (same_window, 0.7),
        (same_description, 0.55),
    ),
)


def blocks(view: ExerciseView) -> Sequence[str]:
    """Return the keys under which an exercise is stored and looked up: its name, with the execution told."""
    name = view.entry.key if view.entry is not None else " ".join(view.words)
    if not name:
        return ()
    if view.as_such:
        return (f"{name}:as such",)
    keys = [f"{name}#{view.item.ordinal}"] if view.item.ordinal is not None else []
    keys += [f"{name}={view.iteration.label}"] if view.iteration is not None else []
    keys += [f"{name}={view.label}"] if view.label is not None else []
    times = view.days or view.window
    keys += [f"{name}:{year}" for year in sorted({day.year for day in times})] if times else []
    return list(dict.fromkeys(keys))
