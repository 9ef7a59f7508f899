"""Later mentions of a person by the family name alone, as news writes it ("Sullivan said ...")."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.persons.keys import key_of
from communique.extract.persons.lexicon import Lexicon
from communique.extract.persons.link import Cluster
from communique.extract.persons.mentions import Mention
from communique.extract.persons.words import Word


def family_names(clusters: Sequence[Cluster], lexicon: Lexicon) -> frozenset[str]:
    """Return the words that are the family names of the persons found: the last word of a full name that ends it."""
    names = set()
    for cluster in clusters:
        words = [word for word in cluster.fullest.name if word not in lexicon.suffixes and word != ","]
        if len(key_of(words)) > 1 and words[-1][0].isupper() and len(words[-1]) > 2:
            names.add(words[-1])
            if words[0] in lexicon.given_last or words[-1] in lexicon.given_last or words[0].isupper():
                names.add(words[0])  # "Kishida Fumio", "YAMATO Taro"
    return frozenset(names)


def alone_in(
    words: Sequence[Word], families: frozenset[str], taken: frozenset[int], held: Sequence[Mention]
) -> list[Mention]:
    """Return the mentions of family names that stand alone among a block's words."""
    ranges = [(mention.start, mention.end) for mention in held]
    found = []
    for at, word in enumerate(words):
        if word.text not in families or at in taken or any(a <= word.start < b for a, b in ranges):
            continue
        after = words[at + 1] if at + 1 < len(words) else None
        before = words[at - 1] if at > 0 else None
        if after is not None and (after.capital or after.text in "-–/&"):
            continue
        if before is not None and (before.text in "-–/&" or (before.capital and at > 1 and words[at - 2].text != ".")):
            continue
        found.append(Mention(word.start, word.end, word.start, word.end, (word.text,), "family"))
    return found
