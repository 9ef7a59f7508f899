"""Words: codes, kinds, days and statuses as the pages say them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from communique.register.full_text import BEGIN, END
from communique.register.review import Proposal
from communique.register.status import Evidence, Searched, Status
from communique.words import terms
from communique.words.days import dates_words, day_words, long_day_words, moment_words
from communique.words.terms import RELATION_WORDS, one_line, term_words
from communique.words.terms import clip as cut

FILTERS = (
    *("day", "long_day", "days", "clock", "spoken", "count", "line", "clip"),
    *("status_name", "status_style", "searched", "relation", "hits", "judged", "because"),
    *("lead", "tail", "weighty", "sentence", "coded", "begun", "dated", "keyed", "said_when"),
    *("deed", "score", "when", "expected_title", "behind"),
)
"""The functions of this module that templates use as filters."""

deed = terms.deed_words
score = terms.score_words
when = terms.expected_words
behind = terms.is_behind
expected_title = terms.expected_title
RELATIONS = RELATION_WORDS | {"same": "the same"}
UNASSESSED = ("pending", "overdue", "lapsed")
"""Statuses that only a look at later documents can give."""

_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_KEY = re.compile(r"\b([0-9a-f]{8,16})\b(?!\.)")
_WEIGHT = {"positive": 0, "unsure": 1, "negative": 2}
AROUND = 150
"""Characters from which on the words around a passage were cut, maybe inside a word."""


def day(value: date | None) -> str:
    """Return a day as "10 Sep 2024", an unknown one as a dash."""
    return "–" if value is None else day_words(value)


def long_day(value: date | None) -> str:
    """Return a day as "10 September 2024"."""
    return "no date" if value is None else long_day_words(value)


def days(thing: object) -> str:
    """Return when a thing with `first_day` and `last_day` was, "" where nobody says."""
    return dates_words(getattr(thing, "first_day", None), getattr(thing, "last_day", None))


def clock(value: datetime | None) -> str:
    """Return a moment of the register: "10 Sep 2024 14:05 UTC"."""
    return "never" if value is None else moment_words(value)


def spoken(word: str | None) -> str:
    """Return a closed vocabulary's word as people write it ("joint_statement": "joint statement")."""
    return term_words(word or "")


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 document", "2,040 documents"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def line(text: str | None) -> str:
    """Return a text with every run of white space as one space."""
    return one_line(text or "")


def sentence(words: str) -> str:
    """Return a line as a sentence; a name at its start keeps its letters."""
    first = words.partition(" ")[0]
    begun = words[:1].upper() + words[1:] if first.isalpha() else words
    return begun if begun.endswith((".", "?", "!")) else begun + "."


def keyed(words: str) -> list[tuple[str, bool]]:
    """Return a line in pieces, each with whether it is the id of a document."""
    return [(piece, number % 2 == 1) for number, piece in enumerate(_KEY.split(words)) if piece]


def begun(words: str) -> str:
    """Return words with a capital at their start."""
    return words[:1].upper() + words[1:]


def coded(words: str) -> list[tuple[str, bool]]:
    """Return a description in pieces, each with whether it stood between backticks."""
    return [(piece, number % 2 == 1) for number, piece in enumerate(words.split("`")) if piece]


def clip(text: str | None, limit: int) -> str:
    """Return a text on one line, cut at a word so that it has at most `limit` characters."""
    return cut(line(text), limit)


def party(code: str, names: Mapping[str, str]) -> str:
    """Return a party's name, or its code where no pack names it."""
    return names.get(code, code)


def status_name(value: Status) -> str:
    """Return a status as people read it: where nobody has looked, that and never "not done"."""
    return "nobody has looked" if not value.assessed and value.value in UNASSESSED else spoken(value.value)


def status_style(value: Status) -> str:
    """Return the class by which a status looks."""
    return "unlooked" if not value.assessed and value.value in UNASSESSED else value.value


def searched(value: Searched) -> str:
    """Return where was looked for evidence, and that nobody has where that is so."""
    parts = []
    if value.documents:
        until = "" if value.until is None else f", up to {day(value.until)}"
        parts.append(f"{count(value.documents, 'later document')} searched{until}")
    if value.by is not None:
        parts.append(f"{value.by} looked elsewhere" + ("" if value.on is None else f" on {day(value.on)}"))
    return "; ".join(parts) or "nothing later is in the register, and nobody has looked"


def because(value: Status) -> str:
    """Return what a status rests on in one line; looked and found nothing is said as such."""
    if not value.assessed and value.value in UNASSESSED:
        return "nothing later is in the register, and nobody has looked"
    if value.value == "pending" and not value.because:
        return f"nothing found yet ({searched(value.searched)})"
    return dated(value.note)


def dated(words: str) -> str:
    """Return a line with its ISO days as people read them."""
    return _ISO.sub(lambda match: day(date.fromisoformat(match[0])), words)


def relation(word: str) -> str:
    """Return what a piece of evidence does to a commitment."""
    return RELATIONS.get(word, spoken(word))


def judged(item: Evidence) -> str:
    """Return who judged a piece of evidence."""
    return f"judged by {item.by}" if item.person else f"by rule, {score(item.score)}"


def said_when(one: Proposal) -> str:
    """Return when the second passage of a proposal was said, seen from the first."""
    first, second = one.left.said, one.right.said
    if first is None or second is None:
        return "said elsewhere"
    return "said the same day" if first == second else "said later" if first < second else "said before"


def weighty(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence with what counts first, then proposals, the surest first."""
    return sorted(evidence, key=lambda item: (_WEIGHT[item.judgement], -item.score, item.day or date.max))


def lead(before: str) -> str:
    """Return the words before a passage from a word's start, with the space that parts them from it."""
    words = before if len(before) < AROUND else "… " + before.partition(" ")[2]
    return words + ("" if words.endswith(("(", "“", "‘", "[", "/", "-")) else " ")


def tail(after: str) -> str:
    """Return the words after a passage up to a word's end, with the space that parts them from it."""
    words = after if len(after) < AROUND else after.rpartition(" ")[0] + " …"
    return ("" if words.startswith(tuple(",.;:?!)]”’'/-")) else " ") + words


def hits(snippet: str) -> list[tuple[str, bool]]:
    """Return a snippet in pieces, each with whether it was searched for."""
    pieces = []
    for number, part in enumerate(snippet.split(BEGIN)):
        hit, found, rest = part.partition(END)
        if number == 0 or not found:
            pieces.append((part.replace(END, ""), False))
        else:
            pieces += [(hit, True), (rest.replace(END, ""), False)]
    return [piece for piece in pieces if piece[0]]
