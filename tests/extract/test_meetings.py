"""Meetings of a document: the main one with its participants, anchors, order, and what merging keeps apart."""

from datetime import date
from pathlib import Path

import pytest

from communique import extract
from communique.model import record_to_json
from communique.read import from_text

READOUT = """Joint Readout of the Trilateral Meeting of Foreign Ministers

February 22, 2024

Secretary of State Antony Blinken of the United States, Foreign Minister Cho Tae-yul of the Republic of Korea, and \
Foreign Minister Kamikawa Yoko of Japan met today in Rio de Janeiro on the margins of the G20 Foreign Ministers' \
Meeting. The ministers condemned President Putin's war of aggression.

They look forward to the next Trilateral Leaders' Summit. They will meet again this summer.
"""

DELEGATIONS = """Joint Statement on Japan-U.S. Consultations on Extended Deterrence

December 20, 2022

On 13-14 December, Japan and the United States held consultations on extended deterrence. The Japanese delegation was \
led by Deputy Director General Ando Atsushi. The U.S. delegation was led by Deputy Assistant Secretary of Defense \
Siddharth Mohandas.
"""

LEADERS = """Joint Statement of Japan and the United States

April 10, 2024

We, the leaders of Japan and the United States, met to renew our Alliance.

President Biden reaffirmed his commitment. Prime Minister Kishida welcomed it.
"""


def _meetings(text, on, nlp):
    return extract(from_text(text, on=on), nlp=nlp).meetings


def _main(meetings):
    return next(meeting for meeting in meetings if meeting.main)


def test_participants_are_the_speakers_persons_of_the_opening(nlp):
    main = _main(_meetings(READOUT, date(2024, 2, 22), nlp))
    assert [(p.name, p.party) for p in main.participants] == [
        ("Antony Blinken", "USA"),
        ("Cho Tae-yul", "KOR"),
        ("Kamikawa Yoko", "JPN"),
    ]


def test_heads_of_delegations_take_part(nlp):
    main = _main(_meetings(DELEGATIONS, date(2022, 12, 20), nlp))
    assert {p.party for p in main.participants} == {"JPN", "USA"}
    assert (main.start, main.end) == (date(2022, 12, 13), date(2022, 12, 14))


def test_a_delegations_list_is_read_on_where_the_parser_breaks_it(nlp):
    text = (
        "On May 3, Secretary of State Antony Blinken met with Foreign Minister Kamikawa Yoko of Japan in Tokyo. "
        "The ports were discussed at length.\n\n"
        "The U.S. delegation included Attorney General Merrick Garland, White House Director of National Drug Control "
        "Policy Dr. Rahul Gupta, Assistant Secretary of State for the Bureau of International Narcotics and Law "
        "Enforcement Affairs (INL) Todd Robinson, Deputy Assistant Secretary of INL Charisse Phillips, and White House "
        "National Security Council Senior Directors Juan González and Tiffany Eppelheimer."
    )
    names = [p.name for p in _main(_meetings(text, date(2024, 5, 4), nlp)).participants]
    assert {"Merrick Garland", "Todd Robinson", "Charisse Phillips", "Juan González", "Tiffany Eppelheimer"} <= set(
        names
    )


def test_leaders_named_later_take_part_where_leaders_met(nlp):
    main = _main(_meetings(LEADERS, date(2024, 4, 10), nlp))
    assert [(p.name, p.party) for p in main.participants] == [("Kishida", "JPN"), ("Biden", "USA")]


def test_those_who_joined_take_part_and_those_only_mentioned_do_not(nlp):
    text = """Joint Statement on the Japan-U.S. Economic Dialogue

March 5, 2024

Foreign Minister Kamikawa Yoko of Japan and Secretary of State Antony Blinken of the United States met today in Tokyo \
to carry out the decision of President Joe Biden.

Secretary Blinken was joined by Ambassador Rahm Emanuel.
"""
    main = _main(_meetings(text, date(2024, 3, 5), nlp))
    assert [p.name for p in main.participants] == ["Kamikawa Yoko", "Antony Blinken", "Rahm Emanuel"]


def test_only_one_meeting_is_main_and_only_it_has_participants(nlp):
    meetings = _meetings(READOUT, date(2024, 2, 22), nlp)
    assert sum(meeting.main for meeting in meetings) == 1
    assert all(not meeting.participants for meeting in meetings if not meeting.main)


def test_meetings_stand_in_the_texts_order_with_running_ids(nlp):
    meetings = _meetings(READOUT, date(2024, 2, 22), nlp)
    starts = [min(anchor.start for anchor in meeting.mentions) for meeting in meetings]
    assert starts == sorted(starts)
    assert [meeting.id for meeting in meetings] == [f"m{n}" for n in range(1, len(meetings) + 1)]


def test_every_mention_is_anchored_in_the_text(nlp):
    record = extract(from_text(READOUT, on=date(2024, 2, 22)), nlp=nlp)
    for meeting in record.meetings:
        assert meeting.anchor in meeting.mentions
        assert all(record.document.text[a.start : a.end] == a.quote for a in meeting.mentions)


def test_the_same_text_gives_the_same_meetings(nlp):
    first, second = (extract(from_text(READOUT, on=date(2024, 2, 22)), nlp=nlp) for _ in range(2))
    assert record_to_json(first)["meetings"] == record_to_json(second)["meetings"]


def test_a_text_without_a_date_has_meetings_without_days(nlp):
    text = "Joint Statement\n\nJapan and the United States met today in Tokyo. They discussed trade."
    assert all(meeting.start is None for meeting in extract(from_text(text), nlp=nlp).meetings)


def test_a_text_without_meetings_has_none(nlp):
    assert _meetings("Joint Statement\n\nWe support Ukraine. We condemn the attacks.", date(2024, 9, 10), nlp) == ()


@pytest.mark.parametrize(
    "text", ["", "\n\n", "###", "(", "Summit", "meeting of the", "The 2nd", "met in", "- Talks.\n"]
)
def test_scraps_are_read_without_an_error(text, nlp):
    body = f"Joint Statement\n\n{text}"
    assert isinstance(_meetings(body, date(2024, 9, 10), nlp), tuple)


def test_gold_of_the_shared_texts(nlp, shared):
    """The seed's main meeting and its number of meetings, as a check that the whole still holds together."""
    path = Path(shared) / "gold" / "seed-dtt-15.txt"
    if not path.is_file():
        pytest.skip(f"no {path}")
    record = extract(from_text(path.read_text(encoding="utf-8")), nlp=nlp)
    main = _main(record.meetings)
    assert (main.ordinal, main.place, main.host) == (15, "Seoul", "KOR")
    assert len(record.meetings) == 6
