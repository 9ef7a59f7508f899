"""Tell what kind of document a text is, from its title, its opening and the furniture of its page."""

from __future__ import annotations

import re

from communique.read.signs import load_signs

_AGENT = re.compile(r"statements?\s+(?:by|from|of)\s+(.*)", re.IGNORECASE)
_TOPIC = re.compile(
    r"\s(?:on|regarding|concerning|about|following|after|welcoming|congratulating|condemning|marking|to mark"
    r"|in response|calling)\s.*",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\band\b|&|,|\b(?:leaders|ministers|governments|countries|nations|members|group|chairs)\b", re.IGNORECASE
)
_GROUP = re.compile(r"\b(?:[A-Z]\w*\d+|[A-Z]{3,}|[A-Z][\w.]*[-\u2013]\s?[A-Z][\w.]*)\b")
_SPEAKS = re.compile(
    r"(?:^|[.\n]\s*|\d\.\s*)We(?:,? (?:the\b|[A-Z])|,\s|\s+(?:\w+ly\s+)?"
    r"(?:reaffirm|welcome|condemn|commit|affirm|have|are|will|met|express|welcomed|reaffirmed|discussed)\b)"
)
_REPORTS = re.compile(
    r"\b(?:met|held|convened|hosted|spoke|gathered|led|participated|discussed|conducted|carried out)\b"
)
_OCCASION = re.compile(
    r"\b(?:meetings?|calls?|talks|visit|dialogue|event|summits?|ministerial|conference|session|consultations?"
    r"|exercises?)\b",
    re.IGNORECASE,
)
_WIRE = re.compile(
    r"^[A-Z][A-Z .,'\u2019-]{2,40}[^\n]{0,40}\((?:Yonhap|Reuters|AP|AFP|Kyodo|Xinhua|UPI|ANI|dpa)[^()\n]{0,40}\)",
    re.MULTILINE,
)
_OFFICE = re.compile(r"\b(?:administration|ministry|department|government|white house)\b", re.IGNORECASE)


def kind_of(title: str | None, opening: str, furniture: str) -> str | None:
    """Return the document's kind (one of `DOCUMENT_KINDS`), or None where nothing tells it.

    `opening` is the first of the body's text, `furniture` the page's furniture, a line each.
    """
    speaks = _SPEAKS.search(opening) is not None
    named = None if title is None else _named(title)
    if title is not None and named is not None and not _is_headline(title, named[1]):
        return _settled(named[0], title, speaks)
    if not speaks and (load_signs().news.search(furniture) or _WIRE.search(opening)):
        return "news_story"
    if speaks:
        return "joint_statement"
    if title is None:
        return None
    if load_signs().headline_verbs.search(title) is not None:
        return "press_statement" if _OFFICE.search(title) else "news_story"
    return "readout" if _REPORTS.search(opening) and _OCCASION.search(title) else None


def _named(title: str) -> tuple[str, re.Match[str]] | None:
    """Return the kind that the title names first, with the place."""
    found = [(kind, match) for kind, pattern in load_signs().titles if (match := pattern.search(title)) is not None]
    return min(found, key=lambda pair: pair[1].start(), default=None)


def _is_headline(title: str, named: re.Match[str]) -> bool:
    """Tell whether a title only speaks of such a document ("Allies issue joint statement on missile launch")."""
    verb = load_signs().headline_verbs.search(title)
    return named.group()[:1].islower() and verb is not None and verb.start() < named.start()


def _settled(kind: str, title: str, speaks: bool) -> str:
    """Return the kind of a title's bare "statement": of several speakers a joint one, of one for the press."""
    if kind != "statement":
        return kind
    agent = _AGENT.search(title)
    if agent is not None:
        return "joint_statement" if _MANY.search(_TOPIC.sub("", agent[1])) else "press_statement"
    return "joint_statement" if speaks or _GROUP.search(title) else "press_statement"
