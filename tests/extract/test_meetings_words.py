"""The parts that meetings are read with: series, acronyms, lines, and the lexicon's own consistency."""

from datetime import date

import pytest

from communique.extract.meetings.clause import status_by_time
from communique.extract.meetings.lexicon import words
from communique.extract.meetings.line import lines_of
from communique.extract.meetings.series import SeriesIndex, acronyms_of, fold, shortened
from communique.extract.parse import parse
from communique.model import Interval
from communique.packs import load_packs
from communique.read import from_text


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("15th Defense Trilateral Talks", "Defense Trilateral Talks"),
        ("second in-person Quad Leaders' Summit", "Quad Leaders' Summit"),
        ("Quad Leaders\u2019 Summit", "Quad Leaders' Summit"),
        ("DTT", "Defense Trilateral Talks"),
        ("Food Systems Summit", None),
    ],
)
def test_series_are_matched_by_their_forms(name, series):
    known = SeriesIndex.of(load_packs()).match(name)
    assert (known.name if known else None) == series


def test_the_longest_form_wins():
    index = SeriesIndex.of(load_packs())
    assert index.match("Defense Trilateral Talks Working Group").name == "Defense Trilateral Talks Working Group"


def test_leaders_series_by_the_parties():
    index = SeriesIndex.of(load_packs())
    assert index.of_leaders({"JPN", "KOR", "USA"}).name == "Trilateral Leaders' Summit"
    assert index.of_leaders({"JPN", "USA"}) is None
    assert index.of_leaders(set()) is None


def test_a_pack_tells_when_a_meeting_began():
    index = SeriesIndex.of(load_packs())
    assert index.began(index.match("Defense Trilateral Talks"), None, 13) == date(2023, 4, 14)
    assert index.began(index.match("Defense Trilateral Talks"), None, 99) is None


def test_fold_drops_what_tells_nothing():
    assert fold("The Leaders\u2019 Summit of the U.S.") == ("leaders", "summit", "us")


def test_acronyms_are_taken_from_brackets():
    found = acronyms_of(
        "the International Counter Ransomware Initiative (CRI) and the Trade and Technology Council (TTC)"
    )
    assert found[("counter", "ransomware", "initiative")] == "cri"
    assert found[("trade", "technology", "council")] == "ttc"
    assert acronyms_of("a number of things (ABC)") == {}


def test_names_are_shortened_by_acronyms():
    acronyms = {("trade", "technology", "council"): "ttc"}
    assert shortened(("fifth", "trade", "technology", "council", "meeting"), acronyms) == ("fifth", "ttc", "meeting")


def test_a_sentence_that_the_parser_broke_is_one_line(nlp):
    parsed = parse(from_text("Joint Statement\n\nThey met in Seoul. They will meet in Tokyo."), nlp)
    lines = list(lines_of(parsed.sentences))
    assert sum(len(line) for line in lines) == sum(sum(not t.is_space for t in s.span) for s in parsed.sentences)
    body = [line for line in lines if line.sentence.block.kind != "heading"]
    assert [line.text(0, len(line)) for line in body] == ["They met in Seoul.", "They will meet in Tokyo."]


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        (date(2024, 9, 1), date(2024, 9, 2), "held"),
        (date(2024, 10, 1), date(2024, 10, 31), "planned"),
        (date(2024, 1, 1), date(2024, 12, 31), None),
        (date(2024, 9, 10), date(2024, 9, 10), None),
    ],
)
def test_days_tell_held_from_planned(start, end, status):
    assert status_by_time(Interval(start, end), date(2024, 9, 10)) == status


def test_the_lexicon_is_lower_case_and_its_classes_are_known():
    lexicon = words()
    classes = {"event", "gathering", "mechanism", "assembly", "visit", "call"}
    assert {head.cls for head in lexicon.heads.values()} == classes
    assert all(word == word.lower() for word in lexicon.heads)
    assert not lexicon.heads.keys() & lexicon.papers


def test_no_cue_says_both_held_and_planned():
    for table in (words().before, words().after):
        for cues in table.values():
            phrases = [phrase for phrase, _ in cues]
            assert len(phrases) == len(set(phrases)), phrases
