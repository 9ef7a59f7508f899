"""Where a body's name begins and ends: the capitalised words before its head, and what it is head of."""

from __future__ import annotations

from communique.extract.organizations.lexicon import Head
from communique.extract.organizations.passage import AND, JOINTS, Passage

_LINKS = frozenset({"of", "for", "on", "to"})
_WITHIN = frozenset({"for", "of", "and", "the", "on", "&"})
_LEADS = frozenset({"the", ",", "'s", "of", "a", "an"})


def left_of(passage: Passage, at: int, floor: int) -> int:
    """Return where the capitalised words begin that stand before the head at `at`, not before `floor`."""
    listed = False
    while at > floor:
        before, text = at - 1, passage.text(at - 1)
        if before in passage.blocked:
            break
        particle = text in passage.lexicon.particles and text != "y" and at - 2 >= floor and passage.capital(at - 2)
        if passage.joined(before) or passage.capital(before) or particle:
            at = before
        elif text == ")" and _defined(passage, before, floor) < before:
            at = _defined(passage, before, floor)
        elif text in AND and _crosses(passage, before, floor):
            at, listed = before, True
        elif text == "," and (listed or passage.text(at) in AND) and _crosses(passage, before, floor):
            at = before
        else:
            break
    while passage.text(at) in AND | JOINTS | {","}:
        at += 1
    return at


def _defined(passage: Passage, closing: int, floor: int) -> int:
    """Return where the words begin that an acronym in brackets stands for, within a name, or `closing`.

    "Cross-Border Privacy Rules (CBPR)" before "Forum": the initials must be those of the acronym.
    """
    opening, acronym = closing - 2, passage.text(closing - 1)
    if opening <= floor or passage.text(opening) != "(" or len(acronym) < 2 or not acronym.isupper():
        return closing
    left, at = acronym, opening
    while left and at > floor:
        at -= 1
        initials = "".join(part[:1] for part in passage.text(at).split("-") if part[:1].isupper())
        if at in passage.covered or (not initials and passage.text(at) not in _WITHIN):
            return closing
        if not left.endswith(initials):
            return closing
        left = left[: len(left) - len(initials)]
    return closing if left else at


def _crosses(passage: Passage, at: int, floor: int) -> bool:
    """Tell whether "and" or a comma at `at` joins words of one name ("Trade and Technology Council")."""
    if passage.text(at - 1) == ",":  # "Foreign, Commonwealth, and Development Office"
        at -= 1
    start = at
    while start > floor and passage.capital(start - 1):
        start -= 1
    last = passage.text(at - 1)
    if start == at or at - start > 4 or passage.states[at - 1] or at - 1 in passage.covered or last.isupper():
        return False
    if any(_is_head(passage, at - 1 - n, n + 1) for n in range(2)):
        return False
    if last in passage.bodies.instruments | passage.bodies.occasions:
        return False
    lead, portfolio = passage.text(start - 1).lower(), last in passage.lexicon.portfolio
    if passage.text(at) == ",":
        return portfolio and at - start == 1 and lead in _LEADS
    return lead not in _LINKS and (portfolio or (lead in _LEADS | JOINTS and at - start <= 2))


def _is_head(passage: Passage, at: int, length: int) -> bool:
    head = passage.head(at)
    return head is not None and len(head.words) == length


_POSSESSIVE = frozenset({"'s", "'"})
_NUMBERED = frozenset({"Task Force", "Fleet", "Group"})


def right_of(passage: Passage, at: int, head: Head) -> int:
    """Return the index after the complement that begins at `at`, right behind a head."""
    if passage.text(at).isdigit() and head.one in _NUMBERED:
        at += 1
    first = at
    while True:
        after = _linked(passage, at, head, at > first)
        if after > at and passage.text(after) in _POSSESSIVE and passage.text(at) != "of":
            after = _owned(passage, after) if passage.text(at) == "for" and passage.states[after - 1] else at
        if after == at:
            return at
        at = after


def _owned(passage: Passage, possessive: int) -> int:
    """Return the index after the capitalised words that a state's possessive owns, or of the possessive itself."""
    after = possessive + 1
    while after < len(passage.words) and (passage.capital(after) or passage.joined(after)):
        after += 1
    return after if after > possessive + 1 else possessive


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
        return _aim(passage, at, last)
    elif link not in {"of", "for"}:
        return at
    after = _complement(passage, at + 1, narrow)
    if after == at + 1 and link == "on" and head.one.endswith(bodies.small_subjects):
        after = passage.subject(at + 1)
    if after == at + 1 or (link == "on" and passage.text(after - 1).isdigit()):
        return at
    return after


def _aim(passage: Passage, at: int, last: str) -> int:
    """Return the index after an aim ("to Address Synthetic Drug Threats", "to address drug threats"), or `at`.

    In small letters an aim names a coalition; it is what a committee (the `last` word) does, or what is done to it.
    """
    after = at + 1
    if passage.text(after) in passage.bodies.aim_verbs:
        if last not in passage.bodies.small_aims:
            return at
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
