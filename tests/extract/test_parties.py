"""Parties: what the gazetteer takes for a party and what not, whom a person serves, where a place lies."""

import pytest

from communique.extract.parse import parse, plain
from communique.extract.parties import affiliation, find_parties, territory
from communique.extract.parties.find import mentions_in
from communique.extract.parties.leaders import leader_of, leaders_in
from communique.packs import load_packs
from communique.read import from_text

PACKS = load_packs()


def codes(text: str) -> list[str]:
    return [mention.code for mention in mentions_in(plain(text), PACKS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # names, long forms, abbreviations
        ("Japan, the Republic of Korea (ROK), and the United States", ["JPN", "KOR", "KOR", "USA"]),
        ("the Japan-ROK-U.S. partnership", ["JPN", "KOR", "USA"]),
        ("U.S., U.S.A., USA and US", ["USA", "USA", "USA", "USA"]),
        ("the UK, the U.K. and Great Britain", ["GBR", "GBR", "GBR"]),
        ("the UAE and the DRC", ["ARE", "COD"]),
        ("the Russian Federation and the Syrian Arab Republic", ["RUS", "SYR"]),
        ("Côte d’Ivoire and Türkiye", ["CIV", "TUR"]),
        ("Kosovo, the Holy See and Taiwan", ["XKX", "VAT", "TWN"]),
        ("Palestinian and Israeli officials", ["PSE", "ISR"]),
        ("JOINT STATEMENT OF JAPAN AND THE UNITED STATES", ["JPN", "USA"]),
        ("Dutch, Danish and Filipino officers", ["NLD", "DNK", "PHL"]),
        # a name inside another name
        ("the Democratic People’s Republic of Korea", ["PRK"]),
        ("North Korean troops and South Korean aid", ["PRK", "KOR"]),
        ("Guinea-Bissau, Equatorial Guinea, Papua New Guinea and Guinea", ["GNB", "GNQ", "PNG", "GIN"]),
        ("Niger and Nigeria", ["NER", "NGA"]),
        ("Dominica and the Dominican Republic", ["DMA", "DOM"]),
        ("Sudan and South Sudan", ["SDN", "SSD"]),
        ("the United Kingdom of Great Britain and Northern Ireland", ["GBR"]),
        ("Ireland and Northern Ireland", ["IRL"]),
        ("Samoa and American Samoa", ["WSM"]),
        ("Aotearoa New Zealand", ["NZL"]),
        # no party
        ("peace on the Korean Peninsula", []),
        ("the East China Sea, the South China Sea and the Indian Ocean", []),
        ("across the Taiwan Strait", []),
        ("the Indo-Pacific and the Americas", []),
        ("North American and Latin American growers", []),
        ("the United States Naval Academy", []),
        ("New Mexico, Mexico City and New England", []),
        ("join us in this effort", []),
        ("turkey and china at dinner", []),
        # the Congos
        ("the Republic of the Congo; Congo borders it", ["COG", "COG"]),
        ("the Democratic Republic of the Congo; Congolese officials", ["COD", "COD"]),
        ("elections in Congo", ["COD"]),
        # people and towns with the names of states
        ("Defense Minister Israel Katz of Israel", ["ISR"]),
        ("We thank Mr. Jordan", []),
        ("the athlete Michael Jordan", []),
        ("Egypt and Jordan", ["EGY", "JOR"]),
        ("a plant in Savannah, Georgia", []),
        ("Armenia, Georgia and Moldova", ["ARM", "GEO", "MDA"]),
        # governments and their seats
        ("the Lukashenko regime and the Kremlin", ["BLR", "RUS"]),
        ("Her Majesty’s Government", ["GBR"]),
        ("Moscow’s war", ["RUS"]),
        ("we urge Tehran to stop", ["IRN"]),
        ("they met in Tehran", []),
        ("talks in Washington", []),
        # bodies and groups
        ("the European Commission and NATO", ["EU", "NATO"]),
        ("G7 and Quad partners", ["G7", "QUAD"]),
        ("the WHO and the IAEA", ["World Health Organization", "IAEA"]),
        ("the BIS updated its rules", []),
        ("the Bank for International Settlements (BIS)", ["Bank for International Settlements"] * 2),
        ("Houthi attacks", ["Houthis"]),
    ],
)
def test_mentions(text, expected):
    assert codes(text) == expected


def test_mentions_tell_their_form_and_place(nlp):
    text = "The U.S. delegation met Japan’s envoy. Ukrainians fled. The Kremlin denied it.\n"
    document = from_text(text)
    mentions = find_parties(parse(document, nlp), PACKS)
    assert [(document.text[m.start : m.end], m.form) for m in mentions] == [
        ("U.S.", "adjective"),
        ("Japan", "name"),
        ("Ukrainians", "demonym"),
        ("Kremlin", "government"),
    ]


@pytest.mark.parametrize(
    ("text", "who", "expected"),
    [
        ("U.S. National Security Advisor Jake Sullivan spoke.", "National Security Advisor Jake Sullivan", "USA"),
        ("Japan’s Defense Minister Nakatani Gen spoke.", "Defense Minister Nakatani Gen", "JPN"),
        ("Prime Minister Mario Draghi of Italy spoke.", "Prime Minister Mario Draghi", "ITA"),
        ("Director Suh Hoon of the Republic of Korea (ROK) spoke.", "Director Suh Hoon", "KOR"),
        ("Mexican Ambassador to the United States Esteban Moctezuma spoke.", None, "MEX"),
        ("U.S. Special Representative for North Korea Sung Kim spoke.", None, "USA"),
        ("IAEA Director General Rafael Grossi spoke.", None, "IAEA"),
        ("European Commission President Ursula von der Leyen spoke.", None, "EU"),
        ("President Biden spoke.", "President Biden", "USA"),
        ("Secretary of Defense Mark Esper spoke.", "Secretary of Defense Mark Esper", "USA"),
        ("Secretary of State for Defence Ben Wallace spoke.", "Secretary of State for Defence Ben Wallace", "GBR"),
        ("The envoy of nobody spoke.", "The envoy", None),
    ],
)
def test_affiliation(nlp, text, who, expected):
    parsed = parse(from_text(text), nlp)
    start = 0 if who is None else text.index(who)
    end = start + len(who) if who is not None else text.index(" spoke")
    assert affiliation(find_parties(parsed, PACKS), parsed, start, end) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Seoul", "KOR"),
        ("Tokyo, Japan", "JPN"),
        ("the White House", "USA"),
        ("Camp David", "USA"),
        ("the United States Naval Academy", "USA"),
        ("Wilmington, Delaware", "USA"),
        ("Georgetown, Guyana", "GUY"),
        ("Atlanta, Georgia", "USA"),
        ("Washington, D.C.", "USA"),
        ("Mexico City", "MEX"),
        ("Lima, Peru.", "PER"),
        ("Clark, Philippines", "PHL"),
        ("Brussels", "BEL"),
        ("Apulia", "ITA"),
        ("Japan’s Ministry of Defense", "JPN"),
        ("Singapore", "SGP"),
        ("the South China Sea", None),
        ("the margins of the UN General Assembly", None),
        ("an undisclosed location", None),
    ],
)
def test_territory(place, expected):
    assert territory(place) == expected


def test_leaders_need_their_title_where_the_surname_is_common():
    assert leader_of("Prime Minister Boris Johnson") == "GBR"
    assert leader_of("Ms. Johnson") is None
    assert [m.code for m in leaders_in("President Macron and Prime Minister Fumio Kishida")] == ["FRA", "JPN"]
