"""Frameworks as data: who cooperates with whom, in which series, under which instruments.

A framework is one YAML file, a *pack*; nothing in the code knows a framework by name. What stages read from one:

- `pack.code`      the group's own code ("G7", "QUAD", "AUKUS"), None where the group has none
- `pack.speaks_as` "group": a text issued under the group's name speaks as `code`; "members": as its parties
- `pack.parties`   its `Member`s (`code`, `name`); `pack.codes` the codes alone, in the pack's order
- `pack.names`     names of the group as texts write them ("the Quad" without its article: "Quad")
- `pack.series`    `Series`: `name`, `aliases`, `acronyms`, `level`, `parties`, `hosts`, `cadence`, `meetings`, and
                   `look_alikes` (series of others that must not be merged with it, each with its `reason`)
- `pack.instruments`, `pack.exercises`, `pack.bodies`, `pack.formulae`

All names are as they stand in texts, without a leading article; match them without regard to case. `forms` of a
series, instrument, exercise or body gives name, aliases and acronyms in one tuple, longest first.
"""

from communique.packs.load import load_pack, load_packs
from communique.packs.pack import (
    Body,
    Exercise,
    Formula,
    Instrument,
    Iteration,
    LookAlike,
    Member,
    Pack,
    PastMeeting,
    Series,
)

__all__ = [
    "Body",
    "Exercise",
    "Formula",
    "Instrument",
    "Iteration",
    "LookAlike",
    "Member",
    "Pack",
    "PastMeeting",
    "Series",
    "load_pack",
    "load_packs",
]
