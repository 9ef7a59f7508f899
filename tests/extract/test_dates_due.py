"""Which time of a clause is its due date, and how often it recurs."""

from datetime import date

import pytest

from communique.extract.dates import can_be_due, due_time, find_times, recurrence_time, role_of
from communique.extract.parse import parse
from communique.read import from_text

ON = date(2024, 9, 10)


def _times(nlp, text):
    return find_times(parse(from_text(text, on=ON), nlp), ON)


def _due(nlp, text):
    time = due_time(_times(nlp, text), 0, len(text), ON)
    return None if time is None else time.anchor.quote


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("They committed to updating the plan approved in July by the end of this year.", "by the end of this year"),
        ("They will conduct a second exercise in due course.", "in due course"),
        ("They will act as soon as possible, and by 2030 at the latest.", "by 2030"),
        ("They will report in 2025 at the next ministerial meeting.", "in 2025"),
        ("They will report at the next ministerial meeting.", "at the next ministerial meeting"),
        ("They look forward to the 2025 Youth Summit.", "2025"),
        ("They will implement the memorandum signed in July.", None),
        ("They will implement the 2030 Agenda.", None),
        ("They will keep the post for five years.", None),
        ("They will meet annually.", None),
        ("They will defend these rules for years to come.", None),
        ("Today, they pledge to respond.", None),
        ("They will widen the work begun since 2021.", None),
        ("They will cut emissions by 40 percent from 2020 levels by 2030.", "by 2030"),
        ("They will host the 2024 forum this year.", "this year"),
    ],
)
def test_the_due_date_of_a_promise(text, due, nlp):
    assert _due(nlp, text) == due


def test_only_the_clause_counts(nlp):
    text = "They will meet in 2025, and they will also ratify the treaty."
    assert due_time(_times(nlp, text), text.index("they will also"), len(text), ON) is None


def test_a_past_or_unknown_day_of_the_text(nlp):
    (time,) = _times(nlp, "They will ratify the treaty in 2025.")
    assert [can_be_due(time, on) for on in (ON, None, date(2026, 1, 1))] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They will meet at least once a year.", "annual"),
        ("They will hold annual meetings.", "annual"),
        ("They will attend the annual meeting.", None),
        ("They will consult on a regular basis.", "regular"),
        ("They will buy 40 million tons per year.", None),
        ("They will meet in June.", None),
    ],
)
def test_how_often_a_promise_recurs(text, value, nlp):
    time = recurrence_time(_times(nlp, text), 0, len(text))
    assert (None if time is None else time.recurrence) == value


def test_every_role_is_documented(nlp):
    text = (
        "They will meet annually, train for five years, and report in 2025, in due course and at the next meeting; "
        "they signed the pact in July and the 2030 Agenda, produce 2 tons per year and prize the 2025 Youth Summit."
    )
    roles = {role_of(time) for time in _times(nlp, text)}
    assert roles <= {"ahead", "plain", "vague", "occasion", "event", "past", "name", "duration", "recurrence", "rate"}
