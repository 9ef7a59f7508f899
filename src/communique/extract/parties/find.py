"""Find the mentions of parties: what the gazetteer meets, less what the words around show to be no party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.parse import Parsed
from communique.extract.parties.gazetteer import Hit, full_names, gazetteer, scan
from communique.extract.parties.mention import PartyMention
from communique.packs import Pack

_ASKED = re.compile(
    r"\b(?:urg(?:e[sd]?|ing)|press(?:e[sd]|ing)?|ask(?:s|ed|ing)?|call(?:s|ed|ing)? (?:up)?on|allow(?:s|ed)?|"
    r"regime in|leadership in|authorities in|government in) $"
)
_TITLE = re.compile(
    r"(?:Mr|Ms|Mrs|Dr|Sen|Rep|Gen)\. $|"
    r"\b(?:Minister|Secretary|Ambassador|Senator|Representative|Congressman|Congresswoman|Governor|General|Director|"
    r"Advisor|Adviser|Chairman|Chair|Commissioner|Speaker|Professor|Sheikh) $"
)
_CAPITALISED = re.compile(r" [A-Z][\w'-]+")
_GIVEN = re.compile(r"(?<![.!?:] )(?<!^)\b([A-Z][a-z]+) $")
_TOWN = re.compile(r"\b(?:in|at|near|from|outside|of) ([A-Z][\w.]+(?: [A-Z][\w.]+)?), $")
_OTHER_NAMES = frozenset({"King", "Queen", "Prince", "Crown", "The", "In", "And", "With", "To", "For", "By", "From"})

# Names of states that are also given names or surnames of people.
_GIVEN_NAMES = frozenset({"Israel", "Jordan", "Chad", "Georgia", "India", "Kenya", "Chile", "Cuba"})
_SURNAMES = frozenset({"Jordan", "Holland", "Britain", "France", "Ireland", "Poland"})


def find_parties(parsed: Parsed, packs: Sequence[Pack]) -> tuple[PartyMention, ...]:
    """Return every mention of a party outside page furniture, in the text's order, none inside another."""
    modifiers = _modifiers(parsed)
    hits = [
        Hit(hit.start + block.start, hit.end + block.start, hit.entry)
        for block in parsed.document.blocks
        if block.kind != "furniture"
        for hit in scan(parsed.plain[block.start : block.end], gazetteer(tuple(packs)))
    ]
    return tuple(
        PartyMention(m.start, m.end, m.code, "adjective" if m.form == "name" and m.end in modifiers else m.form)
        for m in resolve(parsed.plain, hits)
    )


def mentions_in(text: str, packs: Sequence[Pack]) -> tuple[PartyMention, ...]:
    """Return the mentions of parties in a plain text that stands by itself, such as a title."""
    return tuple(resolve(text, list(scan(text, gazetteer(tuple(packs))))))


def resolve(text: str, hits: Sequence[Hit]) -> Iterator[PartyMention]:
    """Yield the hits that mean a party, the ambiguous ones read by the words around them."""
    whole = _Whole(text.lower(), _congo(hits))
    for hit in hits:
        entry = hit.entry
        if entry.kind == "mask" or (entry.kind == "seat" and not _acts(text, hit)):
            continue
        if entry.kind == "defined" and not whole.defines(entry.code):
            continue
        if entry.kind == "name" and _names_other(text, hit):
            continue
        code = whole.congo if entry.code in ("COD", "COG") and _bare_congo(text, hit) else entry.code
        form = {"seat": "government", "defined": "name"}.get(entry.kind, entry.kind)
        yield PartyMention(hit.start, hit.end, code, form)


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the whole text settles: which acronyms it defines, and which Congo it means by "Congo"."""

    lower: str
    congo: str

    def defines(self, code: str) -> bool:
        return any(name in self.lower for name in full_names()[code])


def _congo(hits: Sequence[Hit]) -> str:
    """Return the Congo that a text names in full, the Democratic Republic where it names both or neither."""
    named = {hit.entry.code for hit in hits if hit.end - hit.start > len("Congolese")}
    return "COG" if "COG" in named and "COD" not in named else "COD"


def _bare_congo(text: str, hit: Hit) -> bool:
    return text[hit.start : hit.end] in ("Congo", "Congolese", "CONGO")


def _acts(text: str, hit: Hit) -> bool:
    """Tell whether a seat of government stands for the government: it owns something or is asked for something."""
    before = text[max(0, hit.start - 20) : hit.start]
    return text[hit.end : hit.end + 2] in ("'s", "' ") or _ASKED.search(before) is not None


def _names_other(text: str, hit: Hit) -> bool:
    """Tell whether a state's name is a person's name, or Georgia the state of the Union."""
    surface = text[hit.start : hit.end]
    if surface not in _GIVEN_NAMES and surface not in _SURNAMES:
        return False
    before = text[max(0, hit.start - 40) : hit.start]
    if surface in _GIVEN_NAMES and _TITLE.search(before) and _CAPITALISED.match(text, hit.end):
        return True
    if surface in _SURNAMES:
        if _TITLE.search(before):
            return True
        given = _GIVEN.search(before)
        if surface == "Jordan" and given is not None and given[1] not in _OTHER_NAMES:
            return True
    if surface == "Georgia":
        town = _TOWN.search(before)
        return town is not None and town[1] not in ("Tbilisi", "Batumi", "Armenia", "Ukraine", "Moldova")
    return False


def _modifiers(parsed: Parsed) -> frozenset[int]:
    """Return the places where a token ends that modifies a noun after it ("U.S." in "the U.S. delegation")."""
    return frozenset(
        sentence.offset + token.idx + len(token)
        for sentence in parsed.sentences
        for token in sentence.span
        if token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i and token.text[0].isupper()
    )
