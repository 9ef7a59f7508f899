"""Names: what the rows of tests/reading cannot show: words, keys, linking, mentions, offices, places, bodies merged."""

from dataclasses import replace
from datetime import date

import pytest

from communique.extract.context import Context
from communique.extract.names import find_places
from communique.extract.officials import _read, officials, party_of_name
from communique.extract.officials import key_of as name_key
from communique.extract.organizations import find_organizations
from communique.extract.organizations.merge import Naming, key_of, merge
from communique.extract.parse import parse
from communique.extract.parties import find_parties
from communique.extract.persons import find_persons
from communique.extract.persons.lexicon import lexicon
from communique.extract.words import words_of
from communique.model.errors import PackError
from communique.packs import load_packs
from communique.read import from_text


def _context(text, nlp, on=date(2024, 9, 10)):
    packs = tuple(load_packs())
    parsed = parse(from_text(text, on=on), nlp)
    context = Context(parsed, packs, on, parties=find_parties(parsed, packs))
    return replace(context, persons=find_persons(context))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S. Gen. O'Neill's aide", ["U.S.", "Gen.", "O'Neill", "'s", "aide"]),
        ("the U.S.-EU group", ["the", "U.S.", "-", "EU", "group"]),
        ("ASEAN-U.S. talks", ["ASEAN", "-", "U.S.", "talks"]),
        ("the U.S-UK forum", ["the", "U.S", "-", "UK", "forum"]),
        ("Cho Chang-rae, J. D. Vance", ["Cho", "Chang-rae", ",", "J.", "D.", "Vance"]),
        ("R&D Task Force", ["R&D", "Task", "Force"]),
        ("Hu'akavameiliku met Jr. officers' wives", ["Hu'akavameiliku", "met", "Jr.", "officers", "'", "wives"]),
    ],
)
def test_words(text, words):
    assert [word.text for word in words_of(text, 0, len(text))] == words


def test_words_keep_their_places():
    text = "On 1 May Mr. Sullivan spoke."
    assert all(text[word.start : word.end] == word.text for word in words_of(text, 0, len(text)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joseph R. Biden, Jr.", "Joe Biden"),
        ("Andrés Manuel López Obrador", "Andres Manuel Lopez Obrador"),
        ("Abdel Fattah Al-Sisi", "Abdel Fattah al Sisi"),
        ("Sheikh Mohammed bin Zayed", "Mohamed bin Zayed"),
    ],
)
def test_one_key_for_two_spellings(one, other):
    assert name_key(one.split()) == name_key(other.split())


def test_offices_change_hands():
    """A family name borne by two office holders is told by post and year."""
    assert party_of_name(("lee",), "President", date(2025, 11, 1), strict=True) == "KOR"
    assert party_of_name(("lee",), "Prime Minister", date(2022, 3, 29), strict=True) == "SGP"
    assert party_of_name(("moon",), "President", date(2024, 1, 1), strict=True) is None
    assert party_of_name(("antonio", "costa"), "Prime Minister", date(2022, 1, 1), strict=True) == "PRT"
    assert party_of_name(("antonio", "costa"), "European Council President", date(2025, 1, 1), strict=True) == "EU"


def test_officials_are_read_strictly():
    assert all(o.names and o.first <= o.last for group in officials().values() for o in group)
    with pytest.raises(PackError, match=r"officials\.yml: JPN"):
        _read("JPN", "Suga Yoshihide | Prime Minister")


def test_no_lexicon_word_hides_a_given_name():
    """A given name that a list of other words claims would never begin a name."""
    entries = lexicon()
    assert not entries.given & (entries.portfolio | entries.things)


def test_all_mentions_of_a_person(nlp):
    text = (
        "Readout of National Security Advisor Sullivan's Trip\n\n"
        "National Security Advisor Jake Sullivan met officials in Tokyo on June 16. Mr. Sullivan thanked the hosts.\n\n"
        "Sullivan said that the United States would return."
    )
    (person,) = _context(text, nlp, date(2023, 6, 16)).persons
    assert person.anchor.quote == "National Security Advisor Jake Sullivan"
    assert [mention.quote for mention in person.mentions] == [
        "National Security Advisor Sullivan",
        "National Security Advisor Jake Sullivan",
        "Mr. Sullivan",
        "Sullivan",
    ]


def test_a_title_alone_names_nobody(nlp):
    text = "Joint Statement by President Macron\n\nThe two sides met today in Paris and agreed on a common text."
    assert _context(text, nlp).persons == ()


def test_anchors_are_the_documents_words(nlp):
    text = (
        "President\u00a0Biden met Taoiseach Micheál  Martin.\n\nThe UN\u00a0Security Council (“UNSC”) met; UNSC agreed."
    )
    context = _context(text, nlp)
    things = (*context.persons, *find_organizations(context))
    assert all(text[m.start : m.end] == m.quote for thing in things for m in thing.mentions)
    assert "Micheál Martin" in {person.name for person in context.persons}


def test_mentions_of_a_body(nlp):
    text = (
        "The leaders launched the Joint Cyber Task Force (JCTF) on Monday. The JCTF will meet twice a year.\n\n"
        "The Task Force will report to the ministers."
    )
    (body,) = find_organizations(_context(text, nlp))
    assert (body.name, body.acronym) == ("Joint Cyber Task Force", "JCTF")
    assert [mention.quote for mention in body.mentions] == ["Joint Cyber Task Force", "JCTF", "JCTF", "Task Force"]


def test_merge_joins_short_forms_and_keeps_subjects_apart():
    namings = [
        Naming(0, 10, "Department of State", None),
        Naming(20, 30, "U.S. Department of State", None),
        Naming(40, 50, "Joint Steering Group on submarines", None),
        Naming(60, 70, "Joint Steering Group", None),
    ]
    assert [body.fullest.name for body in merge(namings)] == [
        "U.S. Department of State",
        "Joint Steering Group on submarines",
        "Joint Steering Group",
    ]


def test_body_keys_make_spellings_one():
    assert key_of("United Nations Centre for the Defence of Labour") == key_of("UN Center for Defense of Labor")


def test_places(nlp):
    text = (
        "Leaders met near Tal Afar and in Seoul. The talks in the Republic of Korea went well.\n\n"
        "Japan pledged support. Japanese officials flew home from Hiroshima."
    )
    places = [place.quote for place in find_places(_context(text, nlp))]
    assert places == ["Tal Afar", "Seoul", "Republic of Korea", "Hiroshima"]
