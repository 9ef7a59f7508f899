"""Things: meetings, people, bodies and instruments, their lists and a page for each with every mention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from communique.register.deciding import state_of
from communique.register.history import Entry
from communique.register.review import Passage
from communique.register.things import Held, Thing, Wanted, posts_of
from communique.web.answer import address, twin
from communique.web.asked import AtMoment, Code, Day, Key, Paged, Words
from communique.web.desk import AtDesk
from communique.web.filters import meant
from communique.web.lasting import lasting

router = APIRouter(tags=["things"])


class ThingsAsked(Paged):
    """Which things are asked for."""

    name: Words | None = Field(None, description="With these words in the name.")
    party: Code | None = Field(None, description="Of this party; a meeting at which it spoke.")


class MeetingsAsked(ThingsAsked):
    """Which meetings are asked for."""

    series: Words | None = Field(None, description="Of this series.")
    status: Literal["held", "planned", "standing"] | None = Field(None, description="Held, planned or standing.")
    after: Day | None = Field(None, description="From this day on.")
    before: Day | None = Field(None, description="Up to this day.")


@dataclass(frozen=True, slots=True)
class Things:
    """A page of things of one kind; `next` is the address of the page after it."""

    section: str
    as_of: date
    page: int
    limit: int
    more: bool
    next: str | None
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class ThingPage:
    """A thing with every mention and its words; a person also with the posts they held.

    `seen` tells how it stands, and goes back with a decision on it.
    """

    thing: Thing
    posts: tuple[Held, ...]
    passages: Mapping[str, Passage]
    history: tuple[Entry, ...]
    seen: str


@twin(router, "/people", "things.html")
@lasting
def list_people(desk: AtDesk, asked: Annotated[ThingsAsked, Query()]) -> Things:
    """List the people whom documents name."""
    return _found(desk, asked, Wanted("person", name=asked.name), "/people.json")


@twin(router, "/bodies", "things.html")
@lasting
def list_bodies(desk: AtDesk, asked: Annotated[ThingsAsked, Query()]) -> Things:
    """List the bodies that documents name."""
    return _found(desk, asked, Wanted("organization", name=asked.name), "/bodies.json")


@twin(router, "/instruments", "things.html")
@lasting
def list_instruments(desk: AtDesk, asked: Annotated[ThingsAsked, Query()]) -> Things:
    """List the agreements, resolutions, plans and laws that documents name."""
    return _found(desk, asked, Wanted("instrument", name=asked.name), "/instruments.json")


@twin(router, "/meetings", "things.html")
@lasting
def list_meetings(desk: AtDesk, asked: Annotated[MeetingsAsked, Query()]) -> Things:
    """List meetings, the latest first."""
    wanted = Wanted(
        "meeting",
        name=asked.name,
        status=asked.status,
        first=asked.after,
        last=asked.before,
    )
    return _found(desk, asked, wanted, "/meetings.json", asked.series)


def _found(desk: AtDesk, asked: ThingsAsked, wanted: Wanted, path: str, named: str | None = None) -> Things:
    """Return what is wanted of the party, and the series of the name, that are asked for."""
    moment = desk.moment(asked.as_of, asked.known_on)
    nothing = Things(wanted.section, moment.as_of, asked.page, asked.limit, False, None, ())
    party, series = meant(desk, asked.party, named, nothing)
    wanted = replace(wanted, party=party, series=series)
    with desk.view() as view:
        things, more = view.things(wanted, moment, asked.limit, asked.offset)
    following = None
    if more:
        given = asked.model_dump(mode="json", exclude_none=True, exclude={"page"})
        following = address(path, **given, page=asked.page + 1)
    return Things(wanted.section, moment.as_of, asked.page, asked.limit, more, following, tuple(things))


@twin(router, "/things/{key}", "thing.html")
@lasting
def show_thing(desk: AtDesk, key: Key, asked: Annotated[AtMoment, Query()]) -> ThingPage:
    """Show a meeting, exercise, instrument, person or body with every place where a document speaks of it."""
    with desk.view() as view:
        thing = view.thing(key, desk.moment(asked.as_of, asked.known_on))
        return ThingPage(
            thing=thing,
            posts=tuple(posts_of(thing)) if thing.section == "person" else (),
            passages=view.passages([item.key for item in thing.items]),
            history=tuple(reversed(view.history(key))),
            seen=state_of(view.connection, key),
        )
