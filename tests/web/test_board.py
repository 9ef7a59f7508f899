"""The board: each column has the first rows of its group, whatever the page, and a count that is true."""

import re
from datetime import date
from html import unescape

import pytest
from tests.register.conftest import act, keep, make_record

from communique.register import open_register
from communique.web import board

from .conftest import room_of

MANY = 30


def statement(title, day, sentences, *, lasts=None, parties="KOR"):
    text = f"{title}\n\n{day.year}\n\n" + " ".join(f"{sentence}." for sentence in sentences)
    due = None if lasts is None else ("by then", None, lasts)
    made = tuple(act(text, words, "will", due=due) for words in sentences)
    return make_record(text, on=day, url=f"https://example.org/{title}", acts=made, speakers=(parties, "USA"))


def promises(what, number):
    return [f"They will {what} harbour {place:03d} by then" for place in range(number)]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """A room where all that is overdue comes first, and much is open, or said in a last text."""
    folder = tmp_path_factory.mktemp("crowded")
    register = open_register(str(folder / "register.db"), create=True)
    keep(register, statement("First", date(2023, 1, 1), promises("dredge", MANY), lasts=date(2023, 6, 1)))
    keep(register, statement("Second", date(2023, 2, 1), promises("survey", 3), lasts=date(2026, 6, 1)))
    keep(register, statement("Third", date(2024, 2, 1), promises("light", 2), lasts=date(2026, 7, 1)))
    with room_of(register, folder / "drafts") as client:
        yield client
    register.close()


def columns_of(page):
    """Return the words of each column's count, its rows, whether it says none, and its links to lists."""
    found = {}
    for part in page.split('<section class="column')[1:]:
        title, tally = re.search(r'<h2>(.*?) <span class="tally">(.*?)</span>', part, re.S).groups()
        links = [unescape(link) for link in re.findall(r'href="(\?[^"]*status=[^"]*)"', part)]
        found[title] = (tally.strip(), part.count("<article"), ">none<" in part, links)
    return found


def test_what_stands_behind_the_first_page_is_no_none(crowded):
    found = columns_of(crowded.get("/commitments?view=board").text)
    assert found["Open"] == ("3", 3, False, [])
    assert found["Nobody has looked"][:3] == ("2", 2, False)
    assert found["Done"] == ("0", 0, True, [])


@pytest.mark.parametrize("asked", ["page=2", "page=9", "limit=1"])
def test_the_board_is_the_same_on_every_page(crowded, asked):
    whole = crowded.get("/commitments.json?view=board").json()["board"]
    assert crowded.get(f"/commitments.json?view=board&{asked}").json()["board"] == whole
    assert 'class="pager"' not in crowded.get(f"/commitments?view=board&{asked}").text


def test_a_column_with_more_than_it_shows_leads_to_the_list(crowded):
    tally, rows, none, links = columns_of(crowded.get("/commitments?view=board&party=KOR").text)["Overdue or lapsed"]
    assert (tally, rows, none) == (str(MANY), board.FIRST, False)
    assert links == ["?party=KOR&status=overdue"]
    table = crowded.get(f"/commitments.json{links[0]}&limit=100").json()
    assert len(table["commitments"]) == MANY


def test_a_count_that_is_not_known_is_that_of_the_first(crowded, monkeypatch):
    monkeypatch.setattr(board, "FIRST", 2)
    monkeypatch.setattr(board, "FURTHER", 2)
    found = columns_of(crowded.get("/commitments?view=board&known_on=2030-01-01").text)
    assert found["Overdue or lapsed"][:3] == ("the first 2", 2, False)
    assert found["Overdue or lapsed"][3] == ["?known_on=2030-01-01&status=overdue"]
    tally, rows, none, _ = found["Nobody has looked"]
    assert (tally, rows) in (("", 0), ("the first 2", 2), ("the first 1", 1))
    assert not none


def test_a_status_asked_for_fills_its_column_only(crowded):
    found = columns_of(crowded.get("/commitments?view=board&status=pending").text)
    assert [tally for tally, *_ in found.values()] == ["2", "0", "3", "0", "0"]


def test_acts_without_a_status_are_no_board(room):
    page = room.get("/commitments?view=board&class=objection").text
    assert "unlawful fishing" in page
    assert not columns_of(page)


def test_a_board_of_nothing_says_so(crowded):
    page = crowded.get("/commitments?view=board&party=BRA").text
    assert "Take a filter away" in page
    assert not columns_of(page)
