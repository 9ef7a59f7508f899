"""Packs: what ships is whole, and what a file says beyond the schema is an error that names file and key."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
import yaml

from communique.model.errors import PackError
from communique.packs import (
    Body,
    Exercise,
    Formula,
    Instrument,
    Iteration,
    LookAlike,
    Pack,
    PastMeeting,
    Series,
    load_pack,
    load_packs,
)
from communique.packs.codes import STATES
from communique.packs.load import parse_pack

MINIMAL = {
    "name": "coast",
    "title": "Coast guard talks",
    "parties": [{"code": "JPN", "name": "Japan"}, {"code": "PHL", "name": "Philippines"}],
    "sources": ["public pages of both coast guards"],
}


def by_name(name: str) -> Pack:
    return next(pack for pack in load_packs() if pack.name == name)


@pytest.fixture
def write(tmp_path):
    def _write(file="coast.yml", **changes):
        path = tmp_path / file
        data = {key: value for key, value in (MINIMAL | changes).items() if value is not None}
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        return path

    return _write


def test_four_packs_ship_in_a_fixed_order():
    assert [pack.name for pack in load_packs()] == ["aukus", "g7", "quad", "trilateral"]


def test_the_trilateral_pack_has_all_its_series():
    keys = {series.key for series in by_name("trilateral").series}
    assert keys >= {
        "summit",
        "tmm",
        "dtt",
        "dtt-working-group",
        "tri-chod",
        "foreign-ministers",
        "vice-ministers",
        "indo-pacific-dialogue",
    }


def test_the_trilateral_pack_has_no_code_and_speaks_as_its_members():
    pack = by_name("trilateral")
    assert (pack.code, pack.speaks_as, pack.codes) == (None, "members", ("JPN", "KOR", "USA"))


def test_look_alikes_carry_their_reason():
    tmm = next(series for series in by_name("trilateral").series if series.key == "tmm")
    look_alike = next(other for other in tmm.look_alikes if "TDMM" in other.acronyms)
    assert "Australia" in look_alike.reason
    assert look_alike.parties == ("AUS", "JPN", "USA")


def test_the_exercise_has_its_three_iterations():
    exercise = next(e for e in by_name("trilateral").exercises if e.key == "freedom-edge")
    assert [(i.label, i.start) for i in exercise.iterations] == [
        ("24-1", date(2024, 6, 27)),
        ("24-2", date(2024, 11, 13)),
        ("25", date(2025, 9, 15)),
    ]


def test_instruments_and_bodies_of_the_trilateral_framework():
    pack = by_name("trilateral")
    assert {"tscf", "tscf-memorandum", "exercise-plan"} <= {i.key for i in pack.instruments}
    assert next(b for b in pack.bodies if b.key == "secretariat").since == "2024-11-20"


def test_forms_stand_longest_first():
    for pack in load_packs():
        for series in pack.series:
            lengths = [len(form) for form in series.forms]
            assert lengths == sorted(lengths, reverse=True)
            assert len(set(series.forms)) == len(series.forms)


def test_the_g7_speaks_as_itself_and_the_quad_as_its_members():
    assert (by_name("g7").code, by_name("g7").speaks_as) == ("G7", "group")
    assert (by_name("quad").code, by_name("quad").speaks_as) == ("QUAD", "members")


def test_meetings_of_a_series_are_in_order_of_time_and_number():
    for pack in load_packs():
        for series in pack.series:
            starts = [meeting.start for meeting in series.meetings]
            assert starts == sorted(starts), (pack.name, series.key)
            numbers = [meeting.ordinal for meeting in series.meetings if meeting.ordinal is not None]
            assert numbers == sorted(set(numbers)), (pack.name, series.key)


def test_every_state_of_the_gazetteer_is_a_code_and_every_code_has_its_names():
    from communique.extract.gazetteer import load_lexicon

    assert set(load_lexicon("states.yml")) == STATES


def test_a_user_pack_comes_after_those_that_ship(write):
    assert [pack.name for pack in load_packs([write()])][-1] == "coast"


def test_a_folder_of_packs_is_read_in_order_of_names(write, tmp_path):
    write("b.yml", name="b")
    write("a.yml", name="a")
    assert [pack.name for pack in load_packs([tmp_path])][-2:] == ["a", "b"]


def test_a_pack_replaces_another_only_by_name(write):
    names = [pack.name for pack in load_packs([write(name="quad-of-ours", replaces="quad")])]
    assert names == ["aukus", "g7", "trilateral", "quad-of-ours"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"nmae": "x"}, "unknown key 'nmae'"),
        ({"title": None}, "key 'title' is missing"),
        ({"title": 5}, "title: must be a text"),
        ({"title": ""}, "title: must be a text"),
        ({"parties": {"JPN": "Japan"}}, "parties: must be a list"),
        ({"parties": [{"code": "JAP", "name": "Japan"}]}, "'JAP' is no ISO 3166-1 alpha-3 code"),
        ({"parties": [{"code": "JPN", "name": "Japan"}] * 2}, "stands twice"),
        ({"speaks_as": "chorus"}, "'chorus' is not one of group, members"),
        ({"speaks_as": "group"}, "needs a `code`"),
        ({"sources": []}, "sources: name at least one"),
        ({"replaces": "nato"}, "no pack is named 'nato'"),
        ({"name": "quad"}, "a pack named 'quad' is there already"),
        ({"series": [{"key": "x", "name": "Talks", "level": "kings"}]}, "series[0] (x): level: 'kings'"),
        ({"series": [{"key": "x", "name": "Talks", "level": "working", "hosts": ["XXX"]}]}, "series[0] (x): hosts"),
        ({"series": [{"key": "x", "name": "Talks", "level": "working", "cadence": "often"}]}, "cadence: 'often'"),
        ({"series": [{"key": "x", "name": "T", "level": "working"}] * 2}, "key stands more than once"),
        ({"series": [{"key": "x", "name": "T", "level": "working", "motto": "y"}]}, "series[0]: unknown key 'motto'"),
        (
            {
                "series": [
                    {
                        "key": "x",
                        "name": "T",
                        "level": "working",
                        "meetings": [{"start": date(2024, 2, 2), "end": date(2024, 2, 1)}],
                    }
                ]
            },
            "ends before it starts",
        ),
        ({"instruments": [{"key": "x", "name": "Pact", "kind": "pact"}]}, "kind: 'pact' is not one of treaty"),
        ({"instruments": [{"key": "x", "name": "Pact", "kind": "treaty", "date": date(2024, 1, 1)}]}, "must be a text"),
        ({"bodies": [{"key": "x", "name": "Board", "kind": "table"}]}, "kind: 'table' is not one of secretariat"),
    ],
)
def test_what_does_not_fit_is_named(write, changes, says):
    with pytest.raises(PackError) as caught:
        load_packs([write(**changes)])
    assert "coast.yml" in str(caught.value)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_empty_key_is_an_error(tmp_path):
    path = tmp_path / "coast.yml"
    path.write_text(yaml.safe_dump(MINIMAL) + "code:\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"coast\.yml: code: is empty; leave the key out"):
        load_pack(path)


def test_what_is_no_yaml_is_an_error(tmp_path):
    path = tmp_path / "coast.yml"
    path.write_text("name: [", encoding="utf-8")
    with pytest.raises(PackError, match=r"coast\.yml: not YAML"):
        load_pack(path)


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(PackError, match="cannot be read"):
        load_pack(tmp_path / "none.yml")


def test_the_documented_pack_loads_and_every_key_is_documented():
    page = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    assert parse_pack(example, "docs/packs.md").series[0].look_alikes
    for noun in (Pack, Series, Instrument, Exercise, Body, Formula, Iteration, PastMeeting, LookAlike):
        for field in fields(noun):
            assert f"`{field.name}`" in page, f"docs/packs.md: {noun.__name__}.{field.name}"
