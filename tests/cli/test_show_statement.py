"""The statement on the terminal: every word of it, its acts numbered, their classes in the margin."""

import re

import pytest
from rich.cells import cell_len

from communique.cli.show.record import Shown
from communique.cli.show.statement import show_statement


@pytest.fixture
def shown(record, console, printed):
    def show(width=100, *, color=False, what=None):
        terminal = console(width, color=color)
        show_statement(record, terminal, what or Shown())
        return printed(terminal)

    return show


def body(text):
    return text.partition("talks.txt\n")[2]


@pytest.mark.parametrize("width", [40, 71, 72, 100, 132, 200])
def test_no_line_is_wider_than_the_terminal_nor_ends_in_white_space(shown, width):
    for line in shown(width, what=Shown(reasons=True)).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


def test_every_word_of_the_statement_is_there_in_its_order(shown, record):
    lines = [line[23:] for line in body(shown(100)).splitlines()]
    words = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", " ".join(lines)).split()
    assert words == record.document.text.split()


def test_narrow_terminals_have_the_class_in_the_text(shown, record):
    text = " ".join(body(shown(50)).split())
    assert "They agreed [2 commitment] to hold" in text
    assert re.sub(r" \[\d+ [a-z]+\]", "", text).split() == record.document.text.split()


def test_triggers_carry_their_number_and_the_margin_its_class(shown):
    text = shown()
    assert "condemned⁶" in text
    line = next(line for line in text.splitlines() if "condemned⁶" in line)
    assert line.startswith("¶3      6 objection")
    assert [int(n) for n in re.findall(r"^.{5} +(\d+) [a-z]+", text, re.M)] == list(range(1, 12))


def test_furniture_is_named_in_the_margin(shown):
    assert re.search(r"^ +furniture +Subscribe to our newsletter$", shown(), re.M)


def test_several_triggers_on_one_line_take_the_next_lines(shown):
    lines = shown(132).splitlines()
    first = next(n for n, line in enumerate(lines) if "agreed²" in line)
    assert "committed³" in lines[first]
    assert "2 commitment" in lines[first]
    assert "3 commitment" in lines[first + 1]


def test_reasons_stand_below_the_paragraph(shown):
    text = shown(what=Shown(reasons=True))
    said = "10 commitment: “reaffirmed” opens it, assurance, strength 2 of 3 (rule acts.commitment/1) · USA → KOR, JPN"
    assert said in " ".join(text.split())
    assert "by 31 Dec 2024" in text


def test_colour_marks_the_clause_and_adds_nothing_but_escapes(shown):
    colored = shown(color=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == shown()
    assert re.search(r"\x1b\[1;[\d;]+mcondemned", colored)
    assert re.search(r"\x1b\[3;[\d;]+mSubscribe to our newsletter", colored)
