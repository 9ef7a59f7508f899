"""Say in words why a clause was read as the act it is."""

from __future__ import annotations

from communique.extract.acts.scene import Verdict
from communique.extract.acts.clauses import Clause


def why(clause: Clause, verdict: Verdict) -> str:
    """Return one sentence on what the rule saw."""
    return f"rule {verdict.rule}: {verdict.trigger.text!r} is read as {verdict.cls}"
