"""The party a person acts for, as the words around the name say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from communique.extract.persons.mentions import Mention
from communique.extract.parties import PartyMention


def party_of(mention: Mention, parties: Sequence[PartyMention], plain: str) -> str | None:
    """Return the code of the party that the words around a mention give it, or None."""
    starts = [party.start for party in parties]
    first, last = mention.start, mention.end
    if mention.post_range is not None:
        first, last = min(first, mention.post_range[0]), max(last, mention.post_range[1])
    inside = [p for p in parties[bisect_left(starts, first) : bisect_left(starts, last)]]
    before = bisect_left(starts, first) - 1
    if before >= 0:
        gap = plain[parties[before].end : first]
        if gap.strip(" ") in {"", "'s", "'"} or (gap.strip().startswith("(") and gap.strip().endswith(")")):
            return parties[before].code
    after = bisect_left(starts, last)
    if after < len(parties):
        gap = plain[last : parties[after].start].strip()
        if gap in {"of", "of the", "(", ", of", "from", "from the"}:
            return parties[after].code
    return inside[0].code if inside else None
