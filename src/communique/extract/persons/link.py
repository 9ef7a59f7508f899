"""Link the mentions of one person in one document, later ones by the family name alone among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from communique.extract.officials import key_of
from communique.extract.persons.lexicon import Lexicon
from communique.extract.persons.mentions import Mention
from communique.extract.words import Word

Key = tuple[str, ...]
"""The words of a name, as written or as they are compared."""

_ALIKE = 0.8
# The rank that a diplomat keeps beside another post.
_STYLE = "Ambassador"
# Of so many letters, a word may be misspelt.
_MISSPELT = 6


@dataclass(slots=True)
class Cluster:
    """The mentions of one person, in the text's order."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def fullest(self) -> Mention:
        """The first of the mentions that give the most of the name, one with a post before one without."""
        return max(self.mentions, key=lambda m: (len(key_of(m.name)), len(m.name), m.post is not None, -m.name_start))

    @property
    def post(self) -> str | None:
        """The post at the fullest mention, else the first; a rank only where no other post is named.

        A minister from the diplomatic service keeps "Ambassador" as a style ("Ambassador X, the Minister of Y").
        """
        ordered = sorted(self.ordered, key=lambda mention: mention.rank or mention.post == _STYLE)
        return next((mention.post for mention in ordered if mention.post is not None), None)

    @property
    def ordered(self) -> list[Mention]:
        """The mentions, the fullest first."""
        fullest = self.fullest
        return [fullest, *(mention for mention in self.mentions if mention is not fullest)]


def link(mentions: Sequence[Mention]) -> list[Cluster]:
    """Return the persons whom the mentions name, in order of first mention.

    Fuller names are placed first; a shorter one joins the person whose name holds all its words, rather one with the
    same post, rather the one named last before it. Two full names that differ in a word are two persons.
    """
    clusters: list[Cluster] = []
    keys = _keys(mentions)
    index = _Index()
    for mention in sorted(mentions, key=lambda m: (-len(keys[m.name]), m.name_start)):
        best: tuple[float, float, int] | None = None
        for number in index.like(keys[mention.name]):
            others = clusters[number].mentions
            likeness = max(same(mention, other, keys) for other in others)
            if likeness > 0:
                near = max(-abs(mention.name_start - other.name_start) for other in others)
                if best is None or (likeness, near) > best[:2]:
                    best = (likeness, near, number)
        if best is None:
            best = (0.0, 0.0, len(clusters))
            clusters.append(Cluster())
        clusters[best[2]].mentions.append(mention)
        index.add(keys[mention.name], best[2])
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.name_start)
    return sorted(clusters, key=lambda c: c.mentions[0].name_start)


@dataclass(slots=True)
class _Index:
    """The persons by what a name must share with one of theirs to be the same: a word, or its first letter."""

    numbers: defaultdict[str, dict[int, None]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, key: Key, number: int) -> None:
        """Note that a name is one of person `number`."""
        for sign in _signs(key):
            self.numbers[sign][number] = None

    def like(self, key: Key) -> list[int]:
        """Return the persons who may bear a name, in their order."""
        return sorted({number for sign in _signs(key) for number in self.numbers.get(sign, ())})


def _signs(key: Key) -> Iterator[str]:
    """Yield each word of a name, the first letter of each that may be misspelt, and the name written in one."""
    for word in key:
        yield word
        if len(word) >= _MISSPELT:
            yield word[:1] + "*"
    yield "".join(key)
    yield "".join(reversed(key))


def join(clusters: Sequence[Cluster], mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Return for each person those of further mentions (in titles and headings) that name it and no other better."""
    joined: list[list[Mention]] = [[] for _ in clusters]
    keys = _keys([*mentions, *(mention for cluster in clusters for mention in cluster.mentions)])
    for mention in mentions:
        scores = [max(same(mention, other, keys) for other in cluster.mentions) for cluster in clusters]
        best = max(scores, default=0.0)
        if best > 0:
            joined[scores.index(best)].append(mention)
    return joined


def _keys(mentions: Iterable[Mention]) -> dict[Key, Key]:
    return {mention.name: key_of(mention.name) for mention in mentions}


def same(a: Mention, b: Mention, keys: Mapping[Key, Key]) -> float:
    """Return how surely two mentions name one person: 0 where they do not; `keys` gives the key of each name."""
    x, y = keys[a.name], keys[b.name]
    if not x or not y:
        return 0.0
    if not _held(x, y) and not _held(y, x):
        return 0.0
    likeness = min(len(x), len(y)) / max(len(x), len(y))
    if a.post is None or b.post is None:
        return likeness
    if a.post in b.post or b.post in a.post:
        return likeness + (1.0 if a.post == b.post else 0.3)
    # "President A" and "First Lady B A" are two; "Foreign Minister A" may be "Minister for Foreign Affairs B A".
    return 0.0 if a.bare and b.bare and min(len(x), len(y)) == 1 else max(likeness - 0.4, 0.05)


def _held(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether every word of `short` is one of `long`, hyphens and slips of spelling apart."""
    if "".join(short) in ("".join(long), "".join(reversed(long))):
        return True
    return all(any(_one_word(word, other) for other in long) for word in short)


def _one_word(a: str, b: str) -> bool:
    if a == b:
        return True
    return min(len(a), len(b)) >= _MISSPELT and a[0] == b[0] and SequenceMatcher(None, a, b).ratio() > _ALIKE


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
