"""PLOVER codes: the lexicon is sound, events are anchored, nothing else of an act changes."""

from dataclasses import replace
from datetime import date

import pytest

from communique.extract import extract
from communique.extract.plover import lexicon as lexicons
from communique.model import PLOVER_EVENTS, record_from_json, record_to_json
from communique.model.errors import PackError
from communique.read import from_text

NEWS = (
    "French and German ministers met on Monday with Turkish diplomats.\n\n"
    "The Sudanese army attacked rebels in Khartoum. Police in Kenya arrested two students.\n\n"
    "The United Nations urged Israel and Lebanon to end the fighting, a spokesman said."
)


@pytest.fixture(scope="module")
def record(nlp):
    return extract(from_text(NEWS, on=date(2024, 9, 10)), nlp=nlp)


def test_events_come_back_from_json(record):
    assert any(act.plover is not None for act in record.acts)
    assert record_from_json(record_to_json(record)) == record


def test_a_record_written_before_there_were_events_can_be_read(record):
    data = record_to_json(record)
    for act in data["acts"]:
        del act["plover"]
    assert record_from_json(data).acts == tuple(replace(act, plover=None) for act in record.acts)


def test_actors_are_anchored_in_the_text(record):
    actors = [a for act in record.acts if act.plover for a in (*act.plover.source, *act.plover.target)]
    assert actors
    for actor in actors:
        assert actor.anchor is None or NEWS[actor.anchor.start : actor.anchor.end] == actor.anchor.quote


def test_compound_actors_stand_side_by_side(record):
    met = record.acts[0].plover
    assert met.event == "CONSULT"
    assert [(actor.code, actor.sector) for actor in met.source] == [("FRA", "GOV"), ("DEU", "GOV")]
    assert [(actor.code, actor.sector) for actor in met.target] == [("TUR", "GOV")]


def test_the_saying_after_a_sentence_is_no_event(record):
    said = next(act for act in record.acts if act.trigger.quote == "said")
    assert said.plover is None


def test_every_class_has_words():
    lexicon = lexicons.load_lexicon()
    named = {*lexicon.verbs.values(), *lexicon.nouns.values(), *lexicon.pairs.values()}
    assert named == set(PLOVER_EVENTS)


def test_a_lexicon_with_an_unknown_class_is_refused(monkeypatch):
    data = lexicons.load_data("plover.yml")
    monkeypatch.setattr(lexicons, "load_data", lambda _: data | {"cooperative": ["HELP"]})
    with pytest.raises(PackError, match="'HELP' is no PLOVER class"):
        lexicons.load_lexicon.__wrapped__()


def test_a_lexicon_with_an_unknown_key_is_refused(monkeypatch):
    data = lexicons.load_data("plover.yml")
    monkeypatch.setattr(lexicons, "load_data", lambda _: data | {"verb": {}})
    with pytest.raises(PackError, match="must have the keys"):
        lexicons.load_lexicon.__wrapped__()
