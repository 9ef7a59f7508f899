"""Tell which present participles do an act of their own (", reaffirming that ...")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from communique.extract.acts.lexicon import Lexicon
from communique.extract.acts.mend import before
from communique.extract.acts.verbs import AUXILIARY, subject_of

_EXAMPLES = 8
_SHORTEST = 4


def participle(token: Token, span: Span, lexicon: Lexicon) -> bool:
    """Tell whether a present participle does an act of its own (", reaffirming that ...")."""
    verb = lexicon.verbs.get(token.lemma_.lower()) if token.tag_ == "VBG" else None
    if verb is None and not _continuing(token):
        # the tagger takes a participle in capitals, or one that opens a preamble, for a noun
        opens = token.i <= span.start + 2 and (token.is_upper or token.is_title) and token.lower_.endswith("ing")
        verb = lexicon.participles.get(token.lower_) if opens else None
    if _having(token):
        link = before(token.left_edge, span)
        return link is None or link.lower_ in (",", ")")
    if (verb is None or not verb.participle) and not _continuing(token):
        return False
    if any(child.dep_ in AUXILIARY for child in token.lefts) or subject_of(token) is not None:
        return False
    if _modifies_subject(token):
        return False
    link = before(token, span)
    if link is None or link.like_num:
        return True
    if link.lower_ == "while":
        return verb is not None and verb.group in ("assert", "ask", "object", "approve")  # "met, while noting that"
    if link.lower_ == "in" and link.i <= span.start + 1:
        # "In condemning the attack, we express our solidarity"
        return verb is not None and verb.group in ("object", "approve", "assert")
    if link.lower_ == "and":
        if _lists_content(token):
            return False
        earlier = before(link, span)
        if token.dep_ == "conj" and token.head.dep_ == "advcl" and token.head.i <= span.start + 1:
            # "Consistent with the plan and recalling the meeting, we commit"
            return verb is not None and verb.group == "assert"
        return earlier is not None and (
            earlier.lower_ == ","
            or (token.dep_ == "conj" and token.head.tag_ == "VBG" and participle(token.head, span, lexicon))
        )
    if link.lower_ == ";" and _lists_means(link, span):
        return False
    return (
        link.lower_ in (",", ";", "\u2013", "\u2014")
        and not _says_document(link, span, lexicon)
        and not _after_examples(link, span)
    )


def preambles(span: Span, lexicon: Lexicon) -> Iterator[Token]:
    """Yield the participles of one entry of a preamble ("RECALLING the treaty and REAFFIRMING that it binds;").

    All else in such an entry is what is recalled. It opens with a participle in capitals, or with one and a capital
    where it closes with a semicolon, and the tagger takes it for a noun or a name.
    """
    words = [token for token in span if not token.is_space]
    while words and (words[0].is_punct or words[0].like_num or len(words[0]) == 1):
        words.pop(0)
    if words and words[0].lower_ == "further":
        words.pop(0)
    if len(words) < _SHORTEST or words[0].lower_ not in lexicon.participles:
        return
    closing = [token.lower_ for token in words[-2:]]
    if not (words[0].is_upper and ";" in closing) and not (words[0].is_title and ";" in closing and _bare(words[0])):
        return
    yield words[0]
    for token in words[1:]:
        joined = token.lower_ in lexicon.participles and token.nbor(-1).lower_ in ("and", ",", "further")
        if joined and (token.is_upper or (words[0].is_title and token.nbor(-1).lower_ == "and")):
            yield token


def _bare(participle: Token) -> bool:
    """Tell whether a participle that opens an entry has no main clause behind it."""
    return participle.dep_ == "ROOT" or participle.head.i == participle.i


def _lists_content(token: Token) -> bool:
    """Tell whether a gerund ends the list that a preposition opened ("commitment to building A, and continuing to")."""
    head = token
    while head.dep_ in ("conj", "advcl") and head.head.tag_ == "VBG" and head.head.i < head.i:
        head = head.head
    if head.i == token.i:
        return False
    # the parser may hang the list's second gerund on something in the first
    return head.dep_ == "pcomp" or (
        _continuing(token) and any(other.dep_ == "pcomp" for other in token.doc[token.sent.start : head.i])
    )


def _modifies_subject(token: Token) -> bool:
    """Tell whether a participle says which speakers the subject right behind it is ("endorsing countries agreed")."""
    if token.i + 2 >= token.sent.end or token.head.i != token.i + 2:
        return False
    noun = token.nbor()
    return noun.tag_ == "NNS" and noun.dep_ in ("nsubj", "nsubjpass") and noun.head.i == token.head.i


def _after_examples(comma: Token, span: Span) -> bool:
    """Tell whether a comma closes examples, which the participle behind it describes ("such as X, seeking to")."""
    for i in range(comma.i - 1, max(span.start, comma.i - _EXAMPLES), -1):
        if comma.doc[i].lower_ == ",":
            return comma.doc[i + 1].lower_ in ("such", "including", "like")
    return False


def _lists_means(semicolon: Token, span: Span) -> bool:
    """Tell whether a semicolon parts the gerunds of a list of means ("including by: taking A; encouraging B")."""
    doc = semicolon.doc
    for i in range(semicolon.i - 1, span.start, -1):
        if doc[i].lower_ in ("by", "including"):
            return any(doc[j].tag_ == "VBG" for j in range(i + 1, min(i + 4, span.end)))
    return False


def _says_document(comma: Token, span: Span, lexicon: Lexicon) -> bool:
    """Tell whether a participle says what a dated document holds ("the statement of 1 May 2023, condemning")."""
    doc = comma.doc
    if comma.i - 1 < span.start or not (doc[comma.i - 1].like_num and len(doc[comma.i - 1]) == 4):
        return False
    near = doc[max(span.start, comma.i - 14) : comma.i]
    return any(token.lemma_.lower() in lexicon.words["documents"] for token in near)


def _having(token: Token) -> bool:
    """Tell whether a participle tells what the speakers have done ("having met in Seoul, declare ...")."""
    return token.tag_ == "VBN" and any(child.lower_ == "having" for child in token.lefts)


def _continuing(token: Token) -> bool:
    return token.lower_ == "continuing" and any(child.dep_ == "xcomp" for child in token.rights)
