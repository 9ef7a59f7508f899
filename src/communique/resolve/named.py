"""Named: a meeting, or the first of a body, that no pack knows, as a promise named it: by topic, place and time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from communique.resolve.act_view import families, view_of
from communique.resolve.known import Known
from communique.resolve.meeting_view import MeetingView
from communique.resolve.subject import ActSubject, one_circle
from communique.resolve.terms import stem, stems_of, terms_of
from communique.resolve.words import Words, lexicon, words_of

MOST_OF = 0.75
"""The share of the words for what is promised that a meeting's name must have for its topic to be the same."""

SOME_OF = 0.6
"""The share from which on it is proposed."""

ELSEWHERE = 0.75
"""The score at most of a meeting held in another place than announced."""

_IN = re.compile(r"\b(?:in|at) ((?:[A-Z][\w.\u2019'-]+[ ,]{0,2}){1,3})")

NAME = 140
"""Characters of a name; what is longer is a sentence that tells of the meeting."""

Reasons = tuple[str, ...]
NOTHING: tuple[float, Reasons] = (0.0, ())


@dataclass(frozen=True, slots=True)
class Named:
    """What a promise wants held, or brought about so that it meets: its kinds ("group"), the words that tell its
    topic, who is to meet where ranks are named, the words of the place; `body` where it is to be established.
    """

    kinds: frozenset[str]
    topic: frozenset[str]
    ranks: frozenset[str]
    place: frozenset[str]
    body: bool


@lru_cache(maxsize=4096)
def named_of(commitment: ActSubject, known: Known) -> Named | None:
    """Return what a commitment wants held by its words; None where it is to hold or establish nothing of the kind."""
    if commitment.cls != "commitment" or commitment.kind in ("continuing", "assurance"):
        return None
    view = view_of(commitment, known)
    stems = stems_of(view.words)
    kinds = frozenset(stems) & _kinds("bodies")
    body = bool(kinds) and bool(view.verbs & _promised("establish"))
    if not body and commitment.kind != "scheduled" and not view.verbs & _promised("hold"):
        return None
    if not body:
        kinds |= frozenset(stems) & _kinds("gatherings")
    topic = (view.heart or view.terms) - view.verbs - _empty_of_topic()
    named = [ref.name for ref in commitment.refers_to if ref.section == "meeting" and not body]
    topic = (terms_of(named[0]) & topic if len(named) == 1 else topic) or topic
    return Named(kinds, topic, _ranks(words_of(view.words)), _place(view.words), body)


def _place(words: str) -> frozenset[str]:
    """Return the words of where it is to be ("in Vilnius"), without months and the like."""
    found = {word for place in _IN.findall(words) for word in words_of(place)}
    return frozenset(word for word in found if terms_of(word))


def answers(
    commitment: ActSubject, wanted: Named, held: MeetingView, *, inside: bool | None, numbered: bool
) -> tuple[float, Reasons]:
    """Return score and reasons where a meeting held is the one that a promise named, or the first of its body.

    `inside` tells whether it was held within the announced time, None where none was announced; `numbered` that it has
    the announced number. Only in texts of one circle; a topic in other words, another kind or another rank is another
    meeting. One held too late is the announced one where its number says so, and still says that there is a body.
    """
    if held.item.section != "meeting" or not one_circle(commitment.document, held.item.document):
        return NOTHING
    place = bool(held.place & wanted.place)
    share = max((_share(wanted, name, held.place) for name in _names(held)), default=0.0)
    if wanted.body:
        return _first_of_body(held, share, late=inside is False)
    if _ranks_differ(wanted, held):
        return NOTHING
    if numbered and wanted.kinds and share >= MOST_OF:
        return 0.93, ("The meeting of that name and number was held",)
    if inside is None and held.item.ordinal == 1 and wanted.kinds and share >= MOST_OF:
        return 0.91, ("The first meeting of that name was held",)
    if inside is False:
        return NOTHING
    topic = wanted.topic - frozenset(stem(word) for word in held.place)
    if topic:
        score, why = _of_topic(share, place=place, inside=inside)
        if score and held.place and wanted.place and not place:
            return min(score, ELSEWHERE), (*why, "It was held elsewhere than announced")
        return score, why
    if not place:
        return NOTHING
    if wanted.kinds:
        alike = inside is True and any(wanted.kinds & frozenset(stems_of(name)) for name in _names(held))
        return (0.8, ("A body of that kind met where and when it was announced",)) if alike else NOTHING
    return _at_place(wanted, commitment, held, inside)


def _first_of_body(held: MeetingView, share: float, *, late: bool) -> tuple[float, Reasons]:
    """Weigh a meeting of a body that was to be established: that it has met says that there is one."""
    first = held.item.ordinal == 1
    if share >= MOST_OF:
        why = "The body that was promised met for the first time" if first else "The body that was promised has met"
        return (0.92 if first and not late else 0.8), (why, *(("After the announced time",) if late else ()))
    return (0.7, ("A body of that kind met for the first time",)) if first and share >= SOME_OF else NOTHING


def _of_topic(share: float, *, place: bool, inside: bool | None) -> tuple[float, Reasons]:
    """Weigh a meeting by how much of the promise's words its name has, where and when it was held."""
    if share < SOME_OF or not (inside or place):
        return (0.7, ("A meeting of that name was held later",)) if share >= MOST_OF else NOTHING
    where = ("It was held where it was announced",) if place else ()
    if share < MOST_OF:
        return 0.7, ("A meeting of like name was held", *where)
    if inside:
        return (0.92 if place else 0.85), ("A meeting of that name was held within the announced time", *where)
    return 0.85, ("A meeting of that name was held", *where)


def _at_place(wanted: Named, commitment: ActSubject, held: MeetingView, inside: bool | None) -> tuple[float, Reasons]:
    """Weigh the meeting that a text reports, of those who said only where they would meet again."""
    here, there = frozenset(commitment.document.speakers), held.speakers
    if not held.item.main or here != there:
        return NOTHING
    one_series = commitment.document.series is not None and commitment.document.series == held.item.series
    if not one_series and not wanted.ranks:
        return (0.7, ("Those who promised it met there within the time",)) if inside else NOTHING
    why = "They met where it was announced"
    return (0.92, (f"{why}, within the time",)) if inside else (0.8, (why,))


def _share(wanted: Named, name: str, place: Iterable[str]) -> float:
    """Return the share of a promise's topic that a name has; 0 for another kind, or a name mostly of another topic."""
    stems = frozenset(stems_of(name))
    kinds = stems & (_kinds("bodies") | _kinds("gatherings"))
    if wanted.kinds and not wanted.kinds & kinds:
        return 0.0
    left_out = _empty_of_topic() | {stem(word) for word in place}
    topic, told = wanted.topic - {stem(word) for word in place}, terms_of(name) - left_out
    both = topic & told
    if not both or len(both) < SOME_OF * len(told) * (0.5 if wanted.kinds else 1.0):
        return 0.0
    return len(both) / len(topic)


def _names(held: MeetingView) -> list[str]:
    names = (held.item.series, held.item.name, *held.item.names)
    return list(dict.fromkeys(name for name in names if name and len(name) <= NAME))


def _ranks_differ(wanted: Named, held: MeetingView) -> bool:
    """Tell whether a promise says who is to meet, and others met."""
    ranks = frozenset().union(*(_ranks(words_of(name)) for name in _names(held)))
    return bool(wanted.ranks) and bool(ranks or held.level) and not wanted.ranks & (ranks | {held.level or ""})


def _ranks(words: Words) -> frozenset[str]:
    found = set(words)
    levels = lexicon("meetings.yml")["levels"].items()
    return frozenset(level for level, signs in levels if level != "working" and found & set(signs))


@lru_cache(maxsize=4)
def _kinds(key: str) -> frozenset[str]:
    return frozenset(stem(word) for word in lexicon("happenings.yml")[key])


@lru_cache(maxsize=4)
def _promised(name: str) -> frozenset[str]:
    return next(promise for family, _, promise, _ in families() if family == name)


@lru_cache(maxsize=1)
def _empty_of_topic() -> frozenset[str]:
    """Return the stems that do not tell one meeting's topic from another's."""
    words = (
        *lexicon("meetings.yml")["plain_heads"],
        *lexicon("happenings.yml")["heads_left_out"],
        *lexicon("happenings.yml")["people"],
        *lexicon("happenings.yml")["idle"],
        *lexicon("bodies.yml")["says_nothing"],
    )
    return frozenset(map(stem, words)) | _kinds("bodies") | _kinds("gatherings")


def term_keys(circle: str, held: MeetingView) -> list[str]:
    """Return the keys by which a meeting that no pack knows finds promises of its circle, by its name's words."""
    if held.entry is not None or not held.item.main:
        return []
    terms = {term for name in _names(held) for term in terms_of(name)} | {stem(word) for word in held.place}
    return [f"a|{circle}|{term}" for term in sorted(terms)] + _place_keys(circle, held.place)


def promise_keys(circle: str, wanted: Named | None) -> list[str]:
    """Return the keys by which a promise that says little but where to meet again is found."""
    if wanted is None or wanted.body or wanted.topic - {stem(word) for word in wanted.place}:
        return []
    return _place_keys(circle, wanted.place)


def _place_keys(circle: str, place: Iterable[str]) -> list[str]:
    return [f"a|=p:{circle}@{word}" for word in sorted(place)]


__all__ = ["Named", "answers", "named_of", "promise_keys", "term_keys"]
