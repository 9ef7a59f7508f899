"""Instruments told without a title: statements by date, plans by approval, memoranda by content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.instruments.brought import brought_about_in
from communique.extract.instruments.lexicon import Head, Lexicon
from communique.extract.instruments.naming import Naming
from communique.extract.instruments.resolutions import date_after, resolutions_in, rulings_in
from communique.extract.instruments.runs import head_at
from communique.extract.instruments.words import AND, PREPOSITIONS, Passage, Word
from communique.packs.codes import STATES

_DETERMINERS = frozenset(["the", "our", "their", "its", "this", "these", "those", "his", "her"])


_BREAKS = frozenset('.;:?!,()"')


def described_in(passage: Passage, times: set[int], entries: Lexicon) -> list[Naming]:
    """Return the instruments of a passage that are told rather than named; `times` are where its times begin."""
    return [
        *resolutions_in(passage, entries, times),
        *rulings_in(passage, entries),
        *_dated(passage, entries, times),
        *_adopted(passage, entries, times),
        *_concluded(passage, entries),
        *_owned(passage, entries),
        *_between(passage, entries),
        *_bare(passage, entries),
        *_titled_content(passage, entries),
        *_negotiated(passage, entries),
        *brought_about_in(passage, entries),
    ]


# by date and by adoption


def _dated(passage: Passage, entries: Lexicon, times: set[int]) -> Iterator[Naming]:
    """Yield "statement by the Council on 1 December", "joint statement on 3 January": identified by their date."""
    words = passage.words
    for index, word in enumerate(words):
        found = head_at(words, index + 1, 0, entries) if word.lower in entries.heads else None
        if (
            found is None
            or found[0].plural
            or found[0].kind not in ("statement", "declaration", "treaty", "memorandum")
        ):
            continue
        first = _adjectives(words, found[1], entries)
        spoken = found[0].kind in ("statement", "declaration") and word.capital
        if spoken and (at := _dated_before(words, found[1], times)) >= 0:
            end = _issuer(passage, index + 1)
            yield Naming(passage, at, found[1], end, found[0], None, "dated", found[1])
            continue
        if word.capital and first < found[1]:
            continue
        if found[0].strength == "owned" and first == found[1]:
            continue
        issued = _issuer(passage, index + 1)
        last = date_after(passage, issued, times)
        if last > issued and (first == 0 or words[first - 1].lower not in ("no", "any")):
            end = issued if issued > index + 1 else last
            yield Naming(passage, first, first, end, found[0], None, "dated", found[1], tail=last)


def _dated_before(words: Sequence[Word], first: int, times: set[int]) -> int:
    """Return where the day or month starts that stands right before a capitalised noun, -1 where none does."""
    return next((k for k in range(first - 1, max(-1, first - 5), -1) if words[k].start in times), -1)


def _issuer(passage: Passage, at: int) -> int:
    """Return where "by the Council" ends that starts at word `at`, or `at`."""
    words = passage.words
    if at + 1 >= len(words) or words[at].lower not in ("by", "of", "from"):
        return at
    end = at + 1 + (words[at + 1].lower == "the")
    start = end
    while end < len(words):
        listed = words[end].lower in ("of", "and") and start < end < len(words) - 1 and words[end + 1].text[0].isupper()
        known = passage.persons[end] or (
            end + 1 < len(words) and words[end].lower == "and" and passage.persons[end + 1]
        )
        if not (words[end].capital or listed or known):
            break
        end += 1
    return end if end > start else at


def _adjectives(words: Sequence[Word], first: int, entries: Lexicon) -> int:
    """Return where the small words before a noun start, up to its determiner."""
    start = first
    while start > 0 and first - start < 7:
        word = words[start - 1]
        if word.text in _BREAKS or word.lower in entries.stops or (not word.text[0].isalnum() and word.text != "-"):
            break
        start -= 1
    return start


def _adopted(passage: Passage, entries: Lexicon, times: set[int]) -> Iterator[Naming]:
    """Yield "the multi-year exercise plan approved last year": a definite noun whose adoption and time are told."""
    words = passage.words
    for index in range(1, len(words) - 2):
        word = words[index]
        if word.lower not in entries.adoption or word.capital:
            continue
        noun = (
            index - 2
            if words[index - 1].lower in ("was", "were") and words[index - 2].lower in ("that", "which")
            else index
        )
        found = head_at(words, noun, 0, entries)
        if found is None or found[0].plural or words[found[1]].capital or found[0].strength == "none":
            continue
        first = _adjectives(words, found[1], entries)
        definite = first > 0 and words[first - 1].lower in _DETERMINERS - {"this", "these", "those"}
        if definite and first < found[1] and any(w.start in times for w in words[index + 1 : index + 11]):
            yield Naming(passage, first, first, noun, found[0], None, "adopted", found[1])


def _concluded(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield "a trilateral memorandum" that somebody signs, "a multi-year plan of exercises" that somebody adopts."""
    words = passage.words
    for index in range(2, len(words)):
        word = words[index]
        found = head_at(words, index + 1, 0, entries) if word.lower in entries.heads and word.text.islower() else None
        if found is None or found[0].plural or found[0].kind not in _CONCLUDED or found[0].strength == "none":
            continue
        first = _adjectives(words, found[1], entries)
        if first == found[1] or first < 2 or words[first - 1].lower not in ("a", "an"):
            continue
        verb = words[first - 2].lower
        pair = f"{words[first - 3].lower} {verb}" if first > 2 else verb
        paper = found[0].kind == "memorandum" and verb in entries.bringing
        if paper or verb in entries.concluding or pair in entries.concluding:
            name = first
            while name < found[1] and words[name].lower in entries.praise:
                name += 1
            last = _content(passage, index + 1, entries, _CONTENT_LINKS | {"of"})
            yield Naming(passage, first, name, max(last, index + 1), found[0], None, "concluded", found[1])


_CONCLUDED = frozenset({"treaty", "memorandum", "declaration", "plan"})


# How far behind its owner's name a noun may stand.
_NEAR = 3


def _owned(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield "Canada's strategy for the Arctic", "Norway's safeguards agreement with the IAEA": whose, and for what."""
    words = passage.words
    for index in range(1, len(words)):
        word, before = words[index], words[index - 1]
        owned = before.possessive and bool(passage.codes[index - 1] or passage.persons[index - 1])
        body = before.acronym and any(code not in STATES for code in passage.codes[index - 1])
        if not (owned or body) or not word.text.islower():
            continue
        at = next((k for k in range(index, min(index + _NEAR, len(words))) if words[k].lower in entries.heads), index)
        found = head_at(words, at + 1, index, entries)
        if found is None or not all(words[k].text[0].isalpha() for k in range(index, at)):
            continue
        if owned and words[at].lower in entries.owned_alone and not passage.persons[index - 1]:
            yield Naming(passage, _owner(passage, index), _owner(passage, index), at + 1, found[0], None, "owned", at)
            continue
        if at + 2 >= len(words):
            continue
        plan = found[0].kind == "plan" and not found[0].plural and words[at + 1].lower in ("for", "on")
        plan = plan and (at == index or words[at - 1].lower in entries.adoption)
        if not plan and not (owned and found[0].kind == "treaty" and words[at + 1].lower == "with"):
            continue
        start = at + 2 + (words[at + 2].lower == "the")
        last = _title_end(words, start)
        # "Canada's strategy for the Arctic and Norway's plan": the second owner has an item of its own.
        owner = next((k for k in range(start, last) if words[k].possessive), last)
        if owner < last:
            last = next((k for k in range(owner, start, -1) if words[k].lower in AND), start)
        if last > start and words[at].text.islower():
            first = at if plan else index
            yield Naming(
                passage, index - body, index - body if body else first, last, found[0], None, "owned", found[1]
            )


def _owner(passage: Passage, index: int) -> int:
    """Return where the owner's name starts whose possessive stands right before word `index`."""
    start = index - 1
    while start > 0 and passage.codes[start - 1] and passage.words[start - 1].capital:
        start -= 1
    return start


def _between(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield "the water arrangement between Norway and Sweden", "Norway's fishing agreements with Sweden".

    The noun is definite, in small letters or the name of a sort ("Free Trade Agreements"), and its parties are named.
    """
    words = passage.words
    for index in range(1, len(words) - 2):
        if words[index].lower not in entries.heads:
            continue
        link = index + 1 + (words[index + 1].lower in _MADE)
        if words[link].lower not in ("between", "with") or link + 2 >= len(words):
            continue
        found = head_at(words, index + 1, 0, entries)
        if found is None or not (found[0].kind == "treaty" or found[0].noun == "arrangement"):
            continue
        first = found[1]
        while first > 0 and found[1] - first < _FAR and _of_matter(words, first - 1, entries):
            first -= 1
        partner = link + 1 + (words[link + 1].lower == "the")
        if first == 0 or partner >= len(words) or not passage.codes[partner]:
            continue
        before = words[first - 1]
        owned = before.possessive and bool(passage.codes[first - 1])
        between = words[link].lower == "between"
        if not (owned or (before.lower in ("the", "its", "their") and (between or link > index + 1))):
            continue
        while first < index and words[first].lower in entries.praise:
            first += 1
        last = _content(passage, link, entries, frozenset({"between", "with"})) if between or not owned else index + 1
        yield Naming(passage, first, first, last, found[0], None, "between", found[1])


_MADE = frozenset({"signed", "concluded", "reached"})
# How many words may tell what an agreement in small letters is about.
_FAR = 6


def _of_matter(words: Sequence[Word], at: int, entries: Lexicon) -> bool:
    """Tell whether the word at `at` is one of those that say before a noun what an agreement is about."""
    word = words[at]
    joined = word.lower in AND and at > 0 and words[at - 1].text.islower() and words[at - 1].lower not in entries.heads
    sort = word.capital and word.lower in entries.modifiers
    small = word.text[0].islower() and word.lower not in entries.stops and not word.possessive
    return joined or sort or word.text == "-" or (small and word.lower not in AND)


# nouns that name an instrument by their content


def _bare(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield "a memorandum of understanding on cyber security signed": a noun of instruments with what it is about.

    An agreement in small letters counts only where it has been signed or the like, a memorandum always.
    """
    words = passage.words
    for index, word in enumerate(words):
        found = head_at(words, index + 1, 0, entries) if word.lower in entries.heads else None
        if found is None or not found[0].bare or found[0].plural:
            continue
        head, at = found
        end = index + 1
        if end + 2 < len(words) and words[end].text == "(" and words[end + 2].text == ")":
            end += 3
        last = _content(passage, end, entries)
        if head.kind == "memorandum" and last == end:
            last = _partner_or_aim(passage, end, entries)
        if last > end and (head.kind != "treaty" or _told_adopted(words, at, last, entries)):
            yield Naming(passage, at, at, last, head, None, "content", at)


def _partner_or_aim(passage: Passage, at: int, entries: Lexicon) -> int:
    """Return where "with" a partner by name, or "to" and a deed, ends that starts at word `at`; `at` for neither."""
    words = passage.words
    if at + 2 >= len(words):
        return at
    if words[at].lower == "to" and words[at + 1].text.islower() and words[at + 1].lower not in ("be", "the"):
        last = _content(passage, at + 1, entries, frozenset({words[at + 1].lower}))
        return last if last > at + 1 else at
    partner = at + 1 + (words[at + 1].lower == "the")
    named = words[at].lower == "with" and words[partner].text[0].isupper()
    return _content(passage, at, entries, frozenset({"with"})) if named else at


def _told_adopted(words: Sequence[Word], first: int, last: int, entries: Lexicon) -> bool:
    near = (*words[max(0, first - 5) : first], *words[last : last + 3])
    return any(word.lower in ("signed", "concluded", "signing", "signature") for word in near)


_CONTENT_LINKS = frozenset(["on", "for", "regarding", "concerning", "between"])


def _content(passage: Passage, at: int, entries: Lexicon, links: frozenset[str] = _CONTENT_LINKS) -> int:
    """Return where the phrase of content ends that starts at word `at` with a preposition, or `at`."""
    words = passage.words
    if at + 1 >= len(words) or words[at].lower not in links:
        return at
    end = at + 1
    between = words[at].lower == "between"
    while end < len(words) and end - at < 26:
        word = words[end]
        if word.lower in entries.joining and end + 1 < len(words) and words[end + 1].lower == "to":
            end += 2
            continue
        if word.text in '.;:?!()"' or word.lower in entries.content_breaks:
            break
        after = words[end + 1] if end + 1 < len(words) else word
        verbal = after.start in passage.verbs or after.lower in ("launch", "signing", "establishment", "creation")
        if (
            word.text == ","
            or word.lower in ("recently", "earlier", "already")
            or word.start in passage.verbs
            or (word.lower == "and" and verbal)
        ):
            break
        if word.lower == "and" and end + 1 < len(words) and words[end + 1].lower in ("the", "a", "an") and not between:
            break
        between = (between and word.lower != "and") or word.lower == "between"
        end += 1
    while end > at and (
        words[end - 1].lower in _CONTENT_LINKS or words[end - 1].lower in ("and", "of", "the", "a", ",")
    ):
        end -= 1
    return end if end > at + 1 else at


def _negotiated(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield "the ceasefire and hostage release deal", "the agreement for a ceasefire": definite, and of one matter."""
    words = passage.words
    for index, word in enumerate(words):
        if word.text not in ("deal", "agreement", "accord") or index < 2:
            continue
        first = index
        while first > 0 and words[first - 1].text[0].islower() and words[first - 1].text not in ("the", "this", "a"):
            first -= 1
        about = sum(w.lower in entries.negotiated for w in words[first:index])
        definite = words[first - 1].lower == "the" or (words[first - 1].lower == "a" and about > 1)
        if not definite or index - first > 8:
            continue
        last = index + 1
        if first == index and last + 1 < len(words) and words[last].lower in ("for", "on"):
            last = _content(passage, last, entries)
        if any(w.lower in entries.negotiated for w in (*words[first:index], *words[index + 1 : last])):
            yield Naming(passage, first, first, last, Head("deal", "other", "none"), None, "negotiated", index)


def _titled_content(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield "the initiative on Critical and Emerging Technology": a small noun whose content is written as a title."""
    words = passage.words
    for index in range(len(words) - 3):
        word = words[index]
        if word.text[0].isupper() or word.lower not in entries.heads or words[index + 1].lower not in ("on", "for"):
            continue
        found = head_at(words, index + 1, 0, entries)
        if found is None or found[0].plural or found[0].strength == "none" or word.start in passage.verbs:
            continue
        start = index + 2 + (words[index + 2].lower == "the")
        last = _title_end(words, start)
        titled = [k for k in range(start, last) if words[k].capital]
        if (
            len(titled) < 2
            or words[titled[-1]].lower in entries.heads
            or words[titled[-1]].lower in entries.body_words
            or _noun_follows(passage, last, entries)
        ):
            continue
        if any(passage.persons[k] for k in titled) or all(
            passage.codes[k] or words[k].lower in entries.regions for k in titled
        ):
            continue
        first = found[1]
        ours = first > 0 and passage.codes[first - 1] and not words[first - 1].possessive
        if found[0].strength == "weak" and words[last - 1].text != ")" and not ours:
            continue
        while first > 0 and passage.codes[first - 1] and not words[first - 1].possessive:
            first -= 1
        yield Naming(passage, first, first, last, found[0], None, "titled-content", found[1])


def _title_end(words: Sequence[Word], at: int) -> int:
    """Return where the title words end that start at word `at`, with links between them and an acronym after them."""
    end = at
    while end < len(words) and (words[end].capital or (words[end].lower in ("of", *AND) and end > at)):
        end += 1
    while end > at and not words[end - 1].capital:
        end -= 1
    if end + 2 < len(words) and words[end].text == "(" and words[end + 1].acronym and words[end + 2].text == ")":
        end += 3
    return end


def _noun_follows(passage: Passage, at: int, entries: Lexicon) -> bool:
    """Tell whether a word in small letters goes on with the phrase ("an agreement for Open RAN deployment")."""
    if at >= len(passage.words):
        return False
    word = passage.words[at]
    free = word.lower in PREPOSITIONS | AND | entries.content_breaks or word.start in passage.verbs
    return word.text[0].islower() and not free
