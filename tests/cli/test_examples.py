"""The chains that can be followed through our digests, as a user of the register sees them."""

import json
from pathlib import Path

import pytest
import yaml

from communique.cli import main

ROOT = Path(__file__).resolve().parents[2]
DIGESTS = sorted((ROOT / "examples").glob("2*.md"))
COUNTED = yaml.safe_load((ROOT / "evaluation" / "links" / "meetings.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A register that holds every digest."""
    path = tmp_path_factory.mktemp("register") / "examples.db"
    assert main(["add", "--register", str(path), *map(str, DIGESTS)]) == 0
    return str(path)


@pytest.fixture
def ask(place, capsys, monkeypatch):
    """A function that runs a command on that register and returns its JSON."""
    monkeypatch.setenv("COMMUNIQUE_REGISTER", place)
    capsys.readouterr()

    def ask(*arguments):
        assert main([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return ask


@pytest.fixture
def commitment(ask):
    """A function that returns the one commitment with some words in it on a day."""

    def commitment(words, as_of):
        found = ask("commitments", "--as-of", as_of, "--limit", "1000")["commitments"]
        (one,) = [item for item in found if all(word in " ".join(item["words"].split()) for word in words)]
        return one

    return commitment


def _because(one):
    return [(item["relation"], item["day"]) for item in one["status"]["because"]]


def test_the_framework_is_fulfilled_by_its_signature(commitment):
    one = commitment(["Trilateral Security Cooperation Framework", "within the year"], "2024-12-31")
    assert one["status"]["value"] == "fulfilled"
    assert ("fulfils", "2024-07-28") in _because(one)
    assert (
        commitment(["Trilateral Security Cooperation Framework", "within the year"], "2024-07-01")["status"]["value"]
        == "pending"
    )


@pytest.mark.parametrize(
    ("as_of", "value"), [("2024-10-01", "pending"), ("2025-02-01", "overdue"), ("2025-12-01", "overdue")]
)
def test_the_update_of_the_plan_is_pending_and_then_overdue(commitment, as_of, value):
    one = commitment(["updating the plan", "end of this year"], as_of)
    assert one["due_latest"] == "2024-12-31"
    assert one["status"]["value"] == value
    assert _because(one) == []


def test_the_second_exercise_is_fulfilled_in_november(commitment):
    words = ["FREEDOM EDGE", "second time"]
    assert commitment(words, "2024-10-01")["status"]["value"] == "pending"
    one = commitment(words, "2024-11-30")
    assert one["status"]["value"] == "fulfilled"
    assert _because(one)[0] == ("fulfils", "2024-11-15")


def test_warning_data_promised_five_times_are_one_commitment_fulfilled_in_december(commitment, ask):
    words = ["share warning data", "in real time"]
    assert commitment(words, "2023-12-01")["status"]["value"] in ("pending", "untestable", "in_progress")
    one = commitment(words, "2024-01-31")
    assert one["status"]["value"] == "fulfilled"
    assert one["made"] == "2022-11-13"
    assert one["due_latest"] == "2023-12-31"
    assert ("fulfils", "2023-12-19") in _because(one)
    days = [text["day"] for text in one["texts"]]
    assert days == sorted(days)
    assert {"2022-11-13", "2023-06-03", "2023-08-18", "2023-11-12"} <= set(days)
    assert one["texts"][0]["relation"] is None
    each = ask("commitments", "--each", "--as-of", "2024-01-31", "--limit", "1000")["commitments"]
    members = {text["key"] for text in one["texts"]} - {one["key"]}
    assert {item["first"] for item in each if item["key"] in members} == {one["key"]}


def test_the_sixteenth_talks_are_expected_in_japan(ask):
    expected = ask("series", "DTT", "--as-of", "2025-01-01")["expected"]
    assert (expected["ordinal"], expected["host"]) == (16, "JPN")
    assert (expected["first"], expected["last"]) == ("2025-01-01", "2025-06-30")


def test_no_commitment_says_two_things(ask):
    for as_of in ("2023-12-31", "2024-10-01", "2025-02-01", "2026-01-01"):
        found = ask("commitments", "--as-of", as_of, "--limit", "1000")["commitments"]
        listed = [item["key"] for item in found]
        assert len(listed) == len(set(listed))
        texts = [text["key"] for item in found for text in item["texts"]]
        assert len(texts) == len(set(texts)), "a text stands in two commitments"
        assert not [item["key"] for item in found if item["made"] and item["made"] > as_of]
        for item in found:
            waiting = {proposal["key"] for proposal in item["status"]["proposals"] if proposal["relation"] == "fulfils"}
            if item["status"]["value"] == "overdue" and waiting:
                assert "waits for review" in item["status"]["note"]


def test_each_meeting_counted_by_hand_is_listed_once(ask):
    found = [one for one in ask("meetings", "--limit", "1000")["meetings"] if one["days"]]
    left = list(found)
    for status in ("held", "planned"):
        for counted in COUNTED[status]:
            same = [
                one
                for one in left
                if one["days"][0]["first"] == str(counted["day"])
                and one["status"] == status
                and any(counted["words"].casefold() in name.casefold() for name in one["names"])
            ]
            assert len(same) == 1, (counted, [one["names"] for one in same])
            assert len({item["document"] for item in same[0]["items"]}) == counted["digests"], counted
            left.remove(same[0])
    known = {(str(one["day"]), one["words"].casefold()) for one in COUNTED["misread"]}
    for one in left:
        assert any(
            one["days"][0]["first"] == day and words in " ".join(one["names"]).casefold() for day, words in known
        ), one["names"]
