"""Same: score two items of one section, and the keys under which such pairs are found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from communique.packs import Pack
from communique.resolve import bodies, exercises, instruments, meetings, persons
from communique.resolve.known import Known
from communique.resolve.link import POSSIBLE, SAME, Link
from communique.resolve.subject import ItemSubject

_ROOMS: dict[str, Any] = {
    "meeting": meetings,
    "person": persons,
    "instrument": instruments,
    "exercise": exercises,
    "organization": bodies,
}


_LAST: list[tuple[Sequence[Pack], Known]] = []


def known_of(packs: Sequence[Pack] | Known) -> Known:
    """Return the packs read for matching; the sequence given last is not read again."""
    if isinstance(packs, Known):
        return packs
    if not _LAST or _LAST[0][0] is not packs:
        _LAST[:] = [(packs, Known.of(packs))]
    return _LAST[0][1]


def same(left: ItemSubject, right: ItemSubject, packs: Sequence[Pack] | Known) -> Link | None:
    """Return the link of two items of different documents that may be one thing; None where they are two.

    Give `Known.of(packs)` where many pairs are compared: it is the packs, read once.
    """
    if left.section != right.section or left.key == right.key or left.document.key == right.document.key:
        return None
    known = known_of(packs)
    score, reasons = _ROOMS[left.section].MATCHER.score(_view(left, known), _view(right, known))
    if score < POSSIBLE:
        return None
    first, second = sorted((left.key, right.key))
    return Link(SAME, first, second, SAME, score, reasons)


def against(left: ItemSubject, right: ItemSubject, packs: Sequence[Pack] | Known) -> str | None:
    """Return the reason why two items of one section are two things, None where nothing speaks against one."""
    known = known_of(packs)
    score, reasons = _ROOMS[left.section].MATCHER.score(_view(left, known), _view(right, known))
    return reasons[0] if score == 0.0 and reasons else None


def item_blocks(item: ItemSubject, known: Known) -> tuple[str, ...]:
    """Return the keys of an item: two that share none are not compared."""
    return tuple(f"{item.section[0]}|{key}" for key in _ROOMS[item.section].blocks(_view(item, known)))


@lru_cache(maxsize=4096)
def _view(item: ItemSubject, known: Known) -> Any:
    """Return an item as its matcher compares it: a pure function, kept because an item is compared many times."""
    return _ROOMS[item.section].view_of(item, known)
