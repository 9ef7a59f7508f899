"""Instruments: which mentions are one thing, what the text itself is, and the lexicon's schema."""

from datetime import date
from importlib.resources import files

import pytest
import yaml

from communique import extract
from communique.extract.instruments.words import words_of
from communique.model.things import INSTRUMENT_KINDS
from communique.read import from_text

LEAD = "We, the leaders of Japan, the Republic of Korea, and the United States, met in Seoul.\n\n"


@pytest.fixture
def mentions(nlp):
    def read(text, title=""):
        document = from_text((title + "\n\n" if title else "") + LEAD + text, on=date(2024, 9, 10))
        return {i.name: [m.quote for m in i.mentions] for i in extract(document, nlp=nlp).instruments}

    return read


@pytest.mark.parametrize(
    ("text", "name", "quotes"),
    [
        (
            "The Harbour Security Agreement (HSA) is in force. The HSA works well. We uphold the Agreement.",
            "Harbour Security Agreement (HSA)",
            ["Harbour Security Agreement (HSA)", "HSA", "Agreement"],
        ),
        (
            "Under IPEF we work together. The Indo-Pacific Economic Framework for Prosperity (IPEF) has four pillars.",
            "Indo-Pacific Economic Framework for Prosperity (IPEF)",
            ["IPEF", "Indo-Pacific Economic Framework for Prosperity (IPEF)"],
        ),
        (
            "The Ruritania Framework on Ports, Rivers, and Lakes exists. We advance the Ruritania Framework.",
            "Ruritania Framework on Ports, Rivers, and Lakes",
            ["Ruritania Framework on Ports, Rivers, and Lakes", "Ruritania Framework"],
        ),
        (
            "The U.S.-Japan Ocean Treaty applies. The Ocean Treaty also covers islands, and the treaty binds both.",
            "U.S.-Japan Ocean Treaty",
            ["U.S.-Japan Ocean Treaty", "Ocean Treaty", "treaty"],
        ),
        (
            "They violate UN Security Council resolutions. We implement all UNSCRs and related UN resolutions.",
            "UN Security Council resolutions",
            ["UN Security Council resolutions", "all UNSCRs", "related UN resolutions"],
        ),
        (
            "We signed an Agreement on Fair Trade (“the Agreement”). The Tokyo Accord differs. The Agreement is new.",
            "Agreement on Fair Trade",
            ["Agreement on Fair Trade", "Agreement", "Agreement"],
        ),
        (
            "We amended Executive Order 14257 of April 2 (Regulating Imports under the Reciprocal Trade Agreement).",
            "Executive Order 14257",
            ["Executive Order 14257", "Reciprocal Trade Agreement"],
        ),
        (
            "The Quad Ocean Accelerator began. The Quad Ocean Accelerator Initiative will grow.",
            "Quad Ocean Accelerator Initiative",
            ["Quad Ocean Accelerator", "Quad Ocean Accelerator Initiative"],
        ),
    ],
)
def test_mentions_of_one_instrument_are_one_item(mentions, text, name, quotes):
    found = mentions(text)
    assert [q.removeprefix("all ") for q in found[name]] == [q.removeprefix("all ") for q in quotes]


def test_owners_keep_instruments_apart(mentions):
    found = mentions("Japan's National Defense Strategy and the U.S. National Defense Strategy are aligned.")
    assert len(found) == 2


def test_resolutions_of_two_bodies_are_two_items(mentions):
    found = mentions("We recall UN Security Council resolutions and UN General Assembly resolutions.")
    assert len(found) == 2


def test_the_text_itself_is_no_instrument(mentions):
    found = mentions(
        "We adopt the Jeju Principles today and recall the Busan Declaration. This Declaration is new.",
        "Jeju Principles",
    )
    assert list(found) == ["Busan Declaration"]


def test_every_item_is_anchored_and_numbered(nlp):
    text = LEAD + "We recall Japan’s 2015 Legislation for Peace and Security, the UN\nCharter and UNSCR 2728."
    found = extract(from_text(text, on=date(2024, 9, 10)), nlp=nlp).instruments
    assert [i.id for i in found] == ["instrument-1", "instrument-2", "instrument-3"]
    assert found[1].name == "UN Charter"
    for item in found:
        assert item.anchor in item.mentions
        assert all(text[m.start : m.end] == m.quote for m in item.mentions)


def test_empty_and_odd_texts_have_none(nlp):
    for text in ("", "Plan", '"', "Treaty of", "the agreement between", "(NPT", "UNSCR", "resolution", "Agreement on"):
        extract(from_text(text, on=None), nlp=nlp)


def test_words_keep_abbreviations_and_hyphens_whole():
    text = "The U.S.-Japan and Japan-U.S. talks on R&D, 2.5 and Leaders' notes."
    assert [w.text for w in words_of(text, 0, len(text))] == [
        "The", "U.S.-Japan", "and", "Japan-U.S.", "talks", "on", "R&D", ",", "2.5", "and", "Leaders'", "notes", ".",
    ]  # fmt: skip


def test_lexicon_keeps_to_its_schema():
    data = yaml.safe_load(files("communique.extract").joinpath("lexicon/instruments.yml").read_text(encoding="utf-8"))
    nouns = [entry["noun"] for entry in data["heads"]]
    assert len(nouns) == len(set(nouns))
    for entry in (*data["heads"], *data["known"]):
        assert entry["kind"] in INSTRUMENT_KINDS, entry
    for entry in data["heads"]:
        assert entry["strength"] in ("strong", "weak", "none", "owned"), entry
    names = [entry["name"].lower() for entry in data["known"]]
    assert len(names) == len(set(names))
