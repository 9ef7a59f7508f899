"""Later mentions of a body: the acronym introduced for it, and its head noun alone ("the Task Force")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.extract.context import Context
from communique.extract.organizations.lexicon import Bodies
from communique.extract.organizations.merge import Body


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
