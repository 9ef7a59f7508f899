"""Accounts of a team: people, roles, sessions that end, tokens, and what the audit trail says of it all."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from communique.model.errors import RegisterError
from communique.register import accounts, credentials, open_register, tables
from communique.register.access import Access
from communique.register.backup import backup, restore
from communique.register.passwords import SHORTEST, check_password, one_time_password
from communique.web.app import TEAM_ROUTERS

from .team import OTHER, PASSWORD, QUICK, enter, form_token, peopled, post, team_of, visit
from .team import shelf_of_team as shelf_of_team
from .team import team as team
from .team import team_register as team_register

ROOT = Path(__file__).resolve().parents[2]


def status(browser, path="/account.json"):
    return browser.get(path).status_code


def line(answer):
    return answer.json()["error"] if "json" in answer.headers["content-type"] else answer.text


def secret_of(answer):
    assert answer.status_code == 200, answer.text
    return answer.text.partition('<p class="secret">')[2].partition("</code>")[0].rpartition(">")[2]


def test_a_person_logs_in_and_out(team):
    browser = team.log_in("reader")
    assert "read as reader" in browser.get("/").text
    answer = post(browser, "/logout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert browser.get("/").headers["location"] == "/login"


def test_a_logout_ends_the_session_itself(team):
    browser = team.log_in("reader")
    held = visit(browser)
    post(browser, "/logout")
    browser.cookies.set("communique", held)
    assert status(browser) == 401


def test_a_name_is_read_in_any_case(team):
    assert status(team.log_in("  Reader ")) == 200


def test_after_the_login_the_page_that_was_asked_for_comes(team):
    browser = team.browser()
    asked = browser.get("/commitments?party=KOR&page=2")
    assert asked.headers["location"] == "/login?next=%2Fcommitments%3Fparty%3DKOR%26page%3D2"
    assert 'value="/commitments?party=KOR&amp;page=2"' in browser.get(asked.headers["location"]).text
    answer = enter(browser, "reader", PASSWORD, next="/commitments?party=KOR&page=2")
    assert answer.headers["location"] == "/commitments?party=KOR&page=2"
    assert browser.get("/login?next=/series").headers["location"] == "/series"


def test_a_session_ends_when_it_is_not_used(team):
    browser = team.log_in("reader")
    team.clock.move(hours=1, minutes=59)
    assert status(browser) == 200
    team.clock.move(hours=1, minutes=59)
    assert status(browser) == 200
    team.clock.move(hours=2)
    assert status(browser) == 401


def test_a_session_ends_in_any_case(team):
    browser = team.log_in("reader")
    for _ in range(11):
        team.clock.move(hours=1)
        assert status(browser) == 200
    team.clock.move(hours=1)
    assert status(browser) == 401


def test_the_next_login_throws_ended_sessions_away(team):
    team.log_in("reader")
    team.clock.move(hours=13)
    team.log_in("editor")
    with team.register.view() as view:
        assert len(view.connection.execute(select(tables.sessions)).all()) == 1


def test_a_use_is_noted_once_a_minute_and_waits_for_no_writer(team):
    known = replace(_known(team, visit(team.log_in("reader"))))
    team.clock.move(seconds=59)
    credentials.note_use(team.register, known, team.clock())
    assert _seen(team, known) == known.noted_at
    team.clock.move(seconds=1)
    with team.register.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE sessions SET seen_at = seen_at"))
        credentials.note_use(team.register, known, team.clock())
    assert _seen(team, known) == known.noted_at
    credentials.note_use(team.register, known, team.clock())
    assert _seen(team, known) == team.clock()


def _known(team, secret):
    with team.register.view() as view:
        return credentials.by_session(view.connection, secret, team.clock(), team.access)


def _seen(team, known):
    table = tables.sessions.c
    with team.register.view() as view:
        return view.connection.execute(select(table.seen_at).where(table.digest == known.digest)).scalar_one()


def test_another_password_ends_all_sessions_and_begins_a_new_one_here(team):
    here, elsewhere = team.log_in("reader"), team.log_in("reader")
    before = visit(here)
    answer = post(here, "/account/password", now=PASSWORD, new=OTHER, again=OTHER)
    assert answer.headers["location"] == "/account?done=password"
    assert visit(here) != before
    assert (status(here), status(elsewhere)) == (200, 401)
    assert "logged out everywhere but here" in here.get("/account?done=password").text
    assert enter(team.browser(), "reader", PASSWORD).status_code == 401
    assert status(team.log_in("reader", OTHER)) == 200


@pytest.mark.parametrize(
    ("now", "new", "again", "said"),
    [
        ("another one entirely", OTHER, OTHER, "The password that you have now is another one"),
        (PASSWORD, OTHER, OTHER + "s", "not the same in both fields"),
        (PASSWORD, PASSWORD, PASSWORD, "is the one you have"),
        (PASSWORD, "short boats", "short boats", "12 to 256 characters"),
        (PASSWORD, "o" * 300, "o" * 300, "12 to 256 characters"),
        (PASSWORD, "ababababababab", "ababababababab", "5 different characters"),
        (PASSWORD, "i am the Reader here", "i am the Reader here", "name of its account"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(team, now, new, again, said):
    browser = team.log_in("reader")
    answer = post(browser, "/account/password", now=now, new=new, again=again)
    assert answer.status_code == 409
    assert said in answer.text
    assert 'role="alert"' in answer.text
    assert status(team.log_in("reader")) == 200


def test_a_password_is_the_same_however_it_is_composed():
    assert QUICK.holds(QUICK.hashed("cafe\u0301 in the harbour"), "caf\u00e9 in the harbour")
    assert not QUICK.holds(QUICK.hashed(PASSWORD), PASSWORD.upper())
    assert not QUICK.holds("no hash at all", PASSWORD)
    assert not QUICK.holds(None, PASSWORD)


def test_a_hash_of_cheaper_times_is_made_anew_at_the_login(team):
    hashed = replace(QUICK, memory_kib=16).hashed(PASSWORD)
    team.write(lambda writer: accounts.set_password(writer, "reader", hashed))
    team.log_in("reader")
    with team.register.view() as view:
        row = accounts.row_of(view.connection, "reader")
    assert "m=8," in row.password
    assert not QUICK.outdated(row.password)


def test_disabling_lets_nobody_in(team):
    browser, program = team.log_in("editor"), team.program(team.token("editor", "editor"))
    assert (status(browser), status(program)) == (200, 200)
    administrator = team.log_in("administrator")
    answer = post(administrator, "/accounts/editor/disable")
    assert answer.headers["location"] == "/accounts/editor?done=disabled"
    assert (status(browser), status(program)) == (401, 401)
    assert enter(team.browser(), "editor", PASSWORD).status_code == 401
    assert "Nobody comes in" in administrator.get("/accounts/editor?done=disabled").text
    post(administrator, "/accounts/editor/enable")
    assert status(team.log_in("editor")) == 200
    assert (status(browser), status(program)) == (401, 401)


def test_another_role_holds_from_the_next_page_on(team):
    browser = team.log_in("editor")
    assert browser.get("/add.json").json()["may"]
    post(team.log_in("administrator"), "/accounts/editor", role="reader", party="jpn")
    assert not browser.get("/add.json").json()["may"]
    assert browser.get("/account.json").json()["account"]["party"] == "JPN"


def test_the_last_administrator_stays_one(team):
    browser = team.log_in("administrator")
    for path, fields in (("/accounts/administrator/disable", {}), ("/accounts/administrator", {"role": "editor"})):
        answer = post(browser, path, **fields)
        assert answer.status_code == 409
        assert "the only administrator" in answer.text
    post(browser, "/accounts/editor", role="administrator")
    assert post(browser, "/accounts/administrator", role="editor").status_code == 303
    assert status(browser, "/accounts.json") == 403


def test_a_password_that_was_handed_out_has_to_be_changed_first(team):
    once = secret_of(post(team.log_in("administrator"), "/accounts", name="Lee", role="reviewer", party="KOR"))
    browser = team.log_in("lee", once)
    assert browser.get("/").headers["location"] == "/account"
    assert status(browser, "/today.json") == 403
    assert post(browser, "/actions/1/undo").headers["location"] == "/account"
    page = browser.get("/account").text
    assert "Choose one of your own" in page
    assert "Tokens for programs" not in page
    assert post(browser, "/account/tokens", name="x", role="reader", ends="2025-03-01").status_code == 303
    assert post(browser, "/account/password", now=once, new=once, again=once).status_code == 409
    assert post(browser, "/account/password", now=once, new=OTHER, again=OTHER).status_code == 303
    assert browser.get("/").status_code == 200
    assert browser.get("/account.json").json()["tokens"] == []
    assert enter(team.browser(), "lee", once).status_code == 401


def test_a_password_that_was_handed_out_ends(team):
    once = secret_of(post(team.log_in("administrator"), "/accounts", name="lee", role="reader"))
    team.clock.move(days=7)
    assert enter(team.browser(), "lee", once).status_code == 401
    once = secret_of(post(team.log_in("administrator"), "/accounts/lee/password"))
    assert team.log_in("lee", once).get("/account").status_code == 200


def test_a_password_that_was_handed_out_lets_in_once(team):
    once = secret_of(post(team.log_in("administrator"), "/accounts", name="lee", role="reader"))
    browser = team.log_in("lee", once)
    team.clock.move(minutes=1)
    assert enter(team.browser(), "lee", once).status_code == 401
    assert post(browser, "/account/password", now=once, new=OTHER, again=OTHER).status_code == 303
    assert team.log_in("lee", OTHER).get("/").status_code == 200


def test_an_administrator_whose_password_has_ended_is_none_to_leave_the_room_to(team):
    browser = team.log_in("administrator")
    post(browser, "/accounts", name="lee", role="administrator")
    team.clock.move(days=7)
    browser = team.log_in("administrator")
    answer = post(browser, "/accounts/administrator/disable")
    assert (answer.status_code, "the only administrator" in answer.text) == (409, True)


def test_a_wrong_present_password_stands_in_the_trail(team):
    browser = team.log_in("reader")
    assert post(browser, "/account/password", now="not this one", new=OTHER, again=OTHER).status_code == 409
    refused = next(one for one in team.trail() if one["action"] == "password refused")
    assert (refused["by"], refused["subject"]) == ("reader", "account reader")
    assert refused["detail"] == {"why": "wrong password", "address": "testclient"}


def test_who_tried_too_often_is_refused_without_a_write(team, monkeypatch):
    for _ in range(team.access.per_account):
        enter(team.browser(), "reader", OTHER)

    def fail(*_args, **_named):
        raise AssertionError("nothing is to be written")

    browser = team.browser()
    token = form_token(browser)
    monkeypatch.setattr(type(team.register), "write", fail)
    answer = browser.post("/login", data={"token": token, "name": "reader", "password": PASSWORD})
    assert answer.status_code == 429


def test_a_short_name_may_be_part_of_a_word():
    check_password("a working harbour at noon", "ki")
    with pytest.raises(RegisterError, match="the name of its account"):
        check_password("a harbour for kimura at noon", "kimura")


def test_a_program_gets_its_errors_as_json_at_every_address(team):
    program = team.program(team.token("reader", "reader"))
    for path in ("/documents/3f9c2ab1", "/accounts", "/nothing-here"):
        answer = program.get(path)
        assert answer.status_code in (403, 404)
        assert answer.json()["error"]


def test_an_administrator_sets_a_password(team):
    administrator, browser = team.log_in("administrator"), team.log_in("reader")
    program = team.program(team.token("reader", "reader"))
    answer = post(administrator, "/accounts/reader/password", password=OTHER)
    assert answer.headers["location"] == "/accounts/reader?done=password"
    assert (status(browser), status(program)) == (401, 401)
    assert team.trail()[0]["action"] == "login"
    changed = next(one for one in team.trail() if one["action"] == "password changed")
    assert changed["detail"] == {"sessions_ended": 1, "tokens_revoked": 1}
    assert "tokens are revoked" in administrator.get("/accounts/reader?done=password").text
    assert team.log_in("reader", OTHER).get("/").status_code == 200
    assert post(administrator, "/accounts/reader/password", password="short").status_code == 409


@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        ({"name": "reader", "role": "reader"}, 409, "an account reader already"),
        ({"name": "READER", "role": "reader"}, 409, "an account reader already"),
        ({"name": "communique", "role": "reader"}, 409, "no person"),
        ({"name": "kim lee", "role": "reader"}, 409, "A name has"),
        ({"name": "<b>kim</b>", "role": "reader"}, 409, "A name has"),
        ({"name": "kim.json", "role": "reader"}, 409, "A name has"),
        ({"name": "kim", "role": "king"}, 422, "role"),
        ({"name": "kim", "role": "reader", "party": "ATLANTIS"}, 409, "no party has the code"),
        ({"name": "kim", "role": "reader", "password": "kim"}, 409, "12 to 256"),
        ({"role": "reader"}, 422, "name"),
    ],
)
def test_an_account_that_will_not_do_is_not_made(team, fields, code, said):
    browser = team.log_in("administrator")
    answer = post(browser, "/accounts", **fields)
    assert answer.status_code == code
    assert said.lower() in answer.text.lower()
    assert len(browser.get("/accounts.json").json()["accounts"]) == 4


def test_the_accounts_are_listed_with_their_standing(team):
    browser = team.log_in("administrator")
    post(browser, "/accounts/reviewer/disable")
    found = browser.get("/accounts.json").json()["accounts"]
    assert [one["name"] for one in found] == ["administrator", "editor", "reader", "reviewer"]
    assert (found[1]["party"], found[1]["role"]) == ("KOR", "editor")
    assert found[0]["seen_at"] == "2025-02-01T09:00:00Z"
    assert set(found[0]) == {"name", "role", "party", "created_at", "once_until", "disabled_at", "seen_at"}
    page = browser.get("/accounts").text
    assert "Republic of Korea" in page
    assert "disabled 1 Feb 2025" in page
    assert status(browser, "/accounts/nobody.json") == 404


def test_a_token_is_shown_once_and_lets_a_program_in(team):
    browser = team.log_in("editor")
    answer = post(browser, "/account/tokens", name="nightly  export", role="reviewer", ends="2025-02-10")
    secret = secret_of(answer)
    assert secret.startswith("communique_")
    assert secret not in browser.get("/account").text + browser.get("/account.json").text
    program = team.program(secret)
    me = program.get("/account.json").json()
    assert (me["account"]["name"], me["tokens"][0]["name"]) == ("editor", "nightly export")
    assert "set-cookie" not in program.get("/today.json").headers
    assert browser.get("/account.json").json()["tokens"][0]["used_at"] == "2025-02-01T09:00:00Z"
    team.clock.at = team.clock.at.replace(day=10, hour=23, minute=59, second=58)
    assert status(program) == 200
    team.clock.move(seconds=1)
    assert (status(program), line(program.get("/"))) == (401, "this token is unknown, or has ended")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "x", "role": "administrator", "ends": "2025-03-01"}, "no higher than yours: editor"),
        ({"name": "x", "role": "king", "ends": "2025-03-01"}, "no higher than yours: editor"),
        ({"name": "x", "role": "reader", "ends": "2025-01-31"}, "ends between tomorrow"),
        ({"name": "x", "role": "reader", "ends": "2026-02-03"}, "ends between tomorrow"),
        ({"name": "x" * 81, "role": "reader", "ends": "2025-03-01"}, "at most 80 characters"),
        ({"name": "for reader", "role": "reader", "ends": "2025-03-01"}, "holds already"),
    ],
)
def test_a_token_that_will_not_do_is_not_made(team, fields, said):
    team.token("editor", "reader")
    browser = team.log_in("editor")
    answer = post(browser, "/account/tokens", **fields)
    assert answer.status_code == 409
    assert said in answer.text.replace("&#39;", "'")
    assert len(browser.get("/account.json").json()["tokens"]) == 1


def test_a_person_has_so_many_tokens_at_most(team):
    for number in range(credentials.MOST_TOKENS):
        team.write(
            lambda writer, number=number: credentials.add_token(
                writer, "editor", f"{number}", "reader", team.clock() + timedelta(days=1), team.access
            )
        )
    answer = post(team.log_in("editor"), "/account/tokens", name="x", role="reader", ends="2025-02-20")
    assert "hold already" in answer.text


def test_a_token_is_revoked_by_its_owner_or_an_administrator(team):
    tokens = [team.program(team.token("editor", role)) for role in ("reader", "reviewer")]
    editor = team.log_in("editor")
    numbers = {one["role"]: one["id"] for one in editor.get("/account.json").json()["tokens"]}
    reader = team.log_in("reader")
    assert post(reader, f"/account/tokens/{numbers['reader']}/revoke").status_code == 409
    assert post(editor, f"/account/tokens/{numbers['reader']}/revoke").status_code == 303
    assert [status(one) for one in tokens] == [401, 200]
    administrator = team.log_in("administrator")
    assert post(administrator, f"/accounts/reader/tokens/{numbers['reviewer']}/revoke").status_code == 409
    assert post(administrator, f"/accounts/editor/tokens/{numbers['reviewer']}/revoke").status_code == 303
    assert [status(one) for one in tokens] == [401, 401]
    assert post(editor, f"/account/tokens/{numbers['reader']}/revoke").status_code == 409


def test_a_token_is_never_more_than_its_owner(team):
    program = team.program(team.token("editor", "editor"))
    assert program.get("/add.json").json()["may"]
    post(team.log_in("administrator"), "/accounts/editor", role="reader")
    assert not program.get("/add.json").json()["may"]


def test_who_is_logged_in_elsewhere_is_seen_and_logged_out(team):
    here, elsewhere = team.log_in("reader"), team.log_in("reader")
    assert [one["here"] for one in here.get("/account.json").json()["sessions"]] == [True, False]
    assert post(here, "/account/sessions/end").headers["location"] == "/account?done=sessions"
    assert (status(here), status(elsewhere)) == (200, 401)


def test_a_login_in_the_same_browser_ends_the_one_before(team):
    browser = team.log_in("reader")
    token = form_token(browser, "/account")
    held = visit(browser)
    answer = browser.post("/login", data={"token": token, "name": "editor", "password": PASSWORD})
    assert answer.status_code == 303
    assert browser.get("/account.json").json()["account"]["name"] == "editor"
    other = team.browser()
    other.cookies.set("communique", held)
    assert status(other) == 401


def test_the_trail_says_who_did_what_when(team):
    browser = team.log_in("administrator")
    team.clock.move(minutes=5)
    post(browser, "/accounts", name="lee", role="reader", password=OTHER)
    post(browser, "/accounts/lee", role="reviewer", party="USA")
    post(browser, "/accounts/lee/disable")
    enter(team.browser(), "lee", OTHER)
    enter(team.browser(), "nobody here", OTHER)
    found = browser.get("/audit.json?limit=6").json()
    lines = [(one["at"][11:16], one["by"], one["action"], one["subject"]) for one in found["lines"]]
    assert lines == [
        ("09:05", "nobody", "login refused", "account"),
        ("09:05", "nobody", "login refused", "account lee"),
        ("09:05", "administrator", "account disabled", "account lee"),
        ("09:05", "administrator", "account changed", "account lee"),
        ("09:05", "administrator", "account added", "account lee"),
        ("09:00", "administrator", "login", "account administrator"),
    ]
    assert found["lines"][3]["detail"] == {"role": "reviewer", "party": "USA", "role_before": "reader"}
    assert found["lines"][1]["detail"] == {"why": "the account is disabled", "address": "testclient"}
    assert found["lines"][0]["detail"] == {"why": "no such name", "address": "testclient"}
    page = browser.get("/audit").text
    assert "login refused" in page
    assert 'href="/accounts/lee"' in page
    assert "account added" in browser.get("/accounts/lee").text


def test_the_trail_is_paged_and_asked(team):
    browser = team.log_in("administrator")
    first = browser.get("/audit.json?limit=3").json()
    assert (len(first["lines"]), first["more"], first["next"]) == (3, True, "/audit.json?limit=3&page=2")
    second = browser.get(first["next"]).json()
    assert second["lines"][0]["id"] < first["lines"][-1]["id"]
    assert {one["by"] for one in browser.get("/audit.json?by=Ahn").json()["lines"]} == {"Ahn"}
    about = browser.get("/audit.json", params={"about": "account editor", "action": "account added"}).json()
    assert {one["action"] for one in about["lines"]} == {"account added"}
    assert browser.get("/audit.json?after=2025-02-02").json()["lines"] == []
    assert browser.get("/audit.json?before=9999-12-31&after=0001-01-01").json()["lines"]
    assert "No line of the trail" in browser.get("/audit?action=nothing").text
    assert status(browser, "/audit.json?page=0") == 422


def test_what_a_person_decides_stands_under_their_name_and_the_clock(team, shelf_of_team):
    browser = team.log_in("editor")
    act = browser.get("/commitments.json").json()["commitments"][0]["key"]
    state = browser.get(f"/acts/{act}.json").json()
    seen = state.get("seen") or state["act"].get("seen")
    answer = post(browser, f"/acts/{act}/looked", seen=seen, remark="asked the harbour office")
    assert answer.status_code == 303, answer.text
    newest = team.log_in("administrator").get("/audit.json?action=looked").json()["lines"][0]
    assert (newest["by"], newest["subject"][: len(act)]) == ("editor", act)


def test_those_who_see_to_no_accounts_see_nothing_of_them(team):
    browser = team.log_in("editor")
    text = browser.get("/actions.json?limit=200").text
    assert "account" not in text
    assert "login" not in text
    assert 'href="/accounts"' not in browser.get("/account").text
    assert "Audit trail" in team.log_in("administrator").get("/account").text


def test_a_backup_holds_accounts_but_nobody_s_session(team, tmp_path):
    held = visit(team.log_in("reader"))
    with team.register.view() as view:
        counts = backup(view, tmp_path / "backup.jsonl")
    with pytest.raises(RegisterError, match="has documents in it"):
        team.write(lambda writer: restore(writer, tmp_path / "backup.jsonl"))
    other = open_register(str(tmp_path / "other.db"), create=True)
    other.write(lambda writer: accounts.add(writer, "kim", QUICK.hashed(PASSWORD), "administrator", None))
    with pytest.raises(RegisterError, match="has accounts in it"):
        other.write(lambda writer: restore(writer, tmp_path / "backup.jsonl"))
    other.close()
    assert counts["accounts"] == 4
    assert "sessions" not in counts
    lines = (tmp_path / "backup.jsonl").read_text(encoding="utf-8")
    assert credentials.digest_of(held) not in lines
    assert PASSWORD not in lines
    rows = [json.loads(one) for one in lines.splitlines()]
    assert [one["row"]["name"] for one in rows if one.get("table") == "accounts"] == list(accounts.ROLES)


def test_a_password_that_is_made_can_be_read_out():
    made = {one_time_password() for _ in range(20)}
    assert len(made) == 20
    for one in made:
        check_password(one, "kim")


def test_without_a_team_there_is_no_login(tmp_path, filled):
    from .conftest import room_of

    register = open_register(str(filled[0]))
    with room_of(register, tmp_path) as client:
        for path in ("/login", "/account", "/accounts", "/audit"):
            assert client.get(path).status_code == 404
        assert "Log out" not in client.get("/").text
    register.close()


def test_a_room_that_can_not_ask_the_register_says_so(team, monkeypatch):
    browser = team.log_in("reader")

    def fail(*_):
        raise RegisterError("it is gone")

    monkeypatch.setattr("communique.web.gate.by_session", fail)
    answer = browser.get("/")
    assert (answer.status_code, answer.text) == (503, "the register does not answer\n")


def test_a_room_has_rules_of_its_own(team, tmp_path):
    access = replace(team.access, idle=timedelta(minutes=1))
    other = peopled(team_of(team.register, tmp_path, access=access))
    browser = other.log_in("reader")
    other.clock.move(minutes=1)
    assert status(browser) == 401


def test_the_page_on_the_room_says_what_holds():
    text = " ".join((ROOT / "docs" / "reading-room.md").read_text(encoding="utf-8").split())
    access = Access()
    for words in (
        f"{SHORTEST} characters or more",
        f"holds for {access.once_for.days} days",
        f"within {access.window.seconds // 60} minutes {access.per_account} for a name and {access.per_address} for an",
        f"end {access.idle.seconds // 3600} hours after the last use and {access.absolute.seconds // 3600} hours after",
        f"last day within {access.token_for.days} days",
        *(f"| `{role}` |" for role in accounts.ROLES),
    ):
        assert words in text, words
    for room in TEAM_ROUTERS:
        for route in room.router.routes:
            if "GET" in route.methods and not route.path.endswith(".json"):
                assert f"`{route.path.replace('{name}', 'NAME')}`" in text, route.path
