"""Who joins a meeting at a distance: "Minister X took part by video"."""

from __future__ import annotations

import re

from communique.extract.parse import ParsedSentence, plain

_JOINED = re.compile(
    r"\b(?:took part|participat(?:ed|ing)|join(?:ed|ing)|attend(?:ed|ing)|dialed in|connected)\b[^.;]{0,60}?"
    r"\b(?:virtually|remotely|online|(?:by|via|through|over) (?:a )?(?:secure )?(?:video|tele)[\w -]*)"
)


def joins_remotely(sentence: ParsedSentence) -> bool:
    """Tell whether a sentence says that somebody joined at a distance."""
    return _JOINED.search(plain(sentence.span.text)) is not None
