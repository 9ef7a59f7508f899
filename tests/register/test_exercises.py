"""Exercises: what packs know of iterations counts only from the day on which they began."""

from datetime import date

import pytest

from communique.packs import Pack
from communique.packs.pack import Exercise, Iteration
from communique.register.exercises import exercises
from communique.register.moment import Moment
from communique.register.things import Wanted

from .conftest import exercise, keep, make_record

TEXT = "The exercise NORTH LIGHT was held in June 2024."
RUNS = (
    Iteration("24-1", start=date(2024, 6, 2), end=date(2024, 6, 4), area="north"),
    Iteration("24-2", start=date(2024, 11, 13), end=date(2024, 11, 15)),
    Iteration("25-1", start=date(2025, 9, 15), end=date(2025, 9, 19)),
)
PACK = Pack("ports", "Ports", (), (), exercises=(Exercise("north-light", "NORTH LIGHT", iterations=RUNS),))


@pytest.mark.parametrize(
    ("as_of", "labels"),
    [
        (date(2024, 7, 1), ["24-1"]),
        (date(2024, 11, 12), ["24-1"]),
        (date(2024, 11, 13), ["24-1", "24-2"]),
        (date(2026, 1, 1), ["24-1", "24-2", "25-1"]),
    ],
)
def test_an_iteration_that_only_a_pack_knows_is_there_from_its_day_on(register, as_of, labels):
    keep(register, make_record(TEXT, exercises=(exercise(TEXT, "NORTH LIGHT", start=date(2024, 6, 1)),)))
    moment = Moment(as_of)
    with register.view() as view:
        things, _ = view.things(Wanted("exercise"), moment, 10)
    [row] = exercises(things, (PACK,), moment)
    assert [run.label for run in row.runs] == labels
    assert row.runs[0].source == "document"
    assert row.runs[0].area == "north"
