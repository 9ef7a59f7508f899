"""Frameworks as data: who cooperates with whom, in which series, under which instruments."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pack:
    """One framework."""

    name: str


def load_packs() -> tuple[Pack, ...]:
    """Load the packs that ship with Communique."""
    return ()
