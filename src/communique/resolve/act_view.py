"""Act view: an act as evidence is weighed: what it promises or tells, cut down to the words that matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from communique.extract.gazetteer import known_bodies
from communique.resolve import told
from communique.resolve.known import Known
from communique.resolve.subject import ActSubject
from communique.resolve.terms import (
    Stretch,
    compounds_of,
    initials_in,
    is_common,
    is_empty,
    phrases_of,
    stem,
    stems_of,
    stretches_of,
    terms_of,
)
from communique.resolve.words import lexicon, plain, split_states, words_of

_HEART = re.compile(
    r"(?<=\w\w\w)(?:,?\s+(?:in order to|so as to|so that|to (?!be\b|[a-z]+ing\b)(?=[a-z]+ )"
    r"|including|such as|which|that|while|through|between|comprised of|consisting of|with|as|in fulfil?lment of"
    r"|in line with|in accordance with|consistent with|building on|in support of)\b|[;\u2013\u2014])"
)
_PREPOSITION = re.compile(r"(?<=\w)\s+(?:under|for|with|by|in|at|through|on|from|within|as|to)\s+")
_NO_VERB = re.compile(r"(?:the|an?|our|its|their|this|these)\b", re.IGNORECASE)
_LOOSE = re.compile(r"\s+([,;.]|\s)")
_AMOUNT = re.compile(r"\d[\d.,]*(?=\s*(?:million|billion|trillion|percent|per cent|%))|(?<=[$\u20ac\u00a3])\d[\d.,]*")
_LEAD_IN = re.compile(
    r"^.{0,60}?\b(?:work(?:ing)?(?: closely)?(?: together)?|seek(?:ing)?(?: (?:new )?opportunities)?"
    r"|continu(?:e|ing)(?: \w+ing)?|tak(?:e|ing) steps"
    r"|commitments?|dedication|determination|resolve|intent(?:ion)?|plans?) to\b",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"^(?:(?:\w+ly|also|further|together|to|help|both|now|soon|then|begin work to"
    r"|(?:start|begin|continue|keep)(?=\s+\w+ing\b))\s+)+",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:(?:Vice )?Presidents?|Prime Ministers?|Secretary|Ministers?|Chancellor|King|Emir)\s+"
    r"(?:[A-Z][\w.\u2019'-]*\s?){1,3}"
)
_NAMED = ("instrument", "exercise", "organization")
CONTRARY = {
    "supersedes": "Another promise takes its place",
    "withdraws": "It is taken back",
    "contests": "It is disputed",
}
_SHORT = re.compile(r"\b[A-Z]{3,6}\b")
Family = tuple[str, bool, frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class ActView:
    """An act as evidence is weighed: its terms, those of its `heart` (without purposes and examples) and of each
    stretch, its verbs, what it names, what it tells.

    `things` are instruments, exercises and bodies by entity or pack key; `events` the meetings and exercises that it
    refers to, by entity with the number each has; `heads` the kinds of thing named ("framework", "group") and
    `first_head` the first of them, `leading` those before a preposition other than "of"; `amounts` sums and shares;
    `latest` the last day of the latest past time that it tells; `contrary` the relation that its words are a sign of
    where it undoes something.
    """

    act: ActSubject
    terms: frozenset[str]
    heart: frozenset[str]
    words: str
    verbs: frozenset[str]
    things: frozenset[str]
    events: Mapping[str, int | None]
    state: str
    wording: frozenset[str]
    heads: frozenset[str]
    leading: frozenset[str]
    first_head: str | None
    amounts: frozenset[str]
    latest: date | None
    contrary: str | None

    @property
    def phrases(self) -> frozenset[str]:
        """The pairs of content terms of its words that stand together."""
        return phrases_of(self.words)

    @property
    def states(self) -> frozenset[str]:
        """The states that its clause names."""
        return split_states(words_of(self.act.words))[0]

    @property
    def strangers(self) -> frozenset[str]:
        """The states that it names besides those who speak."""
        return self.states - set(self.act.document.speakers) - set(self.act.actors)

    def abbreviates(self, other: ActView) -> bool:
        """Tell whether it has the initials of words that another act writes out ("EWS", "early warning system")."""
        return any(short in initials_in(other.words) for short in _SHORT.findall(self.words))

    @property
    def compounds(self) -> frozenset[str]:
        """The names that a hyphen joins in its clause."""
        return compounds_of(self.act.words)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The stretches of its words."""
        return stretches_of(self.words)


def other_head(promise: ActView, later: ActView) -> bool:
    """Tell whether a later act speaks first of another kind of thing ("exercises under the plan", "the plan")."""
    first = later.first_head
    return bool(promise.leading) and first is not None and first not in promise.leading


@lru_cache(maxsize=8192)
def view_of(act: ActSubject, known: Known) -> ActView:
    """Return an act as evidence is weighed: a pure function, kept because a commitment is weighed many times."""
    named = known.named_in(words_of(act.words))
    things = {f"{section}:{key}" for section in _NAMED for key in named.get(section, ())}
    things |= {ref.entity for ref in act.refers_to if ref.section in ("instrument", "exercise")}
    words = _object_of(act)
    heart = _HEART.split(_LEAD_IN.sub("", words), maxsplit=1)[0] if act.cls == "commitment" else ""
    subject = _subject_of(act)
    return ActView(
        act=act,
        terms=terms_of(words) | subject,
        heart=terms_of(heart) | subject,
        words=words,
        verbs=promised_stems(act) if act.cls == "commitment" else frozenset(),
        things=frozenset(things),
        events={ref.entity: ref.ordinal for ref in act.refers_to if ref.section in ("meeting", "exercise")},
        state=told.state_of(act),
        wording=frozenset(stems_of(words)) if act.cls == "commitment" else frozenset(),
        heads=frozenset(stems_of(heart or words)) & _heads(),
        leading=_leading(act, words),
        first_head=next((found for found in stems_of(words) if found in _heads()), None),
        amounts=frozenset(number.replace(",", "") for number in _AMOUNT.findall(words)),
        latest=told.latest_told(act),
        contrary=_sign_of_contrary(act),
    )


def _leading(act: ActSubject, words: str) -> frozenset[str]:
    """Return the kinds of thing named first; of "exercises under the plan will begin" those before the verb."""
    found = frozenset(stems_of(_PREPOSITION.split(words, maxsplit=1)[0])) & _heads()
    if found or act.cls != "commitment" or len(terms_of(words)) > 1:
        return found
    return frozenset(stems_of(_PREPOSITION.split(act.words.partition(act.trigger)[0], maxsplit=1)[0])) & _heads()


def _without_names(words: str, act: ActSubject) -> str:
    """Leave out the names of people with their posts, and of the bodies that speak or act: who says it is no part of
    what is undertaken, and two texts of theirs both have it.
    """
    own = _names_of(frozenset((*act.document.speakers, *act.actors)), act.document.framework)
    return _PERSON.sub(" ", words if own is None else own.sub(" ", words))


@lru_cache(maxsize=512)
def _names_of(codes: frozenset[str], framework: str) -> re.Pattern[str] | None:
    """Return a pattern of the names of those of some parties that are bodies, and of their framework; None without."""
    adjectives = lexicon("evidence.yml")["adjectives_of_bodies"]
    names = [name for code in sorted(codes) for name in adjectives.get(code, ())]
    for body in known_bodies():
        if body.party in codes:
            names += [body.name, *body.acronyms, *body.defined, *body.aliases]
    names += [framework] if framework.isalnum() and not codes & {framework} else []
    if not names:
        return None
    longest = sorted(dict.fromkeys(names), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?:['\u2019]s)?(?![\w-])", re.IGNORECASE)


def _subject_of(act: ActSubject) -> frozenset[str]:
    """Return the terms of who is to act, where that is not the speakers ("Australian naval personnel will ...")."""
    before, trigger, _ = act.words.partition(act.trigger)
    before = _without_names(before, act)
    if act.cls != "commitment" or not trigger or not act.actions:
        return frozenset()
    terms = frozenset(term for term in terms_of(before) if not is_common(term))
    return terms if len(terms) < 4 else frozenset()


def _object_of(act: ActSubject) -> str:
    """Return the words that say what is undertaken: the action where one is read, without the deadline."""
    words = act.words
    if act.cls == "commitment" and len(act.actions) == 1 and len(terms_of(act.actions[0])) > 1 and _is_most(act):
        words = _with_verb(act)
    if words is act.words and act.cls == "commitment":
        words = words.partition(act.trigger)[2].removeprefix(" to ") or words
    words = words.replace(act.due_phrase, " ") if act.due_phrase else words
    words = _without_names(words, act)
    return _LOOSE.sub(r"\1", words).strip()


def _is_most(act: ActSubject) -> bool:
    """Tell whether the action is most of what is promised, and not the purpose after it ("to accelerate delivery")."""
    before = act.words.partition(act.trigger)[2].partition(act.actions[0])[0]
    return len(terms_of(before)) < len(terms_of(act.actions[0]))


def _with_verb(act: ActSubject) -> str:
    """Return an action from the trigger on: one that was read without its verb ("activating | the exchange") has it."""
    after = act.words.partition(act.trigger)[2]
    before, found, _ = after.partition(act.actions[0])
    before = before.removeprefix(" to ").lstrip()
    cut_off = found and before and set(stems_of(before)[:1]) <= frozenset().union(*(one for _, _, one, _ in families()))
    return before + found if cut_off else act.actions[0]


def promised_stems(act: ActSubject) -> frozenset[str]:
    """Return the stems of the verb that a commitment undertakes: it begins the action, or follows the trigger."""
    known = frozenset().union(*(promise for _, _, promise, _ in families()))
    after = act.words.partition(act.trigger)[2] or act.words
    for action in act.actions:
        # An action that was read without its verb ("activating | the exchange") leaves the verb before it.
        before = [found for found in stems_of(after.partition(action)[0]) if found in known] if action in after else []
        start = () if _NO_VERB.match(action) else stems_of(_ADVERBS.sub("", _LEAD_IN.sub("", action)))[:1]
        if start and start[0] in known:
            return frozenset(start)
        if before or start:
            return frozenset(before[:1] or [found for found in start if not is_empty(found)])
    bare = _LEAD_IN.sub("", after).lstrip()
    if _NO_VERB.match(bare):
        return frozenset()
    return frozenset([found for found in stems_of(bare) if found in known][: 2 if bare == after else 1])


def _sign_of_contrary(act: ActSubject) -> str | None:
    text = plain(act.words)
    for relation in CONTRARY:
        if told.phrases(relation).search(text) and (relation != "contests" or act.cls == "objection"):
            return relation
    return None


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(stem(word) for word in (*lexicon("instruments.yml")["heads"], *lexicon("evidence.yml")["heads"]))


@lru_cache(maxsize=1)
def families() -> tuple[Family, ...]:
    """Return the families of verbs: name, whether it never ends, stems of promising it, stems of having done it."""
    return tuple(
        (family["name"], bool(family.get("partial")), _all_stems(family["promise"]), _all_stems(family["done"]))
        for family in lexicon("evidence.yml")["families"]
    )


def _all_stems(words: Sequence[str]) -> frozenset[str]:
    """Return listed stems, with those that our stemmer makes of the verbs they begin ("accelerat", "acceler")."""
    return frozenset(found for word in words for found in (word, stem(word), stem(f"{word}e"), stem(f"{word}ed")))
