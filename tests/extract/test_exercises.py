"""Exercises: which phrases are one execution, and the lexicon's schema."""

from datetime import date
from importlib.resources import files

import pytest
import yaml

from communique import extract
from communique.read import from_text

LEAD = "We, the leaders of Japan, the Republic of Korea, and the United States, met in Seoul.\n\n"


@pytest.fixture
def exercises(nlp):
    def read(text):
        return extract(from_text(LEAD + text, on=date(2024, 9, 10)), nlp=nlp).exercises

    return read


def test_a_mention_without_an_ordinal_joins_the_last_execution(exercises):
    (found,) = exercises("We held the first FREEDOM EDGE exercise in June. FREEDOM EDGE was a success.")
    assert (found.ordinal, found.status, found.start) == (1, "held", date(2024, 6, 1))
    assert len(found.mentions) == 2
    assert found.anchor.quote == "the first FREEDOM EDGE exercise"


def test_executions_with_different_ordinals_stay_apart(exercises):
    found = exercises("We held the first FREEDOM EDGE exercise in June. We will hold a second FREEDOM EDGE exercise.")
    assert [(e.ordinal, e.status) for e in found] == [(1, "held"), (2, "planned")]


def test_a_past_time_is_not_given_to_a_planned_exercise(exercises):
    (found,) = exercises("Japan welcomes the forthcoming Blue Heron exercise, first set up in 2019.")
    assert (found.status, found.start) == ("planned", None)


def test_domains_are_as_written_and_longest_first(exercises):
    (found,) = exercises("The second ballistic missile defense and anti-submarine warfare exercise was held in July.")
    assert found.domains == ("ballistic missile defense", "anti-submarine warfare")


def test_lexicon_keeps_to_its_schema():
    data = yaml.safe_load(files("communique.extract").joinpath("lexicon/exercises.yml").read_text(encoding="utf-8"))
    known = [name.lower() for name in data["known"]]
    assert len(known) == len(set(known))
    assert set(data["need_noun"]) <= set(known)
    assert not set(data["sorts"]) & set(data["not_sorts"])
