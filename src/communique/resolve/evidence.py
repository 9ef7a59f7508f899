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
from communique.resolve.act_view import CONTRARY, ActView, families, other_head, view_of
from communique.resolve.again import COMPANION, PHRASE, assured, due_alike, is_answered, recalled, said_again
from communique.resolve.happenings import Held, events_of, happened
from communique.resolve.known import Known
from communique.resolve.link import EVIDENCE, SURE, Link
from communique.resolve.same import known_of
from communique.resolve.subject import ActSubject, ItemSubject, Setting, one_circle
from communique.resolve.terms import Weights, is_common
from communique.resolve.weighing import (
    ANOTHER_VERB,
    NOT_SURE,
    WORTH,
    Weighed,
    quoted,
    thing_reason,
    unsure,
    weigh_pair,
    worth_of,
)


@dataclass(frozen=True, slots=True)
class Later:
    """Candidates read once: acts that may say something of a promise, what was held, and how much each term weighs."""

    acts: tuple[ActView, ...]
    held: tuple[Held, ...]
    weight: Weights

    @classmethod
    def of(cls, later: Sequence[ActSubject | ItemSubject], known: Known) -> Later:
        """Read candidates."""
        acts = tuple(view_of(act, known) for act in later if isinstance(act, ActSubject))
        held = tuple(events_of([item for item in later if isinstance(item, ItemSubject)], known))
        bearing = tuple(view for view in acts if _may_say(view))
        counts = Counter(term for view in acts for term in view.terms)
        phrases = Counter(phrase for view in bearing for phrase in view.phrases)
        return cls(bearing, held, Weights(counts, len(acts), phrases))


ELSEWHERE = 0.2
"""What it takes that an act stands in a text of another circle, or tells of another state's doing."""

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
    bearing = _bearing(commitment, candidates.acts)
    if not bearing and not candidates.held:
        return []
    links: list[Link] = []
    for part in _parts(commitment):
        own = view_of(part, known)
        events = happened(part, candidates.held, known) if candidates.held else []
        links += events
        answered = {event.entity: link for link in events for event in candidates.held if event.item.key == link.right}
        for view, one_of_them in bearing:
            if one_of_them or own.things & view.things:
                link = _bear(own, view, candidates.weight, answered)
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
        if link.score >= worth_of(link.relation) and (pair not in best or link.score > best[pair].score):
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


def _may_say(view: ActView) -> bool:
    """Tell whether an act tells of something as promised, under way, done or undone; others bear on no promise."""
    if view.act.cls == "call" or view.act.document.date is None:
        return False
    return view.contrary is not None or view.state in (told.PROMISED, told.DONE, told.UNDERWAY)


def _bearing(commitment: ActSubject, later: Sequence[ActView]) -> list[tuple[ActView, bool]]:
    """Return the later acts of those who promised, each with whether it stands in a text of their circle."""
    actors = frozenset(commitment.actors)
    settings: dict[str, bool | None] = {}
    found = []
    for view in later:
        setting = view.act.document
        if setting.key not in settings:
            settings[setting.key] = _follows(commitment.document, setting)
        one_of_them = settings[setting.key]
        if one_of_them is not None and not actors.isdisjoint(view.act.actors):
            found.append((view, one_of_them))
    return found


def _follows(setting: Setting, later: Setting) -> bool | None:
    """Tell whether a text is of one circle with one before it; None where it is not later, or the same."""
    if setting.date is None or later.date is None or later.date < setting.date or later.key == setting.key:
        return None
    return one_circle(setting, later)


def _by_another(own: ActView, view: ActView) -> bool:
    """Tell whether one state promised, and a text of several tells what another did ("visits by Australian ships")."""
    alone, several = set(own.act.actors), set(view.act.actors)
    if len(alone) != 1 or len(several) == 1 or view.state == told.PROMISED:
        return False
    return not alone & view.states and bool(view.states & several - own.states)


def _bear(own: ActView, view: ActView, weight: Weights, answered: Mapping[str, Link]) -> Link | None:
    """Return the link of one commitment (or action of it) to one later act, None where it does not bear on it."""
    made = own.act.document.date
    assert made is not None
    weighed = weigh_pair(own, view, weight)
    found = None if weighed is None else _contrary(view, weighed)
    if found is None and view.state == told.PROMISED:
        if weighed is not None and not is_answered(own, answered):
            found = said_again(own, view, weighed)
        if found is None or found[1] < SURE:
            found = recalled(own, view) or found
        if found is None or found[1] < WORTH:
            found = assured(own, view) or due_alike(own, view) or found
    elif found is None and weighed is not None and view.state in (told.DONE, told.UNDERWAY) and not _before(view, made):
        found = _done(own, view, weighed, answered)
    if found is None:
        return None
    relation, score, reasons = found
    if not one_circle(own.act.document, view.act.document):
        score -= ELSEWHERE
    if _by_another(own, view):
        score = min(score, NOT_SURE) - ELSEWHERE
    return Link(EVIDENCE, own.act.key, view.act.key, relation, _rounded(score), reasons)


# Doing it.


def _before(view: ActView, made: date) -> bool:
    """Tell whether all that an act tells was over when a promise was made: before it, or on that very day."""
    on = view.act.document.date
    return view.latest is not None and (view.latest < made or (view.latest == made and on is not None and on > made))


def _rounded(score: float) -> float:
    """Return a score to three places; one below sure never reads as sure when it is shown with two."""
    return round(min(score, 0.98) if score >= SURE else min(score, NOT_SURE), 3)


def _done(
    own: ActView, view: ActView, weighed: Weighed, answered: Mapping[str, Link]
) -> tuple[str, float, tuple[str, ...]] | None:
    """Weigh what is told as done or under way."""
    on = view.act.document.date
    if on == own.act.document.date and view.act.cls != "decision":
        return None
    if _is_early(own.act, on):
        return None
    event = next((answered[entity] for entity in sorted(view.events) if entity in answered), None)
    if event is not None and weighed.verb and view.state == told.DONE:
        return event.relation, event.score - 0.01, event.reasons
    once = own.act.kind == "scheduled" and own.act.recurrence is None
    if own.events and (once or _other_events(own, view)):
        return None
    score, more = _scores(own, view, weighed)
    other = not weighed.thing and other_head(own, view)
    underway = view.state == told.UNDERWAY or told.short_of(view.act, own.wording | own.terms, _done_stems(own))
    other = other or (
        view.act.cls == "endorsement" and len(view.states & set(own.act.actors)) == 1 < len(own.act.actors)
    )
    ends = not underway and not other and own.act.kind not in ("continuing", "assurance") and not _is_partial(own)
    said = (f"Both speak of {quoted(weighed.words)}", *thing_reason(weighed))
    if ends and weighed.covered >= 0.4 and weighed.verb >= ANOTHER_VERB:
        if own.amounts and not own.amounts & view.amounts:
            return "progress", unsure(score + more), ("A part of the amount promised is told", *said[1:])
        sure = weighed.covered >= 0.75 and (weighed.thing or weighed.strong > 2 or _in_time(own.act, view.act))
        score = score if sure and score >= SURE else unsure(score + more)
        return "fulfils", score, ("What was promised is told as done", *said)
    if not _tells_of(own, weighed) or (on == own.act.document.date and weighed.verb < ANOTHER_VERB):
        return None
    # Work that goes on is told in other words than those of the promise: what is worked on says enough.
    score += more + (0.12 if underway and weighed.signs > 2 and weighed.covered >= 0.65 else 0.0)
    score += 0.06 if weighed.thing and weighed.back >= 0.6 else 0.0
    score += 0.1 if weighed.phrases and not weighed.verb and _is_partial(own) and view.state == told.DONE else 0.0
    why = "Work on what was promised is told" if underway else "Something of what was promised is told"
    return "progress", unsure(score), (why, *said)


def _scores(own: ActView, view: ActView, weighed: Weighed) -> tuple[float, float]:
    """Return the score of what is told as done, and what it has more as a proposal."""
    reach = max(weighed.covered, sqrt(weighed.covered * weighed.back))
    score = 0.06 + 0.56 * reach + 0.24 * weighed.verb + (0.14 if weighed.thing else 0.0)
    score += 0.08 if _in_time(own.act, view.act) else 0.0
    score += 0.08 if _is_exact(own, weighed) else 0.0
    score -= 0.1 if own.heads and not own.heads & view.heads else 0.0
    score -= 0.08 if own.first_head and view.first_head and own.first_head != view.first_head else 0.0
    score -= 0.12 if _too_late(own.act, view) else 0.0
    more = PHRASE * min(weighed.phrases, 3) + 0.56 * max(weighed.wide - reach, 0.0)
    if weighed.strong < 2 and not weighed.thing:
        score -= 0.1
        more += 0.1 if weighed.signs > 1 else 0.0
    more += 0.03 if weighed.object_state else 0.0
    more += 0.26 if weighed.named and not weighed.thing else 0.0
    more += COMPANION if view.act.document.date == own.act.document.date and weighed.verb else 0.0
    return score, more


def _is_early(commitment: ActSubject, on: date | None) -> bool:
    """Tell whether a text is older than the time for which a meeting or a visit is set: it only announces it."""
    earliest = commitment.due_earliest
    if commitment.kind != "scheduled" or commitment.recurrence is not None or earliest is None or on is None:
        return False
    return on < earliest - timedelta(days=1)


def _is_exact(own: ActView, weighed: Weighed) -> bool:
    """Tell whether the very verb of the promise is told, and is one that few have."""
    return weighed.verb == 1.0 and not all(map(is_common, own.verbs))


def _tells_of(own: ActView, weighed: Weighed) -> bool:
    """Tell whether enough of a promise is told of to speak of work on it."""
    if not own.verbs and not weighed.thing and weighed.back < 0.6:
        return False
    enough = 0.4
    if _is_exact(own, weighed) or (weighed.thing and weighed.back >= 0.6) or weighed.phrases:
        enough = 0.3
    if weighed.named and weighed.verb:
        enough = 0.1
    return weighed.wide >= enough and (weighed.signs > 1 or bool(weighed.verb and weighed.thing))


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


def _done_stems(own: ActView) -> frozenset[str]:
    """Return the stems that tell that a commitment's verb was carried out."""
    return own.verbs.union(*(done for _, _, promise, done in families() if own.verbs & promise))


def _is_partial(own: ActView) -> bool:
    full = any(not partial and own.verbs & promise for _, partial, promise, _ in families())
    return not full and any(partial and own.verbs & promise for _, partial, promise, _ in families())


# Undoing it.


def _contrary(view: ActView, weighed: Weighed) -> tuple[str, float, tuple[str, ...]] | None:
    """Weigh what replaces a promise, takes it back, or disputes it: its words and a sign of that in one stretch."""
    if view.contrary is None or (weighed.covered < 0.5 and not weighed.thing):
        return None
    score = 0.35 + 0.45 * weighed.covered + (0.15 if weighed.thing else 0.0)
    return view.contrary, min(score, 0.85), (CONTRARY[view.contrary], f"Both speak of {quoted(weighed.words)}")
