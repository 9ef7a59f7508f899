"""Pack: one framework as data, its parties, series, instruments, exercises and bodies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LEVELS = (
    "leaders",
    "ministers",
    "chiefs_of_defense",
    "security_advisors",
    "vice_ministers",
    "senior_officials",
    "working",
)
CADENCES = ("annual", "semiannual", "quarterly", "regular", "once")
BODY_KINDS = (
    "secretariat",
    "board",
    "council",
    "committee",
    "working_group",
    "task_force",
    "centre",
    "network",
    "other",
)
SPEAKS_AS = ("group", "members")


def forms_of(name: str, *others: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name and its other forms, longest first, each once."""
    forms = {form: None for group in ((name,), *others) for form in group}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@dataclass(frozen=True, slots=True)
class Member:
    """A party of a framework: its code and the name by which the framework's texts call it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Another series whose name can be taken for ours; `reason` says in words why the two are not one."""

    name: str
    reason: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Name, aliases and acronyms, longest first."""
        return forms_of(self.name, self.aliases, self.acronyms)


@dataclass(frozen=True, slots=True)
class PastMeeting:
    """A meeting of a series that public sources report; `ordinal` only where they count it."""

    start: date
    end: date | None = None
    ordinal: int | None = None
    place: str | None = None
    host: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A series of meetings. `hosts` is the order in which hosts rotate, empty where none is known."""

    key: str
    name: str
    level: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    cadence: str | None = None
    meetings: tuple[PastMeeting, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    note: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """Name, aliases and acronyms, longest first."""
        return forms_of(self.name, self.aliases, self.acronyms)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A standing instrument; `kind` is one of `model.INSTRUMENT_KINDS`, `date` may be partial ("2024-07")."""

    key: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    date: str | None = None
    parties: tuple[str, ...] = ()
    note: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """Name, aliases and acronyms, longest first."""
        return forms_of(self.name, self.aliases, self.acronyms)


@dataclass(frozen=True, slots=True)
class Iteration:
    """One execution of an exercise: its `label` as used ("24-2"), its days, and where."""

    label: str
    start: date | None = None
    end: date | None = None
    ordinal: int | None = None
    area: str | None = None
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """A named exercise of the framework, with the domains it trains and the iterations known."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    cadence: str | None = None
    iterations: tuple[Iteration, ...] = ()
    note: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """Name, aliases and acronyms, longest first."""
        return forms_of(self.name, self.aliases, self.acronyms)


@dataclass(frozen=True, slots=True)
class Body:
    """A standing body of the framework: a secretariat, a working group, a task force."""

    key: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    since: str | None = None
    note: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """Name, aliases and acronyms, longest first."""
        return forms_of(self.name, self.aliases, self.acronyms)


@dataclass(frozen=True, slots=True)
class Formula:
    """A wording whose changes are watched: its variants, as they stand in texts, and what hangs on them."""

    key: str
    variants: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """One framework. `name` identifies it, `title` is what people read; `replaces` names a pack it stands in for."""

    name: str
    title: str
    parties: tuple[Member, ...]
    sources: tuple[str, ...]
    code: str | None = None
    speaks_as: str = "members"
    names: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    bodies: tuple[Body, ...] = ()
    formulae: tuple[Formula, ...] = ()
    replaces: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the parties, in the pack's order."""
        return tuple(member.code for member in self.parties)
