"""Adding: pasted, uploaded or fetched, read beside the server, previewed, and kept only when a person says so."""

import json
import re
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context

import pytest

from communique.model import record_to_json
from communique.model.errors import RegisterError
from communique.read import fetch as fetching
from communique.register import drafts
from communique.web import workshop
from communique.web.add import pasted_as

from .conftest import line_of, send, token_of
from .shelf import NEWER, juneau

TEXT = """Coast Guard Talks in Incheon

March 3, 2025

The directors of the Republic of Korea and Japan agreed to hold a search and rescue drill by the end of 2025. They \
welcomed the work of their crews.
"""


FORM = {"content-type": "application/x-www-form-urlencoded"}


def upload(client, name, data, to="/add", **fields):
    given = {"token": token_of(client), **fields}
    return client.post(to, data=given, files={"upload": (name, data)}, follow_redirects=False)


def test_a_pasted_text_is_previewed_before_it_is_kept(desk):
    before = desk.get("/documents.json").json()["documents"]
    answer = send(desk, "/add", text=TEXT)
    assert answer.status_code == 303
    draft = answer.headers["location"]
    page = desk.get(draft)
    assert "Preview, not kept yet" in page.text
    assert "act trigger commitment" in page.text
    assert desk.get("/documents.json").json()["documents"] == before
    kept = send(desk, f"{draft}/keep")
    assert kept.status_code == 303
    key = kept.headers["location"].removeprefix("/documents/")
    assert desk.get(f"/documents/{key}").status_code == 200
    assert desk.get(draft).status_code == 404
    trail = desk.get("/actions.json").json()["actions"][0]
    assert (trail["by"], trail["what"], trail["about"]) == ("Ahn", "keep", key)
    assert trail["at"].startswith("2025-02-01T09:00:00")  # the room's own clock
    assert desk.get(f"/documents/{key}.json").json()["document"]["recorded_at"].startswith("2025-02-01T09:00:00")
    again = send(desk, "/add", text=TEXT).headers["location"]
    assert desk.get(f"{again}.json").json()["known"] == key


def test_a_next_text_tells_what_was_decided_on_the_one_before(desk, shelf):
    """The record is kept as one of the same address: a person's look and correction hold for the same words."""
    seen = desk.get(f"/acts/{shelf.harbours}.json").json()["seen"]
    send(desk, f"/acts/{shelf.harbours}/looked", seen=seen, remark="the press")
    seen = desk.get(f"/acts/{shelf.harbours}.json").json()["seen"]
    send(desk, f"/acts/{shelf.harbours}/edit", seen=seen, field="kind", value="scheduled")
    record = juneau(NEWER + " They thanked their hosts.", "April 15")
    workshop = desk.app.state.workshop
    draft = drafts.begin(workshop.folder, "b" * 20, "Ahn", drafts.Given(url="https://example.org/juneau"), None)
    (workshop.folder / f"{draft.id}.record").write_text(json.dumps(record_to_json(record)), encoding="utf-8")
    drafts.put(workshop.folder, replace(draft, state="ready"))
    kept = send(desk, f"/add/{draft.id}/keep").headers["location"]
    page = desk.get(kept).text
    assert "Kept. Of what people decided before, 2 hold here: " in page
    told = desk.get(f"{kept.partition('?')[0]}.json").json()["carried"]
    assert [(one["what"], one["of"], one["waits"]) for one in told] == [
        ("looked", shelf.harbours, False),
        ("edit kind scheduled", shelf.harbours, False),
    ]
    assert f'href="/acts/{told[0]["about"]}"' in page.partition('id="carried"')[2]
    assert 'id="carried"' not in desk.get(f"/documents/{shelf.busan}").text


PASTED = {
    "plain": "Joint Statement\n\nMarch 3, 2025\n\nThe ministers of Japan agreed to meet.\n",
    "markdown": "# Joint Statement\n\nMarch 3, 2025\n\nThe ministers of **Japan** agreed to meet.\n",
    "page": "<h1>Joint Statement</h1>\n<p>March 3, 2025</p>\n<p>The ministers of <b>Japan</b> agreed to meet.</p>\n",
}


@pytest.mark.parametrize("how", PASTED)
def test_what_is_pasted_is_read_as_what_it_is(desk, how):
    draft = send(desk, "/add", text=PASTED[how]).headers["location"]
    told = desk.get(f"{draft}.json").json()
    assert told["draft"]["source"] == "pasted text"
    document = told["record"]["document"]
    assert (document["title"], document["date"]) == ("Joint Statement", "2025-03-03")
    assert "The ministers of Japan agreed to meet." in document["text"]
    assert [act["class"] for act in told["record"]["acts"]] == ["commitment"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The talks (round #5) cost < 5 million", "text/plain"),
        ("* one\n* two\n", "text/plain"),
        ("<b>no page</b>", "text/plain"),
        ("<p>not closed", "text/plain"),
        ("Joint Statement\n===\n", "text/markdown"),
        ("see [the text](https://example.org/a)", "text/markdown"),
        ("<!DOCTYPE html><title>x</title>", "text/html"),
        ("\n  <div class='a'>x</div>", "text/html"),
    ],
)
def test_the_kind_of_a_pasted_text(text, kind):
    assert pasted_as(text) == kind


def test_numbered_paragraphs_keep_their_numbers(desk):
    text = "Talks\n\nMarch 3, 2025\n\n1. Japan agreed to meet.\n\n(a) It will pay.\n\n- It thanked its hosts.\n"
    draft = send(desk, "/add", text=text).headers["location"]
    before = desk.get(draft).text
    for page in (before, desk.get(send(desk, f"{draft}/keep").headers["location"]).text):
        assert re.findall(r'<span class="mark">(.*?)</span>', page) == ["1.", "(a)"]
        assert page.count('<p class="item') == 3
        assert page.count('<p class="item marked') == 2


def test_a_file_is_uploaded_and_its_day_can_be_told(desk):
    text = TEXT.replace("March 3, 2025\n\n", "")
    answer = upload(desk, "../../etc/talks.txt", text.encode(), on="2025-03-03")
    told = desk.get(f"{answer.headers['location']}.json").json()
    assert told["draft"]["source"] == "talks.txt"
    assert told["record"]["document"]["date"] == "2025-03-03"


def test_a_draft_can_be_discarded(desk):
    draft = send(desk, "/add", text=TEXT).headers["location"]
    assert send(desk, f"{draft}/discard").headers["location"] == "/add"
    assert desk.get(draft).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("program.exe", b"MZ", "this kind of file is not taken"),
        ("page.svg", b"<svg/>", "this kind of file is not taken"),
        ("noending", b"text", "this kind of file is not taken"),
    ],
)
def test_files_of_other_kinds_are_refused(desk, name, data, words):
    answer = upload(desk, name, data)
    assert answer.status_code == 422
    assert words in answer.text


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"%PDF-1.7 broken"), ("a.docx", b"PK\x03\x04broken"), ("a.txt", b" \n "), ("a.txt", b"")],
)
def test_what_can_not_be_read_says_so_in_a_line(desk, name, data):
    answer = upload(desk, name, data)
    assert answer.status_code == 303
    page = desk.get(answer.headers["location"])
    assert page.status_code == 200
    assert "It could not be read" in page.text
    assert "this is a bug" not in page.text
    assert "Traceback" not in page.text


@pytest.mark.parametrize("day", ["tomorrow", "2025-02-30", "1740787200", "03/04/2025"])
def test_a_day_that_is_none_is_said_so(desk, day):
    answer = send(desk, "/add", text=TEXT, on=day)
    assert answer.status_code == 422
    assert "is no day: write it YYYY-MM-DD, as in 2024-09-10" in line_of(answer)


def test_nothing_is_a_line_too(desk):
    answer = send(desk, "/add")
    assert answer.status_code == 422
    assert line_of(answer) == "There is nothing to read: paste a text, choose a file, or give an address."


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/x", "http://[::1]/", "http://169.254.169.254/meta", "http://10.0.0.1/"]
)
def test_an_address_inside_is_not_asked(desk, url):
    draft = send(desk, "/add", url=url).headers["location"]
    told = desk.get(f"{draft}.json").json()["draft"]
    assert told["state"] == "failed"
    assert "not on the public internet" in told["reason"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)"])
def test_an_address_of_another_kind_is_not_taken(desk, url):
    assert send(desk, "/add", url=url).status_code == 422


def test_the_size_of_what_is_sent_is_limited(filled, tmp_path):
    from communique.register import open_register

    from .conftest import room_of

    register = open_register(str(filled[0]))
    with room_of(register, tmp_path, upload_bytes=1000) as client:
        assert upload(client, "a.txt", b"x" * 200_000).status_code == 413
        assert upload(client, "a.txt", b"x" * 2_000).status_code == 413
        refused = upload(client, "a.txt", b"x" * 200_000, to="/add.json")
        assert (refused.status_code, refused.json()["error"][:17]) == (413, "this is more than")
        assert "101,000 bytes" in refused.json()["error"]
        assert client.post("/actions/1/undo", data={"back": "x" * 100_000}).status_code == 413
        pieces = (b"x" * 10_000 for _ in range(30))
        assert client.post("/actions/1/undo", content=pieces, headers=FORM).status_code == 413
    register.close()


def test_a_draft_is_of_the_person_who_made_it(desk):
    draft = send(desk, "/add", text=TEXT).headers["location"]
    from communique.web.caller import Caller

    async def another(_request):
        return Caller("Berg", "administrator")

    desk.app.state.knows = another
    assert desk.get(draft).status_code == 403


def test_a_reader_adds_and_decides_nothing(desk, shelf):
    from communique.web.caller import Caller

    async def reader(_request):
        return Caller("Lee", "reader", "KOR")

    desk.app.state.knows = reader
    assert "Adding needs the role editor" in desk.get("/add").text
    from communique.web.security import form_token

    own = form_token(b"s" * 32, desk.cookies["communique"])
    assert desk.post("/add", data={"token": own, "text": TEXT}).status_code == 403
    seen = desk.get(f"/acts/{shelf.charts}.json").json()["seen"]
    answer = desk.post(f"/acts/{shelf.charts}/looked", data={"token": own, "seen": seen})
    assert answer.status_code == 403
    assert "needs the role reviewer" in answer.text
    assert "<h2>Decide</h2>" not in desk.get(f"/acts/{shelf.charts}").text


def test_too_many_drafts_are_refused(desk, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 1)
    draft = send(desk, "/add", text=TEXT)
    assert draft.status_code == 303
    assert send(desk, "/add", text=TEXT + "More.").status_code == 409


def test_a_redirect_to_the_inside_is_not_followed(desk, monkeypatch):
    seen = []

    def refuse(address):
        seen.append(address)
        return False

    monkeypatch.setattr(fetching.fetch, "__kwdefaults__", fetching.fetch.__kwdefaults__ | {"may_connect": refuse})
    draft = send(desk, "/add", url="http://127.0.0.1:9/x").headers["location"]
    assert desk.get(f"{draft}.json").json()["draft"]["state"] == "failed"
    assert seen == ["127.0.0.1"]


def test_the_drafts_of_one_person_are_no_other_s_limit(desk, monkeypatch):
    from communique.web.caller import Caller

    monkeypatch.setattr(drafts, "MOST", 1)
    assert send(desk, "/add", text=TEXT).status_code == 303

    async def another(_request):
        return Caller("Berg", "editor")

    desk.app.state.knows = another
    assert send(desk, "/add", text=TEXT).status_code == 303
    assert send(desk, "/add", text=TEXT).status_code == 409


@pytest.mark.parametrize("moment", ["_document", "put"])
def test_a_draft_that_is_discarded_while_it_is_read_stays_away(tmp_path, monkeypatch, moment):
    given = drafts.Given(media_type="text/plain; charset=utf-8")
    draft = drafts.begin(tmp_path, "a" * 20, "Ahn", given, TEXT.encode())
    before = getattr(drafts, moment)

    def then(folder, *rest):
        if moment == "put":
            drafts.discard(folder, draft)
            return before(folder, *rest)
        found = before(folder, *rest)
        drafts.discard(folder, draft)
        return found

    monkeypatch.setattr(drafts, moment, then)
    drafts.read_draft(tmp_path, draft, given, ())
    assert [path.name for path in tmp_path.iterdir()] == [f"{draft.id}.gone"]
    with pytest.raises(RegisterError, match="is gone"):
        drafts.draft_of(tmp_path, draft.id)


class Pool:
    """A pool of a process that dies at a draft of Berg's, with all that wait behind it."""

    made = 0

    def __init__(self, *_):
        Pool.made += 1
        self.waiting, self.broken = [], False

    def submit(self, work, folder, draft, given, packs):
        if self.broken:
            raise BrokenProcessPool("dead")
        future = Future()
        self.waiting.append((future, folder, draft))
        return future

    def run(self):
        while self.waiting:
            future, folder, draft = self.waiting.pop(0)
            if draft.by == "Berg":
                drafts.put(folder, replace(draft, state="reading"))
                self.broken = True
                for one in (future, *(waiting[0] for waiting in self.waiting)):
                    one.set_exception(BrokenProcessPool("dead"))
                return
            drafts.put(folder, replace(draft, state="ready"))
            future.set_result(None)

    def shutdown(self, **_):
        pass


def states_after(tmp_path, monkeypatch, people):
    """Have drafts of these people read, by processes that die where they are Berg's; return how they stand."""
    monkeypatch.setattr(workshop, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(Pool, "made", 0)
    room = workshop.Workshop((), tmp_path)
    made = []
    for number, by in enumerate(people):
        draft = drafts.begin(tmp_path, f"{number}" * 20, by, drafts.Given(), b"x")
        room.read(draft, drafts.Given())
        made.append(draft)
    for _ in people:
        if room._executor is not None:
            room._executor.run()
    return [drafts.draft_of(tmp_path, one.id).state for one in made]


def test_a_process_that_dies_fails_only_the_draft_that_it_read(tmp_path, monkeypatch):
    people = ["Ahn", "Berg", "Lee", "Berg", "Ahn"]
    assert states_after(tmp_path, monkeypatch, people) == ["ready", "failed", "ready", "failed", "ready"]
    assert Pool.made == 3


def test_a_process_that_dies_before_it_reads_anything_is_not_begun_for_ever(tmp_path, monkeypatch):
    def die(pool):
        pool.broken = True
        for future, *_ in pool.waiting:
            future.set_exception(BrokenProcessPool("dead"))

    monkeypatch.setattr(Pool, "run", die)
    room_of_tries = range(workshop.TRIES + 2)
    states = states_after(tmp_path, monkeypatch, ["Lee" for _ in room_of_tries])
    assert set(states) == {"failed"}
    assert Pool.made <= workshop.TRIES + 2


def test_a_process_that_another_thread_replaced_is_left(tmp_path):
    room = workshop.Workshop((), tmp_path)
    old, new = Pool(), Pool()
    room._executor = new
    room._put_away(old)
    assert room._executor is new


def test_a_reading_process_leaves_ctrl_c_to_the_server():
    with ProcessPoolExecutor(1, get_context("spawn"), workshop._begin) as pool:
        assert pool.submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_IGN
