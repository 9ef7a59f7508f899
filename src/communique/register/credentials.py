"""Credentials: the sessions of people and the tokens of programs; only digests of them are kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlalchemy.exc import DBAPIError

from communique.model.errors import RegisterError
from communique.register.access import Access
from communique.register.accounts import ROLES, note, row_of
from communique.register.engine import in_passing
from communique.register.tables import accounts, sessions, tokens
from communique.register.writer import Writer

if TYPE_CHECKING:
    from communique.register.register import Register

TOKEN_PREFIX = "communique_"
"""How every token begins, so that one that was published by mistake is found."""

MOST_TOKENS = 20
"""Tokens of an account that hold at a time."""

_NOTED = timedelta(minutes=1)  # how exactly the last use is known: a write at every request would be too many


@dataclass(frozen=True, slots=True)
class Known:
    """Who comes in, and with what: a session's or token's `digest`; `once` while the password has to be changed."""

    account_id: int
    name: str
    role: str
    party: str | None
    once: bool
    digest: str
    token: bool
    noted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Session:
    """A login that holds; `here` is the one that asks."""

    began_at: datetime
    seen_at: datetime
    ends_at: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A token of an account; what it is itself was shown once and is not known any more."""

    id: int
    name: str
    role: str
    created_at: datetime
    ends_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    holds: bool


def digest_of(secret: str) -> str:
    """Return what is kept of a session or token; they are random, so that a plain digest can not be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def begin_session(writer: Writer, account_id: int, access: Access) -> str:
    """Begin a session and return its secret; sessions that ended long ago are thrown away."""
    secret = secrets.token_urlsafe(32)
    ended = or_(sessions.c.began_at <= writer.at - access.absolute, sessions.c.seen_at <= writer.at - access.idle)
    writer.connection.execute(delete(sessions).where(ended))
    row = {"digest": digest_of(secret), "account_id": account_id, "began_at": writer.at, "seen_at": writer.at}
    writer.connection.execute(insert(sessions).values(row))
    return secret


def end_session(writer: Writer, digest: str) -> None:
    """End a session."""
    writer.connection.execute(delete(sessions).where(sessions.c.digest == digest))


def by_session(connection: Connection, secret: str, at: datetime, access: Access) -> Known | None:
    """Return who holds a session, None where it is none, has ended, or its account is disabled."""
    query = select(sessions, accounts).join(accounts, accounts.c.id == sessions.c.account_id)
    row = connection.execute(
        query.where(
            sessions.c.digest == digest_of(secret),
            sessions.c.began_at > at - access.absolute,
            sessions.c.seen_at > at - access.idle,
            accounts.c.disabled_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    return Known(
        row.account_id, row.name, row.role, row.party, row.once_until is not None, row.digest, False, row.seen_at
    )


def by_token(connection: Connection, secret: str, at: datetime) -> Known | None:
    """Return for whom a token speaks, None where it is none, has ended, was revoked, or its account is disabled.

    Its role is the token's own or that of the account now, whichever is lower.
    """
    columns = (tokens.c.account_id, tokens.c.digest, tokens.c.used_at, tokens.c.role.label("own_role"))
    query = select(*columns, accounts.c.name, accounts.c.role, accounts.c.party).join(
        accounts, accounts.c.id == tokens.c.account_id
    )
    row = connection.execute(
        query.where(
            tokens.c.digest == digest_of(secret),
            tokens.c.revoked_at.is_(None),
            tokens.c.ends_at > at,
            accounts.c.disabled_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    role = min(row.own_role, row.role, key=ROLES.index)
    return Known(row.account_id, row.name, role, row.party, False, row.digest, True, row.used_at)


def note_use(register: Register, known: Known, at: datetime) -> None:
    """Note that a session or token was used, where the last note is old; nobody waits for it, and it may be lost."""
    if known.noted_at is not None and at - known.noted_at < _NOTED:
        return
    table, column = (tokens, "used_at") if known.token else (sessions, "seen_at")
    try:
        with in_passing(register.engine) as connection:
            if connection is not None:
                connection.execute(update(table).where(table.c.digest == known.digest).values({column: at}))
    except DBAPIError:
        return


def sessions_of(connection: Connection, known: Known, at: datetime, access: Access) -> list[Session]:
    """Return the sessions of an account that hold, the one that asks first."""
    query = select(sessions).where(
        sessions.c.account_id == known.account_id,
        sessions.c.began_at > at - access.absolute,
        sessions.c.seen_at > at - access.idle,
    )
    found = [
        Session(
            row.began_at,
            row.seen_at,
            min(row.began_at + access.absolute, row.seen_at + access.idle),
            row.digest == known.digest,
        )
        for row in connection.execute(query.order_by(sessions.c.seen_at.desc()))
    ]
    return sorted(found, key=lambda one: not one.here)


def tokens_of(connection: Connection, name: str, at: datetime) -> list[Token]:
    """Return the tokens of an account: those that hold first, then the newest."""
    query = select(tokens).join(accounts, accounts.c.id == tokens.c.account_id).where(accounts.c.name == name)
    found = [_token(row, at) for row in connection.execute(query.order_by(tokens.c.id.desc()).limit(100))]
    return sorted(found, key=lambda one: not one.holds)


def add_token(writer: Writer, name: str, label: str, role: str, ends_at: datetime, access: Access) -> str:
    """Add a token to an account and return its secret, which is known to nobody afterwards."""
    account = row_of(writer.connection, name)
    label = " ".join(label.split())
    if account is None or account.disabled_at is not None:
        raise RegisterError(f"no account {name} is in use")
    if not 1 <= len(label) <= 80:
        raise RegisterError("a token has a name that says what it is for, of at most 80 characters")
    if role not in ROLES or ROLES.index(role) > ROLES.index(account.role):
        raise RegisterError(f"a token's role is no higher than yours: {account.role}")
    if not writer.at < ends_at <= writer.at + access.token_for:
        raise RegisterError(f"a token ends between tomorrow and {access.token_for.days} days from now")
    holding = [one for one in tokens_of(writer.connection, name, writer.at) if one.holds]
    if len(holding) >= MOST_TOKENS:
        raise RegisterError(f"{MOST_TOKENS} tokens hold already: revoke some first")
    if any(one.name == label for one in holding):
        raise RegisterError(f"a token named {label!r} holds already: revoke it first, or give another name")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = {"account_id": account.id, "name": label, "digest": digest_of(secret), "role": role}
    writer.connection.execute(insert(tokens).values(**row, created_at=writer.at, ends_at=ends_at))
    note(writer, "token added", name, token=label, role=role, ends=ends_at.date().isoformat())
    return secret


def revoke_token(writer: Writer, name: str, number: int) -> int:
    """Revoke a token of an account; return the action's number."""
    found = next((one for one in tokens_of(writer.connection, name, writer.at) if one.id == number), None)
    if found is None:
        raise RegisterError(f"{name} has no token {number}")
    if found.revoked_at is not None:
        raise RegisterError(f"the token {found.name!r} is revoked already")
    writer.connection.execute(update(tokens).where(tokens.c.id == number).values(revoked_at=writer.at))
    return note(writer, "token revoked", name, token=found.name)


def _token(row: Any, at: datetime) -> Token:
    holds = row.revoked_at is None and row.ends_at > at
    return Token(row.id, row.name, row.role, row.created_at, row.ends_at, row.used_at, row.revoked_at, holds)
