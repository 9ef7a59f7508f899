"""Tell whose "will" binds the speakers though its subject is none of them: their bodies, laws, work and hosts."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.lexicon import AMOUNT
from communique.extract.acts.scene import Scene, possessed
from communique.extract.acts.weigh import predicate_of


def binds(scene: Scene) -> bool:
    """Tell whether "will" in a clause about a body, a law, work or a place undertakes something for the speakers."""
    if scene.lemma == "provide" and scene.complement.frame == "that":
        return True  # "the mechanism will provide that the volume is set by": a rule that is laid down
    word = predicate_of(scene.clause.head, scene.end) if scene.lemma == "be" else None
    if word is not None and word.lower_ == "open" and word.i + 1 < scene.end and word.nbor().lower_ == "to":
        return not scene.party  # "the tenders will be open to all": a rule that is laid down
    own_act = (_body_acts(scene) and not _is_something(scene)) or _legal_act(scene) or _goes_ahead(scene)
    return own_act or _schedules(scene) or _hosts(scene) or _lasts(scene)


def _is_something(scene: Scene) -> bool:
    """Tell whether a clause says what a thing will be or serve as: "will be an enduring mechanism for"."""
    if scene.lemma == "serve":
        return scene.complement.frame == "as"
    word = predicate_of(scene.clause.head, scene.end) if scene.lemma == "be" and not scene.clause.passive else None
    return word is not None and word.pos_ == "NOUN" and any(child.dep_ == "det" for child in word.lefts)


def _schedules(scene: Scene) -> bool:
    """Tell whether "will be established", "the next talks will take place" binds without naming who acts."""
    clause, words = scene.clause, scene.lexicon.words
    if clause.subject is not None and clause.subject.lemma_.lower() in words["meetings"]:
        return not _brings_on(scene)
    return clause.passive and clause.head.lemma_ in words["scheduling_verbs"] and not scene.party


def _brings_on(scene: Scene) -> bool:
    """Tell whether a meeting is said to bring something about ("the summit will redouble our efforts")."""
    subject, words = scene.clause.subject, scene.lexicon.words
    met = subject is not None and subject.lemma_.lower() in words["meetings"] and not scene.clause.passive
    return met and scene.lemma in words["outcome_verbs"]


def _body_acts(scene: Scene) -> bool:
    """Tell whether a body of the speakers does something; an abstract one only with a verb of doing."""
    subject, words = scene.clause.subject, scene.lexicon.words
    if subject is None or _brings_on(scene):
        return False
    abstract = subject.lemma_.lower() in words["abstract_bodies"]
    if not abstract:
        # "the Framework will help to drive growth", by its initials
        initials = subject.pos_ == "PROPN" and subject.lemma_.lower() not in words["own_bodies"]
        return scene.body and not (initials and scene.lemma in ("help", "enable", "allow", "benefit", "enhance"))
    if scene.clause.passive:
        return scene.clause.head.lemma_ in words["scheduling_verbs"]
    effect = scene.lemma in words["effect_verbs"] or scene.lemma in words["outcome_verbs"]
    return not scene.party and (not effect or _gives_amount(scene))


def _gives_amount(scene: Scene) -> bool:
    """Tell whether a fund or programme gives a sum of money ("the fund will make $50 million available")."""
    given = scene.lemma in ("make", "provide", "deliver", "invest", "contribute", "support")
    head = scene.clause.head
    near = head.doc[head.i + 1 : min(scene.end, head.i + 8)]
    return given and any(token.lower_ in AMOUNT or (token.like_num and token.text[0].isdigit()) for token in near)


def _legal_act(scene: Scene) -> bool:
    """Tell whether a legal act of the speakers' own does something ("the Executive Order will prohibit")."""
    subject, words = scene.clause.subject, scene.lexicon.words
    if subject is None or scene.party:
        return False
    lemma = subject.lemma_.lower()
    if lemma in words["duties"]:
        # "no tariffs will apply to", "the duties will be reduced to"
        return scene.clause.passive or scene.lemma in ("apply", "exceed", "be")
    return lemma in words["legal_acts"] and scene.lemma in words["ruling_verbs"]


def _goes_ahead(scene: Scene) -> bool:
    """Tell whether the speakers' own work goes ahead ("technical work will begin", "next steps will include")."""
    subject, words = scene.clause.subject, scene.lexicon.words
    if subject is None or scene.party or scene.complement.frame in ("to", "to_np"):
        return False
    if scene.clause.passive:
        return subject.lemma_.lower() == "decision"
    rotating = scene.lemma in words["rotating_verbs"]
    return rotating or (subject.lemma_.lower() in words["workings"] and scene.lemma in words["going_verbs"])


def _lasts(scene: Scene) -> bool:
    """Tell whether the speakers' own support or commitment will last: "our support for Ukraine will not waver"."""
    subject = scene.clause.subject
    if subject is None or not possessed(subject, frozenset({"our"})):
        return False
    given = scene.lexicon.nouns.get(subject.lemma_.lower()) in ("endorsement", "commitment")
    return given and scene.lemma in scene.lexicon.words["lasting_verbs"]


def _hosts(scene: Scene) -> bool:
    """Tell whether a place will host a meeting ("Busan will host a youth summit"), which schedules it."""
    subject, noun = scene.clause.subject, scene.complement.noun
    place = subject is not None and subject.pos_ == "PROPN" and not scene.party
    return place and scene.lemma in ("host", "hold") and noun is not None and _a_meeting(noun, scene)


def _a_meeting(noun: Token, scene: Scene) -> bool:
    return noun.lemma_.lower() in scene.lexicon.words["meetings"]
