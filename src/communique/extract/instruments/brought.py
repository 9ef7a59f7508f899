"""Instruments in small letters that somebody brings about for a purpose: "launch an action plan to prevent fires"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.instruments.lexicon import Head, Lexicon
from communique.extract.instruments.naming import Naming
from communique.extract.instruments.words import AND, Passage, Word

_DETERMINERS = frozenset(["the", "our", "their", "its", "a", "an"])
_ABOUT = frozenset(["on", "regarding", "concerning"])
# Marks and words at which a purpose ends.
_MARKS = frozenset('.;:?!(),"')
_ENDS = frozenset(
    ["that", "which", "who", "will", "would", "by", "through", "including", "while", "between", "when", "where", "is"]
)
_ENDS |= {"are", "was", "were", "as", "to", "with", "across", "based", "under", "during", "within", "throughout"}
_LOOSE = frozenset(["and", "of", "the", "a", "an", "in", "for", "on", "or", "from", "at"])
# How many words stand at most between a verb and the noun's determiner, before a noun, and in what it is about.
_NEAR, _BEFORE, _LONGEST = 3, 7, 18
# With so many words before the noun it is named without its purpose ("national gender strategy").
_NAMED = 2


def brought_about_in(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield what a verb of bringing about has as its object, named by its matter or purpose; not "a plan" at large."""
    words = passage.words
    for index, word in enumerate(words):
        if word.text[0].isupper():
            continue
        for noun, head in entries.brought.get(word.lower, ()):
            at = index + 1 - len(noun)
            if at >= 0 and tuple(w.lower for w in words[at : index + 1]) == noun:
                naming = _brought(passage, at, index + 1, head, entries)
                if naming is not None:
                    yield naming
                break


def _brought(passage: Passage, at: int, end: int, head: Head, entries: Lexicon) -> Naming | None:
    """Return the naming of a noun from word `at` to before word `end`, None where it names nothing."""
    words = passage.words
    first = at
    while first > 0 and at - first < _BEFORE and _describes(words[first - 1], entries):
        if words[first - 1].lower in entries.bringing and words[first - 1].start in passage.verbs:
            break
        first -= 1
    definite = first > 0 and words[first - 1].lower in _DETERMINERS
    if head.kind == "plan" and _for_a_body(passage, end, entries):
        return Naming(passage, at, at, end + 3, head, None, "brought", at)
    purpose = end < len(words) and words[end].lower == "to"
    if not definite and (head.kind != "law" or (purpose and words[first].lower != "new")):
        return None
    name = first
    while name < at and (words[name].lower in entries.praise or words[name].lower in _ORDER):
        name += 1
    last = _matter(passage, end, entries)
    if last == end or not _is_brought(words, first - definite, entries):
        return None
    told = [w for w in words[name:at] if w.lower not in entries.modifiers and w.text[0].isalpha()]
    if purpose and not told and len(head.noun.split()) < _NAMED and head.kind in ("plan", "statement"):
        return None
    if purpose and told and at - name >= _NAMED:
        last = end
    return Naming(passage, name, name, last, head, None, "brought", at)


_ORDER = frozenset(["world's", "first", "first-ever", "own", "shared", "robust", "proposed", "updated", "revised"])


def _describes(word: Word, entries: Lexicon) -> bool:
    """Tell whether a word may stand between a determiner and a noun in small letters."""
    small = word.text[0].islower() and word.lower not in entries.stops and word.lower not in AND
    return small or word.text == "-" or word.acronym


def _is_brought(words: Sequence[Word], at: int, entries: Lexicon) -> bool:
    """Tell whether a verb of bringing about stands right before word `at`, or one of doing so ("signing of")."""
    for k in range(at - 1, max(-1, at - 1 - _NEAR), -1):
        word = words[k].lower
        if word in entries.bringing:
            return True
        if word not in ("into", "of", "jointly", "also", "on", "the"):
            return False
    return False


def _matter(passage: Passage, at: int, entries: Lexicon) -> int:
    """Return where "on" and the matter, or "to" and the purpose, end that start at word `at`; `at` for neither."""
    words = passage.words
    if at + 2 >= len(words) or words[at].lower not in (*_ABOUT, "to"):
        return at
    purpose = words[at].lower == "to"
    if purpose and not words[at + 1].text.islower():
        return at
    end = at + 1
    while end < len(words) and end - at < _LONGEST:
        word = words[end]
        listed = purpose and word.text == "," and end == at + 2
        after = words[end + 1] if end + 1 < len(words) else word
        deed = after.start in passage.verbs or after.lower in entries.bringing
        further = not purpose and word.lower in AND and deed
        if (word.text in _MARKS and not listed) or word.lower in _ENDS or further:
            break
        end += 1
    while end > at and (words[end - 1].lower in _LOOSE or words[end - 1].text in _MARKS):
        end -= 1
    pointed = words[at + 1].lower in ("this", "these", "it", "them", "do", "be", "which", "that")
    return end if end > at + 1 + purpose and not pointed else at


def _for_a_body(passage: Passage, at: int, entries: Lexicon) -> bool:
    """Tell whether "for the Group" follows: a body called by its noun alone."""
    words = passage.words
    if at + 2 >= len(words) or (words[at].lower, words[at + 1].lower) != ("for", "the"):
        return False
    alone = at + 3 >= len(words) or not words[at + 3].capital
    return words[at + 2].text[0].isupper() and words[at + 2].lower in entries.body_words and alone
