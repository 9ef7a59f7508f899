"""Look-ups by key: a document's version, an act, an item; each says what to do where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from communique.model.errors import RegisterError
from communique.register.tables import acts, items, versions

SECTIONS = {"m": "meeting", "e": "exercise", "i": "instrument", "p": "person", "o": "organization"}
_KEY = re.compile(r"(?P<document>[0-9a-f]{8}|[0-9a-f]{12}|[0-9a-f]{16})(?:\.(?P<letter>[ameipo])(?P<start>\d{1,9})x*)?")


def kind_of(key: str) -> str:
    """Return what a key is of: document, act or an item's section; raise `RegisterError` where it is no key."""
    match = _KEY.fullmatch(key)
    if match is None:
        raise RegisterError(
            f"{key!r} is no ID of a register: they look like 3f9c2ab1 (a document) or 3f9c2ab1.a812 (an act)"
        )
    letter = match["letter"]
    return "document" if letter is None else "act" if letter == "a" else SECTIONS[letter]


def act_key(document: str, trigger_start: int) -> str:
    """Return the key of an act: its document's key and the place of its trigger."""
    return f"{document}.a{trigger_start}"


MOST_ACTIONS = 9
"""Actions of a commitment whose links are followed."""


def with_actions(keys: Iterable[str], most: int = MOST_ACTIONS) -> list[str]:
    """Return the keys of acts, each with those of its actions ("3f9c2ab1.a812#2")."""
    return [one for key in keys for one in (key, *(f"{key}#{number}" for number in range(1, most + 1)))]


def version_at(connection: Connection, key: str) -> Any:
    """Return the row of a version; raise `RegisterError` where there is none."""
    kind_of(key)
    row = connection.execute(select(versions).where(versions.c.key == key.partition(".")[0])).one_or_none()
    if row is None:
        raise _missing(key)
    return row


def act_at(connection: Connection, key: str) -> Any:
    """Return the row of an act."""
    if kind_of(key) != "act":
        raise RegisterError(f"{key} is not an act: their IDs look like 3f9c2ab1.a812")
    document, _, place = key.partition(".a")
    row = connection.execute(
        select(acts)
        .join(versions, versions.c.id == acts.c.version_id)
        .where(versions.c.key == document, acts.c.trigger_start == int(place))
        .order_by(acts.c.id)
    ).first()
    if row is None:
        raise _missing(key)
    return row


def item_at(connection: Connection, key: str) -> Any:
    """Return the row of an item."""
    if kind_of(key) in ("act", "document"):
        raise RegisterError(
            f"{key} is not a meeting, exercise, instrument, person or body: `communique show` names them"
        )
    row = connection.execute(select(items).where(items.c.key == key)).one_or_none()
    if row is None:
        raise _missing(key)
    return row


def _missing(key: str) -> RegisterError:
    return RegisterError(
        f"nothing is kept under the ID {key}: `communique search` and `communique status` show what is"
    )
