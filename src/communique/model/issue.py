"""Issue: what was odd or not understood in a document."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model.anchor import Anchor


@dataclass(frozen=True, slots=True)
class Issue:
    """A short code (`language`, `no-date`, ...), a sentence for people, and the place, where there is one."""

    code: str
    message: str
    anchor: Anchor | None = None
