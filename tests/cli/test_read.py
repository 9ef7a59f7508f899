"""`communique read` around the reading: outputs, failures, files."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from communique.cli import main, outputs
from communique.cli import read as read_command
from communique.cli.outputs import file_names, write_whole
from communique.model import record_from_json, record_to_json
from communique.model.errors import FormatError, ParserMissing


@pytest.fixture
def reader(monkeypatch, record):
    """Read without reading: every source gives the same record, unless its name says how it fails."""
    asked = []

    def make(request, packs):
        def read_one(source):
            asked.append(source)
            if "bad" in source:
                raise FormatError(f"{source}: not a PDF: its first bytes are '<html>'")
            if "bug" in source:
                raise KeyError("nsubj")
            if "stop" in source:
                raise KeyboardInterrupt
            if "parser" in source:
                raise ParserMissing("spaCy model 'x' is not installed")
            if "gone" in source:
                raise FileNotFoundError(2, "No such file or directory", source)
            return replace(record, document=replace(record.document, title=source))

        return read_one

    monkeypatch.setattr(read_command, "_reader", make)
    return asked


def test_one_source_is_laid_out_for_reading(reader, capsys):
    assert main(["read", "a.txt"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("a.txt\n  kind      readout\n")
    assert "\x1b" not in out


def test_several_sources_are_parted_by_a_line(reader, capsys):
    assert main(["read", "a.txt", "b.txt"]) == 0
    out = capsys.readouterr().out
    assert out.count("─" * 40) >= 1
    assert out.index("a.txt") < out.index("─") < out.index("b.txt")


def test_text_shows_the_statement(reader, capsys):
    assert main(["read", "--text", "a.txt"]) == 0
    assert "condemned⁶" in capsys.readouterr().out


def test_one_source_as_json_is_one_object(reader, capsys, record):
    assert main(["read", "--json", "a.txt"]) == 0
    out = capsys.readouterr().out
    data = json.loads(out)
    assert data == record_to_json(record_from_json(data))
    assert data["schema"] == "communique.record/1"
    assert "“" in out, "JSON is UTF-8, not escaped"
    assert out.startswith('{\n  "schema"')


def test_several_sources_as_json_are_one_a_line(reader, capsys):
    assert main(["read", "--json", "a.txt", "b.txt"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["document"]["title"] for line in lines] == ["a.txt", "b.txt"]


def test_a_folder_is_read_in_the_order_of_its_paths_one_a_line(reader, capsys, tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/1.html", "a.txt", "picture.png"):
        (tmp_path / name).write_text("x")
    assert main(["read", "--json", str(tmp_path)]) == 0
    assert [Path(source).name for source in reader] == ["a.txt", "1.html"]
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    assert captured.err == f"communique: passed over 1 file of other kinds: {tmp_path / 'picture.png'}\n"


def test_a_folder_of_one_statement_is_json_lines_too(reader, capsys, tmp_path):
    (tmp_path / "a.txt").write_text("x")
    assert main(["read", "--json", str(tmp_path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_an_empty_folder_is_an_error(reader, capsys, tmp_path):
    assert main(["read", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_out_writes_a_file_for_each_source(reader, capsys, tmp_path):
    out = tmp_path / "deep" / "records"
    assert main(["read", "--out", str(out), "x/a.txt", "y/a.md", "https://example.org/press/talks.html?id=3"]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["a-2.json", "a.json", "talks.json"]
    assert json.loads((out / "a-2.json").read_text(encoding="utf-8"))["document"]["title"] == "y/a.md"
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_reading_again_into_the_same_folder_writes_the_same_files(reader, tmp_path):
    for _ in range(2):
        assert main(["read", "--out", str(tmp_path / "o"), "a.txt", "b.txt"]) == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "o").iterdir()}
    assert sorted(first) == ["a.json", "b.json"]


def test_out_must_not_be_a_file(reader, capsys, tmp_path):
    (tmp_path / "file").write_text("x")
    assert main(["read", "--out", str(tmp_path / "file"), "a.txt"]) == 2


def test_the_next_source_goes_on_when_one_fails(reader, capsys):
    assert main(["read", "--json", "a.txt", "bad.pdf", "bug.txt", "gone.txt", "b.txt"]) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    assert captured.err.splitlines() == [
        "communique: 3 of 5 sources could not be read:",
        "  bad.pdf: not a PDF: its first bytes are '<html>'",
        "  bug.txt: this is a bug: KeyError: 'nsubj'; --debug shows where",
        "  gone.txt: no such file or directory",
    ]


def test_one_source_that_fails_is_one_line(reader, capsys):
    assert main(["read", "bad.pdf"]) == 1
    captured = capsys.readouterr()
    assert captured.err == "communique: bad.pdf: not a PDF: its first bytes are '<html>'\n"
    assert captured.out == ""


def test_debug_shows_the_trace_and_goes_on(reader, capsys):
    assert main(["read", "--debug", "--json", "bug.txt", "a.txt"]) == 1
    captured = capsys.readouterr()
    assert "Traceback (most recent call last)" in captured.err
    assert json.loads(captured.out)


def test_a_missing_parser_stops_at_once(reader, capsys):
    assert main(["read", "parser.txt", "a.txt"]) == 1
    assert reader == ["parser.txt"]
    assert capsys.readouterr().err == "communique: spaCy model 'x' is not installed\n"


def test_ctrl_c_says_what_was_done(reader, capsys, tmp_path):
    assert main(["read", "--out", str(tmp_path), "a.txt", "stop.txt", "b.txt"]) == 130
    assert reader == ["a.txt", "stop.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert capsys.readouterr().err == "communique: stopped after 1 of 3 sources\n"


def test_a_file_appears_whole_or_not_at_all(monkeypatch, tmp_path):
    target = tmp_path / "a.json"
    write_whole(target, b"old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_disk_that_is_full_fails_that_source(reader, capsys, monkeypatch, tmp_path):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outputs, "write_whole", full)
    assert main(["read", "--out", str(tmp_path), "a.txt"]) == 1
    assert capsys.readouterr().err == (
        f"communique: a.txt: its record cannot be written to {tmp_path / 'a.json'} (no space left on device): "
        "check the place and the disk\n"
    )


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        (["-"], ["stdin.json"]),
        (["a.txt", "A.md", "a-2.txt", "a.html"], ["a.json", "A-2.json", "a-2-2.json", "a-3.json"]),
        (["https://example.org/"], ["example.org.json"]),
        (["http://example.org/a/joint%20statement.pdf"], ["joint-20statement.json"]),
        (["공동성명.txt"], ["공동성명.json"]),
    ],
)
def test_file_names_are_unique_even_where_case_does_not_count(sources, names):
    assert file_names(sources) == names


def test_color_can_be_asked_for_in_a_pipe(reader, capsys):
    assert main(["read", "--color", "a.txt"]) == 0
    assert "\x1b[1m" in capsys.readouterr().out


def test_stdout_that_cannot_show_a_character_does_not_fail(reader, monkeypatch, tmp_path):
    with (tmp_path / "out").open("w", encoding="ascii") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["read", "a.txt"]) == 0
    assert "Republic of Korea" in (tmp_path / "out").read_text(encoding="ascii")
