"""Which phrases name a meeting: one that is named or clearly told from others, not meetings at large."""

from __future__ import annotations

from collections.abc import Callable

from communique.extract.meetings.line import Mention
from communique.extract.meetings.phrase import Phrase, number_of
from communique.extract.meetings.right import Part
from communique.extract.meetings.scene import Scene

_OFFICIAL = frozenset({"official", "state", "working", "historic"})
_DEMANDS = frozenset({"on", "for", "to", "upon"})
_FOUNDING = frozenset({"launch", "establishment", "creation", "start", "founding", "re-launch", "relaunch"})
_UPON = frozenset({"following", "during", "after", "in", "on"})
_AFTER = frozenset({("further", "to"), ("outcomes", "of"), ("outcome", "of"), ("results", "of"), ("success", "of")})
_AWAITED = ("forward", "to")
_INDEFINITE = frozenset({"a", "an", "", "another", "such", "one"})
_HOSTED = frozenset({"host", "hold", "convene"})
# Sentences before this one can belong to a text's opening.
_EARLY = 12


def identified(scene: Scene, mention: Mention, phrase: Phrase, parts: list[Part]) -> bool:
    """Tell whether a phrase of meetings counts as one meeting of the record."""
    if mention.anaphor and mention.cls == "call":
        return _call(scene, mention, phrase, parts)
    if mention.anaphor:
        return mention.cls not in ("call", "gathering") or mention.interval is not None or mention.format is not None
    if mention.verb >= 0 and set(phrase.line.lower[max(0, mention.verb - 3) : mention.verb]) & scene.words.habit:
        return False
    if _is_generic(scene, mention, phrase) or (phrase.noun.of and not _of_round(scene, phrase, parts)):
        return False
    hosted = mention.named and mention.host is not None and mention.interval is not None
    standing = mention.cls == "mechanism" and _STANDING in phrase.line.lower[phrase.core : phrase.head]
    if standing and mention.ordinal is None:
        return False
    one = hosted or phrase.noun.dated or _several(mention) or _of_a_body(mention, phrase, parts)
    if phrase.plural and not phrase.noun.plural and (phrase.noun.cls == "visit" or not one):
        return False
    return _CLASSES[mention.cls](scene, mention, phrase, parts)


# What a body is, and no round of one ("the Permanent Forum on ...").
_STANDING = "permanent"


def _of_a_body(mention: Mention, phrase: Phrase, parts: list[Part]) -> bool:
    """Tell whether a plural is of the meetings of one body at which something was done, or that somebody led."""
    line, first = phrase.line, phrase.first
    if not mention.named or phrase.noun.word != "meeting" or phrase.determiner != "the" or first < 1:
        return False
    led = any(part.kind == "verb" for part in parts)
    titled = all(line.capital(i) or not line[i].is_alpha for i in phrase.premodifiers)
    return titled and (led or line.lower[first - 1] in ("at", "during"))


def may_be_told(scene: Scene, mention: Mention, phrase: Phrase) -> bool:
    """Tell whether a phrase that names no meeting alone may be the noun of one: in a title, held, or near a verb."""
    if mention.anaphor or phrase.noun.of or _of_a_ship(phrase):
        return False
    if (phrase.plural and not phrase.noun.plural) or phrase.said & scene.words.recurring:
        return mention.named
    if _is_generic(scene, mention, phrase) or (mention.cls in ("gathering", "call") and not mention.named):
        return False
    return phrase.line.sentence.block.kind == "heading" or mention.verb >= 0 or mention.index < _EARLY


def _is_generic(scene: Scene, mention: Mention, phrase: Phrase) -> bool:
    """Tell whether a word before the head makes it many or any."""
    line = phrase.line
    said = {line.lower[i] for i in phrase.premodifiers if not line.capital(i)} | {phrase.determiner}
    generic = said & scene.words.generic
    founded = mention.named and mention.verb >= 0 and mention.status == "planned"
    if mention.ordinal is not None or (generic <= scene.words.recurring and (_located(mention) or founded)):
        return False
    return bool(generic)


def _several(mention: Mention) -> bool:
    """Tell whether a plural has been split into single meetings, each with a place or a pair of parties."""
    return (mention.place is not None and mention.name.endswith(f" {mention.place}")) or (
        mention.named and not mention.key
    )


def _located(mention: Mention) -> bool:
    return mention.interval is not None or mention.place is not None or mention.year is not None


def _told(mention: Mention) -> bool:
    return mention.ordinal is not None or mention.which in ("next", "last") or _located(mention)


def _of_round(scene: Scene, phrase: Phrase, parts: list[Part]) -> bool:
    """Tell whether a round or an edition is said to be one of talks, a dialogue, a forum."""
    if any(part.kind == "which" for part in parts):
        return "next" in phrase.said
    part = next((p for p in parts if p.kind == "name" and p.link == "of"), None)
    if part is None:
        return False
    return any(number_of(phrase.line[i])[0] in scene.words.rounds_of for i in range(part.first, part.end))


def _event(scene: Scene, mention: Mention, phrase: Phrase, parts: list[Part]) -> bool:
    """A summit or a meeting: named, numbered, the next or last one, or held at a time or place."""
    definite = mention.determiner not in _INDEFINITE
    if mention.named:
        return mention.determiner not in ("a", "an", "another") or _told(mention) or mention.verb >= 0
    if mention.ordinal is not None:
        return True
    if len({named.person.id for named in scene.persons_of(phrase.line, phrase.first, mention.last)}) > 1:
        return True
    if mention.which in ("next", "last"):
        several = _several(mention) and mention.interval is not None
        return definite or several or bool(scene.codes_in(phrase.line, phrase.core, phrase.head))
    if mention.verb >= 0 and mention.status == "planned" and any(part.kind == "time" for part in parts):
        return True
    between = any(p.link == "between" and scene.codes_in(phrase.line, p.first, p.end) for p in parts)
    if between and mention.verb >= 0 and mention.status == "planned" and not phrase.plural:
        return True
    if _has_been_hosted(scene, mention, phrase, parts):
        return True
    return _located(mention) and (definite or phrase.plural or mention.verb >= 0 or mention.interval is not None)


def _has_been_hosted(scene: Scene, mention: Mention, phrase: Phrase, parts: list[Part]) -> bool:
    """Tell whether somebody by name "hosted a supply chain summit with 14 countries": past, and told by two things."""
    line, verb = phrase.line, mention.verb
    if phrase.noun.word not in ("summit", "meeting") or verb < 0 or line[verb].tag_ != "VBD" or phrase.plural:
        return False
    if mention.subject is None or phrase.first <= verb or line[verb].lemma_ not in _HOSTED:
        return False
    first, end = mention.subject
    someone = scene.codes_in(line, first, end) or scene.persons_of(line, first, end) or line.word(first) == "we"
    met = any(
        p.link == "with" and any(line.capital(i) or line[i].pos_ == "NUM" for i in range(p.first + 1, p.end))
        for p in parts
    )
    about = any(line[i].pos_ in ("NOUN", "PROPN") and line[i].text.islower() for i in phrase.premodifiers)
    return bool(someone) and (met or (about and phrase.noun.word == "summit"))


def _gathering(scene: Scene, mention: Mention, phrase: Phrase, parts: list[Part]) -> bool:
    """A conference or a workshop: named and told by number, time, place or a verb of holding; else by two of them."""
    if phrase.noun.word == "event":
        hosted = mention.verb >= 0 and phrase.line[mention.verb].lemma_ in _HOSTED and mention.subject is not None
        # "Today Japan and Kenya co-hosted an event on the Ports Alliance": of parties, on a matter with a name.
        hosted = hosted and phrase.line[mention.verb].tag_ == "VBD" and not phrase.plural
        on_named = any(p.link == "on" and _names_matter(phrase, p) for p in parts)
        if hosted and on_named and mention.subject is not None and scene.codes_in(phrase.line, *mention.subject):
            return True
        return mention.ordinal is not None or (mention.named and mention.determiner == "the")
    if mention.named:
        past = mention.determiner == "the" and phrase.line.capital(phrase.head) and _is_looked_back_at(phrase)
        return _told(mention) or mention.verb >= 0 or past
    held = mention.place is not None or mention.verb >= 0
    return mention.ordinal is not None or (mention.interval is not None and held)


def _names_matter(phrase: Phrase, part: Part) -> bool:
    """Tell whether what a meeting is on has a name of several capitalised words."""
    return sum(phrase.line.capital(i) for i in range(part.first + 1, part.end)) > 1


def _mechanism(scene: Scene, mention: Mention, phrase: Phrase, parts: list[Part]) -> bool:
    """A dialogue or talks: one round of them, by number, time, place or a verb of holding that does not found it."""
    held = mention.verb >= 0 and phrase.line[mention.verb].lemma_ not in scene.words.begin
    if phrase.line.word(phrase.first - 2) in _FOUNDING and phrase.line.word(phrase.first - 1) == "of":
        return mention.ordinal is not None
    if mention.ordinal is not None:
        return True
    if any(part.kind == "verb" and part.text in ("launched", "initiated") for part in parts):
        return False
    told = held or any(part.kind == "verb" for part in parts)
    if phrase.noun.dated:
        both = mention.interval is not None and mention.place is not None
        return both or (told and (mention.interval is not None or (mention.place is not None and phrase.plural)))
    if mention.named:
        awaited = mention.status == "planned" and phrase.line.lower[max(0, phrase.first - 2) : phrase.first] == _AWAITED
        known = phrase.noun.word != "forum" and _is_attended(phrase)
        # "We will launch an annual Arctic Dialogue": a named exchange that is to be held again and again.
        awaited = awaited or (mention.status == "planned" and bool(phrase.said & scene.words.recurring))
        return mention.which in ("next", "last") or _located(mention) or told or awaited or known
    if mention.place is not None and mention.place in mention.name and mention.determiner == "the":
        return True
    if held and _located(mention):
        return True
    parties = len(scene.codes_in(phrase.line, phrase.core, phrase.head)) > 1
    between = mention.determiner == "the" and any(p.kind == "name" and p.link == "between" for p in parts)
    return mention.interval is not None and (parties or between)


def _visit(scene: Scene, mention: Mention, phrase: Phrase, parts: list[Part]) -> bool:
    """A visit of a leader or minister: official, or with who goes where, or when; no ship's."""
    if _of_a_ship(phrase):
        return False
    someone = bool(scene.persons_of(phrase.line, phrase.first, mention.last)) or bool(
        phrase.said & {"minister", "president", "leader"}
    )
    whither = any(part.kind == "to" for part in parts)
    if phrase.said & _OFFICIAL:
        return whither or someone or mention.interval is not None or mention.verb >= 0
    return whither and (someone or mention.interval is not None)


def _of_a_ship(phrase: Phrase) -> bool:
    """Tell whether a visit is a ship's call at a port."""
    return phrase.noun.cls == "visit" and "port" in phrase.said


def _call(scene: Scene, mention: Mention, phrase: Phrase, parts: list[Part]) -> bool:
    """A call that is a conversation by its words ("phone call", "videoconference"), not a demand."""
    if phrase.noun.word == "conversation" and phrase.plural and mention.interval is not None:
        return mention.place is not None
    if phrase.noun.word == "conversation" and mention.interval is not None and mention.interval.precision == "day":
        return True
    if phrase.determiner in ("their", "our") and phrase.line.word(phrase.first - 1) in _UPON:
        return True
    between = any(p.link in ("between", "with") and scene.persons_of(phrase.line, p.first, p.end) for p in parts)
    if phrase.noun.word in ("call", "conversation") and not phrase.said & scene.words.call_words.keys() and not between:
        return False
    return phrase.line.word(phrase.head + 1) not in _DEMANDS or mention.interval is not None


def _assembly(scene: Scene, mention: Mention, phrase: Phrase, parts: list[Part]) -> bool:
    """An assembly is a body but for one session of it: numbered, of a year, at a place, or one that something is at."""
    if mention.ordinal is not None or mention.year is not None or mention.place is not None:
        return mention.named
    timed = any(scene.time_over(phrase.line, i) is not None for i in phrase.premodifiers)
    if mention.noun == "board":  # one sits all year round, and by the month is a session of it
        return timed and mention.determiner == "the"
    return mention.named and mention.interval is not None and (timed or _is_attended(phrase))


def _is_looked_back_at(phrase: Phrase) -> bool:
    """Tell whether something is done at a meeting, or after it ("further to the Ports Conference")."""
    left = phrase.line.lower[max(0, phrase.first - 2) : phrase.first]
    return _is_attended(phrase) or left[-1:] == ("following",) or left in _AFTER


def _is_attended(phrase: Phrase) -> bool:
    """Tell whether something is said to be "at" or "during" what a phrase names, or on its margins."""
    left = phrase.line.lower[max(0, phrase.first - 2) : phrase.first]
    return left[-1:] in (("at",), ("during",)) or left in (("margins", "of"), ("sidelines", "of"))


_CLASSES: dict[str, Callable[[Scene, Mention, Phrase, list[Part]], bool]] = {
    "event": _event,
    "gathering": _gathering,
    "mechanism": _mechanism,
    "visit": _visit,
    "call": _call,
    "assembly": _assembly,
}
