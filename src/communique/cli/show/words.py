"""Words: parties, places and who speaks to whom, as the terminal shows them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import ClassVar

from communique.model import Act, Record

FIDELITY = {
    "verbatim": "the official wording",
    "translation": "a translation",
    "report": "a report of the text, partly in other words",
    "paraphrase": "a paraphrase, not the official wording",
    "unknown": "not known",
}


def party_words(code: str, names: Mapping[str, str]) -> str:
    """Return a party's name with its code, or the code alone where no pack names it."""
    return f"{names[code]} ({code})" if code in names and names[code] != code else code


class Places:
    """Where in the text a thing is said, as people cite it: paragraph and sentence, ¶8.2, or that it stands in none."""

    _OUTSIDE: ClassVar[dict[str, str]] = {"heading": "heading", "furniture": "outside"}

    def __init__(self, record: Record) -> None:
        self._starts = [sentence.anchor.start for sentence in record.sentences]
        self._names = [self._OUTSIDE.get(s.role, f"¶{s.paragraph}.{s.number}") for s in record.sentences]

    def of(self, start: int) -> str:
        """Return the place of the character at `start`, "" where no sentence holds it."""
        index = bisect_right(self._starts, start) - 1
        return self._names[index] if index >= 0 else ""


def who_words(act: Act, speakers: Sequence[str]) -> str:
    """Return who speaks to whom, where that is not simply all the speakers: "USA → KOR, JPN"."""
    actors = "" if set(act.actors) == set(speakers) else ", ".join(act.actors)
    return f"{actors} → {', '.join(act.target)}".strip() if act.target else actors
