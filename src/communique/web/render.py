"""Rendering: templates that escape whatever they are given, what they may call, and pages kept while they are true."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request

from communique import __version__
from communique.web import drawing, marking, words
from communique.web.lasting import Recent
from communique.web.security import form_token
from communique.web.suggestions import Suggestions, suggestions
from communique.web.vocabulary import CHOICES
from communique.words.days import span_words
from communique.words.terms import due_words

if TYPE_CHECKING:
    from communique.web.desk import Desk

STATIC = Path(__file__).parent / "static"

KEPT_PAGES = 128
"""Pages that are kept."""

ROOMS = (
    ("Today", "/", ()),
    ("Documents", "/documents", ()),
    ("Commitments", "/commitments", ("/acts",)),
    ("Series", "/series", ("/meetings",)),
    ("Exercises", "/exercises", ()),
    ("Names", "/people", ("/bodies", "/instruments", "/parties", "/things")),
    ("Review", "/review", ("/actions", "/rereadings")),
    ("Add", "/add", ()),
)
"""The places of the main navigation: name, address, and the other addresses that belong to it."""


class Given(dict[str, str]):
    """The query of an address; what it does not have is empty."""

    def __missing__(self, name: str) -> str:
        """Return an empty value for what is not given."""
        return ""


def render(request: Request, desk: Desk, template: str, given: dict[str, Any]) -> str:
    """Return a template's page for a request."""
    return environment().get_template(template).render(_context(request, desk) | given)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with the answer that it shows, and the suggestions of its filters where it has some."""

    answer: Any
    suggested: Suggestions | None
    words: str


class Pages:
    """Pages as they were rendered, those asked for last: each is given again while it shows the same answer object.

    One is kept for each caller, address and day, so that nobody is given what was rendered for another; the token of
    a visit's forms, which is all else that a page depends on, is put in each time.
    """

    def __init__(self, most: int = KEPT_PAGES) -> None:
        self._kept: Recent[_Page] = Recent(most)
        self._lock = Lock()
        self._mark = secrets.token_hex(32)

    def of(self, request: Request, desk: Desk, template: str, answer: Any) -> str:
        """Return the page of an answer."""
        context = _context(request, desk)
        key = (template, str(request.url), desk.caller, context["today"])
        with self._lock:
            kept = self._kept.get(key)
        if kept is None or kept.answer is not answer or not _still(kept.suggested, desk):
            asked: list[Suggestions] = []

            def suggested() -> Suggestions:
                asked.append(suggestions(desk))
                return asked[-1]

            given = {"answer": answer, "token": self._mark, "suggested": suggested}
            words = environment().get_template(template).render(context | given)
            kept = _Page(answer, asked[0] if asked else None, words)
        with self._lock:
            self._kept.keep(key, kept)
        return kept.words.replace(self._mark, context["token"])


def _still(suggested: Suggestions | None, desk: Desk) -> bool:
    return suggested is None or suggested is suggestions(desk)


def _context(request: Request, desk: Desk) -> dict[str, Any]:
    """Return what every template may use: the address, the caller, the day and the visit are all that it depends on."""
    return {
        "caller": desk.caller,
        "team": request.app.state.team,
        "here": request.url.path,
        "room": room_of(request.url.path),
        "query": Given(request.query_params),
        "token": form_token(desk.settings.secret, request.state.visit),
        "today": desk.settings.today(),
        "party": lambda code: words.party(code, desk.names),
        "suggested": lambda: suggestions(desk),  # looked up only by pages that have filters
    }


@cache
def environment() -> Environment:
    """Return the environment of the templates: everything is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("communique.web", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"rooms": ROOMS, "static": static_address, "version": __version__, "with_query": with_query}
    made.globals |= {"draw": drawing, "mark": marking}
    made.globals |= CHOICES
    made.filters |= {name: getattr(words, name) for name in words.FILTERS}
    made.filters |= {"span": span_words, "due": due_words}
    made.filters["path"] = lambda value: quote(str(value), safe="")
    return made


@cache
def static_address(name: str) -> str:
    """Return the address of a file that ships, with a digest so that a browser keeps no old one."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?{digest}"


def room_of(path: str) -> str:
    """Return the name of the room in the navigation to which an address belongs, "" for none."""
    for name, own, others in ROOMS:
        if path == own or any(path == one or path.startswith(one + "/") for one in (own, *others) if one != "/"):
            return name
    return ""


def with_query(query: dict[str, str], **changed: Any) -> str:
    """Return a page's query with some values changed; None takes one out."""
    values = {name: value for name, value in query.items() if value} | changed
    return "?" + urlencode([(name, str(value)) for name, value in values.items() if value is not None])
