"""Series: found by each of their names, and told with every text that is about one of their meetings."""

from datetime import date

import pytest
from tests.register.conftest import act, keep, make_record, meeting

NAMES = ("U.S.-EU Trade and Technology Council (TTC)", "TTC Ministerial", "Trade and Technology Council")


def tell(desk, name, day, *, words=None, **more):
    """Keep a text about a meeting with a promise; gives its key."""
    words = words or name
    text = f"Report of {day}\n\nAt the {words} they agreed to share charts of {day}."
    main = meeting(text, words, series=name, main=True, **({"start": day, "end": day} | more))
    made = act(text, "agreed to share charts", "agreed")
    record = make_record(text, on=day, path=f"{day}.txt", speakers=("EU", "USA"), meetings=(main,), acts=(made,))
    return keep(desk.app.state.register, record).key


@pytest.mark.parametrize("asked", ["TTC", "ttc", NAMES[0], NAMES[2]])
def test_every_list_takes_each_name_of_a_series(desk, asked):
    for place, name in enumerate(NAMES):
        tell(desk, name, date(2021 + place, 9, 29))

    def found(path, field):
        return len(desk.get(path, params={"series": asked}).json()[field])

    assert found("/meetings.json", "things") == 3
    assert found("/documents.json", "documents") == 3
    assert found("/commitments.json", "commitments") == 3


def test_a_name_that_means_no_series_is_told(desk):
    for path in ("meetings", "documents", "commitments"):
        answer = desk.get(f"/{path}.json", params={"series": "XYZ"})
        assert answer.status_code == 404
        assert "no series or framework 'XYZ'" in answer.json()["error"]


def test_a_text_that_tells_of_the_year_only_stands_with_the_meeting(desk):
    name = "Tidal Energy Dialogue"
    dated = tell(desk, name, date(2024, 5, 3), words="third Tidal Energy Dialogue", ordinal=3)
    year = {"start": date(2024, 1, 1), "end": date(2024, 12, 31)}
    wide = tell(desk, name, date(2024, 12, 30), words="Tidal Energy Dialogue in 2024", **year)
    (told,) = desk.get(f"/series/{name}.json").json()["meetings"]
    assert [one["key"] for one in told["documents"]] == [dated, wide]
    assert {one["key"].split(".")[0] for one in told["commitments"]} == {dated, wide}


def test_the_signs_of_a_line_are_explained(room):
    def legend_of(name):
        return room.get(f"/series/{name}").text.partition("<figcaption")[2].partition("</figcaption>")[0]

    legend = legend_of("Port Ministers' Meeting")
    for words in ("a document tells of it", "a pack knows it", "1 Feb 2025"):
        assert words in legend
    assert "a text plans it" not in legend
    summit = (
        room.get("/series/Trilateral Leaders' Summit").text.partition("<figcaption")[2].partition("</figcaption>")[0]
    )
    assert "the next, as planned or expected" in summit


def test_a_meeting_that_texts_count_otherwise_says_which_count_how(desk):
    name, day = "Tidal Energy Dialogue", date(2024, 5, 3)
    tell(desk, name, date(2023, 5, 3), words="second Tidal Energy Dialogue", ordinal=2)
    third = tell(desk, name, day, words="third Tidal Energy Dialogue", ordinal=3)
    other = tell(desk, name, date(2024, 7, 1), words="fifth Tidal Energy Dialogue", ordinal=5, start=day, end=day)
    items = [one["key"] for one in desk.get(f"/meetings.json?series={name}").json()["things"]]
    one, two = (next(key for key in items if key.startswith(document)) for document in (third, other))
    desk.app.state.register.write(lambda writer: writer.merge(one, two), by="Ahn", person=True)
    told = " ".join(desk.get(f"/series/{name}.json").json()["timeline"]["gaps"])
    assert f"the meeting of 2024-05-03 is no. 5 in {other}, no. 3 in {third}" in told
    assert f'<a href="/documents/{other}">{other}</a>' in desk.get(f"/series/{name}").text
