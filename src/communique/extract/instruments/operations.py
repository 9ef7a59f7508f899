"""Operations: what police, customs or armed forces do together under a code name ("Operation Northern Shield")."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.instruments.lexicon import Head, Lexicon
from communique.extract.instruments.naming import Naming
from communique.extract.instruments.words import Passage

_CALLED = "operation"
_HEAD = Head("operation", "initiative", "none")
# Small words inside a code name, between two words of it ("Operation Without a Trace").
_WITHIN = frozenset({"a", "of", "the"})


def operations_in(passage: Passage, entries: Lexicon) -> Iterator[Naming]:
    """Yield what is called "Operation" and then by a name; "operations" and "Operation Plan" name no such thing."""
    words = passage.words
    for at, word in enumerate(words):
        if word.lower != _CALLED or not word.capital or (at > 0 and words[at - 1].capital and not _owns(passage, at)):
            continue
        end = at + 1
        while end < len(words):
            inside = words[end].lower in _WITHIN and end > at + 1 and end + 1 < len(words) and words[end + 1].capital
            if not (words[end].capital and words[end].text[0].isalpha()) and not inside:
                break
            end += 1
        headed = any(
            words[k].lower in entries.heads or words[k].lower in entries.body_words for k in range(at + 1, end)
        )
        if end > at + 1 and not headed:
            yield Naming(passage, at, at, end, _HEAD, None, "operation", at)


def _owns(passage: Passage, at: int) -> bool:
    """Tell whether the word before is an owner's ("the Department's Operation ...")."""
    return passage.words[at - 1].possessive
