"""Who meets: the subject of a verb of meeting, whole, without what is no part of it, and the body that it names."""

from __future__ import annotations

import re

from communique.extract.meetings.line import Line
from communique.extract.meetings.naming import clean
from communique.extract.meetings.phrase import number_of
from communique.extract.meetings.scene import Scene

# "led a delegation to meet with": in the past, they did.
COMING = frozenset({"lead", "travel", "come", "gather", "bring", "assemble", "visit"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# A body's noun alone has at most so many words.
_NOUN_ALONE = 2
_WE = frozenset({"we", "they", "both", "who"})
# What a subject says besides who met: whose officials in general, who looked on.
_GENERAL = re.compile(
    r",? (?:from (?:our|the (?:two|three|four|respective))|as witnessed by|joined by|together with)\b.*$"
)
# A name comes behind a comma or bracket; the full style of a state gives way to its name.
_BEHIND = re.compile(r"[\w.)'](?: ?\(|,)\s*$")
_STATE = re.compile(r"\b(?:the )?(?:Republic|Kingdom) of (?!Korea|the |China)(?=[A-Z])")
_PERSONS = frozenset(
    {"leader", "minister", "principal", "official", "president", "advisor", "adviser", "secretary", "head"}
)
# Who meet as the members of a body, and what its name is made of.
_MEMBERS = frozenset({"principal", "member", "co-chair", "cochair", "chair", "representative", "delegate"})
_NAMING = frozenset({"PROPN", "ADJ", "NOUN"})
LONGEST_LEAD = 7


def who_came(line: Line, subject: tuple[int, int]) -> tuple[int, int]:
    """Return a subject without the verb by which they came ("X led a delegation to meet with"), where it holds it."""
    first, end = subject
    came = (i for i in range(first + 1, end) if line[i].tag_ == "VBD" and line[i].lemma_ in COMING)
    return first, next(came, end)


def named_before(line: Line, verb: int) -> tuple[int, int] | None:
    """Return the name before ", most recently convened on", which the parse gives another subject."""
    if line.lower[max(0, verb - 3) : verb] != (",", "most", "recently"):
        return None
    end = first = verb - 3
    if line[first - 1].text == ")":
        first = next((i for i in range(first - 1, max(-1, first - 6), -1) if line[i].text == "("), first)
        end = first
    while first > 0 and line.capital(first - 1) and line[first - 1].pos_ in ("PROPN", "ADJ", "NOUN"):
        first -= 1
    return (first, end) if first < end else None


def whole(scene: Scene, line: Line, subject: tuple[int, int]) -> tuple[int, int]:
    """Return a subject with the start of a person's name that the parse cut off ("Joseph R. Biden, Jr. met")."""
    first, end = subject
    if not scene.is_person(line, first):
        return subject
    while first > 0 and scene.is_person(line, first - 1):
        first -= 1
    while first > 0 and line.capital(first - 1) and line[first - 1].pos_ == "PROPN":
        first -= 1
    return first, end


def are_people(scene: Scene, line: Line, first: int, end: int) -> bool:
    """Tell whether the heads of a range, on which its other words hang, are people, parties or bodies that meet."""
    heads = [i for i in range(first, end) if not first <= line.head(i) < end and line[i].pos_ in _NOMINAL]
    heads = heads or [i for i in range(first, end) if line[i].pos_ in _NOMINAL]
    if any(scene.is_person(line, i) or line.lower[i] in _WE for i in heads):
        return True
    parties = any(scene.is_party(line, i) and line[i].pos_ == "PROPN" for i in heads)
    return parties or any(number_of(line[i])[0] in scene.words.people for i in heads)


def without_names(scene: Scene, line: Line, first: int, end: int) -> str:
    """Return a subject that lists persons behind their parties without these persons, "" where it is no such list.

    "Ministers of A, X, the Republic of B, Y, and C, Z" are the "Ministers of A, B and C".
    """
    named = {n.start: n for n in scene.persons_of(line, first, end)}
    persons = [n for _, n in sorted(named.items()) if _BEHIND.search(line.text(first, line.after(n.start)))]
    if len(persons) < 2 or len(persons) != len(named):
        return ""
    start, parts, at = line.start(first), list[str](), first
    for n in persons:
        owners = scene.parties_in(line.start(at), n.start)
        if len({party.code for party in owners}) != 1 or n.start < start:
            return ""
        text = line.text(at, line.after(n.start)).rstrip(" ,;(")
        parts.append(_STATE.sub("", text))
        at = line.after(n.end)
        while at < end and (line[at].is_punct or line.lower[at] in ("and", "of")):
            at += 1
    return "" if at < end else f"{', '.join(parts[:-1])} and {parts[-1]}".removeprefix("The ")


def without_rest(who: str) -> str:
    """Return a subject without what it says besides who met."""
    return _GENERAL.sub("", clean(who))


def body_of(scene: Scene, line: Line, subject: tuple[int, int]) -> str | None:
    """Return the body that meets, where the subject is one by name ("The Joint Steering Group met")."""
    first, end = subject
    while first < end and line[first].pos_ == "DET":
        first += 1
    if end - first == 1 and line.capital(first) and line.lower[first] in scene.words.bodies:
        noun = clean(line.text(first, end))
        return noun if in_full(scene, noun) != noun else None
    if end - first < 2 or not line.capital(first) or scene.persons_of(line, first, end):
        return None
    if any(number_of(line[i])[0] in _PERSONS for i in range(first, end)):
        return _of_members(scene, line, first, end)
    heads = [i for i in range(first, end) if line.lower[i] in scene.words.bodies and line.capital(i)]
    listed = any(line[i].text == "," for i in range(first, end))
    return clean(line.text(first, end)) if heads and not listed else None


def in_full(scene: Scene, body: str) -> str:
    """Return the full name of a body called by its noun alone ("the Task Force"), where one body has that noun."""
    if len(body.split()) > _NOUN_ALONE:
        return body
    found = [o.name for o in scene.context.organizations if f" {body} " in f" {o.name} " and o.name != body]
    return found[0] if len(found) == 1 else body


def _of_members(scene: Scene, line: Line, first: int, end: int) -> str | None:
    """Return the body whose members meet, where a subject ends in its name ("the Principals of the Cyber Group")."""
    who = next((i for i in range(first, end) if line[i].pos_ in ("NOUN", "PROPN")), first)
    if number_of(line[who])[0] not in _MEMBERS:
        return None
    if line[end - 1].text == ")":
        end = next((i for i in range(end - 2, max(first, end - 7), -1) if line[i].text == "("), end)
    start = end
    while start > first and line.capital(start - 1) and line[start - 1].pos_ in _NAMING:
        start -= 1
    closed = end - start > 1 and line.lower[end - 1] in scene.words.bodies
    return clean(line.text(start, end)) if closed and line.lower[start - 2 : start] == ("of", "the") else None


def lead_in(scene: Scene, line: Line) -> str | None:
    """Return the body that a list item is headed by ("Senior Officials Group. ..."), None where there is none."""
    sentence = line.sentence
    if sentence.block.kind != "item" or sentence.number != 2:
        return None
    words = scene.context.parsed.sentences[sentence.index - 1].span.text.strip(" .:").split()
    if 1 < len(words) <= LONGEST_LEAD and words[0][0].isupper() and words[-1].lower() in scene.words.bodies:
        return " ".join(words)
    return None
