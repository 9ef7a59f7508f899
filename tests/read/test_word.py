"""DOCX files: headings and lists by style, what is deleted left out, and what is refused."""

import io
from contextlib import suppress

import pytest

from communique.model.errors import EmptySource, FormatError, TooLarge
from communique.read import read_bytes, word

docx = pytest.importorskip("docx", reason="python-docx writes the files of these tests")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def save(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read_docx(data, **kind):
    return read_bytes(data, **(kind or {"path": "x.docx"}))


def laid_out(document):
    return [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]


def body(inner):
    return f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'


def paragraph(inner):
    return f"<w:p><w:r><w:t>{inner}</w:t></w:r></w:p>"


def test_styles():
    document = docx.Document()
    document.add_heading("Joint Statement of the Ministers", 0)
    document.add_paragraph("Seoul, 10 September 2024")
    document.add_paragraph("The ministers met in Seoul and agreed on the plan for the coming year.")
    document.add_heading("Security at sea", 2)
    document.add_paragraph("hold an exercise every year;", style="List Bullet")
    document.add_paragraph("at sea,", style="List Bullet 2")
    document.add_paragraph("meet again.", style="List Bullet")
    document.add_paragraph("We will report.", style="List Number")
    document.add_paragraph("We will meet.", style="List Number")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Funding", "Each side bears its own costs."
    section = document.sections[0]
    section.header.paragraphs[0].text = "RESTRICTED DRAFT"
    section.footer.paragraphs[0].text = "page 1"
    document.core_properties.title = "Word Document"
    read = read_docx(save(document))
    assert laid_out(read) == [
        ("heading", 1, "Joint Statement of the Ministers"),
        ("heading", 2, "Seoul, 10 September 2024"),
        ("paragraph", 0, "The ministers met in Seoul and agreed on the plan for the coming year."),
        ("heading", 2, "Security at sea"),
        ("item", 1, "- hold an exercise every year;"),
        ("item", 1, "- at sea,"),
        ("item", 1, "- meet again."),
        ("item", 1, "1. We will report."),
        ("item", 1, "2. We will meet."),
        ("heading", 2, "Funding"),
        ("paragraph", 0, "Each side bears its own costs."),
    ]
    assert read.title == "Joint Statement of the Ministers"
    assert read.date.isoformat() == "2024-09-10"
    assert read.kind == "joint_statement"


def test_numbering_of_several_levels(make_zip):
    level = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/></w:lvl>'
    levels = (
        level.format(0, "decimal", "%1.")
        + level.format(1, "lowerLetter", "(%2)")
        + level.format(2, "upperRoman", "%1.%3")
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
    )
    properties = '<w:pPr><w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="9"/></w:numPr></w:pPr>'
    listed = f"<w:p>{properties}<w:r><w:t>we agreed.</w:t></w:r></w:p>"
    data = make_zip(
        {
            "word/document.xml": body("".join(listed.format(rank) for rank in (0, 1, 1, 0, 1, 2, 0))),
            "word/numbering.xml": numbering,
        }
    )
    assert [words for *_, words in laid_out(read_docx(data))] == [
        "1. we agreed.",
        "(a) we agreed.",
        "(b) we agreed.",
        "2. we agreed.",
        "(a) we agreed.",
        "2.I we agreed.",
        "3. we agreed.",
    ]


def test_changes_fields_and_boxes(make_zip):
    inner = (
        "<w:p><w:r><w:t>The ministers </w:t></w:r><w:del><w:r><w:delText>refused</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>agreed</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:t xml:space='preserve'> on a long</w:t><w:noBreakHyphen/><w:t>term plan.</w:t></w:r></w:p>"
        "<w:p><w:r><w:txbxContent><w:p><w:r><w:t>A box says this.</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
        "<w:p><w:r><w:t>They signed it.</w:t><w:br/><w:t>They left.</w:t></w:r></w:p>"
    )
    data = make_zip({"word/document.xml": body(inner)})
    assert [words for *_, words in laid_out(read_docx(data))] == [
        "The ministers agreed on a long\u2011term plan.",
        "A box says this.",
        "They signed it.",
        "They left.",
    ]


def test_an_empty_document_is_refused(make_zip):
    with pytest.raises(EmptySource, match="no text in it"):
        read_docx(make_zip({"word/document.xml": body(paragraph(" "))}))


def test_a_bomb_is_refused_by_what_it_declares(make_zip):
    data = make_zip({"word/document.xml": body(paragraph("a" * 30_000_000))})
    assert len(data) < 100_000
    with pytest.raises(TooLarge, match="zip bomb"):
        read_docx(data)


def test_a_bomb_that_declares_little_is_refused(make_zip):
    data = bytearray(make_zip({"word/document.xml": body(paragraph("a" * 30_000_000))}))
    size = (len(body(paragraph(""))) + 30_000_000).to_bytes(4, "little")
    data = data.replace(size, (1_000).to_bytes(4, "little"))
    with pytest.raises((TooLarge, FormatError)):
        read_docx(bytes(data))


def test_too_many_parts(make_zip, monkeypatch):
    monkeypatch.setattr(word, "MAX_DOCX_PARTS", 1)
    with pytest.raises(TooLarge, match="parts"):
        read_docx(make_zip({"word/document.xml": body(paragraph("a")), "b": ""}))


def test_entities_are_refused(make_zip):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + body(paragraph("&b;"))
    with pytest.raises(FormatError, match="entities"):
        read_docx(make_zip({"word/document.xml": bomb}))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word/document.xml": "<not xml"}, "is not XML"),
        ({"xl/workbook.xml": "<x/>"}, "an Excel file"),
        ({"ppt/presentation.xml": "<x/>"}, "a PowerPoint file"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "OpenDocument"),
        ({"readme.txt": "hello"}, "ZIP archive"),
    ],
)
def test_other_archives_are_refused(make_zip, parts, words):
    with pytest.raises(FormatError, match=words):
        read_docx(make_zip(parts))


def test_a_cut_file_is_refused(make_zip):
    data = make_zip({"word/document.xml": body(paragraph("We met."))})
    for cut in range(4, len(data) - 1, 23):
        with pytest.raises(FormatError):
            read_docx(data[:cut])


def test_a_damaged_file_is_read_or_refused(make_zip):
    data = make_zip({"word/document.xml": body(paragraph("The ministers met in Seoul. " * 20))})
    for at in range(4, len(data)):
        damaged = data[:at] + bytes([data[at] ^ 0x5A]) + data[at + 1 :]
        with suppress(FormatError, EmptySource, TooLarge):
            read_docx(damaged)


def test_deep_xml_is_read_or_refused(make_zip):
    deep = "<w:sdt>" * 50_000 + paragraph("We met.") + "</w:sdt>" * 50_000
    assert "We met." in read_docx(make_zip({"word/document.xml": body(deep)})).text
