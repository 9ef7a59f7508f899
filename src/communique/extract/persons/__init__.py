"""Find the persons of a document: every person named in its body, once, with post and party."""

from __future__ import annotations

from bisect import bisect_right

from communique.extract.context import Context
from communique.extract.persons.affiliation import party_of
from communique.extract.persons.lexicon import Lexicon, lexicon
from communique.extract.persons.link import Cluster, link
from communique.extract.persons.mentions import BlockWords, Mention, mentions_in
from communique.extract.persons.words import words_of
from communique.model import Person

ORIGIN = "persons/1"


def find_persons(context: Context) -> tuple[Person, ...]:
    """Return the persons named in the document's body, in order of their first mention.

    `name` is the name at its fullest, without title and post, as written; `post` as written, without the party's
    adjective; `party` a code, or None where nothing tells it.
    """
    entries = lexicon()
    mentions = _mentions(context, entries)
    return tuple(_person(context, number, cluster) for number, cluster in enumerate(link(mentions), start=1))


def _mentions(context: Context, entries: Lexicon) -> list[Mention]:
    parsed = context.parsed
    found: list[Mention] = []
    people = sorted(
        sentence.offset + ent.start_char
        for sentence in parsed.body
        for ent in sentence.span.ents
        if ent.label_ == "PERSON" and len(ent) >= 4
    )
    for block in parsed.document.blocks:
        if block.kind not in ("paragraph", "item"):
            continue
        words = words_of(parsed.plain, block.start + block.marker, block.end)
        starts = [word.start for word in words]
        parties = [0] * len(words)
        for party in context.parties:
            if block.start <= party.start < block.end:
                first, after = bisect_right(starts, party.start) - 1, bisect_right(starts, party.end - 1)
                parties[first:after] = [after] * (after - first)
        taken = frozenset(i for i, after in enumerate(parties) if after)
        alone = frozenset(
            bisect_right(starts, start) - 1 for start in people if words and block.start <= start < block.end
        )
        found.extend(mentions_in(BlockWords(words, parties, taken), parsed.document.text, entries, alone))
    return found


def _person(context: Context, number: int, cluster: Cluster) -> Person:
    parsed = context.parsed
    fullest = cluster.fullest
    post = next((m.post for m in [fullest, *cluster.mentions] if m.post is not None), None)
    codes = (party_of(m, context.parties, parsed.plain) for m in [fullest, *cluster.mentions])
    return Person(
        id=f"person-{number}",
        anchor=parsed.anchor(fullest.start, fullest.end),
        mentions=tuple(parsed.anchor(m.start, m.end) for m in cluster.mentions),
        name=parsed.document.text[fullest.name_start : fullest.name_end],
        post=post,
        party=next((code for code in codes if code is not None), None),
        origin=ORIGIN,
    )
