"""Find the organizations of a document."""

from __future__ import annotations

from communique.extract.context import Context
from communique.model import Organization


def find_organizations(context: Context) -> tuple[Organization, ...]:
    """Return the organizations of the document, in the text's order."""
    return ()
