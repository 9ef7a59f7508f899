"""What a preposition leads to: a place, or the noun phrase of who meets, of what, by whom."""

from __future__ import annotations

from communique.extract.meetings.line import Line
from communique.extract.meetings.phrase import number_of
from communique.extract.meetings.scene import Scene

# A building whose name takes more words than this is told by its city where that stands after it.
LONG_VENUE = 3
_PARTICLES = frozenset({"de", "da", "do", "del", "di", "la", "el", "al", "den", "am", "an", "upon", "sur"})
_INSIDE = frozenset({"-", "'s", "'", "&", "."})
_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "X", "SYM"})
_WITHIN = frozenset({"'s", "'", "-", "\u2013", "/", "&", '"'})
_LISTS = frozenset({"between", "among", "amongst", "with", "by"})
_ABOUT = frozenset({("more", "than"), ("fewer", "than"), ("at", "least"), ("up", "to")})
_PARTIES = frozenset({"parties", "party", "signatories"})
_HELD = frozenset({"held", "hosted", "convened", "organized", "organised", "chaired", "led"})
LONGEST_LIST = 60


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
        elif i > begin and at and line.lower[i] == "of" and (after := _of(scene, line, i, end)):
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


def _of(scene: Scene, line: Line, i: int, end: int) -> int:
    """Return where "of" leads on inside a building's name; 0 where it leads to a body that meets in it."""
    j = after = i + 2 if line.word(i + 1) == "the" else i + 1
    while after < end and (line.capital(after) or line[after].text in _INSIDE):
        after += 1
    met = any(line.lower[k] in scene.words.bodies for k in range(j, after))
    return j if j < after and not met else 0


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
    # In a title every noun has its capital ("in Preparation for").
    proper = first.pos_ == "PROPN" and line.sentence.block.kind != "heading"
    return proper or first.ent_type_ in _ENTITIES or scene.territory(name) is not None


def _further(scene: Scene, line: Line, i: int, end: int) -> int:
    """Return where a place goes on: ", Japan", ", D.C.", " in Honolulu"; `i` where it ends."""
    if i + 1 >= end:
        return i
    if line[i].text == ",":
        after = _name(scene, line, i + 1, end, at=False)
        if after == i + 1:
            return i + 2 if line.lower[i + 1] in scene.words.regions else i
        country = scene.is_party(line, i + 1) and not _subject(line, after, end) and _same_state(scene, line, i, after)
        return after if line.text(i + 1, after).lower() in scene.words.regions or country else i
    if line.lower[i] == "in":
        after = _name(scene, line, i + 1, end, at=False)
        return after if after > i + 1 and _is_place(scene, line, i + 1, after) else i
    return i


def _same_state(scene: Scene, line: Line, comma: int, after: int) -> bool:
    """Tell whether what a comma parts lies in one state, as far as it is known ("Seoul, Canada and ..." does not)."""
    codes = scene.territory(line.text(comma - 1, comma)), scene.territory(line.text(comma + 1, after))
    return None in codes or codes[0] == codes[1]


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


def read_noun_phrase(scene: Scene, line: Line, i: int, end: int, *, link: str) -> int:
    """Return the index after the noun phrase that starts at `i`, `i` itself where there is none.

    `link` is the preposition before it. After "for" the phrase must be a name: other such phrases say what a
    meeting is held for.
    """
    begin = i
    if line.word(i) in scene.words.determiners:
        i += 1
    if link in _LISTS and (line.word(i), line.word(i + 1)) in _ABOUT and line.word(i + 2).isalnum():
        i += 2
    if link == "for" and not line.capital(i):
        return begin
    if line.word(i) in scene.words.apart:
        return begin
    nouns = closed = False
    while i < end:
        token = line[i]
        if closed and token.text == "," and not _of_parties(scene, line, i, end):
            break
        titled = line.capital(i) and i > begin and line.capital(i - 1) and token.pos_ in ("ADV", "VERB")
        participle = titled or (
            token.tag_ in ("VBN", "VBG") and token.dep_ in ("amod", "compound") and i < line.head(i) < end
        )
        if token.pos_ in _NOMINAL or participle:
            if nouns and scene.time_at(line, i) is not None:
                break
            nouns = nouns or token.pos_ in ("NOUN", "PROPN")
            i += 1
        elif token.pos_ == "PRON" and not nouns and link in ("with", "between"):
            nouns, i = True, i + 1
        elif token.text in _WITHIN or token.tag_ == "POS":
            i += 1
        elif token.text == "(" and nouns and (close := _close(line, i, end)):
            i = close
        elif nouns and (after := _continues(scene, line, i, end, link)) > i:
            closed = closed or ("and" in line.lower[i:after] and line.lower[i - 1] not in scene.words.fields)
            i = after
        else:
            break
    while i > begin and _dangles(line, i - 1):
        i -= 1
    process = nouns and line.lower[i - 1] in scene.words.papers and line.capital(begin) and not line.capital(i - 1)
    process = process and link not in _LISTS
    return i if nouns and not process else begin


def _of_parties(scene: Scene, line: Line, comma: int, end: int) -> bool:
    """Tell whether a comma behind "A and B" goes on with parties ("the Summit of A and B and C, D, and E")."""
    last = line.word(comma + 1) == "and"
    at = comma + 1 + last
    two = at < end and line.capital(at) and scene.is_party(line, comma - 1) and scene.is_party(line, at)
    return two and (not _starts_clause(line, at, end) if last else _list_closes(line, at, end))


def _dangles(line: Line, i: int) -> bool:
    """Tell whether a phrase cannot end in a token."""
    token = line[i]
    return (token.is_punct and token.text not in (")", '"', "'")) or token.pos_ in ("ADP", "CCONJ", "DET")


def _close(line: Line, i: int, end: int) -> int:
    return next((j + 1 for j in range(i + 1, min(end, i + 9)) if line[j].text == ")"), 0)


def _continues(scene: Scene, line: Line, i: int, end: int, link: str) -> int:
    """Return where a noun phrase goes on after "of", "and" or a comma at `i`; `i` where it ends."""
    word, after = line.lower[i], i + 1
    if after >= end:
        return i
    if word in ("of", "for", "to", "on", "from", "against"):
        return _after_preposition(scene, line, i, end)
    if word != "and" and line[i].text != ",":
        return i
    last = word == "and"
    if not last and line.lower[after] == "and":
        after, last = after + 1, True
    if line.word(after) in scene.words.determiners:
        after += 1
    return after if after < end and _joins(scene, line, i, after, end, link, last) else i


def _after_preposition(scene: Scene, line: Line, i: int, end: int) -> int:
    """Return the index after a preposition, and its article, that leads to more of a name; `i` where it does not."""
    word = line.lower[i]
    after = i + 2 if line.word(i + 1) in scene.words.determiners else i + 1
    if after >= end:
        return i
    if word != "of" and not line.capital(after):
        return i
    if word == "to" and line.lower[i - 1] not in _PARTIES:
        return i
    return i if word in ("on", "from") and scene.time_at(line, i) is not None else after


def _joins(scene: Scene, line: Line, i: int, after: int, end: int, link: str, last: bool) -> bool:
    """Tell whether the noun at `after`, behind a comma or "and" at `i`, is one more of a list.

    Lists are of parties, persons or fields; `last` tells that "and" stands before the noun.
    """
    fields = scene.words.fields
    if line.lower[i - 1] in fields and line.lower[after] in fields:
        return True
    listed = link in _LISTS or (link == "on" and last and not line.capital(i - 1) and _noun_phrase_closes(line, after))
    if not line.capital(after) and not (listed and line[after].pos_ in ("NOUN", "ADJ")):
        return False
    if _heads_meeting(scene, line, after, end):
        return False
    return not _starts_clause(line, after, end) if last else _list_closes(line, after, end)


def _noun_phrase_closes(line: Line, i: int) -> bool:
    """Tell whether small nouns from `i` come to a stop or a preposition: "talks on trade and digital policy in May"."""
    j = i
    while j < len(line) and line[j].pos_ in ("NOUN", "ADJ") and line[j].text.islower():
        j += 1
    return j > i and line[j - 1].pos_ == "NOUN" and (j >= len(line) or line[j].pos_ in ("ADP", "PUNCT"))


def _heads_meeting(scene: Scene, line: Line, i: int, end: int) -> bool:
    """Tell whether the noun phrase at `i` is itself a meeting's, and so the next item of the text, not of this one."""
    while i < end and (line[i].pos_ in _NOMINAL or line[i].text in _WITHIN):
        if number_of(line[i])[0] in scene.words.heads:
            return True
        i += 1
    return False


def _list_closes(line: Line, i: int, end: int) -> bool:
    """Tell whether a list that goes on at `i` reaches its "and" before any verb."""
    for j in range(i, min(end, i + LONGEST_LIST)):
        if line.lower[j] == "and":
            return not _starts_clause(line, j + 1, end)
        if line[j].pos_ in ("VERB", "AUX") or line[j].text in (";", ":"):
            return False
    return False


def _starts_clause(line: Line, i: int, end: int) -> bool:
    """Tell whether the noun at `i` is the subject of a verb that follows it at once."""
    for j in range(i, min(end, i + 12)):
        token = line[j]
        if line.lower[j] == "to" or (line.lower[j] in _HELD and line.word(j + 1) in ("in", "on", "at", "by", "from")):
            return False
        if token.pos_ in ("AUX", "VERB"):
            return token.tag_ not in ("VBN", "VBG")
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "DET", "NUM", "PART") and token.text not in ("-", "'s"):
            return False
    return False
