"""Words for days, intervals and file names."""

from datetime import date

import pytest

from communique.cli.show.words import party_words
from communique.model import Interval
from communique.words.days import dates_words, interval_words, range_words
from communique.words.terms import clip, deed_words, score_words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2024, 9, 10), (2024, 9, 10), "10 Sep 2024"),
        ((2024, 11, 13), (2024, 11, 15), "13–15 Nov 2024"),
        ((2024, 6, 27), (2024, 7, 2), "27 Jun – 2 Jul 2024"),
        ((2024, 12, 30), (2025, 1, 2), "30 Dec 2024 – 2 Jan 2025"),
        ((2024, 7, 1), (2024, 7, 31), "Jul 2024"),
        ((2024, 2, 1), (2024, 2, 29), "Feb 2024"),
        ((2025, 1, 1), (2025, 6, 30), "Jan–Jun 2025"),
        ((2026, 1, 1), (2026, 12, 31), "2026"),
        ((2021, 1, 1), (2030, 12, 31), "2021–2030"),
        ((2024, 12, 1), (2025, 2, 28), "Dec 2024 – Feb 2025"),
    ],
)
def test_a_range_is_said_in_the_fewest_words(first, last, words):
    assert range_words(date(*first), date(*last)) == words


def test_open_intervals():
    assert interval_words(Interval(None, date(2024, 12, 31))) == "by 31 Dec 2024"
    assert interval_words(Interval(date(2024, 9, 10), None)) == "from 10 Sep 2024"
    assert interval_words(Interval(None, None, True)) == "no date"


def test_a_meeting_of_one_day_needs_no_end():
    assert dates_words(date(2024, 9, 10), None) == "10 Sep 2024"
    assert dates_words(None, None) == ""


def test_a_party_named_by_its_code_is_not_doubled():
    assert party_words("NATO", {"NATO": "NATO"}) == "NATO"
    assert party_words("KOR", {"KOR": "Republic of Korea"}) == "Republic of Korea (KOR)"
    assert party_words("FRA", {}) == "FRA"


def test_clipping_keeps_whole_words():
    assert clip("one two three", 9) == "one two …"
    assert clip("one, two, three", 7) == "one …"
    assert clip("one two three", None) == "one two three"
    assert clip("short", 20) == "short"


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("partly positive, score 0.91", "fulfils a part: a rule is sure, score 0.91"),
        ("same positive, score 0.97", "the same: a rule is sure, score 0.97"),
        ("fulfils unsure, score 0.87", "fulfils it: proposed by a rule, score 0.87"),
        ("merge", "merge"),
    ],
)
def test_what_a_rule_says_of_a_pair_is_told_in_words(what, words):
    assert deed_words(what) == words


@pytest.mark.parametrize(("score", "words"), [(0.8751, "0.87"), (0.8999, "0.89"), (0.29, "0.29"), (1.0, "1.00")])
def test_a_score_is_cut_and_not_rounded(score, words):
    assert score_words(score) == words
