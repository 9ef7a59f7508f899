"""The door: which requests come in at all, how large they may be, and what every answer says to the browser."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from http.cookies import CookieError, SimpleCookie
from math import ceil
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.caller import Forbidden
from communique.web.settings import Settings

COOKIE, SECURE_COOKIE = "communique", "__Host-communique"
"""The name of the cookie; behind https it is one that no other host may set (RFC 6265bis, 4.1.3.2)."""

WROTE = "communique-wrote"
"""The name of the cookie by which a browser that has written something sees it at once; it means no more than that."""

TOKEN_FIELD, TOKEN_HEADER = "token", "x-csrf-token"
SMALL_BODY = 64_000
"""Bytes of a request that uploads nothing."""

UPLOADS = ("/add", "/add.json")
SAFE = ("GET", "HEAD", "OPTIONS")
_MULTIPART_ROOM = 100_000
_VISIT = re.compile(r"[A-Za-z0-9_-]{43}")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class TooMuch(Exception):
    """A request's body that is over its limit."""


class Door:
    """Refuse foreign hosts, writes that another site sends, and bodies over the limit; set the headers of answers.

    Every browser that comes gets a visit: an unguessable cookie from which the tokens of its forms are made. Where a
    team logs in, a visit is replaced by what a login gives (`renewed` in the request's state).
    """

    def __init__(self, app: ASGIApp, settings: Settings, *, team: bool = False) -> None:
        self.app = app
        self.settings = settings
        # A link in a mail leads a person who is logged in to the page, not to the login: hence Lax. No GET changes a
        # thing, and each write has its token beside the cookie.
        rest = f"; Path=/; HttpOnly; SameSite={'Lax' if team else 'Strict'}" + ("; Secure" if settings.https else "")
        self._cookie, self._attributes = cookie_name(settings), rest
        self._headers = HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if settings.https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        visit = visit_of(HTTPConnection(scope), self._cookie)
        fresh = visit is None
        visit = visit or secrets.token_urlsafe(32)
        state = scope.setdefault("state", {})
        state["visit"] = visit

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    answer.setdefault(name, value)
                static = scope["path"].startswith("/static/")
                answer.setdefault("Cache-Control", "public, max-age=86400" if static else "no-store")
                given = state.get("renewed", visit if fresh and refusal is None and not static else None)
                if given is not None:
                    answer.append("Set-Cookie", f"{self._cookie}={given}{self._attributes}")
                if self.settings.lag and scope["method"] not in SAFE and message["status"] < 400:
                    lasts = ceil(self.settings.lag) + 1
                    answer.append("Set-Cookie", f"{WROTE}=1; Max-Age={lasts}{self._attributes}")
            await send(message)

        if refusal is not None:
            await _refuse(refusal, scope, dressed)
            return
        try:
            await self.app(scope, _limited(receive, self._limit(scope)), dressed)
        except TooMuch:
            await _refuse((413, _too_large(self._limit(scope))), scope, dressed)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Return the status and the line with which a request is turned away, None where it may come in."""
        name = host_name(headers.get("host", ""))
        if name not in self.settings.hosts:
            return 421, f"this reading room does not answer as {name or 'a host without a name'}"
        if scope["method"] not in SAFE:
            if not _same_origin(headers):
                return 403, "this was sent by a page of another site: nothing was changed"
            size = headers.get("content-length", "0")
            if not (size.isascii() and size.isdigit()) or int(size) > self._limit(scope):
                return 413, _too_large(self._limit(scope))
        return None

    def _limit(self, scope: Scope) -> int:
        return self.settings.upload_bytes + _MULTIPART_ROOM if scope["path"] in UPLOADS else SMALL_BODY


def host_name(host: str) -> str:
    """Return the name of a Host header without its port, brackets and case; "" where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _same_origin(headers: Headers) -> bool:
    """Tell whether a write comes from our own page, or from a program that is no browser."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc == headers.get("host")
    except ValueError:
        return False


def _too_large(limit: int) -> str:
    return f"this is more than the {limit:,} bytes that are taken here: cut it into smaller files"


async def _refuse(refusal: tuple[int, str], scope: Scope, send: Send) -> None:
    """Answer with a status and a line: as JSON where a twin was asked for, as plain words elsewhere."""
    status, line = refusal
    twin = scope["path"].endswith(".json")
    body = json.dumps({"error": line}).encode() if twin else f"{line}\n".encode()
    kind = b"application/json" if twin else b"text/plain; charset=utf-8"
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _limited(receive: Receive, limit: int) -> Receive:
    """Return `receive` with its bytes counted: a body may be sent in pieces without saying how large it is."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise TooMuch
        return message

    return counted


def cookie_name(settings: Settings) -> str:
    """Return the name of the cookie of a visit."""
    return SECURE_COOKIE if settings.https else COOKIE


def visit_of(connection: HTTPConnection, cookie: str = COOKIE) -> str | None:
    """Return the visit that a request's cookie names, None where it has none."""
    value = _cookie(connection, cookie)
    return value if value is not None and _VISIT.fullmatch(value) else None


def wrote(connection: HTTPConnection) -> bool:
    """Tell whether a browser has written something of late."""
    return _cookie(connection, WROTE) is not None


def _cookie(connection: HTTPConnection, name: str) -> str | None:
    try:
        morsel = SimpleCookie(connection.headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return None if morsel is None else morsel.value


def form_token(secret: bytes, visit: str) -> str:
    """Return the token that every form of a visit carries."""
    return hmac.new(secret, b"form " + visit.encode(), hashlib.sha256).hexdigest()


def check_token(request: Request, given: str | None) -> None:
    """Raise `Forbidden` where a write does not carry the token of its visit.

    A program that comes with a token of its own needs none: no browser sends that by itself.
    """
    known = getattr(request.state, "known", None)
    if known is not None and known.token:
        return
    expected = form_token(request.app.state.settings.secret, request.state.visit)
    token = given or request.headers.get(TOKEN_HEADER, "")
    if not hmac.compare_digest(expected.encode(), token.encode()):
        raise Forbidden("the page from which this was sent is too old: load it again, and send it once more")
