"""HTML pages: the main text with its structure, and the title and date of the page's data."""

from contextlib import suppress
from datetime import date

import pytest

from communique.model.errors import EmptySource, FormatError, TooLarge
from communique.read import read_bytes
from communique.read.limits import MAX_HTML_DEPTH

PARAGRAPH = (
    "We, the ministers of the two countries, met in Seoul and reaffirmed our commitment to a free and open region in "
    "which all countries can prosper under the rule of law."
)


def page(main, head="", tail=""):
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Joint Statement of Two | Ministry</title>{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/press">Press</a></li></ul></nav>'
        f'<div id="cookies">This site uses cookies.</div><main><article>{main}</article></main>'
        f"<footer>© 2024 Ministry. All rights reserved.</footer>{tail}</body></html>"
    )


MAIN = f"""<h1>Joint Statement of Two</h1><time datetime="2024-09-10T09:00:00Z">10 September</time><p>{PARAGRAPH}</p>
<h2>Security at sea</h2>
<p>We will deepen our cooperation on security at sea and commit to the following steps:</p>
<ul><li>hold annual exercises: <ul><li>at sea,</li><li>in the air;</li></ul></li>
<li>share information; and</li><li>meet every year.</li></ul>
<h2>Trade</h2><ol><li>We welcome the launch of the dialogue.</li><li>We will report.</li></ol>
<p>{PARAGRAPH}</p>"""


def read_html(text, **kind):
    return read_bytes(text.encode(), **(kind or {"path": "x.html"}))


def laid_out(document):
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


def test_page():
    document = read_html(page(MAIN))
    assert laid_out(document) == [
        ("heading", "Joint Statement of Two"),
        ("paragraph", PARAGRAPH),
        ("heading", "Security at sea"),
        ("paragraph", "We will deepen our cooperation on security at sea and commit to the following steps:"),
        ("item", "- hold annual exercises:"),
        ("item", "- at sea,"),
        ("item", "- in the air;"),
        ("item", "- share information; and"),
        ("item", "- meet every year."),
        ("heading", "Trade"),
        ("item", "1. We welcome the launch of the dialogue."),
        ("item", "2. We will report."),
        ("paragraph", PARAGRAPH),
    ]
    assert document.title == "Joint Statement of Two"
    assert document.date == date(2024, 9, 10)
    assert document.kind == "joint_statement"
    assert document.source.media_type == "text/html"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-09-08T10:00:00+09:00">',
        '<meta name="dcterms.date" content="2024-09-08">',
        '<meta itemprop="datePublished" content="8 September 2024">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2024-09-08T01:00:00Z"}]}</script>',
    ],
)
def test_the_pages_data_hold_over_its_time_element(head):
    assert read_html(page(MAIN, head)).date == date(2024, 9, 8)


@pytest.mark.parametrize("script", ["{", "[1, 2]", '"x"', '{"@graph": 5}', "[" * 100_000])
def test_broken_linked_data_is_no_error(script):
    head = f'<script type="application/ld+json">{script}</script>'
    assert read_html(page(MAIN, head)).date == date(2024, 9, 10)


def test_title_without_a_heading():
    head = '<meta property="og:title" content="Joint Statement of Two">'
    assert read_html(page(f"<p>{PARAGRAPH}</p>", head)).title == "Joint Statement of Two"
    assert read_html(page(f"<p>{PARAGRAPH}</p>")).title == "Joint Statement of Two"


def test_the_canonical_address_gives_grounds():
    head = '<link rel="canonical" href="https://www.mofa.go.jp/x.html">'
    assert read_html(page(MAIN, head)).fidelity == "verbatim"
    assert read_html(page(MAIN)).fidelity == "unknown"


def test_encoding_declared_in_the_page():
    text = page(MAIN.replace("in Seoul", "in Séoul"), '<meta charset="iso-8859-1">')
    assert "in Séoul" in read_bytes(text.encode("cp1252"), path="x.html").text


def test_encoding_declared_by_the_server():
    text = page(MAIN.replace("in Seoul", "in Łódź"))
    document = read_bytes(
        text.encode("cp1250"), url="https://example.org/x", media_type="text/html; charset=windows-1250"
    )
    assert "in Łódź" in document.text


def test_html_is_told_by_its_bytes():
    assert read_html(page(MAIN), name="standard input").source.media_type == "text/html"


@pytest.mark.parametrize(
    "text",
    [
        "<html><body></body></html>",
        "<html><head><script>var x = 1;</script></head><body><div id='app'></div></body></html>",
        "<!doctype html><html><body><form><input><button>Go</button></form></body></html>",
        "<html><body><noscript>You need to enable JavaScript to run this app.</noscript><div></div></body></html>",
        "<html><body><nav>" + "<a href='/x'>Page</a> <a href='/y'>About us</a> " * 30 + "</nav></body></html>",
        "<html><body><main><h1>Releases</h1>"
        + "".join(f"<p>{n} May <a href='/{n}'>Joint statement of the ministers, no. {n}</a></p>" for n in range(1, 31))
        + "</main></body></html>",
    ],
)
def test_a_page_without_main_text_is_refused(text):
    with pytest.raises(EmptySource, match="without main text"):
        read_html(text)


def test_a_small_page_is_read():
    document = read_html("<html><body><h1>Joint Statement</h1><p>We met.</p><ul><li>We agreed.</li></ul></body></html>")
    assert [words for _, words in laid_out(document)] == ["Joint Statement", "We met.", "- We agreed."]


@pytest.mark.parametrize("depth", [150, 1_000, 100_000])
def test_deep_pages_are_read_or_refused(depth):
    text = "<html><body>" + "<div>" * depth + f"<p>{PARAGRAPH}</p>" + "</div>" * depth + "</body></html>"
    if depth > MAX_HTML_DEPTH:
        with suppress(FormatError, EmptySource):
            read_html(text)
    else:
        assert PARAGRAPH in read_html(text).text


def test_too_many_elements():
    with pytest.raises(TooLarge, match="elements"):
        read_html("<html><body><table>" + "<tr><td>a" * 40_000)


def test_what_is_no_text_in_a_page_does_no_harm():
    noise = "<template><p>x</p></template><math><mi>x</mi></math><svg/><iframe></iframe>&#0;&#55555;&#1;<p rend='h9'>"
    assert PARAGRAPH in read_html(page(MAIN + noise)).text
