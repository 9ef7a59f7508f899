"""Suggestions: what filters offer while a person types, the parties and series of the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.register.pages import circles, parties
from communique.web.lasting import lasting_of_texts

if TYPE_CHECKING:
    from communique.web.desk import Desk

MOST = 60
"""Suggestions of one field."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Codes of parties with their names, and series and frameworks, the most usual first."""

    parties: tuple[tuple[str, str], ...]
    series: tuple[str, ...]


@lasting_of_texts
def suggestions(desk: Desk) -> Suggestions:
    """Return what filters offer in this register."""
    with desk.view() as view:
        codes = [one.code for one in parties(view)[:MOST]]
        return Suggestions(tuple((code, desk.names.get(code, code)) for code in codes), tuple(circles(view, MOST)))
