"""Markdown: front matter, wrapped lines, escapes, emphasis, lists, hard breaks."""

from datetime import date

import pytest

from communique.read import read_bytes

PAGE = r"""---
title: "Joint Statement of the\_Ministers"
date: '2024-09-10'
published_time: 2024-09-11 08:00:00-04:00
source_url: https://www.mofa.go.jp/press/x.html
---

**Maritime security**
The ministers **reaffirmed** the *importance* of the law of
the sea, as of the 21<sup>st</sup> century, at U.S.\-led talks
held at [the port](https://example.org/port).

We are determined to:

-   hold an exercise
    every year;
    -   at sea, and
    -   in the air;
-   meet again.

7.  We look forward to the talks.
8.  We will report on them.

<!-- -->

> "We agree," the chair said.

\###
"""


def read_md(text, **kind):
    return read_bytes(text.encode(), **(kind or {"path": "x.md"}))


def laid_out(document):
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


def test_page():
    document = read_md(PAGE)
    assert laid_out(document) == [
        ("heading", "Joint Statement of the Ministers"),
        (
            "paragraph",
            "Maritime security The ministers reaffirmed the importance of the law of the sea, as of the 21st century, "
            "at U.S.-led talks held at the port.",
        ),
        ("paragraph", "We are determined to:"),
        ("item", "- hold an exercise every year;"),
        ("item", "- at sea, and"),
        ("item", "- in the air;"),
        ("item", "- meet again."),
        ("item", "7. We look forward to the talks."),
        ("item", "8. We will report on them."),
        ("paragraph", '"We agree," the chair said.'),
        ("furniture", "###"),
    ]
    assert [b.level for b in document.blocks if b.kind == "item"] == [1, 2, 2, 1, 1, 1]
    assert [b.marker for b in document.blocks if b.kind == "item"] == [2, 2, 2, 2, 3, 3]
    assert document.text.count("\n") == 2 * (len(document.blocks) - 1)


def test_metadata():
    document = read_md(PAGE)
    assert document.title == "Joint Statement of the Ministers"
    assert document.date == date(2024, 9, 10)
    assert document.kind == "joint_statement"
    assert document.fidelity == "verbatim"
    assert document.source.media_type == "text/markdown"
    assert document.source.path == "x.md"


def test_a_hard_break_parts_a_heading_from_its_paragraph():
    document = read_md(
        "**Combating Trafficking**  \nThe ministers agreed on a plan  \nof action.  \nThey will meet again.\n"
    )
    assert [words for _, words in laid_out(document)] == [
        "Combating Trafficking",
        "The ministers agreed on a plan of action.",
        "They will meet again.",
    ]


def test_headings_of_both_styles():
    document = read_md("# Joint Declaration\n\nText of it.\n\nSecond part\n-----------\n\n### Third\n\nMore text.\n")
    assert [(b.kind, b.level) for b in document.blocks] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_the_title_is_not_written_twice():
    document = read_md("---\ntitle: Joint Declaration\n---\n\n# Joint Declaration\n\nText of it.\n")
    assert document.text == "Joint Declaration\n\nText of it."


@pytest.mark.parametrize("front", ["title: [", "title: a: b: c", "&a [*a]", "- x", "title:", "date: 2024-99-99"])
def test_broken_front_matter_is_no_error(front):
    document = read_md(f"---\n{front}\n---\n\nThe ministers met.\n")
    assert document.text.endswith("The ministers met.")


def test_front_matter_tells_markdown_on_standard_input():
    document = read_md(PAGE, name="standard input")
    assert document.source.media_type == "text/markdown"
    assert document.source.stdin


def test_a_text_file_is_left_as_it_is():
    document = read_md(PAGE, path="x.txt")
    assert document.text == PAGE


def test_deep_nesting_is_read():
    document = read_md(">" * 5_000 + " deep\n\n" + "- " * 3_000 + "deep\n")
    assert "deep" in document.text


def test_the_shared_statements_read_alike_as_markdown(shared):
    for path in sorted((shared / "statements").glob("2021-0[1-6]*.md")):
        document = read_bytes(path.read_bytes(), path=str(path))
        assert document.date is not None
        assert document.date.isoformat() == path.name[:10]
        assert document.fidelity == "verbatim"
        assert document.language == "en"
        assert document.kind is not None
        assert "**" not in document.text
        assert "\n\n\n" not in document.text
