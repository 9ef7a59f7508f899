"""Find the meetings of a document."""

from __future__ import annotations

from communique.extract.context import Context
from communique.model import Meeting


def find_meetings(context: Context) -> tuple[Meeting, ...]:
    """Return the meetings of the document, in the text's order."""
    return ()
