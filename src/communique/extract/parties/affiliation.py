"""The party for which a person acts, as the words of name and post say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from communique.extract.parse import Parsed
from communique.extract.parties.leaders import leader_of
from communique.extract.parties.mention import PartyMention

_OWNER_BEFORE = re.compile(r"\)?(?:'s|')?(?: ?\([\w.&' -]{2,12}\))?(?:'s)? ")
_OF = re.compile(r"\bof (?:the )?$")
_OWNER_AFTER = re.compile(r"^(?:,? (?:of|from)(?: the)?(?: (?:[A-Z]\w+ ){1,4}of(?: the)?)? |,? \(|, )$")
_NEXT_ITEM = re.compile(r"^(?:'s)? [A-Z]")
_TOWARD = re.compile(r"\b(?:to|for|on|with|against|towards?|regarding|concerning|between)(?: the)? $")
_WITHIN = re.compile(r"\b(?:in|at)(?: the)? $")


def affiliation(parties: Sequence[PartyMention], parsed: Parsed, start: int, end: int) -> str | None:
    """Return the code of the party for which the person named in a range acts, or None where nothing tells.

    `start`/`end` cover name and post in the document's text, in either order; `parties` are the document's mentions.
    A party before the post or name owns it ("Japan's Prime Minister", "IAEA Director General"); one after "of" or
    "from" does too, inside the range or right behind it ("... of the Republic of Korea"); one after "to", "for" or
    "on" is whom the post deals with, not whom it serves ("Mexican Ambassador to the United States" is MEX). Last
    come known office holders and posts that only one state has.
    """
    starts = [mention.start for mention in parties]
    first, after = bisect_left(starts, start), bisect_left(starts, end)
    before = parties[first - 1] if first > 0 else None
    # "... of Fiji President A of Palau": the party before is that of the person before.
    if (
        before is not None
        and _OWNER_BEFORE.fullmatch(parsed.plain, before.end, start)
        and not _OF.search(parsed.plain[max(0, before.start - 8) : before.start])
    ):
        return before.code
    within = None
    for mention in parties[first:after]:
        lead = parsed.plain[max(start, mention.start - 24) : mention.start]
        if _TOWARD.search(lead):
            continue
        if not _WITHIN.search(lead):
            return mention.code
        within = within or mention.code
    if after < len(parties) and _OWNER_AFTER.match(parsed.plain[end : parties[after].start]):
        listed = parsed.plain[end : end + 2] == ", "
        if not (listed and _NEXT_ITEM.match(parsed.plain[parties[after].end : parties[after].end + 6])):
            return parties[after].code
    return within or leader_of(parsed.plain[start:end])
