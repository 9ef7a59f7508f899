"""How far an act reaches: its quote."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from communique.extract.acts.clauses import Clause

_TRIM = frozenset({",", ";", ":", "and", "but", "or", ".", "--", "\u2013", "\u2014", "-", "!", "?", '"', "so", "yet"})


def outer_start(clause: Clause, before: Clause | None, span: Span) -> int:
    """Return the index of the first token that goes with a clause, its opening phrases included."""
    if before is None:
        return span.start
    head = clause.head
    if clause.own and clause.subject is not None:
        subject = clause.subject.left_edge.i if clause.first is None else clause.first
        edge = head.left_edge.i
        return edge if before.head.i < edge <= subject else max(subject, before.head.i + 1)
    i = head.i if clause.modal is None else min(head.i, clause.modal.i)
    for child in head.lefts:
        if child.dep_ in ("aux", "auxpass") and child.i < i and child.i > before.head.i:
            i = child.i
    while i - 1 > before.head.i and head.doc[i - 1].pos_ == "ADV":
        i -= 1
    return i


def ends(clauses: Sequence[Clause], span: Span) -> list[int]:
    """Return for each clause of a sentence the index after its last token: where the next begins, without its link."""
    result: list[int] = []
    for number, _ in enumerate(clauses):
        end = span.end
        if number + 1 < len(clauses):
            end = outer_start(clauses[number + 1], clauses[number], span)
        result.append(trim(span, clauses[number].head.i + 1, end))
    return result


def trim(span: Span, least: int, end: int) -> int:
    """Return `end` without the punctuation and conjunctions before it, but not less than `least`."""
    doc = span.doc
    while end > least and (doc[end - 1].lower_ in _TRIM or doc[end - 1].is_space):
        end -= 1
    return end


def quote_start(clause: Clause, trigger: Token) -> int:
    """Return the index of the quote's first token: its own subject's, or the trigger's where the subject is shared."""
    if clause.own and clause.subject is not None:
        edge = clause.subject.left_edge.i if clause.first is None else clause.first
        if clause.form == "relative":
            return min(edge, clause.head.left_edge.i)
        return min(edge, trigger.i)
    return trigger.i if clause.modal is None or clause.modal.i > trigger.i else clause.modal.i
