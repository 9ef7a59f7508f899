"""The register: records kept, found again and judged; SQL stays in this room."""

from communique.register.engine import register_url
from communique.register.register import Register, open_register

__all__ = ["Register", "open_register", "register_url"]
