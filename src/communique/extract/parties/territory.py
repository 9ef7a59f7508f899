"""The state in whose territory a place lies."""

from __future__ import annotations

from communique.extract.gazetteer import places, scan
from communique.extract.parse import plain
from communique.extract.parties.find import mentions_in
from communique.packs.codes import STATES


def territory(place: str) -> str | None:
    """Return the code of the state in whose territory a place lies, or None where we do not know it.

    `place` is as written: a city ("Seoul"), a venue ("the White House"), a state or province, or several of these
    ("Wilmington, Delaware"; "Georgetown, Guyana"), of which a state named outright decides.
    """
    text = "in " + plain(place).strip(" .,;")
    outright = [
        mention.code
        for mention in mentions_in(text, ())
        if mention.form == "name"
        and mention.code in STATES
        and text[mention.end : mention.end + 1] in ("", ",", ")", "'")
    ]
    known = [hit.entry.code for hit in scan(text, places())]
    return outright[-1] if outright else known[-1] if known else None
