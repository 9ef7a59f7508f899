"""`communique review`: what rules propose and a person decides."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from communique.cli.kept import on_register, opened, paged, person, put_json, viewing

if TYPE_CHECKING:
    from communique.register import Register
    from communique.register.review import Proposal
    from communique.register.writer import Writer

_NUMBER = re.compile(r"[0-9]{1,9}")
"""The number of a proposal or an action."""

ACTIONS = {
    "accept": "ID [RELATION]",
    "reject": "ID...",
    "evidence": "COMMITMENT ACT RELATION",
    "looked": "COMMITMENT [REMARK]",
    "edit": "KEY FIELD VALUE",
    "merge": "KEY KEY",
    "split": "KEY",
    "undo": "NUMBER",
}


@click.command("review", short_help="Decide what rules propose: accept, reject, edit, merge, split, undo.")
@click.argument("words", metavar="[ACTION [ID]...]", nargs=-1)
@click.option("--kind", type=click.Choice(("same", "evidence")), help="List proposals of this kind only.")
@click.option("--ask", is_flag=True, help="Go through the proposals one by one.")
@paged
@on_register
def command(words: tuple[str, ...], kind: str | None, ask: bool, **given: Any) -> None:
    """List the proposals that wait, the surest first, those of one promise together, each with its two passages.

    \b
    accept ID [RELATION]       it holds (as another relation: fulfils, progress ...)
    reject ID...               it does not hold; a link that a rule was sure of too
    evidence KEY KEY RELATION  a link that no rule has found: commitment, later act
    looked KEY [REMARK]        you looked elsewhere for evidence and found none
    edit KEY FIELD VALUE       correct one value of an act or item ("" clears it)
      FIELD of an act          class, kind, due_earliest, due_latest, recurrence
      FIELD of an item         name, series, ordinal, status, first_day, last_day, party
    merge KEY KEY              two items are one thing
    split KEY                  an item is not the thing that it was taken for
    undo NUMBER                take an action back; history shows the numbers

    Decisions are kept under your name (COMMUNIQUE_USER, else your account's) and outlive a new reading.
    """  # noqa: D301 (the backspace tells click to keep the lines)
    if words:
        _act(words[0], words[1:], given)
    elif ask:
        _ask(kind, given)
    else:
        _list(kind, given)


def _act(action: str, given_words: Sequence[str], given: dict[str, Any]) -> None:
    from communique.cli.report import say

    changes = _changes(action, given_words)
    numbers, idle = [], []
    with opened(given["place"]) as register:
        for change in changes:
            try:
                numbers.append(register.write(change, by=person(), person=True))
            except _DecidedAlready as already:
                idle.append(already)
    if given["as_json"]:
        put_json({"actions": numbers, "unchanged": [known.proposal for known in idle]})
        return
    for number in numbers:
        click.echo(f"done, action {number} (communique review undo {number} takes it back)")
    for known in idle:
        say(str(known))


class _DecidedAlready(Exception):
    """What a person wants decided is decided so already; nothing is written."""

    def __init__(self, proposal: int, said: str) -> None:
        super().__init__(said)
        self.proposal = proposal


def _deciding(number: int, *, positive: bool, relation: str | None = None) -> Callable[[Writer], int]:
    """Return the deciding of a proposal, which says so where that is decided already."""

    def change(writer: Writer) -> int:
        from communique.register.deciding import decided

        known = decided(writer.connection, number, positive=positive, relation=relation)
        if known is not None:
            word = "accepted" if positive else "rejected"
            undo = f" (communique review undo {known.audit_id} takes it back)" if known.audit_id is not None else ""
            said = f"{number} is {word} already, by {known.by} on {known.at:%Y-%m-%d}{undo}: nothing was changed"
            raise _DecidedAlready(number, said)
        return writer.accept(number, relation) if positive else writer.reject(number)

    return change


def _changes(action: str, words: Sequence[str]) -> list[Callable[[Writer], int]]:
    """Return what an action asks of the writer; raise `UsageError` where the words do not fit it."""
    match action, list(words):
        case "accept", [number] if _NUMBER.fullmatch(number):
            return [_deciding(int(number), positive=True)]
        case "accept", [number, relation] if _NUMBER.fullmatch(number):
            return [_deciding(int(number), positive=True, relation=relation)]
        case "reject", [_, *_] if all(map(_NUMBER.fullmatch, words)):
            return [_deciding(int(word), positive=False) for word in words]
        case "evidence", [commitment, act, relation]:
            return [lambda writer: writer.evidence(commitment, act, relation)]
        case "looked", [commitment, *remark]:
            return [lambda writer: writer.looked(commitment, " ".join(remark))]
        case "edit", [key, field, value]:
            return [lambda writer: writer.correct(key, field, value)]
        case "merge", [one, other]:
            return [lambda writer: writer.merge(one, other)]
        case "split", [key]:
            return [lambda writer: writer.split(key)]
        case "undo", [number] if _NUMBER.fullmatch(number):
            return [lambda writer: writer.undo(int(number))]
    if action in ACTIONS:
        raise click.UsageError(f"review {action} takes {ACTIONS[action]}")
    if _NUMBER.fullmatch(action):
        raise click.UsageError(
            f"what is to be done with {action}? `communique show {action}` shows it; "
            f"review accept {action} and review reject {action} decide it"
        )
    raise click.UsageError(f"no action {action!r}; there are {', '.join(ACTIONS)}")


def _together(found: Sequence[Proposal]) -> list[list[Proposal]]:
    """Return proposals that stand next to each other and are about one promise as groups; others each alone."""
    groups: list[list[Proposal]] = []
    for proposal in found:
        if groups and proposal.kind == "evidence" and groups[-1][0].promise == proposal.promise:
            groups[-1].append(proposal)
        else:
            groups.append([proposal])
    return groups


def _list(kind: str | None, given: dict[str, Any]) -> None:
    from communique.register.review import open_of, proposals

    with viewing(given["place"]) as view:
        offset = (given["page"] - 1) * given["limit"]
        found = proposals(view.connection, kind=kind, limit=given["limit"] + 1, offset=offset, together=True)
        total = view.waiting(kind)
        more, found = len(found) > given["limit"], found[: given["limit"]]
        groups = _together(found)
        waiting = open_of(view.connection, [group[0].promise for group in groups if group[0].kind == "evidence"])
    if given["as_json"]:
        put_json({"more": more, "total": total, "proposals": found})
        return
    from communique.cli.show.kept import more_line
    from communique.cli.show.layout import print_lines
    from communique.cli.show.proposal import group_lines, proposal_lines
    from communique.cli.terminal import console

    screen = console(given["color"])
    for group in groups:
        others = max(0, waiting.get(group[0].promise, 0) - len(group))
        alone = len(group) == 1
        print_lines(proposal_lines(group[0], screen) if alone else group_lines(group, screen, others), screen)
    print_lines([more_line(len(found), given["page"], more=more, total=total, nothing="no proposal waits")], screen)


def _ask(kind: str | None, given: dict[str, Any]) -> None:
    """Show one proposal after the other and ask; needs a terminal."""
    if not sys.stdin.isatty():
        raise click.UsageError("--ask asks on a terminal; in a script use `review accept ID` and `review reject ID`")
    from communique.cli.show.layout import print_lines
    from communique.cli.show.proposal import proposal_lines
    from communique.cli.terminal import console
    from communique.register.review import proposals

    screen = console(given["color"])
    skipped = 0
    with opened(given["place"]) as register:
        while True:
            with register.view() as view:
                found = proposals(view.connection, kind=kind, limit=1, offset=skipped, together=True)
            if not found:
                click.echo("no more proposals")
                return
            print_lines(proposal_lines(found[0], screen), screen)
            answer = click.prompt("(a)ccept, (r)eject, another relation, (s)kip, (q)uit", default="s").strip().lower()
            if answer in ("q", "quit"):
                return
            if answer in ("s", "skip"):
                skipped += 1
                continue
            _decide(register, found[0], answer)


def _decide(register: Register, proposal: Proposal, answer: str) -> None:
    from communique.cli.report import say
    from communique.model.errors import RegisterError

    def change(writer: Writer) -> int:
        if answer in ("r", "reject"):
            return writer.reject(proposal.id)
        return writer.accept(proposal.id, None if answer in ("a", "accept") else answer)

    try:
        number = register.write(change, by=person(), person=True)
    except RegisterError as error:
        say(str(error))
    else:
        click.echo(f"action {number}")
