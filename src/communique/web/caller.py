"""Caller: who asks, with the role that says what they may do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request

from communique.model.errors import CommuniqueError
from communique.register.accounts import ROLES as ROLES

_BEARER = re.compile(r"bearer +(\S+)", re.IGNORECASE)


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


def bearer(request: Request) -> str | None:
    """Return the token that a program sends, None where it sends none."""
    found = _BEARER.fullmatch(request.headers.get("authorization", "").strip())
    return found[1] if found else None


def is_program(request: Request) -> bool:
    """Tell whether a program asks, that wants no page."""
    accepts = request.headers.get("accept", "").startswith("application/json")
    return accepts or request.url.path.endswith(".json") or bearer(request) is not None
