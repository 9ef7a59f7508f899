"""Answers: one function gives what a page shows, and both the page and its JSON twin are made of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import wraps
from typing import Annotated, Any, TypeVar, get_type_hints
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from communique.model import Record, record_to_json
from communique.web.desk import AtDesk
from communique.web.filters import MeansNothing
from communique.web.render import render
from communique.web.schemas import schema_of

Answering = TypeVar("Answering", bound=Callable[..., Any])


class Json(Response):
    """An answer as JSON: dataclasses as objects, days as ISO texts, moments in UTC."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return the bytes of a value."""
        return json.dumps(content, ensure_ascii=False, default=plain, separators=(",", ":")).encode()


def plain(value: Any) -> Any:
    """Return a value as JSON knows it, one level deep; a record as `communique read --json` writes it."""
    if isinstance(value, Record):
        return record_to_json(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is nothing that JSON knows")


def twin(
    router: APIRouter, path: str, template: str, *, json_path: str | None = None
) -> Callable[[Answering], Answering]:
    """Make the page at `path` and the JSON at `path`.json of a function that answers; its docstring documents both.

    The function is run in a thread, with a connection of its own; its result is all that the template sees.
    """

    def register(answering: Answering) -> Answering:
        answer = Annotated[Any, Depends(answering)]
        shown = Annotated[Any, Depends(_or_nothing(answering))]

        def as_json(answer: Any) -> Response:
            return Json(answer)

        def as_page(request: Request, desk: AtDesk, answer: Any) -> Response:
            if isinstance(answer, MeansNothing):
                # htmx puts nothing in the place of a list where an answer is none of success
                status = 200 if "hx-request" in request.headers else 404
                return page(request, desk, template, answer.empty, status=status, wrong=str(answer))
            return HTMLResponse(request.app.state.pages.of(request, desk, template, answer))

        as_json.__annotations__["answer"] = answer
        as_page.__annotations__ |= {"request": Request, "desk": AtDesk, "answer": shown}
        name = answering.__name__
        summary, _, rest = (answering.__doc__ or "").partition("\n")
        router.add_api_route(
            json_path or f"{path}.json",
            as_json,
            name=f"{name}_json",
            operation_id=name,
            response_model=None,
            responses=gives(get_type_hints(answering)["return"]),
            summary=summary.strip().rstrip("."),
            description=" ".join(rest.split()) or summary.strip(),
            tags=list(router.tags),
        )
        router.add_api_route(path, as_page, name=name, include_in_schema=False, response_class=HTMLResponse)
        return answering

    return register


def _or_nothing(answering: Answering) -> Answering:
    """Return a function that gives as its answer, for a page to show it, that a filter means nothing."""

    @wraps(answering)
    def asked(**given: Any) -> Any:
        try:
            return answering(**given)
        except MeansNothing as nothing:
            return nothing

    return asked  # type: ignore[return-value]


def gives(kind: type) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of an answer of a type, and note its schema for `components`."""
    content = {"application/json": {"schema": schema_of(kind, SCHEMAS)}}
    error = {"application/json": {"schema": ERROR}}
    return {
        200: {"description": "The answer.", "content": content},
        404: {"description": "Nothing is kept there.", "content": error},
        422: {"description": "The question is not understood.", "content": error},
    }


SCHEMAS: dict[str, dict[str, Any]] = {}
"""The schemas of all answers by name."""

ERROR = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}


def page(request: Request, desk: AtDesk, template: str, answer: Any, *, status: int = 200, **more: Any) -> Response:
    """Return a page made of a template and an answer."""
    words = render(request, desk, template, {"answer": answer, **more})
    return HTMLResponse(words, status_code=status)


def address(path: str, **asked: Any) -> str:
    """Return an address with the parameters that are given; those that are None are left out."""
    given = [(name, str(value)) for name, value in asked.items() if value is not None]
    return f"{path}?{urlencode(given)}" if given else path
