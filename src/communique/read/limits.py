"""The limits of what is read, in one place, and the check that refuses what is over them."""

from __future__ import annotations

from communique.model.errors import TooLarge

# Sizes are in bytes. The longest of 290 official statements has 170 kB of text; the limits leave room for books.
MAX_TEXT_BYTES = 5_000_000
MAX_HTML_BYTES = 5_000_000
MAX_PDF_BYTES = 30_000_000
MAX_DOCX_BYTES = 15_000_000
MAX_BYTES = max(MAX_TEXT_BYTES, MAX_HTML_BYTES, MAX_PDF_BYTES, MAX_DOCX_BYTES)

# What a reader may make of a file: code points of text, pages of a PDF, expanded bytes of a part of a DOCX,
# elements of a page and how deep they are nested.
MAX_CHARACTERS = 5_000_000
MAX_PDF_PAGES = 500
MAX_DOCX_PART = 40_000_000
MAX_DOCX_PARTS = 5_000
MAX_DOCX_RATIO = 200
MAX_HTML_DEPTH = 200
MAX_HTML_ELEMENTS = 50_000

# The network: redirects followed, seconds in all, seconds for one step.
MAX_REDIRECTS = 5
FETCH_SECONDS = 30.0
STEP_SECONDS = 10.0


def check_size(size: int, limit: int, name: str, unit: str = "bytes") -> None:
    """Raise `TooLarge` where `size` is over `limit`; `name` is the source's, for the message."""
    if size > limit:
        raise TooLarge(f"{name} has more than {limit:,} {unit}: cut it into smaller files")
