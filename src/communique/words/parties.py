"""Codes of parties as people type them, with help where there is none of that name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from communique.model.errors import RegisterError
from communique.packs import Pack

SUGGESTED = 4
"""Codes that are suggested for one that is not known."""


def party_code(given: str, knows: Callable[[str], bool], packs: Callable[[], Iterable[Pack]]) -> str:
    """Return the code that a person means; raise `RegisterError` with those that may be meant where there is none.

    `knows` tells whether a register has a party of a code; `packs` are asked for only where it has none.
    """
    if knows(given):
        return given
    names = _forms(packs())
    code = given.strip().upper()
    if code in names or knows(code):
        return code
    words = given.strip().casefold()
    close = [code for code, forms in names.items() if any(words == form.casefold() for form in forms)]
    close += [code for code, forms in names.items() if any(words in form.casefold().split() for form in forms)]
    close += [code for code, forms in names.items() if any(form.casefold().startswith(words) for form in forms)]
    listed = ", ".join(f"{code} ({names[code][0]})" for code in list(dict.fromkeys(close))[:SUGGESTED])
    help_ = (
        f"did you mean {listed}?" if listed else "codes are of three letters for states (KOR, USA), or a body's (EU)"
    )
    raise RegisterError(f"no party has the code {given!r}: {help_}")


def _forms(packs: Iterable[Pack]) -> dict[str, list[str]]:
    """Return the names of each code that the lexicon of states and the packs know."""
    from communique.extract.gazetteer import load_lexicon

    names: dict[str, list[str]] = {}
    for code, entry in load_lexicon("states.yml").items():
        names[code] = [*entry.get("names", ()), *entry.get("acronyms", ()), *entry.get("adjectives", ())] or [code]
    for pack in packs:
        for member in pack.parties:
            names.setdefault(member.code, [member.name])
        if pack.code is not None:
            names.setdefault(pack.code, [pack.name])
    return names
