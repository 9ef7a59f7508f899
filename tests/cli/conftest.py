"""A statement of our own with its record made by hand, and ways to look at what the terminal would show."""

import re
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from communique.cli.show.theme import THEME
from communique.model import (
    Act,
    Anchor,
    Due,
    Exercise,
    Instrument,
    Interval,
    Issue,
    Meeting,
    Organization,
    Participant,
    Person,
    Record,
    Sentence,
)
from communique.read import from_text

PARAGRAPHS = (
    "Defense Officials Meet in Seoul",
    "Subscribe to our newsletter",
    "Cho Chang-rae, Deputy Minister for National Defense Policy of the Republic of Korea (ROK), held the 15th Defense "
    "Trilateral Talks in Seoul on September 10, 2024 with Yamato Taro, Director General for Defense Policy of Japan, "
    "and Cara Abercrombie, Acting Deputy Under Secretary of Defense for Policy of the United States.",
    "They agreed to hold FREEDOM EDGE again in due course, and committed to revising the multi-year "
    "exercise plan by the end of this year. They will exchange liaison officers and set up a joint calendar of "
    "exercises. They signed the memorandum on the Trilateral Security Cooperation Framework (TSCF).",
    "They condemned the missile launches of the DPRK, and urged the DPRK to cease them. They welcomed the work of the "
    "UN Command and reaffirmed that freedom of navigation matters to all.",
    "The United States reaffirmed its promise to defend the ROK and Japan.",
    "They agreed to hold the 16th Defense Trilateral Talks in Japan in the first half of next year.",
    "Thank you.",
)
TEXT = "\n\n".join(PARAGRAPHS) + "\n"
ALL = ("KOR", "USA", "JPN")


def place(words, after=0):
    start = TEXT.index(words, after)
    return Anchor(start, start + len(words), words)


def act(number, words, trigger, cls, **more):
    anchor = place(words)
    return Act(
        id=f"act-{number}",
        anchor=anchor,
        trigger=place(trigger, anchor.start),
        cls=cls,
        actors=more.pop("actors", ALL),
        origin=f"acts.{cls}/1",
        why=f"“{trigger}” opens it",
        **more,
    )


def due(words, earliest, latest, vague=False):
    return Due(place(words), Interval(earliest, latest, vague))


def make_acts():
    return (
        act(1, PARAGRAPHS[2].rstrip("."), "held", "report"),
        act(
            2,
            "They agreed to hold FREEDOM EDGE again in due course",
            "agreed",
            "commitment",
            kind="scheduled",
            strength=3,
            due=due("in due course", None, None, True),
        ),
        act(
            3,
            "committed to revising the multi-year exercise plan by the end of this year",
            "committed",
            "commitment",
            kind="specific",
            strength=3,
            due=due("by the end of this year", None, date(2024, 12, 31)),
        ),
        act(
            4,
            "They will exchange liaison officers and set up a joint calendar of exercises",
            "will",
            "commitment",
            kind="specific",
            strength=3,
            actions=(place("exchange liaison officers"), place("set up a joint calendar of exercises")),
        ),
        act(
            5,
            "They signed the memorandum on the Trilateral Security Cooperation Framework (TSCF)",
            "signed",
            "decision",
        ),
        act(6, "They condemned the missile launches of the DPRK", "condemned", "objection", target=("PRK",)),
        act(7, "urged the DPRK to cease them", "urged", "call", target=("PRK",)),
        act(8, "They welcomed the work of the UN Command", "welcomed", "endorsement"),
        act(9, "reaffirmed that freedom of navigation matters to all", "reaffirmed", "affirmation"),
        act(
            10,
            "The United States reaffirmed its promise to defend the ROK and Japan",
            "reaffirmed",
            "commitment",
            kind="assurance",
            strength=2,
            actors=("USA",),
            target=("KOR", "JPN"),
        ),
        act(
            11,
            "They agreed to hold the 16th Defense Trilateral Talks in Japan in the first half of next year",
            "agreed",
            "commitment",
            kind="scheduled",
            strength=3,
            due=due("in the first half of next year", date(2025, 1, 1), date(2025, 6, 30)),
        ),
    )


def make_sentences(acts):
    starts = [a.trigger.start for a in acts]
    at = 0
    for number, paragraph in enumerate(PARAGRAPHS, start=1):
        at = TEXT.index(paragraph, at)
        parts = re.findall(r"\S.*?(?:\.(?= |$)|$)", paragraph.replace("U.S.", "U-S-"))
        start = at
        for order, part in enumerate(parts, start=1):
            start = start if order == 1 else start + 1
            anchor = Anchor.of(TEXT, start, start + len(part))
            start = anchor.end
            if number < 3:
                yield Sentence(anchor, ("heading", "furniture")[number - 1], 0, order)
            elif any(anchor.start <= s < anchor.end for s in starts):
                yield Sentence(anchor, "act", number - 2, order)
            else:
                yield Sentence(anchor, "none", number - 2, order, "salutation")
        at += len(paragraph)


def make_record():
    document = from_text(TEXT, on=date(2024, 9, 10), path="talks.txt")
    furniture = place(PARAGRAPHS[1])
    blocks = tuple(replace(b, kind="furniture", level=0) if b.start == furniture.start else b for b in document.blocks)
    document = replace(
        document,
        kind="readout",
        title=PARAGRAPHS[0],
        fidelity="report",
        speakers=ALL,
        blocks=blocks,
        furniture=(furniture,),
        language="en",
    )
    acts = make_acts()
    talks, following = place("15th Defense Trilateral Talks"), place("16th Defense Trilateral Talks")
    posts = (
        ("Cho Chang-rae", "Deputy Minister for National Defense Policy", "KOR"),
        ("Cara Abercrombie", "Acting Deputy Under Secretary of Defense for Policy", "USA"),
        ("Yamato Taro", "Director General for Defense Policy", "JPN"),
    )
    memorandum = place("memorandum on the Trilateral Security Cooperation Framework (TSCF)")
    edge, plan, command = place("FREEDOM EDGE"), place("multi-year exercise plan"), place("UN Command")
    return Record(
        document=document,
        sentences=tuple(make_sentences(acts)),
        acts=acts,
        meetings=(
            Meeting(
                "meeting-1",
                talks,
                (talks,),
                talks.quote,
                series="Defense Trilateral Talks",
                ordinal=15,
                main=True,
                start=date(2024, 9, 10),
                end=date(2024, 9, 10),
                place="Seoul",
                host="KOR",
                format="in_person",
                participants=tuple(Participant(*post) for post in posts),
            ),
            Meeting(
                "meeting-2",
                following,
                (following,),
                following.quote,
                series="Defense Trilateral Talks",
                ordinal=16,
                status="planned",
                start=date(2025, 1, 1),
                end=date(2025, 6, 30),
                place="Japan",
                host="JPN",
            ),
        ),
        exercises=(Exercise("exercise-1", edge, (edge,), edge.quote, ordinal=2, status="planned"),),
        instruments=(
            Instrument("instrument-1", memorandum, (memorandum,), memorandum.quote, "memorandum", "2024-07", ALL),
            Instrument("instrument-2", plan, (plan,), plan.quote, "plan"),
        ),
        persons=tuple(Person(f"person-{n}", place(p[0]), (place(p[0]),), *p) for n, p in enumerate(posts, start=1)),
        organizations=(Organization("organization-1", command, (command,), command.quote),),
        issues=(Issue("paraphrase", "parts of the text are not the official wording", place(PARAGRAPHS[1])),),
    )


@pytest.fixture(scope="session")
def record():
    return make_record()


@pytest.fixture
def console():
    """A function that makes a console of a width, coloured or not, that writes into memory."""

    def make(width=100, *, color=False):
        return Console(
            file=StringIO(),
            theme=THEME,
            width=width,
            color_system="256" if color else None,
            force_terminal=color,
            highlight=False,
            markup=False,
            emoji=False,
        )

    return make


@pytest.fixture
def printed():
    """A function that returns what a console has been given."""
    return lambda console: console.file.getvalue()
