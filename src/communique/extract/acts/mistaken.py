"""Tell nouns and modifiers that the tagger took for finite verbs."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.verbs import AUXILIARY, subject_of

# How adjectives end, and hardly a verb of such texts that is coordinated.
_ADJECTIVAL = ("ative", "ous", "ful", "less", "ible", "ory", "ical")
_MODIFIED = 8


def mistaken(token: Token) -> bool:
    """Tell whether a word that is tagged as a verb is none: "transformative potential", "democratic values"."""
    if token.lower_ == "think" and token.i + 1 < token.sent.end and token.nbor().lemma_.lower() == "tank":
        return True
    if token.lower_.endswith(_ADJECTIVAL) and token.dep_ == "conj" and token.tag_ in ("VB", "VBP"):
        return True  # "innovative ideas and transformative potential"
    return _noun_with_adjective(token) or _modifies_again(token)


def _noun_with_adjective(token: Token) -> bool:
    """Tell whether a plural noun after its adjective was taken for a verb ("shared security and democratic values")."""
    if token.tag_ != "VBZ" or token.i <= token.sent.start or any(child.dep_ in AUXILIARY for child in token.lefts):
        return False
    adjective = token.nbor(-1)
    return adjective.tag_ == "JJ" and subject_of(token) is not adjective and token.dep_ in ("conj", "ccomp", "advcl")


def _modifies_again(token: Token) -> bool:
    """Tell whether a past form was a modifier just before ("on shared security and shared democratic values")."""
    if token.tag_ not in ("VBD", "VBN") or token.dep_ != "conj" or subject_of(token) is not None:
        return False
    near = token.doc[max(token.sent.start, token.i - _MODIFIED) : token.i]
    return any(other.lower_ == token.lower_ and other.dep_ == "amod" for other in near)
