"""Desk: what one request works with, the register, its packs, the caller and the day; every write goes through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from communique.packs import Pack
from communique.register import Register
from communique.register.moment import Moment
from communique.register.view import View
from communique.register.writer import Writer
from communique.web.caller import Caller
from communique.web.lasting import Answers
from communique.web.security import wrote
from communique.web.settings import Settings

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Desk:
    """The register as one caller may use it; `lag` are the seconds by which what they see may be behind."""

    register: Register
    packs: Sequence[Pack]
    names: Mapping[str, str]
    settings: Settings
    caller: Caller
    answers: Answers
    lag: float = 0

    @contextmanager
    def view(self) -> Iterator[View]:
        """Give a view of the register, on a connection of its own."""
        with self.register.view() as view:
            yield view

    def write(self, change: Callable[[Writer], Result], *, role: str = "reviewer") -> Result:
        """Run a change in one transaction under the caller's name; raise `Forbidden` where their role is too low."""
        self.caller.need(role)

        def at_our_clock(writer: Writer) -> Result:
            writer.at = self.settings.now()
            return change(writer)

        return self.register.write(at_our_clock, by=self.caller.name, person=True)

    def moment(self, as_of: date | None = None, known_on: date | None = None) -> Moment:
        """Return the moment asked about; the clock is read here and nowhere else."""
        return Moment(self.settings.today() if as_of is None else as_of, known_on)


async def desk_of(request: Request) -> Desk:
    """Return the desk of a request, once its caller is known."""
    state = request.app.state
    caller = await state.knows(request)
    lag = 0 if exact(request) else state.settings.lag
    return Desk(state.register, state.packs, state.names, state.settings, caller, state.answers, lag)


def exact(request: Request) -> bool:
    """Tell whether a request is answered as the register stands: that of a program, or of whoever has just written."""
    return request.url.path.endswith(".json") or wrote(request)


AtDesk = Annotated[Desk, Depends(desk_of)]
"""The parameter by which a page asks for its desk."""
