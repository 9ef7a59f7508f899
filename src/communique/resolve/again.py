"""Again: what a later promise of the same does to the earlier one: restates, narrows, widens or weakens it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from math import sqrt

from communique.resolve import told
from communique.resolve.act_view import ActView, other_head
from communique.resolve.happenings import hold_stems, ordinals_of
from communique.resolve.link import SURE, Link
from communique.resolve.subject import ActSubject
from communique.resolve.terms import is_common
from communique.resolve.weighing import (
    NOT_SURE,
    Weighed,
    as_written,
    is_known,
    quoted,
    thing_reason,
    unsure,
    verbs_meet,
    wording_of,
)
from communique.resolve.words import plain

ALIKE = 0.8
"""From this likeness on, two promises by the same verb are one."""

PHRASE = 0.05
"""What a rare phrase in both adds, up to three."""

COMPANION = 0.14
"""What it adds that the later is a text of the same day: two texts of one meeting say the same in other words."""

ALONE = 0.1
"""What it takes that one of several who promised says it alone."""

ONCE = 0.2
"""What it takes that one is to be held again and again, and the other once."""

VERY_ALIKE = 0.92
"""From this likeness on, they are one though their verbs are not known."""


def said_again(own: ActView, view: ActView, weighed: Weighed) -> tuple[str, float, tuple[str, ...]] | None:
    """Weigh a later promise of the same; sure where the wording is alike and nothing tells the two apart."""
    companion = own.act.document.date == view.act.document.date
    retold = _is_retold(view)
    if _is_first_of_day(own, view):
        return None
    if not (_recalls(own, view) if retold else not _is_another(own, view, weighed)):
        return None
    likeness = max(sqrt(weighed.covered * weighed.back), weighed.hearts, wording_of(own, view))
    score = 0.05 + 0.8 * likeness + (0.12 if weighed.thing else 0.0) + (0.08 if weighed.verb else 0.0)
    other_verb = bool(own.verbs and view.verbs) and not weighed.verb and not own.verbs & view.verbs
    surely_other = other_verb and likeness < VERY_ALIKE and is_known(own.verbs) and is_known(view.verbs)
    score -= 0.25 if surely_other else 0.12 if other_verb else 0.0
    likely = score < SURE
    if likely:
        score += 0.8 * max(0.85 * weighed.part - likeness, 0.0) + PHRASE * min(weighed.phrases, 3)
        score += COMPANION if companion and not retold and set(own.act.actors) == set(view.act.actors) else 0.0
        score -= ALONE if len(view.act.actors) == 1 < len(own.act.actors) else 0.0
    if not retold and own.act.kind == view.act.kind == "scheduled" and _one_recurs(own.act, view.act):
        score = (min(score, NOT_SURE) if likely else score) - ONCE
    relation, why = _change(own.act, view.act)
    if retold:
        relation, why = "restates", "A later text recalls it"
    elif companion and relation != "narrows":
        relation, why = "restates", "A text of the same day promises the same"
    apart = other_verb or _may_be_two(own, view, thing=weighed.thing, recalled=retold)
    enough = weighed.thing or weighed.strong > 1
    least = 0.0
    if retold and weighed.verb and enough and _names_the_day(own, view):
        least = SURE
    elif enough and (likeness >= VERY_ALIKE or (weighed.verb and likeness >= ALIKE)):
        least = SURE + 0.3 * (likeness - ALIKE)
    if apart or (likely and not least):
        score = unsure(score)
    elif least:
        score = max(min(score, NOT_SURE) if likely else score, least)
    return relation, score, (why, f"Both speak of {quoted(weighed.words)}", *thing_reason(weighed))


def assured(own: ActView, view: ActView) -> tuple[str, float, tuple[str, ...]] | None:
    """Weigh a later assurance by the same state to the same states: the words for it change, what it is does not."""
    one, two = own.act, view.act
    if _is_first_of_day(own, view):
        return None
    if one.kind != "assurance" or two.kind != "assurance" or not set(one.target) & set(two.target):
        return None
    alike = set(one.target) == set(two.target) and set(one.actors) == set(two.actors)
    return "restates", 0.7 if alike else 0.62, ("A later assurance to the same states",)


def due_alike(own: ActView, view: ActView) -> tuple[str, float, tuple[str, ...]] | None:
    """Weigh a promise for the very same time by the same rare verb or word ("operationalize ... by the end of May")."""
    one, two = own.act, view.act
    if _is_first_of_day(own, view):
        return None
    if one.due_phrase is None or two.due_phrase is None or one.kind == "scheduled" or two.kind == "scheduled":
        return None
    day = one.due_latest is not None and (one.due_earliest, one.due_latest) == (two.due_earliest, two.due_latest)
    phrase = one.due_latest is None and two.due_latest is None and plain(one.due_phrase) == plain(two.due_phrase)
    words = sorted(
        term for term in (own.terms & view.terms) | (own.verbs & view.verbs) if phrase or not is_common(term)
    )
    if not (day or (phrase and len(one.due_phrase.split()) > 3)) or not words or set(one.actors) != set(two.actors):
        return None
    return (
        "restates",
        0.62,
        ("A later promise for the same time", f"Both speak of {quoted(as_written(words[:4], own.act))}"),
    )


def recalled(own: ActView, view: ActView) -> tuple[str, float, tuple[str, ...]] | None:
    """Weigh a recall that names the very day of a promise, and few of its words ("committed to share such data")."""
    if not (_is_retold(view) and _names_the_day(own, view) and verbs_meet(own.verbs, view.verbs)):
        return None
    if own.verbs & hold_stems():
        return None  # of one day there may be several promises to meet
    words = sorted(term for term in own.terms & view.terms - own.verbs if not is_common(term))
    if not words or _may_be_two(own, view, thing=False, recalled=True):
        return None
    return (
        "restates",
        SURE,
        ("A later text recalls it by its day", f"Both speak of {quoted(as_written(words[:4], own.act))}"),
    )


def _is_first_of_day(own: ActView, view: ActView) -> bool:
    """Tell whether the other of two texts of one day is taken as the first, so that a pair is weighed once."""
    one, two = own.act.document, view.act.document
    return one.date == two.date and one.key > two.key


def _recalls(own: ActView, view: ActView) -> bool:
    """Tell whether the time that a recall names is that of the promise."""
    made = own.act.document.date
    times = told.times_told(view.act)
    return made is not None and any(first <= made <= last for first, last in times)


def _names_the_day(own: ActView, view: ActView) -> bool:
    made = own.act.document.date
    return any(first == last == made for first, last in told.times_told(view.act))


def _may_be_two(own: ActView, view: ActView, *, thing: bool, recalled: bool) -> bool:
    """Tell whether two promises in like words may be of two things: other sums, numbers, kinds, times to meet."""
    one, two = own.act, view.act
    if own.amounts and view.amounts and not own.amounts & view.amounts:
        return True
    numbers = ordinals_of(one), ordinals_of(two)
    if numbers[0] and numbers[1] and not numbers[0] & numbers[1]:
        return True
    if not thing and other_head(own, view):
        return True
    if recalled:
        return False
    if one.recurrence != two.recurrence:
        return True
    if one.kind != "scheduled" and two.kind != "scheduled" and not (own.verbs | view.verbs) & hold_stems():
        return False
    if one.recurrence is not None or set(own.events) & set(view.events) or (numbers[0] & numbers[1]):
        return False
    return one.due_latest is None or two.due_latest is None or not _meet(one, two)


def _one_recurs(one: ActSubject, two: ActSubject) -> bool:
    return (one.recurrence is None) != (two.recurrence is None)


def _meet(one: ActSubject, two: ActSubject) -> bool:
    """Tell whether the times of two promises meet, and end together or nearly so."""
    assert one.due_latest is not None
    assert two.due_latest is not None
    starts = (one.due_earliest or one.due_latest, two.due_earliest or two.due_latest)
    return starts[0] <= two.due_latest and starts[1] <= one.due_latest


def is_answered(own: ActView, answered: Mapping[str, Link]) -> bool:
    """Tell whether the very meeting or exercise was held, so that a later promise is of the next one."""
    if own.act.recurrence is not None or own.act.kind != "scheduled":
        return False
    return any(link.left == own.act.key and link.score >= SURE for link in answered.values())


def _is_retold(view: ActView) -> bool:
    """Tell whether a promise was over when the text told of it, and so is history there."""
    act, on = view.act, view.act.document.date
    if on is None:
        return False
    if told.points_back(act):
        return True
    if act.due_latest is not None:
        return act.due_latest < on
    return view.latest is not None and view.latest < on - timedelta(days=31)


def _is_another(own: ActView, view: ActView, weighed: Weighed) -> bool:
    """Tell whether a later promise is of another meeting or exercise: of another number, or after the first."""
    if own.events and view.events:
        if set(own.events) & set(view.events):
            return False
        one = {number for number in own.events.values() if number is not None}
        two = {number for number in view.events.values() if number is not None}
        if one or two:
            return True
    if own.act.recurrence is not None and view.act.recurrence is None and view.events:
        return True
    on, due = view.act.document.date, own.act.due_latest
    over = due is not None and on is not None and due < on
    return over and (own.act.kind == "scheduled" or not (weighed.verb or own.verbs & view.verbs))


def _change(first: ActSubject, second: ActSubject) -> tuple[str, str]:
    """Return how a later promise differs from the earlier: by its time, its force, its parties."""
    one, two = first.due_latest, second.due_latest
    if two is not None and (one is None or two < one):
        return "narrows", "A later promise of the same, with a time" if one is None else "A later promise, sooner due"
    if one is not None and two is not None and two > one + timedelta(days=31):
        return "weakens", "A later promise of the same, due later"
    if one is not None and second.due_vague:
        return "weakens", "A later promise of the same, without the time it had"
    if first.strength > second.strength > 0 and first.strength - second.strength > 1:
        return "weakens", "A later promise of the same in weaker words"
    if set(first.actors) < set(second.actors):
        return "widens", "A later promise of the same by more parties"
    return "restates", "A later promise of the same"
