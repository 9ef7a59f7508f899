"""Theme: the colours of the classes, of a middle lightness that reads on dark and on light terminals."""

from __future__ import annotations

from rich.theme import Theme

CLASS_COLORS = {
    "commitment": "color(28)",
    "decision": "color(26)",
    "call": "color(130)",
    "objection": "color(160)",
    "endorsement": "color(30)",
    "affirmation": "color(97)",
    "report": "color(243)",
}

THEME = Theme(
    {f"act.{cls}": color for cls, color in CLASS_COLORS.items()}
    | {f"trigger.{cls}": f"bold {color}" for cls, color in CLASS_COLORS.items()}
    | {
        "title": "bold",
        "section": "bold",
        "name": "bold",
        "heading": "bold",
        "furniture": "italic color(243)",
        "quiet": "color(243)",
        "place": "color(243)",
        "due": "underline",
        "issue": "color(130)",
    }
)
