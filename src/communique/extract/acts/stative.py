"""Tell apart what "is" evaluates or states as a norm, which is a view, and what it states as a fact."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.lexicon import AMOUNT
from communique.extract.acts.scene import Scene, Verdict, possessed
from communique.extract.acts.weigh import predicate_of

_REACH = 9
_COUNTED = 14
_LASTING = frozenset({"remain", "stay", "seem", "appear"})
_MODIFIERS = frozenset({"amod", "advmod", "compound", "nummod", "det", "conj", "nmod"})


def evaluates(scene: Scene) -> bool:
    """Tell whether a copula clause gives a view: it weighs its subject, states a norm or denies; else it is a fact.

    Adjectives weigh unless they are listed as factual ("is worth"), nouns where they or their adjectives are listed
    as weighing ("is a vital source"); what the speakers say of themselves is a view unless it tells of a membership.
    """
    verb, subject = scene.clause.head, scene.clause.subject
    if scene.lemma in _LASTING:
        return True
    if subject is not None and subject.lower_ == "there" and scene.clause.perfect and not _denies(scene):
        return False  # "there have been several attacks"
    if scene.complement.frame in ("to", "that", "ing") or _denies(scene) or _cleft(scene):
        return True
    ours = scene.speaking or (subject is not None and possessed(subject, frozenset({"our"})))
    word = predicate_of(verb, scene.end)
    if verb.i + 1 < scene.end and verb.nbor().lower_ == "home":
        return False
    if word is None:
        return ours or _weighs_nearby(scene)
    if word.pos_ in ("ADJ", "VERB"):
        return scene.speaking or word.lower_ not in scene.lexicon.words["factual_adjectives"]
    if _counts(word, scene):
        return False
    if scene.clause.past and word.lemma_.lower() in ("decision", "announcement", "signing", "launch", "establishment"):
        return False  # "the first step was our historic decision to": history
    if subject is not None and not scene.clause.past and subject.lemma_.lower() in scene.lexicon.words["grounds"]:
        return True  # "the foundation of our strength is the treaty"
    if _weighs(word, scene) or any(_weighs(child, scene) for child in word.rights if child.dep_ in ("conj", "appos")):
        return True
    fact = scene.clause.past or word.pos_ == "PROPN" or word.lemma_.lower() in scene.lexicon.words["memberships"]
    return ours and not fact


def blamed(scene: Scene) -> Verdict | None:
    """Object where a deed of others is called by a noun with an adjective of blame ("is a reckless escalation")."""
    word = predicate_of(scene.clause.head, scene.end)
    if word is None or word.pos_ != "NOUN" or scene.speaking or scene.body:
        return None
    kinds = scene.lexicon.adjectives
    blaming = any(kinds.get(child.lower_) == "unacceptable" for child in word.lefts if child.lower_ != "responsible")
    return Verdict("objection", scene.clause.head, 0, "unacceptable", word) if blaming else None


def discusses(copula: Token) -> bool:
    """Tell whether somebody is in talks: "are in discussion to", "is in negotiations with"."""
    near = copula.doc[copula.i + 1 : copula.i + 4]
    return near[:1].text.lower() == "in" and any(
        token.lemma_ in ("discussion", "talk", "negotiation", "process") for token in near
    )


def _counts(noun: Token, scene: Scene) -> bool:
    """Tell whether a predicate is told in money ("is the largest donor, with $87 million"), which is a fact."""
    near = noun.doc[noun.i + 1 : min(scene.end, noun.i + _COUNTED)]
    return any(token.lower_ in AMOUNT or token.lower_ == "$" for token in near)


def _weighs(noun: Token, scene: Scene) -> bool:
    words = scene.lexicon.words
    if noun.lemma_.lower() in words["weighing_nouns"]:
        return True
    return any(
        child.lower_ in words["weighing_adjectives"] or child.tag_ in ("JJR", "RBR")
        for child in noun.lefts
        if child.dep_ in _MODIFIERS
    )


def _weighs_nearby(scene: Scene) -> bool:
    """Tell whether a predicate that is a phrase with a preposition weighs: "is at the heart of", "is about more"."""
    words, i = scene.lexicon.words, scene.clause.head.i
    near = scene.clause.head.doc[i + 1 : min(scene.end, i + _REACH)]
    return any(
        token.lower_ in ("about", "so")
        or token.lemma_.lower() in words["weighing_nouns"]
        or token.lower_ in words["weighing_adjectives"]
        for token in near
    )


def _denies(scene: Scene) -> bool:
    """Tell whether a clause denies or compares: "there is no change", "is not an agreement", "is more than"."""
    i = scene.clause.head.i
    near = scene.clause.head.doc[i + 1 : min(scene.end, i + 4)]
    return any(token.lower_ in ("no", "not", "n't", "never", "more") for token in near)


def _cleft(scene: Scene) -> bool:
    """Tell whether a clause points somebody or something out: "it is the government who ..."."""
    subject = scene.clause.subject
    if subject is None or subject.lower_ not in ("it", "what"):
        return False
    return subject.lower_ == "what" or any(
        token.dep_ == "relcl" and any(child.lower_ in ("who", "that") for child in token.lefts)
        for token in scene.clause.head.subtree
    )
