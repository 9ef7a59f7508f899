"""Decide what a denied clause does: a disclaimer, a failed agreement, an undertaking that was not given."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.content import complement_of
from communique.extract.acts.lexicon import Verb
from communique.extract.acts.scene import Scene, Verdict

_GIVING = frozenset({"promise", "decide", "concur", "instruct", "ask", "object"})
_DENYING = frozenset({"no", "neither"})
_NOBODY = frozenset({"nothing", "none", "nobody", "neither"})
_COULD = frozenset({"could"})


def disclaimer(scene: Scene) -> Verdict | None:
    """Let what a text says that it does not do assert: "nothing in this summary shall be construed as"."""
    clause, words = scene.clause, scene.lexicon.words
    subject = clause.subject
    if subject is None or scene.party or scene.lemma not in words["effecting_verbs"]:
        return None
    none_of_it = subject.lower_ == "nothing" or (_denied_noun(subject) and _is_text(subject, scene))
    if not none_of_it and not (negated(scene) and _is_text(subject, scene)):
        return None
    told = clause.past and not clause.passive
    return None if told else Verdict("affirmation", clause.modal or clause.head, 0, "disclaims", scene.complement.head)


def failed_agreement(scene: Scene) -> Verdict | None:
    """Tell an agreement that was not reached: "could not agree on", "were unable to agree", "did not reach consensus".

    What the speakers were unable to do is told too, whatever it is.
    """
    clause = scene.clause
    if _was_none(scene):
        return Verdict("report", clause.head, 0, "not-agreed", scene.complement.head)
    if not scene.speaking:
        return None
    inability = _inability(scene)
    if inability is not None:
        return Verdict("report", inability, 0, "not-agreed", clause.head)
    unreached = negated(scene) and (clause.past or clause.perfect or _could(clause.modal))
    if not unreached or not _agrees(clause.head, scene):
        return None
    return Verdict("report", clause.head, 0, "not-agreed", scene.complement.head)


def denied_undertaking(scene: Scene) -> Verdict | None:
    """Let an undertaking, decision or call that was not given tell; one that is not given states a position."""
    clause, words = scene.clause, scene.lexicon.words
    subject = clause.subject
    if clause.modal is not None:
        return None
    nobody = subject is not None and (subject.lower_ in _NOBODY or _denied_noun(subject))
    if not negated(scene) and not nobody:
        return None
    verb = scene.lexicon.verbs.get(scene.lemma)
    told = clause.past or clause.perfect
    if scene.speaking and scene.lemma in words["associating_verbs"]:
        return Verdict("objection", clause.head, 0, "not-associated", clause.head)
    bound = scene.lexicon.adjectives.get(clause.head.lower_) == "commitment" or _vowed(scene)
    if bound and (clause.passive or scene.lemma == "be"):
        return Verdict("report" if told else "affirmation", clause.head, 0, "not-given", clause.head)
    if verb is None or verb.lemma in words["granting_verbs"] or (clause.passive and not told):
        return None
    given = verb.group in _GIVING or (told and (verb.group == "assert" or verb.light))
    if not given or (verb.group == "concur" and not told):
        return None
    return Verdict("report" if told else "affirmation", clause.head, 0, "not-given", scene.complement.head)


def unchanged(scene: Scene) -> Verdict | None:
    """Positions that have not changed are a view, not an event."""
    subject, words = scene.clause.subject, scene.lexicon.words
    if scene.lemma not in words["changing_verbs"] or subject is None or not negated(scene):
        return None
    if subject.lemma_.lower() not in words["stances"]:
        return None
    return Verdict("affirmation", scene.clause.head, 0, "unchanged", subject)


def negated(scene: Scene) -> bool:
    """Tell whether a clause is denied before its verb, or right after its copula; "committed not to" is not."""
    head = scene.clause.head
    if any(child.dep_ == "neg" for child in head.lefts):
        return True
    return scene.lemma == "be" and any(child.dep_ == "neg" and child.i <= head.i + 2 for child in head.rights)


def _could(modal: Token | None) -> bool:
    return modal is not None and modal.lower_ in _COULD


def _denied_noun(subject: Token) -> bool:
    return any(child.lower_ in _DENYING for child in subject.lefts)


def _is_text(subject: Token, scene: Scene) -> bool:
    """Tell whether a subject is a text or a part of one."""
    words, lemma = scene.lexicon.words, subject.lemma_.lower()
    return any(lemma in words[table] for table in ("documents", "deals", "text_parts"))


def _vowed(scene: Scene) -> bool:
    """Tell whether a copula's next words hold the predicate of an undertaking ("are not yet committed to")."""
    head = scene.clause.head
    near = head.doc[head.i + 1 : min(scene.end, head.i + 4)]
    return any(scene.lexicon.adjectives.get(token.lower_) == "commitment" for token in near)


def _was_none(scene: Scene) -> bool:
    """Tell whether a clause tells that there was no agreement."""
    noun, head = scene.complement.noun, scene.clause.head
    if scene.lemma != "be" or not scene.clause.past or noun is None or head.i == 0:
        return False
    there = head.nbor(-1).lower_ == "there"
    return there and _denied_noun(noun) and noun.lemma_.lower() in scene.lexicon.words["agreements"]


def _inability(scene: Scene) -> Token | None:
    """Return "unable" of "were unable to agree", "able" of "were not able to", or None; in the past only."""
    clause = scene.clause
    if scene.lemma != "be" or not (clause.past or clause.perfect):
        return None
    head = clause.head
    for token in head.doc[head.i + 1 : min(scene.end - 1, head.i + 5)]:
        if token.lower_ == "unable" or (token.lower_ == "able" and negated(scene)):
            return token if token.nbor().lower_ == "to" else None
    return None


def _agrees(verb: Token, scene: Scene) -> bool:
    """Tell whether a verb is to agree, or to reach or find an agreement."""
    entry: Verb | None = scene.lexicon.verbs.get(verb.lemma_.lower())
    if entry is None:
        return False
    if entry.group == "concur":
        return complement_of(verb, scene.end).frame not in ("that", "with")
    noun = complement_of(verb, scene.end).noun
    reached = entry.frames.get("np") == "reached" or entry.lemma == "find"
    return reached and noun is not None and noun.lemma_.lower() in scene.lexicon.words["agreements"]
