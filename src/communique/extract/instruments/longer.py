"""What makes a name longer than its grammar, titles after numbers and dashes, and names inside names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from communique.extract.instruments.lexicon import Lexicon
from communique.extract.instruments.naming import LINKS, Naming
from communique.extract.instruments.resolutions import date_after
from communique.extract.instruments.runs import head_at
from communique.extract.instruments.words import ARTICLES, STOPS, Passage

_DASHES = frozenset("–—-")
_LONGEST = 12


def longer(naming: Naming, times: set[int], entries: Lexicon) -> Naming:
    """Return a naming with the title that follows its number and date, or its dash.

    "Executive Order 1 of 2 May 2025, Modest Adjustments for Old Friends," is one name; so is "Roadmap for Food — Call
    to Action". `times` are the places of the text where a time begins.
    """
    words, last = naming.passage.words, naming.last
    if naming.head is None or last >= len(words):
        return naming
    if naming.kind in ("law", "declaration") and words[last - 1].number and not words[last - 1].year:
        at = date_after(naming.passage, last, times)
        if at < len(words) and words[at].text == ",":
            end = _title(naming.passage, at + 1)
            closed = end >= len(words) or words[end].text in "," or words[end].text in STOPS
            if closed and sum(words[k].capital for k in range(at + 1, end)) > 2:
                return replace(naming, last=end)
    elif words[last].text in _DASHES and words[last].start > words[last - 1].end:
        end = _title(naming.passage, last + 1)
        if end > last + 1 and head_at(words, end, last + 1, entries) is not None:
            return replace(naming, last=end)
    return naming


def _title(passage: Passage, at: int) -> int:
    """Return where the title words end that start at word `at`."""
    words, end = passage.words, at
    while end < len(words) and end - at < _LONGEST and (words[end].capital or (end > at and words[end].lower in LINKS)):
        end += 1
    while end > at and not words[end - 1].capital:
        end -= 1
    return end


def within(naming: Naming, entries: Lexicon) -> Iterator[Naming]:
    """Yield the agreement that a framework is made for: "Framework for an Agreement on Reciprocal Trade" names both."""
    words, head = naming.passage.words, naming.head
    if head is None or head.kind != "framework" or naming.known is not None or naming.head_at < 0:
        return
    at = naming.head_at + len(head.noun.split())
    if at + 2 >= naming.last or words[at].lower not in ("for", "of") or words[at + 1].lower not in ARTICLES:
        return
    for end in range(at + 3, naming.last + 1):
        found = head_at(words, end, at + 2, entries)
        if found is not None and found[0].kind == "treaty" and not found[0].plural and end < naming.last:
            yield replace(naming, begin=at + 2, first=at + 2, head=found[0], head_at=found[1], rule="within")
            return
