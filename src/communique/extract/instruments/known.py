"""Names told by what is known of them: by lexicon and packs, or by the noun that explains them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.instruments.lexicon import Form, Head, Lexicon
from communique.extract.instruments.naming import LINKS, Naming, goes_on_to_body, owner_at, with_bracket
from communique.extract.instruments.runs import head_at
from communique.extract.instruments.words import ARTICLES, STOPS, Passage, Word
from communique.packs.codes import STATES

_CALLING = frozenset({"called", "named", "titled", "entitled", "dubbed"})
_LINKS = frozenset({"of", "for", "and", "the", "on"})
_DASHES = frozenset("\u2013\u2014-")
_FAR = 9
"""How many words of a gloss may stand before its noun."""


def known_in(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield the known names of a passage, in its order; none that goes on to the name of a body."""
    words, index = passage.words, 0
    while index < len(words):
        form = form_at(words, index, entries)
        if form is None:
            index += 1
            continue
        last = index + len(form.words)
        if not goes_on_to_body(words, last, entries):
            begin = owner_at(passage, index, entries)
            head = _head_of(words, index, last, entries)
            close = with_bracket(words, last)
            # "... beyond the Debt Service Suspension Initiative (DSSI)": the acronym is the inner name's.
            beyond = close > last and any(word.lower == "beyond" for word in words[index:last])
            inner = form_at(words, last + 1, entries) if beyond else None
            close = last if inner is not None and inner.known.key != form.known.key else close
            yield Naming(passage, begin, index, close, head, form.known, "known")
        index = last


def form_at(words: Sequence[Word], index: int, entries: Lexicon) -> Form | None:
    """Return the longest form of a known name that starts at word `index`, None where none does."""
    for form in entries.forms.get(words[index].owned, ()):
        last = index + len(form.words)
        if last > len(words):
            continue
        if form.exact:
            if words[index].text.removesuffix("'s") == form.words[0]:
                return form
        elif (form.small or _titled_from(words, index, last, entries)) and (
            all(words[index + k].lower == form.words[k] for k in range(len(form.words) - 1))
            and words[last - 1].owned == form.words[-1].removesuffix("'")
        ):
            return form
    return None


def _titled_from(words: Sequence[Word], first: int, last: int, entries: Lexicon) -> bool:
    """Tell whether a name is written as one: from its first word, or after a head noun in small letters."""
    if not words[first].text[0].islower():
        return True
    return words[first].lower in entries.heads and any(words[k].capital for k in range(first + 1, last))


def _head_of(words: Sequence[Word], first: int, last: int, entries: Lexicon) -> Head | None:
    """Return the head noun of a name: the first that ends at a link, or at the end."""
    for end in range(first + 1, last + 1):
        if end == last or words[end].lower in LINKS:
            found = head_at(words, end, first, entries)
            if found is not None:
                return found[0]
    return None


def glossed_in(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield the names that a noun of instruments explains behind a comma, or that it is called by."""
    words = passage.words
    for index, word in enumerate(words):
        if index > 0 and (word.text == "," or (word.text in _DASHES and word.start > words[index - 1].end)):
            head = _gloss(passage, index + 1, entries)
            first = index if head is None else _name_before(passage, index, entries)
            if head is not None and first < index:
                yield Naming(passage, first, first, index, head, None, "gloss")
        elif word.lower in _CALLING or (word.lower == "as" and index > 0 and words[index - 1].lower == "known"):
            at = index - (word.lower == "as")
            head = entries.glosses.get(words[at - 1].text) if at > 0 else None
            if head is None:
                continue
            start = index + 1
            while start < len(words) and (words[start].lower in ARTICLES or words[start].text == '"'):
                start += 1
            last = _name_after(passage, start)
            if last > start and head_at(words, last, start, entries) is None:
                yield Naming(passage, start, start, with_bracket(words, last), head, None, "called")


def _gloss(passage: Passage, at: int, entries: Lexicon) -> Head | None:
    """Return the noun of the gloss that starts at word `at`: "an enhanced partnership", "Japan's new programme"."""
    words = passage.words
    if at >= len(words) or not (words[at].lower in ("a", "an") or words[at].possessive):
        return None
    for index in range(at + 1, min(at + _FAR, len(words))):
        word = words[index]
        if word.text in STOPS or word.text in ",()":
            return None
        if word.start in passage.verbs and not word.text.endswith(("ed", "ing")):
            return None
        head = entries.glosses.get(word.text)
        after = words[index + 1] if index + 1 < len(words) else word
        if head is not None and (after is word or not after.text[0].isalpha() or after.lower in _AFTER):
            return head
    return None


_AFTER = frozenset(
    ["that", "which", "to", "of", "for", "on", "between", "among", "with", "and", "led", "launched", "in"]
)


def _name_before(passage: Passage, comma: int, entries: Lexicon) -> int:
    """Return where the name starts that ends before a comma: an acronym or capitals within a word, no party's."""
    words, first = passage.words, comma - 1
    word = words[first]
    inner = sum(letter.isupper() for letter in word.text[1:]) > 1
    if not inner or not word.text.isalpha() or set(passage.codes[first]) & STATES or passage.persons[first]:
        return comma
    alone = first == 0 or not words[first - 1].capital or passage.opens(first)
    return first if alone and word.lower not in entries.body_words else comma


def _name_after(passage: Passage, at: int) -> int:
    """Return where the capitalised words end that start at word `at`, with links between them."""
    words, end = passage.words, at
    while end < len(words) and (words[end].capital or (end > at and words[end].lower in _LINKS)):
        end += 1
    while end > at and not words[end - 1].capital:
        end -= 1
    named = [k for k in range(at, end) if words[k].capital and not passage.codes[k] and not passage.persons[k]]
    return end if named else at
