"""Attacks: what documents, addresses, forms and other sites send is text, or is refused in one line."""

import re

import pytest
from tests.register.conftest import keep

from communique.register import open_register

from .conftest import room_of, send, token_of
from .shelf import hostile
from .test_pages import PAGES, Page, address

SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'onmouseover='alert(1)",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "</title></textarea></article><svg onload=alert(1)>",
)
SQL = (
    *("'", "' OR 1=1 --", '"; DROP TABLE versions; --', "a' UNION SELECT record FROM versions --"),
    *("%", "_", "\\", "*", "NEAR("),
)
FOREIGN = ("evil.example", "evil.example:8642", "localhost.evil.example", "127.0.0.1.nip.io", "", "[", "10.0.0.5")


def quoted(words):
    """Return words as an address holds them."""
    return re.sub(r"[^A-Za-z0-9]", lambda one: "".join(f"%{byte:02X}" for byte in one[0].encode()), words)


@pytest.mark.parametrize("words", SCRIPTS)
def test_a_script_in_any_field_of_a_document_is_shown_as_text(tmp_path, words):
    register = open_register(str(tmp_path / "register.db"), create=True)
    key = keep(register, hostile(words)).key
    with room_of(register, tmp_path / "drafts") as client:
        people = client.get("/people.json").json()["things"][0]["key"]
        meeting = client.get("/meetings.json").json()["things"][0]["key"]
        act = client.get("/commitments.json").json()["commitments"][0]["key"]
        found = 0
        for path in (
            *("/", "/documents", f"/documents/{key}", "/commitments", f"/acts/{act}", "/series", "/exercises"),
            *("/people", "/bodies", "/instruments", "/meetings", f"/things/{people}", f"/things/{meeting}"),
            *(
                "/parties",
                "/review",
                "/actions",
                f"/history/{key}",
                "/search?q=agreed",
                "/commitments?view=board&limit=100",
            ),
        ):
            answer = client.get(path)
            assert answer.status_code == 200, path
            page = Page(answer.text)
            assert page.wrong == [], path
            for sign in ("<script>alert", "<img src=x", "<svg onload"):
                assert sign not in answer.text, path
            assert [one for one in page.refers if re.match(r"[a-z]+:", one)] == [], path
            found += "alert(1)" in answer.text or "7*7" in answer.text
        assert found > 8
        for listed in client.get("/parties.json").json()["parties"]:
            assert client.get("/parties/" + quoted(listed["code"])).status_code in (200, 404)
    register.close()


PARAMETERS = (
    "/documents?party={}",
    "/documents?series={}",
    "/documents?class={}",
    "/documents?after={}",
    "/search?q={}",
    "/search?q=rescue&party={}",
    "/search?q=rescue&series={}",
    "/commitments?text={}",
    "/commitments?party={}",
    "/commitments?series={}",
    "/commitments?document={}",
    "/commitments?status={}",
    "/commitments?as_of={}",
    "/commitments?page={}",
    "/people?name={}",
    "/people?party={}",
    "/meetings?series={}",
    "/series/{}",
    "/parties/{}",
    "/documents/{}",
    "/acts/{}",
    "/things/{}",
    "/history/{}",
    "/review?kind={}",
    "/review?skip={}",
    "/review/several?id={}",
    "/add/{}",
)


@pytest.mark.parametrize("path", PARAMETERS)
def test_sql_in_any_parameter_is_a_word_or_refused(room, path):
    before = room.get("/documents.json").json()
    for words in (*SQL, "\x00", "\ud7ff", "9" * 30, "a" * 5000, "-1"):
        answer = room.get(path.format(quoted(words)))
        assert answer.status_code in (200, 404, 422), (words, answer.status_code)
        assert "Traceback" not in answer.text
        assert "sqlite" not in answer.text.casefold()
    assert room.get("/documents.json").json() == before


def test_sql_in_parameters_is_harmless_on_both_databases(any_room):
    client, _ = any_room
    for path in PARAMETERS:
        for words in ("' OR 1=1 --", "%25", "%5C", "%00", "%22*", 'a b -c "d'):
            assert client.get(path.format(words)).status_code in (200, 404, 422), (path, words)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2fapp.py",
        "/static//etc/passwd",
        "/static/....//app.py",
        "/static/..\\app.py",
        "/documents/..%2f..%2fetc%2fpasswd",
        "/add/..%2f..%2fetc%2fpasswd",
        "/add/../../../etc/passwd.json",
    ],
)
def test_no_path_leads_out(room, path):
    answer = room.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "create_app" not in answer.text


def writes(shelf):
    return (
        ("/review/1", {"verdict": "accept", "seen": "1"}),
        ("/review/several", {"verdict": "accept", "chosen": "1:1"}),
        ("/actions/1/undo", {}),
        (f"/rereadings/{shelf.busan}", {"seen": "0", "verdict": "take"}),
        (f"/acts/{shelf.charts}/looked", {"seen": "0"}),
        (f"/acts/{shelf.charts}/evidence", {"seen": "0", "act": shelf.opened, "relation": "fulfils"}),
        (f"/acts/{shelf.charts}/edit", {"seen": "0", "field": "kind", "value": "specific"}),
        (f"/things/{shelf.kim}/edit", {"seen": "0", "field": "name", "value": "X"}),
        (f"/things/{shelf.kim}/merge", {"seen": "0", "other": shelf.other_kim}),
        (f"/things/{shelf.kim}/split", {"seen": "0", "item": shelf.kim}),
        ("/add", {"text": "A text."}),
        ("/add/abcdefghijklmnop/keep", {}),
        ("/add/abcdefghijklmnop/discard", {}),
    )


def test_no_write_is_done_without_its_token(desk, shelf):
    before = desk.get("/actions.json").json()
    token = token_of(desk)
    for path, fields in writes(shelf):
        assert desk.post(path, data=fields).status_code == 403, path
        assert desk.post(path, data=fields | {"token": "0" * 64}).status_code == 403, path
        assert desk.post(f"{path}.json", json=fields).status_code == 403, path
        foreign = {"origin": "https://evil.example", "x-csrf-token": token}
        assert desk.post(path, data=fields | {"token": token}, headers=foreign).status_code == 403, path
        crossed = {"sec-fetch-site": "cross-site"}
        assert desk.post(path, data=fields | {"token": token}, headers=crossed).status_code == 403, path
    assert desk.get("/actions.json").json() == before


def test_every_write_of_the_api_is_among_those_that_were_tried(desk, shelf):
    described = desk.get("/openapi.json").json()["paths"]
    posts = {path for path, methods in described.items() if set(methods) - {"get"}}
    tried = {f"{path}.json" for path, _ in writes(shelf)}
    for path in posts:
        shape = re.compile(re.sub(r"\{\w+\}", "[^/]+", path))
        assert any(shape.fullmatch(one) for one in tried), path


def test_a_token_is_of_one_visit_only(desk, shelf):
    token = token_of(desk)
    desk.cookies.clear()
    assert desk.post("/actions/1/undo", data={"token": token}).status_code == 403
    desk.cookies.set("communique", "forged" + "x" * 37)
    assert desk.post("/actions/1/undo", data={"token": token}).status_code == 403


def test_the_cookie_is_kept_from_scripts_and_other_sites(desk):
    cookie = desk.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "set-cookie" not in desk.get("/").headers


@pytest.mark.parametrize("host", FOREIGN)
def test_a_page_that_points_its_name_here_is_refused(room, host):
    answer = room.get("/documents.json", headers={"host": host})
    assert answer.status_code == 421
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["localhost:8642", "127.0.0.1:8642", "[::1]:8642", "LOCALHOST"])
def test_the_names_of_this_machine_come_in(room, host):
    assert room.get("/documents.json", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_other_methods_do_nothing(room, shelf, method):
    for path in PAGES[:6]:
        assert room.request(method, address(path, shelf)).status_code in (403, 405)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[" * 20_000, "application/json"),
        (b"null", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"broken", "multipart/form-data"),
        (b"a=%ff%00", "application/x-www-form-urlencoded"),
        (b"x", "text/plain"),
    ],
)
def test_bodies_that_are_none_are_refused(desk, body, kind):
    headers = {"content-type": kind, "x-csrf-token": token_of(desk)}
    for path in ("/review/1.json", "/review/1", "/add", "/actions/1/undo.json"):
        answer = desk.post(path, content=body, headers=headers, follow_redirects=False)
        assert answer.status_code in (400, 403, 404, 409, 422), (path, answer.status_code, answer.text[-200:])
        assert "Traceback" not in answer.text


def test_nothing_of_a_refusal_is_in_the_log_as_a_trace(desk, shelf, caplog):
    send(desk, "/review/999999", seen="0", verdict="accept")
    send(desk, f"/acts/{shelf.charts}/edit", seen="x", field="class", value="<script>")
    desk.get("/documents?after=x")
    desk.get("/nothing")
    assert "Traceback" not in caplog.text
    assert [one for one in caplog.records if one.name.startswith("communique")] == []


@pytest.mark.parametrize("size", ["\u00b2", "\u0663", "-1", "1e3", ""])
def test_a_length_that_is_no_number_is_refused(desk, size):
    headers = {"content-type": "application/x-www-form-urlencoded", "content-length": size.encode("utf-8")}
    assert desk.post("/actions/1/undo", content=b"x", headers=headers).status_code == 413
