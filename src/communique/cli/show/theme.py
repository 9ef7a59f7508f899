"""Theme: the colours of the classes, of a middle lightness that reads on dark and on light terminals."""

from __future__ import annotations

from rich.theme import Theme

THEME = Theme(
    {
        "act.commitment": "color(28)",
        "act.decision": "color(26)",
        "act.call": "color(130)",
        "act.objection": "color(160)",
        "act.endorsement": "color(30)",
        "act.affirmation": "color(97)",
        "act.report": "color(243)",
        "title": "bold",
        "heading": "bold",
        "furniture": "color(243) italic",
        "section": "bold",
        "label": "none",
        "quiet": "color(243)",
        "place": "color(243)",
        "due": "underline",
        "trigger": "bold",
        "issue": "color(130)",
    },
    inherit=False,
)
