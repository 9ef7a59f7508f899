"""Report to the person at the terminal: one line on standard error."""

from __future__ import annotations

import sys


def say(message: str) -> None:
    """Write one line to standard error, signed with our name."""
    print("communique:", one_line(message), file=sys.stderr)


def one_line(message: str) -> str:
    """Return a message on one line, "?" for what cannot be shown (a name may hold whatever steers a terminal)."""
    return "".join(character if character.isprintable() else "?" for character in " ".join(message.split()))
