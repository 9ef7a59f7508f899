"""My account: a person's own password, sessions and tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field, SecretStr
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.model.errors import RegisterError
from communique.register import credentials
from communique.register.accounts import Account, account, end_sessions, note, set_password
from communique.register.credentials import Known, Session, Token
from communique.register.login import TooManyLogins, Try, confirm
from communique.register.passwords import SHORTEST, check_password
from communique.register.writer import Writer
from communique.web.answer import page, twin
from communique.web.asked import Day, Number, Words
from communique.web.caller import ROLES
from communique.web.deeds import Done, Posted, deed, posted
from communique.web.desk import AtDesk, Desk
from communique.web.gate import OWN, address_of

router = APIRouter(tags=["accounts"])

Secret = Annotated[SecretStr, Field(max_length=1000)]
"""A password as it is sent: it is never shown, not in an error either."""

PASSWORD, TOKENS = f"{OWN}/password", f"{OWN}/tokens"
FIRST_MONTHS = timedelta(days=90)
"""How long a token holds if nothing else is chosen."""


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An account as its person sees it: sessions that hold, tokens, and what a new token may be."""

    account: Account
    sessions: tuple[Session, ...]
    tokens: tuple[Token, ...]
    roles: tuple[str, ...]
    ends_first: date
    ends_last: date
    ends_usual: date
    shortest: int


class NewPassword(Posted):
    """The password that a person has, and twice the one they want."""

    now: Secret
    new: Secret
    again: Secret


class NewToken(Posted):
    """What a token is for, what it may do, and its last day."""

    name: Words
    role: Words
    ends: Day


class Nothing(Posted):
    """Nothing but the deed itself."""


@twin(router, OWN, "own_account.html")
def show_own_account(desk: AtDesk, request: Request) -> OwnAccount:
    """Show your own account: role, party, sessions and tokens."""
    known: Known = request.state.known
    now, access = desk.settings.now(), desk.settings.access
    with desk.view() as view:
        return OwnAccount(
            account=account(view.connection, known.name),
            sessions=tuple(credentials.sessions_of(view.connection, known, now, access)),
            tokens=tuple(credentials.tokens_of(view.connection, known.name, now)),
            roles=ROLES[: ROLES.index(known.role) + 1],
            ends_first=now.date(),
            ends_last=now.date() + access.token_for - timedelta(days=1),
            ends_usual=now.date() + min(FIRST_MONTHS, access.token_for - timedelta(days=1)),
            shortest=SHORTEST,
        )


@router.post(PASSWORD, include_in_schema=False, response_class=HTMLResponse)
def change_password(
    request: Request, desk: AtDesk, body: Annotated[NewPassword, Depends(posted(NewPassword))]
) -> Response:
    """Take another password: every session ends, and this browser gets a new one."""
    known: Known = request.state.known
    try:
        hashed = _new_password(desk, request, body)
    except RegisterError as error:
        status = 429 if isinstance(error, TooManyLogins) else 409
        return page(request, desk, "own_account.html", show_own_account(desk, request), status=status, wrong=str(error))

    def change(writer: Writer) -> str:
        set_password(writer, known.name, hashed, own=True)
        return credentials.begin_session(writer, known.account_id, desk.settings.access)

    request.state.renewed = desk.write(change, role="reader")
    return RedirectResponse(f"{OWN}?done=password", status_code=303)


def _new_password(desk: Desk, request: Request, body: NewPassword) -> str:
    """Return the hash of the new password; raise `RegisterError` where it may not be that."""
    old, new, again = (one.get_secret_value() for one in (body.now, body.new, body.again))
    if new != again:
        raise RegisterError("the new password is not the same in both fields: nothing was changed")
    if new == old:
        raise RegisterError("the new password is the one you have: choose another")
    check_password(new, desk.caller.name)
    settings = desk.settings
    confirm(desk.register, Try(desk.caller.name, old, address_of(request)), settings.now(), settings.access)
    return settings.access.passwords.hashed(new)


@router.post(TOKENS, include_in_schema=False, response_class=HTMLResponse)
def add_token(request: Request, desk: AtDesk, body: Annotated[NewToken, Depends(posted(NewToken))]) -> Response:
    """Make a token and show it, this once."""
    ends = datetime.combine(body.ends, time(23, 59, 59))
    secret = desk.write(
        lambda writer: credentials.add_token(
            writer, desk.caller.name, body.name, body.role, ends, desk.settings.access
        ),
        role="reader",
    )
    answer = {"secret": secret, "of": body.name, "kind": "token", "ends": body.ends, "back": OWN}
    return page(request, desk, "secret.html", answer)


@deed(router, TOKENS + "/{number}/revoke", Nothing)
def revoke_token(desk: AtDesk, number: Number, body: Annotated[Nothing, Depends(posted(Nothing))]) -> Done:
    """Revoke one of your own tokens: it lets nobody in any more."""
    action = desk.write(lambda writer: credentials.revoke_token(writer, desk.caller.name, number), role="reader")
    return Done(action, f"{OWN}?done=revoked")


@deed(router, f"{OWN}/sessions/end", Nothing)
def end_other_sessions(desk: AtDesk, request: Request, body: Annotated[Nothing, Depends(posted(Nothing))]) -> Done:
    """Log out everywhere but here."""
    known: Known = request.state.known

    def change(writer: Writer) -> int:
        ended = end_sessions(writer, known.account_id, but=known.digest)
        return note(writer, "sessions ended", known.name, sessions_ended=ended)

    return Done(desk.write(change, role="reader"), f"{OWN}?done=sessions")
