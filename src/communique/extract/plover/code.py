"""Code one act: its class by its words and by what the speakers do, its source and its target."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.extract.parse import ParsedSentence
from communique.extract.plover.deed import Deed, deed_of, subject_of
from communique.extract.plover.lexicon import Lexicon
from communique.extract.plover.who import Who
from communique.model.act import Act, PloverActor, PloverEvent
from communique.packs.codes import STATES

_VERBAL = frozenset({"VERB", "AUX"})
_SHARING = frozenset({"conj", "xcomp", "advcl"})
# What acts of a class may mean in PLOVER; anything else the words seem to say gives way to the class of the act.
_ALLOWED = {
    "commitment": frozenset({"AGREE", "THREATEN", "REJECT"}),
    "call": frozenset({"REQUEST", "SUPPORT", "ACCUSE", "COERCE", "REJECT"}),
    "objection": frozenset({"ACCUSE", "REJECT", "THREATEN"}),
    "endorsement": frozenset({"SUPPORT"}),
}
_ASSERTED = frozenset({"AGREE", "REQUEST", "CONSULT", "REJECT", "COOPERATE", "THREATEN"})
_STATE_POWER = frozenset({"COERCE", "ACCUSE"})

Actors = tuple[PloverActor, ...]


@dataclass(frozen=True, slots=True)
class Coder:
    """Codes the acts of one document."""

    who: Who
    lexicon: Lexicon

    def event(self, act: Act, sentence: ParsedSentence) -> PloverEvent | None:
        """Return the event that an act is, or None where it is none of PLOVER's."""
        trigger = _token_at(sentence, act.trigger.start)
        if trigger is None:
            return None
        verb = _verb_of(trigger)
        subject = _subject(verb)
        told = deed_of(verb, subject, self.lexicon)
        if told is None and act.cls not in self.lexicon.acts:
            return None
        speaking = self.who.actors.speaking(sentence, subject)
        cls = self._class(act, told, speaking is not None)
        if cls is None:
            return None
        deed = told if told is not None and told.cls == cls else Deed(cls, verb, subject)
        span = (deed.verb.i + 1, _index_at(sentence, act.anchor.end))
        if told is None and speaking is None and act.cls in ("call", "objection"):
            source = self.who.coded(act.actors, None, sentence)
            return PloverEvent(cls, source, self.who.of_codes(act.target, sentence, (sentence.span.start, span[1])))
        source = self._source(act, sentence, deed, speaking if deed.doer is subject else None)
        if not source and deed.passive and cls in _STATE_POWER:
            source = self._where(deed.verb, sentence)
        if cls == "PROTEST":
            source = tuple(replace(a, sector="CVL") if a.sector is None and a.code in STATES else a for a in source)
        return PloverEvent(cls, source, self._target(act, sentence, deed, source, span))

    def _class(self, act: Act, deed: Deed | None, speaking: bool) -> str | None:
        usual = self.lexicon.acts.get(act.cls)
        if deed is None:
            return usual if speaking or act.cls in ("call", "objection", "endorsement") else None
        allowed = _ASSERTED if speaking and act.cls == "affirmation" else _ALLOWED.get(act.cls)
        return deed.cls if allowed is None or deed.cls in allowed else usual

    def _source(self, act: Act, sentence: ParsedSentence, deed: Deed, spoken: tuple[str, ...] | None) -> Actors:
        """Return who does a deed; `spoken` are the speakers that its doer stands for, where that is known."""
        doer = deed.doer
        if doer is None:
            return () if deed.passive else self.who.coded(act.actors, None, sentence)
        spoken = spoken or self.who.actors.speaking(sentence, doer) or ()
        named: Actors = ()
        if doer.tag_ not in ("PRP", "WP", "WDT"):
            named = tuple(actor for actor in self.who.named(sentence, doer) if actor.code is not None or not spoken)
        codes = {actor.code for actor in named}
        if not named or (named[0].code in STATES and any(child.dep_ in ("conj", "appos") for child in doer.rights)):
            named += self.who.coded((code for code in spoken if code not in codes), doer, sentence)
        return named

    def _where(self, verb: Token, sentence: ParsedSentence) -> Actors:
        """Return the state in which somebody is arrested or charged: its power does it where nobody else is named."""
        for child in verb.rights:
            if child.dep_ == "prep" and child.lower_ == "in":
                for grand in child.rights:
                    named = self.who.named(sentence, grand) if grand.dep_ == "pobj" else ()
                    if named and named[0].code in STATES:
                        return named
        return ()

    def _target(self, act: Act, sentence: ParsedSentence, deed: Deed, source: Actors, span: tuple[int, int]) -> Actors:
        if deed.verb.lemma_.lower() in self.lexicon.alone:
            return ()
        if deed.whom is not None:
            named = self.who.at_home(self.who.named(sentence, deed.whom), source)
            if named and named[0].code is not None:
                return named
        if act.target:
            return self.who.of_codes(act.target, sentence, span)
        several = len({actor.code for actor in source}) > 1
        if several and deed.cls in self.lexicon.mutual and not _with(deed.verb):
            return ()
        stated = deed.doer is None or deed.doer.tag_ == "PRP" or several
        return self.who.sought(sentence, span, source, near=stated and not deed.passive)


def _with(verb: Token) -> bool:
    """Tell whether the deed is done with or to somebody named as such: "with"."""
    return any(child.dep_ in ("prep", "dative") and child.lower_ == "with" for child in verb.rights) or any(
        grand.lower_ == "with" for child in verb.rights if child.dep_ == "dobj" for grand in child.rights
    )


def _token_at(sentence: ParsedSentence, place: int) -> Token | None:
    number = _index_at(sentence, place)
    return sentence.span.doc[number] if number < sentence.span.end else None


def _index_at(sentence: ParsedSentence, place: int) -> int:
    """Return the index of the first token of a sentence that starts at or after a place in the document's text."""
    doc, low, high = sentence.span.doc, sentence.span.start, sentence.span.end
    while low < high:
        middle = (low + high) // 2
        if sentence.offset + doc[middle].idx < place:
            low = middle + 1
        else:
            high = middle
    return low


def _verb_of(trigger: Token) -> Token:
    """Return the verb of a trigger: itself, its modal's verb, or the light verb over a noun or adjective."""
    verb = trigger
    while verb.pos_ not in _VERBAL and verb.dep_ in (
        "dobj",
        "acomp",
        "attr",
        "oprd",
        "prep",
        "pobj",
        "compound",
        "amod",
    ):
        verb = verb.head
    return verb.head if verb.dep_ in ("aux", "auxpass") else verb


def _subject(verb: Token) -> Token | None:
    """Return the subject of a verb, that of the verb it is coordinated with where it has none of its own."""
    while True:
        subject = subject_of(verb)
        if subject is not None or verb.dep_ not in _SHARING or verb.head.i == verb.i:
            return subject
        verb = verb.head
