"""Conditions: the words with which a promise hangs on something else."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"\b(?:subject to|provided that|on (?:the )?condition that|conditional (?:up)?on|contingent (?:up)?on|depending on|"
    r"so long as|as long as|if and when|unless|pending (?:the|a|an|final|further|necessary|domestic)|"
    r"as (?:conditions|circumstances) (?:permit|allow)|if (?:conditions|circumstances) (?:permit|allow))\b",
    re.IGNORECASE,
)
_END = re.compile(r"[;.]|,\s+(?:and|which|to)\b")
_NOT_ONE = re.compile(r"as long as it takes", re.IGNORECASE)


def condition_of(words: str) -> str | None:
    """Return the condition in a commitment's clause ("subject to approval"), None where there is none.

    >>> condition_of("They agreed to open the office in May, subject to the approval of the parliaments.")
    'subject to the approval of the parliaments'
    """
    found = _OPENING.search(words)
    if found is None or _NOT_ONE.match(words, found.start()):
        return None
    end = _END.search(words, found.end())
    return " ".join(words[found.start() : len(words) if end is None else end.start()].split())
