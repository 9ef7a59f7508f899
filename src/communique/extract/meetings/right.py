"""What stands to the right of a meeting's noun: where, when, of what, with whom, held by whom."""

from __future__ import annotations

from dataclasses import dataclass

from communique.extract.meetings.after import read_noun_phrase, read_place
from communique.extract.meetings.line import Line
from communique.extract.meetings.scene import Scene
from communique.model import TimeExpression

_HOSTING = frozenset({"host", "co-host", "cohost", "hold", "convene", "organize", "organise", "chair"})
# Who holds a meeting takes at most so many words ("which the White House will host").
_HOLDER = 8
_NAME_LINKS = frozenset({"of", "for", "on", "between", "with", "among", "amongst"})
FARTHEST = 60
# A raised suffix in markup takes at most so many tokens.
_MARKUP = 8
_COMPANY = frozenset({"delegation", "spouse", "wife", "husband", "team"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part after a head: indices `first` to `end` (exclusive) along the line.

    `kind` is "time", "place", "by", "under", "which", "name" (a phrase after "of", "for", "on", "between", "with", the
    `link`), "format", "bracket", "verb" or "to". `text` is a place as written, a bracket's words or a format.
    """

    kind: str
    first: int
    end: int
    link: str = ""
    text: str = ""
    time: TimeExpression | None = None


def parts_after(scene: Scene, line: Line, i: int, *, lists: bool = False, to: bool = False) -> list[Part]:
    """Return the parts that follow without a break from token `i`. `lists`: "and" joins places; `to`: "to" a place."""
    end, parts = len(line), list[Part]()
    stop = min(end, i + FARTHEST)
    while i < stop:
        part = _part(scene, line, i, end, to=to) or _told_place(scene, line, i, end, parts)
        if part is not None and part.kind == "name" and parts and parts[-1].kind == "time" and not _whose(line, part):
            break
        if part is not None:
            parts.append(part)
            i = part.end
            continue
        if line[i].text == '"' and not parts:
            i += 1
            continue
        if parts and (after := _past_markup(line, i)) > i:
            i = after
            continue
        if to and line.lower[i] == "and" and line.word(i + 2) in _COMPANY:
            i += 3  # "the visit of X and her delegation to Y"
            continue
        if line[i].text != "," and not (lists and line.lower[i] == "and"):
            break
        held = _held_again(scene, line, i)
        if held:
            i = held
            continue
        after = i + 2 if lists and line[i].text == "," and line.word(i + 1) == "and" else i + 1
        if lists and parts and parts[-1].kind == "place" and _bare_place(scene, line, after, end):
            text, close = read_place(scene, line, after, end)
            parts.append(Part("place", after, close, parts[-1].link, text))
            i = close
        elif after < end and _goes_on(scene, line, after, end, parts):
            i = after
        else:
            break
    return parts


def _past_markup(line: Line, i: int) -> int:
    """Return the index after a raised suffix in markup ("April 22<sup>nd</sup>"), `i` where there is none."""
    if not line[i].text.startswith("<"):
        return i
    for j in range(i, min(len(line), i + _MARKUP)):
        if line[j].text.endswith(">") and "/" in line.text(i, j + 1):
            return j + 1
    return i


def _whose(line: Line, part: Part) -> bool:
    """Tell whether a part behind a time says by name whose meeting it is ("a meeting on May 3 of the Ports Group")."""
    first = part.first + 1 + (line.word(part.first + 1) == "the")
    return part.link == "of" and first < part.end and line.capital(first) and line.capital(part.end - 1)


def _held_again(scene: Scene, line: Line, i: int) -> int:
    """Return where ", the first ever to be held" comes to its verb, 0 where no such apposition follows the comma."""
    numbers = scene.words.ordinals.keys()
    if line[i].text != "," or line.word(i + 1) != "the" or line.word(i + 2) not in numbers:
        return 0
    return next((j for j in range(i + 3, min(len(line), i + 8)) if line.lower[j] in scene.words.participles), 0)


def _goes_on(scene: Scene, line: Line, i: int, end: int, parts: list[Part]) -> bool:
    """Tell whether what follows a comma or "and" still belongs to the meeting."""
    part = _part(scene, line, i, end, to=False)
    if part is None or part.kind not in ("time", "place", "verb", "under"):
        return False
    if part.time is not None and part.time.anchor.start == part.time.core.start and not line[i].text[0].isdigit():
        return line[i].text[0].isupper()
    if part.kind == "place" and any(p.kind == "place" for p in parts):
        return line.lower[i - 1] == "and"
    return bool(parts) or part.kind != "under"


def _told_place(scene: Scene, line: Line, i: int, end: int, parts: list[Part]) -> Part | None:
    """Read a place that telegraphic style sets bare after a time ("next talks first half next year Japan")."""
    if not parts or parts[-1].kind != "time" or any(part.kind == "place" for part in parts):
        return None
    if line[i].pos_ != "PROPN" or not _bare_place(scene, line, i, end):
        return None
    text, after = read_place(scene, line, i, end)
    closed = after >= end or line[after].text in (".", ";")
    return Part("place", i, after, "in", text) if closed and scene.territory(text) is not None else None


def _bare_place(scene: Scene, line: Line, i: int, end: int) -> bool:
    if not line.capital(i) or line[i].pos_ != "PROPN":
        return False
    text, after = read_place(scene, line, i, end)
    return bool(text) and (after >= end or line[after].pos_ not in ("VERB", "AUX", "NOUN", "PART"))


def _part(scene: Scene, line: Line, i: int, end: int, *, to: bool) -> Part | None:
    word = line.lower[i]
    time = scene.time_at(line, i) or (scene.time_at(line, i + 1) if word == "from" else None)
    if time is not None:
        return Part("time", i, line.after(time.anchor.end, i + 1), time=time)
    if word in ("in", "at", "near", "aboard") or (to and word == "to") or (word == "on" and _island(line, i)):
        return _located(scene, line, i, end)
    if line[i].text == "(":
        return read_bracket(line, i, end)
    if word in scene.words.formats and line[i].pos_ == "ADV":
        return Part("format", i, i + 1, text=scene.words.formats[word])
    if word in ("via", "by", "through", "over"):
        return _means(scene, line, i, end)
    if word == "under":
        return _under(line, i, end)
    if word == "of" and line.word(i + 1) == "which":
        return Part("which", i, i + 2)
    if word in _NAME_LINKS:
        after = read_noun_phrase(scene, line, i + 1, end, link=word)
        return Part("name", i, after, word) if after > i + 1 else None
    return _verb(scene, line, i) or _relative(scene, line, i)


def _located(scene: Scene, line: Line, i: int, end: int) -> Part | None:
    word = line.lower[i]
    if line.word(i + 1) == "person":
        return Part("format", i, i + 2, text="in_person")
    text, after = read_place(scene, line, i + 1, end, at=word == "at")
    return Part("to" if word == "to" else "place", i, after, word, text) if text else None


def _island(line: Line, i: int) -> bool:
    """Tell whether "on" leads to an island ("on Blake Island")."""
    return any(line.word(j) in ("island", "islands") and line.capital(j) for j in range(i + 1, i + 4))


def read_bracket(line: Line, i: int, end: int) -> Part | None:
    """Return the short bracket that opens at `i`."""
    for j in range(i + 1, min(end, i + 9)):
        if line[j].text == ")":
            return Part("bracket", i, j + 1, text=line.text(i + 1, j))
    return None


def _means(scene: Scene, line: Line, i: int, end: int) -> Part | None:
    """Read "by phone", "via secure video conference", or "by" and who held it."""
    for j in range(i + 1, min(end, i + 5)):
        format_ = scene.words.formats.get(line.lower[j])
        if format_ is not None:
            after = j + 2 if line.word(j + 1) in ("conference", "link", "call") else j + 1
            return Part("format", i, after, text=format_)
        if line[j].pos_ not in ("ADJ", "NOUN", "DET"):
            break
    if line.lower[i] != "by":
        return None
    after = read_noun_phrase(scene, line, i + 1, end, link="by")
    return Part("by", i, after, "by") if after > i + 1 else None


def _under(line: Line, i: int, end: int) -> Part | None:
    """Read "under the Italian Presidency", "under Japan's G7 presidency"."""
    for j in range(i + 1, min(end, i + 9)):
        if line.lower[j] in ("presidency", "chairmanship", "chair", "leadership"):
            return Part("under", i, j + 1, "under")
        if line[j].pos_ in ("VERB", "AUX") or line[j].text in (",", ";"):
            break
    return None


def _verb(scene: Scene, line: Line, i: int) -> Part | None:
    """Read a reduced or relative clause of holding: "held", "to be hosted", "which took place"."""
    j = i + 1 if line.lower[i] in ("which", "that") else i
    for phrase in scene.words.takes_place:
        if line.word(j) == phrase[0] and line.lower[j : j + len(phrase)] == phrase:
            return Part("verb", i, j + len(phrase), text=" ".join(phrase))
    k = i + 2 if line.lower[i : i + 2] == ("to", "be") else i
    if line.word(k) == "co" and line.word(k + 1) == "-" and line.word(k + 2) in scene.words.participles:
        return Part("verb", i, k + 3, text=f"{'to be ' if k > i else ''}co-{line.lower[k + 2]}")
    if line[i].pos_ == "ADV" and line.word(i + 1) in scene.words.participles:
        return Part("verb", i, i + 2, text=line.lower[i + 1])
    if j == i and line.lower[i] in scene.words.participles and line[i].tag_ in ("VBN", "VBD"):
        return Part("verb", i, i + 1, text=line.lower[i])
    return None


def _relative(scene: Scene, line: Line, i: int) -> Part | None:
    """Read "which Japan will host", "that the ROK hosted": who holds the meeting stands before the verb."""
    if line.lower[i] not in ("which", "that"):
        return None
    for j in range(i + 1, min(len(line), i + _HOLDER)):
        token = line[j]
        if token.pos_ == "VERB":
            held = token.lemma_ in _HOSTING and j > i + 1
            told = "will host" if token.tag_ == "VB" else "hosted"
            return Part("verb", i, j + 1, "that", told) if held else None
        if token.is_punct and token.text not in (".", "-"):
            return None
    return None
