"""Merge the namings of one body in one document, and find its later mentions: acronyms, its head noun alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.extract.context import Context
from communique.extract.organizations.lexicon import Bodies

_DROP = frozenset({"the", "of", "for", "and", "on", "a", "an", "&", "s"})
_SAME = {
    "united nations": "un",
    "u.n.": "un",
    "united states": "us",
    "u.s.": "us",
    "u.s": "us",
    "united kingdom": "uk",
    "u.k.": "uk",
    "centre": "center",
    "defence": "defense",
    "organisation": "organization",
    "labour": "labor",
    "programme": "program",
    "taskforce": "task force",
    "technologies": "technology",
    "groups": "group",
    "forces": "force",
    "committees": "committee",
}
_GROUPS = frozenset({("g7",), ("g20",), ("quad",), ("aukus",), ("ipef",), ("eu",), ("nato",), ("un",)})
# "Joint Taskforce" has so many words; "Joint Task Force" one more.
_JOINT = 2
_WITHIN = re.compile(r" \(([A-Z]{2,8})\) (?=[A-Z])")
_RULES = tuple((re.compile(rf"(?<!\w){re.escape(a)}(?!\w)"), b) for a, b in _SAME.items())


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a body is named: range, words, the head or the known body's usual name, an acronym introduced.

    `founds` is False where the words only refer to a body ("UN" in "UN Charter"): they are a mention of one that is
    named elsewhere and make none.
    """

    start: int
    end: int
    name: str
    known: str | None
    acronym: str | None = None
    founds: bool = True
    shape: str = ""


@dataclass(slots=True)
class Body:
    """The namings of one body."""

    namings: list[Naming] = field(default_factory=list)

    @property
    def fullest(self) -> Naming:
        """The first of the longest names that found the body."""
        founding = [naming for naming in self.namings if naming.founds]
        return max(founding, key=lambda n: (len(n.name.split()), len(n.name) if n.known is None else 0, -n.start))

    @property
    def acronym(self) -> str | None:
        """The first acronym introduced for the body, else one used for it."""
        return next((naming.acronym for naming in self.namings if naming.acronym is not None), None)


def merge(namings: Sequence[Naming]) -> list[Body]:
    """Return the bodies that the namings name, in order of first mention.

    Namings of one known body are one; of the others, those of one key, those of which one is the other's short form
    (it lacks only words before it), and those with an acronym introduced for a name before.
    """
    bodies: list[Body] = []
    by_key: dict[tuple[str, ...], Body] = {}
    acronyms: dict[str, Body] = {}
    for naming in sorted(namings, key=lambda n: (not n.founds, n.start)):
        key, brief = key_of(naming.known or naming.name), key_of(_abbreviated(naming.name))
        body = by_key.get(key) or by_key.get(brief) or acronyms.get(naming.name)
        if body is None:
            body = _short_form(key, by_key, naming.known is not None)
        if body is None and naming.acronym is not None:
            body = acronyms.get(naming.acronym)
        if body is None:
            body = _called(naming, key, bodies) or _without_end(naming, key, bodies)
        if body is None:
            if not naming.founds:
                continue
            body = Body()
            bodies.append(body)
        by_key.setdefault(key, body)
        by_key.setdefault(brief, body)
        if naming.acronym is not None:
            acronyms.setdefault(naming.acronym, body)
        body.namings.append(naming)
    for body in bodies:
        body.namings.sort(key=lambda n: n.start)
    return sorted(bodies, key=lambda b: b.namings[0].start)


def _without_end(naming: Naming, key: tuple[str, ...], bodies: Sequence[Body]) -> Body | None:
    """Return the one body that a name calls without what it is for, or as a joint one by its head alone.

    "The Drone Capability Coalition" is the one "for Ukraine" named before it, "the Joint Task Force" the joint one.
    """
    if naming.known is not None:
        return None
    if key[:1] == ("joint",) and len(naming.name.split()) <= _JOINT + 1:
        found = [body for body in bodies if any(key_of(n.name)[-len(key) + 1 :] == key[1:] for n in body.namings)]
    elif len(key) > _JOINT:
        start = f"{naming.name} for "
        found = [body for body in bodies if any(n.name.startswith(start) for n in body.namings)]
    else:
        return None
    return found[0] if len(found) == 1 else None


def _called(naming: Naming, key: tuple[str, ...], bodies: Sequence[Body]) -> Body | None:
    """Return the body named right before brackets in which it gets a shorter name ("Group on X and Y (Group)")."""
    last = bodies[-1].namings[-1] if bodies else None
    bracket = last is not None and naming.start - last.end in (2, 3)
    return bodies[-1] if bracket and last is not None and key_of(last.name)[: len(key)] == key else None


def key_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: spellings made one, small words left out."""
    text = name.lower().replace("-", " ").replace("–", " ")
    for pattern, same in _RULES:
        text = pattern.sub(same, text)
    return tuple(word for word in re.findall(r"[^\W_]+", text) if word not in _DROP)


def _abbreviated(name: str) -> str:
    """Return a name with the words left out for which an acronym stands in brackets: "Global ABC Forum"."""
    match = _WITHIN.search(name)
    if match is None:
        return name
    words = re.split(r"[ -]", name[: match.start()])
    initials = "".join(word[:1] for word in words if word[:1].isupper())
    if not initials.endswith(match[1]):
        return name
    kept, left = len(words), len(match[1])
    while left:
        kept -= 1
        left -= words[kept][:1].isupper()
    return " ".join([*words[:kept], match[1], name[match.end() :]])


def _short_form(key: tuple[str, ...], by_key: dict[tuple[str, ...], Body], known: bool) -> Body | None:
    """Return the body of which a key is a short form or that is a short form of it: words before it left out.

    Of a `known` body no word may be left out but the group's whose body it is ("G7 Coordination Platform").
    """
    if len(key) < 2:
        return None
    for other, body in by_key.items():
        short, long = (key, other) if len(key) < len(other) else (other, key)
        before = long[: -len(short)]
        if len(short) > 1 and before and long[-len(short) :] == short and (not known or before in _GROUPS):
            return body
    return None


def later_mentions(context: Context, found: Sequence[Body], bodies: Bodies) -> list[list[tuple[int, int]]]:
    """Return for each body the ranges where its acronym or, after "the", its bare head stands for it.

    A bare head ("the Task Force") is the body of that head that was named last before it.
    """
    plain = context.parsed.plain
    taken = {(naming.start, naming.end) for body in found for naming in body.namings}
    later: list[list[tuple[int, int]]] = [[] for _ in found]
    owners = _acronyms(found)
    heads = _heads(found, bodies)
    if not owners and not heads:
        return later
    words = "|".join(re.escape(word) for word in sorted({*owners, *heads}, key=lambda word: (-len(word), word)))
    pattern = re.compile(rf"(?<![\w-])(?:({words})(?![\w-]))")
    for block in context.parsed.document.blocks:
        if block.kind not in ("paragraph", "item"):
            continue
        for match in pattern.finditer(plain, block.start, block.end):
            span, word = match.span(), match[1]
            if any(start <= span[0] and span[1] <= end for start, end in taken):
                continue
            owner = owners.get(word)
            if owner is None:
                owner = _last_before(heads.get(word, ()), span[0]) if _bare(plain, span) else None
            if owner is not None and span[0] > found[owner].namings[0].start:
                later[owner].append(span)
    return later


def _acronyms(found: Sequence[Body]) -> dict[str, int]:
    owners: dict[str, int] = {}
    for number, body in enumerate(found):
        for naming in body.namings:
            if naming.acronym is not None:
                owners.setdefault(naming.acronym, number)
    return owners


def _heads(found: Sequence[Body], bodies: Bodies) -> dict[str, list[tuple[int, int]]]:
    """Return by head the starts of the namings of bodies with that head, each with the body's number."""
    heads: dict[str, list[tuple[int, int]]] = {}
    for number, body in enumerate(found):
        for naming in body.namings:
            head = _head_of(naming.name, bodies)
            if head is not None:
                heads.setdefault(head, []).append((naming.start, number))
    return {head: sorted(starts) for head, starts in heads.items()}


def _head_of(name: str, bodies: Bodies) -> str | None:
    words = re.split(r" (?:of|for|on|to|against) ", name)[0].split()
    for length in (2, 1):
        phrase = " ".join(words[-length:])
        for head in bodies.heads.get(phrase.split()[0] if phrase else "", ()):
            if " ".join(head.words) == phrase and head.strong:
                return phrase
    return None


def _bare(plain: str, span: tuple[int, int]) -> bool:
    before, after = plain[max(0, span[0] - 6) : span[0]], plain[span[1] : span[1] + 3]
    return re.search(r"\b(?:[Tt]he|[Tt]his) $", before) is not None and re.match(r" [A-Z]| of| fo| on", after) is None


def _last_before(starts: Sequence[tuple[int, int]], at: int) -> int | None:
    return next((number for start, number in reversed(starts) if start < at), None)
