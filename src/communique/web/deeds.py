"""Deeds: one function changes something, and both a form and the API reach it; none is done without its token."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from communique.model.errors import FormatError
from communique.read.limits import MAX_TEXT_BYTES
from communique.web.answer import ERROR, Json, gives
from communique.web.security import TOKEN_FIELD, check_token

Doing = TypeVar("Doing", bound=Callable[..., Any])
Body = TypeVar("Body", bound=BaseModel)


class Posted(BaseModel):
    """The base of all that is sent: fields that are not known are refused."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: the action's number (by which it can be undone), and the page that shows it."""

    action: int | None
    page: str


def posted(model: type[Body]) -> Callable[[Request], Any]:
    """Return the dependency that reads what was sent, as a form or as JSON, once its token is checked."""

    async def read(request: Request) -> Body:
        if request.headers.get("content-type", "").startswith("application/json"):
            check_token(request, None)
            fields = _object(await request.body())
        else:
            form = await request.form(max_files=1, max_fields=600, max_part_size=MAX_TEXT_BYTES)
            token = form.get(TOKEN_FIELD)
            check_token(request, token if isinstance(token, str) else None)
            fields = _fields(form, model)
        request.state.sent = fields
        try:
            return model.model_validate(fields)
        except ValidationError as error:
            errors = [one | {"loc": ("body", *one["loc"])} for one in error.errors(include_url=False)]
            raise RequestValidationError(errors) from error

    return read


def _object(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FormatError("what was sent is no JSON") from error


def _fields(form: FormData, model: type[BaseModel]) -> dict[str, Any]:
    """Return a form's fields: those that may come several times as lists, empty ones left out."""
    many = {name for name, field in model.model_fields.items() if "list" in str(field.annotation)}
    fields: dict[str, Any] = {}
    for name in form:
        if name == TOKEN_FIELD:
            continue
        values = [value for value in form.getlist(name) if isinstance(value, UploadFile) or value.strip()]
        values = [value for value in values if not isinstance(value, UploadFile) or value.filename]
        if name in many:
            fields[name] = values
        elif values:
            fields[name] = values[0]
    return fields


def deed(router: APIRouter, path: str, model: type[BaseModel]) -> Callable[[Doing], Doing]:
    """Make POST at `path` for forms (which leads on to a page) and at `path`.json for programs (which gives `Done`)."""

    def register(doing: Doing) -> Doing:
        done = Annotated[Any, Depends(doing)]

        async def as_json(done: Any) -> Response:
            return Json(done)

        async def as_form(done: Any) -> Response:
            return RedirectResponse(done.page, status_code=303)

        as_json.__annotations__["done"] = done
        as_form.__annotations__["done"] = done
        summary, _, rest = (doing.__doc__ or "").partition("\n")
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        router.add_api_route(
            f"{path}.json",
            as_json,
            methods=["POST"],
            name=f"{doing.__name__}_json",
            operation_id=doing.__name__,
            response_model=None,
            responses=gives(Done) | _REFUSALS,
            summary=summary.strip().rstrip("."),
            description=" ".join(rest.split()) or summary.strip(),
            openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}},
        )
        router.add_api_route(path, as_form, methods=["POST"], name=doing.__name__, include_in_schema=False)
        return doing

    return register


_REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"description": words, "content": {"application/json": {"schema": ERROR}}}
    for code, words in (
        (403, "The token is missing or old, or the caller's role does not allow it."),
        (409, "Others decided meanwhile, or it does not hold any more: nothing was changed."),
        (413, "More was sent than is taken."),
    )
}
