"""Find the clauses of a sentence that can be acts: main, coordinated, participle and relative ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from communique.extract.acts.lexicon import Lexicon, Verb

FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_VERBAL = frozenset({"VERB", "AUX"})
_AUXILIARY = frozenset({"aux", "auxpass"})
_SUBORDINATORS = frozenset(
    {
        "that", "if", "whether", "because", "as", "while", "whilst", "when", "whenever", "where", "wherever", "since",
        "although", "though", "unless", "until", "after", "before", "once", "so", "than", "how", "why", "what", "whereas",
        "who", "whom", "whose", "which", "lest", "provided", "inasmuch", "given", "like",
    }
)  # fmt: skip
_RELATIVES = frozenset({"which", "who", "whom", "whose", "that", "where", "when", "what"})
_BREAKS = frozenset({",", ";", ":", "and", "but", "or", "nor", "yet", "--", "\u2013", "\u2014", "-", ")"})
_HELPERS = frozenset(
    {
        "be",
        "am",
        "is",
        "are",
        "was",
        "were",
        "been",
        "have",
        "has",
        "had",
        "do",
        "does",
        "did",
        "'ve",
        "'s",
        "'re",
        "get",
        "got",
    }
)
_UNCHANGED = frozenset({"put", "set", "cut", "let", "hit", "cost", "read", "spread", "broadcast", "beset"})
_ASIDE = frozenset({"ADV", "PART"})


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
        if _is_past(self.head):
            return True
        return any(child.dep_ in _AUXILIARY and child.tag_ == "VBD" for child in self.head.lefts) or (
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
    places: dict[int, str] = {}
    for token in span:
        if token.pos_ in _VERBAL and token.dep_ not in _AUXILIARY and _finite(token) and token.lemma_ != "let":
            place = _place(token, places)
            if place == "main":
                clause = _clause(token, "main")
                found[clause.head.i] = clause
            elif token.dep_ == "relcl":
                clause = _relative(token, lexicon)
                if clause is not None:
                    found[token.i] = clause
    for token in span:
        if token.tag_ == "VBG" and token.i not in found and _participle(token, span, lexicon, places):
            found[token.i] = Clause(token, None, _shared_subject(token), False, "participle")
    if not any(clause.form == "main" for clause in found.values()):
        for clause in _rescue(span, lexicon):
            found[clause.head.i] = clause
    for clause in _mend(span, lexicon, found):
        found[clause.head.i] = clause
    return _with_subjects([found[i] for i in sorted(found)])


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


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb in its own clause, or None; of several that the parser gives, the nearest.

    A conjunction right before the verb parts it from a subject further left: "the need to act and reaffirmed".
    """
    found = None
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "expl") or child.dep_ in ("csubj", "csubjpass") and _nominal(child):
            if child.i < verb.i or found is None and child.dep_ != "expl":
                found = child
        elif child.dep_ == "aux" and child.i < verb.i:
            found = next((grand for grand in child.lefts if grand.dep_ in SUBJECTS), found)
    if found is not None and found.i < verb.i and verb.dep_ == "conj" and _conjunction_before(verb, found):
        return None
    return found


def _nominal(verb: Token) -> bool:
    """Tell whether a clause can be a subject: a gerund, an infinitive, or one that opens with "what" or "that"."""
    return verb.tag_ == "VBG" or any(
        child.tag_ in ("TO", "WP", "WDT", "WRB") or child.dep_ == "mark" for child in verb.lefts
    )


def _conjunction_before(verb: Token, subject: Token) -> bool:
    i = verb.i - 1
    while i > subject.i and verb.doc[i].pos_ in ("ADV", "AUX", "PART"):
        i -= 1
    return (
        i > subject.i
        and verb.doc[i].lower_ == "and"
        and not any(
            child.dep_ == "conj" and child.i > verb.i for child in verb.head.children if verb.head.i == subject.i
        )
    )


def modal_of(verb: Token) -> Token | None:
    """Return the modal auxiliary of a verb, or None."""
    for child in verb.lefts:
        if child.dep_ in _AUXILIARY and child.tag_ == "MD":
            return child
    return None


def _finite(token: Token) -> bool:
    """Tell whether a verb heads a finite clause: by its own tag, by an auxiliary, or by a subject of its own."""
    if token.tag_ in FINITE_TAGS:
        return not (token.tag_ == "VBP" and token.dep_ == "conj" and _continues_infinitive(token))
    for child in token.lefts:
        if child.dep_ in _AUXILIARY and (child.tag_ == "MD" or child.tag_ in FINITE_TAGS):
            return True
    if any(child.tag_ == "TO" for child in token.lefts):
        return False
    if token.dep_ == "conj":
        return token.tag_ == "VB" and token.head.tag_ in ("VBP", "VBZ") and not _infinitive_between(token.head, token)
    return token.dep_ == "ROOT" and token.tag_ in ("VB", "VBN") and subject_of(token) is not None


def _continues_infinitive(token: Token) -> bool:
    """Tell whether a verb without a subject goes on with the infinitive of a modal or of "to" ("will A and B")."""
    if subject_of(token) is not None or any(child.dep_ in _AUXILIARY for child in token.lefts):
        return False
    head = token.head
    if modal_of(head) is not None:
        return True
    return any(child.tag_ == "TO" for child in head.lefts) or (
        head.dep_ == "conj" and head.tag_ in ("VB", "VBP") and head.head.pos_ in _VERBAL and _continues_infinitive(head)
    )


def _infinitive_between(head: Token, token: Token) -> bool:
    """Tell whether a modal or an infinitive stands between two verbs, so that the second may continue the infinitive."""
    if modal_of(head) is not None:
        return True
    return any(other.lower_ == "to" for other in token.doc[head.i + 1 : token.i])


def _is_past(token: Token) -> bool:
    """Tell whether a verb form is a past tense; "deplore" tagged as past is none."""
    return token.tag_ == "VBD" and (token.lower_ != token.lemma_.lower() or token.lower_ in _UNCHANGED)


def _subordinated(token: Token) -> bool:
    """Tell whether a clause opens with a word that makes it depend on another."""
    for child in token.lefts:
        if child.dep_ in ("mark", "advmod", "prep", "pobj", "nsubj", "nsubjpass", "dobj", "attr", "det", "complm"):
            if child.lower_ in _SUBORDINATORS:
                return True
            if child.dep_ in ("dobj", "nsubj", "nsubjpass", "prep", "attr") and any(
                grand.lower_ in ("which", "whose", "whom", "what") for grand in child.children
            ):
                return True
    return False


def _place(token: Token, places: dict[int, str]) -> str:
    """Return "main" for a clause that stands for itself, "sub" for one that serves another."""
    known = places.get(token.i)
    if known is None:
        places[token.i] = "sub"
        known = places[token.i] = _find_place(token, places)
    return known


def _find_place(token: Token, places: dict[int, str]) -> str:
    dep, head = token.dep_, token.head
    if dep == "ROOT":
        return "main"
    if _subordinated(token):
        return "sub"
    if dep == "conj" and head.pos_ in _VERBAL:
        if subject_of(token) is None and not _after_break(token):
            return "sub"
        return _place(head, places) if _finite(head) else _place_of_finite_above(head, places)
    if dep == "parataxis":
        return "main"
    if dep == "ccomp" and head.i > token.i:
        return _place(head, places)
    if dep in ("conj", "ccomp", "advcl", "acl", "relcl", "appos", "dep", "npadvmod", "intj", "nmod"):
        return "main" if _stands_alone(token) else "sub"
    return "sub"


def _place_of_finite_above(token: Token, places: dict[int, str]) -> str:
    """Return the place of the nearest finite clause above an infinitive or participle chain of one modal."""
    head = token
    while head.dep_ in ("conj", "xcomp") and head.head.pos_ in _VERBAL:
        head = head.head
        if _finite(head):
            return _place(head, places)
    return "sub"


def _after_break(token: Token) -> bool:
    """Tell whether a conjunction, comma or the like stands right before a verb with its auxiliaries and adverbs."""
    doc, i = token.doc, token.i - 1
    first = token.sent.start
    while i >= first and (doc[i].pos_ in ("ADV", "PART", "AUX") or doc[i].is_space):
        i -= 1
    return i < first or doc[i].lower_ in _BREAKS


def _stands_alone(token: Token) -> bool:
    """Tell whether a clause that the parser hung below another has a subject of its own after a break."""
    subject = subject_of(token)
    if subject is None or subject.lower_ in _RELATIVES:
        return False
    left = subject.left_edge
    first = token.sent.start
    if left.i == first or token.doc[left.i - 1].lower_ in _BREAKS:
        return True
    edge = token.left_edge
    while edge.i < left.i and edge.lower_ in _BREAKS:
        edge = edge.nbor()
    return edge.i > first and token.doc[edge.i - 1].lower_ in _BREAKS and token.doc[left.i - 1].lower_ == ","


def _clause(token: Token, form: str) -> Clause:
    own = subject_of(token)
    subject = own if own is not None else _shared_subject(token)
    for child in token.lefts:
        if child.dep_ == "aux" and child.tag_ in FINITE_TAGS and child.lower_ not in _HELPERS:
            return Clause(child, None, subject, own is not None, form, mended=True)
    passive = any(child.dep_ == "auxpass" for child in token.lefts)
    return Clause(token, modal_of(token), subject, own is not None, form, passive)


def _shared_subject(token: Token) -> Token | None:
    """Return the subject that a verb shares with a clause above it."""
    head = token
    while head.dep_ != "ROOT" and head.head.i != head.i:
        head = head.head
        if head.pos_ in _VERBAL:
            subject = subject_of(head)
            if subject is not None:
                return subject
    return None


def _relative(token: Token, lexicon: Lexicon) -> Clause | None:
    """Return the clause of ", which X welcomed" where its verb does an act and it has a subject of its own."""
    verb = lexicon.verbs.get(token.lemma_.lower())
    if verb is None or not verb.speech or modal_of(token) is not None:
        return None
    subject = subject_of(token)
    left = token.left_edge
    if subject is None or left.i == token.sent.start or token.doc[left.i - 1].lower_ != ",":
        return None
    if left.lower_ not in ("which", "where", "during", "at", "in") or subject.lower_ in _RELATIVES:
        return None
    return Clause(token, None, subject, True, "relative")


def _participle(token: Token, span: Span, lexicon: Lexicon, places: dict[int, str]) -> bool:
    """Tell whether a present participle does an act of its own (", reaffirming that ...")."""
    verb = lexicon.verbs.get(token.lemma_.lower())
    if (verb is None or not verb.participle) and not _continuing(token):
        return False
    if any(child.dep_ in _AUXILIARY for child in token.lefts) or subject_of(token) is not None:
        return False
    before = _before(token, span)
    if before is None:
        return True
    if before.lower_ == "and":
        earlier = _before(before, span)
        return earlier is not None and (
            earlier.lower_ == ","
            or token.dep_ == "conj"
            and token.head.tag_ == "VBG"
            and _participle(token.head, span, lexicon, places)
        )
    return before.lower_ in (",", ";")


def _continuing(token: Token) -> bool:
    return token.lower_ == "continuing" and any(child.dep_ == "xcomp" for child in token.rights)


def _before(token: Token, span: Span) -> Token | None:
    """Return the token before `token` and the adverbs that go with it, or None at the sentence's start."""
    i = token.i - 1
    while i >= span.start and (token.doc[i].pos_ in _ASIDE or token.doc[i].is_space):
        i -= 1
    return token.doc[i] if i >= span.start else None


def _mend(span: Span, lexicon: Lexicon, found: dict[int, Clause]) -> Iterator[Clause]:
    """Yield clauses whose verb the parser took for a modifier, a noun or part of a complement."""
    mains = [found[i] for i in sorted(found) if found[i].form == "main"]
    if not mains:
        return
    for token in span:
        if token.i in found:
            continue
        verb = _speech_verb(token, lexicon)
        if verb is None:
            continue
        lead = _lead(token, mains)
        if lead is not None and _stands_coordinated(token, verb, span, lead):
            yield Clause(token, None, lead.subject, False, "main", mended=True)


def _rescue(span: Span, lexicon: Lexicon) -> Iterator[Clause]:
    """Yield the main clause of a sentence whose verb the parser took for a modifier of its subject."""
    root = span.root
    if root.pos_ not in ("NOUN", "PROPN", "PRON"):
        return
    for token in root.rights:
        if token.dep_ not in ("acl", "advcl", "ccomp", "conj", "relcl", "appos") or token.i + 1 >= span.end:
            continue
        if token.tag_ not in ("VBN", "VBD", "VBP", "VBZ", "VB") or token.lemma_.lower() not in lexicon.verbs:
            continue
        if any(child.lower_ in _RELATIVES or child.tag_ == "TO" for child in token.lefts):
            continue
        if _starts_object(token.nbor()) and token.nbor().lower_ not in ("by", "in", "at", "under", "between", "with"):
            yield Clause(token, None, root, True, "main", mended=True)
            return


def _speech_verb(token: Token, lexicon: Lexicon) -> Verb | None:
    if token.tag_ not in ("VBD", "VBN", "VBP", "VBZ", "VB", "NN", "NNS", "JJ", "NNP"):
        return None
    verb = lexicon.verbs.get(token.lemma_.lower())
    return verb if verb is not None and verb.speech else None


def _lead(token: Token, mains: Sequence[Clause]) -> Clause | None:
    """Return the last main clause that begins before `token`."""
    lead = None
    for clause in mains:
        if clause.head.i < token.i:
            lead = clause
    return lead


def _stands_coordinated(token: Token, verb: Verb, span: Span, lead: Clause) -> bool:
    """Tell whether a verb stands where a coordinated main verb stands, in the tense of the clause that leads it."""
    before = _before(token, span)
    if before is None or before.lower_ not in ("and", ",", ";") or token.i + 1 >= span.end:
        return False
    after = token.doc[token.i + 1]
    if after.lower_ in ("by", ",", ".", "and", "-") or after.tag_ in ("NN", "NNS") and token.dep_ == "amod":
        return False
    if token.dep_ == "conj" and token.head.dep_ == "relcl" and token.head.tag_ == token.tag_:
        return False
    if lead.past:
        return token.tag_ in ("VBD", "VBN") and not _in_list_of_participles(token)
    if before.lower_ != "and":
        return False
    if lead.modal is not None:
        return verb.group in ("ask", "object") and token.doc[before.i - 1].lower_ in (",", ";") and token.tag_ != "NN"
    if _in_infinitives(token):
        return False
    if lead.head.tag_ in FINITE_TAGS and not lead.past:
        return token.tag_ in ("VBP", "VBZ", "VB") or token.tag_ == "NN" and _starts_object(after)
    return False


def _in_infinitives(token: Token) -> bool:
    """Tell whether the parser coordinates a verb with an infinitive or with the verb of a modal."""
    head = token
    while head.dep_ == "conj" and head.head.pos_ in _VERBAL:
        head = head.head
    return head.i != token.i and (modal_of(head) is not None or any(child.tag_ == "TO" for child in head.lefts))


def _in_list_of_participles(token: Token) -> bool:
    return token.dep_ == "acl" and token.tag_ == "VBN" and token.head.i == token.i - 1


def _starts_object(token: Token) -> bool:
    return token.tag_ in ("DT", "PRP$", "IN", "TO", "WDT") or token.lower_ in ("that",)
