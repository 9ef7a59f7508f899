"""Find the clauses of a sentence that can be acts: main, coordinated, participle and relative ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from communique.extract.acts.lexicon import Lexicon
from communique.extract.acts.mend import hidden_verbs, last_resort, rescued_main
from communique.extract.acts.participles import participle, preambles
from communique.extract.acts.places import (
    RELATIVES,
    STATES,
    finite,
    opening_we,
    place_of,
    plural,
    shared_subject,
    spans_infinitive,
    subordinated,
)
from communique.extract.acts.standing import stands_for_itself
from communique.extract.acts.verbs import (
    AUXILIARY,
    FINITE_TAGS,
    VERBAL,
    auxiliary_bearer,
    auxiliary_heads,
    is_past,
    mistagged,
    modal_of,
    prefixed_head,
    subject_of,
)

# What dates or places the deed that a participle after a noun names, and how far it may reach.
_DATING = frozenset({"today", "yesterday", "at", "in", "by", "on", "during", "last", "this", "earlier", "here"})
_DATED_REACH = 12
_SHORTEST_FORMULA = 3
_PHRASE = frozenset({"DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that can be an act.

    `head` is its verb (or copula), `modal` its modal, `subject` the head of its subject, which stands in an earlier
    clause where `own` is False; `first` is the index of the first token of its phrase, None for what the parser gives.
    `form` is `main`, `participle` or `relative`; `mended` tells that the parser had taken
    the verb for something else.
    """

    head: Token
    modal: Token | None
    subject: Token | None
    own: bool
    form: str
    passive: bool = False
    mended: bool = False
    first: int | None = None

    @property
    def past(self) -> bool:
        """Whether the clause tells of the past ("agreed", "was held"; not "have agreed")."""
        if self.modal is not None:
            return False
        if is_past(self.head):
            return True
        helpers = [child for child in auxiliary_bearer(self.head).lefts if child.dep_ in AUXILIARY]
        helpers += [grand for child in helpers for grand in child.lefts if grand.dep_ in AUXILIARY]  # "was co-chaired"
        return any(helper.tag_ == "VBD" for helper in helpers) or (self.mended and self.head.tag_ == "VBN")

    @property
    def perfect(self) -> bool:
        """Whether the clause stands in the present perfect ("have agreed")."""
        bearer = auxiliary_bearer(self.head)
        return any(child.dep_ == "aux" and child.lower_ in ("have", "has", "'ve") for child in bearer.lefts)

    @property
    def progressive(self) -> bool:
        """Whether the clause stands in the progressive ("are working", "have been working")."""
        return (
            self.form != "participle"
            and self.head.tag_ == "VBG"
            and any(child.dep_ == "aux" and child.lemma_ == "be" for child in auxiliary_bearer(self.head).lefts)
        )


def find_clauses(span: Span, lexicon: Lexicon) -> list[Clause]:
    """Return the clauses of a sentence that can be acts, in the text's order."""
    preamble = list(preambles(span, lexicon))
    if preamble:
        return [Clause(token, None, None, False, "participle") for token in preamble]
    found: dict[int, Clause] = {}
    for clause in _finite_clauses(span, lexicon):
        found[clause.head.i] = clause
    for token in span:
        if token.i not in found and participle(token, span, lexicon):
            found[token.i] = Clause(token, None, shared_subject(token), False, "participle")
    for i, clause in list(found.items()):
        taken = clause.form == "main" and clause.subject is not None and clause.subject.i in found
        if taken and clause.subject is not None and found[clause.subject.i].form == "participle":
            above = found.get(clause.head.head.i) if clause.head.dep_ in ("advcl", "ccomp") else None
            if above is not None and above.own and above.head.i > i:
                del found[i]  # "Recognizing that A is vital, the two sides will B": what is recognized
            else:
                found[i] = _before_its_verb(clause)
    if not any(clause.form == "main" for clause in found.values()):
        main = rescued_main(span, lexicon) or last_resort(span, lexicon) or _formula(span, lexicon)
        if main is not None:
            found[main[0].i] = Clause(main[0], modal_of(main[0]), main[1], main[1] is not None, "main", mended=True)
    mains = [found[i] for i in sorted(found) if found[i].form == "main"]
    for verb, lead in hidden_verbs(span, lexicon, mains, frozenset(found)):
        found[verb.i] = Clause(verb, None, lead.subject, _has_own(verb, lead), "main", mended=True)
    kept = [found[i] for i in sorted(found) if not _former_plan(found[i].head, lexicon)]
    kept = [clause for clause in kept if not _heads_message(clause, span, lexicon)]
    return _with_subjects(list(_without_continuations(kept, lexicon)))


def _formula(span: Span, lexicon: Lexicon) -> tuple[Token, Token | None] | None:
    """Return the verb of a line without a subject: "ADOPTED in Jakarta on the fifth of May", "Hereby decide to:"."""
    words = [token for token in span if not token.is_space]
    if len(words) < _SHORTEST_FORMULA:
        return None
    if words[0].lower_ == "adopted" and words[1].lower_ in ("in", "at", "on", "by", "this"):
        return words[0], None
    if words[-1].lower_ != ":" or not any(token.lower_ == "hereby" for token in words[:3]):
        return None
    verb = next((t for t in words[:5] if (v := lexicon.verbs.get(t.lower_)) is not None and v.speech), None)
    return None if verb is None else (verb, None)


def _heads_message(clause: Clause, span: Span, lexicon: Lexicon) -> bool:
    """Tell whether a clause only heads what is said behind its colon ("Our message is clear: we will not stop")."""
    if clause.head.lemma_ != "be" or clause.subject is None or clause.subject.lemma_ not in lexicon.words["messages"]:
        return False
    after = clause.head.doc[clause.head.i + 1 : span.end]
    colon = next((token.i for token in after if token.lower_ == ":"), None)
    return colon is not None and any(t.tag_ in FINITE_TAGS or t.tag_ == "MD" for t in clause.head.doc[colon : span.end])


def _former_plan(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a participle only says what had been meant before: "the drill, initially planned for June, to"."""
    i = verb.i - 1
    if verb.tag_ not in ("VBN", "VBD") or i <= verb.sent.start or verb.doc[i].lower_ not in lexicon.words["former"]:
        return False
    return verb.doc[i - 1].lower_ in (",", "(")


def _has_own(verb: Token, lead: Clause) -> bool:
    """Tell whether the subject given to a verb stands right before it, behind the clause that leads it."""
    return lead.subject is not None and lead.subject.i == verb.i - 1


def _without_continuations(clauses: list[Clause], lexicon: Lexicon) -> Iterator[Clause]:
    """Yield the clauses without those that only go on with the infinitives of the one before.

    The tagger reads "support" and "bolster" in "will strengthen A, support B, and bolster C" as present forms.
    """
    lead: Clause | None = None
    for clause in clauses:
        head = clause.head
        verb = lexicon.verbs.get(head.lemma_.lower())
        bare = head.tag_ in ("VB", "VBP") and head.lower_ == head.lemma_.lower() and head.lower_ not in STATES
        shares = clause.form == "main" and not clause.own and clause.modal is None and not clause.mended
        plain = (
            verb is None
            or not verb.speech
            or verb.lemma == "support"
            or (not verb.firm and head.i > 0 and head.nbor(-1).lower_ == ";")
        )
        telling = verb is None or not verb.speech
        listed = lead is not None and (lead.modal is not None or spans_infinitive(lead.head, head, adverbs=telling))
        if listed and shares and bare and plain:
            continue
        # "we will ... in a way that helps A, allows B": a singular verb goes on with no plural subject
        if shares and head.tag_ == "VBZ" and lead is not None and lead.subject is not None and plural(lead.subject):
            continue
        if clause.form == "main":
            lead = clause
        yield clause


def _finite_clauses(span: Span, lexicon: Lexicon) -> Iterator[Clause]:
    places: dict[int, str] = {}
    first = opening_we(span)
    if first is not None and place_of(first, {}) == "main":
        first = None
    elif first is not None:
        places[first.i] = "main"
    for token in span:
        stands = stands_for_itself(token)
        if stands is not None:
            passive = any(child.dep_ == "auxpass" for child in stands[0].lefts)
            yield Clause(stands[0], modal_of(stands[0]), stands[1], stands[1] is not None, "main", passive)
            continue
        if token.dep_ in AUXILIARY or (token.lemma_ == "let" and token.tag_ == "VB"):
            continue
        if first is not None and token.dep_ == "ROOT" and token.i > first.i and _governs(token, first):
            continue  # the root that the parser found behind "..., we will do X" serves it
        if token.pos_ not in VERBAL or not finite(token):
            if mistagged(token) or _prefixed(token):
                yield _clause(token)
            continue
        if place_of(token, places) == "main":
            pointed = _pointed_at(token) or _behind_participle(token)
            yield (
                _clause(token)
                if pointed is None
                else replace(_clause(pointed), subject=subject_of(pointed) or subject_of(token), own=True)
            )
        elif token.dep_ == "relcl":
            clause = _relative(token, lexicon)
            if clause is not None:
                yield clause


def _governs(root: Token, verb: Token) -> bool:
    """Tell whether the parser hung a verb below the subject of the root ("Working together, we will ... is")."""
    subject = next((child for child in root.lefts if child.dep_ in ("csubj", "nsubj")), None)
    return subject is not None and subject.i < verb.i and any(token.i == verb.i for token in subject.subtree)


def _before_its_verb(clause: Clause) -> Clause:
    """Return a clause with the noun phrase right before its verb as subject.

    The parser took for the subject the participle that opens the sentence: "Recognizing A, the two sides will B".
    """
    phrase = phrase_before(replace(clause, own=True))
    if phrase is None:
        return replace(clause, subject=None, own=False)
    nouns = [word for word in clause.head.doc[slice(*phrase)] if word.pos_ in ("NOUN", "PROPN", "PRON")]
    heads = [word for word in nouns if not phrase[0] <= word.head.i < phrase[1]]
    return replace(clause, subject=(heads or nouns)[0], own=True, first=phrase[0])


def _prefixed(token: Token) -> bool:
    """Tell whether a prefix that the parser took for the verb heads a clause of its own ("they re-committed")."""
    subject = subject_of(token) if prefixed_head(token) is not token else None
    return subject is not None and subject.lower_ not in RELATIVES and token.dep_ != "relcl" and not subordinated(token)


def _behind_participle(verb: Token) -> Token | None:
    """Return the main verb behind a participle that the parser took for it ("The plan announced today will help").

    Only a time, place or agent without a comma may stand between them.
    """
    doc, i = verb.doc, verb.i + 1
    subject = subject_of(verb)
    if verb.tag_ not in ("VBD", "VBN") or subject is None or i + 1 >= verb.sent.end or doc[i].lower_ not in _DATING:
        return None
    if any(child.dep_ in AUXILIARY for child in verb.lefts):
        return None
    while i < min(verb.sent.end, verb.i + _DATED_REACH) and doc[i].pos_ in _PHRASE | {"ADP", "ADV", "PART"}:
        if doc[i].lower_ in RELATIVES:
            return None
        i += 1
    helper = doc[i]
    if i >= verb.sent.end or helper.tag_ not in ("VBZ", "VBP", "MD") or helper.pos_ != "AUX":
        return None
    found = helper.head if helper.dep_ in AUXILIARY else helper
    return found if found.i >= helper.i else None


def _pointed_at(copula: Token) -> Token | None:
    """Return the verb of what "that is why we support" and "this is what it will do" point at, or None."""
    if copula.lemma_ != "be" or not any(child.lower_ in ("this", "that") for child in copula.lefts):
        return None
    for inner in copula.rights:
        if inner.dep_ in ("advcl", "ccomp") and any(child.lower_ in ("why", "what") for child in inner.lefts):
            return inner if finite(inner) and subject_of(inner) is not None else None
    return None


def _clause(token: Token) -> Clause:
    own = subject_of(token)
    subject = own if own is not None else shared_subject(token)
    verb = auxiliary_heads(token)
    if verb is not None:
        return Clause(verb, None, subject, own is not None, "main", mended=True)
    passive = any(child.dep_ == "auxpass" for child in auxiliary_bearer(token).lefts)
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
    given = [_led(clause, given[:number]) for number, clause in enumerate(given)]
    # A participle before its main clause has that clause's subject.
    for number, clause in enumerate(given[:-1]):
        if clause.form == "participle" and clause.head.i < given[number + 1].head.i and number == 0:
            given[number] = replace(clause, subject=given[number + 1].subject)
    return given


def _led(clause: Clause, before_it: list[Clause]) -> Clause:
    """Give a participle the subject of the main clause before it, wherever the parser hung it."""
    mains = [earlier for earlier in before_it if earlier.form == "main"]
    if clause.form != "participle" or not mains:
        return clause
    return replace(clause, subject=mains[-1].subject)


def _adjacent_subject(verb: Token, first: int) -> Token | None:
    """Return the head of the noun phrase right before a verb whose subject the parser missed, or None."""
    doc, i = verb.doc, verb.i - 1
    while i >= first and (doc[i].pos_ in ("ADV", "AUX", "PART") or doc[i].is_space):
        i -= 1
    if i >= first and doc[i].lower_ == ")":
        while i > first and doc[i].lower_ != "(":
            i -= 1
        i -= 1
    if i >= first and doc[i].lower_ == "hereby":
        return None
    if i < first or doc[i].pos_ not in ("NOUN", "PROPN", "PRON") or doc[i].dep_ in ("dobj", "pobj", "attr"):
        return None
    word = doc[i]
    while word.dep_ == "conj" and word.head.pos_ in ("NOUN", "PROPN", "PRON") and word.head.i >= first:
        word = word.head
    return word if word.dep_ not in ("pobj", "dobj") else doc[i]


def phrase_before(clause: Clause) -> tuple[int, int] | None:
    """Return the (first, after last) token indices of the noun phrase right before a clause's verb, or None.

    A list of names is one phrase ("Japan, the Philippines, and the United States"); a phrase that a preposition governs
    ("investments by the two sides help") is none.
    """
    if clause.form != "main" or not clause.own:
        return None
    doc, start = clause.head.doc, clause.head.sent.start
    i = (clause.head if clause.modal is None else clause.modal).i - 1
    while i > start and (doc[i].pos_ in ("ADV", "AUX", "PART") or doc[i].lower_ in ("each", "both", "also")):
        i -= 1
    last = i
    if doc[last].pos_ not in ("NOUN", "PROPN", "PRON") or doc[last].lower_ in RELATIVES:
        return None
    # names go on with names: "part of a plan for the region, Japan and Korea commit" has two subjects
    alike = ("PROPN",) if doc[last].pos_ == "PROPN" else ("PROPN", "NOUN")
    listed = False
    while i - 1 >= start:
        before_it = doc[i - 1]
        if before_it.lower_ == "," and (listed or doc[i].lower_ == "and") and doc[i - 2].pos_ in alike:
            listed = True
        elif before_it.pos_ not in _PHRASE and before_it.lower_ not in ("and", "-", "'s"):
            break
        i -= 1
    first = i
    while first < last and doc[first].lower_ in ("and", ","):
        first += 1
    if first > start and doc[first - 1].pos_ in ("ADP", "SCONJ", "VERB", "AUX"):
        # "for the Growth Accelerator, Japan and Korea commit": the phrase up to the comma belongs to the preposition
        comma = next((j for j in range(first, last) if doc[j].lower_ == ","), None)
        opening = doc[start].pos_ in ("ADP", "SCONJ") and doc[first - 1].lower_ not in ("between", "among")
        if comma is None or not opening or doc[first - 1].pos_ != "ADP" or doc[comma + 1].lower_ == "and":
            return None
        first = comma + 1
    return first, last + 1


def _relative(token: Token, lexicon: Lexicon) -> Clause | None:
    """Return the clause of ", which X welcomed" where its verb does an act and it has a subject of its own."""
    verb, modal = lexicon.verbs.get(token.lemma_.lower()), modal_of(token)
    schedules = modal is not None and modal.lower_ == "will" and token.lemma_.lower() in ("host", "hold", "convene")
    if not schedules and (verb is None or not verb.speech or modal is not None):
        return None
    subject = subject_of(token)
    left = token.left_edge
    if subject is None or left.i == token.sent.start:
        return None
    # "a meeting in which the leaders discussed" tells what the meeting did, with or without a comma
    parted = token.doc[left.i - 1].lower_ == "," or token.head.lemma_.lower() in lexicon.words["meetings"]
    if not parted:
        return None
    if left.lower_ not in ("which", "where", "during", "at", "in") or subject.lower_ in RELATIVES:
        return None
    return Clause(token, modal, subject, True, "relative")
