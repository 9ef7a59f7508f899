"""Vocabulary: the closed lists from which a form lets people choose, each as the register has it."""

from __future__ import annotations

from typing import Literal, get_args

from communique.model import CLASSES, KINDS
from communique.register.accounts import ROLES
from communique.register.corrections import ACT_FIELDS, ITEM_FIELDS

Relation = Literal[
    "restates", "narrows", "widens", "weakens", "progress", "partly", "fulfils", "supersedes", "withdraws", "contests"
]
"""What a later act can be for a commitment: `resolve.link.RELATIONS`, which brings the matchers with it."""

ItemStatus = Literal["held", "planned", "standing"]
"""What becomes of a meeting or exercise, as far as a text tells."""

CHOICES: dict[str, tuple[str, ...]] = {
    "roles": ROLES,
    "relations": get_args(Relation),
    "act_fields": tuple(ACT_FIELDS),
    "item_fields": tuple(ITEM_FIELDS),
    "classes": CLASSES,
    "kinds": KINDS,
    "item_statuses": get_args(ItemStatus),
}
"""What templates choose from, by the name under which they know it."""
