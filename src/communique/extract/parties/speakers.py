"""The speakers: the parties that issue a document or in whose name it reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from communique.extract.gazetteer import known_bodies
from communique.extract.parse import ParsedSentence, plain
from communique.extract.parties.find import mentions_in
from communique.extract.parties.leaders import leaders_in
from communique.extract.parties.mention import PartyMention
from communique.extract.parties.remote import joins_remotely
from communique.packs import Pack
from communique.packs.codes import STATES

if TYPE_CHECKING:
    from communique.extract.context import Context

OPENING = 6
"""How many sentences of the body may name the speakers."""

_NOUN = (
    r"(?:Joint |Leaders'? |Vision |Press |Fact )*"
    r"(?:Statement|Declaration|Communiqu[eé]|Readout|Sheet|Release|Principles|Vision|Remarks)"
)
_ISSUED = re.compile(r"\b(?:by|from|between|among|of)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|from)\b", re.IGNORECASE)
_NOUN_AT = re.compile(rf"\b{_NOUN}\b", re.IGNORECASE)
_TOPIC = re.compile(
    r"(?::| [-–—] |\b(?:on|regarding|concerning|endorsing|announcing|reaffirming|commemorating|following|welcoming|"
    r"congratulating|establishing|launching|elevating|for|to|in|at|about|addressing|hold|holds|will|plan|impose|launch|"
    r"launches|announces?|continues?|reaffirm|highlighting|alongside)\b)",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"^(?:a |the )?(?:joint )?(?:fact sheet|readout|press release|media note)\s*:\s*(?:in [^,:]{3,30}, )?",
    re.IGNORECASE,
)
_FACTS = re.compile(r"^fact sheet\b", re.IGNORECASE)
_CO_CHAIRS = re.compile(r"\bco-?chairs?\b", re.IGNORECASE)
_ALONGSIDE = re.compile(r"\b(?:alongside|together with|joined by)\b", re.IGNORECASE)
_PAIRED = re.compile(r"^(?: ?[-–—/&] ?|,? and (?:the )?|, (?:the )?)$")
_COUNTED = re.compile(r"\band (\d{1,2}) (?:\w+ )?(?:Partners|Countries|Nations|Governments|States)\b")
_WE = re.compile(r"^\W*(?:Today,? |[A-Z][^,]{3,40}, )?We\b,? ", re.IGNORECASE)
_RELEASED = re.compile(
    r"\b(?:released|issued|adopted|made) (?:\w+ ){0,2}following (?:\w+ )?(?:statement|declaration|communiqu)",
    re.IGNORECASE,
)
# Who receives persons speaks with them ("President X hosted Prime Minister Y of B").
_RECEIVING = frozenset({"host", "receive", "welcome"})
_AMONG = re.compile(r"\b(?:between|among|amongst)\b[^.;:]*")
_JOINT = re.compile(r"\bjoint\b", re.IGNORECASE)


def find_speakers(context: Context) -> tuple[str, ...]:
    """Return the codes of the parties in whose name the document speaks, in the text's order.

    The title decides where it names them: the parties that it says issue the text ("Joint Statement of A, B and C",
    "A-B Joint Statement"), else the parties whose meeting it reports ("Joint Statement on the A-B Dialogue"). Else the
    opening does ("We, the leaders of A and B", "President X of A and Prime Minister Y of B met"), else a paragraph
    that is a list of parties. A group speaks as itself or as its members, as its pack says. The readout that one
    government issues of its talks speaks for all who talked ("the leaders discussed" are acts of both), issuer first.
    """
    finder = _Finder(context)
    title = " ".join(plain(context.parsed.document.title or "").split())
    issuers = finder.of_title(title)
    if _CO_CHAIRS.search(title):
        # "Co-Chairs' Statement": those who open the text as the chairs, not the group whose meeting it was
        chairs = tuple(code for code in finder.of_opening() if code in STATES)
        if len(chairs) > 1:
            return chairs
    if len(issuers) == 1 and issuers[0] not in STATES and _FACTS.match(title):
        # one government's account of what it did with its group ("President X and fellow G7 leaders agreed")
        together = finder.of_opening()
        if len(together) == 2 and issuers[0] in together:
            return together
    if issuers and not any(code in STATES for code in issuers):
        releasing = finder.of_release()
        if len(releasing) > len(issuers):
            return releasing
    counted = _COUNTED.search(title)
    if counted is not None and len(issuers) < 2:
        partners = finder.of_count(int(counted[1]), issuers)
        if partners:
            return (*issuers, *partners)
    if len(issuers) > 1 or (issuers and (issuers[0] not in STATES or not _JOINT.search(title))):
        return issuers
    named = finder.codes(m for m in finder.read(title) if m.code in STATES) if _JOINT.search(title) else ()
    if len(named) > 1:
        return named
    opening = finder.of_opening()
    if len(opening) > 1 or (opening and opening[0] not in STATES):
        return opening
    return finder.of_list() or issuers or opening


@dataclass(frozen=True, slots=True)
class _Finder:
    """Reads the speakers of one document from its title, its opening, or a list in it."""

    context: Context

    def of_title(self, title: str) -> tuple[str, ...]:
        text = self.joined(_KIND.sub("", title))
        noun = _NOUN_AT.search(text)
        lead = text[: noun.start()] if noun is not None else text
        topic = _TOPIC.search(lead)
        first = self.codes(self.read(lead[: topic.start()] if topic is not None else lead))
        beside = _ALONGSIDE.search(text) if first and noun is None else None
        if beside is not None:
            # "X announces a fund alongside B and C": they announce it with X
            return tuple(dict.fromkeys((*first, *self.codes(self.read(text[beside.end() :])))))
        if first and (len(first) > 1 or first[0] not in STATES or noun is None):
            return first
        start = 0 if noun is None else noun.end()
        for marker in _ISSUED.finditer(text, start):
            end = _TOPIC.search(text, marker.end())
            found = self.codes(self.read(text[marker.end() : end.start() if end is not None else len(text)]))
            if len(found) > 1 or (found and (found[0] not in STATES or _BY.fullmatch(marker.group()))):
                return tuple(dict.fromkeys((*first, *found)))
        rest = self.paired(text[start:])
        return rest or first

    def joined(self, text: str) -> str:
        """Return a title with the spaced dashes between parties closed up, so that other dashes set off a topic."""
        mentions = self.read(text)
        for left, right in reversed(list(pairwise(mentions))):
            if re.fullmatch(r" ?[-–—] ?", text[left.end : right.start]):
                text = text[: left.end] + "-" + text[right.start :]
        return text

    def paired(self, text: str) -> tuple[str, ...]:
        """Return the codes that a text names side by side ("the U.S.-Israel Group", "A's meeting with B")."""
        mentions = self.read(text)
        for left, right in pairwise(mentions):
            gap = text[left.end : right.start]
            if _PAIRED.match(gap) or re.search(
                r"'s\b.*\b(?:call|meeting|visit)\b.*\b(?:with|to)\b", gap, re.IGNORECASE
            ):
                return self.codes(mentions)
        groups = {pack.code for pack in self.context.packs}
        return self.codes([mention for mention in mentions if mention.code in groups])

    def read(self, text: str) -> list[PartyMention]:
        """Return the mentions in a text of what can speak: states, bodies of states, known office holders."""
        found = [m for m in mentions_in(text, self.context.packs) if _can_speak(m, self.context.packs)]
        return sorted((*found, *leaders_in(text)), key=lambda mention: (mention.start, mention.end))

    def codes(self, mentions: Iterable[PartyMention]) -> tuple[str, ...]:
        """Return the codes of mentions, groups that speak as their members replaced by these, each once."""
        members = {pack.code: pack.codes for pack in self.context.packs if pack.speaks_as == "members"}
        codes: dict[str, None] = {}
        for mention in mentions:
            codes.update(dict.fromkeys(members.get(mention.code, (mention.code,))))
        return tuple(codes)

    def of_opening(self) -> tuple[str, ...]:
        """Return the parties that one of the first sentences makes its subject, or says it is among.

        A sentence that begins with "We, the leaders of ..." goes before others; a party that stands alone before the
        others ("Ms. A welcomed officials. Ministers of B and C joined") speaks with them.
        """
        sentences = list(islice(self.context.parsed.body, OPENING))
        for sentence in sentences:
            if _WE.match(sentence.span.text):
                found = self.codes(self.within(sentence, 0, _first_verb(self.context, sentence)))
                if found:
                    return found
        single: tuple[str, ...] = ()
        for sentence in sentences:
            for part in _parts(self.context, sentence):
                found = self.codes(self.within(sentence, *part))
                if len(found) == 1 and sentence.span.root.lemma_ in _RECEIVING:
                    found = self.codes(
                        m for m in self.within(sentence, part[0], _length(sentence)) if m.form == "leader"
                    )
                if len(found) > 1 or (found and found[0] not in STATES):
                    return tuple(dict.fromkeys((*single, *found, *self.of_remote(sentences))))
                single = single or found
        return single

    def of_release(self) -> tuple[str, ...]:
        """Return the parties that a lead-in says released "the following statement", () where none says so."""
        for sentence in islice(self.context.parsed.body, OPENING):
            if _RELEASED.search(sentence.span.text):
                return self.codes(self.within(sentence, 0, _first_verb(self.context, sentence)))
        return ()

    def of_remote(self, sentences: Sequence[ParsedSentence]) -> tuple[str, ...]:
        """Return the states whose persons are said to have joined the others at a distance."""
        remote = [sentence for sentence in sentences if joins_remotely(sentence)]
        found = [m for s in remote for m in self.within(s, 0, _first_verb(self.context, s)) if m.code in STATES]
        return self.codes(found)

    def within(self, sentence: ParsedSentence, start: int, end: int) -> list[PartyMention]:
        """Return what can speak between two places of a sentence, the persons of known parties too."""
        first, last = sentence.start + start, sentence.start + end
        parties = [m for m in self.context.parties if first <= m.start < last and _can_speak(m, self.context.packs)]
        leaders = [
            PartyMention(m.start + first, m.end + first, m.code, m.form)
            for m in leaders_in(self.context.parsed.plain[first:last])
        ]
        persons = [
            PartyMention(anchor.start, anchor.end, person.party, "leader")
            for person in self.context.persons
            if person.party is not None
            for anchor in person.mentions
            if first <= anchor.start < last
        ]
        persons = [mention for mention in persons if _can_speak(mention, self.context.packs)]
        return sorted((*parties, *leaders, *persons), key=lambda mention: (mention.start, mention.end))

    def of_count(self, count: int, issuers: tuple[str, ...]) -> tuple[str, ...]:
        """Return the partners whom the title only counts ("X and 13 Partners"): those of one sentence, as many."""
        for sentence in self.context.parsed.body:
            named = [m for m in self.context.parties if sentence.start <= m.start < sentence.end and m.code in STATES]
            partners = tuple(code for code in self.codes(named) if code not in issuers)
            if len(partners) == count:
                return partners
        return ()

    def of_list(self) -> tuple[str, ...]:
        """Return the parties of a paragraph that is little else than a list of them, five at least."""
        parties = self.context.parties
        for block in self.context.parsed.document.blocks:
            inside = [m for m in parties if block.start <= m.start < block.end and m.code in STATES | {"EU"}]
            named = sum(mention.end - mention.start for mention in inside)
            if len(self.codes(inside)) >= 5 and named * 2 > block.end - block.start:
                return self.codes(inside)
        return ()


def _parts(context: Context, sentence: ParsedSentence) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a sentence that may name its subject: up to its first verb, its subject, "between ..."."""
    text, base, root = sentence.span.text, int(sentence.span.start_char), sentence.span.root
    yield 0, _first_verb(context, sentence)
    for token in root.children:
        if token.dep_ in ("nsubj", "nsubjpass", "csubj"):
            yield token.left_edge.idx - base, token.right_edge.idx + len(token.right_edge) - base
    if root.i > sentence.span.start:
        yield 0, root.idx - base
    if re.match(r"(?:We|The|Our|Today)\b", text):
        for match in _AMONG.finditer(text):
            yield match.span()


def _length(sentence: ParsedSentence) -> int:
    return sentence.end - sentence.start


def _first_verb(context: Context, sentence: ParsedSentence) -> int:
    """Return where the first finite verb stands, counted from the sentence's start; its length where it has none.

    The tagger takes parts of long lists of states for verbs, so what lies in the name of a party does not count.
    """
    base = int(sentence.span.start_char)
    named = {
        place for m in context.parties for place in range(m.start, m.end) if sentence.start <= m.start < sentence.end
    }
    for token in sentence.span:
        finite = token.tag_ in ("VBD", "VBP", "VBZ", "MD") or (token.tag_ == "VB" and token.dep_ == "ROOT")
        if finite and sentence.offset + token.idx not in named:
            return int(token.idx - base)
    return _length(sentence)


def _can_speak(mention: PartyMention, packs: Sequence[Pack]) -> bool:
    return mention.code in _speaking() or mention.code in {pack.code for pack in packs}


@lru_cache(maxsize=1)
def _speaking() -> frozenset[str]:
    """Return the codes of states and of the bodies that issue texts as states do."""
    return STATES | {body.party for body in known_bodies() if body.party is not None and body.acts == "state"}
