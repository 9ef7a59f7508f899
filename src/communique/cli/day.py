"""Day: a day as people write it in an option, and what to say of one that is none."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the day at midnight; say how a day is written where it is none."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.strptime(str(value).strip(), "%Y-%m-%d")
        except ValueError:
            self.fail(f"{value!r} is no day: write it YYYY-MM-DD, as in 2024-09-10", param, ctx)


DAY = Day()
