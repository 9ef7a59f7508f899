"""Party: the code of a party in an option, with help where there is none of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from communique.register.view import View

SUGGESTED = 4
"""Codes that are suggested for one that is not known."""


def party_code(view: View, given: str | None) -> str | None:
    """Return the code that an option gives; raise `UsageError` where neither the register nor packs know it."""
    if given is None:
        return None
    if view.knows_party(given):
        return given
    names = _names()
    code = given.strip().upper()
    if code in names or view.knows_party(code):
        return code
    words = given.strip().casefold()
    close = [code for code, forms in names.items() if any(words == form.casefold() for form in forms)]
    close += [code for code, forms in names.items() if any(words in form.casefold().split() for form in forms)]
    close += [code for code, forms in names.items() if any(form.casefold().startswith(words) for form in forms)]
    listed = ", ".join(f"{code} ({names[code][0]})" for code in list(dict.fromkeys(close))[:SUGGESTED])
    help_ = (
        f"did you mean {listed}?" if listed else "codes are of three letters for states (KOR, USA), or a body's (EU)"
    )
    raise click.UsageError(f"no party has the code {given!r}: {help_}")


def _names() -> dict[str, list[str]]:
    """Return the names of each code that the lexicon of states and the packs know."""
    from communique.extract.gazetteer import load_lexicon
    from communique.packs import load_packs

    names: dict[str, list[str]] = {}
    for code, entry in load_lexicon("states.yml").items():
        names[code] = [*entry.get("names", ()), *entry.get("acronyms", ()), *entry.get("adjectives", ())] or [code]
    for pack in load_packs():
        for member in pack.parties:
            names.setdefault(member.code, [member.name])
        if pack.code is not None:
            names.setdefault(pack.code, [pack.name])
    return names
