"""Review: decisions one by one and several at once, undone again, and never over what others decided meanwhile."""

import re
from html import unescape
from typing import get_args

import pytest

from communique.register import open_register
from communique.register.corrections import ACT_FIELDS, ITEM_FIELDS
from communique.resolve.link import EVIDENCE, RELATIONS, Link
from communique.web.vocabulary import Relation

from .conftest import line_of, send, token_of


def queue(client):
    told = client.get("/review.json").json()
    return told["proposals"], told["seen"]


def status_of(client, key):
    return client.get(f"/acts/{key}.json").json()["act"]["status"]["value"]


def proposal_of(client, right):
    found, seen = queue(client)
    one = next(one for one in found if one["right"]["key"] == right)
    return one["id"], seen[str(one["id"])]


def test_an_accepted_proposal_changes_a_status_and_undo_takes_it_back(desk, shelf):
    assert status_of(desk, shelf.charts) == "pending"
    number, seen = proposal_of(desk, shelf.exchanged)
    answer = send(desk, f"/review/{number}", seen=seen, verdict="accept")
    assert answer.status_code == 303
    assert status_of(desk, shelf.charts) == "fulfilled"
    page = desk.get(answer.headers["location"]).text
    action = re.search(r'action="/actions/(\d+)/undo"', page)[1]
    assert send(desk, f"/actions/{action}/undo", back="/review").headers["location"] == "/review"
    assert status_of(desk, shelf.charts) == "pending"


def test_a_proposal_is_accepted_as_another_relation(desk, shelf):
    number, seen = proposal_of(desk, shelf.exchanged)
    send(desk, f"/review/{number}", seen=seen, verdict="accept", relation="progress")
    assert status_of(desk, shelf.charts) == "in_progress"


def test_what_others_decided_meanwhile_is_not_overwritten(desk, shelf):
    number, seen = proposal_of(desk, shelf.exchanged)
    other = open_register(desk.app.state.register.url.removeprefix("sqlite:///"))
    other.write(lambda writer: writer.reject(number), by="Berg", person=True)
    answer = send(desk, f"/review/{number}", seen=seen, verdict="accept")
    assert answer.status_code == 409
    assert line_of(answer) == "Berg rejected this meanwhile: nothing was changed now."
    assert status_of(desk, shelf.charts) == "pending"
    bulk = send(desk, "/review/several", verdict="accept", chosen=[f"{number}:{seen}"])
    assert bulk.status_code == 409
    other.close()


def test_a_bulk_action_lists_what_it_touches_and_does_all_or_nothing(desk, shelf):
    found, seen = queue(desk)
    ids = [one["id"] for one in found]
    page = desk.get("/review/several", params=[*(("id", one) for one in ids), ("verdict", "reject")])
    assert "Nothing is done yet" in page.text
    chosen = re.findall(r'name="chosen" value="(\d+:\d+)"', page.text)
    assert [int(one.partition(":")[0]) for one in chosen] == ids
    assert len(queue(desk)[0]) == len(ids)
    stale = [*chosen[:-1], f"{ids[-1]}:{seen[str(ids[-1])] + 1}"]
    assert send(desk, "/review/several", verdict="reject", chosen=stale).status_code == 409
    beyond = ["3000000000:0"]  # a number that PostgreSQL has no room for
    assert send(desk, "/review/several", verdict="reject", chosen=beyond).status_code == 422
    assert len(queue(desk)[0]) == len(ids)
    assert send(desk, "/review/several", verdict="reject", chosen=chosen).status_code == 303
    assert queue(desk)[0] == []
    assert "No proposal waits" in desk.get("/review").text


def test_skipping_passes_over_and_kinds_are_told_apart(desk):
    found, _ = queue(desk)
    assert desk.get("/review.json?skip=1").json()["proposals"][0]["id"] == found[1]["id"]
    assert {one["kind"] for one in desk.get("/review.json?kind=same").json()["proposals"]} == {"same"}
    assert "Back to the first" in desk.get("/review?skip=50").text


def test_a_long_queue_says_how_long_it_is_and_has_pages(desk, shelf):
    acts = [f"{shelf.juneau}.a{place}" for place in range(30)]

    def propose(writer):
        for place, key in enumerate(acts):
            writer.link(Link(EVIDENCE, shelf.charts, key, "progress", 0.8 - place / 100, ("Words in common",)))

    desk.app.state.register.write(propose, by="communique")
    told = desk.get("/review.json?kind=evidence").json()
    assert told["count"] == told["waiting"] - len(desk.get("/review.json?kind=same").json()["proposals"])
    first = desk.get("/review?kind=evidence").text
    assert f"{told['count']} of {told['waiting']} proposals wait" in first
    assert f"2–13 of {told['count']} in the queue" in first
    after = re.search(r'rel="next" href="([^"]*)"', first)[1].replace("&amp;", "&")
    second = desk.get(f"/review{after}").text
    assert f"15–26 of {told['count']} in the queue" in second
    assert 'rel="prev" href="?kind=evidence&amp;skip=0"' in second
    last = desk.get(f"/review?kind=evidence&skip={told['count'] - 1}").text
    assert 'rel="next"' not in last
    assert 'rel="prev"' in last


def test_what_was_said_the_same_day_is_not_called_later(desk, shelf):
    same = Link(EVIDENCE, shelf.rescue, shelf.charts, "progress", 0.88, ("Words in common",))
    desk.app.state.register.write(lambda writer: writer.link(same), by="communique")
    shown = desk.get("/review?kind=evidence").text
    assert "Said the same day" in shown
    assert "Does the other passage mean" in shown
    assert "Said later" not in shown


def merge(client, key, other, **seen):
    """Merge two things as they stand now, or as they were seen."""
    told = client.get(f"/things/{key}/merge.json", params={"other": other}).json()
    given = {"seen": told["one"]["seen"], "other_seen": told["two"]["seen"], **seen}
    return send(client, f"/things/{key}/merge", other=other, **given)


def test_two_things_are_shown_side_by_side_before_they_are_made_one(desk, shelf):
    page = desk.get(f"/things/{shelf.kim}/merge", params={"other": shelf.other_kim}).text
    assert page.count("Kim Yong-hyun") >= 4
    for title in ("Port Ministers&#39; Meeting in Busan", "Port Ministers&#39; Meeting in Otaru"):
        assert title in page
    fields = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', page.partition('<form class="decide"')[2])
    )
    assert set(fields) == {"token", "seen", "other", "other_seen"}
    assert desk.post(f"/things/{shelf.kim}/merge", data=fields, follow_redirects=False).status_code == 303
    again = desk.get(f"/things/{shelf.kim}/merge", params={"other": shelf.other_kim}).text
    assert "These two are one thing already." in again
    assert "Merge: one thing" not in again
    other_kind = desk.get(f"/things/{shelf.kim}/merge", params={"other": shelf.meeting}).text
    assert "Things of different kinds can not be one: person, meeting." in other_kind
    assert desk.get(f"/things/{shelf.kim}/merge", params={"other": "00000000.p1"}).status_code == 404
    assert desk.get(f"/things/{shelf.kim}/merge").status_code == 422


@pytest.mark.parametrize("changed", ["kim", "other_kim"])
def test_a_merge_is_refused_where_either_was_changed_since_it_was_seen(desk, shelf, changed):
    told = desk.get(f"/things/{shelf.kim}/merge.json", params={"other": shelf.other_kim}).json()
    seen = {"seen": told["one"]["seen"], "other_seen": told["two"]["seen"]}
    key = getattr(shelf, changed)
    send(
        desk, f"/things/{key}/edit", seen=seen["seen" if changed == "kim" else "other_seen"], field="party", value="JPN"
    )
    answer = merge(desk, shelf.kim, shelf.other_kim, **seen)
    assert answer.status_code == 409
    assert key in line_of(answer)
    assert desk.get(f"/things/{shelf.kim}.json").json()["thing"]["count"] == 1
    assert merge(desk, shelf.kim, shelf.other_kim).status_code == 303


def test_two_items_are_merged_and_split_again(desk, shelf):
    seen = desk.get(f"/things/{shelf.kim}.json").json()["seen"]
    assert merge(desk, shelf.kim, shelf.other_kim).status_code == 303
    told = desk.get(f"/things/{shelf.kim}.json").json()
    assert told["thing"]["count"] == 2
    assert send(desk, f"/things/{shelf.kim}/split", seen=seen, item=shelf.other_kim).status_code == 409
    assert send(desk, f"/things/{shelf.kim}/split", seen=told["seen"], item=shelf.other_kim).status_code == 303
    assert desk.get(f"/things/{shelf.kim}.json").json()["thing"]["count"] == 1


def test_a_value_is_corrected_under_a_name_and_shown_in_the_text(desk, shelf):
    seen = desk.get(f"/acts/{shelf.charts}.json").json()["seen"]
    assert send(desk, f"/acts/{shelf.charts}/edit", seen=seen, field="class", value="decision").status_code == 303
    assert "corrected" in desk.get(f"/documents/{shelf.busan}").text
    assert desk.get(f"/documents/{shelf.busan}").text.count("act trigger decision") == 1
    trail = desk.get("/actions.json").json()["actions"]
    assert (trail[0]["by"], trail[0]["what"], trail[0]["about"]) == ("Ahn", "edit", shelf.charts)
    wrong = send(desk, f"/acts/{shelf.charts}/edit", seen=str(trail[0]["number"]), field="class", value="pledge")
    assert wrong.status_code == 409
    assert "use one of" in wrong.text


def test_a_person_who_looked_makes_it_looked_at(desk, shelf):
    seen = desk.get(f"/acts/{shelf.harbours}.json").json()["seen"]
    assert send(desk, f"/acts/{shelf.harbours}/looked", seen=seen, remark="the press").status_code == 303
    page = desk.get(f"/acts/{shelf.harbours}").text
    assert "Ahn looked elsewhere" in page
    assert "Nobody has looked" not in page


def test_evidence_that_no_rule_found_is_added(desk, shelf):
    seen = desk.get(f"/acts/{shelf.charts}.json").json()["seen"]
    answer = send(desk, f"/acts/{shelf.charts}/evidence", seen=seen, act=shelf.opened, relation="contests")
    assert answer.status_code == 303
    assert status_of(desk, shelf.charts) == "contested"


def test_programs_decide_with_json_and_the_token_in_a_header(desk, shelf):
    number, seen = proposal_of(desk, shelf.exchanged)
    body = {"verdict": "accept", "seen": seen}
    assert desk.post(f"/review/{number}.json", json=body).status_code == 403
    done = desk.post(f"/review/{number}.json", json=body, headers={"x-csrf-token": token_of(desk)})
    assert done.status_code == 200
    assert done.json()["action"] > 0
    wrong = desk.post(f"/review/{number}.json", json=body | {"more": 1}, headers={"x-csrf-token": token_of(desk)})
    assert wrong.status_code == 422


def test_review_works_on_both_databases(any_room):
    client, shelf = any_room
    number, seen = proposal_of(client, shelf.exchanged)
    assert send(client, f"/review/{number}", seen=seen, verdict="accept").status_code == 303
    assert send(client, f"/review/{number}", seen=seen, verdict="reject").status_code == 409
    assert status_of(client, shelf.charts) == "fulfilled"
    assert merge(client, shelf.kim, shelf.other_kim).status_code == 303


def test_a_pair_is_decided_whichever_of_the_two_is_named_first(any_room):
    client, shelf = any_room
    number, seen = proposal_of(client, shelf.other_kim)
    assert merge(client, shelf.other_kim, shelf.kim).status_code == 303
    assert number not in [one["id"] for one in queue(client)[0]]
    answer = send(client, f"/review/{number}", seen=seen, verdict="reject")
    assert answer.status_code == 409
    assert "Ahn accepted this meanwhile" in answer.text
    assert client.get(f"/things/{shelf.kim}.json").json()["thing"]["count"] == 2


def test_only_a_mention_of_the_thing_is_split_off(desk, shelf):
    merge(desk, shelf.kim, shelf.other_kim)
    meeting = desk.get(f"/things/{shelf.meeting}.json").json()["seen"]
    answer = send(desk, f"/things/{shelf.meeting}/split", seen=meeting, item=shelf.other_kim)
    assert answer.status_code == 409
    assert "is no mention of" in answer.text
    assert desk.get(f"/things/{shelf.kim}.json").json()["thing"]["count"] == 2


def test_a_merge_is_refused_where_others_held_the_two_apart_meanwhile(desk, shelf):
    """Whichever of the two the decision was written under."""
    one, other = (desk.get(f"/things/{key}.json").json()["seen"] for key in (shelf.kim, shelf.other_kim))
    number, seen = proposal_of(desk, shelf.other_kim)
    send(desk, f"/review/{number}", seen=seen, verdict="reject")
    assert merge(desk, shelf.other_kim, shelf.kim, seen=other).status_code == 409
    assert merge(desk, shelf.kim, shelf.other_kim, seen=one).status_code == 409


def test_a_bulk_action_is_undone_whole_whichever_of_its_lines_is_undone(desk, shelf):
    for line in (0, -1):
        found, seen = queue(desk)
        chosen = [f"{one['id']}:{seen[str(one['id'])]}" for one in found]
        answer = send(desk, "/review/several", verdict="accept", chosen=[*chosen, chosen[0]])
        assert f"done={answer.headers['location'].partition('done=')[2]}" in answer.headers["location"]
        assert queue(desk)[0] == []
        assert status_of(desk, shelf.charts) == "fulfilled"
        assert desk.get(f"/things/{shelf.kim}.json").json()["thing"]["count"] == 2
        lines = [one for one in desk.get("/actions.json").json()["actions"] if one["what"] == "accept"][: len(found)]
        assert {one["about"] for one in lines} == {one["left"]["key"] for one in found}
        before = desk.get(f"/acts/{shelf.charts}.json").json()["seen"]
        assert send(desk, f"/actions/{lines[line]['number']}/undo").status_code == 303
        assert [one["id"] for one in queue(desk)[0]] == [one["id"] for one in found]
        assert status_of(desk, shelf.charts) == "pending"
        assert desk.get(f"/things/{shelf.kim}.json").json()["thing"]["count"] == 1
        assert desk.get(f"/acts/{shelf.charts}.json").json()["seen"] != before
        assert send(desk, f"/actions/{lines[0]['number']}/undo").status_code == 409


def test_what_an_editor_corrected_is_not_taken_back_by_a_reviewer(desk, shelf):
    seen = desk.get(f"/acts/{shelf.charts}.json").json()["seen"]
    send(desk, f"/acts/{shelf.charts}/edit", seen=seen, field="class", value="decision")
    number = desk.get("/actions.json").json()["actions"][0]["number"]
    token = token_of(desk)
    as_role(desk, "reviewer")
    undo = f"/actions/{number}/undo"
    answer = desk.post(undo, data={"token": token}, follow_redirects=False)
    assert (answer.status_code, "needs the role editor" in answer.text) == (403, True)
    as_role(desk, "editor")
    assert desk.post(undo, data={"token": token}, follow_redirects=False).status_code == 303


def as_role(desk, role):
    from communique.web.caller import Caller

    async def another(_request):
        return Caller("Lee", role)

    desk.app.state.knows = another


def buttons(text):
    """Return what a page offers to do: its buttons in forms that are sent, without the search."""
    return re.findall(r'<form[^>]*method="post".*?</form>', text, re.S)


def test_a_role_is_shown_what_it_may_and_told_what_another_may(desk, shelf, waiting):
    seen = desk.get(f"/acts/{shelf.charts}.json").json()["seen"]
    send(desk, f"/acts/{shelf.charts}/edit", seen=seen, field="class", value="decision")
    seen = desk.get(f"/acts/{shelf.rescue}.json").json()["seen"]
    send(desk, f"/acts/{shelf.rescue}/looked", seen=seen)
    draft = send(desk, "/add", text="Talks\n\nMarch 3, 2024\n\nJapan agreed to meet.\n").headers["location"]
    merging = f"/things/{shelf.kim}/merge?other={shelf.other_kim}"
    numbers = [one["id"] for one in queue(desk)[0]]
    of_reviewers = ("/review", "/review?done=1", f"/review/several?id={numbers[0]}", merging, f"/acts/{shelf.rescue}")
    of_editors = ("/add", f"/rereadings/{waiting}")
    as_role(desk, "reader")
    for path, role in (*((one, "reviewer") for one in of_reviewers), *((one, "editor") for one in of_editors)):
        text = desk.get(path).text
        assert buttons(text) == [], path
        assert f"needs the role {role}; Lee is reader." in text, path
    assert buttons(desk.get("/actions").text) == []
    assert 'name="id"' not in desk.get("/review").text
    as_role(desk, "reviewer")
    for path in of_reviewers:
        assert buttons(desk.get(path).text), path
    for path in of_editors:
        assert buttons(desk.get(path).text) == [], path
    assert "Correcting a value needs the role editor; Lee is reviewer." in desk.get(f"/acts/{shelf.rescue}").text
    assert len(buttons(desk.get("/actions").text)) == 1  # not what an editor corrected
    as_role(desk, "editor")
    assert len(buttons(desk.get("/actions").text)) == 2
    for path in of_editors:
        assert buttons(desk.get(path).text), path
    assert desk.get(draft).status_code == 403


def test_what_was_taken_back_is_not_offered_to_be_taken_back_again(desk, shelf):
    number, seen = proposal_of(desk, shelf.exchanged)
    send(desk, f"/review/{number}", seen=seen, verdict="accept")
    one = desk.get("/actions.json").json()["actions"][0]
    assert (one["what"], one["undo"]) == ("accept", "reviewer")
    send(desk, f"/actions/{one['number']}/undo")
    assert {done["undo"] for done in desk.get("/actions.json").json()["actions"]} == {None}


def test_forms_offer_what_the_register_takes(desk, shelf):
    assert get_args(Relation) == RELATIONS
    page = desk.get(f"/acts/{shelf.charts}").text
    offered = re.findall(r'<option value="(\w+)"', page.partition('name="relation"')[2].partition("</select>")[0])
    assert tuple(offered) == RELATIONS
    for address, fields in ((f"/acts/{shelf.charts}", ACT_FIELDS), (f"/things/{shelf.kim}", ITEM_FIELDS)):
        shown = desk.get(address).text
        assert re.findall(r'name="field" value="(\w+)"', shown) == list(fields)
        for field in {"class", "kind", "status"} & fields.keys():
            chosen = shown.partition(f'name="field" value="{field}"')[2].partition("</select>")[0]
            offered = re.findall(r"<option(?: selected)?>(\w+)", chosen)
            assert offered == [fields[field](value) for value in offered] != []


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        ("/acts/{charts}/edit", {"field": "due_latest", "value": "soon"}),
        ("/acts/{charts}/evidence", {"act": "nothing", "relation": "progress"}),
        ("/things/{kim}/edit", {"field": "first_day", "value": "<b>soon"}),
    ],
)
def test_a_wrong_value_leads_back_to_its_form_with_what_was_typed(desk, shelf, form, typed):
    path = form.format(charts=shelf.charts, kim=shelf.kim)
    page, _, _ = path.rpartition("/")
    seen = re.search(r'name="seen" value="([^"]*)"', desk.get(page).text)[1]
    refused = send(desk, path, seen=seen, **typed)
    assert refused.status_code == 409
    back = unescape(re.search(r'<a href="([^"]*)">Back to the form, with what you typed', refused.text)[1])
    assert back.startswith(f"{page}?")
    assert back.endswith("#edit")
    shown = unescape(desk.get(back).text)
    assert "<details open>" in shown
    for value in typed.values():
        assert f'value="{value}"' in shown
    assert "isoformat" not in refused.text


def test_what_is_decided_already_leads_back_to_its_room(desk, shelf):
    refused = send(desk, "/review/1", seen="9", verdict="accept")
    assert '<a href="/review">Back to where it was' in refused.text
    kind = desk.get(f"/things/{shelf.kim}/merge", params={"other": "nothing"})
    assert f'<a href="/things/{shelf.kim}?other=nothing#edit">' in kind.text


def test_things_of_different_kinds_are_not_asked_about(desk, shelf):
    other = desk.get("/meetings.json").json()["things"][0]["key"]
    page = desk.get(f"/things/{shelf.kim}/merge", params={"other": other}).text
    assert "Are these two one thing?" not in page
    assert "Things of different kinds can not be one: person, meeting." in page
    assert page.index("These two are not to be merged") < page.index('class="side-by-side')
