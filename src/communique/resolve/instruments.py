"""Instruments: which two records name one agreement, resolution, plan or the like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.resolve.known import Entry, Known, forms_of
from communique.resolve.signals import Matcher, either_way, one_lacks
from communique.resolve.subject import ItemSubject
from communique.resolve.words import (
    Words,
    are_initials,
    bracketed,
    distinct,
    initials,
    lexicon,
    plain,
    split_states,
    without_brackets,
    words_of,
)

_NUMBER = re.compile(r"(?<![\d/])(\d{2,3}/\d{1,3}|\d{3,4})(?![\d/])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ON_ANOTHER = re.compile(
    r"(?:the )?(?:memorandum|memoranda|agreement|arrangement|statement|declaration)\b.{0,24}? on (?:the|a)\b"
)
_OF_COOPERATION = re.compile(r"\b(memorandum) of (?:cooperation|understanding|agreement|arrangement)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"(?:[A-Z]{1,2}-?){2,}[A-Z0-9]*s?|[A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Z]{3,}")


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """An instrument as the matcher compares it.

    `words` is the name without states, brackets and years, `tail` its kind ("declaration"), `acronyms` the short
    forms in its names, `numbers` those of resolutions, `states` the states in its name, `years` those in name and date.
    """

    item: ItemSubject
    entry: Entry | None
    words: Words
    acronyms: frozenset[str]
    numbers: frozenset[str]
    states: frozenset[str]
    parties: frozenset[str]
    years: frozenset[str]

    @property
    def telling(self) -> frozenset[str]:
        """The words of the name that stand in few names."""
        return distinct(self.words)

    @property
    def speakers(self) -> frozenset[str]:
        """The speakers of the document."""
        return frozenset(self.item.document.speakers)


def view_of(item: ItemSubject, known: Known) -> InstrumentView:
    """Return an instrument as the matcher compares it."""
    bare = _YEAR.sub(" ", without_brackets(item.name))
    on_another = _ON_ANOTHER.match(plain(bare)) is not None
    bare = _OF_COOPERATION.sub(r"\1", bare)
    states, words = split_states(words_of(bare))
    numbers = frozenset(_NUMBER.findall(_YEAR.sub(" ", plain(item.name)))) if item.kind == "resolution" else frozenset()
    return InstrumentView(
        item=item,
        entry=known.find("instrument", _names(item, bare, on_another=on_another), item.document.speakers),
        words=words,
        acronyms=frozenset() if on_another else _acronyms(item),
        numbers=numbers,
        states=states,
        parties=frozenset(item.parties) or states,
        years=frozenset(_YEAR.findall(item.name)) or frozenset([(item.dated or "")[:4]]) - {""},
    )


def _names(item: ItemSubject, bare: str, *, on_another: bool) -> tuple[str, ...]:
    """Return the names to look up; the acronym after "memorandum on a framework" is that of the framework."""
    return (without_brackets(item.name),) if on_another else (item.name, bare)


def _acronyms(item: ItemSubject) -> frozenset[str]:
    found = {inside for inside in bracketed(item.name) if _ACRONYM.fullmatch(inside)}
    if _ACRONYM.fullmatch(item.name):
        found.add(item.name)
    return frozenset(plain(short) for short in found)


# What speaks against.


def other_known(a: InstrumentView, b: InstrumentView) -> bool:
    """The packs know them as two instruments."""
    return a.entry is not None and b.entry is not None and a.entry.key != b.entry.key


def other_number(a: InstrumentView, b: InstrumentView) -> bool:
    """They have different numbers, or only one is numbered."""
    return a.numbers != b.numbers


def other_kind(a: InstrumentView, b: InstrumentView) -> bool:
    """They are of different kinds by their names."""
    heads = lexicon("instruments.yml")["heads"]
    one = {heads.get(word) for word in a.words if word in heads}
    two = {heads.get(word) for word in b.words if word in heads}
    return bool(one and two) and not one & two


def other_parties(a: InstrumentView, b: InstrumentView) -> bool:
    """They are of different parties."""
    if a.entry is not None and b.entry is not None:
        return False
    if a.states and b.states and a.states != b.states:
        return True
    one, two = frozenset(a.item.parties), frozenset(b.item.parties)
    return bool(one and two) and not (one <= two or two <= one)


def other_year(a: InstrumentView, b: InstrumentView) -> bool:
    """They are of different years."""
    if a.entry is not None and b.entry is not None:
        return False
    return bool(a.years and b.years) and not a.years & b.years


def _says_which(view: InstrumentView) -> bool:
    return bool(view.entry or view.telling or view.acronyms or view.numbers or len(view.words) > 2)


bare_word = one_lacks(_says_which, "One is named by its kind alone, and nothing says which it is.")


# What speaks for.


def same_known(a: InstrumentView, b: InstrumentView) -> bool:
    """The packs know them as one instrument."""
    return a.entry is not None and b.entry is not None and a.entry.key == b.entry.key


def same_number(a: InstrumentView, b: InstrumentView) -> bool:
    """Resolutions of one number."""
    return bool(a.numbers) and a.numbers == b.numbers


def same_title(a: InstrumentView, b: InstrumentView) -> bool:
    """The same title, which no other instrument is likely to have."""
    if not _titles_meet(a, b) or a.item.kind == b.item.kind == "resolution":
        return False
    return (_is_rare(a) and not _one_owned(a, b)) or _parties_meet(a, b)


def same_title_elsewhere(a: InstrumentView, b: InstrumentView) -> bool:
    """The same title, in texts of different parties."""
    return _titles_meet(a, b) and not same_title(a, b) and a.item.kind != "resolution"


def _titles_meet(a: InstrumentView, b: InstrumentView) -> bool:
    if a.words == b.words:
        return bool(a.words)
    short, long = sorted((a.words, b.words), key=len)
    # "IPEF for Prosperity": a title that goes on after its head; "Partners ... initiative": its kind said after it.
    extra = long[len(short) :] if long[: len(short)] == short else long[: -len(short)]
    begins = long[: len(short)] == short and len(distinct(short)) > 1
    ends = long[-len(short) :] == short and len(distinct(short)) > 1 and not distinct(extra) - _joint_words()
    return (begins and len(extra) == 1) or ends


def _joint_words() -> frozenset[str]:
    return frozenset(lexicon("instruments.yml")["owners"])


def _is_rare(view: InstrumentView) -> bool:
    """Tell whether a title by itself means one instrument: a treaty's, or one of several telling words."""
    if view.item.kind in ("treaty", "law") and (view.telling or len(view.words) > 3):
        return len(view.words) > 1
    return (len(view.telling) > 1 and len(view.words) > 2) or len(view.telling) > 2


def _one_owned(a: InstrumentView, b: InstrumentView) -> bool:
    """Tell whether only one title says whose it is, and others may have one of that title ("Indo-Pacific Strategy")."""
    return len(a.states | b.states) == 1 and a.states != b.states and len(a.telling) < 3


def _parties_meet(a: InstrumentView, b: InstrumentView) -> bool:
    """Tell whether the parties, or else the speakers of the two texts, are the same (or all those of one)."""
    if a.item.parties and set(a.item.parties) == set(b.item.parties):
        return True
    one, two = a.parties or a.speakers, b.parties or b.speakers
    return len(one & two) > 1 and (one <= two or two <= one)


def same_acronym(a: InstrumentView, b: InstrumentView) -> bool:
    """The same short form, of a treaty or in texts of the same parties."""
    everywhere = a.item.kind == b.item.kind and a.item.kind in ("treaty", "law")
    return bool(a.acronyms & b.acronyms) and (_parties_meet(a, b) or bool(a.telling & b.telling) or everywhere)


def _is_short_for(a: InstrumentView, b: InstrumentView) -> bool:
    return len(a.words) == 1 and are_initials(a.acronyms, b.item.name)


acronym_of_title = either_way(_is_short_for, "One is the initials of the other's title.")


def same_year(a: InstrumentView, b: InstrumentView) -> bool:
    """The same year."""
    return bool(a.years & b.years)


def same_parties(a: InstrumentView, b: InstrumentView) -> bool:
    """The same parties."""
    return len(a.parties) > 1 and a.parties == b.parties and bool(a.telling & b.telling)


MATCHER: Matcher[InstrumentView] = Matcher(
    against=(other_known, other_number, other_kind, other_parties, other_year, bare_word),
    signals=(
        (same_known, 0.95),
        (same_number, 0.96),
        (same_title, 0.92),
        (same_acronym, 0.9),
        (acronym_of_title, 0.75),
        (same_title_elsewhere, 0.6),
        (same_year, 0.2),
        (same_parties, 0.3),
    ),
)


def blocks(view: InstrumentView) -> Sequence[str]:
    """Return the keys under which an instrument is stored and looked up."""
    keys = [view.entry.key] if view.entry is not None else []
    keys += [f"no:{number}" for number in sorted(view.numbers)]
    keys += [f"short:{short}" for short in sorted(view.acronyms)]
    letters = initials(view.item.name)
    keys += [f"short:{letters}"] if letters and not view.acronyms else []
    keys += [f"title:{' '.join(view.words[:3])}", f"end:{' '.join(view.words[-3:])}"] if view.words else []
    keys += [f"form:{' '.join(form)}" for form in forms_of(view.item.name)][:2]
    return list(dict.fromkeys(keys))
