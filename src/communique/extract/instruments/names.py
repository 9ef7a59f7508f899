"""Names of instruments: known names, and title words about a head noun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.extract.instruments.lexicon import Form, Head, Known, Lexicon
from communique.extract.instruments.runs import AND, COMPLEMENT, Piece, Run, head_at, runs
from communique.extract.instruments.words import MONTHS, Passage, Word

_EMPTY_LINKS = frozenset("of for on and in to the against with between among at from by a an &".split())


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a passage names an instrument.

    `first` to `last` (exclusive) are the words of the name, `begin` where its owner or year starts, if one stands
    before it. `head` and `known` say what sort of thing it is. `rule` names the rule that read it.
    """

    passage: Passage
    begin: int
    first: int
    last: int
    head: Head | None
    known: Known | None
    rule: str
    head_at: int = -1
    group: str | None = None
    number: str | None = None
    issued: bool = False
    pointing: bool = False

    @property
    def kind(self) -> str:
        """The kind of instrument."""
        if self.known is not None:
            return self.known.kind
        return "other" if self.head is None else self.head.kind


def names_in(passage: Passage, entries: Lexicon) -> list[Naming]:
    """Return the named instruments of a passage in its order, none overlapping another."""
    found = [*_known(passage, entries)]
    for run in runs(passage, entries):
        found.extend(_titled(passage, run, entries))
    return longest(found)


def longest(found: list[Naming]) -> list[Naming]:
    """Return the namings in the text's order; of those that overlap, the longest, known names before others."""
    kept: list[Naming] = []
    for naming in sorted(found, key=lambda n: (-(n.last - n.first), n.known is None, n.first)):
        if all(naming.last <= other.begin or other.last <= naming.begin for other in kept):
            kept.append(naming)
    return sorted(kept, key=lambda n: n.first)


# known names


def _known(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    words, index = passage.words, 0
    while index < len(words):
        form = _form_at(words, index, entries)
        if form is None:
            index += 1
            continue
        last = index + len(form.words)
        if not goes_on_to_body(words, last, entries):
            yield Naming(
                passage,
                owner_at(passage, index),
                index,
                _with_bracket(words, last),
                _head_of(words, index, last, entries),
                form.known,
                "known",
            )
        index = last


def _form_at(words: list[Word] | tuple[Word, ...], index: int, entries: Lexicon) -> Form | None:
    for form in entries.forms.get(words[index].lower, ()):
        size = len(form.words)
        if index + size > len(words):
            continue
        if form.exact:
            if words[index].text == form.words[0]:
                return form
        elif (form.small or words[index].text[0] == words[index].text[0].upper()) and all(
            words[index + k].lower == form.words[k] for k in range(size)
        ):
            return form
    return None


def _head_of(words: list[Word] | tuple[Word, ...], first: int, last: int, entries: Lexicon) -> Head | None:
    """Return the head noun of a name: the first that ends at a link, or at the end."""
    for end in range(first + 1, last + 1):
        if end == last or words[end].lower in _EMPTY_LINKS:
            found = head_at(words, end, first, entries)
            if found is not None:
                return found[0]
    return None


def _with_bracket(words: list[Word] | tuple[Word, ...], last: int) -> int:
    """Return `last`, moved past an acronym in brackets."""
    if last + 2 < len(words) and words[last].text == "(" and words[last + 2].text == ")" and words[last + 1].acronym:
        return last + 3
    return last


def goes_on_to_body(words: list[Word] | tuple[Word, ...], last: int, entries: Lexicon) -> bool:
    """Tell whether the title words right after a name make it the name of a body or a meeting."""
    while last < len(words) and words[last].capital and words[last].text[0].isalpha():
        if words[last].lower in entries.body_words:
            return True
        last += 1
    return False


def owner_at(passage: Passage, first: int) -> int:
    """Return where the owner's possessive, a year or a month before the name starts, or `first` where none does."""
    words = passage.words
    if first > 0 and words[first - 1].year:
        first -= 1
        if first > 0 and words[first - 1].lower in MONTHS:
            first -= 1
    if first > 0 and words[first - 1].lower.endswith(("'s", "s'")) and words[first - 1].text[0].isupper():
        first -= 1
        while first > 0 and words[first - 1].capital and (passage.codes[first - 1] or passage.persons[first - 1]):
            first -= 1
    return first


# title words about a head noun


def _titled(passage: Passage, run: Run, entries: Lexicon) -> Iterator[Naming]:
    pieces, at = run.pieces, 0
    while at < len(pieces):
        headed = next((k for k in range(at, len(pieces)) if pieces[k].head is not None), None)
        if headed is None:
            naming = _small_head(passage, run, pieces[at:], entries)
            if naming is not None:
                yield naming
            return
        start = _first_piece(passage, pieces, at, headed, entries)
        end = _last_piece(passage, pieces, headed)
        naming = _capital_head(passage, pieces[start : end + 1], headed - start, entries)
        if naming is not None:
            yield naming
        at = end + 1


def _first_piece(passage: Passage, pieces: tuple[Piece, ...], least: int, headed: int, entries: Lexicon) -> int:
    """Return the piece with which the name starts that has its head noun in piece `headed`."""
    start = headed
    while start > least:
        link, left = pieces[start].link, pieces[start - 1]
        if not _attached(passage, link, left, entries):
            break
        start -= 1
    return start


def _attached(passage: Passage, link: tuple[str, ...], left: Piece, entries: Lexicon) -> bool:
    """Tell whether the piece `left` belongs to the name that goes on after `link`."""
    words = passage.words
    if words[left.first].lower in entries.parts or words[left.last - 1].lower in entries.parts:
        return False
    if any(passage.persons[left.first : left.last]) or _all_parties(passage, left.first, left.last):
        return False
    if link[0] == "of" and len(link) > 1:
        return False
    if link[0] in ("between", "among", "from", "at", "as"):
        return False
    return not (left.last - left.first == 1 and passage.opens(left.first) and link[0] not in AND)


def _last_piece(passage: Passage, pieces: tuple[Piece, ...], headed: int) -> int:
    """Return the last piece of the name that has its head noun in piece `headed`."""
    end = headed
    while end + 1 < len(pieces):
        piece = pieces[end + 1]
        if piece.link[0] in (*AND, ","):
            if end == headed or piece.head is not None:
                break
        elif piece.link[0] in COMPLEMENT:
            party = _all_parties(passage, piece.first, piece.last)
            if party and end == headed and piece.link[0] in ("to", "on"):
                break
        elif not (piece.link[0] in ("in", "with") and end > headed):
            break
        end += 1
    return end


def _all_parties(passage: Passage, first: int, last: int) -> bool:
    return all(passage.codes[k] or not passage.words[k].text[0].isalnum() for k in range(first, last))


def _capital_head(passage: Passage, pieces: tuple[Piece, ...], at: int, entries: Lexicon) -> Naming | None:
    """Return the naming of pieces whose head noun, capitalised, ends piece number `at`."""
    words, headed = passage.words, pieces[at]
    head = headed.head
    if head is None:
        return None
    begin, first = _past_owner(passage, pieces[0].first, headed.head_at, entries)
    last = _with_bracket(words, pieces[-1].last)
    naming = Naming(passage, begin, first, last, head, None, "title", headed.head_at)
    noun_end = headed.head_at + len(head.noun.split())
    before = [k for k in range(first, headed.head_at) if words[k].text[0].isalnum()]
    after = [k for k in range(noun_end, last) if words[k].text[0].isalnum() and words[k].lower not in _EMPTY_LINKS]
    told = [
        k for k in (*before, *after) if words[k].lower not in entries.modifiers and words[k].lower not in _EMPTY_LINKS
    ]
    owned = begin < first
    if not told and not (owned and head.kind == "plan"):
        return None
    if head.strength != "strong" and not after and all(passage.codes[k] for k in told) and not owned:
        return None
    return naming if _may_name(passage, naming, entries) else None


def _past_owner(passage: Passage, first: int, limit: int, entries: Lexicon) -> tuple[int, int]:
    """Return where the name's anchor and the name itself start: past a date and past a possessive that owns it."""
    words, begin, start = passage.words, first, first
    for index in range(first, limit):
        word = words[index]
        if word.lower.endswith(("'s", "s'")) and word.lower not in entries.plain_possessives:
            if word.lower.endswith("s'") and not passage.codes[index]:
                continue
            start = index + 1
    if start < limit and words[start].year and passage.words[start + 1].capital:
        start += 1
    if start == first:
        return owner_at(passage, first), start
    return begin, start


def _may_name(passage: Passage, naming: Naming, entries: Lexicon) -> bool:
    """Tell whether the words may name an instrument: no body, no generic phrase, no heading run into the text."""
    words = passage.words
    last = naming.last - 3 if words[naming.last - 1].text == ")" else naming.last
    spelled = [words[k].lower for k in range(naming.first, last)]
    if " ".join(spelled) in entries.bodies or goes_on_to_body(words, naming.last, entries):
        return False
    bare = [w for k, w in enumerate(spelled) if not passage.codes[naming.first + k] and w[0].isalnum()]
    return " ".join(bare) not in entries.generic


def _small_head(passage: Passage, run: Run, pieces: tuple[Piece, ...], entries: Lexicon) -> Naming | None:
    """Return the naming of a run that a head noun in small letters follows ("the Paris agreement")."""
    words, at = passage.words, run.last
    if at < len(words) and words[at].text == '"':
        at += 1
    found = None
    for end in range(at + 1, min(at + 4, len(words) + 1)):
        if not words[end - 1].text[0].isalpha() or words[end - 1].capital:
            break
        found = head_at(words, end, at, entries) or found
        if found is not None and (end == len(words) or words[end].lower not in entries.heads):
            break
    if found is None or found[0].strength == "none" or found[0].plural and found[0].kind != "treaty":
        return None
    head, head_place = found
    start = len(pieces) - 1
    while start > 0 and _attached(passage, pieces[start].link, pieces[start - 1], entries):
        start -= 1
    begin, first = _past_owner(passage, pieces[start].first, run.last, entries)
    naming = Naming(passage, begin, first, head_place + len(head.noun.split()), head, None, "small-head", head_place)
    if not _enough(passage, naming, run.last, entries) or not _may_name(passage, naming, entries):
        return None
    return naming


def _enough(passage: Passage, naming: Naming, last: int, entries: Lexicon) -> bool:
    """Tell whether the capitalised words before a head noun in small letters make a name."""
    words = passage.words
    proper = [
        k
        for k in range(naming.first, last)
        if words[k].capital and not passage.codes[k] and words[k].lower not in entries.modifiers
    ]
    if words[last - 1].text == ")" and sum(bool(codes) for codes in passage.codes[naming.first : last]) > 1:
        return True
    if not proper or any(passage.persons[k] for k in proper) or words[last - 1].lower in entries.body_words:
        return False
    quoted = words[last].text == '"' or naming.first > 0 and words[naming.first - 1].text == '"'
    bracketed = words[last - 1].text == ")"
    if naming.head is not None and naming.head.strength == "strong":
        return not passage.opens(naming.first) or len(proper) > 1
    return quoted or bracketed or len(proper) > 1
