"""What follows a verb: its complement and the word in it that decides what the clause does."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.acts.verbs import FINITE_TAGS, modal_of

_INSIDE = frozenset(
    {
        "det",
        "amod",
        "compound",
        "poss",
        "nummod",
        "advmod",
        "nmod",
        "predet",
        "quantmod",
        "case",
        "npadvmod",
        "punct",
        "cc",
        "conj",
    }
)
_CONTAINERS = frozenset({"set", "series", "number", "range", "variety", "package", "host", "array"})
# How far a phrase between commas may reach ("undertook, subject to the approval of both parliaments, to").
_ASIDE = 26
_MARKS = frozenset({",", "\u2013", "\u2014", "-", "(", ")"})
_SKIPPED = frozenset({"ADV", "PART", "PUNCT"})


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a verb.

    `frame` is `that`, `to`, `ing`, `np`, a preposition, `to_np` for the preposition "to", or `none`. `head` is the word
    that decides: the clause's verb, the infinitive, the gerund, or the noun that heads the phrase; `noun` that noun
    again; `infinitive` the verb of an infinitive after the noun ("urge all states to abide").
    """

    frame: str
    head: Token | None = None
    noun: Token | None = None
    infinitive: Token | None = None


def complement_of(verb: Token, end: int) -> Complement:
    """Return the complement of `verb` within the tokens before `end` (an index of the parsed block)."""
    doc = verb.doc
    i = verb.i + 1
    while i < end and _passed_over(doc[i]):
        if doc[i].lower_ in (".", ";"):
            return Complement("none")
        i += 1
    if i >= end:
        return Complement("none")
    first = doc[i]
    after = _after_aside(verb, first, end)
    if after is not None:
        first = after
    if first.lower_ == "that" and (first.tag_ == "IN" or first.dep_ == "mark"):
        return Complement("that", _clause_head(first, end))
    if first.tag_ == "TO" or first.lower_ == "to":
        infinitive = _infinitive(first, end)
        if infinitive is not None:
            return Complement("to", infinitive)
        return Complement("to_np", *_twice(_phrase_head(first, end)))
    if first.tag_ == "VBG" and first.dep_ not in ("amod", "compound", "nmod"):
        return Complement("ing", first)
    if first.pos_ == "ADP" or first.dep_ in ("prep", "prt", "agent"):
        late = _late_object(verb, first, end)
        if late is not None:
            return Complement("np", late, late, _object_infinitive(late, end))
        return Complement(first.lower_, *_twice(_phrase_head(first, end)))
    embedded = _bare_clause(verb, first, end)
    if embedded is not None:
        return Complement("that", embedded)
    noun = noun_head(first)
    if noun is None:
        return Complement("none")
    return Complement("np", noun, noun, _object_infinitive(noun, end))


def _after_aside(verb: Token, first: Token, end: int) -> Token | None:
    """Return the word with which a verb's complement begins behind a phrase between, or None where none stands there.

    "Undertook, subject to approval, to ratify" and "agreed in principle to host" undertake what the infinitive says.
    """
    doc = verb.doc
    if not any(token.lower_ in _MARKS for token in doc[verb.i + 1 : first.i]):
        if first.lower_ not in ("in", "at", "during"):
            return None
        if first.lower_ == "in" and [token.lower_ for token in doc[first.i + 1 : min(end, first.i + 3)]] in (
            ["principle", "to"],
            ["principle", "that"],
        ):
            return doc[first.i + 2]
        inner = next((child for child in verb.rights if child.dep_ == "xcomp" and first.i < child.i < end), None)
        return None if inner is None else next((token for token in inner.lefts if token.tag_ == "TO"), None)
    if first.lower_ in ("to", "that") or first.pos_ in ("CCONJ", "PRON"):
        return None
    passed = False
    for i in range(first.i + 1, min(end - 1, first.i + _ASIDE)):
        if doc[i].lower_ in (";", ":"):
            return None
        if doc[i].lower_ not in _MARKS:
            continue
        j = i + 1
        while j < end - 1 and (doc[j].pos_ in ("ADV", "PART") and doc[j].tag_ != "TO"):
            j += 1
        if doc[j].lower_ == "to" and passed and doc[j + 1].lower_ == "be":
            return None  # "the launch of the fund, to be hosted by": says more of a noun
        passed = True
        if doc[j].lower_ == "to" or (doc[j].lower_ == "that" and doc[j].tag_ == "IN"):
            return doc[j]
        opens = first.pos_ in ("ADP", "SCONJ") or first.lower_ in ("subject", "without", "where", "following")
        if opens and doc[j].tag_ in ("$", "CD") and doc[j].head.i != first.i:
            return doc[j]
    return None


def _late_object(verb: Token, first: Token, end: int) -> Token | None:
    """Return the object after an adverbial phrase ("affirm in the strongest words their commitment"), or None."""
    if first.lower_ not in ("in", "at", "through", "during", "among", "as"):
        return None
    found = next((child for child in verb.rights if child.dep_ == "dobj" and first.i < child.i < end), None)
    if found is not None:
        return found
    doc = verb.doc
    near = range(first.i + 1, min(end - 1, first.i + 9))
    owner = next((doc[i] for i in near if doc[i].lower_ in ("their", "our", "its")), None)
    if owner is not None:
        return noun_head(owner)
    closing = next((i for i in near if doc[i].lower_ == ","), None) if doc[first.i - 1].lower_ == "," else None
    return None if closing is None else noun_head(doc[closing + 1])


def _passed_over(token: Token) -> bool:
    """Tell whether a word between a verb and its complement is passed over: adverbs, particles, commas, "today"."""
    if token.dep_ == "prt":
        return token.pos_ != "ADP"
    return (token.pos_ in _SKIPPED and token.tag_ != "TO") or token.lower_ in ("today", "here")


def noun_head(first: Token) -> Token | None:
    """Return the noun that heads the phrase which begins at `first`, or None."""
    head = first
    while head.dep_ in _INSIDE and head.head.i > head.i:
        head = head.head
    if head.lemma_.lower() in _CONTAINERS:
        held = next((grand for child in head.rights if child.lower_ == "of" for grand in child.rights), None)
        head = head if held is None else held
    if head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "VERB", "SYM"):
        return head
    return None


def _twice(head: Token | None) -> tuple[Token | None, Token | None]:
    return head, head


def _infinitive(to: Token, end: int) -> Token | None:
    """Return the verb of the infinitive that "to" opens, or None where "to" is a preposition."""
    doc = to.doc
    i = to.i + 1
    while i < end and (doc[i].pos_ == "ADV" or doc[i].lower_ in (":", ",", "and", "-")):
        i += 1
    if i + 1 < end and doc[i].lower_ == "close" and doc[i + 1].tag_ in ("NN", "NNS", "JJ"):
        return None  # "committed to close coordination"
    if i < end and (doc[i].tag_ in ("VB", "VBP") or (to.tag_ == "TO" and to.head.i == i)):
        return doc[i]
    if to.tag_ == "TO" and to.dep_ == "aux" and to.head.i > to.i:
        return to.head
    return None


def _phrase_head(preposition: Token, end: int) -> Token | None:
    doc = preposition.doc
    i = preposition.i + 1
    while i < end and (doc[i].pos_ in ("ADV", "PUNCT")):
        i += 1
    if i >= end:
        return None
    if doc[i].tag_ == "VBG" and doc[i].dep_ not in ("amod", "compound"):
        return doc[i]
    return noun_head(doc[i])


def _clause_head(that: Token, end: int) -> Token | None:
    """Return the verb of the clause that "that" opens."""
    verbal = that.head.pos_ in ("VERB", "AUX") or any(child.dep_ in ("aux", "auxpass") for child in that.head.lefts)
    if verbal and that.head.i > that.i and not _nominal_reading(that, that.head):
        return that.head
    for token in that.doc[that.i + 1 : end]:
        if _nominal_reading(that, token):
            continue
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass") and token.tag_ in FINITE_TAGS:
            return token
    return None


def _nominal_reading(that: Token, verb: Token) -> bool:
    """Tell whether a verb right after an article and a modifier is a noun ("that the alliance commitments to")."""
    short = verb.tag_ == "VBZ" and verb.i - that.i <= 3 and verb.i + 1 < len(verb.doc)
    return short and verb.nbor(-1).pos_ != "PRON" and verb.nbor().lower_ in ("to", "of", "for")


def _bare_clause(verb: Token, first: Token, end: int) -> Token | None:
    """Return the verb of a content clause without "that" ("believe X will")."""
    for child in verb.rights:
        near = child.dep_ == "ccomp" and child.i < end and first.i >= child.left_edge.i
        if near and (child.tag_ in FINITE_TAGS or modal_of(child) is not None or _has_auxiliary(child)):
            return child
    return None


def _has_auxiliary(verb: Token) -> bool:
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ in FINITE_TAGS for child in verb.lefts)


def _object_infinitive(noun: Token, end: int) -> Token | None:
    """Return the infinitive that an object is asked to do ("urge all states to abide")."""
    doc = noun.doc
    for token in doc[noun.i + 1 : min(end, noun.i + 40)]:
        if token.tag_ == "TO" and token.dep_ == "aux" and token.head.i > token.i:
            return token.head
        if token.lower_ in (";", ":", "that", "which", "who"):
            return None
    return None
