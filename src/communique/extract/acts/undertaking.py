"""What a commitment undertakes, as far as its kind depends on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from communique.model import Due

GOING_ON = frozenset({"continue", "keep", "remain", "work", "commit"})
RESTATING = frozenset(
    {"committed-to", "united-in", "resolute-in", "others-show-commitment", "continue-effort", "commitment-is-firm"}
)


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What a commitment undertakes, as far as its kind depends on it.

    `words` are the tokens of its content, `heads` the verbs of its actions; `allies` the indices of tokens that name a
    party other than those who speak; `meeting` tells whether a planned meeting or exercise is named in it, `subject` is
    the head of the clause's subject, `dated` tells whether the due is named in its own words and not in a list's lead.
    """

    rule: str
    words: Sequence[Token]
    heads: Sequence[Token]
    due: Due | None
    recurrence: str | None
    allies: frozenset[int]
    meeting: bool
    subject: Token | None = None
    dated: bool = True


def restates(undertaking: Undertaking) -> bool:
    """Tell whether a commitment that stands is said again; an intention that is announced is a new one."""
    if undertaking.rule == "decide-commitment":
        return False
    return undertaking.rule in RESTATING or undertaking.rule.endswith("-commitment")


def core_of(verb: Token, through: frozenset[str]) -> Token:
    """Return the verb that says what is done behind one of the verbs `through` ("work to finalize" -> finalize)."""
    core = verb
    while core.lemma_.lower() in through:
        inner = next(
            (c for c in core.rights if c.dep_ in ("xcomp", "advcl") and c.tag_ in ("VB", "VBG") and c.i - core.i <= 5),
            None,
        )
        if inner is None:
            return core
        core = inner
    return core
