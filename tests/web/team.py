"""A team's reading room: a clock that stands still until a test moves it, and people who log in."""

import itertools
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from anyio.from_thread import start_blocking_portal
from sqlalchemy import delete
from starlette.testclient import TestClient

from communique.register import accounts, credentials, open_register, tables
from communique.register.access import Access
from communique.register.passwords import Passwords
from communique.web import Settings, create_app

from .conftest import BOTH, AtOnce
from .shelf import TODAY, fill

_numbers = itertools.count(1)

QUICK = Passwords(time_cost=1, memory_kib=8, lanes=1)
"""The cheapest parameters that Argon2 takes."""

PASSWORD = "a quiet harbour at noon"
OTHER = "three boats and a lamp"
ROOM = "http://localhost:8642"


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.at = datetime(2025, 2, 1, 9, 0)

    def __call__(self):
        return self.at

    def move(self, **by):
        self.at += timedelta(**by)


@dataclass
class Team:
    """A room that asks for a login, with one person of each role: reader, reviewer, editor, administrator.

    Its browsers share the `portal`, a thread with a loop: without one, each request would begin and end its own.
    """

    app: object
    register: object
    clock: Clock
    access: Access
    portal: object = None

    def browser(self):
        """Return a browser that is not logged in."""
        return self._client()

    def log_in(self, name, password=PASSWORD):
        """Return a browser in which somebody is logged in."""
        browser = self.browser()
        answer = enter(browser, name, password)
        assert answer.status_code == 303, answer.text
        return browser

    def token(self, name, role, days=30):
        """Return a token of an account."""
        ends = self.clock() + timedelta(days=days)
        return self.write(lambda writer: credentials.add_token(writer, name, f"for {role}", role, ends, self.access))

    def program(self, token):
        """Return a client that sends a token with all it asks."""
        return self._client(headers={"Authorization": f"Bearer {token}"})

    def _client(self, **more):
        client = TestClient(self.app, base_url=ROOM, follow_redirects=False, **more)
        client.portal = self.portal
        return client

    def write(self, change):
        """Run a change by the room's own clock."""

        def then(writer):
            writer.at = self.clock()
            return change(writer)

        return self.register.write(then, by="Ahn", person=True)

    def trail(self):
        """Return the lines of the audit trail, the last first."""
        return self.log_in("administrator").get("/audit.json?limit=200").json()["lines"]


def team_of(register, folder, **more):
    """Return a team's room over a register."""
    clock, portal = Clock(), more.pop("portal", None)
    access = more.pop("access", Access(passwords=QUICK))
    settings = Settings(
        today=lambda: TODAY, now=clock, drafts=folder, executor=AtOnce(), secret=b"s" * 32, access=access, **more
    )
    return Team(create_app(register, settings=settings, team=True), register, clock, access, portal)


def form_token(browser, page="/login"):
    """Return the token of a page's form."""
    return re.search(r'name="token" value="(\w+)"', browser.get(page).text)[1]


def enter(browser, name, password, **more):
    """Send the login's form as its page does."""
    fields = {"token": form_token(browser), "name": name, "password": password, **more}
    return browser.post("/login", data=fields)


def post(browser, path, page="/account", **fields):
    """Send a form of a page as somebody who is logged in."""
    return browser.post(path, data={"token": form_token(browser, page), **fields})


def visit(browser):
    """Return the secret that a browser holds."""
    return browser.cookies["communique"]


def cleared(register):
    """Take all accounts out of a register, with what hangs on them, so that the next test begins with its own."""

    def change(writer):
        for table in (tables.sessions, tables.tokens, tables.login_attempts, tables.accounts):
            writer.connection.execute(delete(table))
        subject = tables.audit.c.subject
        writer.connection.execute(delete(tables.audit).where(subject.startswith(accounts.ABOUT)))

    register.write(change)


def peopled(team):
    """Give a room its four people, and set its clock back."""
    team.clock.at = Clock().at
    cleared(team.register)
    hashed = team.access.passwords.hashed(PASSWORD)

    def change(writer):
        for role in accounts.ROLES:
            accounts.add(writer, role, hashed, role, "KOR" if role == "editor" else None)

    team.write(change)
    return team


@pytest.fixture(scope="module", params=BOTH)
def team_register(request, tmp_path_factory):
    """A filled register for the tests of a file, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        place = str(tmp_path_factory.mktemp("team") / "register.db")
    else:
        place = request.getfixturevalue("server").create(f"team_{next(_numbers)}")
    register = open_register(place, create=True)
    shelf = fill(register)
    with start_blocking_portal() as portal:
        yield team_of(register, tmp_path_factory.mktemp("drafts"), portal=portal), shelf
    register.close()


@pytest.fixture
def team(team_register):
    """A team's room with its people, nobody logged in."""
    return peopled(team_register[0])


@pytest.fixture
def shelf_of_team(team_register):
    """The keys of what the register holds."""
    return team_register[1]
