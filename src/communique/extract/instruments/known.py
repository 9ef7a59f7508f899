"""Known names of instruments, from the lexicon and the packs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.instruments.lexicon import Form, Head, Lexicon
from communique.extract.instruments.naming import LINKS, Naming, goes_on_to_body, owner_at, with_bracket
from communique.extract.instruments.runs import head_at
from communique.extract.instruments.words import Passage, Word


def known_in(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield the known names of a passage, in its order; none that goes on to the name of a body."""
    words, index = passage.words, 0
    while index < len(words):
        form = _form_at(words, index, entries)
        if form is None:
            index += 1
            continue
        last = index + len(form.words)
        if not goes_on_to_body(words, last, entries):
            begin = owner_at(passage, index)
            head = _head_of(words, index, last, entries)
            yield Naming(passage, begin, index, with_bracket(words, last), head, form.known, "known")
        index = last


def _form_at(words: Sequence[Word], index: int, entries: Lexicon) -> Form | None:
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
