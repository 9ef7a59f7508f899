"""Vocabulary: the closed lists from which a form lets people choose, each as the register has it."""

from __future__ import annotations

from typing import Literal, get_args

from communique.register.accounts import ROLES
from communique.register.corrections import ACT_FIELDS, ITEM_FIELDS

Relation = Literal[
    "restates", "narrows", "widens", "weakens", "progress", "partly", "fulfils", "supersedes", "withdraws", "contests"
]
"""What a later act can be for a commitment: `resolve.link.RELATIONS`, which brings the matchers with it."""

CHOICES: dict[str, tuple[str, ...]] = {
    "roles": ROLES,
    "relations": get_args(Relation),
    "act_fields": tuple(ACT_FIELDS),
    "item_fields": tuple(ITEM_FIELDS),
}
"""What templates choose from, by the name under which they know it."""
