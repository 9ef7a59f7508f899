"""Others: a meeting looked forward to that a state holds which is none of the speakers: not theirs to keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from communique.packs import Pack
from communique.resolve.words import split_states, words_of

_FORWARD = re.compile(r"\blook(?:s|ed|ing)? forward to\b\s*(.*)", re.IGNORECASE | re.DOTALL)
_OWN_DOING = re.compile(r"(?:(?:the|our|their|again|also|\w+ly)\s+)*\w+ing\b(?!\s+(?:of|in)\b)", re.IGNORECASE)
_NAME = r"(?:(?:the\s+)?[A-Z][\w.\u2019'-]*(?:\s+(?:of|and|the))*\s*){1,4}"
_BY = re.compile(rf"\b(?:hosted|held|convened|chaired|organi[sz]ed) by ({_NAME})")
_HOSTS = re.compile(
    rf"({_NAME})\s*(?:(?:will|would|is to|is|plans to|intends to|to)\s+)?"
    r"(?:co-)?(?:host(?:s|ing)?|chair(?:s|ing|manship)?|presidency|leadership|convene|hold)\b"
)
_STATE = re.compile(r"[A-Z]{3}")


def held_by_others(words: str, trigger: str, speakers: Iterable[str], packs: Sequence[Pack] = ()) -> tuple[str, ...]:
    """Return the states, none of them a speaker, that hold the meeting which a clause looks forward to; () where none.

    What the speakers look forward to doing there themselves ("to meeting at the summit that Peru will host") is theirs.
    A framework that speaks is its parties; of another body that speaks nobody here knows the members, so () is said.

    >>> held_by_others("They look forward to the APEC summit that Peru will host in 2024", "look", ("JPN", "USA"))
    ('PER',)
    """
    found = _FORWARD.search(words)
    if found is None or not trigger.casefold().startswith("look") or _OWN_DOING.match(found[1]):
        return ()
    own = set(speakers)
    for pack in packs:
        own |= set(pack.codes) if pack.code in own else set()
    if any(not _STATE.fullmatch(code) and code not in {pack.code for pack in packs} for code in own):
        return ()
    hosts: set[str] = set()
    for pattern in (_BY, _HOSTS):
        for place in pattern.finditer(found[1]):
            hosts |= split_states(words_of(place[1]))[0]
    return () if hosts & own else tuple(sorted(hosts))
