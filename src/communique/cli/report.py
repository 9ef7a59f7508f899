"""Report to the person at the terminal: one line on standard error."""

from __future__ import annotations

import sys


def say(message: str) -> None:
    """Write one line to standard error, signed with our name."""
    print("communique:", " ".join(message.split()), file=sys.stderr)
