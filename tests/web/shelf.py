"""A small register made by hand: statements of a series, with evidence, proposals, and a promise nobody looked at."""

from dataclasses import dataclass, replace
from datetime import date

from tests.register.conftest import act, body, exercise, keep, make_record, meeting, moment_of, person, place_of

from communique.model import Instrument
from communique.register import entity
from communique.resolve.link import EVIDENCE, SAME, Link

TODAY = date(2025, 2, 1)

BUSAN = """Port Ministers' Meeting in Busan

Minister Kim Yong-hyun hosted the second Port Ministers' Meeting in Busan on May 10, 2023.

The ministers committed to opening a joint rescue centre by the end of 2023. They agreed to share ice charts. The \
ministers object to unlawful fishing. They welcomed the Ice Memorandum and the work of the Harbour Office.

- call on others to join

Press contact: 555-0100"""

OTARU = """Port Ministers' Meeting in Otaru

The ministers met for the third Port Ministers' Meeting in Otaru on February 3, 2024. Minister Kim Yong-hyun attended.

The ministers reported that they opened the joint rescue centre in December. They said that ice charts are exchanged \
every week. They agreed to hold the exercise NORTH LIGHT in June 2024."""

JUNEAU = """Port Ministers' Meeting in Juneau

The ministers met for the fourth Port Ministers' Meeting in Juneau on January 20, 2025.

They will publish a list of safe harbours by March 15, 2025. They intend to meet again in Busan."""

NEWER = JUNEAU.replace("March 15", "April 15")


@dataclass(frozen=True)
class Shelf:
    """Keys of what a register holds."""

    busan: str
    otaru: str
    juneau: str
    rescue: str
    charts: str
    opened: str
    exchanged: str
    harbours: str
    kim: str
    other_kim: str
    meeting: str
    older: str


def busan():
    text = BUSAN
    rescue = act(
        text,
        "The ministers committed to opening a joint rescue centre by the end of 2023",
        "committed",
        due=("by the end of 2023", None, date(2023, 12, 31)),
    )
    return make_record(
        text,
        on=date(2023, 5, 10),
        url="https://example.org/busan",
        acts=(
            rescue,
            act(text, "They agreed to share ice charts", "agreed"),
            act(text, "The ministers object to unlawful fishing", "object", cls="objection", actors=("KOR",)),
            act(text, "call on others to join", "call", cls="call"),
        ),
        meetings=(held(text, "Port Ministers' Meeting in Busan", 2, date(2023, 5, 10), "Busan", "KOR"),),
        persons=(person(text, "Kim Yong-hyun", party="KOR", post="Minister"),),
        organizations=(body(text, "Harbour Office"),),
        instruments=(instrument(text, "Ice Memorandum"),),
    )


def otaru():
    text = OTARU
    return make_record(
        text,
        on=date(2024, 2, 3),
        url="https://example.org/otaru",
        acts=(
            act(text, "they opened the joint rescue centre in December", "opened", cls="report"),
            act(text, "ice charts are exchanged every week", "exchanged", cls="report"),
            act(
                text,
                "They agreed to hold the exercise NORTH LIGHT in June 2024",
                "agreed",
                due=("in June 2024", date(2024, 6, 1), date(2024, 6, 30)),
            ),
        ),
        meetings=(held(text, "Port Ministers' Meeting in Otaru", 3, date(2024, 2, 3), "Otaru", "JPN"),),
        persons=(person(text, "Kim Yong-hyun", party="KOR", post="Minister"),),
        exercises=(exercise(text, "NORTH LIGHT", start=date(2024, 6, 1), end=date(2024, 6, 30), status="planned"),),
    )


def juneau(text, day):
    return make_record(
        text,
        on=date(2025, 1, 20),
        url="https://example.org/juneau",
        acts=(
            act(
                text,
                f"They will publish a list of safe harbours by {day}, 2025",
                "will",
                due=(f"by {day}, 2025", None, date(2025, 3 if day.startswith("March") else 4, 15)),
            ),
        ),
        meetings=(held(text, "Port Ministers' Meeting in Juneau", 4, date(2025, 1, 20), "Juneau", "USA"),),
    )


def held(text, words, ordinal, day, place, host):
    series = "Port Ministers' Meeting"
    return meeting(text, words, series=series, ordinal=ordinal, main=True, start=day, end=day, place=place, host=host)


def instrument(text, words):
    anchor = place_of(text, words)
    return Instrument("instrument-1", anchor, (anchor,), words, kind="memorandum", date="2022", origin="instruments/1")


def fill(register):
    """Fill an empty register; gives the keys of what it holds."""
    when = moment_of(date(2025, 1, 25))
    first = keep(register, busan(), at=when).key
    second = keep(register, otaru(), at=when).key
    older = keep(register, juneau(JUNEAU, "March 15"), at=when).key
    third = keep(register, juneau(NEWER, "April 15"), at=when).key
    shelf = Shelf(
        busan=first,
        otaru=second,
        juneau=third,
        rescue=f"{first}.a{BUSAN.index('committed')}",
        charts=f"{first}.a{BUSAN.index('agreed')}",
        opened=f"{second}.a{OTARU.index('opened')}",
        exchanged=f"{second}.a{OTARU.index('exchanged')}",
        harbours=f"{third}.a{NEWER.index('will publish')}",
        kim=f"{first}.p{BUSAN.index('Kim')}",
        other_kim=f"{second}.p{OTARU.index('Kim')}",
        meeting=f"{first}.m0",
        older=older,
    )

    def link(writer):
        writer.link(Link(EVIDENCE, shelf.rescue, shelf.opened, "fulfils", 0.97, ("What was promised is told as done",)))
        writer.link(Link(EVIDENCE, shelf.charts, shelf.exchanged, "fulfils", 0.8, ("Both speak of ice charts",)))
        writer.link(Link(EVIDENCE, shelf.rescue, shelf.exchanged, "progress", 0.7, ("Both speak of sharing",)))
        writer.link(Link(SAME, shelf.kim, shelf.other_kim, SAME, 0.78, ("The same name",)))
        entity.settle(writer.connection, [shelf.kim, shelf.other_kim])

    register.write(link)
    return shelf


def hostile(words):
    """Return a record with the words in every field that a document can fill."""
    text = f"{words}\n\nThe ministers of {words} agreed to meet {words} in {words} with {words}."
    own = act(
        text,
        f"The ministers of {words} agreed to meet {words} in {words}",
        "agreed",
        due=(words, None, date(2026, 1, 1)),
        actors=(words, "KOR"),
        target=(words,),
        recurrence=words,
        why=words,
    )
    own = replace(own, origin=words)
    record = make_record(
        text,
        on=date(2024, 9, 10),
        url=f"https://example.org/{words}",
        speakers=(words, "KOR"),
        acts=(own,),
        meetings=(held(text, words, 1, date(2024, 9, 10), words, words),),
        persons=(person(text, words, party=words, post=words),),
        exercises=(exercise(text, words, domains=(words,), start=date(2024, 9, 10)),),
        organizations=(body(text, words, acronym=words),),
        instruments=(instrument(text, words),),
    )
    record = replace(record, meetings=(replace(record.meetings[0], series=words, name=words),))
    return replace(record, document=replace(record.document, title=words, kind=words, language="en"))
