"""What packs know, indexed by folded names: which series, instrument, exercise or body a name means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from communique.packs import Pack
from communique.packs.pack import Exercise, Iteration, PastMeeting, Series
from communique.resolve.words import Words, bracketed, distinct, split_states, without_brackets, words_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that a pack names. `key` is `pack/key`, that of a look-alike `pack/key~name`; `group` are the folded
    words that call the framework itself ("quad").
    """

    key: str
    parties: frozenset[str]
    group: frozenset[str] = frozenset()
    series: Series | None = None
    exercise: Exercise | None = None


Table = dict[Words, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The packs' names, by section ("meeting", "instrument", "exercise", "organization").

    `bags` finds a series by its words in any order ("meeting between finance ministers"), `levels` the one series of a
    framework in which people of a rank meet, `starts` by section how long a form that begins with a word is at most.
    """

    tables: dict[str, Table] = field(default_factory=dict)
    bags: dict[frozenset[str], tuple[Entry, ...]] = field(default_factory=dict)
    levels: dict[tuple[frozenset[str], str], Entry] = field(default_factory=dict)
    frameworks: tuple[tuple[str, frozenset[str], str | None], ...] = ()
    starts: dict[str, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, packs: Sequence[Pack]) -> Known:
        """Index packs."""
        tables: dict[str, dict[Words, dict[str, Entry]]] = {}
        for pack in packs:
            for section, name, entry in _entries(pack):
                for form in forms_of(without_brackets(name)):
                    tables.setdefault(section, {}).setdefault(form, {}).setdefault(entry.key, entry)
        done: dict[str, Table] = {
            section: {form: tuple(entries.values()) for form, entries in table.items()}
            for section, table in tables.items()
        }
        frameworks = tuple((pack.name, frozenset(pack.codes), pack.code) for pack in packs)
        starts = {section: _starts(table) for section, table in done.items()}
        return cls(done, _bags(done.get("meeting", {})), _levels(done.get("meeting", {})), frameworks, starts)

    def find(self, section: str, names: Iterable[str], speakers: Sequence[str]) -> Entry | None:
        """Return what a thing's names mean to the packs, None where they mean nothing or could mean two.

        Two things of one name are told apart by the states in the name, else by who speaks.
        """
        table = self.tables.get(section, {})
        for name in names:
            for form in forms_of(name):
                entries = table.get(form)
                if entries is not None:
                    return _fitting(entries, name, speakers)
        return None

    def find_series(self, name: str, speakers: Sequence[str]) -> Entry | None:
        """Return the series whose words, in any order, are those of a meeting's name."""
        entries = self.bags.get(_bag(words_of(name)))
        return None if entries is None else _fitting(entries, name, speakers)

    def series_of_rank(self, level: str | None, speakers: Iterable[str]) -> Entry | None:
        """Return the one series in which people of a rank of exactly these parties meet."""
        return None if level is None else self.levels.get((frozenset(speakers), level))

    def series_of(self, speakers: Iterable[str]) -> list[Entry]:
        """Return the series of exactly these parties, in the packs' order."""
        wanted = frozenset(speakers)
        found = {
            entry.key: entry
            for entries in self.tables.get("meeting", {}).values()
            for entry in entries
            if entry.series is not None and entry.parties == wanted
        }
        return list(found.values())

    def named_in(self, words: Sequence[str]) -> dict[str, frozenset[str]]:
        """Return the keys of what folded words of a passage name, by section, the longest form at each place."""
        found: dict[str, frozenset[str]] = {}
        for section, table in self.tables.items():
            starts = self.starts[section]
            if starts.keys().isdisjoint(words):
                continue
            keys: set[str] = set()
            free = 0
            for place in [place for place, word in enumerate(words) if word in starts]:
                for length in range(min(starts[words[place]], len(words) - place), 0, -1) if place >= free else ():
                    entries = table.get(tuple(words[place : place + length]))
                    if entries is not None and (length > 1 or distinct(words[place : place + 1])):
                        keys.update(entry.key for entry in entries if "~" not in entry.key)
                        free = place + length
                        break
            if keys:
                found[section] = frozenset(keys)
        return found

    def framework(self, speakers: Sequence[str]) -> str:
        """Return the pack whose parties, or whose own code, exactly the speakers are; else their codes in order."""
        wanted = frozenset(speakers)
        for name, codes, code in self.frameworks:
            if wanted and (wanted == codes or wanted == {code}):
                return name
        return "+".join(sorted(wanted))


def _bag(words: Iterable[str]) -> frozenset[str]:
    return frozenset("minister" if word in ("ministry", "ministerial") else word for word in words) - {"between", "s"}


def _starts(table: Table) -> dict[str, int]:
    starts: dict[str, int] = {}
    for form in table:
        starts[form[0]] = max(starts.get(form[0], 0), len(form))
    return starts


def _bags(table: Table) -> dict[frozenset[str], tuple[Entry, ...]]:
    bags: dict[frozenset[str], dict[str, Entry]] = {}
    for form, entries in table.items():
        if len(form) > 2:
            for entry in entries:
                bags.setdefault(_bag(form), {}).setdefault(entry.key, entry)
    return {bag: tuple(entries.values()) for bag, entries in bags.items()}


def _levels(table: Table) -> dict[tuple[frozenset[str], str], Entry]:
    """Index series by parties and rank, leaving out ranks at which a framework has several series."""
    found: dict[tuple[frozenset[str], str], dict[str, Entry]] = {}
    for entries in table.values():
        for entry in entries:
            if entry.series is not None:
                found.setdefault((entry.parties, entry.series.level), {})[entry.key] = entry
    return {rank: next(iter(entries.values())) for rank, entries in found.items() if len(entries) == 1}


def forms_of(name: str) -> Iterator[Words]:
    """Yield the folded forms under which a name is looked up, the fullest first."""
    whole, bare = words_of(name), words_of(without_brackets(name))
    stateless = split_states(bare)[1]
    seen = dict.fromkeys((whole, bare, stateless if len(stateless) > 1 or distinct(stateless) else bare))
    for inside in bracketed(name):
        if inside.isupper() and len(inside) > 2 and distinct(words_of(inside)):
            seen.setdefault(words_of(inside))
    yield from (form for form in seen if form)


def iteration_of(exercise: Exercise, ordinal: int | None, label: str | None) -> Iteration | None:
    """Return the execution of an exercise that an ordinal or a label ("24-2") means."""
    for iteration in exercise.iterations:
        if (label is not None and iteration.label == label) or (ordinal is not None and iteration.ordinal == ordinal):
            return iteration
    return None


def _entries(pack: Pack) -> Iterator[tuple[str, str, Entry]]:
    """Yield section, name and entry of everything that a pack names."""
    own = frozenset(pack.codes)
    group = frozenset(word for name in (*pack.names, pack.code or "") for word in distinct(words_of(name)))
    for series in pack.series:
        parties = frozenset(series.parties) or own
        for name in series.forms:
            yield "meeting", name, Entry(f"{pack.name}/{series.key}", parties, group, series=series)
        for other in series.look_alikes:
            for name in other.forms:
                yield "meeting", name, Entry(f"{pack.name}/{series.key}~{other.name}", frozenset(other.parties))
    for section, things in (("instrument", pack.instruments), ("organization", pack.bodies)):
        for thing in things:
            for name in thing.forms:
                yield section, name, Entry(f"{pack.name}/{thing.key}", frozenset(thing.parties) or own, group)
    for exercise in pack.exercises:
        entry = Entry(f"{pack.name}/{exercise.key}", frozenset(exercise.parties) or own, group, exercise=exercise)
        for name in exercise.forms:
            yield "exercise", name, entry


def _fitting(entries: Sequence[Entry], name: str, speakers: Sequence[str]) -> Entry | None:
    """Return the entry that the states in a name, or else the speakers, mean."""
    words = words_of(name)
    named, rest = split_states(words)
    if any(entry.group & set(words) for entry in entries):
        entries = [entry for entry in entries if entry.group & set(words)]
    if named:
        entries = [entry for entry in entries if not entry.parties or named <= entry.parties]
        return entries[0] if len({entry.key for entry in entries}) == 1 else None
    if len({entry.key for entry in entries}) == 1:
        entry = entries[0]
        own = bool(entry.group & set(words)) or not distinct(rest) <= entry.group or not entry.parties
        return entry if own or len(entry.parties & set(speakers)) >= min(2, len(set(speakers)) or 2) else None
    return _by_speakers(entries, frozenset(speakers))


def _by_speakers(entries: Sequence[Entry], speakers: frozenset[str]) -> Entry | None:
    """Return the one entry that shares most parties with the speakers, None where two share as many."""
    best = sorted(entries, key=lambda entry: (-len(entry.parties & speakers), entry.key))
    first, second = best[0], best[1]
    shared = len(first.parties & speakers)
    return first if shared > len(second.parties & speakers) and shared > 1 else None


__all__ = ["Entry", "Known", "PastMeeting", "forms_of", "iteration_of"]
