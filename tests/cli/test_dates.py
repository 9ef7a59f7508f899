"""`communique dates`: every time expression with what it means."""

import io
import json
import sys

import pytest

from communique.cli import main

SAID = "We will meet by the end of this year and again in due course."


@pytest.fixture
def narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")


def test_each_expression_with_its_meaning(capsys):
    assert main(["dates", SAID, "--on", "2024-09-10"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 time expressions  said on 10 September 2024"
    assert lines[1].split("  ")[1] == "by 31 Dec 2024"
    assert "by the end of this year · a deadline" in lines[1]
    assert lines[2].split() == ["open", "in", "due", "course"]


def test_words_need_no_quotes(capsys):
    assert main(["dates", "in", "June", "2025", "--on", "2024-09-10"]) == 0
    assert "Jun 2025" in capsys.readouterr().out


def test_json_is_the_list_of_a_record(capsys):
    assert main(["dates", SAID, "--on", "2024-09-10", "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert first["anchor"]["quote"] == "by the end of this year"
    assert SAID[first["anchor"]["start"] : first["anchor"]["end"]] == "by the end of this year"
    assert (first["latest"], first["deadline"]) == ("2024-12-31", True)
    assert (second["earliest"], second["latest"], second["vague"]) == (None, None, True)


def test_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAID.encode())))
    assert main(["dates", "-", "--on", "2024-09-10"]) == 0
    assert "2 time expressions" in capsys.readouterr().out


def test_a_text_without_time(capsys):
    assert main(["dates", "We met.", "--on", "2024-09-10"]) == 0
    assert capsys.readouterr().out == "0 time expressions  said on 10 September 2024\n"


def test_narrow(capsys, narrow):
    assert main(["dates", SAID, "--on", "2024-09-10"]) == 0
    assert all(len(line) <= 50 for line in capsys.readouterr().out.splitlines())


@pytest.mark.parametrize(
    ("said", "whose"),
    [
        ("in fiscal year 2026", "the United States' fiscal year (October to September), as the words name no other"),
        ("by the end of FY26", "the United States' fiscal year (October to September), as the words name no other"),
        ("in U.S. fiscal year 2026", "a fiscal year from October to September"),
        ("in Japanese fiscal year 2026", "a fiscal year from April to March"),
    ],
)
def test_a_fiscal_year_says_whose_it_is(capsys, monkeypatch, said, whose):
    monkeypatch.setenv("COLUMNS", "132")
    assert main(["dates", said, "--on", "2024-09-10"]) == 0
    assert whose in " ".join(capsys.readouterr().out.split())


def test_the_end_of_a_quarter_without_its_year(capsys):
    assert main(["dates", "by the end of Q3", "--on", "2024-08-10"]) == 0
    assert "by 30 Sep 2024" in capsys.readouterr().out
