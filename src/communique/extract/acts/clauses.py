"""Find the clauses of a sentence that can be acts: main, coordinated, participle and relative ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from communique.extract.acts.lexicon import Lexicon
from communique.extract.acts.mend import before, hidden_verbs, last_resort, rescued_main
from communique.extract.acts.places import (
    AUXILIARY,
    RELATIVES,
    VERBAL,
    auxiliary_heads,
    finite,
    is_past,
    mistagged,
    modal_of,
    place_of,
    prefixed_head,
    shared_subject,
    subject_of,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that can be an act.

    `head` is its verb (or copula), `modal` its modal, `subject` the head of its subject, which stands in an earlier
    clause where `own` is False. `form` is `main`, `participle` or `relative`; `mended` tells that the parser had taken
    the verb for something else.
    """

    head: Token
    modal: Token | None
    subject: Token | None
    own: bool
    form: str
    passive: bool = False
    mended: bool = False

    @property
    def past(self) -> bool:
        """Whether the clause tells of the past ("agreed", "was held"; not "have agreed")."""
        if self.modal is not None:
            return False
        if is_past(self.head):
            return True
        return any(child.dep_ in AUXILIARY and child.tag_ == "VBD" for child in self.head.lefts) or (
            self.mended and self.head.tag_ == "VBN"
        )

    @property
    def perfect(self) -> bool:
        """Whether the clause stands in the present perfect ("have agreed")."""
        return any(child.dep_ == "aux" and child.lower_ in ("have", "has", "'ve") for child in self.head.lefts)

    @property
    def progressive(self) -> bool:
        """Whether the clause stands in the progressive ("are working", "have been working")."""
        return (
            self.form != "participle"
            and self.head.tag_ == "VBG"
            and any(child.dep_ == "aux" and child.lemma_ == "be" for child in self.head.lefts)
        )


def find_clauses(span: Span, lexicon: Lexicon) -> list[Clause]:
    """Return the clauses of a sentence that can be acts, in the text's order."""
    found: dict[int, Clause] = {}
    for clause in _finite_clauses(span, lexicon):
        found[clause.head.i] = clause
    for token in span:
        if token.i not in found and _participle(token, span, lexicon):
            found[token.i] = Clause(token, None, shared_subject(token), False, "participle")
    if not any(clause.form == "main" for clause in found.values()):
        main = rescued_main(span, lexicon) or last_resort(span, lexicon)
        if main is not None:
            found[main[0].i] = Clause(main[0], modal_of(main[0]), main[1], main[1] is not None, "main", mended=True)
    mains = [found[i] for i in sorted(found) if found[i].form == "main"]
    for verb, lead in hidden_verbs(span, lexicon, mains, frozenset(found)):
        found[verb.i] = Clause(verb, None, lead.subject, False, "main", mended=True)
    return _with_subjects([found[i] for i in sorted(found)])


def _finite_clauses(span: Span, lexicon: Lexicon) -> Iterator[Clause]:
    places: dict[int, str] = {}
    for token in span:
        if token.dep_ in AUXILIARY or (token.lemma_ == "let" and token.tag_ == "VB"):
            continue
        if token.pos_ not in VERBAL or not finite(token):
            if mistagged(token):
                yield _clause(token)
            continue
        if place_of(token, places) == "main":
            yield _clause(token)
        elif token.dep_ == "relcl":
            clause = _relative(token, lexicon)
            if clause is not None:
                yield clause


def _clause(token: Token) -> Clause:
    own = subject_of(token)
    subject = own if own is not None else shared_subject(token)
    verb = auxiliary_heads(token)
    if verb is not None:
        return Clause(verb, None, subject, own is not None, "main", mended=True)
    passive = any(child.dep_ == "auxpass" for child in token.lefts)
    return Clause(prefixed_head(token), modal_of(token), subject, own is not None, "main", passive)


def _with_subjects(clauses: list[Clause]) -> list[Clause]:
    """Give a clause that has found no subject the one of the clause before it."""
    given: list[Clause] = []
    for number, clause in enumerate(clauses):
        subject = clause.subject
        if subject is None and clause.form == "main":
            subject = _adjacent_subject(
                clause.head, clauses[number - 1].head.i + 1 if number else clause.head.sent.start
            )
            if subject is not None:
                given.append(replace(clause, subject=subject, own=True))
                continue
            if number:
                subject = given[-1].subject
        given.append(clause if subject is clause.subject else replace(clause, subject=subject))
    # A participle before its main clause has that clause's subject.
    for number, clause in enumerate(given[:-1]):
        if clause.form == "participle" and clause.head.i < given[number + 1].head.i and number == 0:
            given[number] = replace(clause, subject=given[number + 1].subject)
    return given


def _adjacent_subject(verb: Token, first: int) -> Token | None:
    """Return the head of the noun phrase right before a verb whose subject the parser missed, or None."""
    doc, i = verb.doc, verb.i - 1
    while i >= first and (doc[i].pos_ in ("ADV", "AUX", "PART") or doc[i].is_space):
        i -= 1
    if i >= first and doc[i].lower_ == ")":
        while i > first and doc[i].lower_ != "(":
            i -= 1
        i -= 1
    if i < first or doc[i].pos_ not in ("NOUN", "PROPN", "PRON") or doc[i].dep_ in ("dobj", "pobj", "attr"):
        return None
    return doc[i]


def nearest_subjects(clause: Clause) -> Iterator[Token]:
    """Yield heads of the noun phrase that stands right before a clause's verb, where the parser's subject is another.

    A phrase that a preposition governs ("investments by the two sides help") is none.
    """
    if clause.form != "main" or not clause.own or clause.subject is None:
        return
    doc = clause.head.doc
    i = (clause.head if clause.modal is None else clause.modal).i - 1
    while i > clause.head.sent.start and (doc[i].pos_ in ("ADV", "AUX", "PART") or doc[i].lower_ in ("each", "both")):
        i -= 1
    word = doc[i]
    if word.i == clause.subject.i or word.pos_ not in ("NOUN", "PROPN", "PRON"):
        return
    climbed = [word]
    while word.dep_ in ("conj", "compound", "appos", "nmod") and len(climbed) < 40:
        word = word.head
        if word.pos_ not in ("NOUN", "PROPN", "PRON") or word.dep_ in ("pobj", "dobj"):
            break
        climbed.append(word)
    if climbed[0].dep_ in ("pobj", "dobj"):
        return
    # the head of the whole coordination first: "the two unions and the republic" speak together
    yield from (word for word in reversed(climbed) if word.i < clause.head.i)


def _relative(token: Token, lexicon: Lexicon) -> Clause | None:
    """Return the clause of ", which X welcomed" where its verb does an act and it has a subject of its own."""
    verb = lexicon.verbs.get(token.lemma_.lower())
    if verb is None or not verb.speech or modal_of(token) is not None:
        return None
    subject = subject_of(token)
    left = token.left_edge
    if subject is None or left.i == token.sent.start or token.doc[left.i - 1].lower_ != ",":
        return None
    if left.lower_ not in ("which", "where", "during", "at", "in") or subject.lower_ in RELATIVES:
        return None
    return Clause(token, None, subject, True, "relative")


def _participle(token: Token, span: Span, lexicon: Lexicon) -> bool:
    """Tell whether a present participle does an act of its own (", reaffirming that ...")."""
    verb = lexicon.verbs.get(token.lemma_.lower()) if token.tag_ == "VBG" else None
    if verb is None and not _continuing(token):
        # the tagger takes a participle in capitals, or one that opens a preamble, for a noun
        opens = token.i <= span.start + 2 and (token.is_upper or token.is_title) and token.lower_.endswith("ing")
        verb = lexicon.participles.get(token.lower_) if opens else None
    if (verb is None or not verb.participle) and not _continuing(token):
        return False
    if any(child.dep_ in AUXILIARY for child in token.lefts) or subject_of(token) is not None:
        return False
    link = before(token, span)
    if link is None or link.like_num:
        return True
    if link.lower_ == "and":
        earlier = before(link, span)
        return earlier is not None and (
            earlier.lower_ == ","
            or (token.dep_ == "conj" and token.head.tag_ == "VBG" and _participle(token.head, span, lexicon))
        )
    return link.lower_ in (",", ";") and not _says_document(link, span, lexicon)


def _says_document(comma: Token, span: Span, lexicon: Lexicon) -> bool:
    """Tell whether a participle after a dated document says what that holds ("the statement of 1 May 2023, condemning")."""
    doc = comma.doc
    if comma.i - 1 < span.start or not (doc[comma.i - 1].like_num and len(doc[comma.i - 1]) == 4):
        return False
    near = doc[max(span.start, comma.i - 14) : comma.i]
    return any(token.lemma_.lower() in lexicon.words["documents"] for token in near)


def _continuing(token: Token) -> bool:
    return token.lower_ == "continuing" and any(child.dep_ == "xcomp" for child in token.rights)
