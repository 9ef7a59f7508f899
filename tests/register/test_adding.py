"""Adding: killed at any moment, by two at once, by several processes, again; nothing lost and nothing half there."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from communique.register import open_register
from communique.register.adding import BATCH, Wish, add

from . import keeper
from .conftest import NOBODY

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("2*.md"))
KEEPER = Path(keeper.__file__)


def count(register, table):
    with register.engine.connect() as connection:
        return connection.execute(sql(f"SELECT count(*) FROM {table}")).scalar()


def is_whole(register):
    """Every version has all its acts, items, its place and its line in the audit trail; the file is sound."""
    with register.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(sql("PRAGMA integrity_check")).scalar() == "ok"
            assert connection.execute(sql("PRAGMA foreign_key_check")).first() is None
            connection.execute(sql("INSERT INTO full_text(full_text) VALUES ('integrity-check')"))
        for table, wanted in (("acts", keeper.ACTS), ("items", keeper.BODIES)):
            query = f"SELECT v.id, count(t.id) FROM versions v LEFT JOIN {table} t ON t.version_id = v.id GROUP BY v.id"
            assert {row[1] for row in connection.execute(sql(query))} <= {wanted}
        connection.rollback()
    versions = count(register, "versions")
    assert count(register, "documents") == count(register, "sightings") == count(register, "audit") == versions


def start(place, first, last):
    command = [sys.executable, str(KEEPER), place, str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_killed_again_and_again_it_loses_nothing_and_leaves_nothing_half(place):
    """What it said to have kept is there after `kill -9`, and the same work goes on to its end."""
    chance = random.Random(5)
    last = 400
    said = set()
    open_register(place, create=True).close()
    for _ in range(8):
        process = start(place, 0, last)
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.25))
        process.kill()
        for line in process.stdout.read().split("\n")[:-1]:
            said |= set(line.split())
        process.wait()
        process.stdout.close()
        register = open_register(place)
        with register.engine.connect() as connection:
            kept = set(connection.execute(sql("SELECT key FROM versions")).scalars())
        assert said <= kept
        is_whole(register)
        register.close()
    process = start(place, 0, last)
    process.communicate()
    assert process.returncode == 0
    register = open_register(place)
    assert count(register, "versions") == last
    is_whole(register)
    register.close()


def test_two_processes_at_once_both_succeed(place):
    """Both make the register, and both keep the same and different texts."""
    one, other = start(place, 0, 120), start(place, 60, 180)
    for process in (one, other):
        process.communicate(timeout=120)
        assert process.returncode == 0
    register = open_register(place)
    assert count(register, "versions") == 180
    is_whole(register)
    register.close()


def test_adding_passes_over_what_is_kept(register, tmp_path, monkeypatch):
    sources = [str(path) for path in EXAMPLES[:3]]
    first = list(add(register, sources, Wish(), matchers=NOBODY))
    assert [one.kept.fresh for one in first] == [True] * 3
    monkeypatch.setattr(sys.modules["communique.extract"], "extract", lambda *_, **__: pytest.fail("it was read again"))
    again = list(add(register, sources, Wish(), matchers=NOBODY))
    assert [(one.kept, one.reason) for one in again] == [(None, None)] * 3
    elsewhere = shutil.copy(EXAMPLES[0], tmp_path / "copy.md")
    (seen,) = add(register, [str(elsewhere)], Wish(), matchers=NOBODY)
    assert not seen.kept.fresh
    assert count(register, "versions") == 3
    assert count(register, "sightings") == 4


def test_a_changed_file_is_the_next_version(register, tmp_path):
    path = Path(shutil.copy(EXAMPLES[0], tmp_path / "statement.md"))
    (first,) = add(register, [str(path)], Wish(), matchers=NOBODY)
    path.write_text(path.read_text() + "\nThe ministers agreed to meet again next year.\n")
    (second,) = add(register, [str(path)], Wish(), matchers=NOBODY)
    assert (first.kept.number, second.kept.number) == (1, 2)


def test_a_markdown_file_with_an_address_is_a_version_of_it(register, tmp_path):
    head = "---\ntitle: Statement\ndate: 2024-09-10\nsource_url: https://example.org/statement\n---\n\n"
    for number, words in enumerate(("They met in Seoul.", "They met in Seoul and in Busan."), start=1):
        path = tmp_path / f"{number}.md"
        path.write_text(head + words + " They agreed to update the plan by the end of this year.\n")
    added = list(add(register, [str(tmp_path / "1.md"), str(tmp_path / "2.md")], Wish(), matchers=NOBODY))
    assert [one.kept.number for one in added] == [1, 2]


def test_what_can_not_be_read_does_not_stop_the_rest(register, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    sources = [str(tmp_path / "empty.txt"), str(EXAMPLES[0]), str(tmp_path / "absent.txt")]
    added = list(add(register, sources, Wish(), matchers=NOBODY))
    assert [one.kept is not None for one in added] == [False, True, False]
    assert "is empty" in added[0].reason
    assert "does not exist" in added[2].reason


def test_a_matcher_that_fails_costs_its_own_document_only(register):
    from communique.register.linking import Matchers

    def blocks(subject):
        if "24-1" in subject.document.key or subject.document.date.isoformat() == "2023-04-14":
            raise ValueError("a bug in a rule")
        return ()

    broken = Matchers(blocks, lambda *_: None, lambda *_: None, lambda *_: [])
    added = list(add(register, [str(path) for path in EXAMPLES[:4]], Wish(), matchers=broken))
    assert [one.kept is not None for one in added] == [True, True, False, True]
    assert "this is a bug: ValueError" in added[2].reason
    assert count(register, "versions") == 3


def test_several_processes_read_and_one_writes(place):
    register = open_register(place, create=True)
    added = list(add(register, [str(path) for path in EXAMPLES], Wish(), workers=2, matchers=NOBODY))
    assert [one.source for one in added] == [str(path) for path in EXAMPLES]
    assert all(one.kept is not None and one.kept.fresh for one in added)
    assert len(EXAMPLES) > BATCH
    alone = open_register(f"{place}-alone", create=True) if "://" not in place else None
    if alone is not None:
        list(add(alone, [str(path) for path in EXAMPLES], Wish(), matchers=NOBODY))
        for table in ("versions", "acts", "items", "item_keys", "act_keys", "act_parties"):
            assert count(alone, table) == count(register, table)
        alone.close()
    register.close()


def test_a_reading_process_that_dies_is_told(tmp_path):
    """Nobody waits for it, and every other source is kept."""
    script = tmp_path / "run.py"
    script.write_text(
        "import os, sys\n"
        "import communique.register.adding as adding\n"
        "from communique.register import open_register\n"
        "from communique.register.linking import Matchers\n"
        "read = adding.Reader.read\n"
        "def fatal(self, source):\n"
        "    if 'dtt-13' in source:\n"
        "        os._exit(9)\n"
        "    return read(self, source)\n"
        "adding.Reader.read = fatal\n"
        "if __name__ == '__main__':\n"
        "    register = open_register(sys.argv[1], create=True)\n"
        "    nobody = Matchers(lambda _: (), lambda *_: None, lambda *_: None, lambda *_: [])\n"
        "    for one in adding.add(register, sys.argv[2:], adding.Wish(), workers=2, matchers=nobody):\n"
        "        print(one.kept is not None, one.reason)\n"
    )
    sources = [str(path) for path in EXAMPLES[1:5]]
    run = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "r.db"), *sources], capture_output=True, text=True, check=False
    )
    lines = run.stdout.splitlines()
    assert [line.startswith("True") for line in lines] == ["dtt-13" not in source for source in sources], run.stderr
    assert "the process that read it died" in run.stdout
