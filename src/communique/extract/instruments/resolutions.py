"""Resolutions by their body, number or date, and what courts give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.instruments.lexicon import Head, Lexicon
from communique.extract.instruments.naming import Naming
from communique.extract.instruments.words import Passage, Word

_RESOLUTION = Head("resolution", "resolution", "none")


_RULING = Head("ruling", "other", "none")


_DATED = frozenset(["on", "of", "from", "dated"])


def resolutions_in(passage: Passage, entries: Lexicon, times: set[int]) -> Iterator[Naming]:
    """Yield the resolutions of a passage: one for each number, and those told by the body that passed them.

    `times` are the places of the text where a time begins.
    """
    words = passage.words
    for index, word in enumerate(words):
        if word.lower in entries.issuer_acronyms:
            yield from _numbered(passage, index, index, entries.issuer_acronyms[word.lower])
        elif word.lower in ("resolution", "resolutions"):
            issuer = _issuer_before(words, index, entries)
            first, body = issuer if issuer is not None else (index, None)
            after = _issuer_after(words, index + 1, entries)
            numbered = list(_numbered(passage, first, index, body))
            if numbered and numbered[0].number is not None:
                yield from numbered
            elif body is not None:
                last = date_after(passage, index + 1, times)
                indefinite = first > 0 and words[first - 1].lower in ("a", "an", "any", "another", "new")
                if last == index + 1 and indefinite and word.lower == "resolution":
                    continue
                group = body if last == index + 1 else None
                begin = _quantified(words, first, entries)
                yield Naming(passage, begin, first, last, _RESOLUTION, None, "resolution", index, group)
            elif after is not None:
                yield Naming(passage, index, index, after[0], _RESOLUTION, None, "resolution", index, after[1])


def _quantified(words: Sequence[Word], first: int, entries: Lexicon) -> int:
    """Return where the adjectives before "UN resolutions" start ("all relevant UN resolutions")."""
    while first > 0 and words[first - 1].lower in entries.quantities:
        first -= 1
    return first


def _numbered(passage: Passage, first: int, noun: int, body: str | None) -> Iterator[Naming]:
    """Yield one naming for every number after the noun, the first with the noun; one without number if none."""
    words, at, began = passage.words, noun + 1, first
    found = False
    while True:
        if at + 1 < len(words) and words[at].lower in ("no", "nos", "number"):
            at += 2 if words[at + 1].text == "." else 1
        if at >= len(words) or not _is_number(words[at]):
            break
        last = at + 1
        if last + 2 < len(words) and words[last].text == "(" and words[last + 1].year and words[last + 2].text == ")":
            last += 3
        yield Naming(passage, began, began, last, _RESOLUTION, None, "resolution", noun, body, words[at].text)
        found, at = True, last
        while at < len(words) and (words[at].text == "," or words[at].lower == "and"):
            at += 1
        began = at
    if not found and body is not None:
        yield Naming(passage, first, first, noun + 1, _RESOLUTION, None, "resolution", noun, body)


def _is_number(word: Word) -> bool:
    return word.text[-1].isdigit() and (word.number or word.text.startswith(("A/", "ES-", "A/RES", "S/RES")))


def _issuer_before(words: Sequence[Word], noun: int, entries: Lexicon) -> tuple[int, str] | None:
    """Return where the body named before word `noun` starts, and its name; an acronym in brackets may stand between."""
    end = noun
    if end > 3 and words[end - 1].text == ")" and words[end - 3].text == "(":
        end -= 3
    if end > 0 and words[end - 1].lower in ("sanctions", "sanction"):
        end -= 1
    if end > 0 and words[end - 1].lower.endswith(("'s", "s'")):
        owner: tuple[str, ...] = (words[end - 1].lower.removesuffix("'s").removesuffix("'"),)
    else:
        owner = (words[end - 1].lower,) if end > 0 else ()
    for name, body in entries.issuers:
        start = end - len(name)
        if start >= 0 and (*(word.lower for word in words[start : end - 1]), *owner) == name:
            return start, body
    return None


def _issuer_after(words: Sequence[Word], at: int, entries: Lexicon) -> tuple[int, str] | None:
    """Return where the body named by "of the ..." at word `at` ends, and its name."""
    if at + 2 >= len(words) or words[at].lower not in ("of", "by"):
        return None
    at += 2 if words[at + 1].lower == "the" else 1
    for name, body in entries.issuers:
        if tuple(word.lower for word in words[at : at + len(name)]) == name:
            return at + len(name), body
    return None


def date_after(passage: Passage, at: int, times: set[int]) -> int:
    """Return where a date ends that starts at word `at` with its preposition, or `at` where none does."""
    words = passage.words
    if at + 1 >= len(words) or words[at].lower not in _DATED or words[at + 1].start not in times:
        return at
    end = at + 2
    while end < len(words) and (words[end].year or (words[end].capital is False and words[end].text[0].isupper())):
        end += 1
    if end + 1 < len(words) and words[end].text == "," and words[end + 1].year:
        end += 2
    elif end < len(words) and words[end].number and words[end - 1].text[0].isupper():
        end += 1
        if end + 1 < len(words) and words[end].text == "," and words[end + 1].year:
            end += 2
    return end


def rulings_in(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield "the order of the International Court of Justice" and the like."""
    words = passage.words
    for index, word in enumerate(words):
        if word.lower not in entries.rulings or index + 3 >= len(words) or words[index + 1].lower not in ("of", "by"):
            continue
        at = index + 2 + (words[index + 2].lower == "the")
        last = at
        while last < len(words) and (words[last].capital or (words[last].lower == "of" and last > at)):
            last += 1
        if any(words[k].lower in ("court", "tribunal") for k in range(at, last)):
            yield Naming(passage, index, index, last, _RULING, None, "ruling", index)
