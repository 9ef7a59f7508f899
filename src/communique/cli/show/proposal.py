"""A proposal laid out: what it says, why, and the two passages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from communique.cli.show.kept import clip_before
from communique.cli.show.layout import MARGIN, STACKED_BELOW, wrap
from communique.register.review import Passage, Proposal
from communique.words.days import day_words
from communique.words.terms import RELATION_WORDS, clip, score_words

GAP = 3


def group_lines(group: Sequence[Proposal], console: Console, more: int = 0) -> Iterator[Text]:
    """Yield the lines of the proposals of one promise: the promise once, then what may bear on it.

    `more` is how many others of it wait on other pages.
    """
    first = group[0]
    action = "" if first.action is None else f", action {first.action}"
    others = f" ({more} more on other pages)" if more else ""
    yield Text(f"{len(group)} proposal{'' if len(group) == 1 else 's'} for one promise{action}{others}", "section")
    for line in _passage(first.left, console.width - len(MARGIN), console):
        yield Text(MARGIN).append_text(line)
    for proposal in group:
        yield Text(MARGIN).append_text(_head(proposal))
        yield from _reasons(proposal, console, 2 * MARGIN)
        for line in _passage(proposal.right, console.width - 2 * len(MARGIN), console):
            yield Text(2 * MARGIN).append_text(line)
    yield Text()


def _head(proposal: Proposal) -> Text:
    words = "the same?" if proposal.kind == "same" else f"{RELATION_WORDS.get(proposal.relation, proposal.relation)}?"
    action = "" if proposal.action is None else f", action {proposal.action}"
    return Text.assemble(
        (f"{proposal.id}", "section"),
        (f"  {words}", "name"),
        (f"  {proposal.relation} {score_words(proposal.score)}{action}", "quiet"),
    )


def _reasons(proposal: Proposal, console: Console, margin: str) -> Iterator[Text]:
    for reason in proposal.reasons:
        lines = wrap(Text(reason, "quiet"), console.width - len(margin) - len(MARGIN), console)
        for number, line in enumerate(lines):
            yield Text(margin + ("· " if number == 0 else MARGIN), "quiet").append_text(line)


def proposal_lines(proposal: Proposal, console: Console) -> Iterator[Text]:
    """Yield the lines of a proposal; on a narrow terminal the passages stand below each other."""
    yield _head(proposal)
    yield from _reasons(proposal, console, MARGIN)
    if console.width < STACKED_BELOW:
        for side in (proposal.left, proposal.right):
            for line in _passage(side, console.width - len(MARGIN), console):
                yield Text(MARGIN).append_text(line)
    else:
        room = (console.width - len(MARGIN) - GAP) // 2
        left, right = (_passage(side, room, console) for side in (proposal.left, proposal.right))
        for one, other in zip_longest(left, right):
            line = (one or Text()).copy()
            line.pad_right(max(0, room - line.cell_len))
            yield Text(MARGIN).append_text(line).append(" │ ", "quiet").append_text(other or Text())
    yield Text()


def _passage(side: Passage, room: int, console: Console) -> list[Text]:
    """Return a passage's lines: whose it is and of when, then its words."""
    day = "no date" if side.said is None else day_words(side.said)
    head = Text(f"{side.key} · {day}", "quiet")
    title = Text(clip(" ".join((side.title or "").split()), room), "quiet")
    words = Text(clip_before(side.before), "quiet").append(clip(side.words, 400), "name")
    if side.after:
        words.append(" " + clip(side.after, 90), "quiet")
    return [*wrap(head, room, console), *wrap(title, room, console), *wrap(words, room, console)]
