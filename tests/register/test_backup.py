"""Backups: from either database into either, the same; what is damaged is said and restores nothing."""

import json
from datetime import date

import pytest
from sqlalchemy import text as sql

from communique.model.errors import RegisterError
from communique.register import open_register
from communique.register.backup import backup, restore, whole
from communique.register.moment import Moment
from communique.resolve.link import EVIDENCE, Link

from .conftest import keep
from .test_links import statement


@pytest.fixture
def full(register):
    keys = []
    for number, day in enumerate((date(2024, 9, 10), date(2024, 11, 15)), start=1):
        record = statement(number, day)
        keys.append(f"{keep(register, record).key}.a{record.acts[0].trigger.start}")
    register.write(lambda writer: writer.link(Link(EVIDENCE, *keys, "fulfils", 0.95, ("told as done",))))
    register.write(lambda writer: writer.correct(keys[1], "kind", "continuing"), by="Lee", person=True)
    return register, keys


def taken(register, path, *, replace=False):
    with register.view() as view:
        return backup(view, path, replace=replace)


@pytest.mark.parametrize("name", ["backup.jsonl", "backup.jsonl.gz"])
def test_a_backup_comes_back_whole_on_sqlite(full, tmp_path, name):
    register, keys = full
    counts = taken(register, tmp_path / name)
    assert counts["versions"] == 2
    again = open_register(str(tmp_path / "again.db"), create=True)
    again.write(lambda writer: restore(writer, tmp_path / name))
    taken(again, tmp_path / f"second-{name}")
    assert (tmp_path / name).read_bytes() == (tmp_path / f"second-{name}").read_bytes()
    with again.view() as view:
        assert view.act(keys[0], Moment(date(2025, 2, 1))).status.value == "fulfilled"
        assert [hit.key for hit in view.search("Statement", Moment(date(2025, 2, 1)), 5)]
    again.close()


def test_a_backup_comes_back_whole_on_postgresql(full, tmp_path, server):
    register, _ = full
    taken(register, tmp_path / "backup.jsonl")
    again = open_register(server.create("restored"), create=True)
    try:
        again.write(lambda writer: restore(writer, tmp_path / "backup.jsonl"))
        taken(again, tmp_path / "second.jsonl")
        assert (tmp_path / "backup.jsonl").read_bytes() == (tmp_path / "second.jsonl").read_bytes()
        keep(again, statement(3, date(2025, 1, 20)))  # ids count on from the restored ones
        with again.view() as view:
            assert view.count() == 3
    finally:
        again.close()
        server.drop("restored")


def test_a_register_with_documents_is_not_written_over(full, tmp_path):
    register, _ = full
    taken(register, tmp_path / "backup.jsonl")
    with pytest.raises(RegisterError, match="has documents in it"):
        register.write(lambda writer: restore(writer, tmp_path / "backup.jsonl"))


def damaged(lines, how):
    if how == "cut short":
        return lines[:-1]
    if how == "a row gone":
        return [line for line in lines if '"table":"origins"' not in line]
    if how == "no JSON":
        return [*lines[:3], lines[3][:-4], *lines[4:]]
    if how == "another file":
        return ['{"name": "package"}']
    if how == "a field gone":
        row = json.loads(lines[1])
        row["row"].popitem()
        return [lines[0], json.dumps(row), *lines[2:]]
    head = json.loads(lines[0]) | {"revision": "9999"}
    return [json.dumps(head), *lines[1:]]


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("cut short", "cut short"),
        ("a row gone", "damaged|rows are missing"),
        ("no JSON", "is not JSON"),
        ("another file", "is no backup"),
        ("a field gone", "is damaged"),
        ("a newer version", "newer version"),
    ],
)
def test_what_is_damaged_restores_nothing(full, tmp_path, how, message):
    register, _ = full
    path = tmp_path / "backup.jsonl"
    taken(register, path)
    path.write_text("\n".join(damaged(path.read_text().splitlines(), how)) + "\n")
    again = open_register(str(tmp_path / "again.db"), create=True)
    with pytest.raises(RegisterError, match=message):
        again.write(lambda writer: restore(writer, path))
    with again.engine.connect() as connection:
        assert connection.execute(sql("SELECT count(*) FROM versions")).scalar() == 0
    again.close()


def test_a_damaged_archive_is_said(full, tmp_path):
    register, _ = full
    path = tmp_path / "backup.gz"
    taken(register, path)
    path.write_bytes(path.read_bytes()[:-40])
    again = open_register(str(tmp_path / "again.db"), create=True)
    with pytest.raises(RegisterError, match=r"nothing was restored|is not JSON"):
        again.write(lambda writer: restore(writer, path))
    again.close()


def test_a_backup_that_can_not_be_written_leaves_nothing(full, tmp_path):
    register, _ = full
    with pytest.raises(RegisterError, match="the backup was not written"):
        taken(register, tmp_path / "absent" / "backup.jsonl")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("name", ["backup.jsonl", "backup.jsonl.gz"])
def test_a_backup_is_for_its_owner_alone(full, tmp_path, name):
    register, _ = full
    (tmp_path / name).touch(mode=0o644)
    taken(register, tmp_path / name, replace=True)
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_kept(full, tmp_path):
    register, _ = full
    path = tmp_path / "backup.jsonl"
    path.write_text("another's")
    with pytest.raises(RegisterError, match="is there already: --force replaces it"):
        taken(register, path)
    assert path.read_text() == "another's"
    assert taken(register, path, replace=True)["versions"] == 2


def test_a_register_is_made_whole_or_not_at_all(full, tmp_path):
    register, _ = full
    path, made = tmp_path / "backup.jsonl", tmp_path / "made.db"
    taken(register, path)
    lines = path.read_text().splitlines()

    def restored():
        with whole(str(made)) as place:
            again = open_register(place, create=True)
            try:
                again.write(lambda writer: restore(writer, path))
            finally:
                again.close()

    path.write_text("\n".join(lines[:-1]) + "\n")
    with pytest.raises(RegisterError, match="cut short"):
        restored()
    assert [one.name for one in tmp_path.iterdir() if "made" in one.name] == []
    path.write_text("\n".join(lines) + "\n")
    restored()
    assert [one.name for one in tmp_path.iterdir() if "made" in one.name] == ["made.db"]
    again = open_register(str(made))
    with again.view() as view:
        assert view.count() == 2
    again.close()


def test_a_restoring_that_fails_names_the_register_as_it_was_named(tmp_path):
    with (
        pytest.raises(RegisterError, match=r"absent/made\.db: unable to open") as told,
        whole(str(tmp_path / "absent" / "made.db")) as place,
    ):
        open_register(place, create=True)
    assert ".part" not in str(told.value)
