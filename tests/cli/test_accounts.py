"""`communique accounts`, and what `communique serve` refuses before it listens."""

import io
import json
from datetime import timedelta

import pytest

from communique.cli import main
from communique.register import open_register
from communique.register.access import Access
from communique.register.login import LoginRefused, Try, log_in
from communique.register.passwords import Passwords
from communique.register.register import now

PASSWORD = "a quiet harbour at noon"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A register that is not there yet, and the cheapest hashes."""
    path = tmp_path / "team.db"
    monkeypatch.setenv("COMMUNIQUE_REGISTER", str(path))
    monkeypatch.setenv("COMMUNIQUE_USER", "Ahn")
    hashed = Passwords(1, 8, 1)
    monkeypatch.setattr("communique.register.access.Passwords", lambda: hashed)
    return path


@pytest.fixture
def run(capsys, monkeypatch):
    """A function that runs a command with something on standard input; returns what it printed, and what it said."""

    def run(*words, given="", code=0):
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        assert main(list(words)) == code
        return capsys.readouterr()

    return run


def enters(place, name, password, later=timedelta()):
    register = open_register(str(place))
    try:
        return log_in(register, Try(name, password, "192.0.2.1"), now() + later, Access())
    except LoginRefused:
        return None
    finally:
        register.close()


def test_the_first_administrator(run, place):
    said = run("accounts", "add", "Kim", "--role", "administrator", "--party", "KOR", given=f"{PASSWORD}\n")
    assert said.out == "kim is added\n"
    assert PASSWORD not in said.err
    assert enters(place, "kim", PASSWORD)
    listed = json.loads(run("accounts", "--json").out)["accounts"]
    assert [(one["name"], one["role"], one["party"]) for one in listed] == [("kim", "administrator", "KOR")]
    assert "administrator, for KOR" in run("accounts", "list").out


def test_a_password_for_one_login(run, place):
    run("accounts", "add", "kim", "--role", "administrator", given=PASSWORD)
    made = json.loads(run("accounts", "add", "lee", "--once", "--json").out)
    assert (made["name"], made["role"]) == ("lee", "reader")
    assert enters(place, "lee", made["password"])
    assert not enters(place, "lee", made["password"], timedelta(days=8))
    assert "has a password for one login" in run("accounts").out
    again = run("accounts", "password", "lee", "--once").out
    assert not enters(place, "lee", made["password"])
    assert enters(place, "lee", again.split()[-1])


def test_another_password_and_nobody_in(run, place):
    for name, role in (("kim", "administrator"), ("lee", "editor")):
        run("accounts", "add", name, "--role", role, given=PASSWORD)
    run("accounts", "password", "lee", given="three boats and a lamp\n")
    assert enters(place, "lee", "three boats and a lamp")
    assert run("accounts", "disable", "lee").out == "lee is disabled\n"
    assert not enters(place, "lee", "three boats and a lamp")
    assert "disabled on" in run("accounts").out
    run("accounts", "enable", "lee")
    assert enters(place, "lee", "three boats and a lamp")
    register = open_register(str(place))
    with register.view() as view:
        from communique.register.trail import LinesWanted, lines

        done = [one.action for one in lines(view.connection, LinesWanted(by="Ahn"), 20)[0]]
    register.close()
    assert done == ["account enabled", "account disabled", "password changed", "account added", "account added"]


@pytest.mark.parametrize(
    ("words", "given", "code", "said"),
    [
        (("add", "lee"), "", 2, "no password on its first line"),
        (("add", "lee"), "short\n", 1, "12 to 256 characters"),
        (("add", "leeds"), "i am leeds of the harbour\n", 1, "name of its account"),
        (("add", "communique"), PASSWORD, 1, "no person's name"),
        (("add", "lee hsien"), PASSWORD, 1, "a name has"),
        (("add", "kim"), PASSWORD, 1, "an account kim already"),
        (("add", "lee", "--party", "ATLANTIS"), PASSWORD, 2, "no party has the code"),
        (("add", "lee", "--role", "king"), PASSWORD, 2, "king"),
        (("add",), PASSWORD, 2, "takes one NAME"),
        (("list", "kim"), "", 2, "takes nothing more"),
        (("remove", "kim"), "", 2, "no action 'remove'"),
        (("password", "nobody-here"), PASSWORD, 1, "no account nobody-here"),
        (("disable", "kim"), "", 1, "the only administrator"),
        (("enable", "kim"), "", 1, "in use already"),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(run, words, given, code, said):
    run("accounts", "add", "kim", "--role", "administrator", given=PASSWORD)
    told = run("accounts", *words, given=given, code=code).err
    assert said in told
    assert told.count("\n") == 1


def test_a_password_is_no_argument(run):
    run("accounts", "add", "kim", PASSWORD, code=2)
    run("accounts", "add", "kim", "--password", PASSWORD, code=2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--host", "0.0.0.0"), "other machines would come in without a login; use --team"),
        (("--host", "192.0.2.1"), "other machines would come in without a login"),
        (("--public-name", "room.example"), "use them with --team"),
        (("--https",), "use them with --team"),
        (("--team", "--host", "0.0.0.0"), "say under which name"),
        (("--team",), "no administrator can log in: `communique accounts add NAME --role administrator`"),
    ],
)
def test_a_room_does_not_open_to_strangers(run, words, said):
    told = run("serve", *words, code=2).err
    assert said in told
    assert told.count("\n") == 1


def test_a_team_s_room_opens(run, monkeypatch):
    run("accounts", "add", "kim", "--role", "administrator", given=PASSWORD)
    opened = []
    monkeypatch.setattr(
        "uvicorn.Server.run", lambda server, sockets: opened.append((server.config, sockets[0].close()))
    )
    monkeypatch.setenv("COMMUNIQUE_SECRET", "shared by all processes")
    told = run("serve", "--team", "--port", "0", "--public-name", "Room.Example", "--https", "--json")
    assert json.loads(told.out)["address"].startswith("http://127.0.0.1:")
    config = opened[0][0]
    settings = config.app.settings
    assert config.app.team
    assert config.proxy_headers
    assert settings.https
    assert settings.secret == b"shared by all processes"
    assert settings.hosts == ("localhost", "127.0.0.1", "::1", "room.example")
