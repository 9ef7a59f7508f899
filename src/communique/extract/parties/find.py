"""Find the mentions of parties: what the gazetteer meets, less what the words around show to be no party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.extract.gazetteer import Hit, load_lexicon, scan
from communique.extract.parse import Parsed
from communique.extract.parties.gazetteer import full_names, gazetteer
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
    whole = _Whole.of(text, hits)
    for hit in hits:
        entry = hit.entry
        if entry.kind == "mask" or (entry.kind == "seat" and not _acts(text, hit)):
            continue
        if entry.kind == "defined" and not whole.defines(entry.code):
            continue
        if entry.kind == "name" and _names_other(text, hit):
            continue
        code = whole.meant(text[hit.start : hit.end], entry.code)
        form = {"seat": "government", "defined": "name"}.get(entry.kind, entry.kind)
        yield PartyMention(hit.start, hit.end, code, form)


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the whole text settles: which acronyms it defines, and which of two states it means by a short form."""

    lower: str
    named: frozenset[str]

    @classmethod
    def of(cls, text: str, hits: Sequence[Hit]) -> _Whole:
        """Return what a text with these hits settles."""
        shared = namesakes().shared
        return cls(text.lower(), frozenset(h.entry.code for h in hits if text[h.start : h.end] not in shared))

    def defines(self, code: str) -> bool:
        """Tell whether the text gives the full name of a body."""
        return any(name in self.lower for name in full_names()[code])

    def meant(self, surface: str, code: str) -> str:
        """Return which of the states that share a short form is meant: the one named in full, else the first."""
        codes = namesakes().shared.get(surface, (code,))
        named = [other for other in codes if other in self.named]
        return named[0] if len(named) == 1 else codes[0]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """The lists of `party_namesakes.yml`; the file says what each is for."""

    given_names: frozenset[str]
    surnames: frozenset[str]
    given_too: frozenset[str]
    no_given_names: frozenset[str]
    provinces: dict[str, frozenset[str]]
    shared: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def namesakes() -> Namesakes:
    """Return the names of states that are also names of something else."""
    data = load_lexicon("party_namesakes.yml")
    return Namesakes(
        given_names=frozenset(data["given_names"]),
        surnames=frozenset(data["surnames"]),
        given_too=frozenset(data["given_too"]),
        no_given_names=frozenset(data["no_given_names"]),
        provinces={name: frozenset(towns) for name, towns in data["provinces"].items()},
        shared={form: tuple(codes) for form, codes in data["shared"].items()},
    )


def _acts(text: str, hit: Hit) -> bool:
    """Tell whether a seat of government stands for the government: it owns something or is asked for something."""
    before = text[max(0, hit.start - 20) : hit.start]
    return text[hit.end : hit.end + 2] in ("'s", "' ") or _ASKED.search(before) is not None


def _names_other(text: str, hit: Hit) -> bool:
    """Tell whether a state's name is a person's, or that of a province abroad."""
    surface, names = text[hit.start : hit.end], namesakes()
    before = text[max(0, hit.start - 40) : hit.start]
    titled = _TITLE.search(before) is not None
    if titled and surface in names.given_names and _CAPITALISED.match(text, hit.end):
        return True
    if titled and surface in names.surnames:
        return True
    if surface in names.given_too:
        given = _GIVEN.search(before)
        if given is not None and given[1] not in names.no_given_names:
            return True
    town = _TOWN.search(before) if surface in names.provinces else None
    return town is not None and town[1] not in names.provinces[surface]


def _modifiers(parsed: Parsed) -> frozenset[int]:
    """Return the places where a token ends that modifies a noun after it ("U.S." in "the U.S. delegation")."""
    return frozenset(
        sentence.offset + token.idx + len(token)
        for sentence in parsed.sentences
        for token in sentence.span
        if token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i and token.text[0].isupper()
    )
