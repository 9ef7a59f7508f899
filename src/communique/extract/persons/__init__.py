"""Find the persons of a document: every person named in its body, once, with post and party."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from communique.extract.context import Context
from communique.extract.persons.affiliation import parties_of
from communique.extract.persons.known import known_names, nameable
from communique.extract.persons.lexicon import Lexicon, lexicon
from communique.extract.persons.link import Cluster, alone_in, family_names, join, link
from communique.extract.persons.mentions import Mention, Reader
from communique.extract.persons.signatures import names_alone_in, signed_in
from communique.extract.words import words_of
from communique.model import Block, Person
from communique.packs.codes import STATES

ORIGIN = "persons/1"
_UNION = frozenset({"EU", "E.U.", "European Union"})  # before a post it owns as a state does, a body of it does not

__all__ = ["find_persons", "find_title_persons"]


def find_persons(context: Context) -> tuple[Person, ...]:
    """Return the persons named in the document's body, in order of their first mention.

    `name` is the name at its fullest, without title and post, as written; `post` as written, without the party's
    adjective before it; `party` a code, or None where nothing tells it. `anchor` is the fullest first mention, with
    the post that stands before it.
    """
    entries = lexicon()
    tagged = [
        (sentence.offset + ent.start_char, sentence.offset + ent.end_char)
        for sentence in context.parsed.body
        for ent in sentence.span.ents
        if ent.label_ == "PERSON"
    ]
    mentions: list[Mention] = []
    readers: list[tuple[Reader, list[Mention]]] = []
    headings: list[Mention] = []
    for number, block in enumerate(context.parsed.document.blocks):
        if block.kind in ("paragraph", "item"):
            reader = _reader(context, block, entries, tagged)
            readers.append((reader, reader.mentions()))
            mentions.extend(readers[-1][1])
        elif block.kind == "heading":
            alone = _signatures(context, block, entries) if number > 0 else []
            mentions.extend(alone)
            headings.extend(() if alone else _reader(context, block, entries, ()).mentions())
    alone_lines = list(names_alone_in(context))
    mentions = [m for m in mentions if not any(a.start <= m.name_start < a.end for a in alone_lines)]
    held = {mention.name_start for mention in mentions}
    signed = [mention for mention in [*signed_in(context, entries), *alone_lines] if mention.name_start not in held]
    mentions.extend(signed)
    families = family_names(link(mentions), entries)
    for reader, found in readers:
        mentions.extend(alone_in(reader.words, families, reader.taken, found))
    clusters = link(mentions)
    named = join(clusters, headings)
    codes = parties_of(context, clusters)
    return tuple(
        _person(context, number, cluster, code, more)
        for number, (cluster, code, more) in enumerate(zip(clusters, codes, named, strict=True), start=1)
    )


def find_title_persons(context: Context) -> tuple[Person, ...]:
    """Return the persons whom the document's title names with a post, in its order, with their parties."""
    entries = lexicon()
    blocks = context.parsed.document.blocks[:1]
    titles = [block for block in blocks if block.kind == "heading"]
    mentions = [m for block in titles for m in _reader(context, block, entries, ()).mentions() if m.post is not None]
    clusters = link(mentions)
    codes = parties_of(context, clusters)
    return tuple(
        _person(context, number, cluster, code, ())
        for number, (cluster, code) in enumerate(zip(clusters, codes, strict=True), start=1)
    )


def _reader(context: Context, block: Block, entries: Lexicon, tagged: Sequence[tuple[int, int]]) -> Reader:
    words = words_of(context.parsed.plain, block.start + block.marker, block.end)
    starts = [word.start for word in words]
    parties = [0] * len(words)
    owners: set[int] = set()
    for party in context.parties[bisect_left(context.parties, block.start, key=lambda p: p.start) :]:
        if party.start >= block.end:
            break
        first, after = bisect_right(starts, party.start) - 1, bisect_right(starts, party.end - 1)
        named = party.form == "leader" or context.parsed.plain.endswith("regime", party.start, party.end)
        if first >= 0 and not named:
            parties[first:after] = [after] * (after - first)
            if party.code in STATES or context.parsed.plain[party.start : party.end] in _UNION:
                owners.update(range(first, after))
    taken = frozenset(index for index, after in enumerate(parties) if after)
    here = [span for span in tagged if block.start <= span[0] < block.end]
    known = known_names(words, entries, taken) | nameable(words, entries, taken, here)
    return Reader(words, parties, taken, frozenset(owners), known, context.parsed.document.text, entries)


def _signatures(context: Context, block: Block, entries: Lexicon) -> list[Mention]:
    """Return the persons of a short line that holds posts, names and parties and nothing else."""
    mentions = [m for m in _reader(context, block, entries, ()).mentions() if m.post is not None]
    plain = context.parsed.plain
    cuts = [block.start + block.marker, *(at for m in mentions for at in (m.start, m.end)), block.end]
    rest = " ".join(plain[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True))
    words = [word for word in rest.split() if word.islower() and word.isalpha()]
    return mentions if all(word in ("of", "the", "for", "and", "by") for word in words) else []


def _person(context: Context, number: int, cluster: Cluster, party: str | None, headings: Sequence[Mention]) -> Person:
    parsed, fullest = context.parsed, cluster.fullest
    return Person(
        id=f"person-{number}",
        anchor=parsed.anchor(fullest.start, fullest.end),
        mentions=tuple(parsed.anchor(m.start, m.end) for m in _in_order([*cluster.mentions, *headings])),
        name=" ".join(parsed.document.text[fullest.name_start : fullest.name_end].split()),
        post=cluster.post,
        party=party,
        origin=ORIGIN,
    )


def _in_order(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions in the text's order, the widest where two stand on one name."""
    kept: dict[int, Mention] = {}
    for mention in mentions:
        other = kept.get(mention.name_start)
        if other is None or mention.end - mention.start > other.end - other.start:
            kept[mention.name_start] = mention
    return sorted(kept.values(), key=lambda mention: mention.start)
