"""Bodies that no capitalised head tells: groups in small letters, agencies named with their state, companies."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.context import Context
from communique.extract.organizations.lexicon import Bodies
from communique.extract.organizations.passage import AND, JOINTS, Passage
from communique.extract.organizations.runs import Span

_MODIFIERS = frozenset({"NOUN", "PROPN", "ADJ"})
_LONGEST = 8
_LONGEST_TASK = 12


def groups_in(passage: Passage) -> list[Span]:
    """Return the bodies named in small letters in a block, in order.

    A head ("working group") needs a word before it or a subject after "on" that says which body is meant ("a climate
    working group", "a working group on labor migration"); some heads ("coalition") need a name before them, others
    ("panel") those of whom they are made.
    """
    found: list[Span] = []
    for at, word in enumerate(passage.words):
        if found and at < found[-1].end:
            continue
        length = _phrase_at(passage, at)
        if length:
            span = _group(passage, at, at + length) or _founded(passage, at, at + length)
            if span is not None and span.head == _FOUNDED:
                found.append(span)
                continue
        elif word.text in passage.bodies.learned_heads and passage.text(at + 1) == "of":
            span = _learned(passage, at) or _led(passage, at)
        elif word.text in passage.bodies.led and at > 0:
            span = _led(passage, at)
        else:
            continue
        if span is not None and span.end - span.start > max(length, 1):
            found.append(span)
    return found


def _phrase_at(passage: Passage, at: int) -> int:
    for phrase in passage.bodies.groups.get(passage.text(at), ()):
        if all(passage.text(at + n) == part for n, part in enumerate(phrase)):
            return len(phrase)
    return 0


def _group(passage: Passage, at: int, after: int) -> Span | None:
    start, said = _before(passage, at)
    end = after
    if passage.text(after) == "of" and not passage.text(after - 1).endswith("s"):  # "... of the Blue Dot Network"
        first = after + 2 if passage.text(after + 1) == "the" else after + 1
        end = max(after, passage.known.get(first, 0))
    elif passage.text(after) == "on":
        first = after + 2 if passage.text(after + 1) == "the" else after + 1
        subject = passage.subject(first)
        end = subject if subject > first else after
    head = " ".join(passage.text(n) for n in range(at, after))
    return Span(start, end, head) if said or end > after else None


_FOUNDED = "founded"
# How far before a body's noun the verb stands that founds it.
_NEAR = 5


def _founded(passage: Passage, at: int, after: int) -> Span | None:
    """Return the body that is told by its noun alone because it is founded, or counted with its tasks.

    "create a technical working group charged with sharing data", "the three working groups that will assess ...".
    """
    start = at
    while start > 0 and passage.tag(start - 1) == "ADJ" and passage.text(start - 1) not in _INDEFINITE:
        start -= 1
    counted = passage.text(start - 1).lower() in passage.bodies.counts or passage.tag(start - 1) == "NUM"
    tasked = passage.text(after) in passage.bodies.tasked
    if counted:
        return Span(at, after, _FOUNDED) if tasked else None
    near = {passage.text(n).lower() for n in range(max(0, start - _NEAR), start)}
    founded = passage.text(start - 1) in _INDEFINITE and bool(near & passage.bodies.founders)
    while start < at and passage.text(start) in ("new", "dedicated", "special"):
        start += 1
    return Span(start, _after_task(passage, after), _FOUNDED) if founded and tasked else None


def _after_task(passage: Passage, at: int) -> int:
    """Return where the task ends that names a new body ("a working group to advance the linking of grids")."""
    if passage.text(at) != "to":
        return at
    end = at + 1
    while end < len(passage.words) and end - at < _LONGEST_TASK and passage.text(end)[:1].isalnum():
        end += 1
    return end if end - at < _LONGEST_TASK else at


_INDEFINITE = frozenset({"a", "an", "new"})


def _led(passage: Passage, at: int) -> Span | None:
    head = passage.text(at)
    return Span(_named_before(passage, at), at + 1, head) if head in passage.bodies.led else None


def _learned(passage: Passage, at: int) -> Span | None:
    """Return the body made of learned people that a head names: "a panel of public health experts"."""
    end = passage.subject(at + 2)
    start, said = _before(passage, at)
    if end == at + 2 or passage.text(end - 1) not in passage.bodies.learned or (end == at + 3 and not said):
        return None
    return Span(start, end, passage.text(at))


def _before(passage: Passage, at: int) -> tuple[int, bool]:
    """Return where the words before a head begin that belong to it, and whether one of them says which body it is."""
    start, said = at, False
    while start > 0 and at - start < _LONGEST:
        text = passage.text(start - 1)
        if text in JOINTS or (text in AND and start > 1 and _pending(passage, start - 1)):
            start -= 1
            continue
        modifier = passage.tag(start - 1) in _MODIFIERS or "-" in text
        if text.lower() in passage.bodies.generic or not modifier:
            break
        start -= 1
        said = said or not text.endswith(("ly", "ing"))
    while start < at and passage.text(start) in JOINTS | AND:
        start += 1
    return start, said and start < at


def _pending(passage: Passage, at: int) -> bool:
    """Tell whether "and" joins modifiers of one head ("critical- and emerging-technology", "critical and emerging")."""
    if passage.text(at - 1) in JOINTS:
        return True
    return passage.tag(at - 1) == "ADJ" and passage.tag(at + 1) == "ADJ"


def _named_before(passage: Passage, at: int) -> int:
    """Return where a capitalised or quoted name before a head begins, or `at` where none does."""
    last = at - 1
    if passage.text(last) == '"' and last > 1:
        start = last - 1
        while start > 0 and passage.text(start) != '"' and last - start < 5:
            start -= 1
        return start + 1 if passage.text(start) == '"' else at
    start = at
    while start > 0 and passage.capital(start - 1) and not passage.states[start - 1] and at - start < 5:
        start -= 1
    if start < at and start > 1 and passage.text(start - 1) in ("for", "of") and passage.capital(start - 2):
        start -= 1  # "Global Arrangement for Data Safety network"
        while start > 0 and passage.capital(start - 1) and not passage.states[start - 1] and at - start < 8:
            start -= 1
    whole = all(n in passage.covered for n in range(start, at))
    if start == at or whole or passage.opens(start) or passage.text(start - 1) in JOINTS:
        return at
    return start if any(len(passage.text(n)) > 2 for n in range(start, at)) else at


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
