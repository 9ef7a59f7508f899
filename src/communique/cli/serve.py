"""`communique serve`: the reading room over a register."""

from __future__ import annotations

import socket
from typing import Any

import click

from communique.cli.kept import on_register, opened, person, put_json

PORT = 8642
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@click.command("serve", short_help="Open the reading room: the register in a browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address of this machine to listen at.")
@on_register
def command(port: int, host: str, **given: Any) -> None:
    """Open the reading room over the register, for you alone, on this machine. Stop it with Ctrl-C.

    Everything that the pages need ships with Communique: no other host is asked for anything, but an address that you
    add a document from. Decisions are kept under your name (COMMUNIQUE_USER, else your account's).
    """
    if host not in LOOPBACK:
        names = ", ".join(LOOPBACK)
        raise click.UsageError(f"--host {host}: other machines would come in without a login; use one of {names}")
    import uvicorn

    from communique.web import Settings, create_app

    with opened(given["place"], create=True) as register:
        listening = _listen(host, port)
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}/"
        if given["as_json"]:
            put_json({"address": address})
        else:
            click.echo(f"the reading room is open at {address} (Ctrl-C closes it)")
        app = create_app(register, settings=Settings(user=person()))
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=20)
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raise `UsageError` where the port is taken."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        why = (error.strerror or str(error)).lower()
        raise click.UsageError(f"port {port} can not be had ({why}): give another --port") from error
    return listening
