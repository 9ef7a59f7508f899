"""Tell whether what is undertaken names a new thing that will be there or not: a network, a pilot, a strategy."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.acts.lexicon import Lexicon
from communique.extract.acts.undertaking import Undertaking, restates

_DEEPEST = 4
_NEAR = 3
# What is said to be new: "a pilot", "new guidance", "another round"; the rest may be there already.
_NEW = frozenset({"a", "an", "another", "new", "first"})
_ON = frozenset({"on", "toward", "towards", "to", "in", "with"})
_JOINT_WORK = frozenset({"collaborate", "cooperate", "partner", "work", "commit", "agree"})


def names_deliverable(undertaking: Undertaking, lexicon: Lexicon) -> bool:
    """Tell whether one of the things that the actions bring about is new and can be checked.

    "Pursue a pilot project", "support the establishment of a network", "work with partners to draft a strategy" do;
    "support a transition", "make every effort" do not, nor does what goes on ("continue to build a network").
    """
    words = lexicon.words
    again = restates(undertaking)
    for head in undertaking.heads:
        if head.lemma_.lower() == "continue":
            continue
        for verb in _chain(head):
            lemma = verb.lemma_.lower()
            if again and lemma not in words["founding_verbs"]:
                continue
            kept = lemma in words["sustaining_verbs"] and not _also_made(verb, lexicon)
            if any(_founded(noun, lexicon) or (not kept and _new_thing(noun, lexicon)) for noun in _objects(verb)):
                return True
    return False


def refrains(undertaking: Undertaking, lexicon: Lexicon) -> bool:
    """Tell whether the speakers say what they will not do ("will not acquire the weapons"), which can be checked."""
    if undertaking.rule != "will-of-speakers" or not undertaking.words:
        return False
    for head in undertaking.heads:
        near = [token.lower_ for token in head.lefts if token.dep_ == "neg"]
        if near and head.lemma_.lower() not in lexicon.words["yielding_verbs"]:
            return True
    return False


def ensures_deed(undertaking: Undertaking, lexicon: Lexicon) -> bool:
    """Tell whether what is ensured is a deed of rule ("ensure that the banks are removed from the system")."""
    if restates(undertaking) or not undertaking.heads or undertaking.heads[0].lemma_.lower() != "ensure":
        return False
    inner = next((child for child in undertaking.heads[0].rights if child.dep_ == "ccomp"), None)
    if inner is None or not any(child.dep_ == "auxpass" for child in inner.lefts):
        return False
    return any(inner.lemma_.lower() in lexicon.words[table] for table in ("ruling_verbs", "removing_verbs"))


def _chain(verb: Token, depth: int = 0) -> Iterator[Token]:
    """Yield a verb, those joined to it, and those it is done for or by ("work together to draft", "by setting up")."""
    yield verb
    if depth == _DEEPEST:
        return
    for child in verb.rights:
        if child.dep_ in ("xcomp", "advcl", "conj") and child.tag_ in ("VB", "VBG"):
            yield from _chain(child, depth + 1)
        elif child.dep_ == "prep" and child.lower_ in ("by", "through", "including", "in", "on", "with"):
            for grand in child.rights:
                if grand.dep_ == "pcomp" and grand.tag_ == "VBG":
                    yield from _chain(grand, depth + 1)


def _objects(verb: Token) -> Iterator[Token]:
    """Yield what a verb brings about: its objects, and what joint work is on."""
    for child in verb.rights:
        if child.dep_ in ("dobj", "conj") and child.pos_ in ("NOUN", "PROPN"):
            yield from _joined(child)
        elif child.dep_ == "prep" and child.lower_ in _ON and verb.lemma_.lower() in _JOINT_WORK:
            for noun in child.rights:
                if noun.dep_ == "pobj":
                    yield from _joined(noun)


def _joined(noun: Token) -> Iterator[Token]:
    yield noun
    for child in noun.rights:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN"):
            yield from _joined(child)


def _also_made(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether what is kept is made first ("develop and sustain a network")."""
    made = verb.dep_ == "conj" and verb.i - verb.head.i <= _NEAR
    return made and verb.head.lemma_.lower() not in lexicon.words["sustaining_verbs"]


def _founded(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun says that a thing is founded: "the establishment of a network", "a series of workshops"."""
    of = next((child for child in noun.rights if child.lower_ == "of"), None)
    made = None if of is None else next((child for child in of.rights if child.dep_ == "pobj"), None)
    words = lexicon.words
    founding = noun.lemma_.lower() in words["foundings"] or noun.lemma_.lower() == "series"
    return founding and made is not None and made.lemma_.lower() in words["deliverables"]


def _new_thing(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun phrase names one new thing, or so many, of which one could later say that they are there."""
    words = lexicon.words
    if noun.lemma_.lower() not in words["deliverables"]:
        return False
    one = noun.tag_ in ("NN", "NNP") and any(child.lower_ in _NEW for child in noun.lefts)
    return one or any(child.lower_ in words["numbers_of"] for child in noun.lefts)
