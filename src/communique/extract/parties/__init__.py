"""Parties: states and bodies that act, found by name and resolved to codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extract.parse import Parsed
from communique.packs import Pack

if TYPE_CHECKING:
    from communique.extract.context import Context


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A place where the text names a party: `start`/`end` in the document's text, `code`, and the `form`.

    `form` is `name` ("Japan", "the ROK"), `adjective` ("Japanese", "U.S." before a noun), or `demonym`.
    """

    start: int
    end: int
    code: str
    form: str


def find_parties(parsed: Parsed, packs: Sequence[Pack]) -> tuple[PartyMention, ...]:
    """Return every mention of a party, in the text's order."""
    return ()


def find_speakers(context: Context) -> tuple[str, ...]:
    """Return the codes of the parties in whose name the document speaks, in the text's order."""
    return ()
