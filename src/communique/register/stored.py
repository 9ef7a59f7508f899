"""Stored: how values stand in columns: words of fixed lists as numbers, days and moments short, texts compressed."""

from __future__ import annotations

import calendar
import re
import struct
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    cast,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from communique.register import blob

UNKNOWN = -1
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Coded(TypeDecorator[str]):
    """A word of a fixed list, as its place in it: words may be added at the end, and none is ever taken out.

    Another word is found nowhere, and a row with it is refused by the table's check.
    """

    impl = SmallInteger
    cache_ok = True

    def __init__(self, *words: str) -> None:
        super().__init__()
        self.words = words
        self._codes = {word: code for code, word in enumerate(words)}

    def code(self, word: str) -> int:
        """Return the number of a word."""
        return self._codes.get(word, UNKNOWN)

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> int | None:
        """Return the number of a word."""
        return None if value is None else self.code(value)

    def process_literal_param(self, value: str | None, _dialect: Dialect) -> str:
        """Return the number of a word as it stands in a query."""
        return "NULL" if value is None else str(self.code(value))

    def process_result_value(self, value: int | None, _dialect: Dialect) -> str | None:
        """Return the word of a number."""
        return None if value is None else self.words[value]


class Day(TypeDecorator[date]):
    """A day: a date of PostgreSQL, a number in SQLite, which has no dates and would write ten letters."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return what stands in the column."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """Return a day as stored."""
        return value.toordinal() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """Return a stored day."""
        return date.fromordinal(value) if value is not None and dialect.name == "sqlite" else value


class Seconds(TypeDecorator[datetime]):
    """A moment in UTC to the second: a timestamp of PostgreSQL, seconds since 1970 in SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return what stands in the column."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else DateTime())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Return a moment as stored."""
        return calendar.timegm(value.timetuple()) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return a stored moment."""
        if value is None or dialect.name != "sqlite":
            return value  # type: ignore[no-any-return]
        return datetime.fromtimestamp(value, UTC).replace(tzinfo=None)


class Score(TypeDecorator[float]):
    """A score from 0 to 1, in thousandths."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: float | None, _dialect: Dialect) -> int | None:
        """Return a score in thousandths."""
        return None if value is None else round(1000 * value)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> float | None:
        """Return a score."""
        return None if value is None else value / 1000


class Digest(TypeDecorator[str]):
    """A SHA-256 digest, written as 64 hex digits after `prefix`, as its 32 bytes; anything else as it is."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, prefix: str = "") -> None:
        super().__init__()
        self.prefix = prefix

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> bytes | None:
        """Return the bytes of a digest; those of anything else begin with a zero and are not 32."""
        if value is None:
            return None
        digits = value.removeprefix(self.prefix)
        if _DIGEST.fullmatch(digits) and value.startswith(self.prefix):
            return bytes.fromhex(digits)
        other = b"\0" + value.encode()
        return other if len(other) != 32 else b"\0" + other

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> str | None:
        """Return a digest in hex digits."""
        if value is None:
            return None
        return self.prefix + value.hex() if len(value) == 32 else bytes(value).lstrip(b"\0").decode()


class Key(TypeDecorator[str]):
    """The key of an act or item ("3f9c2ab1.a812", with "#2" for one action of it) in eight bytes or so: there are many.

    Four bytes are the document's digits, one is the letter, small where the whole is meant, the rest the place, with
    the number of the action after it. Any other words stand as they are behind a zero, which is no letter.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> bytes | None:
        """Return the bytes of a key."""
        if value is None:
            return None
        parts = _KEY.fullmatch(value)
        if parts is None:
            return _NO_KEY + value.encode()
        document, letter, place, action = parts.groups()
        number = int(place)
        own = number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big")
        if action is None:
            return bytes.fromhex(document) + letter.encode() + own
        return bytes.fromhex(document) + letter.upper().encode() + own + bytes((int(action),))

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> str | None:
        """Return the key that bytes stand for."""
        if value is None:
            return None
        if value[4] == 0:
            return bytes(value[5:]).decode()
        document, letter = value[:4].hex(), chr(value[4])
        if letter.islower():
            return f"{document}.{letter}{int.from_bytes(value[5:], 'big')}"
        return f"{document}.{letter.lower()}{int.from_bytes(value[5:-1], 'big')}#{value[-1]}"


_KEY = re.compile(r"([0-9a-f]{8})\.([a-z])(0|[1-9]\d{0,9})(?:#([1-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-5]))?", re.ASCII)
_NO_KEY = bytes(5)


class Entries(TypeDecorator[Sequence[int]]):
    """Whole numbers below 2^63, eight bytes each."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | None, _dialect: Dialect) -> bytes | None:
        """Return numbers as stored."""
        return None if value is None else struct.pack(f"<{len(value)}q", *value)

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> Sequence[int] | None:
        """Return stored numbers."""
        return None if value is None else struct.unpack(f"<{len(value) // 8}q", value)


class Listed(TypeDecorator[Sequence[Any]]):
    """Many values of a kind as one list of PostgreSQL, written as that reads it."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> str | None:
        """Return the list."""
        if value is None:
            return None
        own = self.of
        stored = [own.process_bind_param(one, dialect) for one in value] if isinstance(own, TypeDecorator) else value
        return "{" + ",".join(map(_in_a_list, stored)) + "}"

    def bind_expression(self, bindvalue: BindParameter[Any]) -> ColumnElement[Any]:
        """Return the list inside a query."""
        return cast(bindvalue, ARRAY(self.of.impl_instance if isinstance(self.of, TypeDecorator) else self.of))


def _in_a_list(value: Any) -> str:
    if isinstance(value, bytes):
        return '"\\\\x' + value.hex() + '"'
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


class Rule(TypeDecorator[str]):
    """Who judged: a person's name; the program, which judges most, as nothing."""

    impl = Text
    cache_ok = True
    PROGRAM = "communique"

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Return a name, None for the program's."""
        return None if value == self.PROGRAM else value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str:
        """Return a name."""
        return self.PROGRAM if value is None else value


class Packed(TypeDecorator[str]):
    """A text: compressed in SQLite, where `plain_text` reads it; PostgreSQL compresses by itself."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return what stands in the column."""
        return dialect.type_descriptor(LargeBinary() if dialect.name == "sqlite" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """Return a text as stored."""
        return blob.pack_text(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Return a stored text."""
        return blob.unpack_text(value) if value is not None and dialect.name == "sqlite" else value


class TextOf(FunctionElement[str]):
    """A stored text inside a query, for what queries do with texts: in SQLite by our own function `plain_text`."""

    inherit_cache = True
    type = Text()
    name = "plain_text"


@compiles(TextOf)
def _text_itself(element: TextOf, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(TextOf, "sqlite")
def _text_unpacked(element: TextOf, compiler: Any, **options: Any) -> str:
    return f"plain_text({compiler.process(element.clauses, **options)})"


def text_of(column: ColumnElement[Any]) -> ColumnElement[str]:
    """Return a stored text for use inside a query."""
    return TextOf(column)


def among(column: str, kind: Coded) -> str:
    """Return the check that a coded column holds a word of its list."""
    return f"{column} BETWEEN 0 AND {len(kind.words) - 1}"
