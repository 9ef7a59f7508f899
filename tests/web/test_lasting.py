"""Lasting answers: looked up once for a stamp, anew after every write, and an error is never kept."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from communique.register.stamp import stamp
from communique.web.lasting import Answers

from .conftest import send


def test_many_who_ask_at_once_have_it_looked_up_once():
    answers, looked, together = Answers(), [], Barrier(8)

    def ask(_):
        together.wait()
        return answers.of("question", lambda: looked.append(1) or "answer")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == ["answer"] * 8
    assert len(looked) == 1


def test_an_error_is_told_and_not_kept():
    answers = Answers()
    with pytest.raises(ZeroDivisionError):
        answers.of("question", lambda: 1 // 0)
    assert answers.of("question", lambda: 7) == 7


def test_only_the_last_questions_are_kept():
    answers = Answers(most=2)
    for question in ("a", "b", "c"):
        answers.of(question, lambda question=question: question)
    assert answers.of("b", lambda: "anew") == "b"
    assert answers.of("a", lambda: "anew") == "anew"


def test_every_kind_of_write_changes_the_stamp_and_what_pages_say(any_room):
    client, shelf = any_room
    register = client.app.state.register

    def now():
        with register.view() as view:
            return stamp(view.connection)

    before = now()
    assert before == now()
    seen = client.get(f"/acts/{shelf.charts}.json").json()["seen"]
    assert send(client, f"/acts/{shelf.charts}/looked", seen=seen).status_code == 303
    assert now() != before
    told = client.get(f"/acts/{shelf.charts}.json").json()
    assert told["act"]["status"]["searched"]["by"] == "Ahn"
    for field, value in (("class", "decision"), ("class", "commitment")):
        last = now()
        edit = {"seen": client.get(f"/acts/{shelf.charts}.json").json()["seen"], "field": field, "value": value}
        assert send(client, f"/acts/{shelf.charts}/edit", **edit).status_code == 303
        assert now() != last
        assert client.get(f"/acts/{shelf.charts}.json").json()["act"]["cls"] == value
    last = now()
    action = client.get("/actions.json").json()["actions"][0]["number"]
    assert send(client, f"/actions/{action}/undo").status_code == 303
    assert now() != last
    assert client.get(f"/acts/{shelf.charts}.json").json()["act"]["cls"] == "decision"


def test_decisions_on_links_leave_the_stamp_of_texts_and_corrections_change_it(any_room):
    client, shelf = any_room
    register = client.app.state.register
    answers = Answers()

    def now():
        with register.view() as view:
            known = answers.texts(view)
            assert known == Answers().texts(view)
            return known

    before = now()
    seen = client.get(f"/acts/{shelf.charts}.json").json()["seen"]
    assert send(client, f"/acts/{shelf.charts}/looked", seen=seen).status_code == 303
    assert now() == before
    with register.view() as view:
        looked = stamp(view.connection)[0]
    assert send(client, f"/actions/{looked}/undo").status_code == 303
    assert now() == before
    edit = {"seen": client.get(f"/acts/{shelf.charts}.json").json()["seen"], "field": "class", "value": "decision"}
    assert send(client, f"/acts/{shelf.charts}/edit", **edit).status_code == 303
    edited = now()
    assert edited > before
    assert send(client, f"/actions/{edited}/undo").status_code == 303
    assert now() > edited


def test_who_logs_in_changes_nothing_of_what_documents_say(any_room):
    register = any_room[0].app.state.register
    answers = Answers()
    with register.view() as view:
        before = answers.texts(view)
    register.write(lambda writer: writer.note("login refused", "account kim", {}))
    with register.view() as view:
        assert answers.texts(view) == before
