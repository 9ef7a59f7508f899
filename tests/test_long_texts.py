"""Texts that are long where no statement is: one line, one sentence, one run of signs, thousands of one thing.

The shapes are those of `benchmarks/long_texts.py`, which times them at their full length; here they are checked.
"""

import pytest
from benchmarks.long_texts import HEAD, shapes
from tests.test_record_properties import check

from communique.extract import extract
from communique.extract.parse import LONGEST_SENTENCE, parse
from communique.read import from_text
from communique.read.layout import LONGEST_BLOCK

LONG = shapes(percent=4)


@pytest.mark.parametrize("name", LONG)
def test_a_long_text_is_read_whole(name, nlp):
    check(extract(from_text(HEAD + LONG[name]), nlp=nlp))


def test_no_block_and_no_sentence_is_longer_than_the_stages_can_walk(nlp):
    text = HEAD + ("The ministers agreed to " + "strengthen the cooperation and " * 200 + "meet. ") * 2
    document = from_text(text)
    assert len(document.blocks) > 3
    assert max(block.end - block.start for block in document.blocks) <= LONGEST_BLOCK
    parsed = parse(document, nlp)
    assert max(len(sentence.span) for sentence in parsed.sentences) <= LONGEST_SENTENCE
    assert max(sentence.span.end_char for sentence in parsed.sentences) <= LONGEST_BLOCK
    for sentence in parsed.sentences:
        assert parsed.plain[sentence.start : sentence.end] == sentence.span.text


@pytest.mark.parametrize("text", ["x" * 70_000, "word " * 20_000, "We met. " * 9_000, "\u3000x" * 40_000])
def test_a_long_paragraph_is_cut_where_it_may_be(text):
    blocks = from_text(text).blocks
    held = "".join(text[block.start : block.end] for block in blocks)
    assert "".join(held.split()) == "".join(text.split())
    assert all(text[block.start : block.end].strip() == text[block.start : block.end] for block in blocks)
    assert all(0 < block.end - block.start <= LONGEST_BLOCK for block in blocks)
    if "." in text:
        assert all(text[block.end - 1] == "." for block in blocks)
