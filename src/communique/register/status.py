"""Status: what the evidence says of a commitment on a day. Pure: the same evidence gives the same status.

| value | when |
|---|---|
| `fulfilled` | a later act fulfils it (of several actions: each) |
| `partly_fulfilled` | a part or some of its actions are fulfilled |
| `withdrawn`, `superseded` | it was taken back, or another promise took its place, and it was not fulfilled |
| `contested` | a later act disputes it, and nothing later fulfils it |
| `kept`, `lapsed` | recurring: every period so far had its occurrence; or one went by without |
| `overdue` | its latest day is past and nothing fulfils it; progress is shown and does not lift it |
| `in_progress` | progress is reported, and it is not past its latest day |
| `untestable` | nothing tells: it goes on in general, others are to do it, or it was not to be done up to a day past |
| `pending` | none of these |

Restating, narrowing, widening or weakening never changes a status, and neither does a link that is a proposal only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from communique.model.act import STATUSES as STATUSES  # named here too: what each means stands above
from communique.register.periods import has_bound, periods

UNTESTABLE = ("continuing", "assurance")


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as status sees it: when it was made, when it is due, how often, and of how many actions.

    `latest` is the last day on which it can be met, None where the words leave it open; `due_from` says whence it is
    known where the words name an event instead of a day, or a later text set it; `due_action` is the number of the
    only action that it is the last day of, None where it is that of all; `others` are states that are to hold what is
    looked forward to, where none of them speaks; `forbearing` are the numbers of the actions that are not to be done.
    """

    key: str
    made: date | None
    kind: str | None = None
    latest: date | None = None
    recurrence: str | None = None
    actions: int = 1
    condition: str | None = None
    due_from: str | None = None
    due_action: int | None = None
    others: tuple[str, ...] = ()
    forbearing: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A later act that bears on a commitment.

    `day` is that of its document; `action` is the number of the action that it bears on, from 1, None for the whole.
    `judgement` is positive, negative or unsure (a proposal); `by` says who judged, `person` whether that is one.
    """

    id: int
    relation: str
    key: str
    day: date | None
    document: str
    judgement: str = "positive"
    action: int | None = None
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    by: str = ""
    person: bool = False


@dataclass(frozen=True, slots=True)
class Searched:
    """Where evidence was looked for: how many later documents of the framework or series, up to which day.

    `by` is the person who looked elsewhere and found nothing, with `on` the day of it.
    """

    documents: int = 0
    until: date | None = None
    framework: str = ""
    keys: tuple[str, ...] = ()
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What holds on a day, because of which evidence, and where was looked.

    `assessed` is False where nothing later is in the register and no person has looked: then nobody can say that
    nothing was done. `reviewed` says that a person judged a link.
    `actions` are the statuses of the single actions, empty for a promise of one. `note` says in words what the value
    rests on.
    """

    value: str
    because: tuple[Evidence, ...]
    proposals: tuple[Evidence, ...]
    searched: Searched
    assessed: bool
    note: str = ""
    condition: str | None = None
    actions: tuple[Status, ...] = ()
    reviewed: bool = False


def status(promise: Promise, evidence: Iterable[Evidence], as_of: date, searched: Searched) -> Status:
    """Return a promise's status at the end of the day `as_of`.

    Evidence from before the promise or after the day does not count, nor does a negative judgement; an unsure one is
    listed under `proposals`. What the register knew at an earlier time is the caller's choice of evidence.
    """
    inside = sorted(
        (item for item in evidence if _between(item.day, promise.made, as_of)),
        key=lambda item: (item.day or date.min, item.key, item.id),
    )
    sure = [item for item in inside if item.judgement == "positive"]
    proposals = tuple(item for item in inside if item.judgement == "unsure")
    reviewed = any(item.person for item in inside)
    assessed = searched.documents > 0 or searched.by is not None or reviewed
    blank = Status("pending", (), proposals, searched, assessed, condition=promise.condition, reviewed=reviewed)
    if promise.actions > 1 and promise.recurrence is None:
        return _several(promise, sure, as_of, blank)
    return _one(promise, sure, as_of, blank)


def _between(day: date | None, made: date | None, as_of: date) -> bool:
    """Tell whether evidence of a day counts; a companion of the same day does."""
    if day is None:
        return False
    return day <= as_of and (made is None or day >= made)


def _several(promise: Promise, sure: Sequence[Evidence], as_of: date, blank: Status) -> Status:
    """Return the status of a promise with several actions: each its own, and one for the whole."""
    parts = tuple(
        _one(
            _alone(promise, number),
            [item for item in sure if item.action in (None, number)],
            as_of,
            replace(blank, proposals=tuple(item for item in blank.proposals if item.action in (None, number))),
        )
        for number in range(1, promise.actions + 1)
    )
    values = {part.value for part in parts}
    if len(values) == 1:
        because = _unique(item for part in parts for item in part.because)
        return replace(parts[0], because=because, proposals=blank.proposals, actions=parts)
    fulfilling = _unique(
        item for part in parts if part.value in ("fulfilled", "partly_fulfilled") for item in part.because
    )
    if fulfilling:
        done = sum(part.value == "fulfilled" for part in parts)
        note = f"{done} of {len(parts)} actions fulfilled"
        return replace(blank, value="partly_fulfilled", because=fulfilling, note=note, actions=parts)
    for value in ("contested", "overdue", "in_progress", "withdrawn", "superseded"):
        chosen = next((part for part in parts if part.value == value), None)
        if chosen is not None:
            return replace(chosen, proposals=blank.proposals, actions=parts)
    return replace(blank, actions=parts)


def _alone(promise: Promise, number: int) -> Promise:
    """Return one action of a promise of several as a promise of its own."""
    latest = promise.latest if promise.due_action in (None, number) else None
    forbearing = frozenset({1} if number in promise.forbearing else ())
    return replace(promise, actions=1, latest=latest, forbearing=forbearing)


def _one(promise: Promise, sure: Sequence[Evidence], as_of: date, blank: Status) -> Status:
    """Return the status of a promise of one action."""
    if promise.recurrence is not None:
        return _recurring(promise, sure, as_of, blank)
    settled = _settled(sure, blank)
    if settled is not None:
        return settled
    if promise.others:
        note = f"{', '.join(promise.others)} holds it, none of the speakers: it is not theirs to keep"
        return replace(blank, value="untestable", note=note)
    progress = _of(sure, "progress")
    part = _of(sure, "partly")
    if part:
        return replace(blank, value="partly_fulfilled", because=(*progress, *part), note="fulfilled in part")
    if promise.latest is not None and promise.forbearing:
        return _forborne(promise.latest, as_of, blank)
    if promise.latest is not None and promise.latest < as_of:
        return _overdue(promise, promise.latest, progress, blank)
    if progress:
        return replace(blank, value="in_progress", because=progress, note="progress is reported")
    if promise.latest is None and promise.kind in UNTESTABLE:
        return replace(blank, value="untestable", note="it goes on in general: no action, time or recurrence to check")
    open_note = "no day set" if promise.latest is None else f"due by {promise.latest.isoformat()}"
    return replace(blank, note=_due(open_note, promise))


def _forborne(latest: date, as_of: date, blank: Status) -> Status:
    """Return the status of a promise not to do something until a day: no text can tell that it was kept."""
    if latest >= as_of:
        return replace(blank, note=f"not to be done up to {latest.isoformat()}")
    note = f"it was not to be done up to {latest.isoformat()}, and no text kept tells that it was"
    return replace(blank, value="untestable", note=note)


def _overdue(promise: Promise, latest: date, progress: tuple[Evidence, ...], blank: Status) -> Status:
    """Return the status of a promise whose last day is past: with a proposal that would settle it, that first."""
    due = _due(f"due by {latest.isoformat()}", promise)
    waiting = _waiting(blank)
    if waiting is not None:
        note = f"{due}: overdue unless {waiting.key} is accepted ({waiting.relation}), which waits for review"
    else:
        note = f"{due}, nothing found that fulfils it{_short(blank, latest)}"
    if progress:
        note += "; progress is reported and does not lift it"
    return replace(blank, value="overdue", because=progress, note=note)


def _short(blank: Status, latest: date) -> str:
    """Return words for texts that end before the day that counts, "" where they reach beyond or a person looked."""
    until = blank.searched.until
    if blank.reviewed or blank.searched.by is not None or until is None or until > latest:
        return ""
    return f"; the last text kept is of {until.isoformat()}"


def _waiting(blank: Status) -> Evidence | None:
    """Return the surest proposal that would settle a promise, None where none waits."""
    telling = [item for item in blank.proposals if item.relation in ("fulfils", "partly", "withdraws", "supersedes")]
    return max(telling, key=lambda item: item.score, default=None)


def _settled(sure: Sequence[Evidence], blank: Status) -> Status | None:
    """Return the status that ends a promise, if one does: the latest dispute weighs against the latest fulfilment."""
    done = _of(sure, "fulfils")
    disputes = _of(sure, "contests")
    if disputes and (not done or _day(disputes[-1]) >= _day(done[-1])):
        note = "its fulfilment is disputed" if done else "it is disputed"
        return replace(blank, value="contested", because=(*done, *disputes), note=note)
    if done:
        return replace(blank, value="fulfilled", because=done, note=f"reported on {_day(done[0]).isoformat()}")
    ends = [item for item in sure if item.relation in ("withdraws", "supersedes")]
    if ends:
        value = "withdrawn" if ends[-1].relation == "withdraws" else "superseded"
        return replace(blank, value=value, because=(ends[-1],), note=f"on {_day(ends[-1]).isoformat()}")
    return None


def _recurring(promise: Promise, sure: Sequence[Evidence], as_of: date, blank: Status) -> Status:
    """Return the status of a promise that recurs: each period must have had its occurrence."""
    ends = [item for item in sure if item.relation in ("withdraws", "supersedes", "contests")]
    done = _of(sure, "fulfils")
    if ends and (not done or _day(ends[-1]) > _day(done[-1])):
        value = {"withdraws": "withdrawn", "supersedes": "superseded", "contests": "contested"}[ends[-1].relation]
        return replace(blank, value=value, because=(ends[-1],), note=f"on {_day(ends[-1]).isoformat()}")
    if promise.made is None or promise.recurrence is None or not has_bound(promise.recurrence):
        if done:
            note = "it has taken place; the words set no period by which to call it kept"
            return replace(blank, value="in_progress", because=done, note=note)
        return replace(blank, value="untestable", note="the words set no period in which it must take place")
    part = _of(sure, "partly")
    days = [_day(item) for item in (*done, *part)]
    start = promise.made
    for number, (first, last) in enumerate(periods(promise.recurrence, promise.made, as_of)):
        begin = start if number == 0 else first
        if not any(begin <= day <= last for day in days):
            note = f"no occurrence found from {begin.isoformat()} to {last.isoformat()}"
            waiting = _waiting(blank)
            if waiting is not None:
                note += f": lapsed unless {waiting.key} is accepted ({waiting.relation}), which waits for review"
            else:
                note += _short(blank, last)
            return replace(blank, value="lapsed", because=(*part, *done), note=note)
    if part:
        note = "of what is to take place in each period only a part is told"
        return replace(blank, value="partly_fulfilled", because=(*part, *done), note=note)
    if done:
        return replace(blank, value="kept", because=done, note="every period so far had its occurrence")
    progress = _of(sure, "progress")
    if progress:
        return replace(blank, value="in_progress", because=progress, note="progress is reported")
    return replace(blank, note="its first period is not over")


def _of(sure: Sequence[Evidence], relation: str) -> tuple[Evidence, ...]:
    return tuple(item for item in sure if item.relation == relation)


def _day(item: Evidence) -> date:
    return item.day or date.min


def _due(note: str, promise: Promise) -> str:
    return note if promise.due_from is None else f"{note} ({promise.due_from})"


def _unique(items: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple({item.id: item for item in items}.values())
