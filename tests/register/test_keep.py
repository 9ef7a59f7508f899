"""Keeping: once, in versions, with provenance, on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text as sql

from communique.model.errors import RegisterError
from communique.register import blob, open_register
from communique.register.migrate import HEAD
from communique.register.moment import Moment
from communique.register.rows import fold, framework_of, join_codes, prepare, split_codes

from .conftest import act, body, exercise, keep, key_of, make_record, meeting, person

TEXT = (
    "Defense Officials Meet in Seoul\n\nThe officials held the 15th talks in Seoul. Minister Kim Yong-hyun agreed to "
    "update the plan by the end of this year. They signed the memorandum of the Joint Office."
)


def full_record(text=TEXT, **more):
    return make_record(
        text,
        acts=(
            act(
                text,
                "agreed to update the plan by the end of this year",
                "agreed",
                due=("by the end of this year", None, date(2024, 12, 31)),
                refers_to=(f"meeting-{text.index('15th talks')}",),
            ),
            act(text, "They signed the memorandum", "signed", "decision"),
        ),
        meetings=(meeting(text, "15th talks", series="Talks", ordinal=15, main=True, start=date(2024, 9, 10)),),
        persons=(person(text, "Kim Yong-hyun", post="Minister", party="KOR"),),
        organizations=(body(text, "Joint Office"),),
        **more,
    )


def rows(register, query):
    with register.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sql(query))]


def test_a_record_comes_back_as_it_was(register):
    record = full_record(exercises=())
    kept = keep(register, record)
    assert kept.fresh
    assert kept.key == key_of(record)
    with register.view() as view:
        assert view.record(kept.key) == record


def test_a_packed_record_has_neither_text_nor_quotes():
    packed = blob.small_json(full_record()).decode()
    assert "agreed to update" not in packed
    assert "Defense Officials Meet" in packed  # the title is a field of its own


def test_the_same_text_again_changes_nothing(register):
    first = keep(register, full_record(path="one.txt"))
    before = {table: rows(register, f"SELECT count(*) FROM {table}") for table in ("versions", "acts", "items")}
    again = keep(register, full_record(path="one.txt"))
    assert (again.key, again.number, again.fresh) == (first.key, 1, False)
    assert before == {table: rows(register, f"SELECT count(*) FROM {table}") for table in before}
    assert len(rows(register, "SELECT * FROM sightings")) == 1


def test_the_same_text_elsewhere_is_one_more_sighting(register):
    keep(register, full_record(path="one.txt"))
    assert not keep(register, full_record(url="https://example.org/one")).fresh
    assert len(rows(register, "SELECT * FROM versions")) == 1
    assert len(rows(register, "SELECT * FROM sightings")) == 2


def test_another_text_at_the_same_address_is_the_next_version(register):
    older = keep(register, full_record(url="https://example.org/one"))
    newer = keep(register, full_record(TEXT + " They will meet again.", url="https://example.org/one"))
    assert (older.number, newer.number) == (1, 2)
    with register.view() as view:
        assert view.record(older.key).document.text == TEXT
        assert [(v.key, v.superseded_at is None) for v in view.versions_of(newer.key)] == [
            (older.key, False),
            (newer.key, True),
        ]
        one, other, pieces = view.difference(newer.key)
        assert (one, other) == (older.key, newer.key)
        assert [piece.words for piece in pieces if piece.sign == "+"] == ["They will meet again."]
        assert not [piece for piece in pieces if piece.sign == "-"]


def test_the_first_version_has_no_difference(register):
    kept = keep(register, full_record())
    with register.view() as view, pytest.raises(RegisterError, match="is the first version"):
        view.difference(kept.key)


def test_a_markdown_file_counts_versions_at_the_address_that_it_names(register):
    record = full_record(path="a/copy.md")
    source = replace(record.document.source, origin="https://example.org/statement")
    keep(register, replace(record, document=replace(record.document, source=source)))
    assert rows(register, "SELECT place FROM documents") == [("https://example.org/statement",)]


def test_a_path_is_kept_whole(register, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    keep(register, full_record(path="one.txt"))
    assert rows(register, "SELECT place FROM documents") == [(str(tmp_path / "one.txt"),)]


def test_every_value_has_its_provenance(register):
    kept = keep(register, full_record())
    (found,) = rows(
        register,
        'SELECT v.key, a.start, a."end", o.name, v.reader, v.recorded_at FROM acts a JOIN versions v ON v.id ='
        " a.version_id JOIN origins o ON o.id = a.origin_id WHERE a.class = 0",
    )
    assert found[0] == kept.key
    assert TEXT[found[1] : found[2]].startswith("agreed to update")
    assert found[3] == "commitment/1"
    assert found[5] is not None


def test_ids_of_a_document_are_listed_in_the_order_of_the_text(register):
    kept = keep(register, full_record())
    with register.view() as view:
        listed = view.ids_of(kept.key)
    assert [entry["what"] for entry in listed] == ["meeting", "person", "commitment", "decision", "organization"]
    assert listed[2]["key"] == f"{kept.key}.a{TEXT.index('agreed')}"


def test_two_items_at_one_place_have_keys_of_their_own(register):
    text = "Notes\n\nThe Joint Office met."
    record = make_record(text, organizations=(body(text, "Joint Office"), body(text, "Joint Office")))
    kept = keep(register, record)
    with register.view() as view:
        keys = [entry["key"] for entry in view.ids_of(kept.key)]
    assert len(set(keys)) == 2


@pytest.mark.parametrize("key", ["", "3f9c2ab", "zzzzzzzz", "3f9c2ab1.q5", "3f9c2ab1.a", "'; DROP TABLE versions"])
def test_what_is_no_id_is_said_to_be_none(register, key):
    with register.view() as view, pytest.raises(RegisterError, match="is no ID of a register"):
        view.act(key, Moment(date(2024, 1, 1)))


@pytest.mark.parametrize("key", ["3f9c2ab1", "3f9c2ab1.a5", "3f9c2ab1.m5"])
def test_an_unknown_id_is_said_to_be_unknown(register, key):
    with register.view() as view, pytest.raises(RegisterError, match="nothing is kept under the ID"):
        view.history(key)


def test_a_register_that_is_not_there_is_not_made_by_reading(place):
    with pytest.raises(RegisterError, match=r"no register at .*communique add"):
        open_register(place)
    open_register(place, create=True).close()
    open_register(place).close()


def test_a_register_of_a_newer_version_is_left_alone(register):
    with register.engine.begin() as connection:
        connection.execute(sql("UPDATE communique_version SET version_num = '9999'"))
    with pytest.raises(RegisterError, match=r"newer version \(9999\).*install the newer"):
        open_register(register.engine.url.render_as_string(hide_password=False))


def test_the_head_is_the_newest_migration():
    from pathlib import Path

    import communique.register

    folder = Path(communique.register.__file__).parent / "migrations" / "versions"
    assert max(path.name[1:5] for path in folder.glob("r*.py")) == HEAD


def test_an_error_leaves_nothing_behind(register):
    record = full_record()

    def change(writer):
        writer.keep(prepare(record))
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        register.write(change)
    assert rows(register, "SELECT count(*) FROM versions") == [(0,)]
    assert rows(register, "SELECT count(*) FROM audit") == [(0,)]


def test_names_fold_to_what_is_compared():
    assert fold("The Ministry of Défense, and U.S. Navy") == "ministry defense u navy"


@pytest.mark.parametrize("codes", [(), ("KOR",), ("African Union", "EU")])
def test_codes_with_spaces_survive_a_column(codes):
    assert split_codes(join_codes(codes)) == codes


def test_a_document_belongs_to_the_pack_whose_parties_speak():
    from communique.packs import load_packs

    packs = load_packs()
    assert framework_of(make_record("A\n\nB.", speakers=("JPN", "USA", "KOR")), packs) == "trilateral"
    assert framework_of(make_record("A\n\nB.", speakers=("USA", "PHL")), packs) == "PHL+USA"
    assert framework_of(make_record("A\n\nB.", speakers=()), packs) == ""
    text = "A\n\nThey held the Defense Trilateral Talks."
    talks = meeting(text, "Defense Trilateral Talks", series="Defense Trilateral Talks", main=True)
    assert framework_of(make_record(text, speakers=("KOR",), meetings=(talks,)), packs) == "trilateral"
    assert framework_of(make_record(text, speakers=("KOR", "AUS"), meetings=(talks,)), packs) == "AUS+KOR"


def test_exercises_are_items(register):
    text = "Notes\n\nThey conducted FREEDOM EDGE."
    kept = keep(register, make_record(text, exercises=(exercise(text, "FREEDOM EDGE", ordinal=1, status="held"),)))
    with register.view() as view:
        assert view.ids_of(kept.key)[0]["what"] == "exercise"
