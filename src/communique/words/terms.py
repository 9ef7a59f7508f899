"""Terms of closed vocabularies, and passages, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.words.days import dates_words, day_words, span_words

if TYPE_CHECKING:
    from datetime import date

    from communique.register.commitments import Commitment
    from communique.register.series import Expected

RELATION_WORDS = {
    "restates": "says it again",
    "narrows": "narrows it",
    "widens": "widens it",
    "weakens": "weakens it",
    "progress": "reports progress",
    "partly": "fulfils a part",
    "fulfils": "fulfils it",
    "supersedes": "takes its place",
    "withdraws": "takes it back",
    "contests": "disputes it",
}
"""What a piece of evidence does to a commitment."""


JUDGEMENT_WORDS = {"positive": "a rule is sure", "unsure": "proposed by a rule", "negative": "a rule says no"}
"""How a rule judges a pair."""

_RULED = re.compile(r"(\w+) (positive|unsure|negative), (score [0-9.]+)")


def term_words(term: str) -> str:
    """Return a closed vocabulary's word as people write it ("joint_statement": "joint statement")."""
    return term.replace("_", " ")


def score_words(score: float) -> str:
    """Return a score with two places, cut and not rounded: one below the sure threshold never reads as sure."""
    return f"{int(score * 100 + 1e-9) / 100:.2f}"


def deed_words(what: str) -> str:
    """Return what a history says was done: of what a rule says of a pair ("fulfils unsure, score 0.87") in words."""
    ruled = _RULED.fullmatch(what)
    if ruled is None:
        return what
    relation = "the same" if ruled[1] == "same" else RELATION_WORDS.get(ruled[1], term_words(ruled[1]))
    return f"{relation}: {JUDGEMENT_WORDS[ruled[2]]}, {ruled[3]}"


def one_line(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())


def clip(text: str, limit: int | None) -> str:
    """Cut `text` at a word so that it has at most `limit` characters; None cuts nothing."""
    if limit is None or len(text) <= limit:
        return text
    return text[: max(text.rfind(" ", 0, limit - 1), limit // 2)].rstrip(" ,;:—–-") + " …"


def due_words(one: Commitment) -> str:
    """Return when a commitment is due: its days, its own vague words, or how often; "" where nothing says."""
    if one.due_latest is not None or one.due_earliest is not None:
        return span_words(one.due_earliest, one.due_latest)
    if one.due_phrase is not None:
        return f"“{one_line(one.due_phrase)}”"
    return term_words(one.recurrence or "")


def expected_words(one: Expected) -> str:
    """Return when a meeting that is to come is: the days that a text plans, else "about" the day of its rhythm."""
    if one.first is None and one.last is not None and one.key is None:
        return f"about {day_words(one.last)}"
    return (dates_words(one.first, one.last) if one.first is not None else span_words(None, one.last)) or "no day set"


def is_behind(one: Expected, as_of: date) -> bool:
    """Tell whether the time of a meeting that was to come is past, and no text tells of it."""
    return one.over or (one.last is not None and one.last < as_of)


def expected_title(one: Expected, as_of: date) -> str:
    """Return the heading over a meeting that is to come, or that was."""
    if not is_behind(one, as_of):
        return "Next"
    return "Planned, no report kept" if one.key is not None else "Expected, no report kept"
