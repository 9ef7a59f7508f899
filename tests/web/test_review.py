"""Review: decisions one by one and several at once, undone again, and never over what others decided meanwhile."""

import re
from typing import get_args

from communique.register import open_register
from communique.register.corrections import ACT_FIELDS, ITEM_FIELDS
from communique.resolve.link import RELATIONS
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


def test_two_items_are_merged_and_split_again(desk, shelf):
    seen = desk.get(f"/things/{shelf.kim}.json").json()["seen"]
    assert send(desk, f"/things/{shelf.kim}/merge", seen=seen, other=shelf.other_kim).status_code == 303
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
    seen = client.get(f"/things/{shelf.kim}.json").json()["seen"]
    assert send(client, f"/things/{shelf.kim}/merge", seen=seen, other=shelf.other_kim).status_code == 303


def test_a_pair_is_decided_whichever_of_the_two_is_named_first(any_room):
    client, shelf = any_room
    number, seen = proposal_of(client, shelf.other_kim)
    other = client.get(f"/things/{shelf.other_kim}.json").json()["seen"]
    assert send(client, f"/things/{shelf.other_kim}/merge", seen=other, other=shelf.kim).status_code == 303
    assert number not in [one["id"] for one in queue(client)[0]]
    answer = send(client, f"/review/{number}", seen=seen, verdict="reject")
    assert answer.status_code == 409
    assert "Ahn accepted this meanwhile" in answer.text
    assert client.get(f"/things/{shelf.kim}.json").json()["thing"]["count"] == 2


def test_only_a_mention_of_the_thing_is_split_off(desk, shelf):
    seen = desk.get(f"/things/{shelf.kim}.json").json()["seen"]
    send(desk, f"/things/{shelf.kim}/merge", seen=seen, other=shelf.other_kim)
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
    for key, saw, with_ in ((shelf.other_kim, other, shelf.kim), (shelf.kim, one, shelf.other_kim)):
        assert send(desk, f"/things/{key}/merge", seen=saw, other=with_).status_code == 409


def test_a_merge_is_refused_where_the_other_was_changed_since_it_was_seen(desk, shelf):
    one, other = (desk.get(f"/things/{key}.json").json()["seen"] for key in (shelf.kim, shelf.other_kim))
    send(desk, f"/things/{shelf.other_kim}/edit", seen=other, field="party", value="JPN")
    fields = {"seen": one, "other": shelf.other_kim}
    assert send(desk, f"/things/{shelf.kim}/merge", **fields, other_seen=other).status_code == 409
    now = desk.get(f"/things/{shelf.other_kim}.json").json()["seen"]
    assert send(desk, f"/things/{shelf.kim}/merge", **fields, other_seen=now).status_code == 303


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
    from communique.web.caller import Caller

    seen = desk.get(f"/acts/{shelf.charts}.json").json()["seen"]
    send(desk, f"/acts/{shelf.charts}/edit", seen=seen, field="class", value="decision")
    number = desk.get("/actions.json").json()["actions"][0]["number"]
    token, role = token_of(desk), "reviewer"

    async def another(_request):
        return Caller("Lee", role)

    desk.app.state.knows = another
    undo = f"/actions/{number}/undo"
    answer = desk.post(undo, data={"token": token}, follow_redirects=False)
    assert (answer.status_code, "needs the role editor" in answer.text) == (403, True)
    role = "editor"
    assert desk.post(undo, data={"token": token}, follow_redirects=False).status_code == 303


def test_forms_offer_what_the_register_takes(desk, shelf):
    assert get_args(Relation) == RELATIONS
    page = desk.get(f"/acts/{shelf.charts}").text
    offered = re.findall(r'<option value="(\w+)"', page.partition('name="relation"')[2].partition("</select>")[0])
    assert tuple(offered) == RELATIONS
    for address, fields in ((f"/acts/{shelf.charts}", ACT_FIELDS), (f"/things/{shelf.kim}", ITEM_FIELDS)):
        chosen = desk.get(address).text.partition('name="field"')[2].partition("</select>")[0]
        assert re.findall(r"<option>(\w+)", chosen) == list(fields)
