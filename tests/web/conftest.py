"""Reading rooms over registers made by hand, on both databases where the question is the register's."""

import itertools
import re
import sqlite3
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import datetime, time

import pytest
from starlette.testclient import TestClient
from tests.register.conftest import BOTH
from tests.register.conftest import server as server

from communique.register import open_register
from communique.register.difference import record_difference
from communique.register.rereading import propose
from communique.web import Settings, create_app

from .shelf import TODAY, fill

_numbers = itertools.count(1)


class AtOnce(Executor):
    """Runs what is given to it at once, where it is given."""

    def submit(self, work, /, *args, **named):
        future = Future()
        try:
            future.set_result(work(*args, **named))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A filled register's file and the keys of what it holds; nobody writes to it."""
    path = tmp_path_factory.mktemp("shelf") / "register.db"
    register = open_register(str(path), create=True)
    shelf = fill(register)
    register.close()
    return path, shelf


@pytest.fixture(scope="session")
def shelf(filled):
    return filled[1]


def copied(path, to):
    """Copy a register's file, and return where the copy is."""
    with sqlite3.connect(path) as one, sqlite3.connect(to) as other:
        one.backup(other)
    return to


def room_of(register, folder, **more):
    """Return a client of a reading room over a register."""
    clock = {"today": lambda: TODAY, "now": lambda: datetime.combine(TODAY, time(9))}
    settings = Settings(user="Ahn", drafts=folder, executor=AtOnce(), secret=b"s" * 32, **clock, **more)
    return TestClient(create_app(register, settings=settings), base_url="http://localhost:8642")


@pytest.fixture(scope="session")
def room(filled, tmp_path_factory):
    """A room for reading only."""
    register = open_register(str(filled[0]))
    with room_of(register, tmp_path_factory.mktemp("drafts")) as client:
        yield client
    register.close()


@pytest.fixture
def desk(filled, tmp_path):
    """A room over a copy that a test may change."""
    register = open_register(str(copied(filled[0], tmp_path / "copy.db")))
    with room_of(register, tmp_path / "drafts") as client:
        yield client
    register.close()


@pytest.fixture
def waiting(desk, shelf):
    """A document of which a new reading waits: it finds one act less, and another title."""
    register = desk.app.state.register
    with register.view() as view:
        before = view.record(shelf.busan)
    after = replace(before, acts=before.acts[1:], document=replace(before.document, title="Ports and Harbours"))
    changes = record_difference(before, after)
    register.write(lambda writer: propose(writer, shelf.busan, after, changes))
    return shelf.busan


@pytest.fixture(params=BOTH)
def any_room(request, tmp_path):
    """A room over a filled register, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        place = str(tmp_path / "register.db")
    else:
        place = request.getfixturevalue("server").create(f"room_{next(_numbers)}")
    register = open_register(place, create=True)
    shelf = fill(register)
    with room_of(register, tmp_path / "drafts") as client:
        yield client, shelf
    register.close()


def token_of(client):
    """Return the token of a client's forms."""
    return re.search(r'name="token" value="(\w+)"', client.get("/add").text)[1]


def send(client, path, **fields):
    """Send a form as its page does; redirects are not followed."""
    return client.post(path, data={"token": token_of(client), **fields}, follow_redirects=False)


def line_of(answer):
    """Return the line with which an error's page says what is wrong."""
    return re.search(r'class="lead">(.*?)</p>', answer.text, re.S)[1]
