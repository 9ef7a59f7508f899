"""Login and logout: a name and a password become a session of this browser, which ends when the person says so."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field, SecretStr
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.register.accounts import note
from communique.register.credentials import Known, end_session
from communique.register.login import LoginRefused, TooManyLogins, Try, log_in
from communique.register.writer import Writer
from communique.web.answer import page
from communique.web.asked import Asked, Words
from communique.web.deeds import Posted, posted
from communique.web.desk import AtDesk
from communique.web.gate import LOGIN, LOGOUT, address_of, local_path

router = APIRouter(tags=["accounts"], include_in_schema=False)


class LoginAsked(Asked):
    """Where to go on after the login."""

    next: str = Field("/", max_length=2000)


class Login(Posted):
    """A name and a password."""

    name: Words
    password: SecretStr = Field(..., max_length=1000)
    next: str = Field("/", max_length=2000)


@router.get(LOGIN, response_class=HTMLResponse)
def login_page(request: Request, desk: AtDesk, asked: Annotated[LoginAsked, Query()]) -> Response:
    """Show the login; who is logged in goes on."""
    onward = local_path(asked.next)
    if desk.caller.name:
        return RedirectResponse(onward, status_code=303)
    return page(request, desk, "login.html", {"next": onward, "name": "", "wrong": None})


@router.post(LOGIN, response_class=HTMLResponse)
def enter(request: Request, desk: AtDesk, body: Annotated[Login, Depends(posted(Login))]) -> Response:
    """Begin a session under a new secret; whatever the browser came with is worth nothing afterwards."""
    onward = local_path(body.next)
    given = Try(body.name, body.password.get_secret_value(), address_of(request), request.state.visit)
    try:
        secret = log_in(desk.register, given, desk.settings.now(), desk.settings.access)
    except (LoginRefused, TooManyLogins) as error:
        answer = {"next": onward, "name": body.name, "wrong": str(error)}
        many = isinstance(error, TooManyLogins)
        shown = page(request, desk, "login.html", answer, status=429 if many else 401)
        if isinstance(error, TooManyLogins):
            shown.headers["Retry-After"] = str(error.seconds)
        return shown
    request.state.renewed = secret
    return RedirectResponse(onward, status_code=303)


@router.post(LOGOUT)
def leave(request: Request, desk: AtDesk, body: Annotated[Posted, Depends(posted(Posted))]) -> Response:
    """End the session of this browser."""
    known: Known = request.state.known

    def change(writer: Writer) -> None:
        end_session(writer, known.digest)
        note(writer, "logout", known.name)

    desk.write(change, role="reader")
    request.state.renewed = secrets.token_urlsafe(32)
    return RedirectResponse(LOGIN, status_code=303)
