"""Carried: what people decided that came to a text from an older one, or from the reading before, and what waits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from communique.register.carrying import CARRIED, WAIT
from communique.register.judging import PART_OF
from communique.register.tables import audit


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision that came along: what it was, by whom, of what of the older text, and where it is now.

    `about` is None where the words changed and nothing is near enough: the decision waits there, and so it does
    wherever `waits`, with the words on which it was made.
    """

    at: datetime
    by: str
    what: str
    of: str
    about: str | None
    waits: bool
    words: str = ""


def carried_to(connection: Connection, key: str) -> list[Decision]:
    """Return what came to a text with all that waits first, each in the order in which it came; undone things too."""
    inside = audit.c.subject.startswith(f"{key}.", autoescape=True) & audit.c.detail.contains(f'"{CARRIED}"')
    waiting = (audit.c.subject == key) & (audit.c.action == WAIT)
    found = []
    for row in connection.execute(select(audit).where(or_(inside, waiting)).order_by(audit.c.id)):
        detail = json.loads(row.detail)
        if row.action == WAIT:
            near, words = detail["nearest"], detail["words"]
            found.append(Decision(row.at, detail["by"], detail["what"], detail["of"], near, waits=True, words=words))
        elif PART_OF not in detail:
            what = f"{row.action} {detail['field']} {detail['after']}" if "field" in detail else row.action
            found.append(Decision(row.at, row.by, what, detail[CARRIED], row.subject, waits=False))
    return sorted(found, key=lambda one: not one.waits)
