"""Evidence: what later acts, meetings and exercises do to an earlier commitment.

Told apart as coders of compliance do: saying it again is not doing it, work begun is not work done, what happened
before or by another's hand does not count (G7 Research Group, Compliance Coding Manual, 2020).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt

from communique.packs import Pack
from communique.resolve import told
from communique.resolve.act_view import CONTRARY, ActView, families, view_of
from communique.resolve.happenings import Held, happened, held_of
from communique.resolve.known import Known
from communique.resolve.link import EVIDENCE, POSSIBLE, SURE, Link
from communique.resolve.same import known_of
from communique.resolve.subject import ActSubject, ItemSubject
from communique.resolve.terms import is_common, stem, weigh, weights
from communique.resolve.words import plain


@dataclass(frozen=True, slots=True)
class Later:
    """Candidates read once: the acts, the meetings and exercises held, and in how many acts each term stands."""

    acts: tuple[ActView, ...]
    held: tuple[Held, ...]
    counts: Counter[str]

    @classmethod
    def of(cls, later: Sequence[ActSubject | ItemSubject], known: Known) -> Later:
        """Read candidates."""
        acts = tuple(view_of(act, known) for act in later if isinstance(act, ActSubject))
        held = tuple(found for item in later if isinstance(item, ItemSubject) and (found := held_of(item, known)))
        return cls(acts, held, Counter(term for view in acts for term in view.terms))


@dataclass(frozen=True, slots=True)
class Weighed:
    """How a later act meets a commitment: shares from 0 to 1, and the strongest words in common."""

    covered: float
    back: float
    thing: bool
    verb: float
    strong: int
    hearts: float
    words: tuple[str, ...]


NOT_SURE = SURE - 0.01
WORTH = max(POSSIBLE, 0.58)
"""Below this score a proposal costs a reviewer more time than it is worth: measured on real series."""

ANOTHER_VERB = 0.85
"""What a verb of the same family counts for that is not the verb of the promise ("draw up", then "signed")."""

_LAST: list[tuple[object, int, Known, Later]] = []


def evidence(
    commitment: ActSubject, later: Sequence[ActSubject | ItemSubject], packs: Sequence[Pack] | Known
) -> list[Link]:
    """Return what later acts, meetings and exercises do to a commitment, strongest first.

    Passed over: what is of the commitment's own document or of an earlier day, what speakers tell who have no part in
    it, and what is told of a time before it. Of a commitment with several actions each is weighed by itself (`KEY#1`,
    `KEY#2`). The candidates given last are not read again.
    """
    known = known_of(packs)
    made = commitment.document.date
    if made is None:
        return []
    candidates = _read(later, known)
    links: list[Link] = []
    for part in _parts(commitment):
        own = view_of(part, known)
        weight = weights(own.terms, candidates.counts, len(candidates.acts))
        events = happened(part, candidates.held, known)
        links += events
        answered = {event.entity: link for link in events for event in candidates.held if event.item.key == link.right}
        for view in candidates.acts:
            if _may_bear(own, view, made):
                link = _bear(own, view, weight, answered)
                if link is not None:
                    links.append(link)
    return sorted(_best(links), key=lambda link: (-link.score, link.left, link.right))


def _read(later: Sequence[ActSubject | ItemSubject], known: Known) -> Later:
    if _LAST:
        given, size, packs, read = _LAST[0]
        if given is later and size == len(later) and packs is known:
            return read
    read = Later.of(later, known)
    _LAST[:] = [(later, len(later), known, read)]
    return read


def _best(links: Sequence[Link]) -> list[Link]:
    """Keep the strongest link of each pair."""
    best: dict[tuple[str, str], Link] = {}
    for link in links:
        pair = (link.left, link.right)
        if link.score >= WORTH and (pair not in best or link.score > best[pair].score):
            best[pair] = link
    return list(best.values())


def _parts(commitment: ActSubject) -> list[ActSubject]:
    """Return a commitment's actions as commitments of their own; the whole where it has one."""
    if len(commitment.actions) < 2:
        return [commitment]
    return [
        replace(
            commitment,
            key=f"{commitment.key}#{number}",
            words=action,
            actions=(action,),
            refers_to=tuple(ref for ref in commitment.refers_to if ref.name.split("(")[0].strip() in action),
        )
        for number, action in enumerate(commitment.actions, start=1)
    ]


def _may_bear(own: ActView, view: ActView, made: date) -> bool:
    commitment, act = own.act, view.act
    on = act.document.date
    if on is None or on < made or act.document.key == commitment.document.key or act.cls == "call":
        return False
    if not set(act.actors) & set(commitment.actors):
        return False
    return _one_circle(commitment, act) or bool(own.things & view.things)


def _one_circle(commitment: ActSubject, act: ActSubject) -> bool:
    """Tell whether two acts stand in texts of one framework, of one series, or of the same speakers."""
    one, two = commitment.document, act.document
    if (one.framework and one.framework == two.framework) or (one.series is not None and one.series == two.series):
        return True
    here, there = set(one.speakers), set(two.speakers)
    return len(here & there) > 1 and (here <= there or there <= here)


def _bear(own: ActView, view: ActView, weight: Mapping[str, float], answered: Mapping[str, Link]) -> Link | None:
    """Return the link of one commitment (or action of it) to one later act, None where it does not bear on it."""
    made = own.act.document.date
    assert made is not None
    weighed = _weigh(own, view, weight)
    if weighed is None:
        return None
    found = _contrary(view, weighed)
    if found is None and view.state == told.PROMISED:
        found = None if _is_answered(own, answered) else _said_again(own, view, weighed)
    elif found is None and view.state in (told.DONE, told.UNDERWAY) and not (view.latest and view.latest < made):
        found = _done(own, view, weighed, answered)
    if found is None:
        return None
    relation, score, reasons = found
    if not _one_circle(own.act, view.act):
        score -= 0.1
    return Link(EVIDENCE, own.act.key, view.act.key, relation, round(min(score, 0.98), 3), reasons)


def _weigh(own: ActView, view: ActView, weight: Mapping[str, float]) -> Weighed | None:
    wanted = own.terms - own.verbs or own.terms
    heart = own.heart - own.verbs
    shared = wanted & view.terms
    thing = bool(own.things & view.things)
    verbs = own.verbs & view.terms
    if not shared or (len(shared | verbs) < 2 and not thing):
        return None
    stretch = max(view.stretches, key=lambda one: (weigh(one.terms & wanted, weight), -len(one.terms)))
    common = stretch.terms & wanted
    found = weigh(common, weight)
    covered = found / max(weigh(wanted, weight), 0.001)
    if len(heart) > 1:
        core = weigh(stretch.terms & heart, weight) / max(weigh(heart, weight), 0.001)
        covered = max(covered, 0.92 * core)
    back = found / max(weigh(stretch.terms - view.verbs, weight), 0.001)
    words = tuple(sorted(common, key=lambda term: (-weight.get(term, 0.0), term))[:4])
    strong = len([term for term in common | verbs if not is_common(term)])
    alike = _wording(own, view) > 0.85
    if not alike and not thing and strong == 0 and (covered < 0.8 or len(common) < 3):
        return None
    if not alike and not thing and strong == 1 and covered < 0.6:
        return None
    verb = _verbs_meet(own.verbs, view.verbs or told.without_launches(stretch.stems) | {stem(plain(view.act.trigger))})
    hearts = _hearts(heart, view.heart - view.verbs, weight)
    return Weighed(min(covered, 1.0), min(back, 1.0), thing, verb, strong, hearts, words)


def _hearts(one: frozenset[str], two: frozenset[str], weight: Mapping[str, float]) -> float:
    """Return how alike two promises are without their purposes and examples."""
    both = one & two
    if len(both) < 2:
        return 0.0
    found = weigh(both, weight)
    return 0.9 * sqrt(found / max(weigh(one, weight), 0.001) * found / max(weigh(two, weight), 0.001))


def _wording(own: ActView, view: ActView) -> float:
    """Return the share of words that two promises have in common, 0 where it is not most of them."""
    one, two = own.wording, view.wording
    share = len(one & two) / len(one | two) if one and two else 0.0
    return share if share > 0.7 and len(one) > 3 else 0.0


# Saying it again.


def _said_again(own: ActView, view: ActView, weighed: Weighed) -> tuple[str, float, tuple[str, ...]] | None:
    """Weigh a later promise of the same."""
    likeness = max(sqrt(weighed.covered * weighed.back), weighed.hearts, _wording(own, view))
    score = 0.05 + 0.8 * likeness + (0.12 if weighed.thing else 0.0) + (0.08 if weighed.verb else 0.0)
    if own.verbs and view.verbs and not weighed.verb and not own.verbs & view.verbs:
        score -= 0.12
    companion = own.act.document.date == view.act.document.date
    if (
        (companion and own.act.document.key > view.act.document.key)
        or _is_retold(view)
        or _is_another(own, view, weighed)
    ):
        return None
    relation, why = _change(own.act, view.act)
    if companion and relation != "narrows":
        relation, why = "restates", "A text of the same day promises the same"
    return relation, score, (why, f"Both speak of {_quoted(weighed.words)}", *_thing_reason(weighed))


def _is_answered(own: ActView, answered: Mapping[str, Link]) -> bool:
    """Tell whether the very meeting or exercise was held, so that a later promise is of the next one."""
    if own.act.recurrence is not None or own.act.kind != "scheduled":
        return False
    return any(link.left == own.act.key and link.score >= SURE for link in answered.values())


def _is_retold(view: ActView) -> bool:
    """Tell whether a promise was over when the text told of it, and so is history there."""
    act, on = view.act, view.act.document.date
    if on is None:
        return False
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


# Doing it.


def _done(
    own: ActView, view: ActView, weighed: Weighed, answered: Mapping[str, Link]
) -> tuple[str, float, tuple[str, ...]] | None:
    """Weigh what is told as done or under way."""
    on = view.act.document.date
    if on == own.act.document.date and view.act.cls != "decision":
        return None
    event = next((answered[entity] for entity in sorted(view.events) if entity in answered), None)
    if event is not None and weighed.verb and view.state == told.DONE:
        return event.relation, event.score - 0.01, event.reasons
    once = own.act.kind == "scheduled" and own.act.recurrence is None
    if own.events and (once or _other_events(own, view)):
        return None
    reach = max(weighed.covered, sqrt(weighed.covered * weighed.back))
    score = 0.06 + 0.56 * reach + 0.24 * weighed.verb + (0.14 if weighed.thing else 0.0)
    score += 0.08 if _in_time(own.act, view.act) else 0.0
    score -= 0.1 if weighed.strong < 2 and not weighed.thing else 0.0
    score -= 0.1 if own.heads and not own.heads & view.heads else 0.0
    score -= 0.08 if own.first_head and view.first_head and own.first_head != view.first_head else 0.0
    score -= 0.12 if _too_late(own.act, view) else 0.0
    ends = own.act.kind not in ("continuing", "assurance") and not _is_partial(own)
    if view.state == told.DONE and weighed.covered >= 0.4 and weighed.verb >= ANOTHER_VERB and ends:
        why = "What was promised is told as done"
        sure = weighed.covered >= 0.75 and (weighed.thing or weighed.strong > 2 or _in_time(own.act, view.act))
        if own.amounts and not own.amounts & view.amounts:
            return "progress", min(score, NOT_SURE), ("A part of the amount promised is told", *_thing_reason(weighed))
        return (
            "fulfils",
            score if sure else min(score, NOT_SURE),
            (why, f"Both speak of {_quoted(weighed.words)}", *_thing_reason(weighed)),
        )
    if weighed.covered < 0.4 or (weighed.strong < 2 and not (weighed.verb and weighed.thing)):
        return None
    why = (
        "Work on what was promised is told" if view.state == told.UNDERWAY else "Something of what was promised is told"
    )
    return "progress", min(score, NOT_SURE), (why, f"Both speak of {_quoted(weighed.words)}", *_thing_reason(weighed))


def _in_time(commitment: ActSubject, act: ActSubject) -> bool:
    """Tell whether an act was told within the time that a commitment set itself, or soon after it."""
    on, due = act.document.date, commitment.due_latest
    return on is not None and due is not None and on <= due + timedelta(days=31)


def _too_late(commitment: ActSubject, view: ActView) -> bool:
    """Tell whether an act was told more than a year after the time that a commitment set itself, and names no time."""
    on, due = view.act.document.date, commitment.due_latest
    return on is not None and due is not None and view.latest is None and on > due + timedelta(days=366)


def _other_events(own: ActView, view: ActView) -> bool:
    """Tell whether both speak of numbered meetings or exercises, and of no one in common."""
    one = {number for number in own.events.values() if number is not None}
    two = {number for number in view.events.values() if number is not None}
    return bool(one and two) and not one & two and not set(own.events) & set(view.events)


def _verbs_meet(promised: frozenset[str], later: frozenset[str]) -> float:
    """Return 1 where later words do what was undertaken: less by a verb of its family, a half where it has no end."""
    best = 0.0
    for _, partial, promise, done in families():
        if promised & promise and later & done:
            same = bool(promised & later)
            best = max(best, (0.8 if same else 0.5) if partial else 1.0 if same else ANOTHER_VERB)
    return best if best or not promised & later else 0.8


def _is_partial(own: ActView) -> bool:
    full = any(not partial and own.verbs & promise for _, partial, promise, _ in families())
    return not full and any(partial and own.verbs & promise for _, partial, promise, _ in families())


# Undoing it.


def _contrary(view: ActView, weighed: Weighed) -> tuple[str, float, tuple[str, ...]] | None:
    """Weigh what replaces a promise, takes it back, or disputes it: its words and a sign of that in one stretch."""
    if view.contrary is None or (weighed.covered < 0.5 and not weighed.thing):
        return None
    score = 0.35 + 0.45 * weighed.covered + (0.15 if weighed.thing else 0.0)
    return view.contrary, min(score, 0.85), (CONTRARY[view.contrary], f"Both speak of {_quoted(weighed.words)}")


def _thing_reason(weighed: Weighed) -> tuple[str, ...]:
    return ("Both name the same instrument, exercise or body",) if weighed.thing else ()


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
