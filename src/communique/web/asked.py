"""What an address may ask: the parameters that several pages share, checked before anything sees them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from fastapi import Path
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints, model_validator

PAGE = 25
MOST = 200
FARTHEST = 100_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _printable(value: str) -> str:
    """Refuse what no text holds, and what PostgreSQL could not be asked for."""
    if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", value):
        raise ValueError("it holds characters that no text has")
    return value


def _day(value: Any) -> Any:
    """Take a day as people and programs write it, and nothing that only looks like a moment in seconds."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip() if _DAY.fullmatch(value.strip()) else "")
        except ValueError:
            raise ValueError(f"{value[:40]!r} is no day: write it YYYY-MM-DD, as in 2024-09-10") from None
    if isinstance(value, date) or value is None:
        return value
    raise ValueError("a day is a text: write it YYYY-MM-DD, as in 2024-09-10")


Day = Annotated[date, BeforeValidator(_day)]
"""A day that a person typed or chose."""

Words = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True), AfterValidator(_printable)]
"""Words that a person typed."""

Code = Annotated[str, StringConstraints(max_length=80, strip_whitespace=True), AfterValidator(_printable)]
"""A party's code."""

KEY_PATTERN = r"^[0-9a-f]{8,16}(\.[ameipo][0-9]{1,9}x*)?$"
Key = Annotated[
    str,
    Path(
        pattern=KEY_PATTERN,
        max_length=40,
        description="A stable id: 3f9c2ab1 is a document, 3f9c2ab1.a812 one of its acts, .m40 a meeting "
        "(.e exercise, .i instrument, .p person, .o body).",
    ),
]
"""The id of what is kept."""

Number = Annotated[int, Path(ge=1, le=2_000_000_000)]
"""The number of a proposal or an action."""


class Asked(BaseModel):
    """The base of all queries: an empty field of a form asks for nothing."""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {name: value for name, value in given.items() if value not in ("", [], [""])}
        return given


class AtMoment(Asked):
    """A question about a day, answered with what the register knew on another."""

    as_of: Day | None = Field(None, description="The day asked about. Default: today.")
    known_on: Day | None = Field(None, description="Answer with what the register knew at the end of this day.")


class Paged(AtMoment):
    """A question with many answers."""

    page: int = Field(1, ge=1, le=FARTHEST, description="Which page, from 1.")
    limit: int = Field(PAGE, ge=1, le=MOST, description="How many on a page.")

    @property
    def offset(self) -> int:
        """How many answers stand on the pages before."""
        return (self.page - 1) * self.limit
