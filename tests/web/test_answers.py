"""What the pages say: statuses, marks, lines, pages of lists, differences, searches."""

import re

from communique.register.full_text import BEGIN, END
from communique.web import drawing, words


def test_today_tells_what_is_due_and_what_waits(room, shelf):
    told = room.get("/today.json").json()
    assert [one["key"] for one in told["due"]] == [shelf.harbours]
    assert told["summary"]["proposals"] == 3
    assert [one["key"] for one in told["overdue"]] == [f"{shelf.otaru}.a{told['overdue'][0]['trigger_start']}"]
    assert told["recent"][0]["title"].startswith("Port Ministers' Meeting")


def test_nobody_has_looked_looks_different_from_looked_and_found_nothing(room, shelf):
    unlooked = room.get(f"/acts/{shelf.harbours}").text
    assert 'class="status unlooked"' in unlooked
    assert "Nobody has looked" in unlooked
    looked = room.get(f"/acts/{shelf.otaru}.a{room.get('/today.json').json()['overdue'][0]['trigger_start']}").text
    assert 'class="status overdue"' in looked
    assert "Looked, and nothing found" in looked


def test_a_status_shows_its_evidence_beside_the_promise(room, shelf):
    page = room.get(f"/acts/{shelf.rescue}").text
    assert "they opened the joint rescue centre in December" in page
    assert "What was promised is told as done" in page
    assert page.index("fulfils it") < page.index("reports progress")
    assert "proposed, not counted" in page


def test_filters_stand_in_the_address_and_lists_have_a_next_page(room):
    first = room.get("/commitments.json?limit=2").json()
    assert first["more"] is True
    second = room.get(first["next"]).json()
    assert second["page"] == 2
    keys = [one["key"] for one in first["commitments"] + second["commitments"]]
    assert len(keys) == len(set(keys)) == 4
    assert room.get("/commitments.json?status=fulfilled").json()["commitments"][0]["status"]["value"] == "fulfilled"
    assert room.get("/commitments.json?party=BRA").json()["commitments"] == []
    assert len(room.get("/commitments.json?party=&status=&text=").json()["commitments"]) == 4
    assert 'value="KOR"' in room.get("/commitments?party=KOR").text


def test_a_past_day_can_be_asked_about(room, shelf):
    early = room.get(f"/acts/{shelf.rescue}.json?as_of=2023-06-01").json()["act"]["status"]
    assert early["value"] == "pending"
    assert room.get(f"/acts/{shelf.rescue}.json").json()["act"]["status"]["value"] == "fulfilled"


def test_a_text_is_marked_by_class_and_both_sides_lead_to_each_other(room, shelf):
    page = room.get(f"/documents/{shelf.busan}").text
    name = shelf.rescue.partition(".")[2]
    assert re.search(rf'<a class="act trigger commitment"[^>]*href="#in-{name}"', page)
    assert f'id="{name}"' in page
    assert f'<li id="in-{name}"' in page
    assert f'href="#{name}"' in page
    assert 'class="act trigger objection"' in page
    assert '<p class="item level-1"' in page or 'class="item' in page
    assert f'id="{shelf.kim.partition(".")[2]}"' in page


def test_marks_are_filtered_by_class_and_party(room, shelf):
    page = room.get(f"/documents/{shelf.busan}?class=objection").text
    assert "act trigger objection" in page
    assert "act trigger commitment" not in page
    assert "act trigger objection" in room.get(f"/documents/{shelf.busan}?party=KOR").text
    assert "act trigger objection" not in room.get(f"/documents/{shelf.busan}?party=JPN").text


def test_versions_show_their_difference_and_old_ones_lead_to_the_new(room, shelf):
    page = room.get(f"/documents/{shelf.juneau}/difference").text
    assert re.search(r"<del>[^<]*March 15", page)
    assert re.search(r"<ins>[^<]*April 15", page)
    assert f"/documents/{shelf.juneau}" in room.get(f"/documents/{shelf.older}").text


def test_a_record_is_downloaded_as_a_file(room, shelf):
    answer = room.get(f"/documents/{shelf.busan}/record.json")
    assert answer.headers["content-disposition"] == f'attachment; filename="{shelf.busan}.json"'
    assert answer.json()["schema"] == "communique.record/1"


def test_a_series_tells_what_was_promised_and_what_was_reported(room, shelf):
    page = room.get("/series/Port%20Ministers'%20Meeting").text
    assert page.index("Juneau") < page.index("Otaru") < page.index("Busan")
    assert "joint rescue centre" in page
    assert "3 Feb 2024 fulfils it" in page


def test_a_search_marks_its_hits_and_takes_filters(room):
    page = room.get('/search?q="rescue+centre"').text
    assert "<mark>rescue</mark> <mark>centre</mark>" in page or "<mark>rescue centre</mark>" in page
    keys = room.get("/search.json?q=rescue&after=2024-01-01").json()["documents"]
    assert len(keys) == 1
    assert room.get("/search.json?q=rescue&class=objection").json()["documents"][0]["title"].endswith("Busan")
    assert room.get("/search.json?q=rescue&party=JPN&series=Port+Ministers'+Meeting").json()["documents"] != []
    assert room.get("/search.json?q=-rescue").json()["documents"] == []


def test_things_show_every_mention_and_what_people_held(room, shelf):
    page = room.get(f"/things/{shelf.kim}").text
    assert "Minister" in page
    assert '<span class="said">Kim Yong-hyun</span>' in page
    assert room.get("/people.json?name=kim").json()["things"][0]["name"] == "Kim Yong-hyun"
    assert room.get("/instruments").text.count("Ice Memorandum") == 1
    assert "Harbour Office" in room.get("/bodies").text


def test_a_snippet_is_cut_at_its_marks():
    assert words.hits(f"a {BEGIN}b{END} c") == [("a ", False), ("b", True), (" c", False)]
    assert words.hits(f"a {BEGIN}b") == [("a ", False), ("b", False)]
    assert words.hits("") == []


def test_a_line_holds_its_days_and_points_beyond_its_end():
    from datetime import date

    line = drawing.scale([date(2020, 5, 1), date(2060, 1, 1)], 100.0)
    assert line.at(date(2020, 1, 1)) == 0
    assert line.at(date(2060, 1, 1)) == 100.0
    assert line.beyond(date(2060, 1, 1))
    assert line.last.year == 2031
    assert drawing.scale([], 100.0).at(date(2020, 1, 1)) == 100.0
    assert (
        drawing.scale([date.max], 100.0).last == date(9999, 12, 31)
        or drawing.scale([date.max], 100.0).last.year == 9998
    )


def test_passages_are_parted_from_what_stands_around_them():
    assert words.tail(", and more") == ", and more"
    assert words.tail("and more") == " and more"
    assert words.lead("said (") == "said ("
    assert words.lead("said") == "said "


def test_pages_and_histories_cut_scores_and_say_what_rules_do_in_words(room, shelf):
    page = room.get(f"/history/{shelf.rescue}").text
    assert "fulfils it: a rule is sure, score" in page
    assert "positive" not in page
    assert "unsure" not in page
    for one in room.get("/review.json").json()["proposals"]:
        words = f"{int(one['score'] * 100 + 1e-9) / 100:.2f}"
        assert f">{words}<" in room.get("/review").text or f"score {words}" in room.get("/review").text
