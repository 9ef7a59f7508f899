"""Act: what the speakers do with a clause."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model.anchor import Anchor
from communique.model.interval import Interval

CLASSES = ("commitment", "decision", "call", "objection", "endorsement", "affirmation", "report")
KINDS = ("specific", "continuing", "assurance", "scheduled")
STATUSES = (
    "pending",
    "in_progress",
    "fulfilled",
    "partly_fulfilled",
    "overdue",
    "kept",
    "lapsed",
    "superseded",
    "withdrawn",
    "untestable",
    "contested",
)
"""What can have become of a commitment; `communique.register.status` tells when it is which."""

PLOVER_EVENTS = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """When a commitment falls due: the phrase that says so and the interval it means."""

    anchor: Anchor
    interval: Interval


@dataclass(frozen=True, slots=True)
class PloverActor:
    """Who does or suffers an event: a state's code, `IGO`, `NGO` or `IMG`, and the sector, each None where not told.

    `anchor` holds the words that name the actor; None where the clause has no words for it (it shares a subject).
    """

    code: str | None
    sector: str | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class PloverEvent:
    """An act as event data: who did what to whom. `event` is one of `PLOVER_EVENTS`; compound actors stand together."""

    event: str
    source: tuple[PloverActor, ...] = ()
    target: tuple[PloverActor, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the speakers.

    `anchor` is the clause from its trigger's subject to the end of its content, `trigger` the word that does the
    act, `cls` one of `CLASSES` (`class` in JSON), `actors` who speaks and `target` whom the act is aimed at (codes),
    `strength` how binding the verb is (0 to 3; scale derived from the binding-verb scale of the G7 Research
    Group's compliance coding manual). `kind`, `actions`, `due` and `recurrence` belong to commitments.
    `refers_to` holds ids of meetings, exercises and instruments of the same record. `origin` names the rule and
    its version, `why` says in words what the rule saw. `plover` is the act as event data, None where it is no event.
    """

    id: str
    anchor: Anchor
    trigger: Anchor
    cls: str
    actors: tuple[str, ...]
    target: tuple[str, ...] = ()
    strength: int = 0
    kind: str | None = None
    actions: tuple[Anchor, ...] = ()
    due: Due | None = None
    recurrence: str | None = None
    refers_to: tuple[str, ...] = ()
    origin: str = ""
    why: str = ""
    plover: PloverEvent | None = None
