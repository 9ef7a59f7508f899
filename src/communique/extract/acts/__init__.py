"""Find the acts of a document."""

from __future__ import annotations

from communique.extract.acts.build import build_acts
from communique.extract.context import Context
from communique.model import Act

__all__ = ["find_acts"]


def find_acts(context: Context) -> tuple[Act, ...]:
    """Return the acts of the document, in the text's order."""
    return tuple(build_acts(context))
