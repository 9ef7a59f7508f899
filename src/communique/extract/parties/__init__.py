"""Parties: states and bodies that act, found by name and resolved to codes.

`find_parties` and `find_speakers` are stages of `extract`; `affiliation` and `territory` are for the stages that read
persons and meetings. `Actors` and `target_of`, for the stage that reads acts, live in `parties.actors` and
`parties.targets`: they read a `Context`, which this package must not import at its top.
"""

from communique.extract.parties.affiliation import affiliation
from communique.extract.parties.find import find_parties
from communique.extract.parties.mention import PartyMention
from communique.extract.parties.speakers import find_speakers
from communique.extract.parties.territory import territory

__all__ = ["PartyMention", "affiliation", "find_parties", "find_speakers", "territory"]
