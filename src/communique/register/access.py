"""Access: how long people stay logged in, and how often a login may be tried."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from communique.register.passwords import Passwords


@dataclass(frozen=True, slots=True)
class Access:
    """The rules of a team's room.

    A session ends `idle` after its last use, and `absolute` after the login at the latest. Within `window` a name can
    be tried `per_account` times and an address may try `per_address` times. A password that was handed out holds for
    `once_for`; a token for `token_for` at most.
    """

    passwords: Passwords = field(default_factory=Passwords)
    idle: timedelta = timedelta(hours=2)
    absolute: timedelta = timedelta(hours=12)
    window: timedelta = timedelta(minutes=15)
    per_account: int = 8
    per_address: int = 40
    once_for: timedelta = timedelta(days=7)
    token_for: timedelta = timedelta(days=366)
