"""Targets: the party or body at which an act is aimed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from communique.extract.parse import ParsedSentence
from communique.extract.parties.actors import Actors
from communique.extract.parties.gazetteer import groups
from communique.extract.parties.mention import PartyMention
from communique.packs.codes import STATES

_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp"})
_ASKING = frozenset(
    {"call", "appeal", "urge", "ask", "encourage", "request", "invite", "demand", "press", "implore", "exhort"}
    | {"invitation"}
)
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "acomp", "attr", "oprd"})
_TOWARDS_DEED = frozenset({"about", "over", "against", "to", "at", "regarding", "concerning", "by", "with"})


def target_of(
    cls: str, kind: str | None, sentence: ParsedSentence, trigger: Token, first: int, last: int, actors: Actors
) -> tuple[str, ...]:
    """Return the codes of the parties or bodies at which an act is aimed, in the text's order; mostly none.

    `first` and `last` bound the act in tokens of the parsed block, `last` exclusive.

    - a call: whom it asks. "urge X to", "call on X": the parties named before what is asked; "call for Y at X", "by X":
      the bodies or parties that are to do Y; "X must": the subject's. "All countries", "others" are nobody's code.
    - an objection: whose deed it is. Owners and doers of the deed ("X's war", "launches by X", "cooperation between X
      and Y"), not those whom it hurts ("against Y", "on Y's cities"); of "X's decision is unacceptable" the subject's.
      Never the speakers themselves.
    - a commitment that is an assurance: whom it protects or supports, neither the one who gives it nor the adversary.
    - all other acts are aimed at nobody.
    """
    if cls == "call":
        return _asked(sentence, trigger, last, actors)
    if cls == "objection":
        return _blamed(sentence, trigger, first, last, actors)
    if cls == "commitment" and kind == "assurance":
        before = trigger.pos_ == "ADJ"  # "our support for Ukraine is unwavering"
        found = _assured(sentence, trigger, last, actors)
        return found or (_assured(sentence, sentence.span.doc[first], trigger.i, actors) if before else ())
    return ()


def _asked(sentence: ParsedSentence, trigger: Token, last: int, actors: Actors) -> tuple[str, ...]:
    doc = sentence.span.doc
    if trigger.lemma_.lower() not in _ASKING:
        trigger = next((word for word in doc[trigger.i + 1 : min(last, trigger.i + 6)] if _is_call(word)), trigger)
    if trigger.lemma_.lower() not in _ASKING:
        said = trigger.tag_ != "MD"  # "we underscore that the war must end" asks not us
        return _unique(
            mark
            for token, mark in _subject(sentence, trigger, actors)
            if _owns(token, None, actors) and not (said and actors.own(mark.code))
        )
    told = _told(trigger)
    if told is not None:
        return _unique(mark for _, mark in _subject(sentence, told, actors) if not actors.own(mark.code))
    start = _verb(trigger).i + 1 if trigger.lemma_ == "invitation" else trigger.i + 1
    on = start < last and doc[start].lower_ in ("on", "upon")
    whom = on or (start < last and doc[start].lower_ != "for")
    end = _before_content(doc, start, last) if whom else _before_infinitive(doc, start, last)
    givers = actors.speaking(sentence, _subject_token(_verb(trigger))) or actors.speakers
    found = [
        mark
        for token, mark in actors.between(sentence, start, end)
        if not set(actors.own(mark.code)) & set(givers)
        and not (_labels(token, actors) and not _members(token, mark))
        and not _hurt(token, mark, start, whom=whom, actors=actors)
    ]
    return _unique(found)


def _told(trigger: Token) -> Token | None:
    """Return the verb that says what is to be done in "demand that X cease", or None."""
    that = trigger.nbor() if trigger.i + 1 < len(trigger.doc) else trigger
    if that.lower_ != "that" or that.head.i <= that.i:
        return None
    return that.head


def _members(token: Token, mark: PartyMention) -> bool:
    """Tell whether the members of a body are asked, as such ("call on ASEAN Member States"), and not all states."""
    head = token.head
    every = any(child.lower_ in ("all", "every", "other") for child in head.children)
    return head.lower_ in ("states", "members", "countries", "leaders") and mark.code != "United Nations" and not every


def _is_call(word: Token) -> bool:
    return word.pos_ == "NOUN" and word.lemma_.lower() in _ASKING


def _before_content(doc: Iterable[Token], start: int, last: int) -> int:
    """Return where what is asked begins: at "to", "not to", "that", or a relative clause."""
    tokens = list(doc)
    for number in range(start, last):
        token = tokens[number]
        if (
            token.tag_ == "TO"
            or token.lower_ in ("that", "which", "who", "not")
            or (token.lower_ == "to" and number + 1 < last and tokens[number + 1].tag_ == "VB")
        ):
            return number
    return last


def _before_infinitive(doc: Iterable[Token], start: int, last: int) -> int:
    tokens = list(doc)
    return next((n for n in range(start, last) if tokens[n].tag_ == "TO" and n > start + 1), last)


def _hurt(token: Token, mark: PartyMention, start: int, *, whom: bool, actors: Actors) -> bool:
    """Tell whether a party stands behind a preposition that makes it the place or victim of what is asked."""
    for step in _climb(token):
        if step.i < start:
            return False
        if step.dep_ == "prep":
            if not whom and step.lower_ in ("at", "in") and mark.code not in STATES:
                return False
            if step.i == start:
                return False
            if step.lower_ in actors.words.patient and step.head.lemma_.lower() not in actors.words.answers:
                return True
    return False


def _blamed(sentence: ParsedSentence, trigger: Token, first: int, last: int, actors: Actors) -> tuple[str, ...]:
    verb = _verb(trigger)
    subject = _subject_token(verb)
    predicative = (trigger.i == verb.i and verb.lemma_ == "be") or trigger.dep_ in _PREDICATES or trigger.tag_ == "VBZ"
    misdeed = trigger.i == verb.i and any(
        _can_be_blamed(mark) and not actors.own(mark.code) for _, mark in _subject(sentence, trigger, actors)
    )
    predicative = predicative or misdeed  # "Russia has flagrantly violated the charter"
    if predicative and subject is not None and actors.speaking(sentence, subject) is None:
        return _unique(_owners(sentence, list(_subject(sentence, trigger, actors)), None, actors))
    found = _owners(sentence, list(actors.between(sentence, trigger.i + 1, last)), trigger, actors)
    if not found:
        found = _owners(sentence, _possessed(sentence, trigger, last, actors), None, actors)
    return _unique(found)


def _owners(
    sentence: ParsedSentence, marks: list[tuple[Token, PartyMention]], trigger: Token | None, actors: Actors
) -> list[PartyMention]:
    """Return the marks whose deed is spoken of; where a deed is said to be done "by" somebody, only these."""
    known = [
        (token, mark)
        for token, mark in marks
        if _can_be_blamed(mark)
        and not actors.own(mark.code)
        and _owns(token, trigger, actors)
        and not _suffers(sentence, token, mark, actors)
    ]
    doers = [
        mark
        for token, mark in known
        if any(step.lower_ == "by" for step in _climb(token) if step.dep_ in ("prep", "agent"))
    ]
    return doers or [mark for _, mark in known]


def _owns(token: Token, trigger: Token | None, actors: Actors) -> bool:
    """Tell whether a party owns or does a deed, judged by what stands between its name and the trigger."""
    actor = False
    for step in _climb(token):
        if trigger is not None and step.i <= trigger.i:
            return True
        parent = step.head
        if step.dep_ in ("relcl", "advcl") and parent.i != step.i:
            return False
        if step.dep_ == "prep" and step.lower_ in actors.words.patient:
            own = trigger is not None and parent.i == trigger.i
            if not (parent.lower_ in actors.words.attitudes or (own and step.lower_ in _TOWARDS_DEED)):
                return False
        if step.dep_ in ("dobj", "dative") and parent.dep_ in _CLAUSES and (trigger is None or parent.i != trigger.i):
            return parent.lemma_.lower() in actors.words.answers
        if step.dep_ == "prep" and step.lower_ in ("of", "by", "from") and actor:
            return True
        actor = step.lower_ in actors.words.roles_named if step.dep_ == "pobj" else actor
    return True


def _suffers(sentence: ParsedSentence, token: Token, mark: PartyMention, actors: Actors) -> bool:
    """Tell whether a party behind "of" suffers the deed: a people, or one beside an owner ("X's targeting of Y")."""
    for step in _climb(token):
        if step.dep_ == "prep" and step.lower_ == "of":
            owner = next((child for child in step.head.children if child.dep_ == "poss"), None)
            return mark.form == "demonym" or (owner is not None and actors.mark_at(sentence, owner) is not None)
    return False


def _can_be_blamed(mark: PartyMention) -> bool:
    return mark.code in STATES or mark.code in groups() or mark.form == "person" or mark.code == "EU"


def _possessed(sentence: ParsedSentence, trigger: Token, last: int, actors: Actors) -> list[tuple[Token, PartyMention]]:
    """Return the marks that "its" or "their" before a deed refers to: the nearest before it in the sentence."""
    doc = sentence.span.doc
    for number in range(trigger.i + 1, min(last, trigger.i + 6)):
        if doc[number].lower_ == "its":
            before = list(actors.between(sentence, sentence.span.start, trigger.i))
            named = [
                (token, mark) for token, mark in before if not actors.own(mark.code) and _owns(token, None, actors)
            ]
            return named[-1:]
    return []


def _assured(sentence: ParsedSentence, trigger: Token, last: int, actors: Actors) -> tuple[str, ...]:
    subject = _subject_token(_verb(trigger))
    giving = actors.speaking(sentence, subject) or ()
    marks = list(actors.between(sentence, trigger.i + 1, last))
    givers = giving if len(giving) < len(actors.speakers) else ()
    givers = givers or tuple(mark.code for token, mark in marks if _promises(token, actors))
    found = []
    for token, mark in marks:
        if mark.form in ("person", "body") or mark.code == "United Nations":
            continue
        if mark.code in givers or _hostile(token, actors) or _labels(token, actors):
            continue
        if len(givers) == 0 and actors.own(mark.code):
            continue
        found.append(mark)
    return _unique(found)


def _promises(token: Token, actors: Actors) -> bool:
    """Tell whether a party owns the promise ("the U.S. commitment to")."""
    return token.dep_ in ("poss", "compound", "amod", "nmod", "nsubj") and token.head.lower_ in actors.words.promises


def _hostile(token: Token, actors: Actors) -> bool:
    """Tell whether a party is the one against whom an assurance is given, and not whom an attack would hit."""
    if any(
        step.dep_ == "prep" and step.lower_ in ("against", "on") and step.head.lemma_ in ("attack", "use")
        for step in _climb(token)
    ):
        return False  # "any attack against Korea will be met": Korea is the one assured
    for step in _climb(token):
        if step.dep_ in ("prep", "agent") and step.lower_ in ("against", "by") and step.head.lemma_ != "stand":
            return True  # not "stand by Ukraine"
        if step.dep_ in ("poss", "amod", "compound", "nmod") and step.head.lower_ in actors.words.hostile:
            return True
        if step.dep_ == "pobj" and step.head.head.lower_ in actors.words.hostile:
            return True
    return False


def _labels(token: Token, actors: Actors) -> bool:
    """Tell whether a name only labels a text or a membership ("UN Charter", "Security Council resolutions")."""
    return token.dep_ in ("compound", "amod", "nmod", "poss") and token.head.lower_ in actors.words.labels


def _subject(sentence: ParsedSentence, trigger: Token, actors: Actors) -> Iterator[tuple[Token, PartyMention]]:
    subject = _subject_token(_verb(trigger))
    if subject is not None:
        yield from actors.between(sentence, subject.left_edge.i, subject.right_edge.i + 1)


def _verb(trigger: Token) -> Token:
    """Return the verb of a trigger: itself, its modal's verb, or the copula or light verb over a noun or adjective."""
    verb = trigger
    while verb.pos_ not in _VERBAL and verb.head.i != verb.i:
        verb = verb.head
    return verb.head if verb.dep_ in ("aux", "auxpass") else verb


def _subject_token(verb: Token) -> Token | None:
    """Return the subject of a verb, of the verb it is coordinated with where it has none of its own."""
    while True:
        subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if subject is not None or verb.dep_ not in _SHARING or verb.head.i == verb.i:
            return subject
        verb = verb.head


def _climb(token: Token) -> Iterator[Token]:
    """Yield a token and all that it hangs on, up to the root."""
    yield token
    yield from token.ancestors


def _unique(marks: Iterable[PartyMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.code for mark in marks))
