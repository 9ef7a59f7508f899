"""Which verbs of a parsed sentence head clauses of their own, and which serve another clause."""

from __future__ import annotations

from spacy.tokens import Span, Token

from communique.extract.acts.mistaken import mistaken
from communique.extract.acts.verbs import (
    AUXILIARY,
    FINITE_TAGS,
    VERBAL,
    is_past,
    mistagged,
    modal_of,
    shares_auxiliary,
    subject_of,
)

RELATIVES = frozenset({"which", "who", "whom", "whose", "that", "where", "when", "what"})
BREAKS = frozenset({",", ";", ":", "and", "but", "or", "nor", "yet", "--", "\u2013", "\u2014", "-", ")"})
# Present forms that no infinitive list goes on with: "commit to A and remain ready" is two clauses.
STATES = frozenset({"are", "have", "remain", "stand", "look", "do", "were"})
# What begins an object.
_OBJECTS = frozenset({"DT", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS"})
_PLURALS = frozenset({"NNS", "NNPS", "NNP", "PRP"})
_ENSURING = frozenset({"ensure", "show", "guarantee", "mean"})
_STRONG_BREAKS = frozenset({";", ":", "--", "\u2013", "\u2014"})
_SUBORDINATORS = RELATIVES | {
    "if", "whether", "because", "as", "while", "whilst", "whenever", "wherever", "since", "although", "though",
    "unless", "until", "after", "before", "once", "so", "than", "how", "why", "whereas", "lest", "provided", "inasmuch",
    "given", "like",
}  # fmt: skip
_OPENING_CLAUSES = frozenset({"which", "whom", "whose", "where", "because", "while", "if", "although"})
_OPENERS = frozenset({"dep", "mark", "advmod", "prep", "pobj", "nsubj", "nsubjpass", "dobj", "attr", "det"})
_HANGING = frozenset(
    {"conj", "ccomp", "advcl", "acl", "relcl", "appos", "dep", "npadvmod", "intj", "nmod", "parataxis"}
)


def finite(token: Token) -> bool:
    """Tell whether a verb heads a finite clause: by its own tag, by an auxiliary, or by a subject of its own."""
    if mistaken(token):
        return False
    if token.tag_ in FINITE_TAGS:
        if token.tag_ != "VBP" or token.dep_ != "conj" or token.lower_ in STATES:
            return True
        return not _continues_infinitive(token)
    if token.tag_ == "MD":
        return True
    for child in token.lefts:
        if child.dep_ in AUXILIARY:
            if child.tag_ == "MD" or child.tag_ in FINITE_TAGS:
                return True
            if any(grand.dep_ in AUXILIARY and grand.tag_ in FINITE_TAGS for grand in child.lefts):
                return True
    if any(child.tag_ == "TO" for child in token.lefts):
        return False
    if token.dep_ == "conj" and shares_auxiliary(token):
        # "will be led and guided by": one modal, one act
        return finite(token.head) and modal_of(token.head) is None
    if token.dep_ == "conj" and token.tag_ == "VBN" and token.head.tag_ == "VBD" and token.i + 1 < token.sent.end:
        # "condemned the attack, condemned hatred, and vowed": listed verbs of one tense, one of which is mistagged
        listed = token.nbor(-1).lower_ == "," and token.nbor().tag_ in _OBJECTS
        return listed and any(c.dep_ == "conj" and c.tag_ == "VBD" and c.i > token.i for c in token.head.rights)
    if token.dep_ == "conj" and token.tag_ == "VBN":
        # "A stands with B, and the two presidents condemned the attack", mistagged
        own = next((child for child in token.lefts if child.dep_ == "nsubj" and child.tag_ in _PLURALS), None)
        opening = None if own is None else own.left_edge
        if opening is not None and opening.i - 2 > token.sent.start and opening.nbor(-1).lower_ == "and":
            return opening.nbor(-2).lower_ in (",", ";")
    if token.dep_ == "conj":
        leads = token.head.tag_ in ("VBP", "VBZ") or mistagged(token.head)
        return token.tag_ == "VB" and leads and not _infinitive_between(token.head, token)
    if token.tag_ == "VBN" and any(child.dep_ == "ccomp" and child.tag_ in FINITE_TAGS for child in token.lefts):
        return False
    return token.dep_ == "ROOT" and token.tag_ in ("VB", "VBN") and subject_of(token) is not None


def opening_we(span: Span) -> Token | None:
    """Return the verb of "we" that nothing but phrases stands before ("Working with others, we will"), or None.

    It heads the sentence, wherever the parser hung it.
    """
    for token in span:
        if token.lower_ in _SUBORDINATORS - {"as", "since", "like", "given", "after", "before"}:
            return None
        if token.tag_ in FINITE_TAGS or token.tag_ == "MD":
            return None
        if token.lower_ == "we" and token.dep_ == "nsubj" and token.head.i > token.i:
            opens = token.i == span.start or token.nbor(-1).lower_ == ","
            return token.head if opens and finite(token.head) else None
    return None


def before_space(token: Token) -> Token:
    """Return the token before another, spaces between left out; the first token of the sentence is its own."""
    i = token.i - 1
    while i > token.sent.start and token.doc[i].is_space:
        i -= 1
    return token.doc[max(i, token.sent.start)]


def place_of(token: Token, places: dict[int, str]) -> str:
    """Return "main" for a clause that stands for itself, "sub" for one that serves another; `places` remembers."""
    known = places.get(token.i)
    if known is None:
        places[token.i] = "sub"
        known = places[token.i] = _find_place(token, places)
    return known


def _find_place(token: Token, places: dict[int, str]) -> str:
    dep, head = token.dep_, token.head
    if dep == "ROOT":
        return "sub" if _only_content(token) or _ensured(token) or _purposed(token) is not None else "main"
    if dep == "advcl" and head.dep_ == "ROOT" and _purposed(head) is token:
        return "main"
    if dep in ("ccomp", "advcl") and head.i > token.i and _ensured(head):
        return "main"
    if subordinated(token) or _after_subordinator(token) or _after_ensuring(token) or _in_purpose(token):
        return "sub"
    if _goes_on_with_where(token):
        return "sub"
    if dep == "conj" and (_resumes(token) or (_ensured(head) and _agrees(token, token.head) and token.tag_ == "VBP")):
        return "main"
    if dep == "conj" and head.dep_ == "ROOT" and not finite(head) and subject_of(token) is not None:
        # "To support them, the two sides will ..." with the purpose as the root
        return "main"
    if dep == "conj" and (head.pos_ in VERBAL or mistagged(head)):
        if subject_of(token) is None and not (
            _after_break(token) and _agrees(token, head) and not goes_on_with_relative(token)
        ):
            return "sub"
        return place_of(head, places) if finite(head) or mistagged(head) else _place_of_finite_above(head, places)
    if dep == "ccomp" and head.i > token.i:
        return "main" if _only_content(head) else place_of(head, places)
    if dep in _HANGING:
        return "main" if dep == "parataxis" or _stands_alone(token) else "sub"
    return "sub"


def _agrees(token: Token, head: Token) -> bool:
    """Tell whether a verb without a subject can share that of the verb before it: by tense and by number.

    A past form goes on with a past one only, a bare present form not with a past one or a modal ("will work ..., is
    responsive"), a singular one not with a plural subject ("we will ..., contributes").
    """
    if any(child.dep_ in AUXILIARY for child in token.lefts):
        return True
    if token.tag_ == "VBD":
        return modal_of(head) is None and (head.tag_ not in ("VBP", "VBZ", "VB") or not is_past(token))
    if token.tag_ == "VBZ":
        subject = shared_subject(token)
        return modal_of(head) is None and (subject is None or not plural(subject))
    if token.tag_ == "VBP" and token.lower_ == token.lemma_.lower():
        return not is_past(head) or token.lower_ in STATES
    return True


def _relative_subject(token: Token) -> bool:
    """Tell whether the subject of a verb is a relative pronoun ("a defense that contributes")."""
    subject = subject_of(token)
    return subject is not None and subject.tag_ in ("WDT", "WP") and subject.i > token.sent.start


def _only_content(token: Token) -> bool:
    """Tell whether a verb that the parser set above all is one of a relative or "how" clause.

    In "showing how open, accountable government remains", "open" is parted from its noun.
    """
    subject = subject_of(token)
    if subject is None or subject.i > token.i:
        return False
    i = subject.left_edge.i
    asked = i - 3 > token.sent.start and token.doc[i - 1].lower_ == "," and token.doc[i - 3].lower_ == "how"
    so = token.doc[i - 1].lower_ == "so" and i - 2 > token.sent.start and subject.tag_ != "PRP"
    allowed = so and modal_of(token) is not None  # "we raise its funding, so the fund can act"
    return asked or allowed or _relative_subject(token) or _goes_on_with_where(token)


def _after_subordinator(token: Token) -> bool:
    """Tell whether a relative or conjunction stands right before the subject of a verb ("in which our people live")."""
    subject = subject_of(token)
    if subject is None or subject.left_edge.i == token.sent.start or subject.i > token.i:
        return False
    left = subject.left_edge
    opening = token.doc[left.i - 1].lower_
    return opening in _OPENING_CLAUSES or (opening in ("that", "how", "whether") and left.i - 2 > token.sent.start)


def _after_ensuring(token: Token) -> bool:
    """Tell whether a clause is the content of a verb right before its subject ("to ensure the benefits reach all")."""
    subject = subject_of(token)
    if subject is None or subject.left_edge.i == token.sent.start or subject.i > token.i:
        return False
    return token.doc[subject.left_edge.i - 1].lemma_.lower() in _ENSURING


def _in_purpose(token: Token) -> bool:
    """Tell whether a clause stands in the purpose that opens a sentence ("To ensure gains are shared, we call on")."""
    first = token.sent.start
    if token.i <= first + 2 or token.doc[first].lower_ != "to" or token.doc[first + 1].lemma_.lower() not in _ENSURING:
        return False
    return not any(between.lower_ in (",", ";") for between in token.doc[first : token.i])


def _ensured(token: Token) -> bool:
    """Tell whether the parser's root is only what "we will ensure" before it ensures ("growth is broadly shared")."""
    above = next((child for child in token.lefts if child.dep_ in ("ccomp", "advcl")), None)
    if above is None or above.lemma_.lower() not in _ENSURING or modal_of(above) is None or subject_of(above) is None:
        return False
    return not any(between.lower_ in (",", ";", "that") for between in token.doc[above.i : token.i])


def _purposed(root: Token) -> Token | None:
    """Return the main verb of which the parser's root only says the end ("we fund it so vehicles can cross it")."""
    so = next((child for child in root.lefts if child.dep_ == "mark" and child.lower_ == "so"), None)
    if so is None:
        return None
    above = next((child for child in root.lefts if child.dep_ in ("advcl", "ccomp") and child.i < so.i), None)
    stands = above is not None and subject_of(above) is not None and finite(above) and not subordinated(above)
    return above if stands else None


def _resumes(token: Token) -> bool:
    """Tell whether a clause takes the speakers up again after a content clause ("..., and we continue to")."""
    subject = subject_of(token)
    if subject is None or subject.lower_ != "we" or subject.i < token.sent.start + 2:
        return False
    doc, i = token.doc, subject.i - 1
    return doc[i].lower_ == "and" and doc[i - 1].lower_ in (",", ";")


def _goes_on_with_where(token: Token) -> bool:
    """Tell whether a modal clause goes on with one of "where" ("a region where all prosper, and peace can endure")."""
    subject = subject_of(token)
    if subject is None or subject.tag_ == "PRP" or modal_of(token) is None or subject.i > token.i:
        return False
    doc, i = token.doc, subject.left_edge.i - 1
    if i <= token.sent.start or doc[i].lower_ not in (",", "and"):
        return False
    while i > token.sent.start and doc[i].lower_ != ";":
        if doc[i].tag_ in FINITE_TAGS or doc[i].tag_ == "MD":
            verb = doc[i].head if doc[i].dep_ in AUXILIARY else doc[i]
            if any(child.lower_ == "where" for child in verb.lefts):
                return True
            other = subject_of(verb)
            if modal_of(verb) is None or other is None or other.tag_ == "PRP":
                return False
        i -= 1
    return False


def goes_on_with_relative(token: Token) -> bool:
    """Tell whether a verb goes on with a relative clause of its tense ("which called for restraint and warned")."""
    doc, i = token.doc, token.i - 1
    while i > token.sent.start and doc[i].pos_ in ("ADV", "PART"):
        i -= 1
    if token.tag_ not in ("VBD", "VBZ") or doc[i].lower_ not in ("and", ","):
        return False
    listed = doc[i].lower_ == "," or doc[i - 1].lower_ in (",", ";")
    if listed and (token.tag_ != "VBZ" or token.head.tag_ == "VBZ"):
        return False
    for j in range(i - 1, max(token.head.i if token.head.i < token.i else token.sent.start, i - 25), -1):
        if doc[j].tag_ in FINITE_TAGS and doc[j].dep_ not in AUXILIARY:
            return (
                doc[j].dep_ == "relcl"
                and doc[j].tag_ == token.tag_
                and any(child.lower_ in ("which", "who") and child.dep_ == "nsubj" for child in doc[j].lefts)
            )
    return False


def plural(subject: Token) -> bool:
    """Tell whether a subject takes a plural verb: "we", "ministers", "Japan and Korea"; "the States" may be one."""
    return (
        subject.lower_ in ("we", "they", "you", "both")
        or (subject.tag_ in ("NNS", "NNPS") and subject.lower_ != "states")
        or (subject.tag_ == "CD" and subject.lower_ != "one")  # "thirteen of us"
        or any(child.dep_ == "conj" for child in subject.rights)
    )


def shared_subject(token: Token) -> Token | None:
    """Return the subject that a verb shares with a clause above it, or None."""
    head = token
    while head.dep_ != "ROOT" and head.head.i != head.i:
        head = head.head
        if head.pos_ in VERBAL:
            subject = subject_of(head)
            if subject is not None:
                return subject
    return None


def _continues_infinitive(token: Token) -> bool:
    """Tell whether a verb without a subject goes on with the infinitive of a modal or of "to" ("will A and B")."""
    if subject_of(token) is not None or any(child.dep_ in AUXILIARY for child in token.lefts):
        return False
    head = token.head
    if modal_of(head) is not None or _has_infinitive(head, token):
        return True
    if token.lower_ == token.lemma_.lower() and spans_infinitive(head, token):
        return True
    return any(child.tag_ == "TO" for child in head.lefts) or (
        head.dep_ == "conj" and head.tag_ in ("VB", "VBP") and head.head.pos_ in VERBAL and _continues_infinitive(head)
    )


def _has_infinitive(head: Token, token: Token) -> bool:
    """Tell whether an infinitive completes `head` before `token`, which may continue it ("aim to A, and B")."""
    return any(
        child.dep_ in ("xcomp", "advcl") and child.i < token.i and any(grand.tag_ == "TO" for grand in child.lefts)
        for child in head.rights
    )


def spans_infinitive(head: Token, token: Token, *, adverbs: bool = False) -> bool:
    """Tell whether a full infinitive stands between two verbs, with `adverbs` one that an adverb splits too."""
    doc = token.doc
    for i in range(head.i + 1, token.i - 1):
        if doc[i].tag_ == "TO":
            inner = i + 2 if adverbs and doc[i + 1].pos_ == "ADV" else i + 1
            if doc[inner].tag_ == "VB":
                return True
    return False


def _infinitive_between(head: Token, token: Token) -> bool:
    """Tell whether a modal or infinitive stands between two verbs, so that the second may go on with it."""
    if modal_of(head) is not None:
        return True
    return any(other.lower_ == "to" for other in token.doc[head.i + 1 : token.i])


def subordinated(token: Token) -> bool:
    """Tell whether a clause opens with a word that makes it depend on another."""
    for child in token.lefts:
        if child.dep_ in _OPENERS:
            phrase = (
                child.dep_ == "prep" and child.lower_ != "given" and any(grand.dep_ == "pobj" for grand in child.rights)
            )
            if child.lower_ in _SUBORDINATORS and not phrase:
                return True  # "as we meet", not "as friends, we meet"
            if child.dep_ in ("dobj", "nsubj", "nsubjpass", "prep", "attr") and any(
                grand.lower_ in ("which", "whose", "whom", "what") for grand in child.children
            ):
                return True
            if part_of_relative(child):
                return True
    return False


def part_of_relative(word: Token) -> bool:
    """Tell whether a word is a part of what a relative stands for ("all of which", "the date and place of which")."""
    doc, i = word.doc, word.i + 1
    if i + 2 < len(doc) and doc[i].lower_ in ("and", "or"):
        i += 2
    return i + 1 < len(doc) and doc[i].lower_ == "of" and doc[i + 1].lower_ in ("which", "whom")


def _place_of_finite_above(token: Token, places: dict[int, str]) -> str:
    """Return the place of the nearest finite clause above an infinitive or participle chain of one modal."""
    head = token
    own = any(child.dep_ in AUXILIARY for child in token.lefts)
    while head.head.pos_ in VERBAL and (
        head.dep_ in ("conj", "xcomp") or (own and head.dep_ == "advcl" and head.tag_ == "VBG")
    ):
        head = head.head
        if finite(head):
            return place_of(head, places)
    return "sub"


def _after_break(token: Token) -> bool:
    """Tell whether a conjunction, comma or the like stands right before a verb with its auxiliaries and adverbs."""
    doc, i = token.doc, token.i - 1
    first = token.sent.start
    while i >= first and (doc[i].pos_ in ("ADV", "PART", "AUX") or doc[i].is_space):
        i -= 1
    return i < first or doc[i].lower_ in BREAKS


def _stands_alone(token: Token) -> bool:
    """Tell whether a clause that the parser hung below another has a subject of its own after a break."""
    subject = subject_of(token)
    if subject is None or subject.lower_ in RELATIVES or part_of_relative(subject):
        return False
    left = subject.left_edge
    while left.i < subject.i and (left.is_space or left.lower_ in _STRONG_BREAKS):
        left = left.nbor()
    if any(word.lower_ in ("which", "whom", "whose") for word in token.doc[left.i : subject.i]):
        return False
    if token.head.pos_ not in VERBAL and any(child.lower_ in _SUBORDINATORS for child in token.head.lefts):
        return False
    first = token.sent.start
    if left.i == first:
        return True
    link = before_space(left).lower_
    if token.dep_ == "ccomp":
        return link in _STRONG_BREAKS or (link in ("and", "but") and token.doc[left.i - 2].lower_ in (",", ";"))
    if link in BREAKS:
        return True
    edge = token.left_edge
    while edge.i < left.i and edge.lower_ in BREAKS:
        edge = edge.nbor()
    return edge.i > first and token.doc[edge.i - 1].lower_ in BREAKS and token.doc[left.i - 1].lower_ == ","
