"""What stands around a verb: its subject, its modal and its auxiliaries, mended where the parser mistook them."""

from __future__ import annotations

from spacy.tokens import Token

FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ"})
VERBAL = frozenset({"VERB", "AUX"})
AUXILIARY = frozenset({"aux", "auxpass"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_UNCHANGED = frozenset({"put", "set", "cut", "let", "hit", "cost", "read", "spread", "broadcast", "beset"})
_HELPERS = frozenset(
    {
        "be", "am", "is", "are", "was", "were", "been", "have", "has", "had", "do", "does", "did", "'ve", "'s", "'re",
        "get", "got",
    }
)  # fmt: skip


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb in its own clause, or None; of several that the parser gives, the nearest.

    A conjunction right before the verb parts it from a subject further left: "the need to act and reaffirmed".
    """
    found = None
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "expl") or (child.dep_ in ("csubj", "csubjpass") and _nominal(child)):
            if child.i + 1 < verb.i and child.nbor().lower_ == ")" and len(child) <= 4:
                continue  # the number of an entry, "iii)"
            if child.lower_ == "hereby":
                continue  # "Hereby decide to:"
            if child.like_num and child.i == verb.sent.start and child.i + 1 == verb.i and verb.is_upper:
                continue  # "4 NOTING that"
            inverted = found is None and child.dep_ != "expl" and verb.lemma_ in ("be", "come", "say", "remain")
            if child.i < verb.i or inverted:
                found = child
        elif child.dep_ in AUXILIARY and child.i < verb.i:
            # "was co-chaired": the prefix is an auxiliary that has the subject's
            under = [grand for grand in child.subtree if grand.i < verb.i]
            found = next((grand for grand in under if grand.dep_ in SUBJECTS), found)
    if found is not None and found.i < verb.i and conjunction_before(verb, found):
        return None
    return found


def modal_of(verb: Token) -> Token | None:
    """Return the modal of a verb, or None; a modal that the parser made the head is its own."""
    if verb.tag_ == "MD":
        return verb
    for child in verb.lefts:
        if child.dep_ in AUXILIARY and child.tag_ == "MD":
            return child
    return None


def auxiliary_heads(verb: Token) -> Token | None:
    """Return the finite verb that the parser made an auxiliary ("we welcome regularized consultation"), or None."""
    for child in verb.lefts:
        if child.dep_ == "aux" and child.tag_ in FINITE_TAGS and child.lower_ not in _HELPERS:
            return child
    return None


def prefixed_head(token: Token) -> Token:
    """Return the verb after a prefix with a hyphen ("re-emphasize"), which the parser made the head; else the token."""
    if token.lower_ in ("re", "co", "pre") and token.i + 2 < len(token.doc) and token.nbor().text == "-":
        return token.nbor(2)
    return token


def is_past(token: Token) -> bool:
    """Tell whether a verb form is a past tense; "deplore" tagged as past is none."""
    return token.tag_ == "VBD" and (token.lower_ != token.lemma_.lower() or token.lower_ in _UNCHANGED)


def shares_auxiliary(token: Token) -> bool:
    """Tell whether a participle goes on with the auxiliary of the one before ("has risen and responded")."""
    return (
        token.tag_ in ("VBN", "VBG")
        and token.head.tag_ == token.tag_
        and token.head.dep_ in ("ROOT", "conj", "ccomp", "parataxis")
        and subject_of(token) is None
    )


def auxiliary_bearer(verb: Token) -> Token:
    """Return the verb whose auxiliaries a coordinated participle shares, the verb itself where it has its own."""
    bearer = verb
    while bearer.dep_ == "conj" and not any(child.dep_ in AUXILIARY for child in bearer.lefts):
        if not shares_auxiliary(bearer):
            return verb
        bearer = bearer.head
    return bearer


def mistagged(token: Token) -> bool:
    """Tell whether the root is a verb taken for a noun or adjective ("we affirm that", "both plan to")."""
    if token.dep_ != "ROOT" or token.pos_ not in ("NOUN", "ADJ", "PROPN", "ADV") or token.i == token.sent.start:
        return False
    subject = next((child for child in token.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or any(child.dep_ == "det" for child in token.lefts):
        return False
    if modal_of(token) is not None:
        return True
    return any(
        child.dep_ in ("dobj", "xcomp", "ccomp", "prep", "appos")
        or (child.dep_ == "conj" and child.tag_ == "VB" and token.pos_ == "ADJ")  # "we affirm and support"
        or (child.dep_ == "acl" and any(grand.tag_ == "TO" for grand in child.lefts))  # "the parties plan to begin"
        for child in token.rights
    )


def _nominal(verb: Token) -> bool:
    """Tell whether a clause can be a subject: a gerund, an infinitive, or one that opens with "what" or "that"."""
    if any(child.tag_ == "TO" for child in verb.lefts):
        # "To mark the day, they ..." states a purpose
        return not any(token.lower_ == "," for token in verb.doc[verb.i : max(verb.i, verb.head.i)])
    return verb.tag_ == "VBG" or any(child.tag_ in ("WP", "WDT", "WRB") or child.dep_ == "mark" for child in verb.lefts)


def conjunction_before(verb: Token, subject: Token) -> bool:
    """Tell whether "and" stands between a subject and the verb group of its verb."""
    i = verb.i - 1
    while i > subject.i and verb.doc[i].pos_ in ("ADV", "AUX", "PART"):
        i -= 1
    return i > subject.i and verb.doc[i].lower_ == "and"
