"""Tell a standing guarantee to an ally from what is undertaken for oneself."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.lexicon import AMOUNT, Lexicon
from communique.extract.acts.undertaking import GOING_ON, RESTATING, Undertaking, core_of

_INFINITIVE_REACH = 14
# How an ally stands to the verb that is for its good, step by step.
_TO_ALLY = frozenset({"dobj", "pobj", "agent", "dative", "prep", "conj", "compound", "amod", "poss", "nmod", "appos"})


def is_assurance(undertaking: Undertaking, lexicon: Lexicon) -> bool:
    """Tell whether a standing guarantee is given to an ally: its defense, "stand with X", support under attack."""
    words, allies = lexicon.words, undertaking.allies
    if undertaking.rule == "stand-with-ally" or _attack_answered(undertaking, words["attacks"]):
        return True
    if _alliance_vowed(undertaking):
        return True
    if undertaking.rule in ("resolute-in", "bullet", "bullet-alone") or not allies:
        return False
    first = None if not undertaking.heads else core_of(undertaking.heads[0], GOING_ON)
    verb = None if first is None else first.lemma_.lower()
    if verb is None or verb in ("defend", "support", "stand", "strengthen", "extend"):
        for token in undertaking.words[:12]:
            named = token.pos_ == "NOUN" and token.lemma_.lower() in words["assurance_words"]
            if named and verb != "strengthen" and any(abs(token.i - i) <= 5 for i in allies):
                return True
    if undertaking.rule.endswith("-that") and verb != "defend":
        begun = undertaking.words[0]
        vowed = begun.doc[max(begun.sent.start, begun.i - 3) : begun.i]  # "our commitment to providing"
        return any(token.lemma_.lower() == "commitment" for token in (*vowed, *undertaking.words[:8]))
    if first is None:
        restated = undertaking.rule in RESTATING or undertaking.rule.endswith("-commitment")
        return restated and _given_to_party(undertaking)
    reach = 16 if verb == "provide" else 8
    if not any(0 < i - first.i <= reach and _reached(first, i) for i in sorted(allies)):
        return False
    if verb in ("stand", "defend"):
        return True
    if any(token.lower_ in AMOUNT or token.lower_ == "dozens" for token in undertaking.words[:_INFINITIVE_REACH]):
        return False  # "provide Ukraine with dozens of systems" can be counted
    under_attack = any(token.lemma_.lower() in words["under_attack"] for token in undertaking.words)
    return verb in ("support", "provide", "assist") and under_attack


def _attack_answered(undertaking: Undertaking, attacks: frozenset[str]) -> bool:
    """Tell whether an attack is said to be answered: "any nuclear attack will be met with a decisive response"."""
    if not undertaking.rule.endswith("-that") or not undertaking.words:
        return False
    start = undertaking.words[0]
    told = undertaking.words[0].doc[start.sent.start : undertaking.words[-1].i + 1]
    met = next((t for t in told if t.lower_ in ("met", "answered", "faced") and t.tag_ in ("VBN", "VBD")), None)
    if met is None:
        # "an attack on the vessels would invoke the mutual defense commitments"
        met = next((t for t in told if t.lemma_ in ("invoke", "trigger") and t.pos_ == "VERB"), None)
    return met is not None and any(t.lemma_.lower() in attacks for t in told[: met.i - start.sent.start])


def _alliance_vowed(undertaking: Undertaking) -> bool:
    """Tell whether a firm commitment goes to an alliance ("ironclad commitment to the U.S.-Philippine Alliance")."""
    restated = undertaking.rule.endswith("-commitment")
    return restated and any(token.lower_ == "alliance" for token in undertaking.words[:7]) and not undertaking.heads


def _given_to_party(undertaking: Undertaking) -> bool:
    """Tell whether a commitment or support goes to a party itself: "commitments to both Korea and Japan"."""
    for token in undertaking.words[:5]:
        if token.dep_ == "pobj" and (token.i in undertaking.allies or token.lemma_.lower() == "people"):
            near = [i for i in undertaking.allies if abs(i - token.i) <= 3]
            return bool(near) and not any(mod.dep_ == "amod" and mod.i not in near for mod in token.lefts)
        if token.pos_ in ("VERB", "ADP") and token.lower_ not in ("of", "to", "for"):
            return False
    return False


def _reached(verb: Token, i: int) -> bool:
    """Tell whether a token is the object of a verb or stands in it: "support Ukraine", "stand with the people of X"."""
    token = verb.doc[i]
    for _ in range(6):
        if token.i == verb.i:
            return True
        if token.dep_ not in _TO_ALLY:
            return False
        token = token.head
    return False
