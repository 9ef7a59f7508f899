"""Searching: the documents that have words and meet conditions, the best first, with a passage of each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, func, literal_column, select

from communique.register.full_text import BEGIN, END, FULL_TEXT, WORDS, fts5_query, matching, websearch_query
from communique.register.review import one_line
from communique.register.tables import versions

RANKED = 50
"""Documents that PostgreSQL ranks, the newest that have the words; others follow, the newest first.

Its index tells which texts have a word and not how often, so that each text is read to rank it.
"""


def best(
    connection: Connection, words: str, conditions: Sequence[ColumnElement[bool]], limit: int, offset: int
) -> list[tuple[int, str]]:
    """Return row ids of versions with a passage each; the passage is cut for those of the page only."""
    query = fts5_query(words)
    if not query:
        return []
    if connection.dialect.name == "sqlite":
        return _sqlite(connection, query, conditions, limit, offset)
    return _postgresql(connection, words, conditions, limit, offset)


def _sqlite(
    connection: Connection, query: str, conditions: Sequence[ColumnElement[bool]], limit: int, offset: int
) -> list[tuple[int, str]]:
    matches = FULL_TEXT.c.full_text.op("MATCH")(bindparam("words"))
    ranked = (
        select(FULL_TEXT.c.rowid)
        .select_from(FULL_TEXT.join(versions, versions.c.id == FULL_TEXT.c.rowid))
        .where(matches, *conditions)
        .order_by(literal_column("rank"), FULL_TEXT.c.rowid)
        .limit(limit)
        .offset(offset)
    )
    ids = list(connection.execute(ranked, {"words": query}).scalars())
    passage = func.snippet(literal_column("full_text"), 1, BEGIN, END, " … ", 34)
    cut = select(FULL_TEXT.c.rowid, passage).where(matches, FULL_TEXT.c.rowid.in_(ids))
    passages = {row[0]: row[1] for row in connection.execute(cut, {"words": query})}
    return [(id_, one_line(passages.get(id_, ""))) for id_ in ids]


def _postgresql(
    connection: Connection, words: str, conditions: Sequence[ColumnElement[bool]], limit: int, offset: int
) -> list[tuple[int, str]]:
    asked = func.websearch_to_tsquery("english", bindparam("words", websearch_query(words)))
    day = versions.c.date.desc().nulls_last()
    having = (matching(connection, words), *conditions)
    found = select(versions.c.id, versions.c.date).where(*having).cte("found").prefix_with("MATERIALIZED")
    listed = select(found.c.id).order_by(found.c.date.desc().nulls_last(), found.c.id.desc())
    newest = listed.limit(RANKED).subquery()
    rank = func.ts_rank(WORDS, asked).desc()
    ranked = select(versions.c.id).join(newest, newest.c.id == versions.c.id).order_by(rank, day, versions.c.id)
    ids = list(connection.execute(ranked.limit(limit).offset(offset)).scalars())
    if len(ids) < limit and offset + limit > RANKED:
        first = max(offset, RANKED)
        ids += connection.execute(listed.limit(offset + limit - first).offset(first)).scalars()
    options = f"StartSel={BEGIN}, StopSel={END}, MaxWords=40, MinWords=20, MaxFragments=1"
    cut = select(versions.c.id, func.ts_headline("english", versions.c.text, asked, options))
    passages = {row[0]: row[1] for row in connection.execute(cut.where(versions.c.id.in_(ids)))}
    return [(id_, one_line(passages.get(id_, ""))) for id_ in ids]
