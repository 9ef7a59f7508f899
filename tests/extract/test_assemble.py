"""The record is whole: every character in one sentence, every anchor in its place, every silence explained."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from communique import extract
from communique.extract.assemble import assemble
from communique.extract.context import Context
from communique.extract.parse import parse
from communique.model import Act, Anchor, record_to_json
from communique.read import from_text

STATEMENT = """Joint Statement

September 10, 2024

The leaders of Japan, the Republic of Korea, and the United States met in Seoul. They condemned the launch and\n\
pledged to share warning data.

We commit to:

- Expanding joint patrols; and

- Training coast guards.

Next steps

Thank you.
"""


def _record(nlp, text=STATEMENT):
    return extract(from_text(text, on=date(2024, 9, 10)), nlp=nlp)


def _uncovered(record):
    text = record.document.text
    seen = [0] * len(text)
    for sentence in record.sentences:
        for place in range(sentence.anchor.start, sentence.anchor.end):
            seen[place] += 1
    return [
        (place, char)
        for place, char in enumerate(text)
        if (seen[place] > 1) or (seen[place] == 0 and not char.isspace())
    ]


def test_every_character_that_is_not_white_space_lies_in_exactly_one_sentence(nlp):
    assert _uncovered(_record(nlp)) == []


def test_sentences_without_an_act_say_what_they_are(nlp):
    roles = {s.anchor.quote: (s.role, s.reason) for s in _record(nlp).sentences}
    assert roles["We commit to:"] == ("none", "lead-in")
    assert roles["Thank you."] == ("none", "salutation")
    assert all(reason is not None for role, reason in roles.values() if role == "none")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("* * *", "markup"),
        ("What comes next?", "question"),
        ("President Yoon said:", "quotation-source"),
        ("Signed at Seoul on September 10, 2024, in duplicate.", "signature"),
        ("For the Government of Japan", "signature"),
    ],
)
def test_reasons(nlp, text, reason):
    record = _record(
        nlp, f"The three leaders met in Seoul.\n\n{text}\n\nThey discussed trade and the rule of law at sea."
    )
    found = [s.reason for s in record.sentences if s.anchor.quote == text and s.role == "none"]
    assert found in ([reason], [])  # a reader may take the line for a heading


def test_an_item_whose_words_are_not_there_becomes_an_issue(nlp):
    document = from_text(STATEMENT, on=date(2024, 9, 10))
    context = Context(parse(document, nlp), (), date(2024, 9, 10), speakers=("JPN", "KOR", "USA"))
    right = Anchor.of(document.text, 0, 5)
    wrong = replace(right, start=1, end=6)
    acts = [
        Act("a1", right, right, "report", ("JPN",)),
        Act("a2", right, wrong, "report", ("JPN",)),
    ]
    record = assemble(context, acts)
    assert [act.id for act in record.acts] == ["a1"]
    assert [issue.code for issue in record.issues] == ["anchor"]


def test_the_same_text_gives_the_same_record(nlp):
    assert record_to_json(_record(nlp)) == record_to_json(_record(nlp))


def test_real_statements_are_covered_and_their_anchors_hold(nlp, shared: Path):
    for path in sorted((shared / "gold").glob("2021-*.txt")):
        record = _record(nlp, path.read_text(encoding="utf-8"))
        assert _uncovered(record) == []
        assert [issue for issue in record.issues if issue.code == "anchor"] == []
        body = [s for s in record.sentences if s.role in ("act", "none")]
        unread = [s for s in body if s.reason == "unread"]
        assert len(unread) <= 0.03 * len(body), [s.anchor.quote for s in unread]
