"""Who a clause is about: the speakers, a body of theirs, another party, or a thing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.extract.acts.clauses import Clause, phrase_before
from communique.extract.acts.lexicon import SAYING, Lexicon
from communique.extract.acts.verbs import FINITE_TAGS
from communique.extract.context import Context
from communique.extract.parse import ParsedSentence, plain
from communique.extract.parties.actors import Actors
from communique.packs.codes import STATES

Codes = tuple[str, ...]
_HONOURS = frozenset({"majesty", "highness", "excellency"})
_MEMBERS = frozenset({"partners", "participants", "members", "countries", "leaders", "ministers", "parties"})
_OWNERS = frozenset({"amod", "compound", "poss", "nmod"})
_GLOSSED = re.compile(r"((?:[A-Z][\w-]+ (?:(?:and|of|on|for) )?){1,6}[A-Z][\w-]+) \(\W?([A-Z]{2,8})\W?\)")
# Words in the longest name of an agency.
_NAME = 4
# What stands between the names of a list, and how long a name's gloss in brackets may be.
_BETWEEN = frozenset({",", "and", "the", "(", ")", "or"})
_BRACKET = 8
_QUANTITIES = frozenset({"all", "each", "both", "some", "none", "neither"})


@dataclass(frozen=True, slots=True)
class Subjects:
    """Answers who speaks in a clause of one document; built once by `Subjects.of`."""

    context: Context
    lexicon: Lexicon
    actors: Actors
    starts: Sequence[int]
    title: str
    initials: frozenset[str] = frozenset()

    @classmethod
    def of(cls, context: Context, lexicon: Lexicon) -> Subjects:
        """Collect the parties of a document."""
        title = plain(context.parsed.document.title or "").lower()
        return cls(
            context,
            lexicon,
            Actors.of(context),
            [party.start for party in context.parties],
            title,
            _own_initials(context.parsed.plain, title, lexicon),
        )

    def speaker(self, sentence: ParsedSentence, clause: Clause) -> tuple[Clause, Codes | None]:
        """Return the clause with the subject that speaks, and its codes; None where no speaker is the subject.

        Where the parser's subject is none of the speakers, but the noun phrase right before the verb is, that one is
        the subject: the parser joins it to an opening phrase ("With this memorandum, the two sides intend ...").
        """
        subject = clause.subject
        codes = self.actors.speaking(sentence, subject)
        if codes is None and subject is not None and subject.lower_ in _HONOURS:
            # "His Majesty thanked": one of the speakers, the text says not here which
            return clause, self.context.speakers
        if subject is None:
            return clause, None if _by_doing(clause) else codes
        if codes is None and (self._are_members(subject) or (subject.lower_ in _QUANTITIES and _of_us(subject))):
            return clause, self.context.speakers
        listed, end = self._whole_list(sentence, clause)
        if codes is not None and set(listed) > set(codes):
            return clause, listed
        if codes is None and len(listed) > 1 and subject.i < end:
            return replace(clause, subject=sentence.span.doc[end], own=True), listed
        phrase = phrase_before(clause)
        if phrase is None:
            return clause, codes
        last = sentence.span.doc[phrase[1] - 1]
        named = [code for _, mark in self.actors.between(sentence, *phrase) for code in self.actors.own(mark.code)]
        if codes is not None and subject.dep_ not in ("conj", "appos"):
            # "part of a plan for the region, Japan, the Philippines, and the United States commit": all of them
            more = last.i == subject.i and set(named) > set(codes)
            return (replace(clause, first=phrase[0]), tuple(dict.fromkeys(named))) if more else (clause, codes)
        if named and self.actors.mark_at(sentence, last) is not None:
            codes = tuple(dict.fromkeys(named))
        elif codes is None:
            codes = self.actors.speaking(sentence, last)
        if codes is None:
            return clause, None
        return replace(clause, subject=last, own=True, first=phrase[0]), codes

    def _whole_list(self, sentence: ParsedSentence, clause: Clause) -> tuple[Codes, int]:
        """Return the speakers of the list of names that opens a sentence and ends at the clause's verb, and its end.

        The parser loses all but the last of a long list ("The Governments of A, B, the Republic of C, and D concur").
        A phrase with a comma may stand before it ("In this spirit, A (a) and B (b) have agreed").
        """
        doc, start = sentence.span.doc, sentence.span.start
        i = (clause.head if clause.modal is None else clause.modal).i - 1
        while i > start and (doc[i].pos_ in ("ADV", "AUX", "PART") or doc[i].lower_ in ("each", "both", "also")):
            i -= 1
        if i > start and doc[i].lower_ == ")":
            i = next((j - 1 for j in range(i, max(start, i - _BRACKET), -1) if doc[j].lower_ == "("), i)
        last = i
        if clause.form != "main" or i < start or self.actors.mark_at(sentence, doc[i]) is None:
            return (), last
        while i >= start and self._goes_in_list(sentence, doc[i]):
            i -= 1
        first = i + 1
        while i >= start and (doc[i].is_space or doc[i].is_punct or doc[i].lower_ in ("today", "we", "the")):
            i -= 1
        opened = i >= start and doc[i].pos_ == "NOUN" and doc[i + 1].lower_ == "," and doc[start].pos_ == "ADP"
        if i >= start and (not opened or any(token.tag_ in FINITE_TAGS for token in doc[start:i])):
            return (), last
        marks = self.actors.between(sentence, first, last + 1)
        return tuple(dict.fromkeys(code for _, mark in marks for code in self.actors.own(mark.code))), last

    def _goes_in_list(self, sentence: ParsedSentence, token: Token) -> bool:
        known = self.actors.words
        if token.pos_ == "PROPN" or token.lower_ in _BETWEEN or self.actors.mark_at(sentence, token) is not None:
            return True
        if token.lower_ in ("of", "from"):
            before = token.nbor(-1) if token.i > sentence.span.start else token
            return before.pos_ == "PROPN" or before.lower_ in known.roles_always | known.roles_determined
        return token.lower_ in known.roles_always | known.roles_determined and token.nbor().lower_ in ("of", "from")

    def agents(self, sentence: ParsedSentence, clause: Clause) -> Codes:
        """Return the speakers for whom an agency or a capital acts ("USAID plans to", "Washington reaffirmed")."""
        subject = clause.subject
        if subject is None or subject.pos_ == "PRON":
            return ()
        subjects = [subject, *(child for child in subject.rights if child.dep_ == "conj")]
        subjects += [grand for child in subjects[1:] for grand in child.rights if grand.dep_ == "conj"]
        codes = [self._agent(token, sentence, clause) for token in subjects]
        return tuple(dict.fromkeys(code for code in codes if code is not None and self.actors.own(code)))

    def _agent(self, token: Token, sentence: ParsedSentence, clause: Clause) -> str | None:
        """Return the state of the agency that a noun names or belongs to, or of the capital it names, or None."""
        doc, last = sentence.span.doc, sentence.span.end
        agencies = self.lexicon.agencies
        for first, reach in ((token.i, _NAME), (token.i - 1, 2), (token.i - 2, 3), (token.i - 3, 4)):
            if first < sentence.span.start or doc[first].text.partition("-")[0] not in self.lexicon.agency_openers:
                continue
            for end in range(min(last, first + reach), max(token.i, first), -1):
                name = doc[first:end].text
                if name in agencies and (name.isupper() or " " in name or not _modified(token)):
                    return agencies[name]
        verb = self.lexicon.verbs.get(clause.head.lemma_.lower())
        saying = verb is not None and verb.group in SAYING and token.pos_ == "PROPN"
        name = doc[token.i - 1 : token.i + 1].text if token.i > sentence.span.start else token.text
        return (self.lexicon.capitals.get(name) or self.lexicon.capitals.get(token.text)) if saying else None

    def _are_members(self, subject: Token) -> bool:
        """Tell whether a subject is the members of what the title names, by word or initials ("the Quad partners")."""
        if subject.lower_ not in _MEMBERS:
            return False
        initials = "".join(word[0] for word in self.title.replace("-", " ").split())
        named = [child.lower_ for child in subject.lefts if child.dep_ == "compound" and child.text[0].isupper()]
        return any(name in self.title.split() or (len(name) > 2 and name in initials) for name in named)

    def is_body(self, sentence: ParsedSentence, subject: Token) -> bool:
        """Tell whether a subject is a body or people of the speakers, by its noun or by a speaker's name in it."""
        bodies = self.lexicon.words["own_bodies"]
        if subject.tag_ == "VBG" and subject.dep_ == "csubj":
            return False  # "exercising these capabilities will"
        if subject.text in self.initials:
            return True
        named = subject.lemma_.lower() in bodies or subject.lower_ in bodies
        foreign = self._is_foreign(sentence, subject) or self._of_strangers(sentence, subject)
        return (named and not foreign) or self.is_agency(sentence, subject)

    def is_agency(self, sentence: ParsedSentence, subject: Token) -> bool:
        """Tell whether a subject is a body whose name says that it is a speaker's ("the Japan Coast Guard")."""
        mark = self.actors.mark_at(sentence, subject)
        if mark is None or mark.form != "body" or self._is_foreign(sentence, subject):
            return False
        if mark.code.lower() in self.title:
            return True
        first = bisect_left(self.starts, mark.start)
        within = self.context.parties[first : bisect_left(self.starts, mark.end)]
        return any(self.actors.own(party.code) for party in within)

    def is_party(self, sentence: ParsedSentence, subject: Token) -> bool:
        """Tell whether a subject names a party, a person or a body that is no agency of the speakers."""
        mark = self.actors.mark_at(sentence, subject)
        if mark is None or self.is_agency(sentence, subject):
            return False
        return mark.form != "body" or self._is_foreign(sentence, subject) or not self.is_body(sentence, subject)

    def _of_strangers(self, sentence: ParsedSentence, subject: Token) -> bool:
        """Tell whether a noun is said to be only of states that do not speak ("North Korean officials")."""
        marks = [self.actors.mark_at(sentence, child) for child in subject.lefts if child.dep_ in _OWNERS]
        states = [mark for mark in marks if mark is not None and mark.code in STATES]
        return bool(states) and not any(self.actors.own(mark.code) for mark in states)

    def _is_foreign(self, sentence: ParsedSentence, subject: Token) -> bool:
        """Tell whether a body's name says that it is no speaker's ("the United Nations Security Council")."""
        mark = self.actors.mark_at(sentence, subject)
        if mark is None or mark.form != "body":
            return False
        name = self.context.parsed.plain[mark.start : mark.end].lower()
        if name in self.title or mark.code.lower() in self.title:
            return False
        words = name.replace("-", " ").split()
        return bool(self.lexicon.words["foreign_words"].intersection(words))

    def binds(self, sentence: ParsedSentence, clauses: Sequence[Clause], bound: bool) -> bool:
        """Tell whether a sentence is about the speakers or a body of theirs, for the "it" of the next sentence."""
        for clause in clauses:
            if clause.form == "main" and clause.subject is not None:
                if clause.subject.lower_ == "it":
                    return bound
                speaking = self.actors.speaking(sentence, clause.subject)
                return speaking is not None or self.is_body(sentence, clause.subject)
        return False

    def codes_in(self, sentence: ParsedSentence, first: int, end: int) -> Codes:
        """Return the codes of the speakers that the tokens from `first` to `end` name, in the text's order."""
        found = (code for _, mark in self.actors.between(sentence, first, end) for code in self.actors.own(mark.code))
        return tuple(dict.fromkeys(found))

    def named(self, sentence: ParsedSentence, first: int, end: int, codes: Sequence[str]) -> frozenset[int]:
        """Return the indices of the tokens from `first` to `end` that name one of `codes`."""
        return frozenset(
            token.i
            for token, mark in self.actors.between(sentence, first, end)
            if any(code in codes for code in self.actors.own(mark.code))
        )

    def allies(self, sentence: ParsedSentence, first: int, end: int, speaking: Sequence[str]) -> frozenset[int]:
        """Return the indices of the tokens from `first` to `end` that name a state which is none of those who speak."""
        adversaries = self.lexicon.words["adversaries"]
        return frozenset(
            token.i
            for token, mark in self.actors.between(sentence, first, end)
            if mark.code in STATES and mark.code not in speaking and mark.code not in adversaries
        )


def _by_doing(clause: Clause) -> bool:
    """Tell whether a singular verb has a gerund that opens the sentence as its subject ("Doing so helps us")."""
    first = clause.head.sent[0]
    return clause.form == "main" and clause.head.tag_ == "VBZ" and first.tag_ == "VBG" and first.i < clause.head.i


def _own_initials(text: str, title: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the initials of the bodies that a text sets up or glosses as its own ("the Joint Task Force (JTF)").

    Abstract ones ("the Climate Initiative (CI)") are left out, and bodies of the world at large unless the title, too,
    opens so.
    """
    words, found = lexicon.words, set()
    for match in _GLOSSED.finditer(text):
        name = match.group(1).lower().split()
        head = name[-1]
        if head not in words["own_bodies"] or head in words["abstract_bodies"] or head in ("agency", "commission"):
            continue
        named = " ".join(name[:2]) in title
        if named or not (words["foreign_words"].intersection(name) or " ".join(name) in words["outside_bodies"]):
            found.add(match.group(2))
    return frozenset(found)


def _modified(noun: Token) -> bool:
    """Tell whether words beside its article name a noun further ("the Partnership Commission")."""
    return any(child.dep_ in ("compound", "amod", "nmod") and child.ent_type_ != "GPE" for child in noun.lefts)


def _of_us(subject: Token) -> bool:
    """Tell whether a quantity is one of the speakers: "all of us", "each of our governments"."""
    return any(
        grand.lower_ == "us" or any(great.lower_ == "our" for great in grand.lefts)
        for child in subject.rights
        if child.lower_ == "of"
        for grand in child.rights
    )
