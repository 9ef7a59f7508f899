"""Attacks on a team's room: nobody comes in who may not, nobody does more than their role, and no secret is kept."""

import json
import logging
import re
import secrets

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import select

from communique.register import accounts, credentials, login, tables
from communique.register.login import Try, log_in
from communique.web.app import ROUTERS, TEAM_ROUTERS
from communique.web.gate import local_path

from .team import OTHER, PASSWORD, QUICK, enter, form_token, post, team_of, visit
from .team import shelf_of_team as shelf_of_team
from .team import team as team
from .team import team_register as team_register

OPEN = {"/login"}
WRONG = "The name or the password is wrong."


def routes(method):
    """Return the paths of the rooms' routes, with something in the place of each parameter."""
    given = {"key": "3f9c2ab1", "name": "reader", "draft": "a" * 20}
    return [
        re.sub(r"\{(\w+)(:\w+)?\}", lambda found: given.get(found[1], "1"), route.path)
        for room in (*ROUTERS, *TEAM_ROUTERS)
        for route in room.router.routes
        if isinstance(route, APIRoute) and method in route.methods
    ]


READS, WRITES = routes("GET"), routes("POST")


def test_the_tests_see_the_routes():
    assert len(READS) > 40
    assert len(WRITES) > 25
    assert "/acts/3f9c2ab1/looked" in WRITES


def test_no_page_is_open_but_the_login(team):
    """Whatever is added later is closed too: the gate stands before the routes."""
    stranger = team.browser()
    for path in (*READS, "/openapi.json", "/nothing-here", "/static", "//evil.example/", "/account/../accounts"):
        answer = stranger.get(path)
        if path in OPEN:
            assert answer.status_code == 200
        elif path.endswith(".json"):
            assert (path, answer.status_code) == (path, 401)
            assert answer.headers["www-authenticate"] == "Bearer"
        else:
            assert (path, answer.status_code) == (path, 303)
            assert answer.headers["location"].startswith("/login")
    for path in set(WRITES) - OPEN:
        answer = stranger.post(path, data={"token": form_token(stranger)})
        assert (path, answer.status_code) == (path, 401 if path.endswith(".json") else 303)
    assert stranger.get("/static/room.css").status_code == 200
    assert stranger.request("OPTIONS", "/accounts").status_code == 303
    assert stranger.head("/documents").status_code == 303


@pytest.mark.parametrize("held", ["A" * 43, "' OR 1=1 --", "../../etc/passwd", "", "A" * 5000])
def test_a_forged_session_is_none(team, held):
    team.log_in("administrator")
    browser = team.browser()
    browser.headers["Cookie"] = f"communique={held}"
    assert browser.get("/accounts.json").status_code == 401


def test_what_is_kept_of_a_session_is_no_session(team):
    team.log_in("administrator")
    team.token("administrator", "administrator")
    with team.register.view() as view:
        digests = [*view.connection.execute(select(tables.sessions.c.digest)).scalars()]
        digests += view.connection.execute(select(tables.tokens.c.digest)).scalars()
    for digest in digests:
        browser = team.browser()
        browser.cookies.set("communique", digest[:43])
        assert browser.get("/accounts.json").status_code == 401
        assert team.program(digest).get("/accounts.json").status_code == 401


def test_the_session_changes_at_the_login(team):
    """What an attacker made the browser hold before is worth nothing afterwards (session fixation)."""
    planted = secrets.token_urlsafe(32)
    browser = team.browser()
    browser.cookies.set("communique", planted, domain="localhost.local")
    browser.headers["Cookie"] = f"communique={planted}"
    answer = enter(browser, "administrator", PASSWORD)
    assert answer.status_code == 303
    given = re.match(r"communique=([\w-]{43});", answer.headers["set-cookie"])[1]
    assert given != planted
    attacker = team.browser()
    attacker.headers["Cookie"] = f"communique={planted}"
    assert attacker.get("/accounts.json").status_code == 401
    attacker.headers["Cookie"] = f"communique={given}"
    assert attacker.get("/accounts.json").status_code == 200


def test_the_session_changes_at_the_logout(team):
    browser = team.log_in("reader")
    held = visit(browser)
    post(browser, "/logout")
    assert visit(browser) != held


def test_no_write_is_done_without_the_token_of_its_form(team):
    browser = team.log_in("administrator")
    other = form_token(team.log_in("administrator"), "/account")
    before = len(team.trail())
    for path in WRITES:
        for given in ({}, {"token": ""}, {"token": "0" * 64}, {"token": other}):
            answer = browser.post(path, data=given)
            assert (path, given, answer.status_code) == (path, given, 403)
        answer = browser.post(path, json={"token": other}, headers={"x-csrf-token": other})
        assert (path, answer.status_code) == (path, 403)
    assert len(team.trail()) == before + 1  # the login by which the trail was asked the second time


def test_the_login_too_needs_the_token_of_its_form(team):
    browser = team.browser()
    other = form_token(team.browser())
    browser.get("/login")
    for token in ("", other):
        answer = browser.post("/login", data={"token": token, "name": "reader", "password": PASSWORD})
        assert answer.status_code == 403
    assert browser.get("/today.json").status_code == 401


@pytest.mark.parametrize("sent", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_another_site_logs_nobody_in_or_out(team, sent):
    browser = team.browser()
    fields = {"token": form_token(browser), "name": "reader", "password": PASSWORD}
    assert browser.post("/login", data=fields, headers=sent).status_code == 403
    browser = team.log_in("reader")
    fields = {"token": form_token(browser, "/account")}
    assert browser.post("/logout", data=fields, headers=sent).status_code == 403
    assert browser.get("/today.json").status_code == 200


def test_a_reader_writes_nothing(team):
    browser, program = team.log_in("reader"), team.program(team.token("reader", "reader"))
    token = form_token(browser, "/account")
    for path in WRITES:
        if path.startswith(("/account/", "/login", "/logout")):
            continue
        answer = browser.post(path, data={"token": token})
        assert (path, answer.status_code) == (path, 403)
        if not path.endswith(".json"):
            assert "This needs the role" in answer.text
        answer = program.post(path, json={})
        assert (path, answer.status_code) == (path, 403)
        assert answer.json()["error"]


@pytest.mark.parametrize("role", ["reader", "reviewer", "editor"])
def test_only_administrators_see_to_accounts(team, role):
    browser, program = team.log_in(role), team.program(team.token(role, role))
    for path in ("/accounts", "/accounts/reader", "/audit"):
        for client in (browser, program):
            for ending in ("", ".json"):
                assert client.get(path + ending).status_code == 403
    for path, fields in (
        ("/accounts", {"name": "mallory", "role": "administrator"}),
        ("/accounts/reader", {"role": "administrator"}),
        ("/accounts/administrator/password", {"password": OTHER}),
        ("/accounts/administrator/disable", {}),
        ("/accounts/reader/enable", {}),
        ("/accounts/reader/tokens/1/revoke", {}),
    ):
        assert post(browser, path, **fields).status_code == 403
        assert program.post(path + ".json", json=fields).status_code in (403, 405)
    assert team.log_in("administrator").get("/accounts.json").json()["accounts"][1]["role"] == "editor"


@pytest.mark.parametrize(("role", "may"), [("reviewer", False), ("editor", True)])
def test_a_reviewer_decides_but_does_not_add_or_correct(team, role, may, shelf_of_team):
    browser, program = team.log_in(role), team.program(team.token(role, role))
    act = browser.get("/commitments.json").json()["commitments"][0]["key"]
    adding = {"on": "2024-05-01"}
    correcting = {"seen": "0", "field": "kind", "value": "continuing"}
    for path, fields in (("/add", adding), (f"/acts/{act}/edit", correcting)):
        codes = {post(browser, path, **fields).status_code, program.post(f"{path}.json", json=fields).status_code}
        assert (403 in codes) is not may, path
    looked = program.post(f"/acts/{act}/looked.json", json={"seen": "1"})
    assert looked.status_code == 409  # it may, but what it saw is old


def test_a_program_needs_no_form_but_its_token(team):
    program = team.program(team.token("editor", "editor"))
    answer = program.post("/add.json", json={"url": "http://127.0.0.1:1/"})
    assert answer.status_code == 200
    assert answer.json()["page"].startswith("/add/")


def test_a_token_of_a_lower_role_than_its_owner_does_no_more_than_that(team):
    program = team.program(team.token("administrator", "reader"))
    assert program.get("/audit.json").status_code == 403
    assert program.post("/add.json", json={"text": "x"}).status_code == 403


def test_a_token_changes_no_account(team):
    """A token that was stolen must not make itself a way in that outlives it."""
    program = team.program(team.token("administrator", "administrator"))
    assert program.get("/accounts.json").status_code == 200
    for path in (
        *("/accounts", "/accounts/reader", "/accounts/reader.json", "/accounts/reader/password"),
        *("/accounts/editor/disable.json", "/account/password", "/account/tokens", "/account/sessions/end.json"),
        *("/logout", "/login"),
    ):
        answer = program.post(path, data={"name": "mallory", "role": "administrator", "password": OTHER})
        assert (path, answer.status_code) == (path, 403)


@pytest.mark.parametrize("change", ["revoked", "ended", "disabled", "unknown", "cut"])
def test_a_token_that_does_not_hold_is_refused_though_the_session_does(team, change):
    browser, token = team.log_in("editor"), team.token("editor", "editor", days=1)
    if change == "revoked":
        number = browser.get("/account.json").json()["tokens"][0]["id"]
        team.write(lambda writer: credentials.revoke_token(writer, "editor", number))
    elif change == "ended":
        team.clock.move(days=1)
        browser = team.log_in("editor")
    elif change == "disabled":
        team.write(lambda writer: accounts.disable(writer, "editor"))
    else:
        token = token[:-1] if change == "cut" else "communique_" + "A" * 43
    for path in ("/", "/today.json"):
        answer = browser.get(path, headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json()) == (401, {"error": "this token is unknown, or has ended"})


def test_nobody_learns_which_names_there_are(team, monkeypatch):
    """An unknown name, a wrong password, and a disabled account: the same answer after the same work."""
    work = []
    hashed, holds = type(QUICK).hashed, type(QUICK).holds

    def counted_hash(self, password):
        work.append("hash")
        return hashed(self, password)

    def counted_holds(self, kept, password):
        found = holds(self, kept, password)
        work[:] = [*work, "check"] if kept is not None else work
        return found

    team.write(lambda writer: accounts.disable(writer, "editor"))
    monkeypatch.setattr(type(QUICK), "hashed", counted_hash)
    monkeypatch.setattr(type(QUICK), "holds", counted_holds)
    pages = []
    for name, password in (("nobody-here", PASSWORD), ("reader", OTHER), ("editor", PASSWORD), ("editor", OTHER)):
        browser = team.browser()
        browser.headers["Cookie"] = "communique=" + "B" * 43
        work.clear()
        answer = enter(browser, name, password)
        assert len(work) == 1, name
        assert WRONG in answer.text
        pages.append((answer.status_code, answer.text.replace(f'value="{name}"', "")))
    assert pages == [pages[0]] * 4
    assert pages[0][0] == 401


@pytest.mark.parametrize("name", ["reader", "nobody-here"])
def test_a_name_is_tried_so_often_and_then_waits(team, name):
    for _ in range(team.access.per_account):
        assert enter(team.browser(), name, OTHER).status_code == 401
        team.clock.move(minutes=1)
    answer = enter(team.browser(), name.upper(), PASSWORD)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == str(7 * 60)
    assert "Too many tries: wait 7 minutes" in answer.text
    assert enter(team.browser(), "editor", PASSWORD).status_code == 303
    team.clock.move(minutes=7)
    assert enter(team.browser(), name, PASSWORD).status_code == (303 if name == "reader" else 401)


def test_the_right_password_forgets_the_tries_before(team):
    for _ in range(3):
        for _ in range(team.access.per_account - 1):
            assert enter(team.browser(), "reader", OTHER).status_code == 401
        team.log_in("reader")


def test_an_address_tries_so_often_whatever_the_names(team):
    """Who has an account of their own does not get more tries by logging in between."""
    given = [Try(f"name-{number}", PASSWORD, "2001:db8::1", None) for number in range(team.access.per_address)]
    for number, one in enumerate(given):
        with pytest.raises(login.LoginRefused):
            log_in(team.register, one, team.clock(), team.access)
        if number % 10 == 0 and number < 30:
            log_in(team.register, Try("reader", PASSWORD, "2001:db8::1"), team.clock(), team.access)
    for address in ("2001:db8::1", "2001:db8::ffff:2"):
        with pytest.raises(login.TooManyLogins):
            log_in(team.register, Try("editor", PASSWORD, address), team.clock(), team.access)
    for address in ("2001:db8:0:1::1", "192.0.2.7"):
        assert log_in(team.register, Try("editor", PASSWORD, address), team.clock(), team.access)


def test_all_processes_count_together(team, tmp_path):
    other = team_of(team.register, tmp_path)
    for number in range(team.access.per_account):
        assert enter((team, other)[number % 2].browser(), "reader", OTHER).status_code == 401
    for one in (team, other):
        assert enter(one.browser(), "reader", PASSWORD).status_code == 429


def test_the_present_password_is_guessed_no_oftener_than_at_the_login(team):
    browser = team.log_in("reader")
    codes = [
        post(browser, "/account/password", now=f"{OTHER} {number}", new=OTHER, again=OTHER).status_code
        for number in range(team.access.per_account + 1)
    ]
    assert codes == [409] * team.access.per_account + [429]


def test_a_disabled_account_can_not_slip_in_while_it_logs_in(team, monkeypatch):
    """The account is looked at again in the transaction that begins the session."""
    holds = type(QUICK).holds

    def disabled_meanwhile(self, kept, password):
        team.write(lambda writer: accounts.disable(writer, "reader"))
        return holds(self, kept, password)

    monkeypatch.setattr(type(QUICK), "holds", disabled_meanwhile)
    assert enter(team.browser(), "reader", PASSWORD).status_code == 401


ELSEWHERE = (
    *("https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example"),
    *("///evil.example", "javascript:alert(1)", "evil.example", "/ /evil.example", "/%0d%0aSet-Cookie:x\r\n", ""),
    *("/login", "/login?next=/", "/logout", "https:evil.example", "/\x00", "@evil.example"),
)


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_after_the_login_nobody_is_sent_elsewhere(team, onward):
    assert local_path(onward) == "/"
    browser = team.browser()
    assert 'name="next" value="/"' in browser.get("/login", params={"next": onward}).text
    answer = enter(browser, "reader", PASSWORD, next=onward)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/login", params={"next": onward}).headers["location"] == "/"


@pytest.mark.parametrize("onward", ["/", "/documents?party=KOR", "/search?q=a%2Fb#x", "/series/DTT"])
def test_after_the_login_pages_of_ours_are_gone_on_to(onward):
    assert local_path(onward) == onward


def test_no_secret_is_kept_or_told_anywhere(team, caplog):
    """Neither logs, nor the trail, nor any table, nor any page holds a password, a session or a token."""
    with caplog.at_level(logging.DEBUG):
        administrator, browser = team.log_in("administrator"), team.log_in("reader")
        enter(team.browser(), "reader", "a wrong password of ours")
        enter(team.browser(), "password-in-the-name-field", "x")
        made = re.search(
            r'aria-label="token">(\w.*?)</code>',
            post(browser, "/account/tokens", name="export", role="reader", ends="2025-02-20").text,
        )[1]
        once = re.search(
            r'aria-label="password">(\w.*?)</code>', post(administrator, "/accounts", name="lee", role="reader").text
        )[1]
        post(browser, "/account/password", now=PASSWORD, new=OTHER, again=OTHER)
        post(browser, "/account/password", now="what i had before", new="what i want", again="what i want")
        post(browser, "/account/password", now="what i had before" * 100, new="x", again="y")
        team.program(made).get("/account.json")
    kept = [PASSWORD, OTHER, "a wrong password of ours", "password-in-the-name-field", "what i had", "what i want"]
    kept += [made, once, visit(browser), visit(administrator)]
    with team.register.view() as view:
        rows = [
            tuple(row)
            for table in (tables.accounts, tables.sessions, tables.tokens, tables.login_attempts, tables.audit)
            for row in view.connection.execute(select(table))
        ]
        hashes = view.connection.execute(select(tables.accounts.c.password)).scalars().all()
    seen = ("/audit?limit=200", "/accounts", "/accounts.json", "/accounts/lee")
    pages = [administrator.get(path).text for path in seen]
    pages += [browser.get(path).text for path in ("/account", "/account.json")]
    told = "\n".join([caplog.text, json.dumps(rows, default=str), *pages])
    for secret in kept:
        assert secret not in told, secret
    for one in hashes:
        assert one.startswith("$argon2id$")
        assert one not in "\n".join([caplog.text, *pages])


def test_a_password_that_is_too_long_is_not_told_back(team):
    browser = team.browser()
    secret = "much too long a secret " * 100
    answer = enter(browser, "reader", secret)
    assert answer.status_code == 422
    assert "much too long" not in answer.text


STRANGE = ("' OR 1=1 --", '"; DROP TABLE accounts; --', "%", "reader\x00", "\u202eredaer", "r" * 301)


@pytest.mark.parametrize("name", STRANGE)
def test_strange_names_are_nobody(team, name):
    answer = enter(team.browser(), name, PASSWORD)
    assert answer.status_code in (401, 422)
    assert team.log_in("reader").get("/today.json").status_code == 200


def test_a_script_in_a_token_or_the_trail_is_text(team):
    script = "<script>alert(1)</script>"
    browser = team.log_in("administrator")
    answer = post(browser, "/account/tokens", name=script, role="reader", ends="2025-02-20")
    for text in (answer.text, *(browser.get(path).text for path in ("/account", "/audit", "/accounts/administrator"))):
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text
    enter(team.browser(), script, OTHER)
    assert "<script>alert" not in browser.get("/audit").text
    assert "<script>alert" not in browser.get("/login", params={"next": f'/"{script}'}).text


def test_the_cookie_is_out_of_reach(team):
    answer = enter(team.browser(), "reader", PASSWORD)
    flags = answer.headers["set-cookie"].partition("; ")[2]
    assert flags == "Path=/; HttpOnly; SameSite=Lax"
    assert answer.headers["cache-control"] == "no-store"


def test_behind_https_the_cookie_goes_nowhere_else(team, tmp_path):
    room = team_of(team.register, tmp_path, https=True)
    answer = room.browser().get("/login")
    assert re.fullmatch(
        r"__Host-communique=[\w-]{43}; Path=/; HttpOnly; SameSite=Lax; Secure", answer.headers["set-cookie"]
    )
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    browser = room.browser()
    browser.base_url = "https://localhost:8642"
    assert enter(browser, "reader", PASSWORD).status_code == 303
    assert browser.get("/today.json").status_code == 200
    held = browser.cookies["__Host-communique"]
    stranger = room.browser()
    stranger.headers["Cookie"] = f"communique={held}"
    assert stranger.get("/today.json").status_code == 401


def test_addresses_of_this_network_are_not_fetched_for_anybody(team):
    """The room has no fetcher of its own: it reads an address as `communique read` does."""
    browser = team.log_in("editor")
    for url in (
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://localhost/",
    ):
        draft = post(browser, "/add", url=url).headers["location"]
        told = browser.get(draft + ".json").json()["draft"]
        assert told["state"] == "failed"
        assert told["reason"]


def test_another_person_s_draft_is_theirs(team):
    draft = post(team.log_in("editor"), "/add", url="http://127.0.0.1:1/").headers["location"]
    other = team.log_in("administrator")
    assert other.get(draft).status_code == 403
    assert post(other, f"{draft}/keep").status_code == 403
    assert post(other, f"{draft}/discard").status_code == 403
