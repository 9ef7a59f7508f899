"""Noun phrases: their parts, and the words in them that can say whose people they name."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

_MODIFYING = frozenset({"compound", "amod", "nmod"})
_LEFT = _MODIFYING | {"poss"}
_QUANTITIES = frozenset(
    {
        "thousand", "hundred", "dozen", "score", "ten", "million", "group", "number", "member", "majority", "crowd",
        "rest", "deployment", "contingent", "patch", "handful", "series", "most", "some", "all", "part", "unit", "team",
        "delegation",
    }
)  # fmt: skip
_INSIDE = frozenset({"compound", "amod", "nmod", "poss", "nummod", "det", "case", "punct"})
_OWNING = frozenset(
    {"of", "from", "in", "at", "throughout", "near", "inside", "within", "around", "to", "for", "between"}
)
_CIRCUMSTANCES = frozenset(
    {
        "in", "at", "near", "after", "before", "during", "since", "amid", "despite", "following", "under", "through",
        "around", "by", "as", "across", "between",
    }
)  # fmt: skip


def parts(noun: Token) -> Iterator[Token]:
    """Yield the heads of a coordinated noun phrase: its own and those of its conjuncts.

    Of a quantity, what it counts: "thousands of students" are students.
    """
    counted = _counted(noun)
    if counted is not None:
        yield from parts(counted)
    else:
        yield noun
    for child in noun.rights:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
            yield from parts(child)


def _counted(noun: Token) -> Token | None:
    if noun.lemma_.lower() not in _QUANTITIES:
        return None
    after = (grand for child in noun.rights if child.lower_ == "of" for grand in child.rights if grand.dep_ == "pobj")
    return next(after, None)


def head_of(token: Token) -> Token:
    """Return the noun that a name belongs to: itself, or the one that it modifies ("Iraqi" of "Iraqi civilians").

    An owner stays by itself: "Haiti" of "Haiti's efforts".
    """
    while token.dep_ in _MODIFYING or (token.dep_ == "conj" and token.head.dep_ in _MODIFYING):
        token = token.head
    return token


def modifiers(head: Token) -> Iterator[Token]:
    """Yield the words before a noun that modify or own it, with theirs ("Hungarian and Romanian" of "officials")."""
    for child in head.lefts:
        if child.dep_ in _LEFT:
            yield from _spread(child)


def _spread(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ in _LEFT or child.dep_ == "conj":
            yield from _spread(child)


def appositions(head: Token) -> Iterator[Token]:
    """Yield the words of what stands beside a noun as its other name."""
    for child in head.rights:
        if child.dep_ == "appos":
            yield child
            yield from modifiers(child)


def owners(head: Token) -> Iterator[Token]:
    """Yield what a preposition after a noun names: whose or where it is ("rebels in Chad", "leaders of France")."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in _OWNING:
            for grand in child.rights:
                if grand.dep_ == "pobj":
                    for part in parts(grand):
                        yield part
                        yield from modifiers(part)
                        yield from owners(part)
        elif child.dep_ in ("acl", "relcl"):
            yield from owners(child)


def first_of(noun: Token) -> int:
    """Return where the words of a noun phrase begin, articles left out."""
    lefts = [child.left_edge for child in noun.lefts if child.dep_ in _INSIDE and child.dep_ not in ("det", "punct")]
    start = min([noun.i, *(token.i for token in lefts)])
    return start + 1 if noun.doc[start].tag_ == "DT" and start < noun.i else start


def circumstance(head: Token) -> bool:
    """Tell whether a noun only says where or when something is done; after "of" what it belongs to decides."""
    while head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head.head
    return head.dep_ == "pobj" and head.head.lower_ in _CIRCUMSTANCES
