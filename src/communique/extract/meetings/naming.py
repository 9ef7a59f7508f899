"""Names of meetings: the words that name one, its number, and the series they tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.extract.meetings.lexicon import Words
from communique.extract.meetings.line import Line
from communique.extract.meetings.phrase import Phrase, number_of
from communique.extract.meetings.right import Part
from communique.extract.meetings.scene import Scene, years_in
from communique.extract.meetings.series import Known, fold, shortened, spelled_out

_FIGURE = re.compile(r"(\d{1,3})(?:(st|nd|rd|th)(?=[A-Z]|\b)|\b)")
# "10thASEAN Summit": what a page's markup lost between a number and a name.
_GLUED = re.compile(r"\b(\d{1,3}(?:st|nd|rd|th))(?=[A-Z])")
_SUFFIXES = ("st", "nd", "rd", "th")
_MARKUP = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")
# "2+2", "3+3": ministers of two or three portfolios a side.
_FORMATION = re.compile(r"\d\s?\+\s?\d")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OWNS = frozenset({"'s", "'"})
# Posts whose one holder holds what is theirs.
_HOLDERS = frozenset({"president", "chancellor", "king"})
_PEOPLE = frozenset({"minister", "leader", "governor", "official", "adviser", "advisor"})
# Heads that name no series of their own: "the meeting of the Council" is one of the Council's.
_PLAIN = frozenset({"meeting", "session", "gathering", "convening", "round", "edition", "iteration", "plenary"})


@dataclass(frozen=True, slots=True)
class Naming:
    """A meeting's `name`, `ordinal`, and `year`; its `series` and the folded words `key` that tell it from others."""

    name: str
    ordinal: int | None
    year: int | None
    series: str | None
    level: str
    key: tuple[str, ...]
    bag: frozenset[str]
    named: bool
    known: Known | None


def name_of(scene: Scene, phrase: Phrase, parts: list[Part], silent: range) -> Naming:
    """Return the naming of a phrase with the parts after it; `silent` are indices (of a place) that name no series."""
    words, line = scene.words, phrase.line
    ordinal, numbered = ordinal_in(words, phrase)
    if ordinal is None and not numbered and phrase.noun.word in _PLAIN:
        ordinal = _linked_ordinal(words, phrase, parts)
    # A board is told from itself by its month alone.
    by_month = words.months if "board" in (phrase.noun.word, *phrase.said) else frozenset()
    days = {i for i in phrase.premodifiers if _is_day(scene, phrase, i)}
    said = [i for i in phrase.premodifiers if not (i in days or _is_in_person(line, i))]
    said = [i for i in said if line[i].text != "," or i - 1 in said]
    if phrase.noun.word not in _PLAIN:
        said = said[_owner_ends(scene, phrase, said) :]
    kept = _from_first_name(words, phrase, said)
    links = _links(phrase, parts)
    after = "".join(" " + line.text(part.first, part.end) for part in links)
    head = line[phrase.head].text
    month = "".join(f"{line[i].text} " for i in sorted(days) if line.lower[i] in by_month)
    name = clean(f"{month}{_joined(phrase, kept)}{head}{after}")
    plain = [i for i in kept if i not in numbered and i not in silent and not _is_loose(words, line, i)]
    plain = _from_first_name(words, phrase, plain)
    series_words = [i for i in plain if not _YEAR.fullmatch(line[i].text) and line.lower[i] not in words.formats]
    full = clean(f"{_joined(phrase, series_words)}{singular_head(phrase)}{after}")
    capital = [i for i in plain if line.capital(i) and line.lower[i] not in words.ordinals]
    body = _body(scene, phrase, links) if phrase.noun.word in _PLAIN else None
    named = (
        bool(body)
        or _FORMATION.search(name) is not None
        or any(not _is_someone(scene, phrase, i) for i in capital)
        or _is_titled(phrase, capital, links)
    )
    known = _known(scene, phrase, links, capital, full, name)
    series = known.name if known is not None else (body or (full if named else None))
    if body and known is None:
        series = _at_length(scene, body, line.start(phrase.head))
    key = fold(series) if series else fold(full)
    if known is None and not body and _of_persons(scene, phrase, capital):
        series = None
    elif known is None and series:
        series = _spelled(scene, phrase, series)
    return Naming(
        name=name,
        ordinal=ordinal,
        year=_year(phrase, kept),
        series=series,
        level=known.level if known is not None else "",
        key=shortened(key, scene.acronyms),
        bag=frozenset({*key, *fold(full), *shortened(key, scene.acronyms)}),
        named=named or known is not None,
        known=known,
    )


def _at_length(scene: Scene, body: str, place: int) -> str:
    """Return a body's name with what it is on, where the text before a place names just one such body so at length."""
    pattern = rf"\b{re.escape(body)} (?:on|for) (?:the )?[A-Z][\w-]*(?: (?:(?:and|of|for) (?:the )?)?[A-Z][\w-]*)*"
    found = {clean(match.group()) for match in re.finditer(pattern, scene.context.parsed.plain[:place])}
    return found.pop() if len(found) == 1 else body


def _of_persons(scene: Scene, phrase: Phrase, capital: list[int]) -> bool:
    """Tell whether a meeting is one of persons, and so of no series ("President X's Meeting with G7 Leaders")."""
    if phrase.noun.word not in _PLAIN and phrase.noun.cls != "call":
        return False
    line = phrase.line
    for at, i in enumerate(phrase.premodifiers):
        before = phrase.premodifiers[:at]
        if line[i].text in _OWNS and any(scene.is_person(line, j) or line.lower[j] in _HOLDERS for j in before):
            return True
    return all(_is_someone(scene, phrase, i) or line.lower[i] in scene.words.formats for i in capital)


def _spelled(scene: Scene, phrase: Phrase, series: str) -> str:
    """Return a series with its first word written out, where that is an acronym of a body that the text explains."""
    first, _, rest = series.partition(" ")
    if phrase.noun.word not in _PLAIN or rest.lower() != phrase.noun.word or not first.isupper():
        return series
    whole = spelled_out(f"meeting of the {first}", scene.context.parsed.plain)
    return clean(_BRACKETS.sub("", whole.removeprefix("meeting of the "))) if whole.endswith(")") else series


def _owner_ends(scene: Scene, phrase: Phrase, said: list[int]) -> int:
    """Return how many of the words before a head are a person's who holds it ("President X's COVID-19 Summit")."""
    line = phrase.line
    at = next((n for n, i in enumerate(said) if line[i].text in _OWNS), -1)
    if at < 1 or at + 1 >= len(said) or not line.capital(said[at + 1]):
        return 0
    last = said[at - 1]
    return at + 1 if scene.is_person(line, last) or line.lower[last] in _HOLDERS else 0


def _links(phrase: Phrase, parts: list[Part]) -> list[Part]:
    """Return the parts that belong to the name: "with" to plain meetings only, "on" a name to any other name."""
    line = phrase.line
    plain = phrase.noun.word in _PLAIN or phrase.noun.cls == "call" or phrase.noun.titled
    titled = line.capital(phrase.head) and any(line.capital(i) for i in phrase.premodifiers)
    plain = plain or phrase.noun.dated or (phrase.noun.cls == "mechanism" and not titled)
    links = [p for p in parts if p.kind == "name" and (p.link != "with" or plain)]
    links = [p for p in links if p.link != "on" or line.word(p.first + 1) not in ("this", "these", "that")]
    return [p for p in links if p.link != "on" or not titled or any(map(line.capital, range(p.first + 1, p.end)))]


def _is_titled(phrase: Phrase, capital: list[int], links: list[Part]) -> bool:
    """Tell whether a capitalised head with something before or after it is a title ("the Summit for Democracy")."""
    head = phrase.line[phrase.head]
    titled = head.pos_ == "PROPN" or any(phrase.line.capital(p.first + 1) for p in links)
    return head.text[0].isupper() and titled and bool(capital or links)


def _known(scene: Scene, phrase: Phrase, links: list[Part], capital: list[int], full: str, name: str) -> Known | None:
    """Return the series of a pack that a phrase names: by its forms, by all its parties, or by its group."""
    last = max((part.end for part in links), default=phrase.head + 1)
    codes = scene.codes_in(phrase.line, phrase.core, last)
    known = scene.series.match(full) or scene.series.match(name)
    if known is not None and codes <= scene.series.codes(known):
        return known
    if phrase.noun.word not in ("summit", "meeting"):
        return None
    if phrase.noun.word == "summit" and capital and all(_is_someone(scene, phrase, i) for i in capital):
        known = scene.series.of_leaders(codes)
        if known is not None:
            return known
    folded = fold(full)
    rest = [word for word in folded if word not in scene.words.levels and word != phrase.noun.word]
    if not rest or (phrase.noun.word == "meeting" and not {"leader", "leaders"} & set(folded)):
        return None
    return scene.series.of_group(rest)


def ordinal_in(words: Words, phrase: Phrase) -> tuple[int | None, set[int]]:
    """Return the number before a head ("second", "15th", "inaugural") and the indices of the tokens that say it.

    An ordinal that counts from persons ("their first meeting") is None.
    """
    line = phrase.line
    for i in phrase.premodifiers:
        number, used = words.ordinals.get(line.lower[i]), {i}
        joined = words.ordinals.get(f"{line.lower[i]}-{line.word(i + 2)}") if line.word(i + 1) == "-" else None
        if joined is not None:
            number, used = joined, {i, i + 1, i + 2}
        elif number is None:
            number, used = _figure(phrase, i)
        if number is not None:
            return (None if _counts_otherwise(words, phrase, i) else number), used
    return None, set()


def _linked_ordinal(words: Words, phrase: Phrase, parts: list[Part]) -> int | None:
    """Return the number of "the convening of the 1st Dialogue"."""
    part = next((p for p in parts if p.kind == "name" and p.link == "of"), None)
    text = "" if part is None else clean(phrase.line.text(part.first + 1, part.end)).removeprefix("the ")
    first, _, rest = text.partition(" ")
    figure = _FIGURE.match(first)
    if not rest or (figure is not None and not figure.group(2)):
        return None
    return int(figure.group(1)) if figure is not None else words.ordinals.get(first.lower())


def _without_ordinal(words: Words, name: str) -> str:
    """Return the name of a body or series without the number before it."""
    first, _, rest = name.partition(" ")
    figure = _FIGURE.match(first)
    return rest if rest and ((figure is not None and figure.group(2)) or first.lower() in words.ordinals) else name


def _counts_otherwise(words: Words, phrase: Phrase, i: int) -> bool:
    """Tell whether an ordinal counts from persons or within a government ("the two leaders' third meeting")."""
    line = phrase.line
    if phrase.determiner in ("their", "his", "her"):
        return True
    if any(line[j].text in ("'", "'s") and line.word(j - 1) in words.leader_words for j in range(phrase.core, i)):
        return True
    after = line.lower[phrase.head + 1 : phrase.head + 8]
    return bool(words.terms.intersection(after)) and after[0] in ("in", "of", "under")


def _figure(phrase: Phrase, i: int) -> tuple[int | None, set[int]]:
    """Read "15th", "9 th" or "9<sup>th</sup>"."""
    line = phrase.line
    match = _FIGURE.match(_MARKUP.sub("", line[i].text))
    if match is None:
        return None, set()
    if match.group(2):
        return int(match.group(1)), {i}
    for ahead in range(i + 1, min(i + 6, phrase.head)):
        if line.lower[ahead].startswith(_SUFFIXES) and line.lower[ahead][2:3] in ("", "<"):
            close = ahead
            while (
                close + 1 < phrase.head
                and line.tight(close + 1)
                and line[close + 1].text in ("<", "/sup", ">", "/", "sup")
            ):
                close += 1
            return int(match.group(1)), set(range(i, close + 1))
        if line.lower[ahead] not in ("<", "sup", ">", "<sup>"):
            break
    return None, set()


def _is_day(scene: Scene, phrase: Phrase, i: int) -> bool:
    """Tell whether a token says when, other than by a year alone, and so belongs to no name."""
    time = scene.time_over(phrase.line, i)
    # A meeting that is itself a time ("by this year's General Assembly") keeps its words.
    itself = time is not None and time.core.end > phrase.line.start(phrase.head)
    return time is not None and not itself and not _YEAR.fullmatch(time.core.quote)


def _is_in_person(line: Line, i: int) -> bool:
    """Tell whether a token is of an "in person meeting", whose "in" the phrase may leave out."""
    return (line.word(i - 1), line.lower[i]) == ("in", "person") or (line.lower[i], line.word(i + 1)) == (
        "in",
        "person",
    )


def _from_first_name(words: Words, phrase: Phrase, indices: list[int]) -> list[int]:
    """Drop the words at the start of a phrase that belong to no name ("the recent, successful ...")."""
    line = phrase.line
    for at, i in enumerate(indices):
        if not _is_loose(words, line, i) and line[i].text not in ("'s", ",", "-", "'"):
            return indices[at:]
    return []


def _is_loose(words: Words, line: Line, i: int) -> bool:
    """Tell whether a word tells no meeting from another ("recent", "multiple"); as part of a title it does."""
    opens = line.lower[i] in words.which and not any(token.is_alpha for token in line.tokens[:i])
    return (opens or not line.capital(i)) and (line.lower[i] in words.dropped or line.lower[i] in words.generic)


def _joined(phrase: Phrase, indices: list[int]) -> str:
    """Return tokens with the spaces that stood between them, and one after them unless a hyphen glues the head."""
    line, out = phrase.line, ""
    for at, i in enumerate(indices):
        glued = at > 0 and indices[at - 1] == i - 1 and line.tight(i)
        out += line[i].text if glued or not out else f" {line[i].text}"
    glue = bool(indices) and indices[-1] == phrase.head - 1 and line.tight(phrase.head)
    return out if not out or glue else f"{out} "


def clean(text: str) -> str:
    """Return a name without markup and with single spaces."""
    return _SPACES.sub(" ", _GLUED.sub(r"\1 ", _MARKUP.sub("", text))).strip(" ,;-\u2013*")


def _year(phrase: Phrase, kept: list[int]) -> int | None:
    years = years_in([phrase.line[i].text for i in kept]) or years_in([phrase.line.word(phrase.head + 1)])
    return years[0] if years else None


def _body(scene: Scene, phrase: Phrase, links: list[Part]) -> str | None:
    """Return the body whose meeting it is ("meeting of the Strategic Consultative Group"), None where none is named."""
    line = phrase.line
    for part in links:
        first = part.first + 1
        while first < part.end and line[first].pos_ == "DET":
            first += 1
        if part.link != "of" or first >= part.end:
            continue
        names = [i for i in range(first, part.end) if line.capital(i)]
        closed = line.capital(part.end - 1) or line[part.end - 1].text == ")"
        if not closed or not names or all(_is_someone(scene, phrase, i) for i in names):
            continue
        name = _without_ordinal(scene.words, clean(_BRACKETS.sub("", line.text(first, part.end))))
        nouns = {number_of(line[i])[0] for i in range(first, part.end)}
        if nouns & _PEOPLE:
            return clean(f"{name} {singular_head(phrase)}")
        return name if nouns & scene.words.bodies or name.isupper() else None
    return None


def _is_someone(scene: Scene, phrase: Phrase, i: int) -> bool:
    """Tell whether a capitalised token belongs to a state or a person, and so names no series by itself."""
    line = phrase.line
    if line.lower[i] in scene.words.events:
        return False
    if line[i].text in ("-", "President", "Minister", "Prime", "Leaders", "Leader") or scene.is_person(line, i):
        return True
    return scene.is_party(line, i) and not (scene.codes_in(line, i, i + 1) & scene.series.groups)


def singular_head(phrase: Phrase) -> str:
    """Return the head in the singular; "talks" and the like stay as they are."""
    head = phrase.line[phrase.head].text
    if phrase.noun.word == "conversation" or phrase.noun.dated:
        return head
    return head[:-1] if phrase.plural and not phrase.noun.plural and head.endswith("s") else head


def singular(name: str, phrase: Phrase) -> str:
    """Return a name with its head in the singular."""
    head = phrase.line[phrase.head].text
    return re.sub(rf"\b{re.escape(head)}\b", singular_head(phrase), name, count=1)
