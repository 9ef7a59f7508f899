"""Link the mentions of one person in one document."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.extract.persons.mentions import Mention

_SHORT = {
    "joe": "joseph",
    "liz": "elizabeth",
    "mike": "michael",
    "jim": "james",
    "tony": "antony",
    "bob": "robert",
    "bill": "william",
    "jon": "jonathan",
    "chris": "christopher",
}


@dataclass(slots=True)
class Cluster:
    """The mentions of one person."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def fullest(self) -> Mention:
        """The first of the mentions with the most words of a name."""
        return max(self.mentions, key=lambda m: (len(m.name), -m.name_start))


def link(mentions: Sequence[Mention]) -> list[Cluster]:
    """Return the persons that the mentions name, in order of first mention."""
    clusters: list[Cluster] = []
    for mention in sorted(mentions, key=lambda m: (-len(key(m.name)), m.name_start)):
        best, score = None, 0.0
        for cluster in clusters:
            likeness = max(same(mention, other) for other in cluster.mentions)
            if likeness > score:
                best, score = cluster, likeness
        if best is None:
            clusters.append(Cluster([mention]))
        else:
            best.mentions.append(mention)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.name_start)
    return sorted(clusters, key=lambda c: c.mentions[0].name_start)


def key(name: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a name without accents, case, marks, initials and suffixes."""
    words = []
    for word in name:
        plain = unicodedata.normalize("NFKD", word.casefold())
        plain = "".join(c for c in plain if c.isalpha())
        if len(plain) > 1 and plain not in {"jr", "sr", "iii", "sheikh", "sheikha"}:
            words.append(_SHORT.get(plain, plain))
    return tuple(words)


def same(a: Mention, b: Mention) -> float:
    """Return how surely two mentions name one person: 0 where they do not."""
    x, y = set(key(a.name)), set(key(b.name))
    if not x or not y:
        return 0.0
    if not (x <= y or y <= x):
        return 0.0
    likeness = len(x & y) / max(len(x), len(y))
    if a.post and b.post:
        likeness += 1.0 if a.post == b.post else 0.0
    return likeness
