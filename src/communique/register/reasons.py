"""Reasons: what matchers say of a pair, written short, for they say the same of very many.

In a judgement stands a JSON list: a phrase without words of the texts in it as its number, any other as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from communique.register.entity import chunks
from communique.register.tables import phrases

_SPECIFIC = ("\u201c", ":")
"""Signs of a phrase that quotes what it saw, and so is no other's."""


def write(connection: Connection, reasons: Iterable[str]) -> str:
    """Return reasons as they stand in a judgement."""
    listed = list(reasons)
    common = [reason for reason in listed if not any(sign in reason for sign in _SPECIFIC)]
    numbers = _numbers(connection, common)
    return json.dumps([numbers.get(reason, reason) for reason in listed], ensure_ascii=False, separators=(",", ":"))


def read(connection: Connection, written: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the reasons of judgements in words."""
    lists = [json.loads(one) for one in written]
    wanted = sorted({part for one in lists for part in one if isinstance(part, int)})
    words: dict[int, str] = {}
    for chunk in chunks(wanted):
        query = select(phrases.c.id, phrases.c.words).where(phrases.c.id.in_(chunk))
        words |= {row.id: row.words for row in connection.execute(query)}
    return [tuple(words[part] if isinstance(part, int) else part for part in one) for one in lists]


def _numbers(connection: Connection, wanted: list[str]) -> dict[str, int]:
    known = connection.info.setdefault("phrases", {})
    missing = [phrase for phrase in dict.fromkeys(wanted) if phrase not in known]
    if missing:
        query = select(phrases.c.id, phrases.c.words).where(phrases.c.words.in_(missing))
        found = {row.words: row.id for row in connection.execute(query)}
        for phrase in missing:
            if phrase not in found:
                row = insert(phrases).values(words=phrase).returning(phrases.c.id)
                found[phrase] = connection.execute(row).scalar_one()
        known = known | found
    return {phrase: known[phrase] for phrase in wanted}
