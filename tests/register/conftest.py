"""Registers on both databases, records made by hand, and matchers that say what a test tells them."""

import hashlib
import itertools
from dataclasses import replace
from datetime import date, datetime

import pytest

from communique.model import (
    Act,
    Anchor,
    Due,
    Exercise,
    Interval,
    Meeting,
    Organization,
    Person,
    Record,
    Sentence,
    Source,
)
from communique.read import from_text
from communique.register import open_register
from communique.register.linking import Matchers, link_version
from communique.register.rows import prepare

from . import postgres

BOTH = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server():
    """A running PostgreSQL; tests that need it are skipped where there is none on this machine."""
    folder = postgres.binaries()
    if folder is None:
        pytest.skip("no PostgreSQL on this machine: install Debian's postgresql package to run these")
    server = postgres.Server(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(params=BOTH)
def place(request, tmp_path):
    """The place of a register that is not there yet: a file, then a database of a real server."""
    if request.param == "sqlite":
        yield str(tmp_path / "register.db")
        return
    server = request.getfixturevalue("server")
    name = f"register_{next(_numbers)}"
    yield server.create(name)
    server.drop(name)


@pytest.fixture
def register(place):
    """An empty register, on SQLite and on PostgreSQL."""
    register = open_register(place, create=True)
    yield register
    register.close()


def make_record(text, *, on=date(2024, 9, 10), path=None, url=None, speakers=("KOR", "USA", "JPN"), **things):
    """Return a record of a text of ours; `things` are sections made with `act`, `meeting`, ... on that text."""
    document = from_text(text, on=on, path=path or "statement.txt")
    if url is not None:
        document = replace(document, source=Source("text/html", document.source.sha256, url=url))
    document = replace(document, speakers=speakers, title=text.splitlines()[0])
    sentences = tuple(
        Sentence(Anchor.of(text, block.start, block.end), "act", number, 1)
        for number, block in enumerate(document.blocks, start=1)
    )
    return Record(document=document, sentences=sentences, **things)


def place_of(text, words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Anchor.of(text, start, start + len(words))


def act(text, words, trigger, cls="commitment", kind="specific", due=None, actions=(), nth=0, **more):
    """Return an act on a text; `due` is (words, earliest, latest)."""
    anchor = place_of(text, words, nth)
    start = text.index(trigger, anchor.start)
    limit = None
    if due is not None:
        limit = Due(place_of(text, due[0]), Interval(due[1], due[2], due[1] is None and due[2] is None))
    return Act(
        id=f"act-{start}",
        anchor=anchor,
        trigger=Anchor.of(text, start, start + len(trigger)),
        cls=cls,
        actors=more.pop("actors", ("KOR", "USA", "JPN")),
        kind=kind if cls == "commitment" else None,
        strength=3,
        due=limit,
        actions=tuple(place_of(text, action) for action in actions),
        origin=f"{cls}/1",
        **more,
    )


def meeting(text, words, **more):
    anchor = place_of(text, words)
    return Meeting(f"meeting-{anchor.start}", anchor, (anchor,), more.pop("name", words), origin="meetings/1", **more)


def exercise(text, words, **more):
    anchor = place_of(text, words)
    return Exercise(f"exercise-{anchor.start}", anchor, (anchor,), words, origin="exercises/1", **more)


def person(text, words, **more):
    anchor = place_of(text, words)
    return Person(f"person-{anchor.start}", anchor, (anchor,), words, origin="persons/1", **more)


def body(text, words, **more):
    anchor = place_of(text, words)
    return Organization(f"organization-{anchor.start}", anchor, (anchor,), words, origin="bodies/1", **more)


def key_of(record):
    return hashlib.sha256(record.document.text.encode()).hexdigest()[:8]


NOBODY = Matchers(lambda _: (), lambda *_: None, lambda *_: None, lambda *_: [])
"""Matchers that see nothing."""


def keep(register, record, matchers=None, at=None):
    """Keep a record, link it where matchers are given, as if at a moment."""

    def change(writer):
        if at is not None:
            writer.at = at
        kept = writer.keep(prepare(record))
        if matchers is not None and kept.fresh:
            link_version(writer, kept.version_id, matchers)
        return kept

    return register.write(change)


def moment_of(day):
    return datetime.combine(day, datetime.min.time().replace(hour=12))
