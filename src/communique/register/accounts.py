"""Accounts: the people of a team with their roles, and each change of them in the audit trail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from communique.model.errors import RegisterError
from communique.register.tables import accounts, sessions, tokens
from communique.register.writer import Writer

ROLES = ("reader", "reviewer", "editor", "administrator")
"""Each role may do what those before it may: read; decide proposals; add and correct; see to the accounts."""

TAKEN = ("communique", "nobody", "new")
"""Names that no person has: rules sign with the first, refused logins stand under the second."""

ABOUT = "account"
"""How the subject of an entry in the audit trail begins that is about accounts."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,62}[a-z0-9]")
_PARTY = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._:-]{0,79}")


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account; `once_until` is set while the password is one that was handed out, `seen_at` the last use."""

    name: str
    role: str
    party: str | None
    created_at: datetime
    once_until: datetime | None
    disabled_at: datetime | None
    seen_at: datetime | None


def all_accounts(connection: Connection) -> list[Account]:
    """Return all accounts: those that are in use first, by name."""
    order = (accounts.c.disabled_at.is_not(None), accounts.c.name)
    return [_account(row) for row in connection.execute(_query().order_by(*order))]


def account(connection: Connection, name: str) -> Account:
    """Return the account of a name; raise `RegisterError` where there is none."""
    row = connection.execute(_query().where(accounts.c.name == name)).one_or_none()
    if row is None:
        raise RegisterError(f"no account {name}: `communique accounts list` names them")
    return _account(row)


def account_name(given: str) -> str:
    """Return a name as it is kept; raise `RegisterError` where it can not be one."""
    name = given.strip().lower()
    if _NAME.fullmatch(name) is None or name.endswith(".json"):
        raise RegisterError("a name has 2 to 64 letters (a to z), digits, dots, hyphens, underscores or @")
    if name in TAKEN:
        raise RegisterError(f"{name} is no person's name: choose another")
    return name


def add(
    writer: Writer, given: str, hashed: str, role: str, party: str | None, once_until: datetime | None = None
) -> str:
    """Add an account and return its name; names are never given twice, so that the audit trail stays clear."""
    name = account_name(given)
    _check(role, party)
    if writer.connection.execute(select(accounts.c.id).where(accounts.c.name == name)).first() is not None:
        raise RegisterError(f"there is an account {name} already: choose another name")
    row = {"name": name, "password": hashed, "role": role, "party": party, "created_at": writer.at}
    writer.connection.execute(insert(accounts).values(**row, once_until=once_until))
    note(writer, "account added", name, role=role, party=party)
    return name


def change(writer: Writer, name: str, role: str, party: str | None) -> int:
    """Give an account another role or party; return the action's number."""
    _check(role, party)
    before = _row(writer, name)
    if role != "administrator":
        _keep_one(writer, before)
    writer.connection.execute(update(accounts).where(accounts.c.id == before.id).values(role=role, party=party))
    was = {"role_before": before.role, "party_before": before.party}
    return note(writer, "account changed", name, role=role, party=party, **was)


def set_password(
    writer: Writer, name: str, hashed: str, once_until: datetime | None = None, *, own: bool = False
) -> int:
    """Give an account another password: who was logged in with the old one is logged out.

    Unless it is the person's `own` change, the account's tokens are revoked too: what was lost may be in other hands.
    """
    row = _row(writer, name)
    values = {"password": hashed, "once_until": once_until}
    writer.connection.execute(update(accounts).where(accounts.c.id == row.id).values(values))
    ended = end_sessions(writer, row.id)
    revoked = 0 if own else _revoke_tokens(writer, row.id)
    detail = {"handed_out": once_until is not None, "sessions_ended": ended, "tokens_revoked": revoked}
    return note(writer, "password changed", name, **detail)


def disable(writer: Writer, name: str) -> int:
    """Let nobody in under a name: its sessions end and its tokens are revoked."""
    row = _row(writer, name)
    if row.disabled_at is not None:
        raise RegisterError(f"the account {name} is disabled already")
    _keep_one(writer, row)
    writer.connection.execute(update(accounts).where(accounts.c.id == row.id).values(disabled_at=writer.at))
    ended = end_sessions(writer, row.id)
    revoked = _revoke_tokens(writer, row.id)
    return note(writer, "account disabled", name, sessions_ended=ended, tokens_revoked=revoked)


def enable(writer: Writer, name: str) -> int:
    """Let a person in again; tokens stay revoked."""
    row = _row(writer, name)
    if row.disabled_at is None:
        raise RegisterError(f"the account {name} is in use already")
    writer.connection.execute(update(accounts).where(accounts.c.id == row.id).values(disabled_at=None))
    return note(writer, "account enabled", name)


def end_sessions(writer: Writer, account_id: int, but: str | None = None) -> int:
    """End the sessions of an account but the one with that digest; return how many there were."""
    query = delete(sessions).where(sessions.c.account_id == account_id)
    if but is not None:
        query = query.where(sessions.c.digest != but)
    return int(writer.connection.execute(query).rowcount)


def _revoke_tokens(writer: Writer, account_id: int) -> int:
    open_ones = (tokens.c.account_id == account_id, tokens.c.revoked_at.is_(None))
    return int(writer.connection.execute(update(tokens).where(*open_ones).values(revoked_at=writer.at)).rowcount)


def note(writer: Writer, action: str, name: str, **detail: Any) -> int:
    """Write a line of the audit trail about an account; no password and no token ever stands in one."""
    return writer.note(action, f"{ABOUT} {name}".strip(), {key: value for key, value in detail.items() if value})


def row_of(connection: Connection, name: str) -> Any:
    """Return all that is kept of an account, None where nobody has the name."""
    return connection.execute(select(accounts).where(accounts.c.name == name)).one_or_none()


def _row(writer: Writer, name: str) -> Any:
    row = row_of(writer.connection, name)
    if row is None:
        raise RegisterError(f"no account {name}: `communique accounts list` names them")
    return row


def _keep_one(writer: Writer, row: Any) -> None:
    """Raise `RegisterError` where an account is the only one that can see to the others."""
    if row.role != "administrator" or row.disabled_at is not None:
        return
    others = select(func.count()).where(
        accounts.c.role == "administrator",
        accounts.c.disabled_at.is_(None),
        accounts.c.id != row.id,
        or_(accounts.c.once_until.is_(None), accounts.c.once_until > writer.at),  # others can not log in any more
    )
    if not writer.connection.execute(others).scalar():
        raise RegisterError(f"{row.name} is the only administrator: make another one first")


def _check(role: str, party: str | None) -> None:
    if role not in ROLES:
        raise RegisterError(f"{role!r} is no role: there are {', '.join(ROLES)}")
    if party is not None and _PARTY.fullmatch(party) is None:
        raise RegisterError("a party is given by its code (KOR, USA, EU ...)")


def _query() -> Any:
    seen = select(func.max(sessions.c.seen_at)).where(sessions.c.account_id == accounts.c.id).scalar_subquery()
    return select(accounts, seen.label("seen_at"))


def _account(row: Any) -> Account:
    return Account(row.name, row.role, row.party, row.created_at, row.once_until, row.disabled_at, row.seen_at)
