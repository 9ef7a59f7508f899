"""Visits: who goes where, told by a noun ("an official visit to Japan") or a verb ("invited X to visit Seoul")."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.meetings.after import read_place
from communique.extract.meetings.clause import Clause, clause_time, days_of, status_by_time, subject_of
from communique.extract.meetings.line import Line, Mention
from communique.extract.meetings.naming import clean
from communique.extract.meetings.phrase import Phrase
from communique.extract.meetings.right import Part
from communique.extract.meetings.scene import Named, Scene

_PAYING = frozenset({"accept", "pay", "make", "undertake", "conclude", "conduct", "invite", "plan", "extend"})
_ASKING = frozenset({"invite", "invitation"})
_ASKED = 14


def visit_name(scene: Scene, phrase: Phrase, parts: list[Part], name: str, place: str | None) -> str:
    """Return the name of a visit with who visits, from the phrase or the verb that it hangs on, and where."""
    line = phrase.line
    last = max((part.end for part in parts), default=phrase.head + 1)
    visitor = None if scene.persons_of(line, phrase.first, last) else _visitor(scene, phrase)
    by = next((f" {line.text(p.first, p.end)}" for p in parts if p.kind == "by"), "")
    whither = f" to {place}" if place is not None and place not in name else ""
    return clean(f"{name}{'' if visitor is None else f' of {styled(visitor)}'}{by}{whither}")


def styled(named: Named) -> str:
    """Return a person's post and name."""
    person = named.person
    return f"{person.post} {person.name}" if person.post else person.name


def _visitor(scene: Scene, phrase: Phrase) -> Named | None:
    """Return who accepted, pays or was invited to a visit: the subject of the verb, or the object of "invite"."""
    line = phrase.line
    verbs = [i for i in _above(line, phrase.head) if line[i].pos_ == "VERB" and line[i].lemma_ in _PAYING]
    if not verbs:
        return None
    at = next((i for i in verbs if line[i].lemma_ in ("accept", "invite")), verbs[0])
    if line[at].lemma_ == "invite":
        persons = scene.persons_of(line, at, phrase.head)
    else:
        subject = subject_of(line, at)
        persons = scene.persons_of(line, subject[0] if subject is not None else at, at)
    return persons[0] if persons else None


def _above(line: Line, index: int) -> list[int]:
    """Return the tokens on which a token hangs, the nearest first."""
    found: list[int] = []
    while (head := line.head(index)) >= 0 and head != index:
        found.append(head)
        index = head
    return found


def visit_mention(scene: Scene, line: Line, verb: int) -> Mention | None:
    """Read a verb of visiting: a leader's visit told first of all, or one that was asked for."""
    i = verb + 1
    if line[verb].lemma_ == "travel":
        if line.word(i) != "to":
            return None
        i += 1
    place, after = read_place(scene, line, i, len(line), at=True) if i < len(line) else ("", i)
    if not place or scene.territory(place) is None:
        return None
    asking = next((j for j in range(verb - 1, max(-1, verb - _ASKED), -1) if line[j].lemma_ in _ASKING), -1)
    asked = asking >= 0
    subject, persons = _asked(scene, line, asking, verb) if asked else _visiting(scene, line, verb)
    status = "planned" if asked else _told(line, verb)
    if status is None or subject is None or not persons:
        return None
    clause = Clause.of(line, verb, subject)
    interval = days_of(clause_time(scene, clause))
    return Mention(
        line=line,
        first=verb if asked else subject[0],
        last=after,
        head=verb,
        noun="visit",
        cls="visit",
        name=f"visit of {styled(persons[0])} to {place}",
        status=status_by_time(interval, scene.context.on) or status,
        interval=interval,
        place=place,
        host=scene.host_of(place),
        format="in_person",
        clause=True,
        verb=verb,
        subject=subject,
    )


def _visiting(scene: Scene, line: Line, verb: int) -> tuple[tuple[int, int] | None, Sequence[Named]]:
    """Return the subject of a verb of visiting, and the persons it names."""
    subject = subject_of(line, verb)
    return subject, () if subject is None else scene.persons_of(line, subject[0], verb)


def _asked(scene: Scene, line: Line, asking: int, verb: int) -> tuple[tuple[int, int] | None, Sequence[Named]]:
    """Return the subject of the words that ask for a visit, and the persons who are asked.

    They are the object of "invite", the subject of "accept an invitation", who is given an invitation.
    """
    at = asking
    while line[at].pos_ != "VERB" and line.head(at) >= 0 and line.head(at) != at:
        at = line.head(at)
    subject = subject_of(line, at)
    if subject is None:
        return None, ()
    if line[at].lemma_ == "accept":
        return subject, scene.persons_of(line, *subject)
    return subject, scene.persons_of(line, at, verb)


def _told(line: Line, verb: int) -> str | None:
    """Return held for a visit in the past or present tense at the start of a block, planned for a modal, else None."""
    helpers = {child.lower_ for child in line[verb].children if child.dep_ == "aux"}
    if helpers & {"will", "shall"}:
        return "planned"
    past = line[verb].tag_ in ("VBD", "VBN", "VBZ") and not helpers & {"to", "has", "have", "would"}
    return "held" if past and line.sentence.number == 1 else None
