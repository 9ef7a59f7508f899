"""Find the instruments of a document."""

from __future__ import annotations

from communique.extract.context import Context
from communique.model import Instrument


def find_instruments(context: Context) -> tuple[Instrument, ...]:
    """Return the instruments of the document, in the text's order."""
    return ()
