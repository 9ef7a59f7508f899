"""Names that stand without title or post: known office holders, and given names that the tagger confirms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from communique.extract.officials import key_of, officials
from communique.extract.parties.territory import territory
from communique.extract.persons.lexicon import Lexicon
from communique.extract.persons.names import embedded, name_end
from communique.extract.words import Word


def known_names(words: Sequence[Word], lexicon: Lexicon, taken: frozenset[int]) -> dict[int, int]:
    """Return where names of known office holders begin, with the index after each.

    A full name as the lexicon has it counts, and a family name alone where the lexicon says that it does ("the
    Lukashenko regime").
    """
    known = officials()
    found: dict[int, int] = {}
    at = 0
    while at < len(words):
        ship = at > 0 and words[at - 1].text in lexicon.ships
        end = name_end(words, at, lexicon, taken) if words[at].capital and not ship else at
        if end > at and not embedded(words, end, lexicon):
            key = key_of(word.text for word in words[at:end])
            fitting = [o for word in key[-1:] + key[:1] for o in known.get(word, ())]
            if any(
                key in o.names or (len(key) > 1 and tuple(reversed(key)) in o.names) for o in fitting if len(key) > 1
            ) or (end - at == 1 and any(o.is_alone(key[0]) for o in fitting)):
                found[at] = end
        at = max(end, at + 1)
    return found


def _is_place(words: Sequence[Word]) -> bool:
    """Tell whether words are together the name of a place with particles in it ("Salvador da Bahia")."""
    return any(word.text.islower() for word in words) and territory(" ".join(word.text for word in words)) is not None


def nameable(
    words: Sequence[Word], lexicon: Lexicon, taken: frozenset[int], tagged: Sequence[tuple[int, int]]
) -> dict[int, int]:
    """Return where names begin that the tagger calls persons and that hold a common given name."""
    starts = [word.start for word in words]
    found: dict[int, int] = {}
    for start, end in tagged:
        at = bisect_right(starts, start) - 1
        while 0 <= at < len(words) and words[at].start < end and not words[at].capital:
            at += 1
        if not 0 <= at < len(words) or words[at].start >= end:
            continue
        after = name_end(words, at, lexicon, taken)
        ship = at > 0 and words[at - 1].text in lexicon.ships
        if after - at < 2 or ship or _is_place(words[at:after]) or embedded(words, after, lexicon):
            continue
        given = [i for i in range(at, after) if words[i].text in lexicon.given]
        whole = at == 0 or not words[at - 1].capital or words[at - 1].text in lexicon.never
        if (
            whole
            and given
            and given[0] in (at, at + 1)
            and (given[0] < after - 1 or words[given[0]].text in lexicon.given_last)
        ):
            found[at] = after
    return found
