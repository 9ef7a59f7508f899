"""Every page and its twin: there, well made, with nothing inline and nothing from another host."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.register.conftest import keep, make_record, meeting

from .conftest import room_of

PAGES = (
    "/",
    "/documents",
    "/documents/{busan}",
    "/documents/{juneau}/difference",
    "/search?q=rescue",
    "/commitments",
    "/commitments?view=board",
    "/acts/{rescue}",
    "/series",
    "/series/Port%20Ministers'%20Meeting",
    "/exercises",
    "/people",
    "/bodies",
    "/instruments",
    "/meetings",
    "/things/{kim}",
    "/things/{kim}/merge?other={other_kim}",
    "/parties",
    "/parties/KOR",
    "/review",
    "/review/several?id=2&verdict=reject",
    "/rereadings",
    "/actions",
    "/history/{rescue}",
    "/add",
)
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """Reads a page and notes what is wrong with it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.ids, self.labels, self.headings = [], [], [], set(), []
        self.refers = []
        self.feed(text)
        self.wrong += [f"<{tag}> is not closed" for tag in self.open]
        self.wrong += [f"id {name} stands twice" for name in {one for one in self.ids if self.ids.count(one) > 1}]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.wrong += [f"<{tag} {name}>" for name in given if name == "style" or re.match(r"on[a-z]+$", name)]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.wrong.append(f"inline <{tag}>")
        self.refers += [given[name] for name in ("href", "src", "action") if given.get(name)]
        if "id" in given:
            self.ids.append(given["id"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()


def address(path, shelf):
    return path.format(**{name: getattr(shelf, name) for name in shelf.__dataclass_fields__})


@pytest.mark.parametrize("path", [*PAGES, "/docs"])
def test_a_page_is_well_made_and_asks_no_other_host(room, shelf, path):
    answer = room.get(address(path, shelf))
    assert answer.status_code == 200, answer.text[-400:]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(answer.text)
    assert page.wrong == []
    assert page.headings.count("h1") == 1
    assert '<html lang="en">' in answer.text
    assert [one for one in page.refers if re.match(r"[a-z]+:|//", one)] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_a_json_twin(room, shelf, path):
    place, _, query = address(path, shelf).partition("?")
    answer = room.get(f"{'/today' if place == '/' else place}.json?{query}")
    assert answer.status_code == 200, answer.text[-400:]
    assert answer.headers["content-type"] == "application/json"
    assert isinstance(answer.json(), dict)


@pytest.mark.parametrize("path", ["/", "/documents/{busan}", "/docs", "/nothing", "/static/room.css", "/today.json"])
def test_every_answer_has_the_headers_that_keep_a_browser_strict(room, shelf, path):
    headers = room.get(address(path, shelf)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nothing", 404, "there is no page at"),
        ("/documents/00000000", 404, "nothing is kept under the ID 00000000"),
        ("/documents/zz", 404, "there is no page at"),
        ("/acts/00000000.a1", 404, "nothing is kept"),
        ("/parties/XYZ", 404, "no document in this register"),
        ("/series/Nothing", 404, "no series"),
        ("/documents/{busan}/difference", 404, "is the first version"),
        ("/commitments?due_before=soon", 422, "due_before: 'soon' is no day: write it YYYY-MM-DD, as in 2024-09-10"),
        ("/documents?after=2024-02-30", 422, "after: '2024-02-30' is no day"),
        ("/series?as_of=20240210", 422, "as_of: '20240210' is no day"),
        ("/meetings?before=1.2.2024", 422, "before: '1.2.2024' is no day"),
        ("/commitments?page=0", 422, "page: 1 is the least"),
        ("/commitments?page=one", 422, "page: this is no whole number"),
        ("/commitments?limit=1000", 422, "limit: 200 is the most"),
        ("/commitments?status=done", 422, "status: use 'pending', 'in_progress'"),
        ("/documents?party=%00", 422, "party: it holds characters that no text has"),
        ("/documents?party=" + "x" * 81, 422, "party: 80 characters are the most"),
        ("/review/several", 422, "id: this is needed"),
    ],
)
def test_an_error_is_one_clear_line_for_people_and_for_programs(room, shelf, path, status, words):
    path = address(path, shelf)
    answer = room.get(path)
    assert answer.status_code == status
    assert words.casefold() in unescape(answer.text).casefold()
    assert "Traceback" not in answer.text
    place, _, query = path.partition("?")
    twin = room.get(f"{place}.json?{query}")
    assert twin.status_code == status
    assert words.casefold() in twin.json()["error"].casefold()


def test_a_meeting_planned_for_days_that_are_past_is_no_next_one(desk):
    text = "Harbour Talks in Ulsan\n\nThe first Harbour Talks met in Ulsan. The second will be held in Nagoya."
    series = "Harbour Talks"
    day, until = date(2024, 9, 1), date(2024, 9, 30)
    first = meeting(text, "The first Harbour Talks", series=series, ordinal=1, main=True, start=date(2023, 9, 1))
    second = meeting(text, "The second", series=series, ordinal=2, status="planned", start=day, end=until)
    keep(desk.app.state.register, make_record(text, on=date(2023, 9, 1), meetings=(first, second)))
    then = desk.get("/series/Harbour%20Talks?as_of=2024-06-01").text
    assert "<h2>Next</h2>" in then
    assert "no report kept" not in then
    now = desk.get("/series/Harbour%20Talks").text
    assert "<h2>Planned, no report kept</h2>" in now
    assert "<h2>Next</h2>" not in now
    for path in ("/series", "/meetings"):
        assert "lanned, no report kept" in desk.get(path).text, path
    assert "planned for Sep 2024" in desk.get("/").text.partition("Past, no report kept")[2]
    told = desk.get("/today.json").json()
    assert [one["series"] for one in told["unreported"]] == [series]
    assert series not in [one["series"] for one in told["expected"]]
    assert [one["series"] for one in desk.get("/today.json?as_of=2024-06-01").json()["expected"]].count(series) == 1


def test_a_meeting_that_its_rhythm_put_on_a_day_that_is_past_is_no_next_one(desk):
    series = "Trilateral Leaders' Summit"
    text = f"Joint Statement\n\nThe leaders met at the {series}."
    one = meeting(text, series, series=series, main=True, start=date(2024, 11, 15), end=date(2024, 11, 15))
    keep(desk.app.state.register, make_record(text, on=date(2024, 11, 15), meetings=(one,)))
    before, after = "/today.json?as_of=2025-11-01", "/today.json?as_of=2026-11-24"
    assert series in [one["series"] for one in desk.get(before).json()["expected"]]
    assert series not in [one["series"] for one in desk.get(after).json()["expected"]]
    today = unescape(desk.get("/?as_of=2026-11-24").text)
    behind = today.partition("Past, no report kept")[2]
    assert re.search(r"expected\s+about 16 Nov 2025", behind)
    assert series in behind
    page = unescape(desk.get(f"/series/{series}?as_of=2026-11-24").text)
    assert "<h2>Expected, no report kept</h2>" in page
    assert "About 16 Nov 2025" in page
    listed = unescape(desk.get("/series?as_of=2026-11-24").text)
    assert 'not known<span class="meta">about 16 Nov 2025: expected, no report kept' in listed
    assert "<h2>Next</h2>" in desk.get(f"/series/{series}?as_of=2025-11-01").text


def test_every_page_works_on_both_databases(any_room):
    client, shelf = any_room
    for path in PAGES:
        assert client.get(address(path, shelf)).status_code == 200, path


def test_an_empty_register_has_all_pages_too(tmp_path):
    from communique.register import open_register

    register = open_register(str(tmp_path / "empty.db"), create=True)
    with room_of(register, tmp_path / "drafts") as client:
        for path in PAGES:
            if "{" not in path and "Port" not in path and "several" not in path and "KOR" not in path:
                answer = client.get(path)
                assert answer.status_code == 200, path
                assert Page(answer.text).wrong == []
    register.close()


def test_a_database_that_fails_is_no_missing_page(tmp_path, filled):
    from communique.register import open_register

    path = tmp_path / "broken.db"
    path.write_bytes(filled[0].read_bytes())
    register = open_register(str(path))
    register.close()
    path.write_bytes(b"no database" * 500)
    with room_of(register, tmp_path / "drafts") as client:
        answer = client.get("/documents")
        assert answer.status_code == 503
        assert "restore it from a backup" in answer.text or "it is no register" in answer.text
    register.close()


def test_every_page_is_told_of_in_the_documentation(room):
    told = (Path(__file__).parents[2] / "docs" / "reading-room.md").read_text(encoding="utf-8")
    known = {re.sub(r"(?<=/)[A-Z]+", "*", one) for one in re.findall(r"`(/[^`]*)`", told)}
    pages = {"/docs"}
    for path, methods in room.get("/openapi.json").json()["paths"].items():
        if "get" in methods and path != "/today.json":
            pages.add(re.sub(r"\{\w+\}", "*", path.removesuffix(".json")))
    left_out = {"/review/several", "/add/*", "/documents/*/record"}
    assert pages - left_out <= known


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/commitments?party=Korea", "no party has the code 'Korea': did you mean KOR (Republic of Korea)"),
        ("/commitments?party=XQZ&view=board", "no party has the code 'XQZ': codes are of three letters"),
        ("/commitments?series=portt", "no series or framework 'portt' in this register or a pack; there are: "),
        ("/documents?party=xqz", "no party has the code 'xqz'"),
        ("/documents?series=portt", "no series or framework 'portt'"),
        ("/search?q=rescue&party=Korea", "did you mean KOR"),
        ("/people?party=Korea", "did you mean KOR"),
        ("/meetings?series=portt", "no series or framework 'portt'"),
    ],
)
def test_a_filter_that_means_nothing_says_so_on_the_page_of_the_list(room, path, words):
    place, _, query = path.partition("?")
    answer = room.get(path)
    shown = unescape(answer.text)
    assert answer.status_code == 404
    assert words[1:] in shown
    assert 'class="filters"' in shown
    assert "/acts/" not in shown
    assert Page(answer.text).wrong == []
    assert room.get(path, headers={"HX-Request": "true"}).status_code == 200
    twin = room.get(f"{place}.json?{query}")
    assert twin.status_code == 404
    assert words in twin.json()["error"]


def test_a_filter_takes_a_party_and_a_series_as_people_type_them(room):
    for written, code in (
        ("party=kor", "party=KOR"),
        ("series=port ministers' meeting", "series=Port Ministers' Meeting"),
    ):
        found = room.get(f"/commitments.json?{written}").json()["commitments"]
        assert found
        assert found == room.get(f"/commitments.json?{code}").json()["commitments"]
    assert "No commitment is like that" in room.get("/commitments?party=BRA").text


@pytest.mark.parametrize(
    ("place", "called"),
    [
        ({"path": "/notes/2024 talks.txt"}, "2024 talks.txt"),
        ({"url": "https://example.org/a/talks.html?x=1"}, "talks.html"),
        ({"url": "https://example.org/"}, "The ministers met in Ulsan."),
    ],
)
def test_a_text_without_a_title_is_called_by_its_file_or_first_words(desk, place, called):
    record = make_record("The ministers met in Ulsan. They agreed to meet again.", on=date(2024, 5, 5), **place)
    untitled = replace(record, document=replace(record.document, title=None))
    key = keep(desk.app.state.register, untitled).key
    for path in ("/", "/documents", "/search?q=Ulsan"):
        assert re.search(rf'href="/documents/{key}">{re.escape(called)}', desk.get(path).text), path


def test_an_error_of_the_web_advises_no_command(room):
    for path in ("/documents/00000000", "/acts/00000000.a1", "/things/00000000.m1"):
        told = room.get(path)
        assert told.status_code == 404
        assert "nothing is kept under the ID" in told.text.replace("N", "n")
        assert "communique search" not in told.text
