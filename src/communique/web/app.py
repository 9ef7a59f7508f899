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
from communique.web import add, commitments, documents, exercises, manual, parties, review, series, things, today
from communique.web.answer import SCHEMAS
from communique.web.caller import Caller
from communique.web.errors import take_errors
from communique.web.names import party_names
from communique.web.render import STATIC
from communique.web.security import Door
from communique.web.settings import Settings
from communique.web.workshop import Workshop

ROUTERS = (today, documents, commitments, series, exercises, things, parties, review, add, manual)


def create_app(register: Register, *, settings: Settings | None = None, packs: Sequence[Pack] | None = None) -> FastAPI:
    """Return the reading room of a register, for one person on their own machine.

    Handlers run in threads, each request with a connection of its own. `packs` are the frameworks to know, None for
    those that ship.
    """
    settings = Settings() if settings is None else settings
    packs = load_packs() if packs is None else packs
    app = FastAPI(
        title="Communique",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        lifespan=_open,
    )
    app.state.register = register
    app.state.settings = settings
    app.state.packs = packs
    app.state.names = party_names(packs)
    app.state.knows = _alone
    app.state.workshop = Workshop(packs, settings.drafts, settings.executor)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for room in ROUTERS:
        app.include_router(room.router)
    take_errors(app)
    app.openapi = lambda: described(app)  # type: ignore[method-assign]
    app.add_middleware(Door, settings=settings)
    return app


def described(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description, with the schemas of what each address gives."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        made.setdefault("components", {}).setdefault("schemas", {}).update(SCHEMAS)
        app.openapi_schema = made
    return app.openapi_schema


@asynccontextmanager
async def _open(app: FastAPI) -> AsyncIterator[None]:
    """Give back at the end what the room holds."""
    yield
    app.state.workshop.close()


async def _alone(request: Request) -> Caller:
    """Return the one person of this machine, who may do everything."""
    return Caller(request.app.state.settings.user, "administrator")


ABOUT = (
    "Every page has a JSON twin: its address with `.json`. Lists are paged by `page` and `limit`; `more` tells whether "
    "there is more, `next` gives the address of what follows. Ids are stable: `3f9c2ab1` is a text, `3f9c2ab1.a812` an "
    "act of it (its trigger starts at character 812), `.m40` a meeting, `.e` an exercise, `.i` an instrument, `.p` a "
    'person, `.o` a body. Days are ISO dates, moments are UTC. An error is `{"error": "one line"}`.'
)
