"""Actors and targets: who a subject stands for, whom words are aimed at, asked of the parse alone."""

from dataclasses import replace

import pytest

from communique.extract.context import Context
from communique.extract.parse import parse
from communique.extract.parties import find_parties, find_speakers
from communique.extract.parties.actors import Actors
from communique.extract.parties.targets import target_of
from communique.extract.persons import find_persons
from communique.packs import load_packs
from communique.read import from_text

LEAD = (
    "President Yoon of the Republic of Korea, Prime Minister Kishida of Japan, and President Joe Biden "
    "of the U.S. met at Camp David.\n\n"
)


def actors_of(nlp, text, lead=LEAD):
    parsed = parse(from_text(lead + text + "\n"), nlp)
    packs = load_packs()
    context = Context(parsed, packs, None, parties=find_parties(parsed, packs))
    context = replace(context, persons=find_persons(context))
    return Actors.of(replace(context, speakers=find_speakers(context)))


def subject_of(actors):
    sentence = actors.sentences[-1]
    return sentence, next(
        (token for token in sentence.span if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT"), None
    )


ALL = ("KOR", "JPN", "USA")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met.", ALL),
        ("They met.", ALL),
        ("The three leaders met.", ALL),
        ("The two sides met.", ALL),
        ("All sides met.", ALL),
        ("Officials from both governments met.", ALL),
        ("Our governments met.", ALL),
        ("The three countries met.", ALL),
        ("Japan met them.", ("JPN",)),
        ("Japan and the ROK met them.", ("JPN", "KOR")),
        ("President Biden met them.", ("USA",)),
        ("Prime Minister Kishida and President Yoon met them.", ("JPN", "KOR")),
        ("The Prime Minister met them.", ("JPN",)),
        ("The U.S. delegation met them.", ("USA",)),
        ("Today, the Government of Japan met them again.", ("JPN",)),
        ("The United States, with support from Canada, met them.", ("USA",)),
        ("Russia met them.", None),
        ("Russian officials met them.", None),
        ("World leaders met them.", None),
        ("Many countries met them.", None),
        ("The international community met them.", None),
        ("These steps met them.", None),
        ("Japan’s exports met demand.", None),
    ],
)
def test_speaking(nlp, text, expected):
    actors = actors_of(nlp, text)
    sentence, subject = subject_of(actors)
    assert subject is not None
    assert actors.speaking(sentence, subject) == expected


def test_no_subject_is_all_the_speakers(nlp):
    actors = actors_of(nlp, "Strengthen the alliance.")
    assert actors.speaking(actors.sentences[-1], None) == ALL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prime Minister Kishida spoke first. He thanked the hosts.", ("JPN",)),
        ("Japan and the ROK spoke first. They thanked the hosts.", ("JPN", "KOR")),
        ("Japan spoke first. They thanked the hosts.", ALL),
        ("Russian forces advanced. They thanked the hosts.", None),
        ("Japan spoke first. It reaffirmed its plan.", ("JPN",)),
        ("The plan is new. It covers trade.", None),
    ],
)
def test_pronouns(nlp, text, expected):
    actors = actors_of(nlp, text)
    sentence, subject = subject_of(actors)
    assert actors.speaking(sentence, subject) == expected


def test_they_are_others_in_a_text_that_says_we(nlp):
    text = "We met. We spoke. We agreed. Such measures harm trade. They weaken growth."
    actors = actors_of(nlp, text)
    sentence, subject = subject_of(actors)
    assert actors.speaking(sentence, subject) is None


@pytest.mark.parametrize(
    ("cls", "kind", "trigger", "text", "expected"),
    [
        ("call", None, "urge", "We urge Russia and Belarus to stop.", ("RUS", "BLR")),
        ("call", None, "call", "We call upon the Taliban to honor their word.", ("Taliban",)),
        ("call", None, "call", "We call for an end to Russia’s war.", ("RUS",)),
        ("call", None, "call", "We call for safe access for the United Nations.", ()),
        ("call", None, "reiterate", "We reiterate our call on Iran to comply.", ("IRN",)),
        ("call", None, "encourage", "We encourage the calm handling of cross-Strait trade.", ()),
        ("objection", None, "condemn", "We condemn Hamas and its attacks across Israel.", ("Hamas",)),
        ("objection", None, "condemn", "We condemn the violation of Ukraine’s borders by Russia.", ("RUS",)),
        ("objection", None, "condemn", "We condemn the deportation of Ukrainians.", ()),
        ("objection", None, "oppose", "We oppose attempts by the PRC to change the status quo.", ("CHN",)),
        ("objection", None, "concern", "We express concern about the situation in the South China Sea.", ()),
        ("objection", None, "concerns", "We share concerns about North Korea’s missile programs.", ("PRK",)),
        ("objection", None, "deplore", "We deplore Russia’s targeting of Ukrainian ports.", ("RUS",)),
        ("commitment", "assurance", "will", "We will stand with the people of Ukraine against Russia.", ("UKR",)),
        ("commitment", "continuing", "will", "We will work with Vietnam.", ()),
        ("endorsement", None, "welcome", "We welcome the efforts of Egypt.", ()),
        ("affirmation", None, "recognize", "We recognize the role of ASEAN.", ()),
    ],
)
def test_targets(nlp, cls, kind, trigger, text, expected):
    actors = actors_of(nlp, text)
    sentence = actors.sentences[-1]
    token = next(token for token in sentence.span if token.text == trigger)
    span = sentence.span
    assert target_of(cls, kind, sentence, token, span.start, span.end, actors) == expected
