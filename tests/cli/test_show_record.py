"""The record on the terminal: everything is there, in order, at every width, with and without colour."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.text import Text

from communique.cli.show.layout import LABEL, _broken
from communique.cli.show.record import Shown, due_order, show_record
from communique.model import Act, Anchor, Record, Sentence
from communique.packs import load_packs
from communique.read import from_text
from communique.words.names import party_names

NAMES = {"KOR": "Republic of Korea", "USA": "United States", "JPN": "Japan"}


@pytest.fixture
def shown(record, console, printed):
    def show(width=100, *, color=False, what=None, of=None):
        terminal = console(width, color=color)
        show_record(record if of is None else of, terminal, what or Shown(names=NAMES))
        return printed(terminal)

    return show


@pytest.mark.parametrize("width", [40, 56, 60, 71, 72, 80, 100, 132, 160, 200])
@pytest.mark.parametrize("what", [Shown(names=NAMES), Shown(True, True, NAMES)])
def test_no_line_is_wider_than_the_terminal_nor_ends_in_white_space(shown, width, what):
    for line in shown(width, what=what).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("width", [40, 72, 100, 200])
def test_nothing_is_lost_at_any_width(shown, record, width):
    words = shown(width, what=Shown(everything=True, names=NAMES)).split()
    for act in record.acts:
        for action in act.actions or (act.anchor,):
            assert _contains(words, action.quote.split())
    for item in (*record.meetings, *record.instruments, *record.exercises, *record.persons, *record.organizations):
        assert _contains(words, item.name.split())


def _contains(words, wanted):
    """Tell whether the wanted words follow each other, with only labels and places between them."""
    at = 0
    for word in words:
        if at < len(wanted) and word.rstrip(",;.") == wanted[at].rstrip(",;."):
            at += 1
    return at == len(wanted)


def test_the_header_names_speakers_besides_their_codes(shown):
    head = shown().partition("Meeting")[0]
    assert "Republic of Korea (KOR), United States (USA), Japan (JPN)" in head
    assert "10 September 2024" in head
    assert "readout" in head


def test_a_party_that_no_pack_names_stands_by_its_code(shown):
    assert "speakers  KOR, USA, JPN" in shown(what=Shown())


def test_the_meeting_comes_first_with_its_table(shown):
    block = re.search(r"^Meeting\n(.*?)\n\n", shown(), re.S | re.M)[1]
    assert block.splitlines()[0].split() == ["10", "Sep", "2024", "15th", "Defense", "Trilateral", "Talks", "¶1.1"]
    assert "Seoul · in person · host Republic of Korea (KOR)" in block
    assert "USA               Cara Abercrombie, Acting Deputy Under Secretary" in block


def test_commitments_are_sorted_by_due_date_and_vague_ones_follow(shown):
    block = shown().partition("Commitments  5, 3 with a time")[2].partition("\n\n")[0]
    order = ["by 31 Dec 2024", "Jan–Jun 2025", "“in due course”", "specific", "assurance"]
    assert [word for word in order if word in block] == order
    places = [block.index(word) for word in order]
    assert places == sorted(places)


def test_due_order_puts_the_latest_day_first_then_the_earliest(record):
    dated = sorted((act for act in record.acts if act.due is not None), key=due_order)
    assert [act.id for act in dated] == ["act-3", "act-11", "act-2"]


def test_several_actions_stand_one_a_line(shown):
    assert re.search(r"specific +They will +¶2\.2\n", shown())
    assert "• exchange liaison officers\n" in shown()
    assert "• set up a joint calendar of exercises\n" in shown()


def test_who_speaks_to_whom_is_said_where_it_is_not_all_the_speakers(shown):
    assert "USA → KOR, JPN" in shown()
    assert shown().count("→ PRK") == 2


def test_stances_name_their_class_in_words(shown):
    block = shown().partition("Stances  3")[2]
    assert re.search(r"objection +They condemned", block)
    assert re.search(r"endorsement +They welcomed", block)
    assert re.search(r"affirmation +reaffirmed that", block)


def test_reports_are_counted_and_shown_on_demand(shown):
    assert "Reports  1, shown with --all" in shown()
    assert "held the 15th" not in shown()
    assert "Reports  1\n" in shown(what=Shown(everything=True))


def test_people_at_the_table_are_not_told_twice(shown):
    assert "People" not in shown()
    assert "People  3" in shown(what=Shown(everything=True))


def test_a_meeting_says_only_what_its_name_does_not(shown):
    line = next(line for line in shown().splitlines() if "16th Defense Trilateral Talks ·" in line)
    assert "16th Defense Trilateral Talks · Japan · planned · host JPN" in line


def test_reasons_name_rule_and_reason(shown):
    text = " ".join(shown(what=Shown(reasons=True)).split())
    assert "└ “committed” opens it, specific, strength 3 of 3 (rule acts.commitment/1)" in text
    assert "└ “urged” opens it (rule acts.call/1)" in text


def test_every_sentence_is_accounted_for(shown):
    assert shown().rstrip().endswith("11 sentences: 8 with acts, 1 heading, 1 of page furniture, 1 without an act")
    assert re.search(r"salutation +Thank you\.", shown(what=Shown(everything=True)))


def test_issues_say_where(shown):
    assert re.search(r"paraphrase +parts of the text are not the official wording +outside", shown())


def test_an_empty_record_is_still_a_page(record, shown):
    empty = Record(record.document, ())
    assert "0 sentences: none" in shown(of=empty)
    assert "Commitments" not in shown(of=empty)


def test_without_colour_there_is_no_escape(shown):
    assert "\x1b" not in shown()


def test_colour_adds_nothing_but_escapes(shown):
    assert re.sub(r"\x1b\[[\d;]*m", "", shown(color=True)) == shown()
    assert re.search(r"\x1b\[1;[\d;]+mby 31 Dec 2024", shown(color=True))


def test_a_long_clause_is_cut_in_the_overview_only(record, shown):
    text = f"They condemned the launches {'and more ' * 60}of them."
    document = from_text(text)
    act = Act("a", Anchor.of(text, 0, len(text) - 1), Anchor.of(text, 5, 14), "objection", ())
    long = Record(document, (Sentence(Anchor.of(text, 0, len(text)), "act", 1, 1),), (act,))
    assert " …" in shown(of=long)
    assert " …" not in shown(of=long, what=Shown(everything=True))


def test_commitments_without_a_time_begin_with_what_can_be_checked(shown):
    block = shown().partition("Commitments")[2].partition("\n\n")[0]
    assert block.index("specific") < block.index("assurance")


def test_a_label_that_is_too_wide_breaks_between_days():
    assert _broken(Text("5 Apr 2022 – 5 Apr 2025"), LABEL).plain == "5 Apr 2022 –\n5 Apr 2025"
    assert _broken(Text("Dec – Feb"), LABEL).plain == "Dec – Feb"


def test_parties_are_named_from_packs_and_the_lexicon():
    names = party_names(load_packs())
    assert names["KOR"] == "Republic of Korea"
    assert names["FRA"] == "France"
    assert names["EU"] == "European Union"


def test_where_no_meeting_is_the_main_one_none_is_another(record, shown):
    loose = replace(record, meetings=tuple(replace(meeting, main=False) for meeting in record.meetings))
    assert "Meetings  2" in shown(of=loose)
    assert "Other meetings  1" in shown()
