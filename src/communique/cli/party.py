"""Party: the code of a party in an option, with help where there is none of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from communique.register.view import View


def party_code(view: View, given: str | None) -> str | None:
    """Return the code that an option gives; raise `UsageError` where neither the register nor packs know it."""
    if given is None:
        return None
    from communique.cli.kept import packs
    from communique.model.errors import RegisterError
    from communique.words import parties

    try:
        return parties.party_code(given, view.knows_party, packs)
    except RegisterError as error:
        raise click.UsageError(str(error)) from None
