"""Exercises: each with its iterations on a timeline, from documents and from packs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from communique.register.exercises import ExerciseRow, exercises
from communique.register.things import Wanted
from communique.web.answer import twin
from communique.web.asked import AtMoment
from communique.web.desk import AtDesk
from communique.web.lasting import lasting

MOST = 300
"""Exercises that documents name, which are looked at."""
router = APIRouter(tags=["exercises"])


@dataclass(frozen=True, slots=True)
class Exercises:
    """All exercises, those with iterations first."""

    as_of: date
    exercises: tuple[ExerciseRow, ...]


@twin(router, "/exercises", "exercises.html")
@lasting
def list_exercises(desk: AtDesk, asked: Annotated[AtMoment, Query()]) -> Exercises:
    """List exercises with their iterations in time."""
    moment = desk.moment(asked.as_of, asked.known_on)
    with desk.view() as view:
        things, _ = view.things(Wanted("exercise"), moment, MOST)
    return Exercises(moment.as_of, tuple(exercises(things, desk.packs, moment)))
