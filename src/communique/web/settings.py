"""Settings: what a running reading room is told from outside."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from communique.read.limits import MAX_BYTES
from communique.register.access import Access
from communique.register.register import now

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Names under which one person's own machine is reached."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the room runs.

    `hosts` are the names under which it answers (a page of another site that points its name at this machine is
    refused by them); `user` is the name of the one person where there are no accounts; `secret` signs the tokens of
    forms, and has to be the same in all processes; `upload_bytes` is the most that one upload may have; `drafts` is the
    folder in which readings wait until a person keeps them, None for one of the system's; `today` gives the day,
    `executor` reads what is added, None for a process of its own; `lag` are the seconds by which a page may be behind
    what others wrote. Of a team: `https` tells that pages come over https only, `access` has the rules of logins, and
    `now` gives the moment in UTC by which they end.
    """

    hosts: tuple[str, ...] = LOOPBACK
    user: str = "reader"
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    upload_bytes: int = MAX_BYTES
    drafts: Path | None = None
    today: Callable[[], date] = date.today
    executor: Executor | None = None
    lag: float = 0
    https: bool = False
    access: Access = field(default_factory=Access)
    now: Callable[[], datetime] = now
