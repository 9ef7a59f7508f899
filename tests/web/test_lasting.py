"""Lasting answers: looked up once for a stamp, anew after every write, and an error is never kept."""

from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Barrier

import pytest
from starlette.testclient import TestClient

from communique.register import open_register
from communique.register.stamp import stamp
from communique.web.lasting import Answers

from .conftest import copied, room_of, send


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self):
        self.time = 100.0

    def __call__(self):
        return self.time


class Later(Executor):
    """Does what is given to it once it is told to."""

    def __init__(self):
        self.waiting = []

    def submit(self, work, /, *given):
        self.waiting.append((work, given))

    def run(self):
        while self.waiting:
            work, given = self.waiting.pop(0)
            work(*given)


class Source:
    """A register of one number, which is its stamp; what is looked up of it is noted."""

    def __init__(self):
        self.now, self.looked = 1, []

    def stamp(self):
        return (self.now,)

    def look(self):
        self.looked.append(self.now)
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def beside():
    return Later()


@pytest.fixture
def answers(clock, beside):
    return Answers(clock=clock, beside=beside)


def test_many_who_ask_at_once_have_it_looked_up_once(answers):
    source, together = Source(), Barrier(8)

    def ask(_):
        together.wait()
        return answers.of("question", source.stamp, source.look)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [1] * 8
    assert source.looked == [1]


def test_an_error_is_told_and_not_kept(answers):
    with pytest.raises(ZeroDivisionError):
        answers.of("question", tuple, lambda: 1 // 0)
    assert answers.of("question", tuple, lambda: 7) == 7


def test_only_the_last_questions_are_kept():
    answers = Answers(most=2)
    for question in ("a", "b", "c"):
        answers.of(question, tuple, lambda question=question: question)
    assert answers.of("b", tuple, lambda: "anew") == "b"
    assert answers.of("a", tuple, lambda: "anew") == "anew"


def test_who_may_not_lag_never_gets_what_does_not_hold_any_more(answers):
    source = Source()
    for source.now in (1, 2, 3):
        assert answers.of("question", source.stamp, source.look) == source.now


def test_who_may_lag_gets_the_last_answer_while_the_next_one_is_looked_up_once_beside_them(answers, beside):
    source = Source()
    assert answers.of("question", source.stamp, source.look, 10) == 1
    source.now = 2
    assert [answers.of("question", source.stamp, source.look, 10) for _ in range(5)] == [1] * 5
    assert len(beside.waiting) == 1
    beside.run()
    assert answers.of("question", source.stamp, source.look, 10) == 2
    assert source.looked == [1, 2]


def test_what_is_looked_up_beside_the_readers_has_the_stamp_of_when_it_is(answers, beside):
    source = Source()
    answers.of("question", source.stamp, source.look, 10)
    for source.now in (2, 3):
        answers.of("question", source.stamp, source.look, 10)
    beside.run()
    assert answers.of("question", source.stamp, source.look) == 3
    assert source.looked == [1, 3]


def test_no_answer_is_given_that_held_longer_ago_than_the_lag(answers, clock):
    source = Source()
    answers.of("question", source.stamp, source.look, 10)
    clock.time += 60
    assert answers.of("question", source.stamp, source.look, 10) == 1, "it holds still, and did until now"
    source.now = 2
    clock.time += 9
    assert answers.of("question", source.stamp, source.look, 10) == 1
    clock.time += 1
    assert answers.of("question", source.stamp, source.look, 10) == 2


def test_who_may_not_lag_has_what_waits_looked_up_at_once(answers, beside):
    source = Source()
    answers.of("question", source.stamp, source.look, 10)
    source.now = 2
    assert answers.of("question", source.stamp, source.look, 10) == 1
    assert answers.of("question", source.stamp, source.look) == 2
    beside.run()
    assert source.looked == [1, 2]


def test_an_error_beside_the_readers_is_told_to_the_next_one(answers, beside):
    source = Source()
    answers.of("question", source.stamp, source.look, 10)
    source.now = 0
    assert answers.of("question", source.stamp, lambda: 1 // source.now, 10) == 1
    beside.run()
    with pytest.raises(ZeroDivisionError):
        answers.of("question", source.stamp, lambda: 1 // source.now, 10)


def test_who_made_a_decision_and_programs_see_it_at_once_and_other_readers_may_lag(filled, tmp_path):
    register = open_register(str(copied(filled[0], tmp_path / "copy.db")))
    path = f"/acts/{filled[1].charts}"
    with room_of(register, tmp_path / "drafts", lag=10) as client:
        app = client.app
        app.state.answers = Answers(beside=(beside := Later()))
        other = TestClient(app, base_url="http://localhost:8642")
        assert all("Ahn looked" not in one.get(path).text for one in (client, other))
        seen = client.get(f"{path}.json").json()["seen"]
        assert send(client, f"{path}/looked", seen=seen).status_code == 303
        assert "Ahn looked" not in other.get(path).text
        assert "Ahn looked" in client.get(path).text
        action = client.get("/actions.json").json()["actions"][0]["number"]
        assert send(client, f"/actions/{action}/undo").status_code == 303
        assert "Ahn looked" in other.get(path).text
        assert other.get(f"{path}.json").json()["act"]["status"]["searched"]["by"] is None
        assert "Ahn looked" not in other.get(path).text
        assert len(beside.waiting) == 1
    register.close()


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
