"""Caller: who asks, with the role that says what they may do."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model.errors import CommuniqueError
from communique.register.accounts import ROLES as ROLES


class Forbidden(CommuniqueError):
    """What a caller's role does not allow."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A person as the room knows them: the name for the audit trail, a role, and the party they speak for."""

    name: str
    role: str = "reader"
    party: str | None = None

    def may(self, role: str) -> bool:
        """Tell whether the caller's role is the one named or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def need(self, role: str) -> None:
        """Raise `Forbidden` where the caller's role is lower than the one named."""
        if not self.may(role):
            raise Forbidden(f"this needs the role {role}; {self.name} is {self.role}: ask an administrator")
