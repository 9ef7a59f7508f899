"""Join the lines of a set page: tell the hyphens of line breaks from those of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
# "science- and evidence-based": the hyphen stands for the second part of the first word too.
_SHARED = re.compile(r"(?:and|or|to)\b(?!-)")
_TIGHT = re.compile(r"\S[-\u2014/]$")
_BROKEN = re.compile(r"[^\W\d_]-$")

# First parts of compounds that keep their hyphen.
_FIRST = re.compile(
    r"[a-z]|long|short|medium|high|low|well|self|non|cross|multi|mid|two|three|four|five|six|one|first|second|third|half"
    r"|rules?|people|peer|decision|policy|law|fact|large|small|full|wide|ever|like|so|end|step|follow|face|risk|climate"
    r"|gender|data|evidence|trade|security|nuclear|war|peace|state|government|private|public|least|far|cost|money|middle"
    r"|clean|zero|real|near|co-?chairs?|vice|anti|ex|all|whole|hard|soft|dual|cutting|world|market|value|ship"
)
# Second parts that stand behind a hyphen and seldom end a word.
_SECOND = re.compile(
    r"based|led|ranging|effective|funded|owned|armed|income|related|focused|oriented|driven|like|wide|friendly|term"
    r"|level|scale|up|off|made|free|neutral|thirds?|quarters?|building|making|sharing|standing|proof|quality|class|party"
    r"|sector|stricken|laundering|language|emissions?|energy|economic|state|time|range|speed|year|old|of|the|in|border"
    r"|chairs?|founding|financing|hosted?"
)
# Endings that a line break parts from their word.
_ENDING = re.compile(
    r"ment|ments|tion|tions|sion|sions|ness|ing|ings|ed|er|ers|ly|ity|ties|able|ible|al|ance|ence|ism|ist|ists|ive|ous"
    r"|ful|less|ship|ships|hood|dom|wards?|ple|tude|lateral|national|ber|ter|ture|tures"
)
# Words inside a compound of several parts.
_INNER = re.compile(r"of|to|the|in|on|and|their|its|a|by|for|up|at")
# Words that more often begin a longer word than a compound.
_PREFIX = re.compile(r"under|over|with|some|every|there|where|here|what|when|more|through|further|never")


def whole_words(lines: Iterable[str]) -> Counter[str]:
    """Count the words, in small letters, that stand whole in a line."""
    known: Counter[str] = Counter()
    broken = False
    for line in lines:
        words = _WORD.findall(line.lower())
        first, broken = int(broken), line.endswith("-")
        known.update(words[first : len(words) - int(broken)])
    return known


def joined(above: str, below: str, known: Counter[str]) -> str:
    """Join a line to what stands above it; undo a hyphen that only the line break put there.

    `known` counts the document's words. The hyphen stays where a capital follows, where the document writes the word
    with it elsewhere, and where nothing shows the word in one and its parts are those of a compound.
    """
    if _BROKEN.search(above) is None or not below[:1].isalpha():
        tight = re.match(r"\u2014\w", below) or (_TIGHT.search(above) and below[:1].isalnum())
        return f"{above}{'' if tight else ' '}{below}"
    second = _LETTERS.findall(below)[0]
    if _SHARED.match(below) is not None:
        return f"{above} {below}"
    if _INNER.fullmatch(second) is not None and below[len(second) : len(second) + 1] == "-":
        return above + below
    return above + below if _keeps_hyphen(_WORD.findall(above)[-1], second, known) else above[:-1] + below


def _keeps_hyphen(first: str, second: str, known: Counter[str]) -> bool:
    """Tell whether the hyphen between two parts of a word is the word's own."""
    if not second[0].islower():
        return True
    if "-" in first:
        first = first.rsplit("-", 1)[1]
        if _INNER.fullmatch(first) is not None:
            return True
    is_name = first[0].isupper() and known[first.lower()] > 0
    first, second = first.lower(), second.lower()
    whole, parted = known[first + second], known[f"{first}-{second}"]
    if whole or parted:
        return parted > whole
    if _ENDING.fullmatch(second) is not None or _PREFIX.fullmatch(first) is not None:
        return False
    if is_name or _FIRST.fullmatch(first) is not None or _SECOND.fullmatch(second) is not None:
        return True
    return min(len(first), len(second)) > 3 and known[first] > 0 and known[second] > 0
