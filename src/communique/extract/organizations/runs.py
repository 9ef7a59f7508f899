"""Bodies' names by their shape: a head noun with the capitalised words before it and what it is the head of."""

from __future__ import annotations

from dataclasses import dataclass

from communique.extract.organizations.extent import left_of, right_of
from communique.extract.organizations.lexicon import Head
from communique.extract.organizations.passage import Passage

_ORDINALS = frozenset(
    ["inaugural", "first", "second", "third", "fourth", "fifth", "next", "annual", "upcoming", "last", "held", "recent"]
)
_OWNERS = frozenset({"'s", "its", "their", "our"})
_SMALL = frozenset({"and", "of", "for", "the", "&", "on"})
# An acronym of no more letters fits too many names.
_SHORT = 2
_WITHIN = frozenset({"under", "through", "within", "and"})
_NEEDS_MORE = frozenset({"Group", "Union", "Bank", "Board", "Court", "Assembly", "Congress"})
_AGREED = frozenset({"Agreement", "Memorandum", "Treaty", "Act", "Declaration", "Protocol"})


@dataclass(frozen=True, slots=True)
class Span:
    """A body's name among a block's words: `start` to `end` (exclusive), the head it was told by, and the body's name
    where the words do not say it whole ("Defense" of "Departments of State and Defense").
    """

    start: int
    end: int
    head: str
    name: str | None = None


def runs_in(passage: Passage) -> list[Span]:
    """Return the names with a capitalised head in a block, in order, none inside another."""
    found: list[Span] = []
    at = 0
    while at < len(passage.words):
        head = passage.head(at)
        spans = _distributed(passage, at)
        if head is not None and not spans:
            spans = _whole(passage, at, head, found[-1].end if found else 0)
        found.extend(spans)
        at = max(at + (1 if head is None else len(head.words)), spans[-1].end if spans else 0)
    return found


def _whole(passage: Passage, at: int, head: Head, floor: int) -> list[Span]:
    start = left_of(passage, at, floor)
    last = _last_head(passage, at, head)
    if last is None:
        return []
    at, head = last
    after = at + len(head.words)
    end = right_of(passage, after, head)
    start = _by_acronym(passage, start, end, floor)
    if any(passage.text(n) in _AGREED for n in range(after, end)):
        return []
    before = [passage.text(n) for n in range(start, at) if passage.words[n].capital]
    if not _names(passage, head, before, Span(start, end, head.one), end > after):
        return []
    return [Span(start, end, head.one)]


def _by_acronym(passage: Passage, start: int, end: int, floor: int) -> int:
    """Return where a name begins by the acronym in brackets after it, `start` where that says nothing else.

    "Climate Action and Finance Dialogue (CAFD)" begins before its "and".
    """
    acronym = passage.text(end + 1) if passage.text(end) == "(" else ""
    if len(acronym) <= _SHORT or not acronym.isupper() or _initials(passage, start, end) == acronym:
        return start
    at = start
    while at > floor and (passage.capital(at - 1) or passage.text(at - 1) in _SMALL):
        at -= 1
        initials = _initials(passage, at, end)
        if not acronym.endswith(initials):
            return start
        if passage.capital(at) and initials == acronym:
            return at
    return start


def _initials(passage: Passage, start: int, end: int) -> str:
    parts = (part for n in range(start, end) for part in passage.text(n).split("-"))
    return "".join(part[0] for part in parts if part[:1].isupper())


def _distributed(passage: Passage, at: int) -> list[Span]:
    """Return the bodies of a plural head with several portfolios: "Departments of State, Defense, and Energy"."""
    head = passage.bodies.distributed.get(passage.text(at))
    if head is None or passage.text(at + 1) != "of":
        return []
    found: list[Span] = []
    start = at + 2
    while True:
        end = start
        while end < len(passage.words) and passage.text(end) in passage.lexicon.portfolio and passage.capital(end):
            end += 1
        if end == start:
            return found
        portfolio = " ".join(passage.text(n) for n in range(start, end))
        found.append(Span(start if found else at, end, head, f"{head} of {portfolio}"))
        start = end
        while passage.text(start) in {",", "and", "&", "the"}:
            start += 1
        if start == end:
            return found


def _last_head(passage: Passage, at: int, head: Head) -> tuple[int, Head] | None:
    """Return the last head of a capitalised run, or None where the run goes on into an instrument's name."""
    after = at + len(head.words)
    for ahead in range(after, min(after + 4, len(passage.words))):
        text = passage.text(ahead)
        if not passage.capital(ahead) or passage.states[ahead] or text in passage.bodies.occasions:
            break
        further = passage.head(ahead)
        if further is not None:
            return _last_head(passage, ahead, further)
        if text in passage.bodies.instruments:
            return None
        if text in passage.lexicon.heads:
            break
    return at, head


def _names(passage: Passage, head: Head, before: list[str], span: Span, complement: bool) -> bool:
    """Tell whether what stands around a head makes a name of it."""
    bodies = passage.bodies
    owned = (
        len(head.words) > 1 and passage.text(span.start - 1) in _OWNERS and head.one != "Armed Forces"
    )  # "Mexico's National Guard"
    if not before and not complement and not owned:
        founded = passage.text(span.start - 1) in {"a", "A"}  # "Establish a Task Force"
        return founded and head.one in bodies.small_subjects
    own = " ".join([*before, *head.words]).lower()
    if any(own.endswith(never) for never in bodies.never if " " in never or (never == own and not complement)):
        return False
    if all(passage.states[n] for n in range(span.start, span.end)):
        return False
    needed = bodies.needed.get(head.one)
    if needed is not None and not needed & set(before):
        return False
    if head.one in bodies.occasional:
        return not bodies.occasional[head.one] & set(before) and _standing(passage, head, before, span, complement)
    if head.one in {"Alliance", "Administration"}:
        return complement or (len(before) > 1 and not any(passage.states[n] for n in range(span.start, span.end)))
    if head.one in _NEEDS_MORE and not before:
        return complement and passage.text(span.end - 1) != "Seven"
    return head.strong or complement or owned or needed is not None or len(before) > 1


def _standing(passage: Passage, head: Head, before: list[str], span: Span, complement: bool) -> bool:
    """Tell whether a dialogue or forum stands as a body, not as one occasion that is held."""
    first = span.start
    while first > 0 and first - 1 in passage.covered:  # "launch a C5+1 Minerals Dialogue": the group comes before it
        first -= 1
    near = {passage.text(n).lower() for n in range(max(0, first - 4), first)}
    if near & _ORDINALS:
        return False
    if head.one == "Dialogue" and near & _WITHIN and passage.text(span.end) == "(":
        return (len(before) > 1 or complement) and passage.text(span.end + 1).isupper()  # what has an acronym stands
    if head.one == "Dialogue" and near & passage.bodies.founding:
        return len(before) > 1 or complement
    if any(word.removesuffix("d").removesuffix("e") in _stems(passage) for word in near):
        return False
    if passage.text(span.end) in {"on", "in", "at", "was", "held", "will", "meeting"}:
        return False
    if head.one == "Dialogue":
        return len(before) > 1 and bool(near & passage.bodies.standing)
    return len(before) > 1 or complement


def _stems(passage: Passage) -> frozenset[str]:
    return frozenset(verb.removesuffix("e") for verb in passage.bodies.occasion_verbs)
