"""Searching: the documents that have words and meet conditions, the best first, with a passage of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, column, func, literal_column, select, table

from communique.register.full_text import BEGIN, END, fts5_query, websearch_query
from communique.register.review import one_line
from communique.register.tables import versions

_FULL_TEXT = table("full_text", column("rowid"), column("full_text"))


def best(
    connection: Connection, words: str, conditions: Sequence[ColumnElement[bool]], limit: int, offset: int
) -> list[tuple[int, str]]:
    """Return row ids of versions with a passage each; the passage is cut for those of the page only."""
    query = fts5_query(words)
    if not query:
        return []
    if connection.dialect.name == "sqlite":
        return _sqlite(connection, query, conditions, limit, offset)
    return _postgresql(connection, websearch_query(words), conditions, limit, offset)


def _sqlite(
    connection: Connection, query: str, conditions: Sequence[ColumnElement[bool]], limit: int, offset: int
) -> list[tuple[int, str]]:
    matches = _FULL_TEXT.c.full_text.op("MATCH")(bindparam("words"))
    ranked = (
        select(_FULL_TEXT.c.rowid)
        .select_from(_FULL_TEXT.join(versions, versions.c.id == _FULL_TEXT.c.rowid))
        .where(matches, *conditions)
        .order_by(literal_column("rank"), _FULL_TEXT.c.rowid)
        .limit(limit)
        .offset(offset)
    )
    ids = list(connection.execute(ranked, {"words": query}).scalars())
    passage = func.snippet(literal_column("full_text"), 1, BEGIN, END, " … ", 34)
    cut = select(_FULL_TEXT.c.rowid, passage).where(matches, _FULL_TEXT.c.rowid.in_(ids))
    passages = {row[0]: row[1] for row in connection.execute(cut, {"words": query})}
    return [(id_, one_line(passages.get(id_, ""))) for id_ in ids]


def _postgresql(
    connection: Connection, query: str, conditions: Sequence[ColumnElement[bool]], limit: int, offset: int
) -> list[tuple[int, str]]:
    asked = func.websearch_to_tsquery("english", bindparam("words"))
    stored: ColumnElement[Any] = literal_column("versions.words")
    ranked = (
        select(versions.c.id)
        .where(stored.op("@@")(asked), *conditions)
        .order_by(func.ts_rank(stored, asked).desc(), versions.c.id)
        .limit(limit)
        .offset(offset)
    )
    ids = list(connection.execute(ranked, {"words": query}).scalars())
    options = f"StartSel={BEGIN}, StopSel={END}, MaxWords=40, MinWords=20, MaxFragments=1"
    passage = func.ts_headline("english", versions.c.text, asked, options)
    cut = select(versions.c.id, passage).where(versions.c.id.in_(ids))
    passages = {row[0]: row[1] for row in connection.execute(cut, {"words": query})}
    return [(id_, one_line(passages.get(id_, ""))) for id_ in ids]
