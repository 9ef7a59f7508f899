"""Accounts: who may come in and what they may do, for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends, Path, Request
from pydantic import Field
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.model.errors import RegisterError
from communique.register import accounts, credentials
from communique.register.accounts import ABOUT, Account
from communique.register.credentials import Token
from communique.register.passwords import check_password, one_time_password
from communique.register.trail import Line, LinesWanted, lines
from communique.web.answer import page, twin
from communique.web.asked import Code, Number, Words
from communique.web.caller import ROLES
from communique.web.deeds import Done, Posted, deed, posted
from communique.web.desk import AtDesk, Desk
from communique.web.own_account import Nothing, Secret

router = APIRouter(tags=["accounts"])

ADMINISTRATOR = "administrator"
LATEST = 10
"""Lines of the audit trail on an account's page."""

Name = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9._@-]{0,62}[a-z0-9]$", description="The name of an account.")]
if TYPE_CHECKING:
    Role = str
else:  # pydantic reads them from here, so that there is one list
    Role = Literal[ROLES]


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts, those in use first."""

    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """An account with its tokens, the last of what was done with it, and of what else its person did."""

    account: Account
    tokens: tuple[Token, ...]
    done_by: tuple[Line, ...]
    done_to: tuple[Line, ...]


class NewAccount(Posted):
    """A person who may come in; without a password, one is made that holds for the first login."""

    name: Words
    role: Role
    party: Code | None = None
    password: Secret | None = None


class Standing(Posted):
    """What a person may do, and for whom they speak."""

    role: Role
    party: Code | None = None


class GivenPassword(Posted):
    """A password for somebody; without one, one is made that holds for the next login."""

    password: Secret | None = Field(None)


@twin(router, "/accounts", "accounts.html")
def list_accounts(desk: AtDesk) -> Accounts:
    """List who may come in, with their roles."""
    desk.caller.need(ADMINISTRATOR)
    with desk.view() as view:
        return Accounts(tuple(accounts.all_accounts(view.connection)))


@router.post("/accounts", include_in_schema=False, response_class=HTMLResponse)
def add_account(request: Request, desk: AtDesk, body: Annotated[NewAccount, Depends(posted(NewAccount))]) -> Response:
    """Add an account; a password that was made for it is shown this once."""
    desk.caller.need(ADMINISTRATOR)
    name = accounts.account_name(body.name)
    password, once_until = _password(desk, body.password, name)
    hashed, party = desk.settings.access.passwords.hashed(password), _party(desk, body.party)
    desk.write(lambda writer: accounts.add(writer, name, hashed, body.role, party, once_until), role=ADMINISTRATOR)
    return _handed_out(request, desk, name, password, once_until)


@twin(router, "/accounts/{name}", "account.html")
def show_account(desk: AtDesk, name: Name) -> AccountPage:
    """Show an account, its tokens, the last of what was done with it, and of what else its person did."""
    desk.caller.need(ADMINISTRATOR)
    with desk.view() as view:
        connection = view.connection
        return AccountPage(
            account=accounts.account(connection, name),
            tokens=tuple(credentials.tokens_of(connection, name, desk.settings.now())),
            done_by=tuple(lines(connection, LinesWanted(by=name, but=f"{ABOUT} {name}"), LATEST)[0]),
            done_to=tuple(lines(connection, LinesWanted(about=f"{ABOUT} {name}"), LATEST)[0]),
        )


@deed(router, "/accounts/{name}", Standing)
def change_account(desk: AtDesk, name: Name, body: Annotated[Standing, Depends(posted(Standing))]) -> Done:
    """Give an account another role or party; it holds from the next page on."""
    desk.caller.need(ADMINISTRATOR)
    party = _party(desk, body.party)
    action = desk.write(lambda writer: accounts.change(writer, name, body.role, party), role=ADMINISTRATOR)
    return Done(action, f"/accounts/{name}?done=changed")


@router.post("/accounts/{name}/password", include_in_schema=False, response_class=HTMLResponse)
def give_password(
    request: Request, desk: AtDesk, name: Name, body: Annotated[GivenPassword, Depends(posted(GivenPassword))]
) -> Response:
    """Give somebody another password; who was logged in is logged out, tokens are revoked."""
    desk.caller.need(ADMINISTRATOR)
    password, once_until = _password(desk, body.password, name)
    hashed = desk.settings.access.passwords.hashed(password)
    desk.write(lambda writer: accounts.set_password(writer, name, hashed, once_until), role=ADMINISTRATOR)
    return _handed_out(request, desk, name, password, once_until)


@deed(router, "/accounts/{name}/disable", Nothing)
def disable_account(desk: AtDesk, name: Name, body: Annotated[Nothing, Depends(posted(Nothing))]) -> Done:
    """Let nobody in under a name: its sessions end and its tokens are revoked; what it did stays."""
    action = desk.write(lambda writer: accounts.disable(writer, name), role=ADMINISTRATOR)
    return Done(action, f"/accounts/{name}?done=disabled")


@deed(router, "/accounts/{name}/enable", Nothing)
def enable_account(desk: AtDesk, name: Name, body: Annotated[Nothing, Depends(posted(Nothing))]) -> Done:
    """Let a person in again; tokens stay revoked."""
    action = desk.write(lambda writer: accounts.enable(writer, name), role=ADMINISTRATOR)
    return Done(action, f"/accounts/{name}?done=enabled")


@deed(router, "/accounts/{name}/tokens/{number}/revoke", Nothing)
def revoke_token_of(
    desk: AtDesk, name: Name, number: Number, body: Annotated[Nothing, Depends(posted(Nothing))]
) -> Done:
    """Revoke somebody's token."""
    action = desk.write(lambda writer: credentials.revoke_token(writer, name, number), role=ADMINISTRATOR)
    return Done(action, f"/accounts/{name}?done=revoked")


def _password(desk: Desk, given: Secret | None, name: str) -> tuple[str, datetime | None]:
    """Return a password and until when it can be used, None where it is to stay."""
    if given is None:
        return one_time_password(), desk.settings.now() + desk.settings.access.once_for
    check_password(given.get_secret_value(), name)
    return given.get_secret_value(), None


def _handed_out(request: Request, desk: Desk, name: str, password: str, once_until: datetime | None) -> Response:
    """Show a password that was made, this once; go on where the administrator knows it already."""
    back = f"/accounts/{name}"
    if once_until is None:
        return RedirectResponse(f"{back}?done=password", status_code=303)
    answer = {"secret": password, "of": name, "kind": "password", "ends": once_until.date(), "back": back}
    return page(request, desk, "secret.html", answer)


def _party(desk: Desk, code: str | None) -> str | None:
    """Return a party's code as it is known; raise `RegisterError` where it is none."""
    if code is None:
        return None
    found = next((one for one in (code, code.upper()) if one in desk.names), None)
    if found is None:
        raise RegisterError(f"no party has the code {code!r} (KOR, USA, EU ...)")
    return found
