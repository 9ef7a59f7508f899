"""Trouble: each is one clear line and exit code 1, and nothing that was kept is lost."""

import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from communique.cli import main
from communique.register import engine, open_register
from communique.register.register import hide_password

from .conftest import keep
from .test_keep import full_record

RUN = "import sys; from communique.cli import main; sys.exit(main())"


def one_line(capsys, *arguments):
    """Run a command that must fail; return its one line."""
    assert main([*arguments]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1, captured.err
    assert captured.err.startswith("communique: ")
    return captured.err


@pytest.fixture
def kept(tmp_path):
    """A SQLite register with one document."""
    path = tmp_path / "register.db"
    register = open_register(str(path), create=True)
    keep(register, full_record())
    register.close()
    return path


def versions(path):
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT count(*) FROM versions").fetchone()[0]


@pytest.mark.parametrize(
    "command", ["commitments", "meetings", "people", "exercises", "status", "review", "due", "series"]
)
def test_no_register(capsys, tmp_path, command):
    line = one_line(capsys, command, "--register", str(tmp_path / "absent.db"))
    assert "no register at" in line
    assert "communique add" in line
    assert not (tmp_path / "absent.db").exists()


def test_a_newer_version(capsys, kept):
    with sqlite3.connect(kept) as connection:
        connection.execute("UPDATE communique_version SET version_num = '9999'")
    assert "newer version (9999)" in one_line(capsys, "status", "--register", str(kept))
    assert versions(kept) == 1


def test_a_locked_file(capsys, kept, monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "WAIT_SECONDS", engine.WAIT_SECONDS)  # the option sets it
    (tmp_path / "one.txt").write_text("Statement\n\nThe ministers agreed to meet again.\n")
    holder = sqlite3.connect(kept, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        line = one_line(capsys, "review", "split", "3f9c2ab1.m40", "--register", str(kept), "--wait", "0.2")
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert "database is locked: another program is writing to it" in line
    assert versions(kept) == 1


def test_a_person_is_told_of_waiting(register, monkeypatch):
    monkeypatch.setattr(engine, "TOLD_AFTER", 0.05)
    monkeypatch.setattr(engine, "_tellers", [])
    with register.engine.connect().execution_options(writes=True) as holder:
        turn = holder.begin()
        engine.take_turn(holder)
        told = []

        def tell():
            told.append("waits")
            turn.rollback()  # the other writer is done

        engine.tell_of_waiting(tell)
        assert register.write(lambda writer: writer.by) == "communique"
    assert told == ["waits"]
    assert register.write(lambda writer: writer.by) == "communique"
    assert told == ["waits"]


def test_a_file_that_is_no_register(capsys, tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("These are notes, not a database, and they are long enough to be looked at. " * 20)
    assert "file is not a database" in one_line(capsys, "status", "--register", str(path))
    assert path.read_text().startswith("These are notes")


def test_a_database_of_another_program(capsys, tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    (tmp_path / "one.txt").write_text("Statement\n\nThe ministers agreed to meet again.\n")
    before = path.read_bytes()
    assert "no register at" in one_line(capsys, "status", "--register", str(path))
    line = one_line(capsys, "restore", str(tmp_path / "one.txt"), "--register", str(path))
    assert "database of another program" in line
    assert path.read_bytes() == before


def test_an_empty_file_stays_empty(capsys, tmp_path):
    path = tmp_path / "empty.txt"
    path.touch()
    assert "no register at" in one_line(capsys, "commitments", "--register", str(path))
    assert path.read_bytes() == b""


@pytest.mark.parametrize("first", [1, 3], ids=["schema", "tables"])
def test_a_damaged_file(capsys, kept, first):
    content = bytearray(kept.read_bytes())
    for start in range(4096 * first, len(content), 4096):
        content[start : start + 600] = b"\xa5" * 600
    kept.write_bytes(content)
    line = one_line(capsys, "commitments", "--register", str(kept))
    assert "malformed" in line
    assert "the file is damaged; restore it from a backup" in line


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("mysql://host/register", "not supported; use a file or postgresql://"),
        ("nonsense://host", "not supported; use a file"),
        ("postgresql://tests@127.0.0.1:1/register", "check that it can be reached"),
        ("postgresql://tests@127.0.0.1:port/register", "not a path or a database URL"),
        ("/absent/folder/register.db", "no register at"),
    ],
)
def test_a_wrong_place(capsys, place, message):
    assert message in one_line(capsys, "status", "--register", place)


def test_a_place_that_can_not_be_made(capsys, tmp_path):
    (tmp_path / "one.txt").write_text("Statement\n\nThe ministers agreed to meet again.\n")
    line = one_line(capsys, "add", str(tmp_path / "one.txt"), "--register", str(tmp_path / "absent" / "register.db"))
    assert "unable to open database file: no such folder" in line


def test_a_password_is_never_shown(capsys):
    line = one_line(capsys, "status", "--register", "postgresql://lee:secret@127.0.0.1:1/register")
    assert "secret" not in line
    line = one_line(capsys, "status", "--register", "mysql://lee:secret@host/register")
    assert "secret" not in line
    assert hide_password("postgresql://lee:secret@host/register") == "postgresql://lee:***@host/register"


@pytest.mark.parametrize("command", [["show"], ["history"], ["review", "split"], ["review", "looked"]])
@pytest.mark.parametrize("key", ["3f9c2ab1.a812", "nonsense", "3f9c2ab1.m7"])
def test_an_unknown_id(capsys, kept, command, key):
    line = one_line(capsys, *command, key, "--register", str(kept))
    assert key in line


def test_a_full_disk(tmp_path):
    """The limit of a file's size stands for the end of the disk: what was kept before is safe."""
    path = tmp_path / "register.db"
    script = tmp_path / "run.py"
    script.write_text(
        "import resource, signal, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from communique.model.errors import RegisterError\n"
        "from communique.register import open_register\n"
        "from communique.register.rows import prepare\n"
        "import keeper\n"
        "register = open_register(sys.argv[1], create=True)\n"
        "register.write(lambda writer: writer.keep(prepare(keeper.make(0))))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "size = 400_000\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n"
        "try:\n"
        "    for number in range(1, 2000):\n"
        "        register.write(lambda writer: writer.keep(prepare(keeper.make(number))))\n"
        "        print(number, flush=True)\n"
        "except RegisterError as error:\n"
        "    print(error)\n"
    )
    run = subprocess.run([sys.executable, str(script), str(path)], capture_output=True, text=True, check=False)
    *numbers, line = run.stdout.splitlines()
    assert "make room" in line or "disk" in line, run.stdout + run.stderr
    assert versions(path) == len(numbers) + 1
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert resource.RLIMIT_FSIZE is not None


def test_a_server_that_goes_away_in_the_middle(tmp_path, capsys):
    from . import postgres

    folder = postgres.binaries()
    if folder is None:
        pytest.skip("no PostgreSQL on this machine: install Debian's postgresql package to run this")
    server = postgres.Server(folder)
    try:
        server.start()
        place = server.create("register")
        register = open_register(place, create=True)
        keep(register, full_record())
        server.kill()
        line = one_line(capsys, "commitments", "--register", place)
        assert "check that it can be reached" in line
        server.run()
        assert keep(register, full_record()).fresh is False
        register.close()
    finally:
        server.stop()


def test_a_read_only_file(capsys, kept):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    kept.chmod(0o400)
    assert "it may not be written" in one_line(capsys, "review", "undo", "1", "--register", str(kept))
