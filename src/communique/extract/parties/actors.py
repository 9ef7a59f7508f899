"""Actors: who speaks in a clause, and whom the words of a clause name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from communique.extract.context import Context
from communique.extract.parse import ParsedSentence
from communique.extract.parties.gazetteer import full_names
from communique.extract.parties.leaders import leaders_in
from communique.extract.parties.mention import PartyMention
from communique.extract.parties.words import Words, words

_FIRST = frozenset({"we", "us", "i", "ourselves"})
_ALL = frozenset({"both", "each", "all"})
_OURS = frozenset({"our", "both", "two", "three", "four", "five", "seven"})
# Who has put the name to a text: "endorsing countries", "participating governments".
_JOINED = frozenset({"endorsing", "participating", "signatory"})
_MANY = 3
_INSIDE = frozenset(
    {"compound", "amod", "nmod", "poss", "det", "conj", "cc", "appos", "punct", "nummod", "case", "predet"}
)
_OWNING = frozenset({"of", "from", "between", "among", "representing"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


@dataclass(frozen=True, slots=True)
class Actors:
    """Who can speak in one document; built once (`Actors.of`) and asked clause by clause."""

    speakers: tuple[str, ...]
    members: dict[str, tuple[str, ...]]
    marks: tuple[PartyMention, ...]
    starts: tuple[int, ...]
    posts: tuple[tuple[int, str, str], ...]
    first_person: bool
    frameworks: frozenset[str]
    sentences: tuple[ParsedSentence, ...]
    words: Words = field(default_factory=words)

    @classmethod
    def of(cls, context: Context) -> Actors:
        """Collect a document's parties, persons and named bodies; where two overlap, the longer one stands."""
        marks = [*context.parties]
        posts: list[tuple[int, str, str]] = []
        for person in context.persons:
            for anchor in person.mentions:
                code = person.party or next((m.code for m in leaders_in(anchor.quote)), None)
                if code is not None:
                    marks.append(PartyMention(anchor.start, anchor.end, code, "person"))
                    posts.append((anchor.start, code, (person.post or "").lower()))
        marks += [PartyMention(m.start, m.end, m.code, "person") for m in leaders_in(context.parsed.plain)]
        named = {name: code for code, names in full_names().items() for name in names}
        bodies = [
            PartyMention(anchor.start, anchor.end, named.get(body.name.lower(), body.name), "body")
            for body in context.organizations
            for anchor in body.mentions
        ]
        kept = _longest(marks, bodies)
        return cls(
            speakers=context.speakers,
            members={pack.code: pack.codes for pack in context.packs if pack.code is not None},
            marks=kept,
            starts=tuple(mark.start for mark in kept),
            posts=tuple(sorted(posts)),
            first_person=_speaks_as_we(context),
            frameworks=_acronyms(context.parsed.document.title or ""),
            sentences=context.parsed.sentences,
        )

    def speaking(self, sentence: ParsedSentence, subject: Token | None) -> tuple[str, ...] | None:
        """Return the codes of the speakers that a subject stands for, or None where it is none of them.

        `subject` is the head of the subject's noun phrase, None where the clause has none of its own (a shared subject,
        a bullet). All the speakers stand behind "we", "they", "the three sides", "our governments", the group whose
        members they are; a part of them behind the parties, persons and posts that the noun phrase names ("Japan and
        the ROK", "Mr. Akiba", "the U.S. delegation", "the Prime Minister"), in the order written. Things, third parties
        and people of nobody's ("world leaders") are None.
        """
        if subject is None:
            return self.speakers
        supported = self._supported(sentence, subject)
        if supported:
            return supported
        head = _antecedent(subject)
        word = head.lower_
        if word in _FIRST or (word in _ALL and head.dep_ in _SUBJECTS and not _nouns(head)):
            return self.speakers
        if head.tag_ in ("PRP", "PRP$"):
            return self._pronoun(sentence, head)
        return self._named(sentence, head)

    def mark_at(self, sentence: ParsedSentence, token: Token) -> PartyMention | None:
        """Return the party, person or body whose name a token is part of, or None."""
        place = sentence.offset + token.idx
        number = bisect_right(self.starts, place) - 1
        return self.marks[number] if number >= 0 and place < self.marks[number].end else None

    def between(self, sentence: ParsedSentence, first: int, last: int) -> Iterator[tuple[Token, PartyMention]]:
        """Yield the marks that start in tokens `first` (inclusive) to `last` (exclusive), each with its last token."""
        previous: PartyMention | None = None
        for number in range(first, last):
            mark = self.mark_at(sentence, sentence.span.doc[number])
            if mark is not None and mark is not previous:
                end = number
                while end + 1 < last and self.mark_at(sentence, sentence.span.doc[end + 1]) is mark:
                    end += 1
                previous = mark
                yield sentence.span.doc[end], mark

    def own(self, code: str) -> tuple[str, ...]:
        """Return the speakers that a code stands for: itself, its group's members, or nobody."""
        if code in self.speakers:
            return (code,)
        members = self.members.get(code, ())
        if members and set(members) >= set(self.speakers):
            return self.speakers
        if any(code in self.members.get(speaker, ()) for speaker in self.speakers):
            return (code,)
        return ()

    def _supported(self, sentence: ParsedSentence, subject: Token) -> tuple[str, ...]:
        """Return who acts "with support from" others, where the parser takes the support for the subject."""
        doc, first = subject.doc, sentence.span.start
        if subject.lower_ != "support" or subject.i - 2 <= first or doc[subject.i - 1].lower_ != "with":
            return ()
        comma = subject.i - 2
        start = next((k + 1 for k in range(comma - 1, first - 1, -1) if doc[k].text == ","), first)
        marks = self.between(sentence, start, comma) if doc[comma].text == "," else ()
        return tuple(dict.fromkeys(code for _, mark in marks for code in self.own(mark.code)))

    def _named(self, sentence: ParsedSentence, head: Token) -> tuple[str, ...] | None:
        mark = self.mark_at(sentence, head)
        role = self._role(head)
        if mark is None and role is None:
            return None
        tokens = _before_support(sorted(_phrase(head, owning=mark is None), key=lambda token: token.i))
        if mark is not None and sentence.offset + head.idx + len(head) > mark.end + 1:
            return None
        codes: dict[str, None] = {}
        named = False
        for token in tokens:
            found = self.mark_at(sentence, token)
            if found is not None:
                named = True
                codes.update(dict.fromkeys(self.own(found.code)))
            elif token.dep_ in (*_SUBJECTS, "conj") and self._bare_post(sentence, token):
                named = True
                codes.update(dict.fromkeys(self._holder(sentence, token) or ()))
            elif token.dep_ == "conj" and codes and self._rest(token):
                return self.speakers
        if named:
            return tuple(codes) or None
        if role == "post":
            return self._holder(sentence, head)
        ours = any(child.dep_ == "compound" and child.text in self.frameworks for child in head.children)
        return self.speakers if role == "speakers" or (ours and role is not None) else None

    def _rest(self, token: Token) -> bool:
        """Tell whether a noun beside a speaker stands for the others: "our IPEF partners", "and other leaders"."""
        before = [child.text for child in token.children if child.i < token.i]
        if token.lower_ in self.words.roles_determined:
            return any(word in self.frameworks for word in before)
        return token.lower_ in self.words.roles_always and "other" in before

    def _role(self, head: Token) -> str | None:
        """Tell what a noun says of people: "speakers" by itself, "post" of one holder, "named" only with a party."""
        word = head.lower_
        before = {token.lower_ for token in head.subtree if token.i < head.i and head.i - token.i < 8}
        known = self.words
        stranger = bool(before & known.strangers)
        if word in known.roles_always:
            return "named" if stranger else "speakers"
        if word in known.unions:
            ours = "our" in before or ("the" in before and len(self.speakers) < 4)
            return "speakers" if ours and not stranger and len(self.speakers) > 1 else "named"
        if word in known.roles_determined:
            counted = bool(before & _OURS)
            every = bool(before & {"all", "every"}) and not counted
            definite = "the" in before and not any(
                child.dep_ in ("relcl", "acl", "prep") or (child.dep_ == "compound" and child.text[0].isupper())
                for child in head.children
            )
            if self._by_themselves(head):
                return "speakers"
            return "speakers" if (counted or definite) and not stranger and not every else "named"
        if head.lemma_.lower() in known.posts:
            return "post"
        if word in ("government", "administration") and len(self.speakers) == 1 and "the" in before and not stranger:
            return "speakers"
        return "named" if word in known.roles_named else None

    def _by_themselves(self, head: Token) -> bool:
        """Tell whether a noun without an article stands for those who speak ("endorsing countries agreed").

        Without any word before it, it does where many speak and the verb tells in the past what was said.
        """
        before = [child.lower_ for child in head.children if child.i < head.i and not child.is_punct]
        after = any(child.i > head.i for child in head.children)
        verb = head.head
        said = head.dep_ == "nsubj" and verb.tag_ == "VBD" and verb.lemma_.lower() in self.words.speech
        if not said or after or len(self.speakers) < 2:
            return False
        return all(word in _JOINED for word in before) and (bool(before) or len(self.speakers) > _MANY)

    def _bare_post(self, sentence: ParsedSentence, token: Token) -> bool:
        """Tell whether a noun is a post with no name or party beside it ("the Prime Minister")."""
        return self._role(token) == "post" and all(
            self.mark_at(sentence, child) is None for child in _phrase(token, owning=True) if child.dep_ != "conj"
        )

    def _holder(self, sentence: ParsedSentence, head: Token) -> tuple[str, ...] | None:
        """Return the party of whoever holds a post ("the Prime Minister"), all holders' of a plural."""
        lemma, place = head.lemma_.lower(), sentence.offset + head.idx
        holders = [(start, code) for start, code, post in self.posts if lemma in post and code in self.speakers]
        if head.tag_ in ("NNS", "NNPS"):
            return tuple(dict.fromkeys(code for _, code in holders)) or self.speakers
        codes = list(dict.fromkeys(code for _, code in holders))
        if len(codes) == 1:
            return (codes[0],)
        earlier = [code for start, code in holders if start < place]
        if earlier:
            return (earlier[-1],)
        return self.speakers if len(self.speakers) == 1 else None

    def _pronoun(self, sentence: ParsedSentence, head: Token) -> tuple[str, ...] | None:
        word = head.lower_
        if word in ("he", "she"):
            place = sentence.offset + head.idx
            number = bisect_right(self.starts, place) - 1
            while number >= 0 and self.marks[number].form != "person":
                number -= 1
            return None if number < 0 else self.own(self.marks[number].code) or None
        if word == "it" and head.dep_ == "nsubjpass" and any(child.dep_ == "ccomp" for child in head.head.children):
            return self.speakers
        earlier = self._earlier_subject(sentence, head)
        if earlier is None:
            return self.speakers if word == "they" and not self.first_person else None
        where, subject = earlier
        before = None if subject.tag_ == "PRP" else self._named(where, _antecedent(subject))
        if word == "it":
            told = where is sentence or head.head.lemma_.lower() in self.words.speech
            return before if told and self.mark_at(where, subject) is not None else None
        if word != "they":
            return None
        if before is not None:
            return before if 1 < len(before) < len(self.speakers) else self.speakers
        if self.first_person or self._third_party(where, subject):
            return None
        return self.speakers

    def _earlier_subject(self, sentence: ParsedSentence, head: Token) -> tuple[ParsedSentence, Token] | None:
        """Return the subject before a pronoun, in its sentence or as that of the sentence before in its block."""
        for token in reversed(sentence.span.doc[sentence.span.start : head.i]):
            if token.dep_ in _SUBJECTS and token.tag_ not in ("WDT", "WP", "EX"):
                return sentence, token
        if sentence.index == 0:
            return None
        before = self.sentences[sentence.index - 1]
        if before.block is not sentence.block:
            return None
        return next(((before, c) for c in before.span.root.children if c.dep_ in _SUBJECTS), None)

    def _third_party(self, sentence: ParsedSentence, subject: Token) -> bool:
        """Tell whether a subject is of a party that does not speak ("Russian forces", "the Houthis")."""
        return any(
            mark is not None and not self.own(mark.code)
            for mark in (self.mark_at(sentence, token) for token in _phrase(subject, owning=True))
        )


def _speaks_as_we(context: Context) -> bool:
    """Tell whether a text speaks in the first person, so that "they" in it are others."""
    subjects = [
        child.lower_
        for sentence in context.parsed.body
        for child in sentence.span.root.children
        if child.dep_ in _SUBJECTS
    ]
    ours = subjects.count("we")
    told = sum(word in ("they", "leaders", "sides", "officials", "presidents", "ministers") for word in subjects)
    return ours > 2 and ours > told


def _acronyms(title: str) -> frozenset[str]:
    """Return what a title's names can be shortened to: the initials of each run of its capitalised words."""
    words_of = [word.strip(".,:;()'\"") for word in title.split()]
    runs: set[str] = set()
    for parts in (words_of, title.replace("-", " ").split()):
        initials = "".join(word[0] for word in parts if word[:1].isupper())
        runs |= {initials[i : i + n] for n in range(3, 7) for i in range(len(initials) - n + 1)}
    return frozenset(runs | {word for word in words_of if len(word) > 2 and word.isupper()})


def _longest(marks: list[PartyMention], bodies: list[PartyMention]) -> tuple[PartyMention, ...]:
    """Return marks that do not overlap, in the text's order: of two that do the longer, a person before a party.

    Bodies fill only what is left: the "U.S." of a "U.S. Department" is the United States.
    """
    kept: list[PartyMention] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end, m.form != "person")):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
        elif mark.end - mark.start > kept[-1].end - kept[-1].start and kept[-1].form != "person":
            kept[-1] = mark
    starts = [mark.start for mark in kept]
    for body in bodies:
        after = bisect_right(starts, body.end - 1)
        if after == 0 or kept[after - 1].end <= body.start:
            kept.insert(after, body)
            starts.insert(after, body.start)
    return tuple(kept)


def _antecedent(subject: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or the token itself."""
    if subject.tag_ in ("WDT", "WP") or subject.lower_ in ("which", "who", "that"):
        verb = subject.head
        while verb.dep_ == "conj":
            verb = verb.head
        if verb.dep_ == "relcl":
            return verb.head
    return subject


def _before_support(tokens: list[Token]) -> list[Token]:
    """Return the tokens before ", with": those who only support ("..., with support from A and B") do not act."""
    doc = tokens[0].doc
    for token in tokens:
        if any(doc[k].text == "," and doc[k + 1].lower_ == "with" for k in range(tokens[0].i, token.i)):
            return [other for other in tokens if other.i < token.i] or tokens[:1]
    return tokens


def _nouns(head: Token) -> bool:
    return any(child.dep_ in ("pobj", "prep") for child in head.children)


def _phrase(head: Token, *, owning: bool) -> Iterator[Token]:
    """Yield the tokens of a noun phrase that say whose it is: modifiers, conjuncts, "of", "from" and "between".

    Relative clauses and circumstances ("with support from the Netherlands") are left out. Where `owning` is False, so
    are possessors: "Japan's" in "Japan's partners and the United States" is no head.
    """
    stack = [head]
    while stack:
        token = stack.pop()
        yield token
        for child in token.children:
            if child.dep_ in _INSIDE and (owning or child.dep_ != "poss"):
                stack.append(child)
            elif child.dep_ == "prep" and child.lower_ in _OWNING:
                stack.extend(grand for grand in child.children if grand.dep_ == "pobj")
