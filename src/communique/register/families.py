"""Families: which of the names that documents give to series of meetings mean one series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, func, select

from communique.model.errors import RegisterError
from communique.packs import Pack
from communique.packs.pack import Series as Known
from communique.register.entity import chunks
from communique.register.rows import fold, split_codes
from communique.register.tables import items, versions
from communique.resolve.spellings import SHORTEST, Spelling, alike, has_owner, one_circle, spelling_of

LONGEST = 7
"""Letters of an acronym that a person types in small letters."""


@dataclass(frozen=True, slots=True)
class Family:
    """A series as documents name it: its names with the number of mentions of each, the most frequent first.

    `known` is the pack's series where one knows it.
    """

    names: tuple[tuple[str, int], ...]
    known: tuple[Pack, Known] | None = None

    @property
    def name(self) -> str:
        """The name to show: the pack's, else the one that says most, the more frequent and the fuller of equals."""
        return self.known[1].name if self.known is not None else max(self.names, key=_fullness)[0]

    @property
    def stored(self) -> tuple[str, ...]:
        """Its names as documents have them."""
        return tuple(name for name, _ in self.names)

    @property
    def mentions(self) -> int:
        """How often documents name it."""
        return sum(count for _, count in self.names)


def _fullness(pair: tuple[str, int]) -> tuple[object, ...]:
    name, count = pair
    spelling = spelling_of(name)
    return bool(spelling.parties), len(spelling.core), name[:1].isupper(), not has_owner(name), count, len(name), name


def series_names(connection: Connection) -> list[tuple[str, int]]:
    """Return the series that documents name, each with the number of its mentions, the most frequent first."""
    count = func.count()
    query = select(items.c.series, count).where(items.c.series.is_not(None)).group_by(items.c.series)
    return [(row[0], row[1]) for row in connection.execute(query.order_by(count.desc(), items.c.series))]


def families(connection: Connection, packs: Sequence[Pack]) -> list[Family]:
    """Return the series that documents name, those most spoken of first; names that mean one series stand together."""
    found = list(_grouped(connection, series_names(connection), packs))
    return sorted(found, key=lambda family: (-family.mentions, family.name))


def family_of(connection: Connection, name: str, packs: Sequence[Pack]) -> Family | None:
    """Return the series that a name means: as a pack or a document has it, or abbreviated; None where none is.

    Raise `RegisterError` where it is short for several.
    """
    if not fold(name):
        return None
    known = known_series(name, packs)
    named = series_names(connection)
    if known is not None:
        wanted = {fold(form) for form in known[1].forms}
        return Family(tuple(pair for pair in named if fold(pair[0]) in wanted), known)
    asked = list(_readings(name))
    letters = {one.letters for one in asked}
    letters |= {spelling_of(stored).letters for stored, _ in named if fold(stored) == fold(name)}
    near = [pair for pair in named if spelling_of(pair[0]).letters in letters]
    found = list(_grouped(connection, near, packs))
    same = [family for family in found if fold(name) in map(fold, family.stored)]
    if same:
        return same[0]
    short = [family for family in found if any(_is_short(asked, spelling_of(one)) for one in family.stored)]
    if len(short) > 1:
        listed = ", ".join(family.name for family in short)
        raise RegisterError(f"{name!r} may be each of these series: {listed}: give one of the names")
    return short[0] if short else None


def known_series(name: str, packs: Sequence[Pack]) -> tuple[Pack, Known] | None:
    """Return the series that a name, key or acronym means to the packs."""
    wanted = fold(name)
    for pack in packs:
        for series in pack.series:
            if wanted in {series.key.casefold(), *(fold(form) for form in series.forms)}:
                return pack, series
    return None


def _readings(name: str) -> Iterator[Spelling]:
    """Yield how a name that a person typed may be meant: as it stands, and with a word as an acronym ("ttc")."""
    asked = spelling_of(name)
    yield asked
    for place, word in enumerate(asked.core):
        if word not in asked.acronyms and SHORTEST <= len(word) <= LONGEST:
            letters = "".join(
                one if at == place or one in asked.acronyms else one[0] for at, one in enumerate(asked.core)
            )
            yield replace(asked, acronyms=asked.acronyms | {word}, letters=letters)


def _is_short(asked: Sequence[Spelling], one: Spelling) -> bool:
    """Tell whether one of the ways to read what was asked for has the words of a name, or acronyms of them."""
    return any((not each.parties or each.parties == one.parties) and alike(each, one) for each in asked)


@dataclass(slots=True)
class _Group:
    """Names that are one series so far, with how often which states speak of it."""

    spellings: list[Spelling]
    names: list[tuple[str, int]]
    speakers: Counter[frozenset[str]] = field(default_factory=Counter)

    @property
    def parties(self) -> frozenset[str]:
        return next((one.parties for one in self.spellings if one.parties), frozenset())


def _grouped(connection: Connection, named: Sequence[tuple[str, int]], packs: Sequence[Pack]) -> Iterator[Family]:
    """Yield families of names: by the packs, by their folded form, and by how they are spelled."""
    pairs = [(pack, series) for pack in packs for series in pack.series]
    known = {fold(form): pair for pair in reversed(pairs) for form in pair[1].forms}
    of_packs: dict[str, list[tuple[str, int]]] = {}
    others: dict[str, list[tuple[str, int]]] = {}
    for name, count in named:
        folded = fold(name)
        if folded in known:
            pack, series = known[folded]
            of_packs.setdefault(f"{pack.name}: {series.name}", []).append((name, count))
        else:
            others.setdefault(folded, []).append((name, count))
    for names in of_packs.values():
        yield Family(tuple(names), known[fold(names[0][0])])
    by_letters: dict[str, list[_Group]] = {}
    for names in others.values():
        spelling = spelling_of(names[0][0])
        by_letters.setdefault(spelling.letters, []).append(_Group([spelling], names))
    several = [group for groups in by_letters.values() if len(groups) > 1 for group in groups]
    _read_speakers(connection, several)
    for groups in by_letters.values():
        for group in _joined(groups):
            yield Family(tuple(sorted(group.names, key=lambda pair: (-pair[1], pair[0]))))


def _read_speakers(connection: Connection, groups: Sequence[_Group]) -> None:
    by_name = {name: group for group in groups for name, _ in group.names}
    for chunk in chunks(sorted(by_name)):
        query = (
            select(items.c.series, versions.c.speakers, func.count())
            .join(versions, versions.c.id == items.c.version_id)
            .where(items.c.series.in_(chunk))
            .group_by(items.c.series, versions.c.speakers)
        )
        for name, speakers, count in connection.execute(query):
            by_name[name].speakers[frozenset(split_codes(speakers))] += count


def _joined(groups: Sequence[_Group]) -> list[_Group]:
    """Return groups of like letters joined where they are one series: the fullest names first, then what is short.

    What could be one of two series stays by itself.
    """
    families: list[_Group] = []
    for group in sorted(groups, key=lambda one: (-len(one.spellings[0].core), not one.parties, one.names[0][0])):
        found = [family for family in families if _is_one(group, family)]
        if len(found) == 1:
            found[0].spellings += group.spellings
            found[0].names += group.names
            found[0].speakers += group.speakers
        else:
            families.append(group)
    return families


def _is_one(group: _Group, family: _Group) -> bool:
    """Tell whether a group's name is one of a family's, and most who use it can be those whose family it is."""
    own = group.spellings[0]
    if not any(alike(own, other) for other in family.spellings):
        return False
    if own.parties and family.parties:
        return own.parties == family.parties
    other = next((one for one in family.spellings if one.parties), family.spellings[0])
    total, fitting = 0, 0
    for here, count in (group.speakers if not own.parties else family.speakers).items():
        fits = (
            one_circle(own, here, other, there) for there in (family.speakers if not own.parties else group.speakers)
        )
        total += count
        fitting += count if any(fits) else 0
    return 2 * fitting > total
