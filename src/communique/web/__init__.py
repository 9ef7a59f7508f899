"""The reading room: the register in a browser, as pages and as an API."""

from communique.web.app import create_app
from communique.web.settings import Settings

__all__ = ["Settings", "create_app"]
