"""Find the instruments of a document: agreements, statements, resolutions, plans and the like, each once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.extract.context import Context
from communique.extract.instruments.described import described_in
from communique.extract.instruments.details import date_of, parties_of
from communique.extract.instruments.known import glossed_in, known_in
from communique.extract.instruments.lexicon import Lexicon, lexicon
from communique.extract.instruments.merge import Thing, add_pointers, merge
from communique.extract.instruments.naming import Naming, longest
from communique.extract.instruments.operations import operations_in
from communique.extract.instruments.titles import longer, titles_in, within
from communique.extract.instruments.words import Word, passages, words_of
from communique.model import Instrument

ORIGIN = "instruments/1"
# The name of a kind of paper has fewer words ("White House Fact Sheet").
_PAPER = 6
_SPACE = re.compile(r"\s+")


def find_instruments(context: Context) -> tuple[Instrument, ...]:
    """Return the instruments that the document's body names, in order of their first mention.

    The text itself is none. `name` is the fullest form, without article, quotation marks and owner ("Japan's ...");
    `date` is partial where the text is ("2024-07"); `parties` are codes: owner, signatories, or the speakers.
    """
    entries = lexicon(context.packs)
    read = list(passages(context))
    namings: list[Naming] = []
    times = {time.core.start for time in context.times if not time.interval.vague and time.recurrence is None}
    for passage in read:
        named = [*known_in(passage, entries), *titles_in(passage, entries), *glossed_in(passage, entries)]
        named = [longer(naming, times, entries) for naming in named]
        named.extend(operations_in(passage, entries))
        found = _with_glosses(longest([*named, *described_in(passage, times, entries)]))
        namings.extend(inner for naming in found for inner in (naming, *within(naming, entries)))
    sheet = context.parsed.document.kind == "fact_sheet"
    subjects = _subjects(context, entries) if sheet else []
    own = [] if subjects else _own_names(context)
    things = merge([*subjects, *(naming for naming in namings if not _is_own(naming, own))])
    add_pointers(things, read, entries)
    ordered = sorted(things, key=lambda thing: thing.fullest.start)
    return tuple(_instrument(context, number, thing, entries) for number, thing in enumerate(ordered, start=1))


def _with_glosses(found: list[Naming]) -> list[Naming]:
    """Mark titles in brackets right after a name: they call the same thing ("Executive Order 1 (Adjusting ...)")."""
    kept: list[Naming] = []
    for naming in found:
        words = naming.passage.words
        opening = next((k for k in range(naming.first - 1, -1, -1) if words[k].text in "()"), -1)
        gloss = opening >= 0 and words[opening].text == "(" and naming.rule == "title"
        if gloss and kept and kept[-1].last <= opening <= kept[-1].last + 6:
            naming = replace(naming, gloss=True)
        kept.append(naming)
    return kept


def _instrument(context: Context, number: int, thing: Thing, entries: Lexicon) -> Instrument:
    fullest = thing.fullest
    spans = dict.fromkeys((naming.start, naming.end) for naming in thing.namings)
    parties = next(
        (codes for naming in [fullest, *thing.namings] if (codes := parties_of(naming, context, entries))), ()
    )
    known = next((naming.known for naming in thing.namings if naming.known is not None), None)
    return Instrument(
        id=f"instrument-{number}",
        anchor=context.parsed.anchor(fullest.start, fullest.end),
        mentions=tuple(context.parsed.anchor(start, end) for start, end in spans),
        name=_name(context, fullest),
        kind=fullest.kind if known is None else known.kind,
        date=next((day for naming in thing.namings if (day := date_of(naming, context, entries))), None),
        parties=parties,
        origin=f"{ORIGIN} {fullest.rule}",
    )


def _name(context: Context, naming: Naming) -> str:
    """Return the name as written, without quotation marks; a number shared with an earlier noun gets the noun."""
    words = naming.passage.words
    written = context.parsed.document.text[words[naming.first].start : words[naming.last - 1].end - naming.ending]
    written = _SPACE.sub(" ", re.sub(r"[\"“”]|(?<!\w)\*|\*(?!\w)", "", written)).strip()
    if naming.number is not None and naming.first > naming.head_at:
        return f"{naming.group or ''} Resolution {written}".strip()
    return written


def _subjects(context: Context, entries: Lexicon) -> list[Naming]:
    """Return the instrument that a fact sheet is about, where its title says nothing else ("Fact Sheet: X Pact")."""
    for passage in passages(context, ("heading",)):
        words = passage.words
        first = next((k + 1 for k in range(len(words)) if words[k].text == ":"), 0)
        if first == 0 or words[first - 1].start != words[first - 2].end or not _is_fact_sheet(words[: first - 1]):
            return []
        whole = [n for n in titles_in(passage, entries) if n.begin == n.first == first and n.last == len(words)]
        headline = any(word.lower in entries.bringing for word in words)
        return [] if headline else [naming for naming in whole if naming.kind != "plan"]
    return []


def _is_fact_sheet(words: Sequence[Word]) -> bool:
    return 0 < len(words) < _PAPER and [word.lower for word in words[-2:]] == ["fact", "sheet"]


def _own_names(context: Context) -> list[tuple[str, ...]]:
    """Return the names by which the text's title calls the text itself: its parts between colons and dashes."""
    title = context.parsed.document.title or ""
    parts = re.split(r"[:“”\"]| [–—-] ", title)
    return [key for part in parts if (key := _key(part))]


def _key(name: str) -> tuple[str, ...]:
    empty = {"the", "a", "an", "of", "on", "for", "and", "in"}
    return tuple(w.lower for w in words_of(name, 0, len(name)) if w.lower not in empty and w.text[0].isalnum())


def _is_own(naming: Naming, own: list[tuple[str, ...]]) -> bool:
    """Tell whether a naming calls the text itself: by its title, or as "this Declaration"."""
    words = naming.passage.words
    if naming.begin > 0 and words[naming.begin - 1].lower in ("this", "these") and naming.rule == "title":
        return naming.last - naming.first < 3 or naming.kind in ("statement", "declaration")
    key = tuple(w.lower for w in words[naming.first : naming.last] if w.text[0].isalnum())
    key = tuple(w for w in key if w not in ("the", "a", "an", "of", "on", "for", "and", "in"))
    return any(key == name for name in own)
