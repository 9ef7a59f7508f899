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


def write(connection: Connection, reasons: Iterable[Iterable[str]]) -> list[str]:
    """Return the reasons of judgements as they stand there; phrases that are new get their numbers."""
    lists = [list(one) for one in reasons]
    numbers = _numbers(connection, dict.fromkeys(reason for one in lists for reason in one if _is_common(reason)))
    return [
        json.dumps([numbers.get(reason, reason) for reason in one], ensure_ascii=False, separators=(",", ":"))
        for one in lists
    ]


def _is_common(reason: str) -> bool:
    return not any(sign in reason for sign in _SPECIFIC)


def read(connection: Connection, written: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the reasons of judgements in words."""
    given = list(written)
    lists = {one: json.loads(one) for one in dict.fromkeys(given)}
    wanted = sorted({part for one in lists.values() for part in one if isinstance(part, int)})
    words: dict[int, str] = {}
    for chunk in chunks(wanted):
        query = select(phrases.c.id, phrases.c.words).where(phrases.c.id.in_(chunk))
        words |= {row.id: row.words for row in connection.execute(query)}
    told = {
        one: tuple(words[part] if isinstance(part, int) else part for part in parts) for one, parts in lists.items()
    }
    return [told[one] for one in given]


def _numbers(connection: Connection, wanted: Iterable[str]) -> dict[str, int]:
    known: dict[str, int] = {}
    for chunk in chunks(wanted):
        query = select(phrases.c.id, phrases.c.words).where(phrases.c.words.in_(chunk))
        known |= {row.words: row.id for row in connection.execute(query)}
        for phrase in chunk:
            if phrase not in known:
                row = insert(phrases).values(words=phrase).returning(phrases.c.id)
                known[phrase] = connection.execute(row).scalar_one()
    return known
