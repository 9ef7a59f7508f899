"""Find clauses that a relative or conjunction joins to another, and that stand for themselves all the same."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.places import finite
from communique.extract.acts.verbs import modal_of, subject_of


def stands_for_itself(token: Token) -> tuple[Token, Token | None] | None:
    """Return (verb, subject) of such a clause that opens at its verb `token`, or None.

    "..., which is why we commit to": what follows is said outright. "Japan will do A, while Korea will do B": both
    undertake. "... and let us end this war": the hearers are asked.
    """
    if token.lower_ == "let":
        return (token, None) if _exhorts(token) else None
    if token.lemma_ == "be":
        return _why(token)
    return _while(token)


def _exhorts(let: Token) -> bool:
    """Tell whether "let us" opens a sentence or a part of it."""
    if let.i + 1 >= let.sent.end or let.nbor().lower_ not in ("us", "'s"):
        return False
    return let.i == let.sent.start or let.nbor(-1).lower_ in ("and", ",", ";", ":", "but", "so")


def _why(copula: Token) -> tuple[Token, Token | None] | None:
    which = next((child for child in copula.lefts if child.lower_ == "which"), None)
    if which is None or which.i == copula.sent.start or which.nbor(-1).lower_ != ",":
        return None
    for inner in copula.rights:
        if inner.dep_ in ("advcl", "ccomp") and any(child.lower_ == "why" for child in inner.lefts):
            return (inner, subject_of(inner)) if finite(inner) else None
    return None


def _while(verb: Token) -> tuple[Token, Token | None] | None:
    marks = [child for child in verb.lefts if child.dep_ in ("mark", "advmod") and child.lower_ in ("while", "whereas")]
    modal = modal_of(verb)
    if not marks or modal is None or modal.lower_ not in ("will", "shall"):
        return None
    first, subject = marks[0], subject_of(verb)
    if subject is None or first.i <= first.sent.start or first.nbor(-1).lower_ != ",":
        return None
    return verb, subject
