"""Reasons: what matchers say of a pair, written short, for they say the same of very many.

In a judgement stands a JSON list: a phrase without words of the texts in it as its number; one that quotes them as a
list of its number and what it quotes; any other as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from communique.register.entity import chunks
from communique.register.tables import phrases

_QUOTED = re.compile("\u201c([^\u201d]*)\u201d")
_NOTHING = "\u201c\u201d"
_SPECIFIC = ":"
"""Sign of a phrase that tells what it saw without quoting, and so is no other's."""

Part = int | str | list[int | str]


def write(connection: Connection, reasons: Iterable[Iterable[str]]) -> list[str]:
    """Return the reasons of judgements as they stand there; phrases that are new get their numbers."""
    lists = [list(one) for one in reasons]
    bare = {reason: _QUOTED.sub(_NOTHING, reason) for one in lists for reason in one if _SPECIFIC not in reason}
    numbers = _numbers(connection, dict.fromkeys(bare.values()))

    def part(reason: str) -> Part:
        number = numbers.get(bare.get(reason, ""))
        if number is None:
            return reason
        words = _QUOTED.findall(reason)
        return [number, *words] if words else number

    return [json.dumps([part(reason) for reason in one], ensure_ascii=False, separators=(",", ":")) for one in lists]


def read(connection: Connection, written: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the reasons of judgements in words."""
    given = list(written)
    lists = {one: json.loads(one) for one in dict.fromkeys(given)}
    wanted = sorted({_number_of(part) for one in lists.values() for part in one if not isinstance(part, str)})
    words: dict[int, str] = {}
    for chunk in chunks(wanted):
        query = select(phrases.c.id, phrases.c.words).where(phrases.c.id.in_(chunk))
        words |= {row.id: row.words for row in connection.execute(query)}
    told = {
        one: tuple(part if isinstance(part, str) else _filled(words[_number_of(part)], part) for part in parts)
        for one, parts in lists.items()
    }
    return [told[one] for one in given]


def _number_of(part: Part) -> int:
    return int(part[0] if isinstance(part, list) else part)


def _filled(phrase: str, part: Part) -> str:
    """Return a phrase with what it quotes."""
    if not isinstance(part, list):
        return phrase
    words = iter(part[1:])
    return _QUOTED.sub(lambda _: f"\u201c{next(words)}\u201d", phrase)


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
