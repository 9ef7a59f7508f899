"""The application: rooms put together behind one door, with errors as pages of one clear line."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.staticfiles import StaticFiles

from communique import __version__
from communique.packs import Pack, load_packs
from communique.register import Register
from communique.web import (
    accounts,
    add,
    commitments,
    documents,
    exercises,
    login,
    manual,
    merging,
    own_account,
    parties,
    rereadings,
    review,
    series,
    things,
    today,
    trail,
)
from communique.web.answer import SCHEMAS
from communique.web.caller import Caller
from communique.web.errors import take_errors
from communique.web.gate import Gate, team_member
from communique.web.lasting import Answers
from communique.web.render import STATIC, Pages
from communique.web.security import Door
from communique.web.settings import Settings
from communique.web.workshop import Workshop
from communique.words.names import party_names

ROUTERS = (today, documents, commitments, series, exercises, things, merging, parties, review, rereadings, add, manual)
TEAM_ROUTERS = (login, own_account, accounts, trail)
"""Rooms that there are only where a team logs in."""


def create_app(
    register: Register,
    *,
    settings: Settings | None = None,
    packs: Sequence[Pack] | None = None,
    team: bool = False,
) -> FastAPI:
    """Return the reading room of a register, for one person on their own machine or for a `team` that logs in.

    Handlers run in threads, each request with a connection of its own. `packs` are the frameworks to know, None for
    those that ship.
    """
    settings = Settings() if settings is None else settings
    packs = load_packs() if packs is None else packs
    app = FastAPI(
        title="Communique",
        version=__version__,
        description=ABOUT + ABOUT_TOKENS if team else ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        lifespan=_open,
    )
    app.state.register = register
    app.state.settings = settings
    app.state.packs = packs
    app.state.names = party_names(packs)
    app.state.answers = Answers()
    app.state.pages = Pages()
    app.state.team = team
    app.state.knows = team_member if team else _alone
    app.state.workshop = Workshop(packs, settings.drafts, settings.executor)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for room in (*ROUTERS, *TEAM_ROUTERS) if team else ROUTERS:
        app.include_router(room.router)
    take_errors(app)
    app.openapi = lambda: described(app)  # type: ignore[method-assign]
    if team:
        app.add_middleware(Gate, register=register, settings=settings)
    app.add_middleware(Door, settings=settings, team=team)
    return app


def described(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description, with the schemas of what each address gives."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        made.setdefault("components", {}).setdefault("schemas", {}).update(SCHEMAS)
        if app.state.team:
            made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            made["security"] = [{"token": []}]
        app.openapi_schema = made
    return app.openapi_schema


@asynccontextmanager
async def _open(app: FastAPI) -> AsyncIterator[None]:
    """Give back at the end what the room holds."""
    yield
    app.state.workshop.close()
    app.state.answers.close()


async def _alone(request: Request) -> Caller:
    """Return the one person of this machine, who may do everything."""
    return Caller(request.app.state.settings.user, "administrator")


ABOUT = (
    "Every page has a JSON twin: its address with `.json`. Lists are paged by `page` and `limit`; `more` tells whether "
    "there is more, `next` gives the address of what follows. Ids are stable: `3f9c2ab1` is a text, `3f9c2ab1.a812` an "
    "act of it (its trigger starts at character 812), `.m40` a meeting, `.e` an exercise, `.i` an instrument, `.p` a "
    'person, `.o` a body. Days are ISO dates, moments are UTC. An error is `{"error": "one line"}`.'
)

ABOUT_TOKENS = (
    " Programs come in with a token, made under My account and sent as `Authorization: Bearer TOKEN`: it may do what "
    "its role may, but see to no accounts. 401: a token is missing, unknown or ended. 403: its role is too low."
)
