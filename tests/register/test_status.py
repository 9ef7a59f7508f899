"""Status, row by row: what the evidence says of a commitment on a day."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from communique.register.conditions import condition_of
from communique.register.periods import MONTHS, periods
from communique.register.status import STATUSES, Evidence, Promise, Searched, status

MADE = date(2024, 9, 10)
DUE = date(2024, 12, 31)
LOOKED = Searched(3, date(2025, 1, 20), "trilateral")
NOT_LOOKED = Searched()


def promise(**more):
    return Promise("p", MADE, **{"kind": "specific", "latest": DUE, **more})


def item(relation, day, *, id_=None, judgement="positive", action=None, person=False):
    day = date.fromisoformat(day)
    return Evidence(
        id_ or hash((relation, day, action)) % 10**6, relation, "e", day, "d", judgement, action, person=person
    )


def value(evidence=(), as_of="2025-02-01", made=None, searched=LOOKED):
    return status(made or promise(), evidence, date.fromisoformat(as_of), searched)


ROWS = [
    # (what holds, on which day, the status, why)
    ([], "2024-10-01", "pending", "not due yet"),
    ([], "2024-12-31", "pending", "its latest day is not over"),
    ([], "2025-01-01", "overdue", "the day after its latest day"),
    ([("progress", "2024-11-15")], "2024-12-01", "in_progress", "progress before the latest day"),
    ([("progress", "2024-11-15")], "2025-01-01", "overdue", "progress does not lift it"),
    ([("progress", "2025-01-10")], "2025-02-01", "overdue", "nor does progress after the day"),
    ([("fulfils", "2024-12-19")], "2025-02-01", "fulfilled", "done in time"),
    ([("fulfils", "2025-01-15")], "2025-02-01", "fulfilled", "done late is done"),
    ([("fulfils", "2025-01-15")], "2025-01-14", "overdue", "but not before it was done"),
    ([("fulfils", "2024-09-10")], "2024-09-10", "fulfilled", "a companion of the same day counts"),
    ([("fulfils", "2024-09-09")], "2025-02-01", "overdue", "what was before the promise does not"),
    ([("restates", "2024-11-15")], "2024-12-01", "pending", "saying it again is not doing it"),
    ([("restates", "2024-11-15")], "2025-02-01", "overdue", "nor does it lift what is overdue"),
    ([("narrows", "2024-11-15")], "2025-02-01", "overdue", "nor does narrowing"),
    ([("widens", "2024-11-15")], "2025-02-01", "overdue", "nor widening"),
    ([("weakens", "2024-11-15")], "2025-02-01", "overdue", "nor weakening"),
    ([("partly", "2024-11-15")], "2025-02-01", "partly_fulfilled", "a part is done"),
    ([("partly", "2024-11-15"), ("fulfils", "2024-12-15")], "2025-02-01", "fulfilled", "and then the rest"),
    ([("supersedes", "2024-11-15")], "2025-02-01", "superseded", "another promise took its place"),
    ([("withdraws", "2024-11-15")], "2025-02-01", "withdrawn", "taken back"),
    ([("supersedes", "2024-10-15"), ("withdraws", "2024-11-15")], "2025-02-01", "withdrawn", "the later end holds"),
    ([("withdraws", "2024-11-15"), ("fulfils", "2024-12-15")], "2025-02-01", "fulfilled", "done all the same"),
    ([("fulfils", "2024-11-15"), ("supersedes", "2024-12-15")], "2025-02-01", "fulfilled", "done before the new one"),
    ([("contests", "2024-11-15")], "2024-12-01", "contested", "disputed"),
    ([("fulfils", "2024-11-15"), ("contests", "2024-12-15")], "2025-02-01", "contested", "its fulfilment is disputed"),
    ([("contests", "2024-11-15"), ("fulfils", "2024-12-15")], "2025-02-01", "fulfilled", "done after the dispute"),
    ([("withdraws", "2025-03-01")], "2025-02-01", "overdue", "what comes after the day asked about does not count"),
]


@pytest.mark.parametrize(("given", "as_of", "wanted", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_a_promise_with_a_day(given, as_of, wanted, why):
    assert value([item(*one) for one in given], as_of).value == wanted, why


OPEN_ROWS = [
    ("specific", [], "pending", "no day set, nothing done"),
    ("specific", [("progress", "2024-11-15")], "in_progress", "progress, and no day to miss"),
    ("specific", [("fulfils", "2024-11-15")], "fulfilled", "done"),
    ("scheduled", [], "pending", "a meeting without a day"),
    ("continuing", [], "untestable", "it goes on in general"),
    ("assurance", [], "untestable", "a standing guarantee"),
    ("assurance", [("restates", "2024-11-15")], "untestable", "said again"),
    ("continuing", [("progress", "2024-11-15")], "in_progress", "but something is told"),
    ("assurance", [("withdraws", "2024-11-15")], "withdrawn", "even a guarantee can be taken back"),
]


@pytest.mark.parametrize(("kind", "given", "wanted", "why"), OPEN_ROWS, ids=[row[3] for row in OPEN_ROWS])
def test_a_promise_without_a_day(kind, given, wanted, why):
    made = promise(kind=kind, latest=None)
    assert value([item(*one) for one in given], "2029-01-01", made).value == wanted, why


def test_a_continuing_promise_with_a_day_can_be_overdue():
    assert value([], made=promise(kind="continuing")).value == "overdue"


@pytest.mark.parametrize("relation", ["fulfils", "withdraws", "supersedes", "contests", "progress", "partly"])
def test_a_proposal_is_shown_and_changes_nothing(relation):
    found = value([item(relation, "2024-11-15", judgement="unsure")])
    assert found.value == "overdue"
    assert [one.relation for one in found.proposals] == [relation]
    assert found.because == ()


def test_a_negative_judgement_is_neither_evidence_nor_proposal():
    found = value([item("fulfils", "2024-11-15", judgement="negative")])
    assert (found.value, found.because, found.proposals) == ("overdue", (), ())


def test_because_names_the_evidence_that_decides():
    found = value([item("restates", "2024-10-15"), item("fulfils", "2024-12-19"), item("progress", "2024-11-15")])
    assert [one.relation for one in found.because] == ["fulfils"]
    overdue = value([item("progress", "2024-11-15")])
    assert [one.relation for one in overdue.because] == ["progress"]
    assert "does not lift it" in overdue.note


def test_an_overdue_promise_says_what_was_searched():
    found = value()
    assert found.searched == LOOKED
    assert found.assessed
    assert "nothing found" in found.note


def test_an_overdue_promise_says_where_the_texts_end():
    found = value(searched=replace(LOOKED, until=date(2024, 11, 15)))
    assert found.assessed
    assert found.note.endswith("nothing found that fulfils it; the last text kept is of 2024-11-15")


@pytest.mark.parametrize("as_of", ["2024-10-01", "2025-02-01"])
def test_with_nothing_later_and_no_person_nobody_has_looked(as_of):
    assert not value([], as_of, searched=NOT_LOOKED).assessed


def test_a_person_who_looked_elsewhere_has_assessed_it():
    assert value(searched=Searched(by="Kim", on=date(2025, 1, 5))).assessed


def test_a_persons_judgement_is_an_assessment():
    assert value([item("progress", "2024-11-15", person=True)], searched=NOT_LOOKED).assessed
    assert value([item("fulfils", "2024-11-15", person=True, judgement="negative")], searched=NOT_LOOKED).assessed
    assert not value([item("progress", "2024-11-15")], searched=NOT_LOOKED).assessed


def two(evidence, as_of="2025-02-01"):
    found = value(evidence, as_of, promise(actions=2))
    return found.value, [part.value for part in found.actions]


def test_two_actions_have_a_status_each_and_one_for_the_whole():
    assert two([]) == ("overdue", ["overdue", "overdue"])
    assert two([], "2024-10-01") == ("pending", ["pending", "pending"])
    assert two([item("fulfils", "2024-11-15", action=1)]) == ("partly_fulfilled", ["fulfilled", "overdue"])
    assert two([item("fulfils", "2024-11-15", action=2)], "2024-12-01") == (
        "partly_fulfilled",
        ["pending", "fulfilled"],
    )
    both = [item("fulfils", "2024-11-15", action=1), item("fulfils", "2024-12-15", action=2)]
    assert two(both) == ("fulfilled", ["fulfilled", "fulfilled"])
    assert two([item("fulfils", "2024-11-15")]) == ("fulfilled", ["fulfilled", "fulfilled"])
    assert two([item("progress", "2024-11-15", action=1)], "2024-12-01") == ("in_progress", ["in_progress", "pending"])
    assert two([item("progress", "2024-11-15", action=1)]) == ("overdue", ["overdue", "overdue"])
    assert two([item("withdraws", "2024-11-15")]) == ("withdrawn", ["withdrawn", "withdrawn"])
    assert two([item("restates", "2024-11-15", action=1)]) == ("overdue", ["overdue", "overdue"])


def test_of_two_actions_one_may_be_not_to_do_something():
    made = promise(actions=2, forbearing=frozenset({2}))
    found = status(made, [], date(2025, 2, 1), LOOKED)
    assert (found.value, [part.value for part in found.actions]) == ("overdue", ["overdue", "untestable"])
    breach = [item("contests", "2024-11-15", action=2)]
    assert status(made, breach, date(2025, 2, 1), LOOKED).actions[1].value == "contested"
    before = status(made, [], date(2024, 10, 1), LOOKED).actions[1]
    assert (before.value, before.note) == ("pending", "not to be done up to 2024-12-31")


def test_the_whole_of_two_actions_names_all_its_evidence_once():
    found = value([item("fulfils", "2024-11-15", id_=7)], made=promise(actions=2))
    assert [one.id for one in found.because] == [7]


RECURRING = [
    # a promise of 18 August 2023 to meet annually
    ("annual", [], "2024-06-01", "pending", "the first year is not over"),
    ("annual", [], "2025-01-02", "lapsed", "2024 went by"),
    ("annual", ["2024-11-15"], "2025-01-02", "kept", "once in 2024"),
    ("annual", ["2024-11-15"], "2024-12-01", "kept", "so far"),
    ("annual", ["2024-11-15"], "2026-01-02", "lapsed", "but not in 2025"),
    ("annual", ["2024-11-15", "2025-03-01"], "2026-01-02", "kept", "every year so far"),
    ("annual", ["2023-12-01"], "2025-01-02", "kept", "an early one counts for the first period"),
    ("semiannual", ["2024-03-01"], "2024-07-02", "kept", "the first half"),
    ("semiannual", ["2024-03-01"], "2025-01-02", "lapsed", "the second half went by"),
    ("quarterly", ["2023-11-01", "2024-02-01"], "2024-04-02", "kept", "each quarter"),
    ("quarterly", ["2024-02-01"], "2024-04-02", "lapsed", "none in the last quarter of 2023"),
    ("monthly", [], "2023-10-02", "lapsed", "no month without"),
    ("biennial", ["2025-05-01"], "2026-01-02", "kept", "within two years"),
    ("regular", [], "2026-01-02", "untestable", "no period is set"),
    ("regular", ["2024-11-15"], "2026-01-02", "in_progress", "it takes place, and no period is set"),
]


@pytest.mark.parametrize(("recurrence", "days", "as_of", "wanted", "why"), RECURRING, ids=[row[4] for row in RECURRING])
def test_a_promise_that_recurs(recurrence, days, as_of, wanted, why):
    made = Promise("p", date(2023, 8, 18), "scheduled", recurrence=recurrence)
    evidence = [item("fulfils", day) for day in days]
    assert status(made, evidence, date.fromisoformat(as_of), LOOKED).value == wanted, why


def test_a_recurring_promise_can_end():
    made = Promise("p", date(2023, 8, 18), "scheduled", recurrence="annual")
    ended = status(made, [item("withdraws", "2024-02-01")], date(2026, 1, 1), LOOKED)
    assert ended.value == "withdrawn"


def test_a_lapse_says_which_period_went_by():
    made = Promise("p", date(2023, 8, 18), "scheduled", recurrence="annual")
    assert "2024-12-31" in status(made, [], date(2025, 2, 1), LOOKED).note


@pytest.mark.parametrize("recurrence", MONTHS)
def test_periods_follow_each_other_without_gap(recurrence):
    found = list(periods(recurrence, date(2021, 5, 17), date(2031, 1, 1)))
    assert found
    assert found[0][0] > date(2021, 5, 17)
    for (_, last), (first, _) in pairwise(found):
        assert (first - last).days == 1


def test_a_condition_stays_with_its_promise():
    made = promise(condition="subject to the approval of the parliaments")
    assert value(made=made).condition == "subject to the approval of the parliaments"
    assert value(made=replace(made, actions=2)).condition is not None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "They agreed to open the office, subject to the approval of parliament.",
            "subject to the approval of parliament",
        ),
        ("will send ships provided that the strait is open, and will report", "provided that the strait is open"),
        ("will hold the exercise as conditions permit", "as conditions permit"),
        ("will support Ukraine for as long as it takes", None),
        ("agreed to update the plan by the end of this year", None),
    ],
)
def test_conditions_are_read_from_the_clause(words, wanted):
    assert condition_of(words) == wanted


def test_a_promise_whose_day_an_event_sets_says_so():
    made = promise(latest=date(2025, 1, 10), due_from="the day of the Talks in 3f9c2ab1")
    assert "the day of the Talks" in value(made=made).note


def test_every_status_is_reached():
    reached = {row[2] for row in ROWS} | {row[2] for row in OPEN_ROWS} | {row[3] for row in RECURRING}
    assert reached == set(STATUSES)


def test_a_document_without_a_date_never_counts_as_later():
    undated = replace(item("fulfils", "2024-11-15"), day=None)
    assert value([undated]).value == "overdue"


def test_status_does_not_depend_on_the_order_of_the_evidence():
    evidence = [item("fulfils", "2024-11-15"), item("contests", "2024-12-01"), item("progress", "2024-10-01")]
    assert value(evidence) == value(evidence[::-1])
