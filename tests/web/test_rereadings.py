"""New readings: listed, shown with what they find otherwise, taken or left, and only as they were seen."""

import re
from dataclasses import replace

from tests.register.conftest import place_of

from communique.register.difference import record_difference
from communique.register.history import PROPOSED
from communique.register.rereading import open_proposals, propose
from communique.register.stamp import stamp

from .conftest import line_of, send
from .shelf import BUSAN


def decide(client, key, verdict):
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(f"/rereadings/{key}").text)[1]
    return send(client, f"/rereadings/{key}", verdict=verdict, seen=seen)


def test_what_waits_is_listed_and_shown_before_it_is_taken(desk, waiting):
    (listed,) = desk.get("/rereadings.json").json()["rereadings"]
    assert (listed["key"], listed["gone"], listed["changed"]) == (waiting, 1, 1)
    assert f'href="/rereadings/{waiting}"' in desk.get("/rereadings").text
    page = desk.get(f"/rereadings/{waiting}").text
    assert "<ins>Ports and Harbours</ins>" in page
    acts = len(desk.get(f"/documents/{waiting}.json").json()["record"]["acts"])
    assert decide(desk, waiting, "take").headers["location"] == f"/documents/{waiting}"
    kept = desk.get(f"/documents/{waiting}.json").json()
    assert (kept["document"]["title"], len(kept["record"]["acts"])) == ("Ports and Harbours", acts - 1)
    assert desk.get("/rereadings.json").json()["rereadings"] == []


def test_what_was_decided_before_is_told_where_it_holds_or_waits(desk, shelf):
    """A new reading that finds one act elsewhere, and another not at all."""
    register = desk.app.state.register
    for key in (shelf.rescue, shelf.charts):
        register.write(lambda writer, key=key: writer.looked(key, "asked"), by="Lee", person=True)
    with register.view() as view:
        before = view.record(shelf.busan)
    rescue, _, *others = before.acts
    trigger = place_of(BUSAN, "The ministers committed to opening")
    after = replace(before, acts=(replace(rescue, trigger=trigger), *others))
    changes = record_difference(before, after)
    register.write(lambda writer: propose(writer, shelf.busan, after, changes))
    answer = decide(desk, shelf.busan, "take")
    assert answer.headers["location"] == f"/documents/{shelf.busan}?done=taken"
    told = desk.get(f"/documents/{shelf.busan}.json").json()["carried"]
    assert {(one["what"], one["by"], one["of"], one["waits"]) for one in told} == {
        ("looked", "Lee", shelf.charts, True),
        ("looked", "Lee", shelf.rescue, True),
    }
    page = desk.get(answer.headers["location"]).text
    assert "The new reading is taken. Of what people decided before, 0 hold here, and 2 wait" in page
    assert "They agreed to share ice charts" in page.partition('id="carried"')[2]


def test_a_reading_that_is_proposed_stands_in_the_trail_and_changes_the_stamp(desk, waiting):
    register = desk.app.state.register
    newest = desk.get("/actions.json").json()["actions"][0]
    assert (newest["what"], newest["about"], newest["undo"]) == (PROPOSED, waiting, None)

    def proposed(key, changed):
        with register.view() as view:
            before, record = stamp(view.connection), view.record(key)
            row = next(open_proposals(view.connection, [waiting]))
        register.write(lambda writer: propose(writer, key, record, row.changes if changed else ()))
        with register.view() as view:
            return stamp(view.connection) != before

    assert proposed(waiting, changed=True)
    assert "2 differences" in desk.get(f"/history/{waiting}").text
    assert proposed(waiting, changed=False) is True  # what waited is gone


def test_a_text_that_is_read_as_before_leaves_no_trace(desk, shelf):
    register = desk.app.state.register
    with register.view() as view:
        before, record = stamp(view.connection), view.record(shelf.busan)
    register.write(lambda writer: propose(writer, shelf.busan, record, ()))
    with register.view() as view:
        assert stamp(view.connection) == before


def test_what_is_left_changes_nothing(desk, waiting):
    before = desk.get(f"/documents/{waiting}.json").json()
    assert decide(desk, waiting, "leave").headers["location"] == "/rereadings"
    assert desk.get(f"/documents/{waiting}.json").json()["record"] == before["record"]
    assert desk.get(f"/rereadings/{waiting}").status_code == 404
    assert desk.get("/actions.json").json()["actions"][0]["by"] == "Ahn"


def test_a_reading_made_meanwhile_is_not_taken_unseen(desk, waiting):
    answer = send(desk, f"/rereadings/{waiting}", verdict="take", seen="2020-01-01 00:00:00")
    assert answer.status_code == 409
    assert "read again meanwhile" in line_of(answer)
