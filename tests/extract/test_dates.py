"""The date reader's own functions: one phrase, the text's own day, and what holds of every expression found."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extract.dates import find_times, first_date, read_time
from communique.extract.dates.almanac import move, part_days, unit_days, year_days
from communique.extract.dates.lexicon import load_lexicon
from communique.extract.parse import parse
from communique.model import PRECISIONS
from communique.read import from_text

ON = date(2024, 9, 10)


def _parsed(nlp, text, on=None):
    return parse(from_text(text, on=on), nlp)


@pytest.mark.parametrize(
    ("phrase", "past", "earliest", "latest"),
    [
        ("by the end of this year", None, None, "2024-12-31"),
        ("first half next year", None, "2025-01-01", "2025-06-30"),
        ("in June", True, "2024-06-01", "2024-06-30"),
        ("in June", False, "2025-06-01", "2025-06-30"),
        ("in June", None, "2024-06-01", "2024-06-30"),
        ("last year", None, "2023-01-01", "2023-12-31"),
        ("over the past year", None, "2023-09-10", "2024-09-10"),
        ("September 10, 2024", None, "2024-09-10", "2024-09-10"),
        ("this summer", None, "2024-06-01", "2024-08-31"),
        ("by mid-2025", None, None, "2025-08-31"),
        ("within the next 12 months", None, None, "2025-09-10"),
        ("the third quarter", False, "2024-07-01", "2024-09-30"),
        ("the weekend", None, "2024-09-14", "2024-09-15"),
        ("third-quarter", True, "2024-07-01", "2024-09-30"),
    ],
)
def test_read_time_reads_one_phrase(phrase, past, earliest, latest):
    interval = read_time(phrase, ON, past=past)
    found = [None if day is None else day.isoformat() for day in (interval.earliest, interval.latest)]
    assert (found, interval.vague) == ([earliest, latest], False)


@pytest.mark.parametrize("phrase", ["in due course", "the near term", "at the next summit", "a few years ago"])
def test_read_time_leaves_vague_times_without_days(phrase):
    interval = read_time(phrase, ON)
    assert (interval.earliest, interval.latest, interval.vague) == (None, None, True)


@pytest.mark.parametrize("phrase", ["", "the Joint Committee", "resolution 2087", "10/9/2024", "31 June 2024"])
def test_read_time_reads_no_time_where_there_is_none(phrase):
    assert read_time(phrase, ON) is None or read_time(phrase, ON).earliest is None


@pytest.mark.parametrize("phrase", ["this year", "next month", "in June", "two days ago", "later this year", "by June"])
def test_without_a_day_relative_times_have_no_ends(phrase):
    interval = read_time(phrase, None)
    assert (interval.earliest, interval.latest, interval.vague, interval.precision) == (None, None, False, "unknown")


def test_the_thirty_first_moves_to_a_shorter_months_last_day():
    assert move(date(2024, 1, 31), 1, "month") == date(2024, 2, 29)
    assert move(date(2024, 2, 29), 1, "year") == date(2025, 2, 28)


def test_counts_beyond_all_history_stay_within_it():
    assert read_time("999 centuries ago", ON).earliest.year == 901
    assert read_time("over the next 999 decades", ON).latest == date(3000, 12, 31)


def test_thirds_of_a_year_are_four_months_each():
    thirds = [part_days(year_days(2025), "year", part, 0) for part in ("early", "mid", "late")]
    assert [(first.month, last.month) for first, last in thirds] == [(1, 4), (5, 8), (9, 12)]


def test_thirds_of_a_month_are_tens():
    june = unit_days("month", date(2024, 6, 1))
    thirds = [part_days(june, "month", part, 0) for part in ("early", "mid", "late")]
    assert [(first.day, last.day) for first, last in thirds] == [(1, 10), (11, 20), (21, 30)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Joint Statement\n\nSeptember 10, 2024\n\nThe ministers recalled the accord of 3 May 2021.",
            date(2024, 9, 10),
        ),
        ("After the attack of January 3, 2024, the chiefs convened in Seoul on September 10, 2024.", date(2024, 9, 10)),
        ("We recall the accord of 3 May 2021.\n\nThe ministers met in Tokyo on 10 September 2024.", date(2024, 9, 10)),
        ("The leaders met in Bali on 15-16 November 2022.", date(2022, 11, 16)),
        ("The fund was opened in 2023. It was audited on 4 June 2024.", date(2024, 6, 4)),
        ("SEOUL, September 10, 2024 – The ministers discussed the accord of 3 May 2021.", date(2024, 9, 10)),
        ("The ministers met in Tokyo. They discussed the accord signed on 3 May 2021.", None),
        ("The ministers met in September 2024.", None),
        ("The ministers met today.", None),
    ],
)
def test_first_date_is_the_texts_own_day(text, day, nlp):
    assert first_date(_parsed(nlp, text)) == day


def test_first_date_of_the_shared_seed(shared, nlp):
    text = (shared / "statements" / "seed-dtt-15.txt").read_text(encoding="utf-8")
    assert first_date(_parsed(nlp, text)) == date(2024, 9, 10)


TEXT = (
    "The ministers, who met on September 10, 2024, will meet again in the first half of next year, and regularly "
    "thereafter.\n\nBy the end of this year they will update the plan approved in July; a second drill follows in due "
    "course.\n\n- FY 2027: the fleet, doubled since 2021, returns from 13 to 15 November 2026."
)


def test_expressions_stand_in_order_and_apart(nlp):
    times = find_times(_parsed(nlp, TEXT), ON)
    assert len(times) == 9
    assert all(one.anchor.end <= other.anchor.start for one, other in pairwise(times))
    for time in times:
        assert time.anchor.covers(time.core)
        assert TEXT[time.anchor.start : time.anchor.end] == time.anchor.quote
        assert time.interval.precision in PRECISIONS
        assert time.origin.startswith("dates.")


def test_a_vague_or_repeated_time_has_no_days(nlp):
    for time in find_times(_parsed(nlp, TEXT), ON):
        if time.interval.vague or time.recurrence is not None:
            assert (time.interval.earliest, time.interval.latest) == (None, None)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *sorted(load_lexicon().starts),
                *sorted(load_lexicon().units),
                "of",
                "-",
                "–",
                ",",
                "10",
                "31",
                "2024",
                "2030s",
            ]
        ),
        max_size=9,
    )
)
def test_no_run_of_time_words_breaks_the_reader(words):
    for past in (True, False, None):
        interval = read_time(" ".join(words), ON, past=past)
        assert interval is None or None in (interval.earliest, interval.latest) or interval.earliest <= interval.latest


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_in_full_is_itself(day):
    for form in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", day.isoformat()):
        interval = read_time(form, ON)
        assert (interval.earliest, interval.latest, interval.precision) == (day, day, "day")
