"""Full text: words in, documents out; no word can break the query, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    column,
    func,
    literal_column,
    not_,
    select,
    table,
    text,
)

from communique.register import engine
from communique.register.moment import Moment
from communique.register.tables import versions

BEGIN, END = "\x02", "\x03"
"""Marks around the found words in a snippet; no text holds them."""

FULL_TEXT = table("full_text", column("rowid"), column("full_text"))
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
    if not query:
        return versions.c.id.is_(None)
    if connection.dialect.name == "sqlite":
        found = select(FULL_TEXT.c.rowid).where(FULL_TEXT.c.full_text.op("MATCH")(query))
        return versions.c.id.in_(found)
    return _having(connection, words)


def _having(connection: Connection, words: str) -> ColumnElement[bool]:
    """Return the same for PostgreSQL: the index finds the words, and the texts tell whether they stand in a row.

    Asked for words in a row, it would work out all words of each text with their places, which takes long.
    """
    parts = [(minus, phrase.split()) for minus, phrase in _parts(words)]
    single = [
        f'-"{word}"' if minus else f'"{word}"'
        for minus, phrase in parts
        if not minus or len(phrase) == 1
        for word in phrase
    ]
    conditions = [WORDS.op("@@")(func.websearch_to_tsquery("english", " ".join(single)))]
    rows = [(minus, phrase) for minus, phrase in parts if len(phrase) > 1]
    stems = _stems(connection, [word for _, phrase in rows for word in phrase])
    for minus, phrase in rows:
        there = (func.coalesce(versions.c.title, "") + " " + versions.c.text).bool_op("~*")(_in_a_row(phrase, stems))
        conditions.append(not_(there) if minus else there)
    return and_(*conditions)


def _stems(connection: Connection, words: Sequence[str]) -> dict[str, str | None]:
    """Return the stems of words, None for those that the index passes over."""
    query = text("SELECT ts_lexize('english_stem', :word)")
    found = {word: connection.execute(query, {"word": word.lower()}).scalar() for word in dict.fromkeys(words)}
    return {word: stems[0] if stems else None for word, stems in found.items()}


def _in_a_row(words: Sequence[str], stems: Mapping[str, str | None]) -> str:
    r"""Return the regular expression of PostgreSQL for words, in any of their forms, one after the other.

    >>> print(_in_a_row(["studies", "of", "peace"], {"studies": "studi", "of": None, "peace": "peac"}))
    \mstud(?:i|y)\w*\W+\w+\W+peac\w*
    """
    return r"\m" + r"\W+".join(_any_form(stems[word]) for word in words)


def _any_form(stem: str | None) -> str:
    if stem is None:
        return r"\w+"
    return rf"{stem[:-1]}(?:i|y)\w*" if stem.endswith("i") and len(stem) > 1 else rf"{stem}\w*"


def stands_in_few(connection: Connection, words: str, limit: int) -> bool:
    """Tell whether no more versions than a limit have the words."""
    query = select(versions.c.id).where(matching(connection, words)).limit(limit + 1)
    return len(connection.execute(query).scalars().all()) <= limit


def search(connection: Connection, words: str, moment: Moment, limit: int, offset: int = 0) -> Sequence[Hit]:
    """Return the documents that have the words, the best first, with a passage of each."""
    from communique.register.searching import best

    found = best(connection, words, [moment.current()], limit, offset)
    query = select(versions.c.id, versions.c.key, versions.c.title, versions.c.date, versions.c.framework)
    told = {row.id: row for row in connection.execute(query.where(versions.c.id.in_([id_ for id_, _ in found])))}
    return [Hit(row.key, row.title, row.date, row.framework, said) for id_, said in found for row in [told[id_]]]


WORDS: ColumnElement[Any] = literal_column(engine.WORDS)
"""The words of a version in PostgreSQL."""
