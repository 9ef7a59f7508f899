"""Say why a sentence has no act: what it is instead."""

from __future__ import annotations

import re

from communique.extract.acts.verbs import FINITE_TAGS
from communique.extract.parse import ParsedSentence

_LETTERS = re.compile(r"[^\W\d_]{2}")
_SALUTATION = re.compile(
    r"(?:thank you|thanks|good (?:morning|afternoon|evening)|dear |hello|welcome[.,!]|mr\.? |madam |ladies and|"
    r"your (?:majesty|excellenc|highness)|(?:prime minister|president|secretary|minister)[,.:]?\s*$)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:signed|done|issued|made|concluded)\b.{0,40}\b(?:at|in|on|this)\b|for the government|witnessed|"
    r"on behalf of|begin text|end text|annex|attachment|appendix|\[?signed\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:\w+\W+){0,14}(?:said|says|stated|added|remarked)\s*:\s*$", re.IGNORECASE)
_POINTER = re.compile(
    r"\b(?:can|may) be (?:found|read|viewed|accessed|downloaded)\W+(?:\w+\W+){0,3}?(?:here|at|online)\b|"
    r"\b(?:is|are) (?:also )?available (?:here|online)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>|[*_#\u200b]+")
_LONGEST_LABEL = 12
_LONGEST_GREETING = 4
_LONGEST_TITLE = 22
_SHORTEST_TITLE = 3
_LONGEST_SMALL_WORD = 4


def is_signature(text: str) -> bool:
    """Tell whether a text is the line of a signing ("Signed at Seoul, in duplicate")."""
    return _SIGNATURE.match(_TAG.sub(" ", text).strip()) is not None


def is_salutation(text: str) -> bool:
    """Tell whether a text only greets or thanks its hearers ("Thank you.", "Good morning, everyone.")."""
    words = _TAG.sub(" ", text).strip()
    return len(words.split()) <= _LONGEST_GREETING and _SALUTATION.match(words) is not None


def is_source(text: str) -> bool:
    """Tell whether a line only says whose words follow ("The President said:")."""
    return _SOURCE.match(_TAG.sub(" ", text).strip()) is not None


def is_pointer(text: str) -> bool:
    """Tell whether a sentence only says where to read more ("The full list can be found here.")."""
    words = _TAG.sub(" ", text).strip()
    return len(words.split()) <= _LONGEST_TITLE and _POINTER.search(words) is not None


def is_title_label(text: str) -> bool:
    """Tell whether a text is a run-in label in title case with a full stop ("Expanding Trade in Dairy Goods.")."""
    words = re.findall(r"[^\W\d_][\w'\u2019-]*", _TAG.sub(" ", text))
    long_words = [word for word in words if len(word) > _LONGEST_SMALL_WORD]
    if not text.rstrip().endswith(".") or len(words) > _LONGEST_TITLE or len(long_words) < _SHORTEST_TITLE:
        return False
    return all(word[0].isupper() for word in long_words)


def reason_of(sentence: ParsedSentence) -> str:
    """Return why no act was found in a sentence of the body.

    `markup` (no words), `question`, `pointer` (where to read more), `quotation-source` ("... said:"), `lead-in` (heads
    a list), `salutation`, `signature`, `label` (a run-in heading, an entry without a verb), `fragment` (a longer phrase
    without a finite verb), and `unread` where there is a finite verb and yet nothing was found, which is a gap of ours.
    """
    words = _TAG.sub(" ", sentence.span.text).strip()
    if not _LETTERS.search(words):
        return "markup"
    if words.endswith("?"):
        return "question"
    if _SOURCE.match(words):
        return "quotation-source"
    if words.endswith(":"):
        return "lead-in"
    if _SALUTATION.match(words):
        return "salutation"
    if is_pointer(words):
        return "pointer"
    if _SIGNATURE.match(words):
        return "signature"
    has_verb = any(token.tag_ in FINITE_TAGS or token.tag_ == "MD" for token in sentence.span)
    if not has_verb or words.isupper():
        return "label" if len(words.split()) <= _LONGEST_LABEL else "fragment"
    return "unread"
