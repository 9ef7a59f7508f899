"""New readings: listed, shown with what they find otherwise, taken or left, and only as they were seen."""

import re

from .conftest import line_of, send


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
