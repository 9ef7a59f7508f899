"""`communique serve`: the reading room over a register."""

from __future__ import annotations

import os
import secrets
import socket
from typing import TYPE_CHECKING, Any

import click

from communique.cli.kept import on_register, opened, person, put_json
from communique.cli.report import say

if TYPE_CHECKING:
    from communique.register import Register

PORT = 8642
EVERYWHERE = ("0.0.0.0", "::")
"""Addresses that stand for all of this machine's."""


@click.command("serve", short_help="Open the reading room: the register in a browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address of this machine to listen at.")
@click.option("--team", is_flag=True, help="Ask for a login; `communique accounts` has the people.")
@click.option(
    "--public-name",
    "names",
    metavar="NAME",
    multiple=True,
    help="A name under which the team comes in; may be several.",
)
@click.option("--https", is_flag=True, help="The team comes in over https only, through a proxy on this machine.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer.")
@on_register
def command(port: int, host: str, team: bool, names: tuple[str, ...], https: bool, workers: int, **given: Any) -> None:
    """Open the reading room over the register, for you alone, on this machine. Stop it with Ctrl-C.

    Everything that the pages need ships with Communique: no other host is asked for anything, but an address that you
    add a document from. Decisions are kept under your name (COMMUNIQUE_USER, else your account's), with --team under
    that of who is logged in.
    """
    from communique.web import Settings
    from communique.web.serving import LAG, Room, serve
    from communique.web.settings import LOOPBACK

    _check(host, names, team=team, https=https)

    with opened(given["place"], create=True, waiting_told=False) as register:
        if team:
            _check_accounts(register)
        listening = _listen(host, port)
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}/"
        if given["as_json"]:
            put_json({"address": address})
        else:
            click.echo(f"the reading room is open at {address} (Ctrl-C closes it)")
        hosts = dict.fromkeys((*LOOPBACK, *map(str.lower, names), *(() if host in EVERYWHERE else (host,))))
        lag = LAG if team or workers > 1 else 0
        settings = Settings(user=person(), hosts=tuple(hosts), https=https, secret=_secret(), lag=lag)
        serve(Room(register.url, settings, team), listening, workers=workers)


def _check(host: str, names: tuple[str, ...], *, team: bool, https: bool) -> None:
    """Raise `UsageError` where other machines would come in without a login, or under no name that is answered to."""
    from communique.web.settings import LOOPBACK

    if not team and host not in LOOPBACK:
        raise click.UsageError(
            f"--host {host}: other machines would come in without a login; use --team, or one of {', '.join(LOOPBACK)}"
        )
    if not team and (names or https):
        raise click.UsageError("--public-name and --https are for a team: use them with --team")
    if host in EVERYWHERE and not names:
        raise click.UsageError(f"--host {host}: say under which name the team comes in, with --public-name")
    if team and not https and host not in LOOPBACK:
        say("passwords cross the network in the clear: put a proxy with https in front, and say so with --https")


def _check_accounts(register: Register) -> None:
    from communique.register.accounts import all_accounts

    with register.view() as view:
        found = all_accounts(view.connection)
    if not any(one.role == "administrator" and one.disabled_at is None for one in found):
        raise click.UsageError(
            "no administrator can log in: `communique accounts add NAME --role administrator` makes the first"
        )


def _secret() -> bytes:
    """Return the secret of forms: what several processes share (COMMUNIQUE_SECRET), else one of this process."""
    return os.environ.get("COMMUNIQUE_SECRET", "").encode() or secrets.token_bytes(32)


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raise `UsageError` where the port is taken."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # An answer is written in two parts; without this the second waits some 40 ms for the browser's word on the first.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)  # who comes as soon as the address is told waits instead of being refused
    except OSError as error:
        listening.close()
        why = (error.strerror or str(error)).lower()
        raise click.UsageError(f"port {port} can not be had ({why}): give another --port") from error
    return listening
