"""Errors: whatever goes wrong is one clear line, as a page for people and as JSON for programs."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from communique.model.errors import CommuniqueError, ReadError, RegisterError, TooLarge
from communique.web.answer import Json
from communique.web.caller import Forbidden, is_program
from communique.web.desk import desk_of
from communique.web.render import render
from communique.web.security import TooMuch

_log = logging.getLogger(__name__)

_FORM = re.compile(r"(/(?:acts|things)/[0-9a-z.]+)/(?:edit|evidence|looked|split|merge)")
"""The address to which a form on the page of an act or a thing is sent."""

_COMMAND = re.compile(r"[:;] [^:;]*`communique .*")
"""What an error advises people to type in a terminal, which a page has none of."""

TYPED = ("field", "value", "act", "relation", "other")
"""What a person typed or chose in such a form, which its page takes back."""

BEHIND_FORMS = ("review", "rereadings", "add", "actions", "account", "accounts")
"""Rooms from which forms are sent to addresses below them."""

TITLES = {
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    409: "Not done",
    413: "Too large",
    422: "Not understood",
    503: "The register does not answer",
}


def take_errors(app: FastAPI) -> None:
    """Turn every error of the application into an answer."""
    app.add_exception_handler(CommuniqueError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(TooMuch, _too_much)
    app.add_exception_handler(Exception, _bug)


async def _ours(request: Request, error: Exception) -> Response:
    return await told(request, _status(request, error), str(error))


def _status(request: Request, error: Exception) -> int:
    """Return the status of one of our errors: a database that fails is not a key that nobody knows."""
    if isinstance(error, Forbidden):
        return 403
    if isinstance(error, TooLarge):
        return 413
    if isinstance(error, ReadError):
        return 422
    if isinstance(error, RegisterError):
        if error.__cause__ is not None and not isinstance(error.__cause__, ValueError):
            return 503
        return 404 if request.method in ("GET", "HEAD") else 409
    return 500


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    lines = {404: f"there is no page at {request.url.path}", 405: "this address can not be used in this way"}
    return await told(request, error.status_code, lines.get(error.status_code, str(error.detail)))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place, *names = first["loc"]
    name = ".".join(str(part) for part in names) or str(place)
    if place == "path":
        return await told(request, 404, f"there is no page at {request.url.path}")
    return await told(request, 422, f"{name}: {_wrong(first['type'], first.get('ctx', {}), str(first['msg']))}")


def _wrong(kind: str, given: Mapping[str, Any], message: str) -> str:
    """Return in our words what is wrong with a field; what was sent is not told back, for it may be a password."""
    if kind in _WRONG:
        return _WRONG[kind].format(**given)
    message = message.removeprefix("Value error, ")
    return f"{message[:1].lower()}{message[1:]}"


_WRONG = {
    "missing": "this is needed",
    "extra_forbidden": "this is not known here",
    "literal_error": "use {expected}",
    "int_parsing": "this is no whole number",
    "int_type": "this is no whole number",
    "greater_than_equal": "{ge} is the least",
    "less_than_equal": "{le} is the most",
    "string_type": "this is no text",
    "string_too_long": "{max_length} characters are the most",
    "string_pattern_mismatch": "this is not written as it has to be",
    "too_short": "at least {min_length} of them",
    "too_long": "at most {max_length} of them",
    "list_type": "this is no list",
    "model_type": "what was sent is no object with fields",
    "dict_type": "what was sent is no object with fields",
}
"""What is wrong with a field, by pydantic's name for it."""


async def _too_much(request: Request, _error: Exception) -> Response:
    return await told(request, 413, "this is more than is taken here: cut it into smaller files")


async def _bug(request: Request, error: Exception) -> Response:
    _log.error("%s %s: %s: %s", request.method, request.url.path, type(error).__name__, error)
    return await told(request, 500, f"this is a bug: {type(error).__name__}; the server's log says more")


async def told(request: Request, status: int, line: str) -> Response:
    """Return an error's answer in the form that was asked for."""
    line = _COMMAND.sub("", " ".join(line.split()))
    if is_program(request):
        return Json({"error": line}, status_code=status)
    desk = await desk_of(request)
    title = TITLES.get(status, "Something went wrong")
    page = render(request, desk, "error.html", {"title": title, "line": line, "status": status, "back": _back(request)})
    return HTMLResponse(page, status_code=status)


def _back(request: Request) -> str:
    """Return the address of the page from which a form was sent, with what was typed into it; "" where none is known.

    Its page shows the form filled in again, so that a slip does not cost all of it.
    """
    form = _FORM.fullmatch(request.url.path)
    if form is None:
        room = request.url.path.split("/")[1]
        return f"/{room}" if request.method == "POST" and room in BEHIND_FORMS else ""
    sent = getattr(request.state, "sent", None) or dict(request.query_params)
    typed = [(name, sent[name]) for name in TYPED if isinstance(sent, dict) and isinstance(sent.get(name), str)]
    return f"{form[1]}?{urlencode(typed)}#edit" if typed else form[1]
