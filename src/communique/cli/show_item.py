"""`communique show`: one document, act or thing of the register, with every anchor and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from communique.cli.kept import at_moment, moment, on_register, put_json, viewing

if TYPE_CHECKING:
    from communique.register.view import View


@click.command("show", short_help="Show one document, commitment, meeting, person ... by its ID.")
@click.argument("key", metavar="ID")
@click.option("--diff", is_flag=True, help="Show what a document's text has otherwise than the version before.")
@click.option("--all", "everything", is_flag=True, help="Show all of a document's record.")
@at_moment
@on_register
def command(key: str, diff: bool, everything: bool, **given: Any) -> None:
    """Show what is kept under ID: a document (3f9c2ab1), an act (3f9c2ab1.a812), a meeting (.m40), an exercise (.e), an
    instrument (.i), a person (.p) or a body (.o), with every place where a document speaks of it; and the proposal of
    a number (812), as `communique review` lists them, with its two passages and how it stands.
    """
    from communique.cli.proposals import number_of
    from communique.register.lookup import kind_of

    number = number_of(key)
    kind = kind_of(key) if number is None else "proposal"
    if diff and kind != "document":
        raise click.UsageError("--diff is for documents")
    with viewing(given["place"]) as view:
        if diff:
            _difference(view, key, given)
        elif number is not None:
            _proposal(view, number, given)
        elif kind == "document":
            _document(view, key, given, everything=everything)
        elif kind == "act":
            _act(view, key, given)
        else:
            _thing(view, key, given)


def _document(view: View, key: str, given: dict[str, Any], *, everything: bool) -> None:
    from communique.model import record_to_json

    record = view.record(key)
    versions = view.versions_of(key)
    if given["as_json"]:
        put_json({"key": key, "versions": versions, "ids": view.ids_of(key), "record": record_to_json(record)})
        return
    from rich.text import Text

    from communique.cli.show.layout import Row, print_lines, section
    from communique.cli.show.record import Shown, record_lines
    from communique.cli.terminal import console
    from communique.packs import load_packs
    from communique.words.days import moment_words
    from communique.words.names import party_names

    screen = console(given["color"])
    lines = list(record_lines(record, screen, Shown(everything, names=party_names(load_packs()))))

    def row(version: Any) -> Row:
        until = "" if version.superseded_at is None else f", replaced {moment_words(version.superseded_at)}"
        notes = tuple(Text(place, "quiet") for place in version.places)
        body = Text(version.key, "name").append(f" kept {moment_words(version.recorded_at)}{until}")
        return Row(Text(f"version {version.number}"), body, "", notes)

    lines += section("Kept", map(row, versions), screen)
    ids = [Row(Text(entry["what"]), Text(entry["words"]), entry["key"].partition(".")[2]) for entry in view.ids_of(key)]
    lines += section("IDs", ids, screen, f"{key}. and what stands at the right")
    print_lines(lines, screen)


def _proposal(view: View, number: int, given: dict[str, Any]) -> None:
    from communique.cli.proposals import find

    found = find(view, number)
    if given["as_json"]:
        put_json({"proposal": found.proposal, "state": found.state})
        return
    from rich.text import Text

    from communique.cli.show.layout import print_lines
    from communique.cli.show.proposal import proposal_lines
    from communique.cli.terminal import console

    screen = console(given["color"])
    print_lines([*proposal_lines(found.proposal, screen), Text(found.state, "quiet")], screen)


def _difference(view: View, key: str, given: dict[str, Any]) -> None:
    older, newer, pieces = view.difference(key)
    if given["as_json"]:
        put_json({"older": older, "newer": newer, "pieces": pieces})
        return
    from rich.text import Text

    from communique.cli.show.layout import print_lines, wrap
    from communique.cli.terminal import console

    screen = console(given["color"])
    styles = {" ": "quiet", "-": "act.objection", "+": "act.commitment"}
    lines = [Text(f"{older} → {newer}", "title")]
    for piece in pieces:
        for number, line in enumerate(wrap(Text(piece.words, styles[piece.sign]), screen.width - 2, screen)):
            lines.append(Text(f"{piece.sign if number == 0 else ' '} ", styles[piece.sign]).append_text(line))
    print_lines(lines, screen)


def _act(view: View, key: str, given: dict[str, Any]) -> None:
    one = view.act(key, moment(given["as_of"], given["known_on"]))
    corrected = view.corrections(key)
    passages = view.passages([*(said.key for said in one.texts), *(item.key for item in one.evidence)])
    if given["as_json"]:
        put_json({"act": one, "corrected": corrected, "passages": passages})
        return
    from rich.text import Text

    from communique.cli.show.kept import commitment_lines
    from communique.cli.show.layout import facts, print_lines
    from communique.cli.terminal import console

    screen = console(given["color"])
    lines = list(commitment_lines(one, passages, screen))
    if corrected:
        lines += facts([("corrected", Text(", ".join(f"{name} {value}" for name, value in corrected.items())))], screen)
    print_lines(lines, screen)


def _thing(view: View, key: str, given: dict[str, Any]) -> None:
    thing = view.thing(key, moment(given["as_of"], given["known_on"]))
    passages = view.passages([item.key for item in thing.items])
    if given["as_json"]:
        put_json({"thing": thing, "passages": passages})
        return
    from communique.cli.show.kept import thing_lines
    from communique.cli.show.layout import print_lines
    from communique.cli.terminal import console

    screen = console(given["color"])
    print_lines(thing_lines(thing, passages, screen), screen)
