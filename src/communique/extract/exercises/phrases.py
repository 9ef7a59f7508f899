"""Phrases of exercises: proper names, and descriptions with a noun of exercises at their head."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from communique.extract.context import Context
from communique.extract.exercises.lexicon import Lexicon
from communique.extract.instruments.words import MONTHS, Passage

_DETERMINERS = frozenset(
    ["a", "an", "the", "our", "their", "its", "this", "these", "those", "such", "other", "another", "all", "any"]
)
_NAMING = frozenset(["named", "called", "dubbed", "codenamed", "titled"])
_NOT_IN_NAME = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "in",
        "on",
        "for",
        "with",
        "by",
        "to",
        "at",
        "as",
        "this",
        "our",
        "their",
        "joint",
        "exercise",
        "exercises",
        "military",
    ]
)
_PAST = frozenset({"held", "conducted", "hosted", "staged", "ran", "executed", "organized"})
_HELD_WITH = frozenset({"conducted", "held", "hosted", "organized", "organised"})
_TAIL = frozenset(["between", "among", "with", "of"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that speaks of an exercise.

    Words `first` to `last` (exclusive) are the phrase, `name_first` to `name_last` its name, `noun` the place of the
    noun of exercises, or -1. `rule` names the rule: `known`, `named` or `described`.
    """

    passage: Passage
    first: int
    last: int
    name_first: int
    name_last: int
    noun: int
    rule: str


def phrases_in(passage: Passage, context: Context, entries: Lexicon) -> list[Phrase]:
    """Return the phrases of a passage that speak of exercises, in its order, none overlapping another."""
    kinds = _kinds(passage, context)
    found: list[Phrase] = []
    for first, last, noun, rule in [*_known(passage, entries), *_named(passage, kinds, entries)]:
        if all(last <= p.name_first or p.name_last <= first for p in found):
            begin = _begin(passage, kinds, min(first, noun) if noun >= 0 else first, entries)
            end = max(last, noun + 1)
            found.append(Phrase(passage, begin, end, first, last, noun, rule))
    times = frozenset(time.core.start for time in context.times if time.recurrence is None)
    named = [passage.sentence(phrase.name_first) for phrase in found if phrase.noun >= 0]
    for phrase in _described(passage, kinds, times, entries):
        counted = any(word.lower in entries.ordinals for word in passage.words[phrase.first : phrase.last])
        about_named = not counted and any(first <= phrase.first < last for first, last in named)
        about_named = about_named and not _of_its_own(phrase, found, entries)
        about_named = about_named or any(_beside(phrase, other) for other in found if other.rule != "described")
        if not about_named and all(phrase.last <= p.first or p.last <= phrase.first for p in found):
            found.append(phrase)
    return sorted(found, key=lambda phrase: phrase.first)


def _beside(phrase: Phrase, named: Phrase) -> bool:
    """Tell whether a description is set beside a name by a comma or a bracket ("Blue Heron, a naval exercise")."""
    words = phrase.passage.words
    left, right = sorted((phrase, named), key=lambda p: p.first)
    between = [word.text for word in words[left.last : right.first]]
    return between in ([","], ["("], ["-"], ["\u2013"])


def _of_its_own(phrase: Phrase, named: list[Phrase], entries: Lexicon) -> bool:
    """Tell whether a further verb brings in one more exercise behind a named one ("and to conduct a drill")."""
    words = phrase.passage.words
    indefinite = words[phrase.first].lower in ("a", "an")
    behind = any(other.last < phrase.first - 1 for other in named)
    return indefinite and behind and words[phrase.first - 1].lower in entries.events


def _kinds(passage: Passage, context: Context) -> dict[int, str]:
    """Return the part of speech of the token that starts at a place, for the passage's sentences."""
    sentences = context.parsed.sentences
    first = bisect_left(sentences, passage.block.start, key=lambda sentence: sentence.start)
    last = bisect_left(sentences, passage.block.end, key=lambda sentence: sentence.start)
    return {sentence.offset + token.idx: token.pos_ for sentence in sentences[first:last] for token in sentence.span}


# proper names


def _known(passage: Passage, entries: Lexicon) -> Iterator[tuple[int, int, int, str]]:
    """Yield known names, each with its noun beside it, or -1; names that are plain words need the noun."""
    words = passage.words
    for index, word in enumerate(words):
        if not word.text[0].isupper():
            continue
        for name in entries.known.get(word.lower, ()):
            last = index + len(name)
            if tuple(w.lower for w in words[index:last]) != name:
                continue
            noun = _noun_beside(passage, index, last, entries)
            if noun >= 0 or name not in entries.need_noun or (word.text.isupper() and len(word.text) > 2):
                yield index, _with_label(passage, last), noun, "known"
            break


def _noun_beside(passage: Passage, first: int, last: int, entries: Lexicon) -> int:
    """Return the place of the noun of exercises right before or soon after a name, or -1."""
    words = passage.words
    before = first - 1
    while before >= 0 and words[before].text in '"(':
        before -= 1
    if before >= 0 and words[before].lower in entries.nouns:
        return before
    after = last
    while after < len(words) and after < last + 4:
        if words[after].lower in entries.nouns:
            return after
        if words[after].text in ".;:,)" or words[after].lower in _DETERMINERS:
            break
        after += 1
    return -1


def _named(passage: Passage, kinds: dict[int, str], entries: Lexicon) -> Iterator[tuple[int, int, int, str]]:
    """Yield names that the noun of exercises shows to be such: "exercise NAME", "NAME exercise", "known as NAME"."""
    words = passage.words
    for index, word in enumerate(words):
        if not entries.nouns.get(word.lower) or kinds.get(word.start) in ("VERB", "AUX"):
            continue
        if any(w.lower in entries.not_sorts for w in words[max(0, index - 2) : index]):
            continue
        inside = word.capital and index > 0 and words[index - 1].capital
        after = None if inside else _title_after(passage, index + 1, entries)
        if after is not None:
            yield *after, index, "named"
            continue
        before = _title_before(passage, index, entries)
        if before is not None:
            yield *before, index, "named"
            continue
        called = _called(passage, index)
        if called is not None:
            yield *called, index, "named"


def _title_after(passage: Passage, at: int, entries: Lexicon) -> tuple[int, int] | None:
    words = passage.words
    if at < len(words) and words[at].text == '"':
        at += 1
    last = _title_end(passage, at)
    if last == at or _all_parties(passage, at, last) or passage.persons[at]:
        return None
    return (at, _with_label(passage, last)) if words[last - 1].lower not in entries.nouns else None


def _title_end(passage: Passage, at: int) -> int:
    words, last = passage.words, at
    while last < len(words) and words[last].capital and words[last].text[0].isalpha() and last - at < 5:
        last += 1
    return last


def _title_before(passage: Passage, noun: int, entries: Lexicon) -> tuple[int, int] | None:
    """Read "the 2024 Super Garuda Shield exercise": title words before the noun, with small adjectives between."""
    words, last = passage.words, noun
    while last > 0 and words[last - 1].lower in entries.sorts and not words[last - 1].capital:
        last -= 1
    if last > 0 and words[last - 1].text == '"':
        last -= 1
    end = last
    if last > 1 and words[last - 1].year and words[last - 2].capital:
        last -= 1
    first = last
    while (
        first > 0 and words[first - 1].capital and words[first - 1].text[0].isalpha() and not passage.codes[first - 1]
    ):
        if (
            words[first - 1].possessive
            or words[first - 1].lower in _NOT_IN_NAME
            or words[first - 1].lower in entries.ordinals
        ):
            break
        if words[first - 1].lower in entries.sorts and not words[first - 1].text.isupper() and first == last:
            return None
        first -= 1
    if first == last or passage.persons[first] or (passage.opens(first) and last - first == 1):
        return None
    if all(
        w.lower in entries.sorts or w.lower in entries.not_sorts or (w.acronym and last - first == 1)
        for w in words[first:last]
    ):
        return None
    return first, end


def _called(passage: Passage, noun: int) -> tuple[int, int] | None:
    """Read "an exercise known as the Maritime Big Play"."""
    words = passage.words
    for index in range(noun + 1, min(noun + 7, len(words))):
        if words[index].text in ".;:,":
            return None
        if words[index].lower in _NAMING or (words[index].lower == "as" and words[index - 1].lower == "known"):
            at = index + 1
            while at < len(words) and (words[at].lower in ("the", "as") or words[at].text == '"'):
                at += 1
            last = _title_end(passage, at)
            return (at, last) if last > at else None
    return None


def _with_label(passage: Passage, last: int) -> int:
    """Return `last`, moved past the label of an execution ("24-2", "2025")."""
    words = passage.words
    if last < len(words) and (words[last].year or (words[last].number and "-" in words[last].text)):
        return last + 1
    return last


def _all_parties(passage: Passage, first: int, last: int) -> bool:
    return all(passage.codes[k] for k in range(first, last))


# descriptions


def _described(passage: Passage, kinds: dict[int, str], times: frozenset[int], entries: Lexicon) -> Iterator[Phrase]:
    """Yield descriptions of one exercise: counted, or conducted by someone at some time or among named parties."""
    words = passage.words
    for index, word in enumerate(words):
        if word.lower not in entries.nouns or kinds.get(word.start) in ("VERB", "AUX"):
            continue
        if index + 1 < len(words) and kinds.get(words[index + 1].start) in ("NOUN", "PROPN"):
            continue
        if _called(passage, index) is not None:
            continue
        first = _begin(passage, kinds, index, entries)
        before = [w.lower for w in words[first:index]]
        parts = {part for w in before for part in (w, *w.split("-"))} | set(word.lower.split("-")[:-1])
        if parts & entries.not_sorts or not (parts & entries.sorts):
            continue
        if not entries.nouns[word.lower] and not parts & (entries.sorts - {"military", "defense", "defence"}):
            continue
        last = _tail(passage, kinds, index + 1)
        if _identified(passage, (first, index, last), times, entries):
            start = first + (words[first].lower in _DETERMINERS)
            start += words[start].lower == "new" and start < index
            yield Phrase(passage, first, last, start, last, index, "described")


def _begin(passage: Passage, kinds: dict[int, str], noun: int, entries: Lexicon) -> int:
    """Return where the noun phrase starts that has word `noun` in it: with its determiner, past "iteration of"."""
    words, first = passage.words, noun
    while first > 0:
        word = words[first - 1]
        kind = kinds.get(word.start, "X")
        if word.lower in _DETERMINERS:
            first -= 1
            if first > 1 and words[first - 1].lower == "of" and words[first - 2].lower in entries.turns:
                first -= 1
                continue
            return first
        if word.lower == "of" and first > 1 and words[first - 2].lower in entries.turns:
            first -= 1
            continue
        if (
            word.lower in entries.turns
            and words[first].lower != "of"
            and (word.lower in entries.deeds or kind == "VERB")
        ):
            break
        if word.text in '"-' or word.lower in entries.sorts | entries.rhythms or word.lower in entries.turns:
            first -= 1
        elif word.lower in ("and", ",") or word.text == ",":
            if (
                first < noun
                and _modifier(passage, kinds, first - 2, entries)
                and _modifier(passage, kinds, first, entries)
            ):
                first -= 1
            else:
                break
        elif (
            kind in ("ADJ", "NOUN", "PROPN", "NUM", "X")
            or word.lower in entries.ordinals
            or word.year
            or word.lower in MONTHS
        ):
            if word.text in ".;:?!()":
                break
            first -= 1
        elif (kind == "ADV" and word.lower.endswith("ly")) or (
            kind == "VERB" and word.lower in ("combined", "named", "planned")
        ):
            first -= 1
        else:
            break
    while first < noun and words[first].lower in ("and", ","):
        first += 1
    return first


def _modifier(passage: Passage, kinds: dict[int, str], index: int, entries: Lexicon) -> bool:
    """Tell whether a word can be one of several modifiers of a noun of exercises."""
    if index < 0:
        return False
    word = passage.words[index]
    telling = entries.planned.before | entries.held.before | entries.standing.before | {"named"}
    return word.lower in entries.sorts or word.lower in telling or (kinds.get(word.start) == "ADJ" and not word.capital)


def _tail(passage: Passage, kinds: dict[int, str], at: int) -> int:
    """Return where the phrase ends: after "among the coast guards of ..."."""
    words = passage.words
    start = at + (at < len(words) and words[at].lower in _HELD_WITH)
    if start >= len(words) or words[start].lower not in _TAIL - {"of"}:
        return at
    last = start + 1
    while last < len(words) and (words[last].text not in ".;:,()" or _party_next(passage, last)):
        kind = "DET" if words[last].lower in _DETERMINERS else kinds.get(words[last].start, "X")
        if kind in ("VERB", "AUX", "PRON", "SCONJ") or (kind == "ADP" and words[last].lower not in _TAIL):
            break
        last += 1
    return last if last > start + 1 else at


def _party_next(passage: Passage, at: int) -> bool:
    """Tell whether a comma at word `at` goes on with a list of parties."""
    words, after = passage.words, at + 1
    while after < len(words) and words[after].lower in ("and", "the"):
        after += 1
    return words[at].text == "," and after < len(words) and bool(passage.codes[after]) and bool(passage.codes[at - 1])


def _identified(passage: Passage, place: tuple[int, int, int], times: frozenset[int], entries: Lexicon) -> bool:
    """Tell whether a description speaks of one exercise that could later be recognised.

    `place` is where it starts, its noun, and where it ends; `times` are the places of the document's times.
    """
    words, (first, noun, last) = passage.words, place
    before = [w.lower for w in words[first:noun]]
    if any(w in entries.ordinals for w in before) or any(w in entries.turns for w in before):
        return True
    begin, end = passage.sentence(noun)
    near = words[max(begin, first - 6) : first]
    event = any(word.lower in entries.events for word in (*near, *words[noun + 1 : min(end, last + 4)]))
    # "a workshop that would include a tabletop exercise"; "cooperation will include training" is at large.
    event = event or (before[:1] in (["a"], ["an"]) and words[first - 1].lower in ("include", "includes"))
    parties = {code for codes in passage.codes[first:noun] for code in codes}
    if words[noun].lower.endswith("s"):
        standing = bool(entries.rhythms & set(before) and entries.telling_sorts & set(before))
        return standing or "named" in before or (event and len(parties) > 1)
    if len({code for codes in passage.codes[first : min(end, last + 10)] for code in codes}) > 1:
        return True
    timed = any(passage.words[k].start in times for k in range(begin, end))
    planned = any(w.lower in entries.planned.verbs for w in near) or any(w in entries.planned.before for w in before)
    recent = any(w in entries.held.before for w in before)
    past = before[:1] in (["a"], ["an"]) and any(w.lower in _PAST for w in words[max(begin, first - 1) : first])
    return event and before[:1] != ["any"] and (timed or planned or recent or past or "new" in before)
