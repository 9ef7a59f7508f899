"""Bodies that no head noun tells: agencies named by a word and their state, companies by what only companies do."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.context import Context
from communique.extract.organizations.lexicon import Bodies
from communique.extract.organizations.passage import Passage
from communique.extract.organizations.runs import Span

_NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})
_NOT_BEFORE = frozenset({"trilateral", "bilateral", "joint", "against", "both", "mr", "ms", "team", "visit"})
_COMPASS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"})


def branches_in(passage: Passage) -> Iterator[Span]:
    """Yield the agencies and companies of a block that are named by one to three words and their state's name."""
    for at in sorted(passage.suffixes):
        start, after = at, passage.states[at]
        while start > 0 and at - start < 3 and passage.capital(start - 1) and not passage.states[start - 1]:
            start -= 1
        words = [passage.text(n) for n in range(start, at)]
        further = passage.text(after)
        plain = all(passage.tag(n) in _NOUNS and n not in passage.covered for n in range(start, at))
        closed = not further[:1].isupper() and further not in ("-", "–", "/")
        named = plain and not any(word.endswith("ing") or word.lower() in _NOT_BEFORE | _COMPASS for word in words)
        other = passage.bodies.instruments | passage.bodies.occasions | passage.lexicon.heads.keys()
        if words and named and closed and not other & set(words) and not (passage.opens(start) and len(words) == 1):
            yield Span(start, after, "company")


def companies_of(context: Context, known: Bodies) -> list[tuple[int, int]]:
    """Return the ranges of the text that name whoever buys, sells, makes or is acquired, written as names."""
    found: list[tuple[int, int]] = []
    for sentence in context.parsed.body:
        for token in sentence.span:
            lemma = token.lemma_.lower()
            if lemma in known.trades and token.pos_ == "VERB":
                heads = [*_subjects(token), *_sellers(token)]
            elif lemma in known.acquisitions:
                heads = [child for child in token.children if child.dep_ == "poss"]
                heads += [grand for child in token.children if child.lower_ == "of" for grand in child.children]
            else:
                continue
            for head in heads:
                first = _name_start(head)
                if first is not None:
                    start = sentence.offset + first.idx
                    found.append((start, sentence.offset + head.idx + len(head)))
    return found


def _subjects(verb: Token) -> Iterator[Token]:
    """Yield the subjects of a verb, or of the verb that it completes ("has agreed to purchase")."""
    at = verb
    while at.dep_ in ("xcomp", "conj") and not any(child.dep_ == "nsubj" for child in at.children):
        at = at.head
    yield from (child for child in at.children if child.dep_ == "nsubj")


def _sellers(verb: Token) -> Iterator[Token]:
    for child in verb.subtree:
        if child.lower_ == "from" and child.i > verb.i:
            yield from (grand for grand in child.children if grand.dep_ == "pobj")


def _name_start(head: Token) -> Token | None:
    """Return the first token of a name that `head` ends, None where it is no name of one to four words."""
    if head.pos_ != "PROPN" or not head.text[0].isupper() or head.ent_type_ != "ORG":
        return None
    first = head
    while first.i > head.sent.start and first.nbor(-1).pos_ == "PROPN" and first.nbor(-1).text[0].isupper():
        first = first.nbor(-1)
    after = head.nbor(1) if head.i + 1 < len(head.doc) else None
    goes_on = after is not None and after.pos_ == "PROPN" and after.text[0].isupper()
    return None if goes_on or head.i - first.i > 3 else first
