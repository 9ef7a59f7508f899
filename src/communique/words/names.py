"""Names of parties, for people who do not read codes."""

from __future__ import annotations

from collections.abc import Iterable

from communique.packs import Pack


def party_names(packs: Iterable[Pack]) -> dict[str, str]:
    """Return the usual name of every party by its code; what a pack calls its parties goes before the lexicon."""
    from communique.extract.gazetteer import known_bodies, load_lexicon

    names = {code: state["names"][0] for code, state in load_lexicon("states.yml").items()}
    names |= {body.party: body.name for body in known_bodies() if body.acts is not None and body.party is not None}
    return names | {member.code: member.name for pack in packs for member in pack.parties}
