"""Full text: words in, documents out; no word can break the query, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, column, func, literal_column, select, table

from communique.register.moment import Moment
from communique.register.tables import versions

BEGIN, END = "\x02", "\x03"
"""Marks around the found words in a snippet; no text holds them."""

_FULL_TEXT = table("full_text", column("rowid"), column("full_text"))
_PART = re.compile(r'(-?)"([^"]*)"?|(\S+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """A document in which words were found, with a passage; the words stand between `BEGIN` and `END`."""

    key: str
    title: str | None
    date: date | None
    framework: str
    snippet: str


def fts5_query(words: str) -> str:
    """Return the FTS5 query of what a person typed: all words, "phrases", -excluded; "" where no word is left.

    >>> fts5_query('exercise "missile warning" -cyber OR*')
    '"exercise" AND "missile warning" AND "OR" NOT "cyber"'
    """
    parts = list(_parts(words))
    wanted = [f'"{phrase}"' for minus, phrase in parts if not minus]
    if not wanted:
        return ""
    return " NOT ".join([" AND ".join(wanted), *(f'"{phrase}"' for minus, phrase in parts if minus)])


def websearch_query(words: str) -> str:
    """Return the query for `websearch_to_tsquery` with the same meaning: "or" is a word like others."""
    return " ".join(f'{"-" if minus else ""}"{phrase}"' for minus, phrase in _parts(words))


def _parts(words: str) -> Iterator[tuple[bool, str]]:
    """Yield the words and phrases that a person typed, without signs, each with whether it is excluded."""
    for match in _PART.finditer(words):
        minus, phrase, word = match.groups()
        if word is not None:
            minus, phrase = ("-", word[1:]) if word.startswith("-") and len(word) > 1 else ("", word)
        cleaned = " ".join(re.findall(r"\w+", phrase))
        if cleaned:
            yield bool(minus), cleaned


def matching(connection: Connection, words: str) -> ColumnElement[bool]:
    """Return the condition that a version's title or text has the words; without a word it matches nothing."""
    query = fts5_query(words)
    if connection.dialect.name == "sqlite":
        if not query:
            return versions.c.id.is_(None)
        found = select(_FULL_TEXT.c.rowid).where(_FULL_TEXT.c.full_text.op("MATCH")(query))
        return versions.c.id.in_(found)
    return _words().op("@@")(func.websearch_to_tsquery("english", websearch_query(words)))


def stands_in_few(connection: Connection, words: str, limit: int) -> bool:
    """Tell whether no more versions than a limit have the words."""
    query = select(versions.c.id).where(matching(connection, words)).limit(limit + 1)
    return len(connection.execute(query).scalars().all()) <= limit


def search(connection: Connection, words: str, moment: Moment, limit: int, offset: int = 0) -> Sequence[Hit]:
    """Return the documents that have the words, the best first, with a passage of each."""
    query = fts5_query(words)
    if not query:
        return ()
    found = (
        _sqlite(limit, offset, moment) if connection.dialect.name == "sqlite" else _postgresql(limit, offset, moment)
    )
    given = query if connection.dialect.name == "sqlite" else websearch_query(words)
    return [
        Hit(row.key, row.title, row.date, row.framework, " ".join(row.snippet.split()))
        for row in connection.execute(found, {"words": given})
    ]


def _sqlite(limit: int, offset: int, moment: Moment) -> Any:
    best = (
        select(_FULL_TEXT.c.rowid, literal_column("rank"))
        .select_from(_FULL_TEXT.join(versions, versions.c.id == _FULL_TEXT.c.rowid))
        .where(_FULL_TEXT.c.full_text.op("MATCH")(bindparam("words")), moment.current())
        .order_by(literal_column("rank"), _FULL_TEXT.c.rowid)
        .limit(limit)
        .offset(offset)
        .subquery()
    )
    passage = func.snippet(literal_column("full_text"), 1, BEGIN, END, " … ", 30).label("snippet")
    return (
        select(versions.c.key, versions.c.title, versions.c.date, versions.c.framework, passage)
        .select_from(_FULL_TEXT.join(versions, versions.c.id == _FULL_TEXT.c.rowid))
        .where(_FULL_TEXT.c.full_text.op("MATCH")(bindparam("words")), _FULL_TEXT.c.rowid.in_(select(best.c.rowid)))
        .order_by(literal_column("full_text.rank"), _FULL_TEXT.c.rowid)
    )


def _postgresql(limit: int, offset: int, moment: Moment) -> Any:
    asked = func.websearch_to_tsquery("english", bindparam("words"))
    rank = func.ts_rank(_words(), asked).label("rank")
    best = (
        select(versions, rank)
        .where(_words().op("@@")(asked), moment.current())
        .order_by(rank.desc(), versions.c.id)
        .limit(limit)
        .offset(offset)
        .subquery()
    )
    options = f"StartSel={BEGIN}, StopSel={END}, MaxWords=34, MinWords=18, MaxFragments=1"
    passage = func.ts_headline("english", best.c.text, asked, options).label("snippet")
    return select(best.c.key, best.c.title, best.c.date, best.c.framework, passage).order_by(
        best.c.rank.desc(), best.c.id
    )


def _words() -> ColumnElement[Any]:
    return literal_column("versions.words")
