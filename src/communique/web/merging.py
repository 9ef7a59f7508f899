"""Merging: two things side by side, which a person may say to be one, while both are as they were seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from communique.register.deciding import guard, state_of
from communique.register.review import Passage
from communique.register.things import Thing
from communique.register.view import View
from communique.register.writer import Writer
from communique.web.answer import twin
from communique.web.asked import KEY_PATTERN, Asked, Key, Words
from communique.web.deeds import Done, Posted, deed, posted
from communique.web.desk import AtDesk
from communique.web.lasting import lasting

router = APIRouter(tags=["review"])

SHOWN = 6
"""Mentions of each of the two that are shown."""


class MergeAsked(Asked):
    """With which other thing a thing is compared."""

    other: str = Field(..., pattern=KEY_PATTERN, max_length=40, description="The id of the other: 3f9c2ab1.m40.")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things; `seen` tells how it stands, and goes back with a decision on it."""

    thing: Thing
    passages: Mapping[str, Passage]
    seen: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things side by side; `hindrance` says why they can not be made one, None where they can."""

    key: str
    other: str
    one: Side
    two: Side
    hindrance: str | None


class Merge(Posted):
    """That another item is the same thing; `seen` and `other_seen` are how the two stand where they were looked at."""

    seen: Words
    other: Words
    other_seen: Words


@twin(router, "/things/{key}/merge", "merge.html")
@lasting
def compare_things(desk: AtDesk, key: Key, asked: Annotated[MergeAsked, Query()]) -> Comparison:
    """Show two things side by side before they are made one: what each is called, and where documents speak of it."""
    with desk.view() as view:
        one, two = (_side(desk, view, each) for each in (key, asked.other))
        return Comparison(key, asked.other, one, two, _hindrance(one.thing, two.thing))


def _side(desk: AtDesk, view: View, key: str) -> Side:
    thing = view.thing(key, desk.moment())
    shown = [item.key for item in thing.items[:SHOWN]]
    return Side(thing, view.passages(shown), state_of(view.connection, key))


def _hindrance(one: Thing, two: Thing) -> str | None:
    if one.key == two.key:
        return "these two are one thing already"
    if one.section != two.section:
        kinds = ("body" if each.section == "organization" else each.section for each in (one, two))
        return "things of different kinds can not be one: {}, {}".format(*kinds)
    return None


@deed(router, "/things/{key}/merge", Merge)
def merge_things(desk: AtDesk, key: Key, body: Annotated[Merge, Depends(posted(Merge))]) -> Done:
    """Say that two items are one thing; refused where others decided on either of them meanwhile."""

    def change(writer: Writer) -> int:
        guard(writer, key, body.seen)
        guard(writer, body.other, body.other_seen)
        return writer.merge(key, body.other)

    return Done(desk.write(change), f"/things/{key}")
