"""How the clause around a time expression looks: back, ahead, or neither; and whether the time stands in a name."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Span, Token

from communique.extract.dates.lexicon import Lexicon

_AHEAD_AUXILIARIES = frozenset(("will", "shall", "would", "'ll", "wo", "may", "can", "could", "should", "must"))
# A limit lies ahead, whatever the tense of the verb it hangs on ("said it would close plants by June").
_LIMITS = frozenset(("by", "until", "till", "before"))
# What follows these lies behind the clause ("renewed their commitment ... following the summits this year").
_BACKWARD = frozenset(("following", "after", "since"))
_INTENTS = frozenset(("commitment", "plan", "intention", "decision", "determination", "resolve"))


def tokens_of(span: Span, offset: int, start: int, end: int) -> tuple[Token, Token] | None:
    """Return the first and last token of a sentence that stand in `start..end` of the document's text."""
    places = [offset + token.idx for token in span]
    first = bisect_right(places, start) - 1
    last = bisect_right(places, end - 1) - 1
    return None if first < 0 else (span[first], span[last])


def looks_past(first: Token, last: Token, lexicon: Lexicon) -> bool | None:
    """Return True where the clause of a time looks back, False where it looks ahead, None where neither shows."""
    if first.i > first.sent.start and first.nbor(-1).lower_ in _LIMITS:
        return False
    token = first
    while first.i <= token.head.i <= last.i and token.head.i != token.i:
        token = token.head
    for _ in range(12):
        if token.pos_ in ("NOUN", "PROPN") and _pointed_ahead(token, lexicon):
            return False
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            seen = True if token.lower_ in _BACKWARD else _verb(token, lexicon)
            if seen is not None:
                return True if _behind(token, first) else seen
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def hangs_on_noun(first: Token, last: Token) -> bool:
    """Tell whether a time hangs on a noun ("the announcement on September 15") rather than on a verb."""
    token = first
    while first.i <= token.head.i <= last.i and token.head.i != token.i:
        token = token.head
    head = token.head
    if head.dep_ == "prep" or head.pos_ == "ADP":
        head = head.head
    return head.pos_ in ("NOUN", "PROPN")


def _behind(verb: Token, time: Token) -> bool:
    """Tell whether "following" or the like stands between a verb and a time: what it leads in is over."""
    return any(token.lower_ in _BACKWARD for token in verb.doc[verb.i + 1 : time.i])


def _pointed_ahead(noun: Token, lexicon: Lexicon) -> bool:
    return any(child.lower_ in lexicon.forward_adjectives for child in noun.lefts)


def _verb(verb: Token, lexicon: Lexicon) -> bool | None:
    """Return how one verb looks; None sends the question on to the word that governs it."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & _AHEAD_AUXILIARIES or verb.lower_ in _AHEAD_AUXILIARIES:
        return False
    if verb.tag_ == "VBN" and (
        verb.lower_ in lexicon.forward_participles or ("to" in helpers and verb.dep_ != "advcl")
    ):
        return False
    if "going" in helpers:
        return False
    if verb.tag_ == "VB":
        # "met to discuss": a purpose is as past as what it was the purpose of.
        purpose = verb.dep_ == "advcl" and "to" in helpers
        return True if "did" in helpers else None if purpose else False
    if verb.tag_ in ("VBD", "VBN"):
        return True
    if verb.tag_ == "VBG":
        return _gerund(verb, lexicon)
    if helpers & {"have", "has", "had"}:
        return True
    return False if verb.lemma_ in lexicon.present_ahead else None


def _gerund(verb: Token, lexicon: Lexicon) -> bool | None:
    """An -ing form looks ahead after a verb of intent ("committed to updating"), else as what governs it."""
    head = verb.head
    if head.dep_ == "prep" and head.head.i != head.i:
        head = head.head
    if head.pos_ in ("VERB", "NOUN") and verb.dep_ in ("pcomp", "xcomp", "ccomp", "dobj", "pobj"):
        return False if head.lemma_ in lexicon.forward or head.lemma_ in _INTENTS else None
    return None


def in_name(first: Token, last: Token) -> Token | None:
    """Return the noun that a time is a modifier of ("the 2025 Youth Summit"), None where it is none."""
    following = last
    for token in last.doc[first.i : last.i + 1]:
        head = token.head
        if head.i > last.i and head.pos_ in ("NOUN", "PROPN") and token.dep_ in _MODIFIERS and head.i - last.i <= 8:
            following = head
    return None if following is last else following


_MODIFIERS = frozenset(("nummod", "compound", "nmod", "amod", "poss", "npadvmod", "quantmod"))
