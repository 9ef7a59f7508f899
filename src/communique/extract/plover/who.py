"""Who did it to whom: noun phrases to actors with a code and a sector."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Token

from communique.extract.context import Context
from communique.extract.gazetteer import known_bodies
from communique.extract.parse import ParsedSentence
from communique.extract.parties.actors import Actors
from communique.extract.parties.gazetteer import groups
from communique.extract.parties.mention import PartyMention
from communique.extract.parties.territory import territory
from communique.extract.plover import phrase
from communique.extract.plover.lexicon import Lexicon
from communique.model.act import PloverActor
from communique.model.anchor import Anchor
from communique.packs.codes import STATES

_BARS = frozenset(
    ["unless", "if", "because", "while", "whereas", "although", "though", "whether", "which", "who", "whom", "whose"]
)
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "poss"})


@lru_cache(maxsize=1)
def bodies() -> frozenset[str]:
    """Return the codes of known bodies that are neither states nor groups."""
    return frozenset(body.party for body in known_bodies() if body.party is not None and body.acts != "group")


@dataclass(frozen=True, slots=True)
class Who:
    """Names the actors of one document; built once (`Who.of`)."""

    context: Context
    actors: Actors
    lexicon: Lexicon
    starts: tuple[int, ...]
    bodies: frozenset[str]

    @classmethod
    def of(cls, context: Context, lexicon: Lexicon) -> Who:
        """Collect a document's parties, persons and bodies."""
        starts = tuple(party.start for party in context.parties)
        named = frozenset(pack.code for pack in context.packs if pack.code is not None)
        return cls(context, Actors.of(context), lexicon, starts, bodies() | named)

    def named(self, sentence: ParsedSentence, noun: Token) -> tuple[PloverActor, ...]:
        """Return the actors that a noun phrase names, one for each party in each of its coordinated parts.

        Where no part names a party, the first that has a sector stands alone ("rebels").
        """
        found: dict[tuple[str | None, str | None], PloverActor] = {}
        for head in phrase.parts(noun):
            for actor in self._part(sentence, head):
                found.setdefault((actor.code, actor.sector), actor)
        coded = tuple(actor for actor in found.values() if actor.code is not None)
        return coded or tuple(found.values())[:1]

    def sought(
        self, sentence: ParsedSentence, span: tuple[int, int], source: Collection[PloverActor], *, near: bool = False
    ) -> tuple[PloverActor, ...]:
        """Return the first actors named in tokens `span` beside those of `source`, the nearest first.

        People and bodies come before people of the source's own party ("the opposition"), these before mere places and
        circumstances ("in Lebanon"). What stands after "unless", "which" and the like is no target. With `near`, as for
        what speakers undertake or approve, neither circumstances are, nor what a party's name only colours ("Russian
        gas"), nor what is told in a gerund ("in welcoming refugees").
        """
        doc, apart = sentence.span.doc, {actor.code for actor in source}
        acting = {(actor.code, actor.sector) for actor in source}
        stop = next((i for i in range(*span) if doc[i].lower_ in _BARS), span[1])
        seen: set[int] = set()
        spare: tuple[PloverActor, ...] = ()
        home: tuple[PloverActor, ...] = ()
        if near:
            stop = next((i for i in range(span[0] + 1, stop) if doc[i].tag_ == "VBG" and doc[i].dep_ != "amod"), stop)
        for head in self._heads(sentence, span[0], stop):
            if head.i in seen or (near and (phrase.circumstance(head) or self._coloured(sentence, head))):
                continue
            seen.add(head.i)
            whole = self.at_home(self.named(sentence, head), source)
            named = tuple(actor for actor in whole if actor.code is not None and actor.code not in apart)
            if not named:
                others = (a for a in whole if a.code and a.sector and (a.code, a.sector) not in acting)
                home = home or tuple(others)
                continue
            if not phrase.circumstance(head) or any(actor.sector is not None for actor in named):
                return named
            spare = spare or named
        return home or spare

    def at_home(self, named: tuple[PloverActor, ...], source: Collection[PloverActor]) -> tuple[PloverActor, ...]:
        """Return actors named without a country with that of the source, where their sector is one of home affairs.

        The opposition, a parliament, a former president named bare are of the country of who acts on them; so is the
        government that a country's rebels or citizens face.
        """
        codes = {actor.code for actor in source if actor.code in STATES}
        if len(codes) != 1:
            return named
        (code,) = codes
        citizens = any(actor.sector in self.lexicon.citizens for actor in source)
        return tuple(
            replace(actor, code=code)
            if actor.code is None and (actor.sector in self.lexicon.home or (citizens and actor.sector == "GOV"))
            else actor
            for actor in named
        )

    def coded(self, codes: Iterable[str], noun: Token | None, sentence: ParsedSentence) -> tuple[PloverActor, ...]:
        """Return actors of known codes, with the words and the sector of the noun phrase that stands for them."""
        anchor = None if noun is None else self._anchor(sentence, noun)
        sector = None if noun is None else self._sector(noun)
        return tuple(self._of_code(code, sector, anchor) for code in codes)

    def of_codes(
        self, codes: Iterable[str], sentence: ParsedSentence, span: tuple[int, int]
    ) -> tuple[PloverActor, ...]:
        """Return actors of known codes, with the words that name them in tokens `span`."""
        named = {mark.code: token for token, mark in reversed(list(self.actors.between(sentence, *span)))}
        found = []
        for code in codes:
            if code not in named:
                found.append(self._of_code(code, None, None))
                continue
            head = phrase.head_of(named[code])
            found.append(self._of_code(code, self._sector(head), self._anchor(sentence, head)))
        return tuple(found)

    def _coloured(self, sentence: ParsedSentence, head: Token) -> bool:
        """Tell whether a party's name only says what kind of thing a noun is."""
        return self.actors.mark_at(sentence, head) is None and self._sector(head) is None

    def _heads(self, sentence: ParsedSentence, first: int, last: int) -> Iterator[Token]:
        """Yield the nouns to which the names of parties and places in tokens `first` to `last` belong."""
        doc = sentence.span.doc
        for number in range(first, last):
            token = doc[number]
            known = self.lexicon.sectors.get(token.lemma_.lower())
            if (
                self.actors.mark_at(sentence, token) is not None
                or token.ent_type_ in ("GPE", "LOC", "ORG")
                or (known is not None and known[1] in self.lexicon.faced)
            ):
                head = phrase.head_of(token)
                owned = head.dep_ == "poss" and head.head.lemma_.lower() in self.lexicon.sectors
                yield head.head if owned else head

    def _part(self, sentence: ParsedSentence, head: Token) -> Iterator[PloverActor]:
        sector = self._sector(head)
        anchor = self._anchor(sentence, head)
        coded = False
        for mark in self._of(sentence, head):
            usual = sector or ("GOV" if mark.form in ("person", "government", "leader") else None)
            inner = self._state_in(mark) if mark.form == "body" else None
            actor = self._of_code(inner or mark.code, usual, anchor)
            if actor.code is not None:
                coded = True
                yield actor
        if coded:
            return
        code = self._body_in(head) or self._placed(head)
        if code is not None or sector is not None:
            yield PloverActor(code, sector or ("GOV" if code in STATES and head.dep_ in _ACTING else None), anchor)

    def _of(self, sentence: ParsedSentence, head: Token) -> list[PartyMention]:
        """Return the marks whose party a noun belongs to: its own name's, else its modifiers', else where it is."""
        own = self.actors.mark_at(sentence, head)
        if own is not None and (own.form != "body" or self._known(own)):
            return [own]
        for group in (phrase.modifiers(head), phrase.appositions(head), phrase.owners(head)):
            if self._body_in(head) is not None:
                return []
            marks = [mark for mark in (self.actors.mark_at(sentence, token) for token in group) if mark is not None]
            if marks:
                return list(dict.fromkeys(sorted(marks, key=lambda mark: mark.start)))
        return []

    def _known(self, body: PartyMention) -> bool:
        return self._state_in(body) is not None or self._of_code(body.code, None, None).code is not None

    def _state_in(self, body: PartyMention) -> str | None:
        """Return the state whose name a body's name holds ("the U.S. Department of Defense"), or None."""
        first = bisect_left(self.starts, body.start)
        within = self.context.parties[first : bisect_left(self.starts, body.end)]
        return next((party.code for party in within if party.code in STATES), None)

    def _body_in(self, head: Token) -> str | None:
        """Return the kind of a body that a noun phrase names and the gazetteer does not know, or None."""
        low = head.doc[phrase.first_of(head) : head.i + 1].text.lower()
        if head.tag_ not in ("NNP", "NNPS") and not any(token.tag_ == "NNP" for token in head.lefts):
            return None
        return next((kind for kind, words in self.lexicon.bodies.items() if any(word in low for word in words)), None)

    def _placed(self, head: Token) -> str | None:
        """Return the state of a place that nothing else gives a code to: a seat of government acts for its state."""
        tokens = [head, *phrase.modifiers(head)]
        if not any(token.ent_type_ in ("GPE", "LOC") or token.tag_ == "NNP" for token in tokens):
            return None
        text = head.doc[phrase.first_of(head) : head.i + 1].text
        low = text.lower()
        return next((code for name, code in self.lexicon.places.items() if name in low), None) or territory(text)

    def _of_code(self, code: str, sector: str | None, anchor: Anchor | None) -> PloverActor:
        if code in STATES:
            return PloverActor(code, sector, anchor)
        if code in self.lexicon.groups:
            where, usual = self.lexicon.groups[code]
            return PloverActor(where, usual, anchor)
        if code in groups():
            return PloverActor(None, sector or "REB", anchor)
        low = code.lower()
        kinds = (kind for kind, words in self.lexicon.bodies.items() if any(word in low for word in words))
        return PloverActor(next(kinds, "IGO" if code in self.bodies else None), sector, anchor)

    def _sector(self, noun: Token) -> str | None:
        """Return the sector that a noun or the words before it name ("opposition leader" is of the opposition)."""
        known = self.lexicon.sectors
        found = [known.get(noun.lemma_.lower()) or known.get(noun.lower_)]
        for token in (*phrase.modifiers(noun), *phrase.appositions(noun)):
            entry = known.get(token.lemma_.lower())
            if token.dep_ != "poss" and entry is not None and not (token.pos_ != "NOUN" and entry[1] == "CVL"):
                found.append(entry)
        ranks = [entry for entry in found if entry is not None]
        return min(ranks)[1] if ranks else None

    def _anchor(self, sentence: ParsedSentence, noun: Token) -> Anchor | None:
        """Return the place of a noun phrase, None where the parser takes white space for its noun."""
        if noun.is_space:
            return None
        return self.context.parsed.anchor_tokens(sentence, noun.doc[phrase.first_of(noun)], noun)
