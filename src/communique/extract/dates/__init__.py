"""Dates of diplomacy: time expressions as intervals against the document's date."""

from __future__ import annotations

from datetime import date

from communique.extract.parse import Parsed
from communique.model import TimeExpression


def find_times(parsed: Parsed, on: date | None) -> tuple[TimeExpression, ...]:
    """Return every time expression of the document, read against the day `on`."""
    return ()


def first_date(parsed: Parsed) -> date | None:
    """Return the first day that the body names in full, where the source gave the document no date."""
    return None
