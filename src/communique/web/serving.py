"""Serving: the room over one socket, in one process or in several that share its secret and its drafts."""

from __future__ import annotations

import socket
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from communique.register import open_register
from communique.web.app import create_app
from communique.web.settings import Settings

LAG = 10
"""Seconds by which pages may be behind what others write, where a team or several processes share a register."""

KEEP_ALIVE = 20
"""Seconds for which a browser's connection is kept."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is served, as each process makes it for itself: the register's URL, the settings, whether a team logs in."""

    url: str
    settings: Settings
    team: bool = False

    def __call__(self) -> FastAPI:
        """Return the application."""
        return create_app(open_register(self.url), settings=self.settings, team=self.team)


def serve(room: Room, listening: socket.socket, *, workers: int = 1) -> None:
    """Serve a room until the program is told to stop.

    Several workers need one secret, so that a form that one of them gave is taken by another, and one folder of drafts,
    so that each can show what another reads. All else that they share is in the register.
    """
    if workers == 1:
        uvicorn.Server(_config(room)).run(sockets=[listening])
        return
    with tempfile.TemporaryDirectory(prefix="communique-drafts-") as folder:
        drafts = room.settings.drafts or Path(folder)
        config = _config(replace(room, settings=replace(room.settings, drafts=drafts)), workers=workers)
        Multiprocess(config, [listening]).run()


def _config(room: Room, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        room,
        factory=True,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        proxy_headers=room.settings.https,  # else whoever comes could name any address as theirs, and try logins
        **more,
    )
