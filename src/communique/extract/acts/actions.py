"""What a commitment undertakes: the verbatim phrase of each action that could be checked by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from communique.extract.acts.content import complement_of, noun_head
from communique.extract.acts.scene import Scene, Verdict
from communique.extract.acts.verbs import modal_of

_TRIM = frozenset({",", ";", ":", "and", "but", "or", ".", "--", "\u2013", "\u2014", "-", '"', "as"})
_FILLERS = frozenset(
    {"also", "therefore", "further", "furthermore", "thus", "together", ",", ":", "each", "both", "all"}
)
_BASE = frozenset({"VB", "VBP"})


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its tokens `first` (inclusive) to `end` (exclusive), and its verb where it has one."""

    first: int
    end: int
    verb: Token | None


def actions_of(scene: Scene, verdict: Verdict, dated: Sequence[tuple[int, int]]) -> list[Action]:
    """Return the actions of a commitment, in the text's order; `dated` are the token ranges of its time phrases.

    Verbs that go on with the first ("will strengthen A and expand B", "agreed to A; to B") are actions of their own; a
    time phrase at an action's end is left out, since it stands in the act's due date.
    """
    subject = scene.clause.subject
    if verdict.rule in ("planned", "commitment-is-firm") and subject is not None:
        return [Action(int(subject.left_edge.i), int(subject.right_edge.i) + 1, None)]
    start = _start(scene, verdict)
    if start is None or start >= scene.end:
        return []
    doc = scene.clause.head.doc
    helping = doc[start].dep_ == "auxpass" or (doc[start].dep_ == "aux" and doc[start].head.tag_ == "VBG")
    verb = doc[start].head if helping else _verb_at(doc[start], scene.end)
    cuts = [start]
    verbs: list[Token | None] = [verb]
    if verb is not None:
        for other in _continued(verb, scene):
            cuts.append(_phrase_start(other, cuts[-1]))
            verbs.append(other)
    actions = []
    for number, cut in enumerate(cuts):
        first = cut
        while first < scene.end and (doc[first].tag_ == "TO" or doc[first].lower_ in (":", ",", ";")):
            first += 1
        end = _trimmed(doc, first, cuts[number + 1] if number + 1 < len(cuts) else scene.end, dated)
        if end > first:
            actions.append(Action(first, end, verbs[number]))
    return actions


def _start(scene: Scene, verdict: Verdict) -> int | None:
    """Return the index of the token with which what is undertaken begins."""
    clause, complement, doc = scene.clause, scene.complement, scene.clause.head.doc
    if verdict.rule == "announce-that" and verdict.trigger.i > clause.head.i:
        complement = complement_of(verdict.trigger, scene.end)  # "are pleased to announce that we will"
    if clause.modal is not None and verdict.trigger.i == clause.modal.i:
        return _skip(doc, clause.modal.i + 1, scene.end)
    if verdict.rule == "continuing-to":
        return clause.head.i
    if verdict.rule == "welcome-plan" and verdict.by is not None:
        return verdict.by.i
    if verdict.rule.startswith("look-forward"):
        return _after_link(doc, verdict.trigger.i, scene.end, ("to",))
    if complement.frame == "that" and complement.head is not None:
        return _start_of_content(complement.head, scene.end)
    if verdict.rule == "assert-that" and verdict.by is not None:
        return _start_of_content(verdict.by, scene.end)  # "assured the president that they will"
    if complement.frame == "to" and complement.head is not None and verdict.trigger.i == clause.head.i:
        to = _to_before(complement.head)
        denied = doc[to - 1].lower_ in ("not", "never")
        return to - 1 if denied else _skip(doc, to + 1, scene.end)
    if verdict.rule == "instruct-object_to" and complement.infinitive is not None:
        return _skip(doc, _to_before(complement.infinitive) + 1, scene.end)
    doing = complement.head if complement.frame in ("to_np", "on") and verdict.by is complement.head else None
    if doing is not None and (doing.tag_ == "VBG" or verdict.rule == "promise-to_np"):
        # "committed to accepting X", "committed to the expedient development of Y"
        return max(int(doing.left_edge.i), verdict.trigger.i + 2) if doing.tag_ != "VBG" else int(doing.i)
    if (
        verdict.by is not None
        and verdict.by.i >= verdict.trigger.i
        and verdict.by.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
    ):
        bare = verdict.rule in ("promise-np", "welcome-meeting", "instruct-np", "intend-np", "offer-given")
        if bare and complement.head is not None:
            return max(int(complement.head.left_edge.i), verdict.trigger.i + 1)
        if verdict.rule == "resolute-in" and verdict.by.tag_ == "VBG":
            return verdict.by.i
        return _after_link(doc, verdict.by.i, scene.end, ("to", "of", "for", "in", "on", "that"))
    return _skip(doc, verdict.trigger.i + 1, scene.end)


def _start_of_content(verb: Token, end: int) -> int:
    """Return where the undertaking of a content clause begins: after its modal or after "to" ("they intend to")."""
    modal = modal_of(verb)
    doc = verb.doc
    if modal is not None:
        return _skip(doc, modal.i + 1, end)
    for i in range(verb.i + 1, min(end, verb.i + 8)):
        if doc[i].tag_ == "TO" or (doc[i].lower_ == "to" and doc[i + 1].tag_ in ("VB", "VBG")):
            return _skip(doc, i + 1, end)
    that = next((i for i in range(verb.i - 1, max(verb.i - 30, 0), -1) if doc[i].lower_ == "that"), None)
    return int(verb.left_edge.i) if that is None else that + 1


def _skip(doc: Doc, i: int, end: int) -> int:
    while i < end - 1 and ((doc[i].lower_ in _FILLERS and doc[i + 1].tag_ != "IN") or doc[i].lower_ == "to"):
        if doc[i].lower_ in ("further", "together") and doc[i + 1].pos_ in ("VERB", "ADV"):
            break
        i += 1
    return i


def _to_before(verb: Token) -> int:
    """Return the index of the "to" of an infinitive, adverbs and the colon of a list between; the token before else."""
    i = verb.i - 1
    while i > 0 and verb.i - i < 5 and verb.doc[i].tag_ != "TO":
        i -= 1
    return i if verb.doc[i].tag_ == "TO" else verb.i - 1


def _after_link(doc: Doc, i: int, end: int, links: Iterable[str]) -> int | None:
    """Return the index after the first linking word that follows token `i`: "to" before any other."""
    near = range(i + 1, min(end, i + 12))
    for wanted in (("to",), tuple(links)):
        for j in near:
            if doc[j].lower_ in wanted and j + 1 < end:
                return j - 1 if doc[j - 1].lower_ == "not" and doc[j].lower_ == "to" else j + 1
            if doc[j].lower_ in (",", ";", "that"):
                break
    return i + 1 if i + 1 < end else None


def _verb_at(token: Token, end: int) -> Token | None:
    """Return the verb with which an action begins, adverbs before it left out; None where a noun begins it."""
    while (token.pos_ == "ADV" or token.lower_ in ("not", "never")) and token.i + 1 < end:
        token = token.nbor()
    if token.tag_ == "TO" and token.i + 1 < end:
        token = token.nbor()
    if token.lower_ == "close" and token.i + 1 < end and token.nbor().tag_ in ("NN", "NNS", "JJ"):
        return None  # "committed to close coordination"
    return token if token.tag_ in ("VB", "VBP", "VBG", "VBN") and noun_head(token) in (token, None) else None


def _continued(verb: Token, scene: Scene) -> list[Token]:
    """Return the verbs that go on with the first action's, in the text's order."""
    found: list[Token] = []
    bases = {verb.i, scene.clause.head.i}
    doc, last = verb.doc, verb.i
    for token in doc[verb.i + 1 : scene.end]:
        alike = token.tag_ in _BASE if verb.tag_ in _BASE else token.tag_ == verb.tag_
        if not alike or any(child.dep_ in ("nsubj", "nsubjpass") for child in token.lefts):
            continue
        i = token.i - 1
        while i > verb.i and (doc[i].pos_ == "ADV" or doc[i].tag_ == "TO"):
            i -= 1
        link = doc[i].lower_
        listed = link == ";" or (link in ("and", "or") and doc[i - 1].lower_ == ";")
        if listed or (token.dep_ == "conj" and token.head.i in bases and link in ("and", ",", "or")):
            # "work with and step up X": both have one object
            bare = all(between.pos_ in ("CCONJ", "ADP", "PUNCT") for between in doc[last + 1 : token.i])
            bases.add(token.i)
            last = token.i
            if listed or not bare:
                found.append(token)
    return found


def _phrase_start(verb: Token, least: int) -> int:
    i = verb.i
    while i - 1 > least and (verb.doc[i - 1].pos_ == "ADV" or verb.doc[i - 1].tag_ == "TO"):
        i -= 1
    return i


def _trimmed(doc: Doc, first: int, end: int, dated: Sequence[tuple[int, int]]) -> int:
    """Return the end of an action without links, and without a time phrase that closes it."""
    while end > first and (doc[end - 1].lower_ in _TRIM or doc[end - 1].is_space):
        end -= 1
    for start, stop in dated:
        if first < start and stop == end:
            moved = start - 1 > first and doc[start - 1].lower_ in ("to", "until")
            return _trimmed(doc, first, start - 1 if moved else start, dated)
    return end
