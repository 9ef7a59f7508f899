"""`communique read` from the file to the record, with nothing replaced."""

import io
import json
import sys
from pathlib import Path

import pytest

from communique.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TALKS = str(EXAMPLES / "2024-09-10-dtt-15.md")


def anchors(value):
    if isinstance(value, dict):
        if value.keys() >= {"start", "end", "quote"}:
            yield value
        for inner in value.values():
            yield from anchors(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from anchors(inner)


def test_every_quote_stands_where_its_anchor_says(capsys):
    assert main(["read", "--json", TALKS]) == 0
    record = json.loads(capsys.readouterr().out)
    text = record["document"]["text"]
    found = list(anchors(record))
    assert len(found) > 50
    for anchor in found:
        assert text[anchor["start"] : anchor["end"]] == anchor["quote"]


def test_the_same_bytes_give_the_same_json(capsysbinary):
    assert main(["read", "--json", TALKS]) == 0
    first = capsysbinary.readouterr().out
    assert main(["read", "--json", TALKS]) == 0
    assert capsysbinary.readouterr().out == first


def test_on_takes_the_place_of_the_date(capsys):
    assert main(["read", "--json", "--on", "2030-02-03", TALKS]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["document"]["date"] == "2030-02-03"
    assert "2030-12-31" in [act["due"]["latest"] for act in record["acts"] if act["due"]]


def test_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(TALKS).read_bytes())))
    assert main(["read", "-"]) == 0
    assert "source    standard input" in capsys.readouterr().out


def test_a_file_that_is_not_there(capsys, tmp_path):
    assert main(["read", str(tmp_path / "absent.txt")]) == 1
    err = capsys.readouterr().err
    assert err.startswith("communique: ")
    assert "absent.txt" in err
    assert err.count("\n") == 1


def test_a_pack_that_does_not_keep_to_the_schema_is_wrong_usage(capsys, tmp_path):
    pack = tmp_path / "mine.yml"
    pack.write_text("name: mine\nspell: wrong\n")
    assert main(["read", "--pack", str(pack), TALKS]) == 2
    err = capsys.readouterr().err
    assert "mine.yml" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("20*.md")))
def test_every_example_is_read_and_laid_out(capsys, monkeypatch, name):
    monkeypatch.setenv("COLUMNS", "72")
    assert main(["read", "--all", "--why", str(EXAMPLES / name)]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert max(map(len, captured.out.splitlines())) <= 72
