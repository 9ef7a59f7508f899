"""`communique accounts`: who may come into a team's reading room."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from communique.cli.kept import on_register, opened, person, put_json, viewing

if TYPE_CHECKING:
    from communique.register.accounts import Account
    from communique.register.writer import Writer

ACTIONS = ("list", "add", "password", "disable", "enable")
ROLES = ("reader", "reviewer", "editor", "administrator")


@click.command("accounts", short_help="See to the accounts of a team: add, list, disable, password.")
@click.argument("words", metavar="[ACTION [NAME]]", nargs=-1)
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What the person may do.")
@click.option("--party", metavar="CODE", help="The party they speak for.")
@click.option("--once", is_flag=True, help="Make a password that holds for one login, and print it.")
@on_register
def command(words: tuple[str, ...], role: str, party: str | None, once: bool, **given: Any) -> None:
    """List who may come into the reading room that `communique serve --team` opens, and change it.

    \b
    list            all accounts (what is done without an action too)
    add NAME        a person who may come in, with --role and --party
    password NAME   another password; who was logged in is logged out
    disable NAME    nobody comes in under the name; tokens are revoked
    enable NAME     the person may come in again

    A reader reads; a reviewer decides proposals too; an editor adds and corrects; an administrator sees to the
    accounts. The password is asked for on the terminal, or is the first line of standard input; --once makes one.
    """  # noqa: D301 (the backspace tells click to keep the lines)
    match words:
        case () | ("list",):
            _list(given)
        case ("add", name):
            _add(name, role, party, once, given)
        case ("password", name):
            _password(name, once, given)
        case ("disable" | "enable" as action, name):
            from communique.register import accounts

            change = accounts.disable if action == "disable" else accounts.enable
            _write(lambda writer: change(writer, accounts.account_name(name)), given)
            _told({"name": name, "done": f"{action}d"}, given)
        case (action, *_) if action in ACTIONS:
            raise click.UsageError(f"accounts {action} takes {'nothing more' if action == 'list' else 'one NAME'}")
        case _:
            raise click.UsageError(f"no action {words[0]!r}; there are {', '.join(ACTIONS)}")


def _add(name: str, role: str, party: str | None, once: bool, given: dict[str, Any]) -> None:
    from communique.cli.kept import packs
    from communique.register import accounts
    from communique.words.names import party_names

    if party is not None and party not in party_names(packs()):
        raise click.UsageError(f"no party has the code {party!r} (KOR, USA, EU ...)")
    name = accounts.account_name(name)
    password, hashed, until = _made(name, once)
    _write(lambda writer: accounts.add(writer, name, hashed, role, party, until(writer)), given, create=True)
    _told({"name": name, "done": "added", "role": role, "party": party, "password": password}, given)


def _password(name: str, once: bool, given: dict[str, Any]) -> None:
    from communique.register import accounts

    name = accounts.account_name(name)
    with viewing(given["place"]) as view:
        accounts.account(view.connection, name)
    password, hashed, until = _made(name, once)
    _write(lambda writer: accounts.set_password(writer, name, hashed, until(writer)), given)
    _told(
        {"name": name, "done": "given another password; sessions ended and tokens were revoked", "password": password},
        given,
    )


def _made(name: str, once: bool) -> tuple[str | None, str, Callable[[Writer], Any]]:
    """Return the password to print (None where the person knows it), its hash, and until when it can be used."""
    from communique.register.access import Access
    from communique.register.passwords import check_password, one_time_password

    access = Access()
    if once:
        password = one_time_password()
        return password, access.passwords.hashed(password), lambda writer: writer.at + access.once_for
    password = _asked()
    check_password(password, name)
    return None, access.passwords.hashed(password), lambda writer: None


def _asked() -> str:
    """Return the password that is typed twice on a terminal, or stands on the first line of standard input."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True))
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise click.UsageError("standard input has no password on its first line; --once makes one")
    return given


def _write(change: Callable[[Writer], Any], given: dict[str, Any], *, create: bool = False) -> None:
    with opened(given["place"], create=create) as register:
        register.write(change, by=person(), person=True)


def _told(done: dict[str, Any], given: dict[str, Any]) -> None:
    if given["as_json"]:
        put_json({name: value for name, value in done.items() if value is not None})
        return
    click.echo(f"{done['name']} is {done['done']}")
    if done.get("password"):
        click.echo(f"password for the first login: {done['password']}")


def _list(given: dict[str, Any]) -> None:
    from communique.register.accounts import all_accounts

    with viewing(given["place"]) as view:
        found = all_accounts(view.connection)
    if given["as_json"]:
        put_json({"accounts": [asdict(one) for one in found]})
        return
    from rich.text import Text

    from communique.cli.show.layout import Row, print_lines, section
    from communique.cli.terminal import console

    def row(one: Account) -> Row:
        standing = one.role + (f", for {one.party}" if one.party else "")
        return Row(Text(standing), Text(one.name, "name"), "", (Text(_state(one), "quiet"),))

    screen = console(given["color"])
    if found:
        print_lines([*section("Accounts", map(row, found), screen, label=24)][1:], screen)
    else:
        click.echo("no accounts: `communique accounts add NAME --role administrator` makes the first")


def _state(one: Account) -> str:
    if one.disabled_at is not None:
        return f"disabled on {one.disabled_at:%Y-%m-%d}"
    if one.once_until is not None:
        return f"has a password for one login, up to {one.once_until:%Y-%m-%d}"
    return "in use"
