"""The gate: where a team logs in, nobody sees a page but the login before it is known who they are."""

from __future__ import annotations

import logging
import re
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.model.errors import RegisterError
from communique.register import Register
from communique.register.credentials import Known, by_session, by_token, note_use
from communique.web.answer import Json
from communique.web.caller import ROLES, Caller, bearer, is_program
from communique.web.errors import told
from communique.web.security import SAFE, cookie_name, visit_of
from communique.web.settings import Settings

LOGIN, LOGOUT, OWN = "/login", "/logout", "/account"
FIRST = (OWN, f"{OWN}/password", LOGOUT)
"""All that a person comes to whose password was handed out to them, until they have one of their own."""

NOBODY = Caller("")
"""Who asks for the login page."""

WRITERS = "reviewer"
"""The least role that may send anything but what concerns one's own account."""

_log = logging.getLogger(__name__)
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


class Gate:
    """Let in whoever is logged in or has a token; send all others to the login, whatever they asked for."""

    def __init__(self, app: ASGIApp, register: Register, settings: Settings) -> None:
        self.app = app
        self.register = register
        self.settings = settings
        self._cookie = cookie_name(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            known = await run_in_threadpool(self._known, request)
        except RegisterError as error:
            _log.error("%s %s: %s", request.method, request.url.path, error)
            await Response("the register does not answer\n", 503, media_type="text/plain")(scope, receive, send)
            return
        scope["state"]["known"] = known
        answer = await self._turned_away(request, known)
        await (self.app if answer is None else answer)(scope, receive, send)
        if known is not None:  # the answer has gone out already
            await run_in_threadpool(note_use, self.register, known, self.settings.now())

    def _known(self, request: Request) -> Known | None:
        """Return who asks; where a token is sent it alone counts."""
        token, visit = bearer(request), visit_of(request, self._cookie)
        if token is None and visit is None:
            return None
        with self.register.view() as view:
            if token is not None:
                return by_token(view.connection, token, self.settings.now())
            return by_session(view.connection, visit or "", self.settings.now(), self.settings.access)

    async def _turned_away(self, request: Request, known: Known | None) -> Response | None:
        """Return the answer to who may not come in, None for who may."""
        path, writes = request.url.path, request.method not in SAFE
        own = path in (LOGIN, LOGOUT, OWN) or path.startswith(f"{OWN}/")
        if known is None:
            return None if path == LOGIN else _login(request)
        if known.once and path not in (*FIRST, LOGIN):
            if is_program(request):
                return Json({"error": "choose a password of your own first: log in with a browser"}, status_code=403)
            return RedirectResponse(OWN, status_code=303)
        if writes and known.token and (own or path.startswith("/accounts")):
            line = "accounts, passwords and tokens are changed by people who are logged in, not with a token"
            return await told(request, 403, line)
        if writes and not own and ROLES.index(known.role) < ROLES.index(WRITERS):
            line = f"this needs the role {WRITERS}; {known.name} is {known.role}: ask an administrator"
            return await told(request, 403, line)
        return None


async def team_member(request: Request) -> Caller:
    """Return the caller whom the gate let in."""
    known: Known | None = getattr(request.state, "known", None)
    return NOBODY if known is None else Caller(known.name, known.role, known.party)


def local_path(given: str) -> str:
    """Return an address of ours to go on to after the login, "/" where what was given leads to another host."""
    path = given.partition("?")[0]
    return "/" if _LOCAL.fullmatch(given) is None or path in (LOGIN, LOGOUT) else given


def address_of(request: Request) -> str:
    """Return the address that a login comes from."""
    return "" if request.client is None else request.client.host


def _login(request: Request) -> Response:
    """Return the answer to who is not known: the login for people, 401 for programs."""
    if is_program(request):
        line = "this token is unknown, or has ended" if bearer(request) else "this needs a token, or a login"
        return Json({"error": line}, status_code=401, headers={"WWW-Authenticate": "Bearer"})
    query = f"?{request.url.query}" if request.url.query else ""
    onward = f"{request.url.path}{query}"
    address = LOGIN if request.method not in SAFE or onward == "/" else f"{LOGIN}?next={quote(onward, safe='')}"
    if request.headers.get("hx-request"):
        return Response(status_code=401, headers={"HX-Redirect": LOGIN})
    return RedirectResponse(address, status_code=303)
