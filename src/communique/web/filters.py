"""Filters: what the party and the series that an address names mean, and what a list says where they mean nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.model.errors import RegisterError
from communique.web.lasting import lasting_of_texts
from communique.words.parties import party_code

if TYPE_CHECKING:
    from communique.web.desk import Desk


class MeansNothing(RegisterError):
    """A filter names what neither the register nor a pack knows; a page shows its `empty` answer beside the line."""

    def __init__(self, line: str, empty: Any) -> None:
        super().__init__(line)
        self.empty = empty


def meant(desk: Desk, party: str | None, series: str | None, empty: Any) -> tuple[str | None, tuple[str, ...] | None]:
    """Return the code of a party, and all names of a series or framework, as filters give them; None for any.

    Raise `MeansNothing` with the `empty` answer where one of the two means nothing, or several things.
    """
    try:
        code = None if party is None else _code_of(desk, given=party)
        return code, None if series is None else _names_of(desk, name=series)
    except RegisterError as error:
        raise MeansNothing(str(error), empty) from None


@lasting_of_texts
def _code_of(desk: Desk, given: str) -> str:
    with desk.view() as view:
        return party_code(given, view.knows_party, lambda: desk.packs)


@lasting_of_texts
def _names_of(desk: Desk, name: str) -> tuple[str, ...]:
    with desk.view() as view:
        return view.circle_of(name, desk.packs)
