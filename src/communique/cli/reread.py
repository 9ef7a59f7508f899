"""`communique reread`: what today's rules read otherwise in kept texts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from communique.cli.kept import on_register, opened, packs, person, put_json

if TYPE_CHECKING:
    from communique.model import Document, Record
    from communique.register import Register


@click.command("reread", short_help="Read kept texts with today's rules and show what differs.")
@click.argument("keys", metavar="[ID]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Read every document, not only those read by another version.")
@click.option("--accept", is_flag=True, help="Put the new readings that wait in the place of the old ones.")
@click.option("--list", "only_list", is_flag=True, help="Show the new readings that wait, without reading.")
@on_register
def command(keys: tuple[str, ...], every: bool, accept: bool, only_list: bool, **given: Any) -> None:
    """Read the documents with these IDs again (default: those read by another version of Communique), and keep the
    difference of each as a proposal. Nothing changes before --accept, which keeps all that people decided.
    """
    with opened(given["place"]) as register:
        if accept:
            _accept(register, keys, given)
            return
        if not only_list:
            _read(register, keys, every=every)
        _show(register, keys, given)


def _read(register: Register, keys: tuple[str, ...], *, every: bool) -> None:
    from communique.extract import extract, load_parser
    from communique.register.rereading import keys_to_read, propose, reread

    frameworks = packs()
    with register.view() as view:
        wanted = keys_to_read(view.connection, keys, every=every)
    nlp = load_parser() if wanted else None

    def read(document: Document) -> Record:
        return extract(document, nlp=nlp, packs=frameworks)

    for key in wanted:
        with register.view() as view:
            record, changes = reread(view.connection, key, read)
        register.write(partial(propose, key=key, record=record, changes=changes))


def _show(register: Register, keys: tuple[str, ...], given: dict[str, Any]) -> None:
    from communique.register.rereading import open_proposals

    with register.view() as view:
        found = list(open_proposals(view.connection, keys))
    if given["as_json"]:
        put_json(found)
        return
    from communique.cli.show.difference import reading_lines
    from communique.cli.show.layout import print_lines
    from communique.cli.terminal import console

    screen = console(given["color"])
    for proposal in found:
        print_lines(reading_lines(proposal, screen), screen)
    end = "--accept takes them" if found else "nothing reads otherwise"
    click.echo(f"{len(found)} document{'s' if len(found) != 1 else ''} read otherwise: {end}" if found else end)


def _accept(register: Register, keys: tuple[str, ...], given: dict[str, Any]) -> None:
    from communique.cli.add import carried_line
    from communique.register.linking import default_matchers
    from communique.register.rereading import accept, open_proposals

    with register.view() as view:
        wanted = list(keys) or [proposal.key for proposal in open_proposals(view.connection)]
    frameworks = packs()
    matchers = default_matchers(frameworks)
    decisions = waiting = 0
    for key in wanted:
        change = partial(accept, key=key, matchers=matchers, packs=frameworks)
        carried = register.write(change, by=person(), person=True)
        decisions, waiting = decisions + carried.decisions, waiting + carried.waiting
    if given["as_json"]:
        put_json({"accepted": wanted})
    else:
        click.echo(f"{len(wanted)} new reading{'s' if len(wanted) != 1 else ''} taken")
        if decisions or waiting:
            click.echo(carried_line(decisions, waiting))
