"""Headings: tell a title, a section heading or a date line from a sentence, by how it is written."""

from __future__ import annotations

import re

from communique.read.days import DAY, SLASHED

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->|\*\*|__|[*_]|^#{1,6}\s+|\\(?=[^\w\s])")
_WORD = re.compile(r"[^\W\d_][\w'\u2019.&+-]*")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SMALL = _words(
    "a an and as at between but by de del des du for from in into la le nor of on or over per plus the through "
    "to toward towards under upon via von vs with within without y"
)
_FINITE = _words(
    "will shall would is are was were be has have had must should may can could do does did met agreed agree "
    "commit condemn reaffirm reaffirmed welcome welcomed discussed pledged affirm urge underscored emphasized"
)
_OPENERS = _words(
    "we they he she it i you this these those there both all our their his today as if while when since because to"
)
_QUESTIONS = _words("what who whom whose how why when where which is are do does")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.|\b(?:Jr|Sr|Inc|Ltd|Co|Corp|No|St|Gov|Gen|Sen|Rep|Dr|etc)\.)$")
_SECTION = re.compile(
    r"(?:section|part|chapter|annex|appendix|pillar|article|schedule|title)\s+(?:[ivx]+|\d+|[a-z])\b", re.IGNORECASE
)
_EMPHASIS = re.compile(r"(?:\*{1,3}|_{1,3}|<(?P<tag>[A-Za-z]+)[^<>]*>).*(?:\*{1,3}|_{1,3}|</(?P=tag)>)", re.DOTALL)

_BESIDE_DAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\b\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?|\b(?:GMT|UTC|KST|JST|EDT|EST|[ECP][DS]T|local time)\b"
    r"|\b(?:published|posted|updated|issued|released?|last|date|done|signed|dated|adopted)\b",
    re.IGNORECASE,
)

_IN_SENTENCE = re.compile(r"[a-z]|(?:On|In|At|Since|By|During|From|Until|After|Before|The)\b")


def visible(text: str) -> str:
    """Return `text` on one line without the leavings of markup (`<u>`, `**`)."""
    return " ".join(_TAG.sub("", text).split())


def ends_open(words: str) -> bool:
    """Tell whether `words` (as `visible` gives them) end without the stop of a sentence."""
    bare = words.rstrip("\u201d\u2019\"')] ")
    return bool(bare) and (bare[-1] not in ".;:,!?\u3002\u2026" or _ABBREVIATION.search(bare) is not None)


def is_dateline(words: str) -> bool:
    """Tell whether a line gives a day and perhaps a place, and nothing else: "Seoul, September 10, 2024"."""
    if not 6 <= len(words) <= 100 or words[-1] in ",;" or _IN_SENTENCE.match(words) is not None:
        return False
    match = DAY.search(words) or SLASHED.search(words)
    if match is None or (words[-1] == "." and match.end() < len(words) and words[match.end()] == "."):
        return False
    before = _BESIDE_DAY.sub("", words[: match.start()])
    if before.split()[-1:] == ["on"] and before.split() != ["on"]:
        return False
    rest = _BESIDE_DAY.sub(" ", words[: match.start()] + " " + words[match.end() :])
    left = _WORD.findall(rest)
    if rest.count(",") > 4 or re.search(r"\d", rest) is not None:
        return False
    return len(left) <= 6 and all(word[0].isupper() or word in _SMALL for word in left)


def is_title_case(words: str) -> bool:
    """Tell whether the words that carry meaning begin with capitals, as headings in English do."""
    content = [word for word in _WORD.findall(words) if word.lower() not in _SMALL]
    capitals = sum(word[0].isupper() for word in content)
    return bool(content) and capitals >= 0.74 * len(content) and not (words[0].islower() and len(content) < 3)


def is_capitals(words: str) -> bool:
    """Tell whether a line is written in capitals."""
    letters = [character for character in words if character.isalpha()]
    return len(letters) > 2 and all(not letter.islower() for letter in letters) and any(x.isupper() for x in letters)


def is_heading(block: str, *, after_colon: bool = False) -> bool:
    """Tell whether a block that stands alone reads as a heading.

    A heading is short and has no final stop; it is in capitals, in title case, emphasised as a whole, or a phrase
    without a finite verb. `after_colon` says that the block before announced a list, whose plain entries are none.
    """
    words = visible(block)
    if is_dateline(words):
        return True
    if (
        not words
        or len(words) > 160
        or words.endswith((",", ";", " and", " or"))
        or not any(character.isalpha() for character in words)
    ):
        return False
    count = len(words.split())
    if _SECTION.match(words) is not None and count <= 14 and ends_open(words.rstrip(":.")):
        return True
    first = words.split()[0].strip("\u201c\u2018\"'(").lower()
    if words[-1] == "?":
        return count <= 12 and first in _QUESTIONS
    if words[-1] == ":":
        return is_capitals(words) or (count <= 6 and is_title_case(words) and first not in _OPENERS)
    if not ends_open(words):
        return False
    if is_capitals(words) or _EMPHASIS.fullmatch(block.strip()) is not None:
        return True
    lowered = [word.lower().strip(".") for word in _WORD.findall(words)]
    if is_title_case(words):
        return first not in _OPENERS or count <= 8
    if after_colon or first in _OPENERS or count > 12 or not words.lstrip("\u201c\"'(")[:1].isupper():
        return False
    past = any(word.endswith("ed") for word in lowered[1:])
    return not _FINITE.intersection(lowered) and not (first == "the" and (past or count > 7))
