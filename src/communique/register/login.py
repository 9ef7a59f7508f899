"""Login: a name and a password become a session, or one and the same refusal; how often is counted in the register."""

from __future__ import annotations

import hashlib
import ipaddress
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, delete, insert, select, update

from communique.model.errors import RegisterError
from communique.register.access import Access
from communique.register.accounts import note, row_of
from communique.register.credentials import begin_session, digest_of, end_session
from communique.register.tables import accounts, login_attempts
from communique.register.writer import Writer

if TYPE_CHECKING:
    from communique.register.register import Register

Result = TypeVar("Result")

WRONG = "the name or the password is wrong"
"""The one answer to all that do not come in, so that nobody learns which names there are."""


class LoginRefused(RegisterError):
    """A name and a password that do not fit."""


class TooManyLogins(RegisterError):
    """More tries than are allowed; `seconds` tells how long to wait."""

    def __init__(self, seconds: int) -> None:
        minutes = math.ceil(seconds / 60)
        super().__init__(f"too many tries: wait {minutes} minute{'s' if minutes > 1 else ''}, then try again")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Try:
    """What was given to log in, from which address, with which secret the browser came."""

    name: str
    password: str = field(repr=False)
    address: str
    before: str | None = field(default=None, repr=False)


def log_in(register: Register, given: Try, at: datetime, access: Access) -> str:
    """Begin a session for who gives the right password; return its secret, never the one the browser came with.

    Raise `LoginRefused` or `TooManyLogins`. A try counts before the password is looked at, so that many at once count
    too; it is taken back where the password was right.
    """
    name = given.name.strip().lower()
    keys = attempt_keys(name, given.address)
    _count_first(register, keys, at, access)
    _at(register, at, "nobody", lambda writer: _count(writer, keys, access))
    with register.view() as view:
        row = row_of(view.connection, name)
    right = access.passwords.holds(None if row is None else row.password, given.password)
    why = None
    if row is None:
        why = "no such name"
    elif not right:
        why = "wrong password"
    elif row.disabled_at is not None:
        why = "the account is disabled"
    elif row.once_until is not None and row.once_until <= at:
        why = "the password that was handed out has ended, or was used"
    if why is not None:
        known = "" if row is None else row.name  # what is no name may be a password typed into the wrong field
        _at(register, at, "nobody", lambda writer: note(writer, "login refused", known, why=why, address=given.address))
        raise LoginRefused(WRONG)
    anew = access.passwords.hashed(given.password) if access.passwords.outdated(row.password) else None

    def begin(writer: Writer) -> str:
        now = row_of(writer.connection, name)
        if (now.disabled_at, now.password, now.once_until) != (None, row.password, row.once_until):
            raise LoginRefused(WRONG)
        if row.once_until is not None:  # it has let in the one that it was for; what is left to do is to choose another
            writer.connection.execute(update(accounts).where(accounts.c.id == row.id).values(once_until=writer.at))
        if anew is not None:
            writer.connection.execute(update(accounts).where(accounts.c.id == row.id).values(password=anew))
        if given.before is not None:
            end_session(writer, digest_of(given.before))
        _take_back(writer, keys)
        note(writer, "login", row.name, address=given.address)
        return begin_session(writer, row.id, access)

    return _at(register, at, row.name, begin)


def confirm(register: Register, given: Try, at: datetime, access: Access) -> None:
    """Raise `RegisterError` where a person who is logged in does not give the password they have."""
    keys = attempt_keys(given.name, given.address)
    _count_first(register, keys, at, access)
    _at(register, at, given.name, lambda writer: _count(writer, keys, access))
    with register.view() as view:
        row = row_of(view.connection, given.name)
    if row is None or not access.passwords.holds(row.password, given.password):
        refused = {"why": "wrong password", "address": given.address}
        _at(register, at, given.name, lambda writer: note(writer, "password refused", given.name, **refused))
        raise LoginRefused("the password that you have now is another one: nothing was changed")
    _at(register, at, given.name, lambda writer: _take_back(writer, keys))


def attempt_keys(name: str, address: str) -> tuple[str, str]:
    """Return under which keys a try counts: digests, for a name may be a password typed into the wrong field."""
    return _key("name", name.strip().lower()), _key("address", network_of(address))


def network_of(address: str) -> str:
    """Return what counts as one address: for IPv6 the /64 that one connection is given."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind} {value}".encode()).hexdigest()


def _count_first(register: Register, keys: tuple[str, str], at: datetime, access: Access) -> None:
    """Raise `TooManyLogins` without a write, so that who tries without end takes no writer's turn."""
    with register.view() as view:
        _check_tries(view.connection, keys, at, access)


def _check_tries(connection: Connection, keys: tuple[str, str], at: datetime, access: Access) -> None:
    table = login_attempts.c
    for key, most in zip(keys, (access.per_account, access.per_address), strict=True):
        tries = select(table.at).where(table.key == key, table.at > at - access.window)
        found = list(connection.execute(tries.order_by(table.at.desc()).limit(most)).scalars())
        if len(found) >= most:
            raise TooManyLogins(max(1, math.ceil((found[-1] + access.window - at).total_seconds())))


def _count(writer: Writer, keys: tuple[str, str], access: Access) -> None:
    """Count a try; raise `TooManyLogins` where there were as many as are allowed."""
    over = login_attempts.c.at <= writer.at - access.window
    writer.connection.execute(delete(login_attempts).where(over))
    _check_tries(writer.connection, keys, writer.at, access)
    writer.connection.execute(insert(login_attempts), [{"key": key, "at": writer.at} for key in keys])


def _take_back(writer: Writer, keys: tuple[str, str]) -> None:
    """Forget the tries of a name, and one of its address: who has one account may not try others without end."""
    own, address = keys
    table = login_attempts.c
    last = select(table.id).where(table.key == address).order_by(table.id.desc()).limit(1).scalar_subquery()
    writer.connection.execute(delete(login_attempts).where(table.key == own))
    writer.connection.execute(delete(login_attempts).where(table.id == last))


def _at(register: Register, at: datetime, by: str, change: Callable[[Writer], Result]) -> Result:
    """Run a change as of a moment that the caller's clock gives."""

    def then(writer: Writer) -> Result:
        writer.at = at
        return change(writer)

    return register.write(then, by=by, person=True)
