"""Say in words why a clause was read as the act it is."""

from __future__ import annotations

from communique.extract.acts.clauses import Clause
from communique.extract.acts.lists import Bullet
from communique.extract.acts.scene import Verdict


def why(clause: Clause, verdict: Verdict) -> str:
    """Return one sentence on what the rule saw."""
    return f"rule {verdict.rule}: {verdict.trigger.text!r} is read as {verdict.cls}"


def why_bullet(bullet: Bullet) -> str:
    """Return one sentence on why a bullet is an act."""
    if bullet.lead is None:
        return f"a bullet that opens with {bullet.trigger.text!r} and has no line above it that says more"
    return f"a bullet does what the line above it does, which is a {bullet.lead.act.cls} ({bullet.lead.act.trigger.quote!r})"
