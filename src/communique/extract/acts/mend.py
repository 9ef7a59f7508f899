"""Find acts that the parser hid: a verb taken for a noun or modifier, a main verb hung below its subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from communique.extract.acts.lexicon import Lexicon, Verb
from communique.extract.acts.places import RELATIVES, subordinated
from communique.extract.acts.verbs import FINITE_TAGS, VERBAL, is_past, modal_of, subject_of
from communique.extract.parties.words import words

if TYPE_CHECKING:
    from communique.extract.acts.clauses import Clause

_SHORTEST = 6
# Adverbs with which a stance is taken, not a thing that is told or planned.
_EMPHATIC = frozenset({"fully", "strongly", "firmly", "warmly", "unequivocally", "sincerely", "categorically"})
# What goes on with a "will" before it: "we will name an official, and ask them to report", unlike "and condemn".
_ALSO_DONE = frozenset({"ask", "encourage", "invite", "request", "challenge", "recommend", "press"})
_PHRASE_REACH = 8
_ASIDE = frozenset({"ADV", "PART"})
_AFTER_PARTICIPLE = frozenset({"by", "in", "at", "under", "between", "with", "from", "as", "during"})
_OBJECT_OPENERS = frozenset({"DT", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "JJR"})
_OBJECT_TAGS = frozenset({"DT", "PRP$", "IN", "TO", "WDT"})


def rescued_main(span: Span, lexicon: Lexicon) -> tuple[Token, Token] | None:
    """Return (verb, subject) of a sentence whose main verb the parser hung below its subject, or None.

    "The three advisors resolved to deepen ..." with "resolved" as a modifier of "advisors"; "We, the leaders of X,
    convened ..." with "convened" below one of the names.
    """
    root = span.root
    if root.pos_ not in ("NOUN", "PROPN", "PRON") or root.dep_ != "ROOT":
        return None
    person = _speaks(root)
    for token in span:
        if token.i <= root.i or token.i + 1 >= span.end or token.tag_ not in ("VBN", "VBD", "VBP", "VBZ", "VB"):
            continue
        if any(child.lower_ in RELATIVES or child.tag_ == "TO" for child in token.lefts) or _of_relative(token):
            continue
        hung = token.head.i == root.i and token.dep_ in ("acl", "advcl", "ccomp", "conj", "relcl", "appos")
        if person and token.dep_ in ("acl", "advcl", "conj", "appos", "relcl", "ccomp", "dep"):
            return token, root
        known = token.lemma_.lower() in lexicon.verbs
        if hung and known and starts_object(token.nbor()) and token.nbor().lower_ not in _AFTER_PARTICIPLE:
            return token, root
    return None


def _of_relative(verb: Token) -> bool:
    """Tell whether a verb stands in a relative clause that a preposition opens ("the ways in which X is designed")."""
    return any(
        child.dep_ == "prep" and any(grand.lower_ in RELATIVES for grand in child.rights) for child in verb.lefts
    )


def last_resort(span: Span, lexicon: Lexicon) -> tuple[Token, Token | None] | None:
    """Return (verb, subject) of a full sentence in which no main clause was found, or None.

    First a finite verb with a subject of its own that no relative or conjunction opens; else a word that the tagger
    took for a noun and that the lexicon knows as a verb, right after a name or noun ("Both sides concur on ...").
    """
    words = [token for token in span if not token.is_space]
    if len(words) < _SHORTEST or words[-1].lower_ not in (".", ";"):
        return None
    for token in span:
        if token.tag_ in FINITE_TAGS and token.dep_ not in ("aux", "auxpass", "pcomp") and not subordinated(token):
            subject = subject_of(token)
            if subject is not None and subject.lower_ not in RELATIVES:
                return token, subject
    for token in words[1:-1]:
        verb = lexicon.verbs.get(token.lower_) or lexicon.verbs.get(token.lemma_.lower())
        if verb is None or token.tag_ not in ("NN", "NNS", "JJ", "NNP", "VB", "VBP", "VBZ") or token.is_title:
            continue
        left, right = _before_bracket(token.nbor(-1), span), token.nbor()
        if token.dep_ == "ROOT" and verb.speech and left.lower_ == "," and right.tag_ == "PRP$":
            return token, None  # "A and B, under the leadership of C and D, affirm our commitment"
        named = left.pos_ in ("PROPN", "PRON") or left.tag_ in ("NNS", "NNPS") or left.is_upper
        if named and (right.tag_ in ("TO", "IN", "DT", "PRP$", "VBG") or right.lower_ in ("that", "on")):
            return token, left
    return _plural_for_verb(span)


def _before_bracket(token: Token, span: Span) -> Token:
    """Return the word before a bracket that closes at a token ("the members (A, B, and C) affirm"), else the token."""
    if token.lower_ != ")":
        return token
    opening = next((i for i in range(token.i - 1, span.start, -1) if token.doc[i].lower_ == "("), None)
    return token if opening is None else token.doc[opening - 1]


def _plural_for_verb(span: Span) -> tuple[Token, Token] | None:
    """Return (verb, subject) where the root is a verb taken for a plural ("The fellowship empowers young people")."""
    root = span.root
    if root.tag_ != "NNS" or root.i + 1 >= span.end or root.i - 1 <= span.start:
        return None
    left, right = root.nbor(-1), root.nbor()
    one = left.tag_ in ("NN", "NNP") and any(child.lower_ in ("the", "this", "a", "each") for child in root.lefts)
    opens = right.tag_ in ("DT", "PRP$", "JJ", "NN", "NNS", "CD") and right.lower_ not in (",", ".")
    return (root, left) if one and opens else None


def hidden_verbs(
    span: Span, lexicon: Lexicon, mains: Sequence[Clause], taken: frozenset[int]
) -> Iterator[tuple[Token, Clause]]:
    """Yield (verb, leading clause) for speech verbs that stand where a coordinated main verb stands."""
    if not mains:
        return
    for token in span:
        if token.i in taken:
            continue
        told = _narrated(token, span, mains) or _listed(token, span, mains)
        if told is not None:
            yield token, told
            continue
        verb = _speech_verb(token, lexicon)
        if verb is None and token.tag_ != "VBZ":
            continue
        lead = None
        for clause in mains:
            if clause.head.i < token.i:
                lead = clause
        if verb is None or (lead is not None and _over_phrase(token, span)):
            if lead is not None and (verb is not None or _in_number(token, span, lead)):
                yield token, lead
            continue
        if lead is not None and _stands_coordinated(token, verb, span, lead) and not _says_when(token, span):
            yield token, lead


def _says_when(token: Token, span: Span) -> bool:
    """Tell whether a participle only dates or places the name before it ("the Ports Platform, launched in June").

    One that a list of verbs goes on behind is one of these ("discussed ports, agreed on rules, and launched a fund").
    """
    after = token.doc[token.i + 1 : span.end]
    link = before(token, span)
    if token.tag_ not in ("VBN", "VBD") or link is None or link.lower_ != "," or link.i != token.i - 1 or not after:
        return False
    placed = after[0].lower_ in _AFTER_PARTICIPLE and after[0].lower_ not in ("with", "as")
    return placed and not any(t.tag_ in ("VBD", "VBN") and t.nbor(-1).lower_ == "and" for t in after)


def _narrated(token: Token, span: Span, mains: Sequence[Clause]) -> Clause | None:
    """Return the clause that a past form goes on with in a narration, with its own subject where it has one, or None.

    "Congress passed laws to curb smuggling and provided funds", "A seized weapons, and the agency B issued sanctions".
    """
    lead = next((clause for clause in reversed(mains) if clause.head.i < token.i), None)
    if token.dep_ != "conj" or token.tag_ not in ("VBD", "VBN") or lead is None or not lead.past or lead.passive:
        return None
    if token.i + 1 >= span.end or token.nbor().tag_ not in _OBJECT_OPENERS or subject_of(token) is not None:
        return None
    if any(child.dep_ in ("aux", "auxpass") for child in token.lefts) or token.lower_ == token.lemma_.lower():
        return None
    heads = {clause.head.i for clause in mains}
    between = [
        other for other in token.doc[lead.head.i + 1 : token.i] if other.tag_ in FINITE_TAGS and other.i not in heads
    ]
    link = before(token, span)
    if between or link is None:
        return None
    if link.lower_ == ";":
        return lead if token.head.i in heads else None  # "isolated the banks; imposed sweeping bans; and targeted"
    if link.lower_ == "and":
        # "discussed and developed actions" has two verbs with one object
        listed = token.doc[link.i - 1].pos_ in ("NOUN", "PROPN", "PUNCT", "NUM") or link.i - 1 == lead.head.i
        return lead if listed and (token.tag_ == "VBD" or token.head.i == lead.head.i) else None
    if token.tag_ != "VBD" or token.head.i not in heads or link.pos_ not in ("PROPN", "NOUN") or link.i != token.i - 1:
        return None
    return replace(lead, subject=link, own=True)


def _listed(token: Token, span: Span, mains: Sequence[Clause]) -> Clause | None:
    """Return the clause with which a list of past forms opens that a token goes on with, or None.

    "The leaders affirmed the pact, bolstered areas of work, and discussed ports", with "bolstered" as a modifier.
    """
    if token.tag_ not in ("VBD", "VBN") or token.i + 1 >= span.end or token.nbor().tag_ not in _OBJECT_OPENERS:
        return None
    link = token.nbor(-1) if token.i > span.start else token
    if link.lower_ != "," or any(child.dep_ in ("aux", "auxpass", "nsubj") for child in token.children):
        return None
    earlier = [clause for clause in mains if clause.head.i < token.i]
    later = [clause for clause in mains if clause.head.i > token.i]
    if not earlier or not later or not earlier[-1].past or earlier[-1].passive or later[0].own:
        return None
    last = later[0].head
    joined = last.tag_ in ("VBD", "VBN") and any(t.lower_ == "and" for t in span.doc[max(token.i, last.i - 3) : last.i])
    between = span.doc[earlier[-1].head.i + 1 : token.i]
    return earlier[-1] if joined and not any(other.tag_ in FINITE_TAGS for other in between) else None


def _over_phrase(token: Token, span: Span) -> bool:
    """Tell whether a perfect goes on after "and" and a phrase ("and with this accord has committed not to")."""
    helper = next((child for child in token.lefts if child.lower_ in ("has", "have") and child.dep_ == "aux"), None)
    if token.tag_ not in ("VBN", "VBD") or helper is None:
        return False
    subject = subject_of(token)
    if subject is not None and subject.doc[subject.left_edge.i - 1].lower_ not in ("with", "in", "under", "through"):
        return False
    i = helper.i - 1
    while i > span.start and helper.i - i < _PHRASE_REACH and token.doc[i].pos_ not in ("VERB", "AUX", "CCONJ"):
        i -= 1
    return token.doc[i].lower_ == "and" and token.doc[i + 1].pos_ in ("ADP", "SCONJ") and token.doc[i - 1].lower_ == ","


def _in_number(token: Token, span: Span, lead: Clause) -> bool:
    """Tell whether a singular verb goes on with the main clause and not with a plural relative between.

    "The order targets banks that serve the elites, blocks their property and bars their travel."
    """
    link = before(token, span)
    if link is None or link.lower_ not in ("and", ",") or token.i + 1 >= span.end or lead.head.tag_ != "VBZ":
        return False
    if subject_of(token) is not None or lead.modal is not None or not starts_object(token.nbor()):
        return False
    between = [other for other in token.doc[lead.head.i + 1 : token.i] if other.tag_ in FINITE_TAGS]
    return bool(between) and all(other.tag_ == "VBP" for other in between if other.dep_ not in ("aux", "auxpass"))


def before(token: Token, span: Span) -> Token | None:
    """Return the token before `token` and the adverbs that go with it, or None at the sentence's start."""
    i = token.i - 1
    while i >= span.start and (token.doc[i].pos_ in _ASIDE or token.doc[i].is_space):
        i -= 1
    return token.doc[i] if i >= span.start else None


def starts_object(token: Token) -> bool:
    """Tell whether a word can open a verb's object or complement."""
    return token.tag_ in _OBJECT_TAGS or token.lower_ == "that"


def _speaks(root: Token) -> bool:
    """Tell whether a noun phrase names speakers by itself: "we", "our three nations", "the leaders"."""
    if root.lower_ in ("we", "they", "both"):
        return True
    known = words()
    low = root.lower_
    return (low in known.roles_always or low in known.roles_determined) and any(
        child.lower_ in ("our", "the", "both", "two", "three", "four") for child in root.lefts
    )


def _speech_verb(token: Token, lexicon: Lexicon) -> Verb | None:
    if token.tag_ not in ("VBD", "VBN", "VBP", "VBZ", "VB", "NN", "NNS", "JJ", "NNP"):
        return None
    verb = lexicon.verbs.get(token.lemma_.lower())
    if verb is None or not verb.speech:
        return None
    if token.tag_ == "NN" and verb.lemma == "support" and token.i + 1 < len(token.doc) and token.nbor().tag_ == "IN":
        return None  # "our solidarity and support for"
    return verb if verb.link is None or (token.i + 1 < len(token.doc) and token.nbor().lower_ == verb.link) else None


def _stands_coordinated(token: Token, verb: Verb, span: Span, lead: Clause) -> bool:
    """Tell whether a verb stands where a coordinated main verb stands, in the tense of the clause that leads it."""
    link = before(token, span)
    if link is None or link.lower_ not in ("and", ",", ";") or token.i + 1 >= span.end:
        return False
    if token.nbor(-1).tag_ == "TO" or token.nbor(-1).lower_ in ("once", "when", "where", "if", "as", "than"):
        return False
    after = token.doc[token.i + 1]
    if after.lower_ in ("by", ".", "and", "-") or (after.lower_ == "," and not verb.light):
        return False
    if token.tag_ == "VBN" and after.tag_ in ("NN", "NNS") and token.dep_ in ("amod", "conj", "acl"):
        # ", and assessed means" tells, "and shared information" may be a noun phrase
        return verb.group in ("tell", "believe") and lead.past and token.doc[link.i - 1].lower_ == ","
    if token.dep_ == "conj" and token.head.dep_ == "relcl" and token.head.tag_ == token.tag_:
        return False
    if lead.perfect and token.tag_ in ("VBN", "VBD"):
        return after.tag_ in ("TO", "DT", "PRP$", "RB") or after.lower_ in ("that", "to", "on")
    present = token.tag_ in ("VBP", "VB") and token.lower_ == token.lemma_.lower() and verb.link is not None
    if lead.past and present:
        return link.lower_ == "and" and not _in_infinitives(token)
    if lead.past:
        return token.tag_ in ("VBD", "VBN") and not (
            token.dep_ == "acl" and token.tag_ == "VBN" and token.head.i == token.i - 1
        )
    if link.lower_ != "and":
        return False
    infinitive = any(other.tag_ == "TO" for other in token.doc[lead.head.i + 1 : token.i])
    if lead.head.tag_ == "VBZ" and infinitive and token.tag_ in ("VB", "VBP") and token.lower_ == token.lemma_.lower():
        return False  # "offers a chance to rebuild ties and commit to": an infinitive goes on
    if lead.modal is not None:
        said = verb.group in ("ask", "object") and verb.lemma not in _ALSO_DONE
        return said and token.doc[link.i - 1].lower_ in (",", ";") and token.tag_ != "NN"
    if verb.group == "promise" and after.lower_ == "to" and token.tag_ in ("VBD", "VBN"):
        # "remain committed to A to achieve B and jointly committed to C"
        return lead.head.lemma_ in ("remain", "be") and token.i - lead.head.i > _PHRASE_REACH
    if is_past(token) and not (verb.firm and starts_object(after)):
        return False
    if verb.group == "promise" and token.tag_ in ("VB", "VBP", "NN") and _heads_list(after, span):
        return True  # "are partnering to counter A and commit to:"
    listed = token.doc[link.i - 1].lower_ == ","
    if listed and token.nbor(-1).lower_ in _EMPHATIC and verb.cls in ("endorsement", "objection", "call"):
        return True  # "stress that the war must end, and fully endorse the talks"
    if listed and verb.lemma == "call" and after.lower_ in ("on", "upon") and lead.head.tag_ == "VBP":
        return True  # "believe this to be a step forward, and call upon others to join"
    if token.doc[link.i - 1].lower_ == ";" and verb.firm and after.lower_ == "that" and lead.mended:
        return True  # "The Governments of A and B concur on this; and recognize that"
    if _in_infinitives(token) and not (verb.firm or (verb.group in ("assert", "ask") and after.lower_ == "that")):
        return False
    bare = lead.head.tag_ == "VB" and lead.own
    if token.tag_ == "NNS" and lead.head.tag_ == "VBZ" and verb.group == "ask" and after.lower_ == "that":
        return True  # "condemns the attack and demands that"
    if lead.head.tag_ in FINITE_TAGS or bare or lead.progressive or lead.perfect or lead.passive:
        return token.tag_ in ("VBP", "VBZ", "VB", "VBD") or (
            token.tag_ in ("NN", "JJ") and (verb.firm or starts_object(after))
        )
    return False


def _heads_list(link: Token, span: Span) -> bool:
    """Tell whether a verb's "to" is followed by nothing but the colon of the list that it heads."""
    return link.lower_ == "to" and link.i + 1 < span.end and link.nbor().text == ":" and link.i + 2 >= span.end


def _in_infinitives(token: Token) -> bool:
    """Tell whether the parser coordinates a verb with an infinitive or with the verb of a modal."""
    head = token
    while head.dep_ == "conj" and head.head.pos_ in VERBAL:
        head = head.head
    return head.i != token.i and (modal_of(head) is not None or any(child.tag_ == "TO" for child in head.lefts))
