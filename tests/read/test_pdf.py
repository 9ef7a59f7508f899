"""PDF files: paragraphs joined from lines, headers and numbers left out, and what is refused."""

from contextlib import suppress

import pytest

from communique.model.errors import EmptySource, FormatError, TooLarge
from communique.read import pdf, read_bytes

FIRST = [
    "The ministers of the three countries met in Singapore on the margins of the",
    "security forum and reviewed the state of their cooperation at sea and in cyber-",
    "space. They welcomed the progress of the Indo-",
    "Pacific partnership, and the long-",
    "term plan.",
]


def read_pdf(data, **kind):
    return read_bytes(data, **(kind or {"path": "x.pdf"}))


def paragraphs(document):
    return document.text.split("\n\n")


def test_lines_are_joined_to_paragraphs(make_pdf, set_page):
    body = set_page(
        [
            *FIRST,
            "",
            "The ministers agreed to meet again in the first half of the next year, in Japan, at",
            "a date to be fixed.",
        ],
        top=700,
    )
    document = read_pdf(make_pdf([[(72, 760, 16, "Joint Statement of the Ministers"), *body]]))
    assert paragraphs(document) == [
        "Joint Statement of the Ministers",
        "The ministers of the three countries met in Singapore on the margins of the security forum and reviewed the "
        "state of their cooperation at sea and in cyberspace. They welcomed the progress of the Indo-Pacific "
        "partnership, and the long-term plan.",
        "The ministers agreed to meet again in the first half of the next year, in Japan, at a date to be fixed.",
    ]
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "paragraph"]
    assert document.title == "Joint Statement of the Ministers"
    assert document.source.media_type == "application/pdf"


def test_items_and_headings(make_pdf, set_page):
    lines = [
        "Maritime Security",
        "",
        "The ministers of the three countries decided on these steps for the coming year and",
        "the year after it:",
        "",
        "• to hold an exercise every year in the waters of the region, with the forces of all",
        "three countries;",
        "• to share warning data; and",
        "• to meet again.",
    ]
    document = read_pdf(make_pdf([set_page(lines)]))
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "item", "item", "item"]
    assert paragraphs(document)[2].endswith("with the forces of all three countries;")


COUNTRIES = (("Japan", "Australia"), ("Peru", "Chile"), ("Kenya", "Ghana"))


def test_headers_footers_and_page_numbers_are_left_out(make_pdf, set_page):
    pages = []
    for number, countries in enumerate(COUNTRIES, start=1):
        pages.append(
            [
                (72, 810, 9, "Ministry of Defence – Joint Statement"),
                *set_page(
                    [f"The ministers of {country} and its neighbours agreed on a plan." for country in countries]
                ),
                (290, 30, 9, f"Page {number} of 3"),
            ]
        )
    document = read_pdf(make_pdf(pages))
    assert "Ministry of Defence" not in document.text
    assert "Page" not in document.text
    assert document.text.count("The ministers of") == 6


def test_a_title_that_later_pages_repeat_stays(make_pdf, set_page):
    line = "The ministers of the countries agreed on the text of this paragraph at their talks."
    first = [(72, 770, 18, "Joint Declaration on Trade"), *set_page([line, line], top=720)]
    others = [
        [(72, 815, 9, "Joint Declaration on Trade"), *set_page([line, line]), (290, 30, 9, str(n))] for n in (2, 3)
    ]
    document = read_pdf(make_pdf([first, *others]))
    assert document.text.count("Joint Declaration on Trade") == 1
    assert document.title == "Joint Declaration on Trade"


def test_a_sentence_runs_over_the_page(make_pdf, set_page):
    one = set_page(
        ["The ministers of the three countries met in Singapore on the margins of the annual", "security forum and"]
    )
    two = set_page(["reviewed the state of their cooperation."])
    document = read_pdf(make_pdf([one, two]))
    assert paragraphs(document) == [
        "The ministers of the three countries met in Singapore on the margins of the annual security forum and "
        "reviewed the state of their cooperation."
    ]


def test_title_of_the_files_data(make_pdf, set_page):
    lines = set_page(
        ["The ministers of the countries met in Singapore and agreed on the text of a plan.", "They signed it."]
    )
    assert (
        read_pdf(make_pdf([lines], title="Joint Statement of Two Ministers")).title
        == "Joint Statement of Two Ministers"
    )
    assert read_pdf(make_pdf([lines], title="Microsoft Word - draft3.docx")).title is None


def test_a_scan_is_refused(make_pdf):
    with pytest.raises(EmptySource, match="no text in it"):
        read_pdf(make_pdf([[], []]))


def test_a_file_under_a_password_is_refused(make_pdf, set_page):
    encrypt = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"11" * 32
        + b"> /U <"
        + b"22" * 32
        + b"> >> /ID [<00> <00>]"
    )
    with pytest.raises(FormatError, match="encrypted"):
        read_pdf(make_pdf([set_page(["text"])], extra_trailer=encrypt))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00" * 500, b"%PDF-1.4\ntrailer << /Root 9 0 R >>\n%%EOF"]
)
def test_a_broken_file_is_refused(data):
    with pytest.raises(FormatError, match="broken PDF"):
        read_pdf(data)


def test_a_cut_file_is_read_or_refused(make_pdf, set_page):
    data = make_pdf([set_page(FIRST)])
    for cut in range(0, len(data), 97):
        with suppress(FormatError, EmptySource):
            read_pdf(data[:cut] or b"%PDF-")


def test_too_many_pages(make_pdf, set_page, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PDF_PAGES", 2)
    with pytest.raises(TooLarge, match="2 pages"):
        read_pdf(make_pdf([set_page(["text"])] * 3))


def test_too_many_characters(make_pdf, set_page, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 10)
    with pytest.raises(TooLarge, match="10 characters"):
        read_pdf(make_pdf([set_page(FIRST)]))


def test_named_pdf_and_none():
    with pytest.raises(FormatError, match="named as a PDF"):
        read_pdf(b"The ministers met.")
