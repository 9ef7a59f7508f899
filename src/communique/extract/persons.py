"""Find the persons of a document."""

from __future__ import annotations

from communique.extract.context import Context
from communique.model import Person


def find_persons(context: Context) -> tuple[Person, ...]:
    """Return the persons of the document, in the text's order."""
    return ()
