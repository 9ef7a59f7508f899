"""PartyMention: a place where the text names a party."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A place where the text names a party: `start`/`end` in the document's text, `code`, and the `form`.

    `code` is an ISO 3166-1 alpha-3 code, the code of a body that has one (EU, NATO, G7, QUAD, ...), or a body's
    name. `form` is `name` ("Japan", "the ROK", "NATO"), `adjective` ("Japanese", "U.S." before a noun), `demonym`
    ("Ukrainians"), `government` ("the Kremlin", "urge Tehran"), or `group` (an armed or political group).
    """

    start: int
    end: int
    code: str
    form: str
