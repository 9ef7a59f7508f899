"""Proposals by their number: what `show` and `history` tell of one, and how it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.register.history import Entry
    from communique.register.review import Proposal
    from communique.register.view import View

_NUMBER = re.compile(r"#?([0-9]{1,7})")
"""The number of a proposal; eight digits may be a document's ID."""


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal with what happened to its pair, and how it stands in words."""

    proposal: Proposal
    entries: tuple[Entry, ...]
    state: str


def number_of(key: str) -> int | None:
    """Return the number of the proposal that an ID is, None where it is that of something kept."""
    found = _NUMBER.fullmatch(key)
    return None if found is None else int(found[1])


def find(view: View, number: int) -> Found:
    """Return the proposal of a number, waiting or decided; raise `RegisterError` where there is none."""
    from communique.model.errors import RegisterError
    from communique.register.review import proposal

    one = proposal(view.connection, number)
    if one is None:
        raise RegisterError(f"no proposal {number} in this register: `communique review` lists what there is")
    both = {one.promise, one.right.key}
    try:
        every = view.history(one.left.key)
    except RegisterError:  # a new reading dropped the left side: the proposal waits all the same
        every = []
    entries = tuple(entry for entry in every if _is_about(entry, both))
    return Found(one, entries, _state(view, one, entries))


def _is_about(entry: Entry, keys: set[str]) -> bool:
    words = set(re.findall(r"[\w.#]+", f"{entry.about} {entry.detail}"))
    return keys <= words


def _state(view: View, one: Proposal, entries: tuple[Entry, ...]) -> str:
    from communique.register.deciding import decided
    from communique.resolve.link import SURE

    for positive, word in ((True, "accepted"), (False, "rejected")):
        known = decided(view.connection, one.id, positive=positive)
        if known is not None:
            undo = f" (communique review undo {known.audit_id} takes it back)" if known.audit_id is not None else ""
            return f"{word} by {known.by} on {known.at:%Y-%m-%d}{undo}"
    ruled = [entry for entry in entries if entry.action is None]
    if ruled and all(entry.undone is not None for entry in ruled):
        return "no longer proposed: a newer reading says otherwise"
    if one.score >= SURE:
        return f"held by a rule that is sure (communique review reject {one.id} says no)"
    return f"waits for a person: communique review accept {one.id}, or reject {one.id}"
