"""Passwords: hashed with Argon2id, checked in the same time whether the name is known or not, and strong enough."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from communique.model.errors import RegisterError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 256
"""Characters of a password."""

FEWEST = 5
"""Different characters of a password."""

NAME_TOLD = 4
"""Letters from which on a name may not stand in a password: shorter ones are parts of many words."""

_AT_ONCE = BoundedSemaphore(2)  # each takes `memory_kib` and a core: many logins together shall not take the machine
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike


@dataclass(frozen=True, slots=True)
class Passwords:
    """How passwords are hashed: the second choice of RFC 9106, for machines without 2 GiB to spare for a login."""

    time_cost: int = 3
    memory_kib: int = 65_536
    lanes: int = 4

    def hashed(self, password: str) -> str:
        """Return the hash of a password, with its salt and parameters."""
        with _AT_ONCE:
            return self._hasher().hash(_normal(password))

    def holds(self, hashed: str | None, password: str) -> bool:
        """Tell whether a password has a hash; without one (nobody has the name) the same work is done for nothing."""
        from argon2.exceptions import InvalidHashError, VerificationError

        if hashed is None:
            self.hashed(password)
            return False
        with _AT_ONCE:
            try:
                return self._hasher().verify(hashed, _normal(password))
            except (VerificationError, InvalidHashError):
                return False

    def outdated(self, hashed: str) -> bool:
        """Tell whether a hash was made with other parameters than these."""
        return self._hasher().check_needs_rehash(hashed)

    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return PasswordHasher(time_cost=self.time_cost, memory_cost=self.memory_kib, parallelism=self.lanes)


def check_password(password: str, name: str) -> None:
    """Raise `RegisterError` where a password is too easy to guess (NIST SP 800-63B, 3.1.1.2): length counts."""
    normal = _normal(password)
    if not SHORTEST <= len(normal) <= LONGEST:
        raise RegisterError(f"a password has {SHORTEST} to {LONGEST} characters: take a few words that you remember")
    if len(set(normal)) < FEWEST:
        raise RegisterError(f"a password has {FEWEST} different characters or more: take a few words")
    if len(name) >= NAME_TOLD and name in normal.casefold():
        raise RegisterError("a password does not have the name of its account in it: take a few other words")


def one_time_password() -> str:
    """Return a password to hand out once (98 bits): letters and digits in groups that can be read out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def _normal(password: str) -> str:
    """Return a password as it is hashed: the same letters, however a keyboard composed them."""
    return unicodedata.normalize("NFKC", password)
