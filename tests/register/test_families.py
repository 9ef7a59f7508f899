"""Families: names that documents give one series stand together, and what comes next of it."""

from datetime import date

import pytest

from communique.model.errors import RegisterError
from communique.packs import load_packs
from communique.register.commitments import Filter
from communique.register.families import family_of
from communique.register.moment import Moment
from communique.register.pages import DocumentsWanted, documents
from communique.register.series import outlines

from .conftest import act, keep, make_record, meeting

TODAY = Moment(date(2025, 2, 1))
EU, INDIA = ("EU", "USA"), ("IND", "USA")


def told(register, words, series, *, on=date(2024, 9, 10), speakers=EU, **more):
    """Keep a text that tells of one meeting of a series."""
    text = f"Report of {on}\n\nThey spoke of the {words} of {on} again."
    found = (meeting(text, words, series=series, **more),)
    keep(register, make_record(text, on=on, path=f"{on} {words}.txt", speakers=speakers, meetings=found))


@pytest.fixture
def council(register):
    full = "U.S.-EU Trade and Technology Council (TTC)"
    told(register, f"first {full}", full, ordinal=1, start=date(2021, 9, 29), on=date(2021, 9, 29))
    told(register, "third TTC Ministerial", "TTC Ministerial", ordinal=3, start=date(2022, 12, 5), on=date(2022, 12, 6))
    told(
        register,
        "fourth meeting of the Trade and Technology Council",
        "Trade and Technology Council",
        ordinal=4,
        start=date(2023, 5, 31),
        on=date(2023, 5, 31),
    )
    told(register, "Commercial Dialogue", "Commercial Dialogue", speakers=INDIA, start=date(2024, 3, 1))
    told(register, "U.S.-India Commercial Dialogue", "U.S.-India Commercial Dialogue", speakers=INDIA)
    told(register, "U.S.-Kenya Commercial Dialogue", "U.S.-Kenya Commercial Dialogue", speakers=("KEN", "USA"))
    return register


def test_names_of_one_series_stand_together(council):
    with council.view() as view:
        found = {family.name: family.stored for family in view.families(load_packs())}
    assert found == {
        "U.S.-EU Trade and Technology Council (TTC)": (
            "TTC Ministerial",
            "Trade and Technology Council",
            "U.S.-EU Trade and Technology Council (TTC)",
        ),
        "U.S.-India Commercial Dialogue": ("Commercial Dialogue", "U.S.-India Commercial Dialogue"),
        "U.S.-Kenya Commercial Dialogue": ("U.S.-Kenya Commercial Dialogue",),
    }


@pytest.mark.parametrize("asked", ["TTC", "ttc", "Trade and Technology Council", "EU-US TTC", "ttc ministerial"])
def test_a_series_is_found_by_each_of_its_names_and_its_acronym(council, asked):
    with council.view() as view:
        found = view.timeline(asked, TODAY, load_packs())
    assert found.name == "U.S.-EU Trade and Technology Council (TTC)"
    assert [one.ordinal for one in found.rounds] == [1, 3, 4]
    assert len(found.names) == 3


def test_what_is_short_for_several_is_asked_back(council):
    with council.view() as view:
        assert family_of(view.connection, "Commercial Dialogue", load_packs()).name == "U.S.-India Commercial Dialogue"
        with pytest.raises(RegisterError, match=r"may be each of these series: U\.S\.-India .*, U\.S\.-Kenya"):
            family_of(view.connection, "regular commercial dialogue", load_packs())
        assert family_of(view.connection, "XYZ", load_packs()) is None


@pytest.mark.parametrize("asked", ["TTC", "ttc", "U.S.-EU Trade and Technology Council (TTC)", "TTC Ministerial"])
def test_documents_and_commitments_are_found_by_any_name_of_their_series(register, asked):
    names = ("U.S.-EU Trade and Technology Council (TTC)", "TTC Ministerial", "Trade and Technology Council")
    for place, name in enumerate((*names, "Tidal Energy Dialogue")):
        day = date(2021 + place, 9, 29)
        text = f"Report of {day}\n\nAt the {name} they agreed to share charts of {day}."
        main = meeting(text, name, series=name, start=day, main=True)
        made = act(text, "agreed to share charts", "agreed")
        keep(register, make_record(text, on=day, path=f"{name}.txt", speakers=EU, meetings=(main,), acts=(made,)))
    with register.view() as view:
        series = view.circle_of(asked, load_packs())
        found, _ = documents(view, DocumentsWanted(series=series), TODAY, 9)
        assert {row.series for row in found} == set(names)
        assert len(view.commitments(Filter(series=series), TODAY, 9).found) == 3
        with pytest.raises(RegisterError, match="no series or framework 'XYZ'"):
            view.circle_of("XYZ", load_packs())


@pytest.mark.parametrize("asked", ["", " ", "-", "the"])
def test_what_is_no_name_means_no_series(register, asked):
    told(register, "Fifth annual", "Fifth annual")
    told(register, "U.S.-Japan", "U.S.-Japan", speakers=("JPN", "USA"))
    with register.view() as view:
        assert family_of(view.connection, asked, load_packs()) is None
        assert family_of(view.connection, "Fifth annual", load_packs()).stored == ("Fifth annual",)


def planned(register, words, on, *, number=None, first=None, last=None):
    told(register, words, "Tidal Energy Dialogue", on=on, status="planned", ordinal=number, start=first, end=last)


@pytest.fixture
def dialogue(register):
    told(register, "third Tidal Energy Dialogue", "Tidal Energy Dialogue", start=date(2022, 5, 3), on=date(2022, 5, 3))
    return register


def expected(register, as_of):
    with register.view() as view:
        return view.timeline("Tidal Energy Dialogue", Moment(as_of), load_packs()).expected


def test_a_plan_whose_time_is_past_is_not_the_next(dialogue):
    planned(
        dialogue, "Tidal Energy Dialogue in 2023", date(2022, 5, 3), first=date(2023, 1, 1), last=date(2023, 12, 31)
    )
    assert not expected(dialogue, date(2023, 6, 1)).over
    assert expected(dialogue, date(2024, 6, 1)).over


def test_a_plan_without_a_day_is_the_next_for_some_years_only(dialogue):
    planned(dialogue, "fourth Tidal Energy Dialogue", date(2022, 9, 1), number=4)
    assert not expected(dialogue, date(2023, 6, 1)).over
    old = expected(dialogue, date(2025, 6, 1))
    assert old.over
    assert "that time is over, and no document tells that it was held" in old.because


def test_a_year_in_which_the_days_are_known_is_no_meeting_of_its_own(register):
    name = "Tidal Energy Dialogue"
    told(register, "second Tidal Energy Dialogue", name, start=date(2022, 5, 3), end=date(2022, 5, 3), ordinal=2)
    told(register, "Dialogue of 2021", name, start=date(2021, 1, 1), end=date(2021, 12, 31))
    told(register, "Dialogue of May in Oslo", name, start=date(2022, 5, 1), end=date(2022, 5, 31))
    told(register, "first Dialogue of 2022", name, start=date(2022, 1, 1), end=date(2022, 12, 31), ordinal=1)
    with register.view() as view:
        rounds = view.timeline(name, TODAY, load_packs()).rounds
    assert [(one.first, one.ordinal) for one in rounds] == [
        (date(2021, 1, 1), None),
        (date(2022, 1, 1), 1),
        (date(2022, 5, 3), 2),
    ]
    assert [thing.name for thing in rounds[2].mentions] == ["Dialogue of May in Oslo"]


@pytest.mark.parametrize("main", [True, False])
def test_a_text_about_a_meeting_of_a_year_stays_where_two_can_be_meant(register, main):
    for month in (3, 9):
        told(
            register, f"Dialogue of {month}", "Tidal Energy Dialogue", start=date(2022, month, 3), on=date(2022, 10, 1)
        )
    told(register, "Dialogue", "Tidal Energy Dialogue", start=date(2022, 1, 1), end=date(2022, 12, 31), main=main)
    with register.view() as view:
        rounds = view.timeline("Tidal Energy Dialogue", TODAY, load_packs()).rounds
    assert (date(2022, 1, 1) in [one.first for one in rounds]) is main


def test_a_series_in_brief_has_as_many_meetings_as_its_page(register):
    for month in (1, 9):
        told(register, "Dialogue", "Tidal Energy Dialogue", start=date(2022, month, 5), on=date(2022, month, 6))
    told(register, "Dialogue", "Tidal Energy Dialogue", start=date(2022, 9, 1), end=date(2022, 9, 30))
    with register.view() as view:
        family = family_of(view.connection, "Tidal Energy Dialogue", load_packs())
        brief = next(iter(outlines(view.connection, TODAY, [family])))
        assert len(view.timeline("Tidal Energy Dialogue", TODAY, load_packs()).rounds) == brief.meetings == 2
