"""Weighing: how a later act meets a commitment, word by word, before anything is said of what it does to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from communique.resolve import told
from communique.resolve.act_view import ActView, families
from communique.resolve.link import POSSIBLE, SURE
from communique.resolve.subject import ActSubject
from communique.resolve.terms import Weights, is_common, stem, tokens_of, weigh
from communique.resolve.words import plain

NOT_SURE = SURE - 0.01
KNEE = 0.8
"""From this score on proposals are drawn together, so that none reads as sure and the likelier still comes first."""

WORTH = max(POSSIBLE, 0.575)
"""Below this score a proposal costs a reviewer more time than it is worth: measured on real series."""

WORTH_OF_PROGRESS = 0.585
"""The same of progress, of which a text tells in few words of the promise."""

ANOTHER_VERB = 0.85
"""What a verb of the same family counts for that is not the verb of the promise ("draw up", then "signed")."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How a later act meets a commitment: shares from 0 to 1, and the strongest words in common.

    `covered` of the promise, `back` of the stretch that meets it; `strong` counts words in common that few have.
    What follows makes a proposal only, nothing sure: `signs` (`strong` with phrases, names, states that both speak of),
    rare `phrases`, the likeness of a `part`, `wide` (covered, with the verb), `named` (a name that a hyphen joins),
    `object_state`.
    """

    covered: float
    back: float
    thing: bool
    verb: float
    strong: int
    hearts: float
    words: tuple[str, ...]
    signs: int
    phrases: int
    part: float
    wide: float
    named: bool
    object_state: bool


def unsure(score: float) -> float:
    """Return a score as a proposal's: below sure, and higher where it was higher.

    >>> [round(unsure(score), 2) for score in (0.7, 0.8, 0.9, 1.0, 1.3)]
    [0.7, 0.8, 0.85, 0.86, 0.88]
    """
    if score <= KNEE:
        return score
    room = NOT_SURE - KNEE
    return NOT_SURE - room * room / (room + score - KNEE)


def worth_of(relation: str) -> float:
    """Return the score below which a link of a relation is not proposed."""
    return WORTH_OF_PROGRESS if relation == "progress" else WORTH


def weigh_pair(own: ActView, view: ActView, weight: Weights) -> Weighed | None:
    """Return how a later act meets a commitment, None where too little is common to both."""
    wanted = own.terms - own.verbs or own.terms
    heart = own.heart - own.verbs
    shared = wanted & view.terms
    if not shared or not view.stretches:  # what is shared may be of the subject only, with nothing told of it
        return None
    thing = bool(own.things & view.things)
    verbs = own.verbs & view.terms
    named = bool(own.compounds & view.compounds)
    if len(shared | verbs) < 2 and not thing and not named:
        return None
    stretch = max(view.stretches, key=lambda one: (weigh(one.terms & wanted, weight), -len(one.terms)))
    common = stretch.terms & wanted
    found = weigh(common, weight)
    covered = found / max(weigh(wanted, weight), 0.001)
    if len(heart) > 1:
        core = weigh(stretch.terms & heart, weight) / max(weigh(heart, weight), 0.001)
        covered = max(covered, 0.92 * core)
    back = found / max(weigh(stretch.terms - view.verbs, weight), 0.001)
    phrases = len([phrase for phrase in own.phrases & view.phrases if weight.is_rare(phrase)])
    phrases += own.abbreviates(view) or view.abbreviates(own)
    companion = own.act.document.date == view.act.document.date
    object_state = bool(own.strangers & view.strangers)
    strong = len([term for term in common | verbs if not is_common(term)])
    signs = strong + min(phrases, 2) + 2 * named
    signs += object_state and (companion or signs > 0)
    if not thing and wording_of(own, view) <= 0.85:
        if signs == 0 and (covered < 0.8 or len(common) < 3):
            return None
        if signs == 1 and covered < 0.6 and not companion:
            return None
    telling = sorted(common, key=lambda term: (-weight.of(term), term))[:4]
    return Weighed(
        covered=min(covered, 1.0),
        back=min(back, 1.0),
        thing=thing,
        verb=verbs_meet(own.verbs, view.verbs or _told_stems(own, view, stretch.stems)),
        strong=strong,
        hearts=hearts_of(heart, view.heart - view.verbs, weight),
        words=as_written(telling, own.act),
        signs=signs,
        phrases=phrases,
        part=part_of(own, view, weight),
        wide=min(max(covered, _with_verbs(own, stretch.terms, wanted, weight)), 1.0),
        named=named,
        object_state=object_state,
    )


def _with_verbs(own: ActView, there: frozenset[str], wanted: frozenset[str], weight: Weights) -> float:
    """Return what is covered where a verb that few promises have counts as a part of what is promised ("embed")."""
    more = weigh([verb for verb in own.verbs & there if not is_common(verb)], weight)
    best = 0.0
    for terms, share in ((wanted, 1.0), (own.heart - own.verbs, 0.92)):
        found = weigh(there & terms, weight)
        if more and found and len(terms) > 1:
            best = max(best, share * (found + more) / (weigh(terms, weight) + more))
    return best


def _told_stems(own: ActView, view: ActView, stems: frozenset[str]) -> frozenset[str]:
    """Return the stems that may tell of the doing: of the object's own words none ("a test of the exchange")."""
    return (told.without_launches(stems) - (own.terms - own.verbs)) | {stem(plain(view.act.trigger))}


def part_of(own: ActView, view: ActView, weight: Weights) -> float:
    """Return how alike one stretch of a promise of several and one of a later promise are."""
    if view.state != told.PROMISED:
        return 0.0
    best = 0.0
    for one in own.stretches:
        for two in view.stretches:
            both = one.terms & two.terms
            if len(both) > 1 and sum(not is_common(term) for term in both) > 1:
                found = weigh(both, weight)
                share = found / weigh(one.terms, weight) * found / weigh(two.terms, weight)
                best = max(best, sqrt(share))
    return best


def hearts_of(one: frozenset[str], two: frozenset[str], weight: Weights) -> float:
    """Return how alike two promises are without their purposes and examples."""
    both = one & two
    if len(both) < 2:
        return 0.0
    found = weigh(both, weight)
    return 0.9 * sqrt(found / max(weigh(one, weight), 0.001) * found / max(weigh(two, weight), 0.001))


def wording_of(own: ActView, view: ActView) -> float:
    """Return the share of words that two promises have in common, 0 where it is not most of them."""
    one, two = own.wording, view.wording
    share = len(one & two) / len(one | two) if one and two else 0.0
    return share if share > 0.7 and len(one) > 3 else 0.0


def is_known(verbs: frozenset[str]) -> bool:
    """Tell whether a family of verbs has one of these: then another family is another deed."""
    return any(verbs & (promise | done) for _, _, promise, done in families())


def verbs_meet(promised: frozenset[str], later: frozenset[str]) -> float:
    """Return 1 where later words do what was undertaken: less by a verb of its family, a half where it has no end."""
    best = 0.0
    for _, partial, promise, done in families():
        if promised & promise and later & done:
            same = bool(promised & later)
            best = max(best, (0.8 if same else 0.5) if partial else 1.0 if same else ANOTHER_VERB)
    return best if best or not promised & later else 0.8


def thing_reason(weighed: Weighed) -> tuple[str, ...]:
    """Return the reason that both name one thing, where they do."""
    return ("Both name the same instrument, exercise or body",) if weighed.thing else ()


def as_written(terms: Sequence[str], act: ActSubject) -> tuple[str, ...]:
    """Return terms as an act has them, for people ("missil" is "missile")."""
    written = {stem(token): token for token in reversed(tokens_of(" ".join((act.words, *act.actions))))}
    return tuple(written.get(term, term) for term in terms)


def quoted(words: Sequence[str]) -> str:
    """Return words in quotation marks."""
    return ", ".join(f"“{word}”" for word in words)
