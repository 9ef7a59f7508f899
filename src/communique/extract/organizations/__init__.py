"""Find the organizations of a document: every body named in its text, once, with its acronym and all mentions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from communique.extract.context import Context
from communique.extract.gazetteer import Hit, scan
from communique.extract.organizations.groups import branches_in, companies_of, groups_in
from communique.extract.organizations.lexicon import MASK, Bodies, bodies
from communique.extract.organizations.merge import Body, Naming, later_mentions, merge
from communique.extract.organizations.passage import Passage
from communique.extract.organizations.runs import Span, runs_in
from communique.extract.persons.lexicon import lexicon
from communique.extract.words import Word, words_of
from communique.model import Block, Organization
from communique.packs.codes import STATES

ORIGIN = "organizations/1"
_ACRONYM = re.compile(r'\s*\("?([A-Z][\w&/-]{1,11})"?(?=[):;,"\s])[^()]{0,24}\)')
_OF = re.compile(r"\bof (?:the )?$")
_RESOLUTION = re.compile(r"(?:'s)? (?:\d{4} )?(?:resolutions?|framework (?:for|of)|[Aa]genda)\b")
_AT = re.compile(r"\b(?:at|to|in|outside) (?:the )?$")
_CHARTER = re.compile(r"\bCharter of (?:the )?$")
_RUN = re.compile(r"(?: (?:[A-Z][\w-]+|on|of|for|and|the))+")
_GATHERINGS = frozenset({"Conference", "Summit", "Goals", "SDGs", "Decade", "Day"})
_CAPITALISED = re.compile(r" ([A-Z][a-z]+)")

__all__ = ["find_organizations"]


def find_organizations(context: Context) -> tuple[Organization, ...]:
    """Return the bodies that the document's body text names, in order of their first mention.

    Ministries, alliances, international bodies, councils, working groups, secretariats, courts, banks, companies and
    armed groups; no states, governments, alliances of two states, meetings or instruments. `name` is the fullest form
    in the text, without article and bracketed acronym; `acronym` the one introduced for it, if any.
    """
    known = bodies(context.packs)
    pos = {
        sentence.offset + token.idx: token.pos_
        for sentence in context.parsed.body
        for token in sentence.span
        if token.text[0].isalpha()
    }
    hits = [hit for hit in scan(context.parsed.plain, known.known) if hit.entry.kind != MASK]
    companies = companies_of(context, known)
    namings: list[Naming] = []
    for block in context.parsed.document.blocks:
        if block.kind in ("paragraph", "item"):
            namings.extend(_block(context, block, known, pos, hits, companies))
    found = merge(namings)
    later = later_mentions(context, found, known)
    return tuple(
        _organization(context, number, body, more)
        for number, (body, more) in enumerate(zip(found, later, strict=True), start=1)
    )


def _organization(context: Context, number: int, body: Body, later: list[tuple[int, int]]) -> Organization:
    parsed, fullest = context.parsed, body.fullest
    spans = sorted({*((naming.start, naming.end) for naming in body.namings), *later})
    return Organization(
        id=f"organization-{number}",
        anchor=parsed.anchor(fullest.start, fullest.end),
        mentions=tuple(parsed.anchor(start, end) for start, end in spans),
        name=fullest.name,
        acronym=body.acronym,
        origin=ORIGIN,
    )


def _block(
    context: Context,
    block: Block,
    known: Bodies,
    pos: Mapping[int, str],
    hits: list[Hit],
    companies: list[tuple[int, int]],
) -> Iterator[Naming]:
    words = words_of(context.parsed.plain, block.start + block.marker, block.end)
    starts = [word.start for word in words]
    first, after = (bisect_left(hits, at, key=lambda h: h.start) for at in (block.start, block.end))
    here = hits[first:after]
    at_word = {bisect_left(starts, hit.start): bisect_left(starts, hit.end) for hit in here}
    states, suffixes = _states(context, block, starts, known.suffixed)
    passage = Passage(
        words,
        known,
        lexicon(),
        _persons(context, block, words),
        states,
        at_word,
        frozenset(index for begin, end in at_word.items() for index in range(begin, end)),
        pos,
        suffixes,
    )
    spans = [*runs_in(passage), *groups_in(passage), *branches_in(passage)]
    spans += _companies(passage, starts, companies, spans)
    ranges = [(words[span.start].start, words[span.end - 1].end) for span in spans]
    for span, (start, end) in zip(spans, ranges, strict=True):
        if not any((hit.start <= start and end <= hit.end) or _prefixed(context, start, end, hit) for hit in here):
            yield _of_span(context, words, span, known, here)
    for hit in here:
        yield _of_hit(context, hit, ranges, known)


def _companies(
    passage: Passage, starts: list[int], companies: list[tuple[int, int]], spans: Sequence[Span]
) -> Iterator[Span]:
    """Yield the companies of a block whose words no party, person, known body or other body's name claims."""
    for start, end in companies:
        first, after = bisect_left(starts, start), bisect_left(starts, end)
        if first == len(starts) or starts[first] != start or after == first:
            continue
        inside = range(first, after)
        claimed = any(passage.states[n] or n in passage.covered or n in passage.blocked for n in inside)
        other = any(span.start < after and first < span.end for span in spans)
        things = passage.bodies.instruments | passage.bodies.occasions | passage.bodies.stops
        if not claimed and not other and not things & {passage.text(n) for n in inside}:
            yield Span(first, after, "company")


def _prefixed(context: Context, start: int, end: int, hit: Hit) -> bool:
    """Tell whether a span is a known body's name with another name hyphened before it ("G20/OECD")."""
    return hit.end == end and hit.start > start and context.parsed.plain[hit.start - 1] in "-–/"


def _states(
    context: Context, block: Block, starts: list[int], suffixed: frozenset[str]
) -> tuple[list[int], frozenset[int]]:
    """Return for each word the index after the state's name it is in, and where names of `suffixed` states begin."""
    states = [0] * len(starts)
    suffixes: set[int] = set()
    for party in context.parties[bisect_left(context.parties, block.start, key=lambda p: p.start) :]:
        if party.start >= block.end:
            break
        first, after = bisect_right(starts, party.start) - 1, bisect_right(starts, party.end - 1)
        if first >= 0 and party.code in STATES and party.form in ("name", "adjective", "demonym"):
            states[first:after] = [after] * (after - first)
            named = context.parsed.plain[party.start : party.end]
            if party.form == "name" and party.code in suffixed and named.isalpha():
                suffixes.add(first)
    return states, frozenset(suffixes)


def _persons(context: Context, block: Block, words: list[Word]) -> frozenset[int]:
    blocked: set[int] = set()
    for person in context.persons:
        name = set(person.name.split())
        for mention in person.mentions:
            if block.start <= mention.start < block.end:
                blocked.update(
                    n for n, word in enumerate(words) if mention.start <= word.start < mention.end and word.text in name
                )
    return frozenset(blocked)


def _of_span(context: Context, words: list[Word], span: Span, known: Bodies, hits: list[Hit]) -> Naming:
    start, end = words[span.start].start, words[span.end - 1].end
    text = context.parsed.document.text
    name = span.name or " ".join(text[start:end].replace("”", "").replace("“", "").split())
    for plural, one in known.plurals.items():
        name = name.replace(plural, one)
    acronym = None if any(hit.end == end for hit in hits) else _acronym(context, end)
    lead = words[span.start - 2 : span.start] if span.start > 1 else []
    place = span.head in known.places and any(word.text == "at" for word in lead)
    return Naming(start, end, name, known.canonical.get(name.lower()), acronym, not place or acronym is not None)


def _of_hit(context: Context, hit: Hit, ranges: list[tuple[int, int]], known: Bodies) -> Naming:
    plain, text = context.parsed.plain, context.parsed.document.text
    inside = any(start <= hit.start and hit.end <= end and end - start > hit.end - hit.start for start, end in ranges)
    nested = inside and _OF.search(plain[max(0, hit.start - 8) : hit.start]) is not None
    follows = _CAPITALISED.match(plain, hit.end)
    founds = (nested or not inside) and (follows is None or follows[1] not in known.instruments)
    if hit.entry.code == "United Nations":  # its Council's resolutions, its Charter
        lead = plain[max(0, hit.start - 20) : hit.start]
        founds = founds and _RESOLUTION.match(plain, hit.end) is None and _CHARTER.search(lead) is None
        run = _RUN.match(plain, hit.end)
        founds = founds and (run is None or not (known.instruments | _GATHERINGS) & set(run[0].split()))
    name = " ".join(text[hit.start : hit.end].split())
    if name in known.places and (follows is not None or _AT.search(plain, max(0, hit.start - 8), hit.start)):
        founds = False
    if hit.entry.code in known.titled:
        title = context.parsed.document.title or ""
        founds = founds and any(form in title for form in known.titled[hit.entry.code])
    if hit.entry.code.startswith(name) and len(hit.entry.code) <= len(name) + 2:  # "Houthi attacks"
        name = hit.entry.code
    return Naming(
        hit.start, hit.end, name, hit.entry.code, _acronym(context, hit.end), founds and hit.entry.kind != "defined"
    )


def _acronym(context: Context, end: int) -> str | None:
    match = _ACRONYM.match(context.parsed.plain, end, end + 45)
    if match is None or sum(letter.isupper() for letter in match[1]) < 2:
        return None
    party = bisect_left(context.parties, match.start(1), key=lambda p: p.start)
    named = context.parties[party] if party < len(context.parties) else None
    other = named is not None and named.start == match.start(1) and named.code in STATES
    return None if other else match[1]  # "... of the Democratic People's Republic of Korea (DPRK)"
