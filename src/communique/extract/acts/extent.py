"""How far an act reaches: its quote, and the phrases of what it undertakes."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from communique.extract.acts.clauses import Clause
from communique.extract.acts.content import Complement
from communique.extract.acts.places import modal_of
from communique.extract.acts.scene import Verdict

_TRIM = frozenset({",", ";", ":", "and", "but", "or", ".", "--", "\u2013", "\u2014", "-", "!", "?", '"', "so", "yet"})
_LINKS = frozenset({"to", "of", "in", "for", "that", "on"})


def outer_start(clause: Clause, before: Clause | None, span: Span) -> int:
    """Return the index of the first token that goes with a clause, its opening phrases included."""
    if before is None:
        return span.start
    head = clause.head
    if clause.own and clause.subject is not None:
        subject = clause.subject.left_edge.i
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
        edge = clause.subject.left_edge.i
        if clause.form == "relative":
            return min(edge, clause.head.left_edge.i)
        return min(edge, trigger.i)
    return trigger.i if clause.modal is None or clause.modal.i > trigger.i else clause.modal.i


def actions_of(clause: Clause, verdict: Verdict, complement: Complement, end: int) -> list[tuple[int, int]]:
    """Return the (first, after last) token indices of each separately checkable action of a commitment."""
    doc = clause.head.doc
    start = _action_start(clause, verdict, complement, end)
    if start is None:
        return []
    heads = [doc[start]]
    verb = _action_verb(clause, verdict, complement)
    if verb is not None:
        heads = [verb, *_coordinated(verb, end)]
        start = min(start, verb.i)
    cuts = [start]
    for head in heads[1:]:
        i = head.i
        while (i - 1 > cuts[-1] and doc[i - 1].pos_ in ("ADV",)) or doc[i - 1].tag_ == "TO":
            i -= 1
        cuts.append(i)
    spans = []
    for number, cut in enumerate(cuts):
        first = cut
        while first < end and (doc[first].tag_ == "TO" or doc[first].lower_ in (":", ",")):
            first += 1
        after = cuts[number + 1] if number + 1 < len(cuts) else end
        after = trim(doc[first:end], first + 1, after) if after > first else after
        if after > first:
            spans.append((first, after))
    return spans


def _action_verb(clause: Clause, verdict: Verdict, complement: Complement) -> Token | None:
    if clause.modal is not None and verdict.trigger.i == clause.modal.i:
        return clause.head
    if complement.frame in ("to"):
        return complement.head
    return None


def _action_start(clause: Clause, verdict: Verdict, complement: Complement, end: int) -> int | None:
    doc = clause.head.doc
    if clause.modal is not None and verdict.trigger.i == clause.modal.i:
        i = clause.modal.i + 1
        while i < end and (
            doc[i].pos_ in ("PUNCT",) or doc[i].lower_ in ("also", "therefore", "further", "furthermore", "thus", "not")
        ):
            i += 1
        return i if i < end else None
    if complement.frame in ("to") and complement.head is not None:
        return complement.head.i
    noun = verdict.by or complement.noun or verdict.trigger
    i = max(noun.i, verdict.trigger.i)
    if complement.frame in ("np", "ing") and not verdict.rule.endswith("-noun") and verdict.by is None:
        first = complement.head
        return None if first is None else max(first.left_edge.i, verdict.trigger.i + 1)
    for j in range(i + 1, min(end, i + 12)):
        if doc[j].lower_ in _LINKS:
            return j + 1 if j + 1 < end else None
    return verdict.trigger.i + 1 if verdict.trigger.i + 1 < end else None


def _coordinated(verb: Token, end: int) -> list[Token]:
    found = []
    for child in verb.rights:
        if (
            child.dep_ == "conj"
            and child.i < end
            and child.tag_ in ("VB", "VBP", "VBG", "NN")
            and modal_of(child) is None
        ):
            if child.tag_ in ("NN", "VBG") and child.tag_ != verb.tag_:
                continue
            if any(grand.dep_ in ("nsubj", "nsubjpass") for grand in child.lefts):
                continue
            # "work with and step up X": one object, one action
            if child.i - verb.i <= 3 and not any(
                t.dep_ in ("dobj", "prep", "xcomp") and t.i < child.i and t.pos_ != "ADP" for t in verb.rights
            ):
                found += _coordinated(child, end)
                continue
            found.append(child)
            found += _coordinated(child, end)
    return found
