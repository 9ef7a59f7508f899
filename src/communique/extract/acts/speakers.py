"""Stand-in for communique.extract.parties.actors until it lands."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.context import Context
from communique.extract.parse import ParsedSentence

_PRON = {"we", "they", "us", "both", "each", "i"}
_NOUNS = {
    "leader",
    "side",
    "official",
    "minister",
    "president",
    "secretary",
    "advisor",
    "adviser",
    "nsas",
    "delegation",
    "participant",
    "country",
    "government",
    "nation",
    "partner",
    "member",
    "party",
    "delegate",
    "principal",
    "chief",
    "states",
    "kingdom",
    "union",
    "commission",
    "g7",
    "quad",
    "aukus",
    "sullivan",
    "biden",
    "administration",
    "alliance",
}


class Actors:
    def __init__(self, context: Context) -> None:
        text = context.parsed.plain
        self.head = text[:1500]
        self.codes = context.speakers

    @classmethod
    def of(cls, context: Context) -> Actors:
        return cls(context)

    def speaking(self, sentence: ParsedSentence, subject: Token | None) -> tuple[str, ...] | None:
        if subject is None:
            return None
        low = subject.lower_
        if low in ("they",) or low in _PRON:
            return self.codes
        if subject.lemma_.lower() in _NOUNS or low in _NOUNS:
            return self.codes
        if (
            subject.pos_ == "PROPN"
            and subject.text in self.head
            and low not in ("russia", "dprk", "iran", "ukraine", "putin", "hamas", "korea")
        ):
            return self.codes
        return None


def target_of(cls, kind, sentence, trigger, first, last, actors):  # type: ignore
    return ()
