"""Where a body's name begins: the capitalised words before its head."""

from __future__ import annotations

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
