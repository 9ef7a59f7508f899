"""Courses: a list finds by what is kept of commitments what it would find by working all of them out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, select, text

from communique.register import courses, open_register
from communique.register.adding import settle
from communique.register.commitments import Filter
from communique.register.moment import Moment
from communique.register.rows import prepare
from communique.register.status import STATUSES
from communique.register.tables import acts, items, stale
from communique.register.tables import courses as kept
from communique.resolve.link import EVIDENCE, Link

from .conftest import act, keep, make_record, meeting

DAYS = (date(2023, 12, 31), date(2024, 3, 31), date(2024, 4, 1), date(2024, 6, 30), date(2025, 1, 1), date(2027, 1, 1))
FAR = date(2100, 1, 1)
"""As far as this day everything is known: a list that is asked for it works all out."""


def promise(number, words, day, *, due=None, **more):
    text = f"Statement {number}\n\nThe ministers agreed {words}."
    return make_record(
        text, on=day, path=f"{number}.txt", acts=(act(text, f"agreed {words}", "agreed", due=due, **more),)
    )


def _in_series(number):
    """Return a promise due at the next meeting of the series in which it is made."""
    text = "Statement\n\nAt the Harbour Talks the ministers agreed to sign it at the next meeting."
    made = act(text, "agreed to sign it at the next meeting", "agreed", due=("at the next meeting", None, None))
    talks = meeting(text, "Harbour Talks", series="Harbour Talks", start=date(2024, 1, 5), main=True)
    return make_record(text, on=date(2024, 1, 5), path=f"{number}.txt", acts=(made,), meetings=(talks,))


@pytest.fixture
def keys(register):
    """Promises of every sort, and what bears on them; gives the keys of the acts by a word of each."""
    early, late = date(2024, 1, 5), date(2024, 6, 5)
    records = {
        "office": promise(1, "to open an office by March", early, due=("by March", None, date(2024, 3, 31))),
        "again": promise(2, "to open the office by June", date(2024, 2, 5), due=("by June", None, date(2024, 6, 30))),
        "opened": promise(3, "on the office, which is open", late, kind="continuing"),
        "together": promise(4, "to work together", early, kind="continuing"),
        "annually": promise(5, "to meet annually", date(2022, 1, 5), kind="scheduled", recurrence="annual"),
        "met": promise(6, "that they have met", date(2023, 5, 5), kind="continuing"),
        "data": promise(7, "to share data by June", early, due=("by June", None, date(2024, 6, 30)), actors=("JPN",)),
        "summit": _in_series(8),
        "school": promise(9, "to open a school", None),
    }
    found = {word: f"{keep(register, record).key}.a{record.acts[0].trigger.start}" for word, record in records.items()}
    register.write(lambda writer: writer.link(Link(EVIDENCE, found["office"], found["again"], "restates", 0.95)))
    register.write(lambda writer: writer.link(Link(EVIDENCE, found["again"], found["opened"], "fulfils", 0.95)))
    register.write(lambda writer: writer.link(Link(EVIDENCE, found["annually"], found["met"], "fulfils", 0.95)))
    register.write(lambda writer: writer.link(Link(EVIDENCE, found["data"], found["opened"], "progress", 0.7)))
    return found


def asked():
    yield Filter()
    yield Filter(each=True)
    yield Filter(due_before=date(2024, 6, 1))
    yield Filter(due_after=date(2024, 3, 1), due_before=date(2025, 1, 1))
    yield Filter(text="office")
    yield Filter(party="JPN")
    yield from (Filter(status=value) for value in STATUSES)
    yield from (Filter(status=value, each=True) for value in ("pending", "overdue", "fulfilled"))


def assert_lists_are_as_worked_out(register):
    with register.view() as view:
        for day in DAYS:
            for one in asked():
                found = view.commitments(one, Moment(day), 50)
                assert found == view.commitments(one, Moment(day, FAR), 50), (day, one)
                if one.status is not None:
                    assert {item.status.value for item in found.found} <= {one.status}


def statuses(register, day):
    with register.view() as view:
        return {one.key: one.status.value for one in view.commitments(Filter(), Moment(day), 50).found}


def test_lists_are_as_worked_out(register, keys):
    assert_lists_are_as_worked_out(register)
    assert statuses(register, date(2024, 4, 1))[keys["office"]] == "overdue"
    assert statuses(register, date(2024, 6, 30))[keys["office"]] == "fulfilled"
    assert keys["again"] not in statuses(register, date(2024, 6, 30))


def test_what_waits_is_looked_at_one_by_one(register, keys):
    with register.engine.begin() as connection:
        every = list(keys.values())
        connection.execute(delete(kept))
        connection.execute(stale.insert(), [{"key": key} for key in every])
    assert_lists_are_as_worked_out(register)
    settle(register)
    with register.view() as view:
        assert not view.waits_for_courses()
        assert view.connection.execute(select(kept.c.act_id)).first() is not None
    assert_lists_are_as_worked_out(register)


def test_many_changes_wait(register, monkeypatch):
    monkeypatch.setattr(courses, "AT_ONCE", 0)
    monkeypatch.setattr("communique.register.commitments.MOST_WAITING", 1)
    for number in range(3):
        keep(register, promise(number, f"to meet {number} annually", date(2022, 1, 5), recurrence="annual"))
        assert_lists_are_as_worked_out(register)
    settle(register)
    assert_lists_are_as_worked_out(register)


def test_what_a_person_changes_does_not_wait(register, keys, monkeypatch):
    monkeypatch.setattr(courses, "AT_ONCE", 0)
    register.write(lambda writer: writer.evidence(keys["school"], keys["opened"], "fulfils"), by="Lee", person=True)
    with register.view() as view:
        assert not view.waits_for_courses()
    assert_lists_are_as_worked_out(register)


def test_a_persons_word_changes_the_course_and_undoing_changes_it_back(register, keys):
    before = statuses(register, DAYS[3])
    said = register.write(
        lambda writer: writer.evidence(keys["school"], keys["opened"], "fulfils"), by="Lee", person=True
    )
    parted = register.write(
        lambda writer: writer.evidence(keys["office"], keys["again"], "progress"), by="Lee", person=True
    )
    assert statuses(register, DAYS[3])[keys["again"]] == "fulfilled"
    assert_lists_are_as_worked_out(register)
    for action in (parted, said):
        register.write(lambda writer, action=action: writer.undo(action), by="Lee", person=True)
        assert_lists_are_as_worked_out(register)
    assert statuses(register, DAYS[3]) == before


def test_a_correction_changes_the_course(register, keys):
    def correct(writer):
        return writer.correct(keys["together"], "due_latest", "2024-02-01")

    action = register.write(correct, by="Lee", person=True)
    assert statuses(register, DAYS[2])[keys["together"]] == "overdue"
    assert_lists_are_as_worked_out(register)
    register.write(lambda writer: writer.correct(keys["annually"], "recurrence", ""), by="Lee", person=True)
    assert_lists_are_as_worked_out(register)
    register.write(lambda writer: writer.undo(action), by="Lee", person=True)
    assert_lists_are_as_worked_out(register)


def test_a_meeting_that_a_deadline_names_changes_the_course(register, keys):
    assert statuses(register, DAYS[4])[keys["summit"]] == "pending"
    words = "The 2nd Harbour Talks were held in Tokyo"
    talks = f"Statement 30\n\n{words}."
    held = meeting(talks, "2nd Harbour Talks", series="Harbour Talks", start=date(2024, 9, 10))
    keep(register, make_record(talks, on=date(2024, 9, 11), path="30.txt", meetings=(held,)))
    assert statuses(register, DAYS[4])[keys["summit"]] == "overdue"
    assert_lists_are_as_worked_out(register)


def test_the_next_version_takes_the_evidence_of_the_one_before_with_it(register, keys):
    told = promise(3, "on the office, which is nearly open", date(2024, 6, 5), kind="continuing")
    keep(register, told)
    assert statuses(register, DAYS[3])[keys["office"]] == "overdue"
    assert_lists_are_as_worked_out(register)
    again = promise(2, "to open the office soon", date(2024, 2, 5))
    keep(register, replace(again))
    assert_lists_are_as_worked_out(register)


def test_a_register_of_the_version_before_gets_its_courses(register, keys):
    with register.engine.begin() as connection:
        kept.drop(connection)
        stale.drop(connection)
        connection.execute(text("UPDATE communique_version SET version_num = '0001'"))
    newer = open_register(register.url)
    try:
        with newer.view() as view:
            assert not view.waits_for_courses()
        assert_lists_are_as_worked_out(newer)
    finally:
        newer.close()


def test_what_others_are_to_hold_is_not_the_speakers_to_keep(register):
    text = "Statement\n\nThey look forward to the APEC summit that Peru will host in November 2024."
    due = ("in November 2024", date(2024, 11, 1), date(2024, 11, 30))
    hoped = act(text, text.partition("\n\n")[2][5:-1], "look", due=due, kind="scheduled")
    kept_act = f"{keep(register, make_record(text, on=date(2024, 9, 5), acts=(hoped,))).key}.a{hoped.trigger.start}"
    assert statuses(register, DAYS[4]) == {kept_act: "untestable"}
    assert_lists_are_as_worked_out(register)
    with register.view() as view:
        assert view.act(kept_act, Moment(DAYS[4])).status.note.startswith("PER holds it, none of the speakers")


@pytest.mark.parametrize(
    ("clause", "action", "wanted"),
    [
        ("Japan will not resume exports of scrap before 1 November 2024", "resume exports of scrap", "untestable"),
        ("Japan will refrain from exports of scrap before 1 November 2024", "refrain from exports", "untestable"),
        ("Japan will resume exports of scrap before 1 November 2024", "resume exports of scrap", "overdue"),
    ],
)
def test_what_was_not_to_be_done_is_never_overdue(register, clause, action, wanted):
    text = f"Statement\n\n{clause}."
    due = ("before 1 November 2024", None, date(2024, 10, 31))
    made = act(text, clause, "will", due=due, actions=(action,))
    key = f"{keep(register, make_record(text, on=date(2024, 9, 5), acts=(made,))).key}.a{made.trigger.start}"
    assert statuses(register, date(2024, 10, 31)) == {key: "pending"}
    assert statuses(register, date(2024, 11, 1)) == {key: wanted}
    assert_lists_are_as_worked_out(register)


def test_a_text_leaves_the_chain_where_its_promise_was_kept_before(register, keys):
    before = promise(10, "on the office, which opened in January", date(2024, 1, 20), kind="continuing")
    told = f"{keep(register, before).key}.a{before.acts[0].trigger.start}"
    said = register.write(lambda writer: writer.evidence(keys["office"], told, "fulfils"), by="Lee", person=True)
    assert statuses(register, DAYS[2])[keys["office"]] == "fulfilled"
    assert statuses(register, DAYS[2])[keys["again"]] == "pending"
    assert_lists_are_as_worked_out(register)
    register.write(lambda writer: writer.undo(said), by="Lee", person=True)
    assert_lists_are_as_worked_out(register)


def test_what_is_no_commitment_any_more_leaves_the_chain(register, keys):
    said = register.write(lambda writer: writer.correct(keys["again"], "class", "affirmation"), by="Lee", person=True)
    assert statuses(register, DAYS[3])[keys["office"]] == "overdue"
    assert_lists_are_as_worked_out(register)
    with register.view() as view:
        row = view.connection.execute(
            select(kept.c.act_id).join(acts, acts.c.id == kept.c.act_id).where(acts.c.cls == "affirmation")
        )
        assert row.first() is None
    register.write(lambda writer: writer.undo(said), by="Lee", person=True)
    assert_lists_are_as_worked_out(register)


def _held(number, day, series="Harbour Talks", *, path="30.txt"):
    text = f"Statement {number}\n\nThe 2nd Harbour Talks were held in Tokyo."
    held = meeting(text, "2nd Harbour Talks", series=series, start=day)
    return make_record(text, on=date(2024, 9, 20), path=path, meetings=() if day is None else (held,))


def test_a_meeting_that_no_text_tells_any_more_changes_the_course(register, keys):
    keep(register, _held(30, date(2024, 9, 10)))
    assert statuses(register, DAYS[4])[keys["summit"]] == "overdue"
    keep(register, _held(31, None))
    assert statuses(register, DAYS[4])[keys["summit"]] == "pending"
    assert_lists_are_as_worked_out(register)


def test_a_meeting_that_a_new_reading_has_not_changes_the_course(register, keys):
    there = keep(register, _held(30, date(2024, 9, 10)))
    without = replace(_held(30, date(2024, 9, 10)), meetings=())
    register.write(lambda writer: writer.replace(there.version_id, there.key, prepare(without)))
    assert statuses(register, DAYS[4])[keys["summit"]] == "pending"
    assert_lists_are_as_worked_out(register)


def test_a_meeting_of_a_corrected_series_changes_the_course(register, keys):
    there = keep(register, _held(30, date(2024, 9, 10), series=None))
    with register.view() as view:
        every = view.connection.execute(select(items.c.key)).scalars().all()
    key = next(key for key in every if key.startswith(there.key))

    def name(series):
        return register.write(lambda writer: writer.correct(key, "series", series), by="Lee", person=True)

    name("Harbour Talks")
    assert statuses(register, DAYS[4])[keys["summit"]] == "overdue"
    last = name("River Talks")
    assert statuses(register, DAYS[4])[keys["summit"]] == "pending"
    register.write(lambda writer: writer.undo(last), by="Lee", person=True)
    assert statuses(register, DAYS[4])[keys["summit"]] == "overdue"
    assert_lists_are_as_worked_out(register)


def test_an_occurrence_of_a_later_year_puts_off_the_lapse(register):
    made = promise(1, "that leaders and ministers will meet annually", date(2021, 3, 12), recurrence="annual")
    promised = f"{keep(register, made).key}.a{made.acts[0].trigger.start}"
    for number, year in enumerate((2021, 2022, 2023, 2024, 2025), 2):
        told = promise(number, f"that they met in {year}", date(year, 9, 21), kind="continuing")
        key = f"{keep(register, told).key}.a{told.acts[0].trigger.start}"
        register.write(lambda writer, key=key: writer.link(Link(EVIDENCE, promised, key, "partly", 0.95)))
    assert statuses(register, date(2026, 12, 31))[promised] == "partly_fulfilled"
    assert statuses(register, date(2027, 1, 1))[promised] == "lapsed"
    with register.view() as view:
        for value, found in (("partly_fulfilled", []), ("lapsed", [promised])):
            page = view.commitments(Filter(status=value), Moment(date(2027, 1, 1)), 50)
            assert [one.key for one in page.found] == found
    assert_lists_are_as_worked_out(register)


def test_a_long_list_knows_the_chains_of_a_short_one(register, keys, monkeypatch):
    monkeypatch.setattr("communique.register.promises.MOST_TEXTS", 1)
    with register.view() as view:
        long = view.commitments(Filter(), Moment(DAYS[3]), 50).found
        short = [one for place in range(9) for one in view.commitments(Filter(), Moment(DAYS[3]), 1, place).found]
    assert [one.key for one in long] == [one.key for one in short]
    assert keys["again"] not in [one.key for one in long]
