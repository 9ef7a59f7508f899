"""The statement itself, with its acts marked and their classes in the margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.console import Console
from rich.style import Style
from rich.text import Text

from communique.cli.show.layout import MARGIN, STACKED_BELOW, passage, print_lines, wrap
from communique.cli.show.record import Shown, header, reason
from communique.cli.show.words import Places, who_words
from communique.model import Act, Block, Record
from communique.words.days import interval_words

PARAGRAPH = 6
"""Columns of a paragraph's number at the left edge: "¶123" and a space."""

GLOSS = 17
"""Columns of a class beside its line: "123 endorsement" and two spaces."""

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Marked:
    """An act with its number in the text's order."""

    number: int
    act: Act


def show_statement(record: Record, console: Console, shown: Shown) -> None:
    """Print the statement with its acts."""
    print_lines(statement_lines(record, console, shown), console)


def statement_lines(record: Record, console: Console, shown: Shown) -> Iterator[Text]:
    """Yield the statement's lines, laid out for the console's width."""
    yield from header(record, console, shown.names)
    ordered = sorted(record.acts, key=lambda act: act.trigger.start)
    marked = [Marked(number, act) for number, act in enumerate(ordered, start=1)]
    paragraphs = _paragraph_numbers(record)
    for block in record.document.blocks:
        inside = [mark for mark in marked if block.start <= mark.act.trigger.start < block.end]
        yield Text()
        yield from _block(record, block, inside, paragraphs.get(block.start, ""), console)
        if shown.reasons:
            yield from _reasons(record, inside, console)


def _paragraph_numbers(record: Record) -> dict[int, str]:
    places = Places(record)
    body = (block for block in record.document.blocks if block.kind not in ("heading", "furniture"))
    return {block.start: places.of(block.start).partition(".")[0] for block in body}


def _block(record: Record, block: Block, inside: Sequence[Marked], paragraph: str, console: Console) -> Iterator[Text]:
    """Yield the lines of one block: number and classes in the margin, or in the text where there is no room."""
    narrow = console.width < STACKED_BELOW
    words = _words(record, block, inside, inline=narrow)
    if narrow:
        yield from (Text(MARGIN).append_text(line) for line in wrap(words, console.width - len(MARGIN), console))
        return
    glosses = [_gloss(mark) for mark in inside]
    if block.kind == "furniture":
        glosses = [Text("furniture", "quiet")]
    lines = wrap(words, console.width - PARAGRAPH - GLOSS, console)
    for number, (gloss, line) in enumerate(_beside(glosses, lines)):
        left = Text((paragraph if number == 0 else "").ljust(PARAGRAPH), "place")
        left.append_text(gloss)
        left.pad_right(PARAGRAPH + GLOSS - left.cell_len)
        yield Text().append_text(left).append_text(line)


def _words(record: Record, block: Block, inside: Sequence[Marked], *, inline: bool) -> Text:
    """Return a block's text, every trigger marked and followed by its act's number (and class, if `inline`)."""
    text = record.document.text
    if block.kind == "furniture":
        return passage(text, block.start, block.end, [(block.start, block.end, "furniture")])
    base = [(block.start, block.end, "heading")] if block.kind == "heading" else []
    marks = base + [mark for item in inside for mark in _marks(item.act)]
    result = Text()
    at = block.start
    for item in inside:
        end = min(max(item.act.trigger.end, at), block.end)
        result.append_text(passage(text, at, end, marks))
        tag = f" [{item.number} {item.act.cls}]" if inline else str(item.number).translate(_SUPERSCRIPT)
        result.append(tag, f"act.{item.act.cls}")
        if not inline:
            result.stylize(Style(meta={"act": item.number}), len(result) - len(tag), len(result))
        at = end
    return result.append_text(passage(text, at, block.end, marks))


def _marks(act: Act) -> Iterator[tuple[int, int, str]]:
    yield act.anchor.start, act.anchor.end, f"act.{act.cls}"
    yield act.trigger.start, act.trigger.end, f"trigger.{act.cls}"
    if act.due is not None:
        yield act.due.anchor.start, act.due.anchor.end, "due"


def _gloss(mark: Marked) -> Text:
    return Text.assemble((f"{mark.number:>3} ", "quiet"), (mark.act.cls, f"act.{mark.act.cls}"))


def _beside(glosses: Sequence[Text], lines: Sequence[Text]) -> Iterator[tuple[Text, Text]]:
    """Pair every class with the line where its act begins, or the next line that is free."""
    waiting = list(glosses)
    numbers = [_numbers(line) for line in lines]
    begun = 0
    for line, here in zip_longest(lines, numbers):
        begun += len(here)
        due = len(waiting) > len(glosses) - begun or (not any(numbers) and waiting)
        yield (waiting.pop(0) if due else Text()), line
    for gloss in waiting:
        yield gloss, Text()


def _numbers(line: Text) -> list[int]:
    """Return the numbers of the acts whose triggers end on a line."""
    found: list[int] = []
    for span in line.spans:
        meta = span.style.meta if isinstance(span.style, Style) else {}
        if "act" in meta:
            found.append(meta["act"])
    return found


def _reasons(record: Record, inside: Iterable[Marked], console: Console) -> Iterator[Text]:
    """Yield, below a block, who does each act, by when, and the rule's reason."""
    for mark in inside:
        act = mark.act
        parts = [who_words(act, record.document.speakers)]
        parts += [interval_words(act.due.interval)] if act.due is not None else []
        facts = " · ".join(part for part in parts if part)
        note = Text.assemble(
            (f"{mark.number:>3} {act.cls}: ", "quiet"), reason(act), (f" · {facts}" if facts else "", "quiet")
        )
        indent = 4 if console.width < STACKED_BELOW else PARAGRAPH + GLOSS
        for number, line in enumerate(wrap(note, console.width - indent - 4, console)):
            yield Text(" " * (indent if number == 0 else indent + 4)).append_text(line)
