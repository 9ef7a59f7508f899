"""Which PLOVER class a clause means, and the verbs at which to look for who did it to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.extract.plover.lexicon import Lexicon

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_OBJECTS = frozenset({"dobj", "attr", "nsubjpass", "dative", "oprd", "acomp"})
_FUTURE = frozenset({"will", "would", "shall", "'ll", "wo", "'d"})
_DUTY = frozenset({"must", "should", "ought"})
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Deed:
    """What a clause tells: its class, the verb that means it, and where its doer and the one it is done to stand.

    `doer` is the subject of the deed (a pronoun of a content clause is replaced by who says it), `whom` a noun that is
    the target outright, None where it is to be sought after `verb`. `passive` tells that the doer stands after "by".
    """

    cls: str
    verb: Token
    doer: Token | None
    whom: Token | None = None
    passive: bool = False


def deed_of(verb: Token, subject: Token | None, lexicon: Lexicon) -> Deed | None:
    """Return what a verb with its complements tells, None where it tells no event."""
    return _read(verb, subject, lexicon, _DEPTH)


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb's own clause, or None."""
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def _read(verb: Token, subject: Token | None, lexicon: Lexicon, depth: int) -> Deed | None:
    if depth == 0:
        return None
    lemma = verb.lemma_.lower()
    inner = _complement(verb)
    deed = _by_object(verb, lemma, subject, lexicon)
    if deed is None and inner is not None:
        deed = _through(verb, lemma, inner, subject, lexicon, depth)
    if deed is None:
        deed = _plain(verb, lemma, subject, lexicon)
    if deed is None:
        denied = lemma in lexicon.denied and _modal(verb) in _FUTURE and _negated(verb)
        return Deed("REJECT", verb, subject) if denied else None
    return _coloured(verb, deed, lexicon)


def _through(verb: Token, lemma: str, inner: Token, subject: Token | None, lexicon: Lexicon, depth: int) -> Deed | None:
    """Return what a verb does together with the clause or infinitive that completes it."""
    own = subject_of(inner)
    whom = own if own is not None and own.i > verb.i else _object(verb)
    if lemma in lexicon.asking and whom is not None and _opens(verb, lexicon):
        return _asked(verb, inner, whom, subject, lexicon)
    if lemma == "agree" and inner.dep_ == "ccomp":
        return Deed("AGREE", verb, subject)
    if lemma in lexicon.speech and inner.dep_ == "ccomp":
        return _said(inner, own, subject, lexicon, depth)
    deed = _read(inner, subject if own is None or own.tag_ in ("PRP", "WP", "WDT") else own, lexicon, depth - 1)
    if lemma in lexicon.threatening:
        return Deed("THREATEN", verb, subject)
    if lemma in lexicon.refusing:
        return Deed("REJECT", verb, subject)
    willing = lemma in lexicon.willing or (verb.dep_ != "aux" and _willing(verb, lexicon))
    if willing:
        return _meant(deed, verb, subject, lexicon)
    if lemma in lexicon.readying and deed is not None and deed.cls in lexicon.hostile:
        return Deed("MOBILIZE", deed.verb, subject)
    if lemma == "order" and whom is not None and inner.lemma_.lower() in lexicon.stopping:
        return Deed("COERCE", verb, subject, whom)
    if lemma in lexicon.going_on and lemma not in lexicon.verbs:
        return deed
    if lexicon.verbs.get(lemma) is not None:
        return Deed(lexicon.verbs[lemma], verb, subject, whom)
    return None


def _meant(deed: Deed | None, verb: Token, subject: Token | None, lexicon: Lexicon) -> Deed:
    """Return what being willing to do something means: agreement, or a threat where the deed is hostile."""
    if deed is None:
        return Deed("AGREE", verb, subject)
    if deed.cls == "REJECT":
        return deed
    return replace(deed, cls="THREATEN" if deed.cls in lexicon.hostile else "AGREE", doer=subject)


def _said(inner: Token, own: Token | None, subject: Token | None, lexicon: Lexicon, depth: int) -> Deed | None:
    """Return what a content clause tells; a duty of others is a demand of those who say it."""
    theirs = own is not None and any(child.tag_ == "PRP$" for child in own.lefts)
    if own is not None and own.tag_ not in ("PRP", "EX", "WDT", "WP") and not theirs:
        if _modal(inner) in _DUTY:
            return Deed("REQUEST", inner, subject, own)
        return _read(inner, own, lexicon, depth - 1)
    return _read(inner, subject, lexicon, depth - 1)


def _asked(verb: Token, inner: Token, whom: Token, subject: Token | None, lexicon: Lexicon) -> Deed:
    """Return what asking somebody to act means: to back a third party is support for it, to unite against it blame."""
    lemma = inner.lemma_.lower()
    if lemma in lexicon.backing:
        return Deed("SUPPORT", inner, subject)
    against = next((token for token in inner.subtree if token.lower_ == "against"), None)
    if lemma in lexicon.opposing and against is not None:
        return Deed("ACCUSE", against, subject)
    return Deed("REQUEST", verb, subject, whom)


def _object(verb: Token) -> Token | None:
    """Return the object of a verb of asking: bare, or after "on" and "to"."""
    for child in verb.rights:
        if child.dep_ in ("dobj", "dative") and child.pos_ != "ADP":
            return child
        if child.dep_ in ("prep", "dative") and child.lower_ in ("on", "upon", "to"):
            people = (
                grand for grand in child.rights if grand.dep_ == "pobj" and grand.ent_type_ not in ("DATE", "TIME")
            )
            found = next(people, None)
            if found is not None:
                return found
    return None


def _by_object(verb: Token, lemma: str, subject: Token | None, lexicon: Lexicon) -> Deed | None:
    """Return what a verb means with its bare object ("reiterated its demand"), None where the pair means nothing."""
    for child in verb.rights:
        if child.dep_ == "dobj":
            for noun in _inside(child):
                cls = lexicon.pairs.get((lemma, noun.lemma_.lower()))
                if cls is not None:
                    inner = next((grand for grand in child.rights if grand.dep_ == "acl"), None)
                    return Deed(cls, verb, subject, None if inner is None or cls != "REQUEST" else subject_of(inner))
    return None


def _opens(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb asks: "call" only with "on", "for" or "upon"."""
    return verb.lemma_.lower() != "call" or any(child.lower_ in ("on", "for", "upon") for child in verb.rights)


def _plain(verb: Token, lemma: str, subject: Token | None, lexicon: Lexicon) -> Deed | None:
    """Return what a verb means by itself and with the nouns after it."""
    passive = any(child.dep_ == "auxpass" for child in verb.lefts) or (
        subject is not None and subject.dep_ == "nsubjpass"
    )
    whom = subject if passive else None
    doer = _agent(verb) if passive else subject
    nouns = list(_nouns(verb))
    for noun in nouns:
        cls = lexicon.pairs.get((lemma, noun.lemma_.lower()))
        if cls is not None:
            return Deed(cls, verb, doer, whom, passive)
    event = None if subject is None else lexicon.nouns.get(subject.lemma_.lower())
    cls = lexicon.verbs.get(lemma)
    if lemma == "call" and not _opens(verb, lexicon):
        cls = None
    if cls is None and lemma in lexicon.light:
        named = next((lexicon.nouns[n.lemma_.lower()] for n in nouns if n.lemma_.lower() in lexicon.nouns), None)
        if named is not None:
            return Deed(named, verb, doer, whom if passive and event is None else None, passive)
    if cls is None and event is not None and (lemma in lexicon.going_on or lemma in ("occur", "erupt", "break")):
        return Deed(event, verb, subject)
    if cls is None and lemma in lexicon.willing and lemma in ("agree", "promise", "pledge", "commit", "consent"):
        cls = "AGREE"
    if cls is None and _willing(verb, lexicon):
        cls = "AGREE"
    if cls is None:
        issued = next((child for child in verb.rights if child.dep_ == "dobj"), None)
        demanding = (
            None if issued is None else next((c for c in issued.rights if c.tag_ == "VBG" and c.dep_ == "acl"), None)
        )
        if lemma in lexicon.light and demanding is not None:
            return _read(demanding, subject, lexicon, 1)
    if cls is None and subject is not None and not passive:
        cls = next(
            (c for n in _inside(subject) if (c := lexicon.pairs.get((lemma, n.lemma_.lower()))) is not None), None
        )
    return None if cls is None else Deed(cls, verb, doer, whom, passive)


def _coloured(verb: Token, deed: Deed, lexicon: Lexicon) -> Deed | None:
    """Return a deed as its modal and its negation make it: the future agrees or threatens, a denied deed is refused."""
    modal = _modal(verb)
    future = modal in _FUTURE or _going_to(verb)
    if _negated(verb):
        return replace(deed, cls="REJECT") if deed.cls in lexicon.cooperative else None
    if modal in _DUTY or modal in ("can", "could", "may", "might"):
        return None
    if not future:
        return deed
    if deed.cls == "RETREAT" and any(noun.lemma_.lower() in lexicon.involvement for noun in _nouns(deed.verb)):
        return replace(deed, cls="THREATEN")
    if deed.cls in lexicon.hostile:
        return replace(deed, cls="THREATEN")
    return replace(deed, cls="AGREE") if deed.cls in lexicon.cooperative else deed


def _negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _going_to(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lower_ == "going"


def _modal(verb: Token) -> str | None:
    return next((child.lower_ for child in verb.lefts if child.tag_ == "MD"), None)


def _willing(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a copula or a passive says that its subject is willing ("is prepared to", "stands ready to")."""
    if verb.lower_ in lexicon.willing_adjectives and any(c.lemma_ == "be" for c in verb.lefts):
        return True
    return verb.lemma_ in ("be", "remain", "stand") and any(
        child.dep_ in ("acomp", "attr", "oprd") and child.lower_ in lexicon.willing_adjectives for child in verb.rights
    )


def _complement(verb: Token) -> Token | None:
    """Return the verb of the clause, infinitive or gerund that completes a verb, or None."""
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX"):
            return child
        if child.dep_ in ("acomp", "attr", "oprd"):
            found = next((grand for grand in child.rights if grand.dep_ in ("xcomp", "acl", "ccomp")), None)
            if found is not None and found.pos_ in ("VERB", "AUX"):
                return found
        if child.dep_ == "prep" and child.lower_ in ("to", "on", "from", "with"):
            found = next((grand for grand in child.rights if grand.dep_ == "pcomp" and grand.tag_ == "VBG"), None)
            if found is not None:
                return found
    infinitive = (child for child in verb.rights if child.dep_ == "advcl" and any(g.tag_ == "TO" for g in child.lefts))
    return next(infinitive, None) if verb.lemma_ in ("call", "urge", "agree", "appeal", "offer", "prepare") else None


def _agent(verb: Token) -> Token | None:
    """Return the noun after "by" of a passive, or None."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((grand for grand in child.rights if grand.dep_ == "pobj"), None)
    return None


def _nouns(verb: Token) -> Iterator[Token]:
    """Yield the nouns that complete a verb: objects, what prepositions bring, and what stands beside or inside them."""
    for child in verb.children:
        if child.dep_ in _OBJECTS or child.dep_ == "prt":
            yield from _inside(child)
    for child in verb.rights:
        if child.dep_ in ("prep", "dative"):
            for grand in child.rights:
                if grand.dep_ == "pobj":
                    yield from _inside(grand)
                elif grand.dep_ == "prep":
                    yield from (great for great in grand.rights if great.dep_ == "pobj")


def _inside(noun: Token) -> Iterator[Token]:
    yield noun
    for child in noun.children:
        if child.dep_ in ("compound", "amod", "nmod") and child.text.islower():
            yield child
        elif child.dep_ in ("conj", "appos"):
            yield from _inside(child)
        elif child.dep_ == "prep" and child.lower_ in ("of", "into"):
            yield from (grand for grand in child.rights if grand.dep_ == "pobj")
