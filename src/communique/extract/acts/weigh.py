"""Weigh the words after a verb: which noun, infinitive or clause decides what is done."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.content import complement_of, noun_head
from communique.extract.acts.scene import OWN, Scene, Verdict, possessed
from communique.extract.acts.verbs import modal_of, subject_of

_PREDICATES = frozenset({"acomp", "oprd", "attr", "prep", "xcomp", "advcl", "conj", "ccomp"})
# "reaffirm the Group's commitment": said by its members it is theirs.
_OWN_GROUPS = frozenset({"group", "partnership", "alliance", "coalition", "dialogue", "council", "committee"})
_JOINED = 3
_STANCES = frozenset({"commitment", "endorsement", "objection", "call"})


def noun_class(noun: Token | None, scene: Scene) -> str | None:
    """Return the class that a noun decides for the verb it completes, None where it decides nothing.

    A commitment or aim that the words give to somebody else ("Ukraine's commitment to reform") decides nothing.
    """
    if noun is None:
        return None
    nouns = scene.lexicon.nouns
    if noun.tag_ in ("NNP", "NNPS") and any(child.tag_ == "NNP" and child.dep_ == "compound" for child in noun.lefts):
        return None  # "announced the Clean Air Pledge": a name
    kind = nouns.get(noun.lemma_.lower()) or nouns.get(noun.lower_)
    if kind in ("commitment", "aim", "objection", "endorsement") and _of_others(noun, scene):
        return None
    if kind == "position":
        after = noun.nbor().lower_ if noun.i + 1 < scene.end else ""
        return "objection" if after == "against" else None
    return kind


def _of_others(noun: Token, scene: Scene) -> bool:
    for child in noun.lefts:
        if child.dep_ == "poss" and child.lower_ not in OWN:
            return (
                child.i not in scene.mine
                and not possessed(child)
                and not (scene.speaking and child.lemma_.lower() in _OWN_GROUPS)
                and child.lower_ not in ("countries", "sides", "leaders")
            )
    if scene.lexicon.nouns.get(noun.lemma_.lower()) in ("commitment", "objection") and noun.i + 1 < scene.end:
        after = noun.nbor()
        if after.lower_ not in ("from", "by", "of") or possessed(noun):
            return False
        near = range(after.i + 1, min(scene.end, after.i + 5))
        return not any(i in scene.mine or noun.doc[i].lower_ in ("both", "our", "two") for i in near)
    return False


def verb_class(verb: Token, scene: Scene) -> str | None:
    """Return what a verb does as the speakers' own, by its lexicon entry and what follows it; None where not listed."""
    entry = scene.lexicon.verbs.get(verb.lemma_.lower())
    if entry is None:
        return None
    complement = complement_of(verb, scene.end)
    same = (c for c in verb.rights if c.dep_ == "conj" and c.tag_ == verb.tag_ and c.i - verb.i <= _JOINED)
    joined = next(same, None)
    if complement.head is None and joined is not None:
        complement = complement_of(joined, scene.end)  # "to reaffirm and strengthen their commitment"
    frame = "object_to" if complement.infinitive is not None and "object_to" in entry.frames else complement.frame
    answer = entry.frames.get(frame, entry.cls)
    if answer in ("weigh", "announced", "offered", "extended", "shared"):
        kind = noun_class(complement.noun, scene)
        return kind if kind in _STANCES else entry.cls
    return answer if answer in scene.lexicon.classes else entry.cls


def content_class(verb: Token, scene: Scene) -> str | None:
    """Return what a content clause undertakes, asks, approves or condemns; None where it only asserts."""
    subject = subject_of(verb)
    own = subject is not None and _stands_for_speakers(subject, scene)
    modal = modal_of(verb)
    if modal is not None:
        word = modal.lower_
        invoked = verb.lemma_ == "invoke" and noun_class(complement_of(verb, scene.end).noun, scene) == "commitment"
        if word in ("will", "shall", "would") and (own or invoked or _bound(verb, subject, scene)):
            return "commitment"
        if word == "must" and not own and subject is not None:
            addressed = subject.pos_ == "PROPN" or subject.lemma_.lower() in scene.lexicon.words["addressees"]
            stopped = verb.lemma_.lower() in scene.lexicon.words["stopping_verbs"]
            passive = any(child.dep_ == "auxpass" for child in verb.lefts)
            ended = verb.lemma_.lower() in ("end", "stop", "cease")
            return "call" if addressed or ended or (stopped and passive) else None
        return "objection" if not own and subject is not None and _condemns(verb, scene) else None
    if not own and subject is not None and subject.dep_ != "expl" and _without_excuse(verb, scene):
        return "objection"
    if own and verb.lemma_ == "stand" and verb.i + 1 < scene.end and verb.nbor().lower_ == "by":
        kept = complement_of(verb, scene.end).noun
        return "commitment" if kept is not None and noun_class(kept, scene) == "commitment" else None
    if verb.lemma_ in ("be", "remain", "stand") or verb.tag_ == "VBN" or verb.lower_ in scene.lexicon.words["unshaken"]:
        return _predicate_class(verb, subject, own, scene)
    blaming = scene.lemma in scene.lexicon.words["pledging_verbs"]
    if blaming and not own and verb.lemma_.lower() in scene.lexicon.words["breaking_verbs"]:
        return "objection"
    if own and verb.lemma_ == "continue":
        # "they continue to reject violence" rejects it
        verb = next((child for child in verb.rights if child.dep_ == "xcomp"), verb)
        stance = scene.lexicon.verbs.get(verb.lemma_.lower())
        return verb_class(verb, scene) if stance is not None and stance.group in ("object", "ask", "approve") else None
    entry = scene.lexicon.verbs.get(verb.lemma_.lower())
    if own and entry is not None and entry.group in ("intend", "promise", "object", "approve", "ask"):
        cls = verb_class(verb, scene)
        return cls if cls in _STANCES else None
    return None


def _predicate_class(verb: Token, subject: Token | None, own: bool, scene: Scene) -> str | None:
    words = scene.lexicon.words
    near = verb.doc[verb.i : min(scene.end, verb.i + 4)]
    word = next((token for token in near if token.lower_ in words["unshaken"]), None)
    if word is None:
        word = verb if verb.tag_ == "VBN" else predicate_of(verb, scene.end)
    if word is None:
        return None
    if word.lower_ in words["unshaken"] or (word.lower_ == "backed" and subject is not None):
        named = [subject] if subject is not None else list(verb.doc[scene.clause.head.i + 1 : verb.i])
        vowed = any(scene.lexicon.nouns.get(token.lemma_.lower()) == "commitment" for token in named)
        if vowed or not own:
            return "commitment" if vowed else None
    if word.lower_ in words["joined"]:
        inner = united_in(word, scene)
        return None if inner is None or inner.cls == "affirmation" else inner.cls
    kind = scene.lexicon.adjectives.get(word.lower_)
    if kind == "commitment" and own:
        return "commitment"
    return "objection" if kind == "unacceptable" else None


def _condemns(verb: Token, scene: Scene) -> bool:
    """Tell whether a clause says what a deed "would be": unacceptable, perhaps among other things."""
    if verb.lemma_ != "be":
        return False
    return any(
        scene.lexicon.adjectives.get(token.lower_) == "unacceptable" and token.lower_ != "responsible"
        for child in verb.rights
        if child.i < scene.end and child.dep_ in ("acomp", "attr", "conj")
        for token in (child, *(grand for grand in child.rights if grand.dep_ == "conj"))
    )


def _without_excuse(verb: Token, scene: Scene) -> bool:
    """Tell whether a deed is said to have no excuse ("the attacks have no justification")."""
    noun = complement_of(verb, scene.end).noun if verb.lemma_ == "have" else None
    excused = noun is not None and noun.lemma_.lower() in scene.lexicon.words["excuses"]
    return excused and noun is not None and any(child.lower_ == "no" for child in noun.lefts)


def _stands_for_speakers(subject: Token, scene: Scene) -> bool:
    if subject.lower_ in ("they", "we", "it", "both", "he", "she") or subject.i in scene.mine:
        return True
    if subject.lemma_.lower() in scene.lexicon.words["own_bodies"] and any(c.i in scene.mine for c in subject.lefts):
        return True
    mine = scene.clause.subject
    lemma = subject.lemma_.lower()
    counted = any(child.lower_ in ("two", "three", "four", "both") for child in subject.lefts)
    nations = lemma in ("nation", "country", "government", "side", "administration", "people")
    if nations and (possessed(subject) or (counted and lemma != "people")):
        return True
    return (mine is not None and lemma == mine.lemma_.lower()) or lemma in ("side", "leader")


def _bound(verb: Token, subject: Token | None, scene: Scene) -> bool:
    """Tell whether "will" of a thing binds the speakers: "any attack will be met", "the next round will be held"."""
    if subject is None:
        return False
    words, lemma = scene.lexicon.words, subject.lemma_.lower()
    if lemma in words["own_bodies"] and subject.pos_ == "NOUN":
        return verb.lemma_.lower() in words["meeting_verbs"] or verb.lemma_.lower() in words["scheduling_verbs"]
    answered = verb.lemma_ in ("meet", "face", "answer") and lemma in words["attacks"]
    return answered or (lemma in words["meetings"] and verb.lemma_ in ("hold", "take", "convene", "host"))


def predicate_of(verb: Token, end: int) -> Token | None:
    """Return the predicate word of a copula ("is vital" -> vital), or None."""
    for child in verb.rights:
        if child.i >= end:
            break
        predicate = child.dep_ in _PREDICATES and child.pos_ in ("ADJ", "VERB", "NOUN", "PROPN")
        adverbial = child.dep_ == "advmod" and child.pos_ == "ADJ"
        if child.tag_ != "VBG" and (predicate or adverbial or child.lower_ == "underway"):
            return child
    return None


def united_in(word: Token, scene: Scene) -> Verdict | None:
    """Return what "united in ...", "steadfast in ..." does: the noun or gerund after "in" decides."""
    doc = word.doc
    for i in range(word.i + 1, min(scene.end - 1, word.i + 6)):
        if doc[i].lower_ not in ("in", "on", "behind", "against"):
            continue
        if doc[i].lower_ == "against":
            return Verdict("objection", word, 0, "united-against", doc[i])
        inner = doc[i + 1]
        while inner.pos_ == "ADV" and inner.i + 1 < scene.end:
            inner = inner.nbor()
        if inner.tag_ == "VBG":
            return _united_in_doing(word, inner, scene)
        noun = noun_head(inner)
        kind = noun_class(noun, scene)
        if noun is not None and kind in ("commitment", "endorsement", "objection"):
            return Verdict(kind, word, 2 if kind == "commitment" else 0, "united-in", noun)
        viewed = noun is not None and noun.lemma_.lower() in scene.lexicon.words["views"]
        if scene.lexicon.adjectives.get(word.lower_) == "commitment" and not viewed:
            return None
        return Verdict("affirmation", word, 0, "united-in", noun)
    return None


def _united_in_doing(word: Token, inner: Token, scene: Scene) -> Verdict:
    verb = scene.lexicon.verbs.get(inner.lemma_.lower())
    cls = verb_class(inner, scene)
    if (
        verb is not None
        and cls is not None
        and verb.lemma != "support"
        and verb.group in ("ask", "object", "approve", "assert", "believe")
    ):
        return Verdict(cls, word, 0, "united-in", inner)
    return Verdict("commitment", word, 2, "resolute-in", inner)
