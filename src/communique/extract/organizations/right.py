"""Where a body's name ends: what its head is head of ("of Foreign Affairs", "on climate change", "to Defeat ISIS")."""

from __future__ import annotations

from communique.extract.organizations.lexicon import Head
from communique.extract.organizations.passage import AND, Passage

_POSSESSIVE = frozenset({"'s", "'"})
_NUMBERED = frozenset({"Task Force", "Fleet", "Group"})


def right_of(passage: Passage, at: int, head: Head) -> int:
    """Return the index after the complement that begins at `at`, right behind a head."""
    if passage.text(at).isdigit() and head.one in _NUMBERED:
        at += 1
    first = at
    while True:
        after = _linked(passage, at, head, at > first)
        if after == at or (passage.text(after) in _POSSESSIVE and passage.text(at) != "of"):
            return at
        at = after


def _linked(passage: Passage, at: int, head: Head, further: bool) -> int:
    """Return the index after one "of ...", "for ...", "on ..." or "to ...", or `at` where none belongs to the head."""
    link, bodies = passage.text(at), passage.bodies
    last = head.one.split()[-1]
    narrow = head.one in bodies.departments
    if link in {"on", "against"}:
        if last not in bodies.subjects and (narrow or not further):
            return at
        narrow = False
    elif link == "to" and last in bodies.aims:
        return _aim(passage, at)
    elif link not in {"of", "for"}:
        return at
    after = _complement(passage, at + 1, narrow)
    if after == at + 1 and link == "on" and head.one.endswith(bodies.small_subjects):
        after = passage.subject(at + 1)
    if after == at + 1 or (link == "on" and passage.text(after - 1).isdigit()):
        return at
    return after


def _aim(passage: Passage, at: int) -> int:
    """Return the index after an aim ("to Address Synthetic Drug Threats", "to address drug threats"), or `at`."""
    after = at + 1
    if passage.text(after) in passage.bodies.aim_verbs:
        end = passage.subject(after + 1)
        return end if end > after + 1 else at
    while after < len(passage.words) and (passage.words[after].capital or passage.text(after) in {"and", "the", "of"}):
        if passage.text(after) == "and" and not passage.text(after + 1)[:1].isupper():
            break
        after += 1
    while passage.text(after - 1) in {"and", "the", "of"}:
        after -= 1
    return after if after > at + 1 else at


def _complement(passage: Passage, start: int, narrow: bool) -> int:
    """Return the index after the capitalised words at `start`; a `narrow` one holds portfolios and parties only."""
    first = at = start + 1 if passage.text(start) == "the" else start
    while at < len(passage.words):
        text = passage.text(at)
        if passage.known.get(at, 0) > at and not (narrow and at > first):
            at = passage.known[at]
        elif at > first and (text in AND or text == ","):
            after = at + 2 if text == "," and passage.text(at + 1) in AND else at + 1
            after += narrow and text == "," and passage.text(after) == "the"  # "... Energy, the Environment and Water"
            if not _goes_on(passage, at, after, narrow):
                break
            at = after
        elif at > first and passage.joined(at):
            if passage.states[at + 1]:
                break
            at += 1
        elif _capital(passage, at) and not passage.opens(at) and _fits(passage, at, first, narrow):
            at += 1
        else:
            break
    bare = at == first or (passage.text(start) == "the" and _only_head(passage, first, at))
    return start if bare else at


def _capital(passage: Passage, at: int) -> bool:
    return passage.capital(at) or (passage.words[at].capital and passage.text(at).endswith("ing"))


def _fits(passage: Passage, at: int, first: int, narrow: bool) -> bool:
    text = passage.text(at)
    if at > first and text in passage.bodies.occasions:
        return False
    if (
        not narrow
        or at == first
        or passage.states[at]
        or text in passage.lexicon.portfolio - passage.lexicon.premodifiers
    ):
        return True
    # Behind a department's portfolio a programme or an official of it may follow without a mark between.
    end = at
    while end < len(passage.words) and passage.words[end].capital:
        end += 1
    further = {passage.text(n) for n in range(at, end)}
    return not further & (passage.bodies.instruments | passage.lexicon.premodifiers | passage.lexicon.heads.keys())


def _only_head(passage: Passage, first: int, end: int) -> bool:
    head = passage.head(first)
    return head is not None and first + len(head.words) == end


def _goes_on(passage: Passage, at: int, after: int, narrow: bool) -> bool:
    """Tell whether a name goes on after "and" or a comma at `at`: no other body, party or person follows."""
    if after >= len(passage.words) or not passage.capital(after) or passage.states[after] or after in passage.known:
        return False
    end = after
    while end < len(passage.words) and passage.words[end].capital:
        head = passage.head(end)
        if head is not None and head.strong:
            return False
        end += 1
    if passage.text(end) in _POSSESSIVE:
        return False
    portfolio = passage.text(after) in passage.lexicon.portfolio
    if passage.text(at) == ",":
        listed = passage.text(at + 1) in AND or passage.text(end) in AND | {","}
        return listed and portfolio
    return portfolio or not narrow
