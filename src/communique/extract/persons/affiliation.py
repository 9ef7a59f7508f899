"""The party for which a person acts: the words at the name, the delegation spoken of, the office known."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from communique.extract.context import Context
from communique.extract.officials import key_of, party_of_name
from communique.extract.parties import PartyMention, affiliation
from communique.extract.persons.lexicon import lexicon
from communique.extract.persons.link import Cluster
from communique.extract.persons.mentions import Mention
from communique.packs.codes import STATES

_OF_SIDE = re.compile(
    r"^(?:'s|')?(?: \w+)? (?:delegations?|sides?|teams?|officials|participants|representatives|contingent)\b"
    r"|^ (?:was|were|is|are) (?:represented|led|headed) by\b"
)
_OTHER_SIDE = re.compile(r"\b(?:delegation|side|team|represented)\b")
_LISTED = re.compile(r"^(?:[,;] (?:and )?|\s+and )(?:the |Her Excellency |His Excellency )?$")
# A stop that ends a sentence: not that of "U.S.", "Dr.", "Jr.".
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\.[A-Z])(?<!\b[DMJS]r)(?<!\bMs)(?<!\bMrs)(?<!\bGen)\.\s|\n")
# A sentence that lists a delegation is at most so long, in letters, up to a name.
_LONGEST = 1500
_ONE_SIDE = re.compile(
    r"\b(?:delegation|represented|included|including|joined by|accompanied by|comprised|comprising)\b"
)
_NEAR = 30


def parties_of(context: Context, clusters: Sequence[Cluster]) -> list[str | None]:
    """Return for each person the code of the party for which it acts, or None where nothing tells.

    A full name that is a known office holder's at the document's date decides; then the words at the mentions, the
    delegation of which the sentence speaks, what is known of office holders by family name and post, and last the
    party of the person before in the same list.
    """
    plain = context.parsed.plain
    codes = [_party_of(context, cluster.ordered) for cluster in clusters]
    ends = {m.name_end: code for cluster, code in zip(clusters, codes, strict=True) for m in cluster.mentions}
    last = sorted(ends)
    for number, cluster in enumerate(clusters):
        mention = cluster.mentions[0]
        before = bisect_right(last, mention.start) - 1
        if codes[number] is None and before >= 0 and _same_list(plain, last[before], mention.start):
            code = ends[last[before]]
            if code in STATES:
                codes[number] = ends[mention.name_end] = code
    return codes


def _same_list(plain: str, end: int, start: int) -> bool:
    """Tell whether two persons stand next to each other in a list of one side's people."""
    gap = plain[end:start]
    if not _LISTED.match(gap):
        return False
    sentence = plain[_sentence_start(plain, end) : end]
    return gap.startswith(";") or _ONE_SIDE.search(sentence) is not None


def _sentence_start(plain: str, place: int) -> int:
    """Return where the sentence starts in which a place of the text stands, or as far before it as is read."""
    first = max(0, place - _LONGEST)
    return max((stop.end() for stop in _STOP.finditer(plain, first, place)), default=first)


def _party_of(context: Context, mentions: Sequence[Mention]) -> str | None:
    posts: list[str | None] = [m.post for m in mentions if m.post is not None] or [None]
    name = max((key_of(m.name) for m in mentions), key=len)
    if len(name) > 1:
        held = (party_of_name(name, post, context.on, strict=True) for post in posts)
        code = next((code for code in held if code is not None), None)
        if code is not None:
            return code
    for mention in mentions:
        code = _at_name(context, mention)
        if code is not None:
            return code
    for mention in mentions:
        code = _of_delegation(context.parties, context.parsed.plain, mention)
        if code is not None:
            return code
    found = (party_of_name(name, post, context.on, strict=False) for post in posts)
    return next((code for code in found if code is not None), None)


def _at_name(context: Context, mention: Mention) -> str | None:
    if mention.title == "listed":
        before = bisect_left(context.parties, mention.name_start, key=lambda p: p.start) - 1
        return context.parties[before].code if before >= 0 else None
    if mention.post_range is not None and mention.title == "signature":
        return _affiliation(context, *mention.post_range)
    if mention.post_range is not None and mention.title == "apposition":
        near = _affiliation(context, mention.name_start, mention.name_end)
        if near is not None:
            return near
        return _affiliation(context, mention.name_start, max(mention.end, mention.post_range[1]))
    return _affiliation(context, mention.start, mention.end)


def _affiliation(context: Context, start: int, end: int) -> str | None:
    """Return the affiliation of a range; without a party near, a post that only one state has decides."""
    parties, plain = context.parties, context.parsed.plain
    near = bisect_left(parties, start - _NEAR, key=lambda p: p.start)
    if near >= len(parties) or parties[near].start > end + _NEAR:
        for post, code in lexicon().peculiar:
            if post in plain[start:end]:
                return code
    return affiliation(parties, context.parsed, start, end)


def _of_delegation(parties: Sequence[PartyMention], text: str, mention: Mention) -> str | None:
    """Return the party whose delegation the sentence speaks of before the person is named."""
    begin = _sentence_start(text, mention.start)
    first = bisect_left(parties, begin, key=lambda p: p.start)
    after = bisect_left(parties, mention.start, key=lambda p: p.start)
    for party in reversed(parties[first:after]):
        if _OF_SIDE.match(text[party.end : party.end + 60]) is not None:
            return party.code
        if _OTHER_SIDE.search(text[party.end : mention.start]) is not None:
            return None
    return None
