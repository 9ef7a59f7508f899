"""Find the acts of a document."""

from __future__ import annotations

from communique.extract.context import Context
from communique.model import Act


def find_acts(context: Context) -> tuple[Act, ...]:
    """Return the acts of the document, in the text's order."""
    return ()
