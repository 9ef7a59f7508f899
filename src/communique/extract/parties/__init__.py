"""Parties: states and bodies that act, found by name and resolved to codes."""

from communique.extract.parties.affiliation import affiliation
from communique.extract.parties.find import find_parties
from communique.extract.parties.mention import PartyMention
from communique.extract.parties.speakers import find_speakers
from communique.extract.parties.territory import territory

__all__ = ["PartyMention", "affiliation", "find_parties", "find_speakers", "territory"]
