"""Communique: official statements in, the record of what governments said together out."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Document", "Record", "__version__", "extract", "read"]

if TYPE_CHECKING:
    from communique.extract import extract
    from communique.model import Document, Record
    from communique.read import read

_HOMES = {
    "Document": "communique.model",
    "Record": "communique.model",
    "extract": "communique.extract",
    "read": "communique.read",
}


def __getattr__(name: str) -> Any:
    """Import the public names at first use, so that `import communique` stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    """Keeps `communique.read` and `communique.extract` functions, though rooms of the same names exist.

    The import system would put a room's module in their place; `from communique.read import ...` works all the same.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
