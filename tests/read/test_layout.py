"""Blocks of plain text: what is joined, what is parted, and what each block is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.read import from_text
from communique.read.layout import blocks_of
from communique.read.lines import stretches_of

BODY = (
    "The ministers of the three countries met in Singapore on the margins of the annual security forum and "
    "reviewed the state of their cooperation at sea, in the air and in cyberspace.\n\n"
)


def laid_out(text):
    return [(block.kind, " ".join(text[block.start : block.end].split())) for block in blocks_of(text)]


def kinds(text, skip=0):
    return [kind for kind, _ in laid_out(text)][skip:]


CASES = [
    (
        "a title, a date line, numbered paragraphs",
        "Joint Statement of the Ministers\n\nJune 2, 2024\n\n1. We met in Singapore.\n\n2. We condemn the launches.",
        ["heading", "heading", "item", "item"],
    ),
    (
        "an item goes on over wrapped lines, a new marker begins a new item",
        BODY
        + "- hold an exercise every year in\n  the waters of the region;\n- share warning data; and\n- meet again.",
        ["paragraph", "item", "item", "item"],
    ),
    (
        "bullets of other shapes",
        BODY + "• share data;\n· hold talks;\n– sign the plan;\n▪ meet;\n\uf0b7 train together.",
        ["paragraph", "item", "item", "item", "item", "item"],
    ),
    (
        "a hard-wrapped paragraph is one block",
        "The leaders reaffirmed the importance of peace and stability\nacross the strait, and called for the peaceful "
        "resolution\nof issues. They also welcomed the progress of the talks held\nthis year.\n",
        ["paragraph"],
    ),
    (
        "a dash or a number that wrapping put first does not part a sentence",
        "The leaders of the two countries agreed in their talks that the new plan\n– its annex included – is funded "
        "by the budget for the financial year\n2025. They will report on it.\n",
        ["paragraph"],
    ),
    (
        "a heading over its paragraph without a blank line between",
        "Maritime Security\nWe will expand the exchange of information on vessels that evade sanctions, and we will\n"
        "train officers of the coast guards of the region in the coming year and beyond it.\n",
        ["heading", "paragraph"],
    ),
    (
        "paragraphs of one line each, no blank lines",
        BODY.strip() + "\n" + BODY.strip() + "\n" + BODY.strip(),
        ["paragraph", "paragraph", "paragraph"],
    ),
    (
        "a lead-in that ends in a colon is no heading, nor are the plain entries after it",
        BODY + "We commit to:\n\nPromote trade between our countries\n\n",
        ["paragraph", "paragraph", "paragraph"],
    ),
    ("a short sentence is no heading", BODY + "Support universal values.\n", ["paragraph", "paragraph"]),
    (
        "section headings: capitals, title case, numbered, lettered, a phrase",
        BODY
        + "CLIMATE AND ENERGY\n\n"
        + BODY
        + "Critical and Emerging Technologies\n\n"
        + BODY
        + "II. Indo-Pacific Prosperity\n\n"
        + BODY
        + "B. Green public procurement\n\n"
        + BODY
        + "Strengthening defence cooperation\n\n"
        + BODY
        + "Annex I\n\n"
        + BODY,
        ["paragraph", *["heading", "paragraph"] * 6],
    ),
    (
        "a preamble clause ends open and is no heading",
        BODY + "Recalling the Charter of the United Nations; and\n\nNoting the Joint Plan of 2023,\n\n",
        ["paragraph", "paragraph", "paragraph"],
    ),
    (
        "numbered entries are items, a lone numbered title a heading",
        BODY + "1. Preamble\n\n" + BODY + "(a) to share data;\n\n(b) to meet.\n\n(ii) and the rest\n\n",
        ["paragraph", "heading", "paragraph", "item", "item", "item"],
    ),
    (
        "a run-in title of a bullet stays in the item",
        BODY + "- Submarines. The partners will train crews together.\n\n- Quantum technologies. Trials are planned.\n",
        ["paragraph", "item", "item"],
    ),
    (
        "signatures under the text are headings, which yield no acts",
        BODY + "Joseph R. Biden, Jr.\n\nPresident of the United States of America\n",
        ["paragraph", "heading", "heading"],
    ),
    (
        "the leavings of markup do not hide a heading",
        BODY + "<u>Cyber Security</u>\n\n**Space**\n\n<!-- -->\n\n*Health*\n",
        ["paragraph", "heading", "heading", "furniture", "heading"],
    ),
    (
        "a day in a wrapped sentence is no date line",
        "The leaders of the two countries will hold the next meeting of the joint council\non November 5, 2024, and "
        "the one after it in the spring of the following year on\nMarch 3, 2025.\n",
        ["paragraph"],
    ),
    ("one fragment without a stop is text", "the second round of the dialogue", ["paragraph"]),
    ("one sentence without a stop is text", "The leaders will meet again in 2026", ["paragraph"]),
]


@pytest.mark.parametrize(("why", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_kinds(why, text, expected):
    assert kinds(text) == expected, laid_out(text)


def test_wrapping_changes_no_block():
    import textwrap

    paragraphs = [
        "Joint Statement on Cooperation",
        "September 10, 2024",
        BODY.strip() + " They agreed, as in 2022. They also signed the plan on September 9, 2024, in Tokyo.",
        "Next Steps",
        "1. The officials will meet in the first half of 2025, in line with the plan of May 3, 2023, and report.",
        "- They will also draft a list of projects - roads, ports and cables - that the partners may fund together.",
    ]
    plain = "\n\n".join(paragraphs)
    for width in (50, 72, 100):
        wrapped = "\n\n".join("\n".join(textwrap.wrap(paragraph, width)) for paragraph in paragraphs)
        assert laid_out(wrapped) == laid_out(plain)


def test_levels_of_lists():
    text = "- one;\n  - two, which is under one;\n  - three;\n- four; and\n\n5. five\n"
    assert [block.level for block in blocks_of(BODY + text)][1:] == [1, 2, 2, 1, 2]


def test_marker_length_reaches_to_the_words():
    text = BODY + "12.\u202f\u00a0We agreed."
    block = blocks_of(text)[1]
    assert text[block.start + block.marker : block.end] == "We agreed."


def test_repeated_headline_is_a_heading():
    text = "Allies hold talks on security\n\nFile photo: a port\n\nAllies hold talks on security\n\n" + BODY
    assert kinds(text) == ["heading", "furniture", "heading", "paragraph"]


TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=300) | st.text(
    alphabet=st.sampled_from("aW .:;-•*#1(i)\n\n\t\u00a0\u200b\x0c\u2028|<>!A"), max_size=300
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_blocks_hold_all_that_is_not_white_space(text):
    at = 0
    for block in blocks_of(text):
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        assert 0 <= block.marker < block.end - block.start
        assert (block.level > 0) == (block.kind in ("heading", "item"))
        at = block.end
    assert not text[at:].strip()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_stretches_are_in_order(text):
    places = [(stretch.start, stretch.end) for stretch in stretches_of(text)]
    assert places == sorted(places)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_any_text_makes_a_document(text):
    document = from_text(text)
    assert document.text == text
    assert all(text[anchor.start : anchor.end] == anchor.quote for anchor in document.furniture)


@pytest.mark.parametrize(
    "unit", ["<!--", "<a", "*", "- \n", "1. a\n", "| x\n", "A\n\n", "(", "http://", "'", ".\n", "\n \n"]
)
def test_long_repetitions_are_read_whole(unit):
    """A rule that takes the square of the length would hang here."""
    document = from_text(unit * (200_000 // len(unit)))
    held = "".join(document.text[block.start : block.end] for block in document.blocks)
    assert "".join(held.split()) == "".join(document.text.split())
