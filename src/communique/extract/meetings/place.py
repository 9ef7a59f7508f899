"""Places of meetings: read after "in" or "at", and found inside names."""

from __future__ import annotations

from communique.extract.meetings.line import Line
from communique.extract.meetings.scene import Scene

# A building whose name takes more words than this is told by its city where that stands after it.
LONG_VENUE = 3
_PARTICLES = frozenset({"de", "da", "do", "del", "di", "la", "el", "al", "den", "am", "an", "upon", "sur"})
_INSIDE = frozenset({"-", "'s", "'", "&", "."})
_ENTITIES = frozenset({"GPE", "LOC", "FAC"})


def read_place(scene: Scene, line: Line, i: int, end: int, *, at: bool = False) -> tuple[str, int]:
    """Return the place that starts at token `i` as written, without its article, and the index after it.

    Return ("", i) where no place starts there. After "at" the place may be a building or an institution.
    """
    begin = i
    if line.word(i) == "the" and i < end:
        i += 1
    after = _name(scene, line, i, end, at=at)
    if after == i or not _is_place(scene, line, i, after):
        return "", begin
    begin, name = i, after
    while (further := _further(scene, line, after, end)) > after:
        after = further
    city = name < after and line.lower[name] == "in" and name - begin > LONG_VENUE
    return line.text(name + 1 if city else begin, after), after


def _name(scene: Scene, line: Line, i: int, end: int, *, at: bool) -> int:
    """Return the index after the run of capitalised words at `i`, `i` itself where they only modify a noun."""
    begin = i
    while i < end:
        token = line[i]
        if scene.time_at(line, i) is not None:
            break
        proper = line.capital(i) and (token.pos_ in ("PROPN", "NOUN", "ADJ", "X") or token.ent_type_ in _ENTITIES)
        if proper or (i > begin and _is_inside(scene, line, i, end)):
            i += 1
        elif i > begin and at and line.lower[i] == "of" and (after := _of(line, i, end)):
            i = after
        else:
            break
    modifies = begin < i < end and line[i].pos_ == "NOUN" and line[i].text.islower()
    return begin if modifies and line[i - 1].dep_ in ("compound", "amod", "nmod") else i


def _is_inside(scene: Scene, line: Line, i: int, end: int) -> bool:
    """Tell whether a small word stands inside a name ("Rio de Janeiro", "Republic of Korea")."""
    if scene.is_party(line, i) and scene.is_party(line, i - 1):
        return True
    small = line[i].text in _INSIDE or line.lower[i] in _PARTICLES
    return small and i + 1 < end and line.capital(i + 1)


def _of(line: Line, i: int, end: int) -> int:
    j = i + 2 if line.word(i + 1) == "the" else i + 1
    return j if j < end and line.capital(j) else 0


def _is_place(scene: Scene, line: Line, i: int, after: int) -> bool:
    name = line.text(i, after)
    if name.lower() in scene.words.not_places or any(line.lower[j] in scene.words.not_venues for j in range(i, after)):
        return False
    if line.lower[i] in scene.words.heads or scene.is_person(line, i):
        return False
    letters = name.replace(".", "")
    if letters.isupper() and len(letters) <= 6:
        return scene.territory(name) is not None
    first = line[i]
    return first.pos_ == "PROPN" or first.ent_type_ in _ENTITIES or scene.territory(name) is not None


def _further(scene: Scene, line: Line, i: int, end: int) -> int:
    """Return where a place goes on: ", Japan", ", D.C.", " in Honolulu"; `i` where it ends."""
    if i + 1 >= end:
        return i
    if line[i].text == ",":
        after = _name(scene, line, i + 1, end, at=False)
        if after == i + 1:
            return i + 2 if line.lower[i + 1] in scene.words.regions else i
        country = scene.is_party(line, i + 1) and not _subject(line, after, end)
        return after if line.text(i + 1, after).lower() in scene.words.regions or country else i
    if line.lower[i] == "in":
        after = _name(scene, line, i + 1, end, at=False)
        return after if after > i + 1 and _is_place(scene, line, i + 1, after) else i
    return i


def _subject(line: Line, i: int, end: int) -> bool:
    """Tell whether a finite verb follows, so that what stood before it is its subject rather than a country."""
    return i < end and line[i].pos_ in ("VERB", "AUX") and line[i].tag_ not in ("VBN", "VBG")


def _is_known(scene: Scene, line: Line, group: range) -> bool:
    """Tell whether words name a place, all of them and no fewer ("Paris Nutrition" is none)."""
    name = line.text(group.start, group.stop)
    if name.lower() in scene.words.not_places or scene.territory(name) is None:
        return False
    shorter = (line.text(group.start, group.stop - 1), line.text(group.start + 1, group.stop))
    return len(group) == 1 or all(scene.territory(part) is None for part in shorter)


def place_inside(scene: Scene, line: Line, span: range) -> tuple[str, range]:
    """Return the place that stands among a head's premodifiers ("the Camp David Summit") and its indices."""
    for size in (3, 2, 1):
        for at in range(span.start, span.stop - size + 1):
            group = range(at, at + size)
            if not all(line.capital(i) and line[i].pos_ in ("PROPN", "ADJ", "NOUN") for i in group):
                continue
            glued = at + size < len(line) and line[at + size].text in _INSIDE and line.tight(at + size)
            if glued or any(scene.is_party(line, i) for i in group):
                continue
            if line.word(at + size) in scene.words.papers or not _is_known(scene, line, group):
                continue
            return line.text(at, at + size), group
    return "", range(0)
