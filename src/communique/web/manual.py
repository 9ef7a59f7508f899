"""The manual of the API: our own page over the OpenAPI description, so that no outside host is asked for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from communique.web.answer import page
from communique.web.desk import AtDesk

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Operation:
    """What the API can be asked, with its parameters: name, place, what it may be, and what it means."""

    name: str
    method: str
    path: str
    tag: str
    summary: str
    description: str
    parameters: tuple[tuple[str, str, str, str], ...]
    gives: str

    @property
    def words(self) -> str:
        """What it does, in a sentence or more."""
        more = self.description.rstrip(".")
        return f"{self.summary}." if more == self.summary.rstrip(".") else f"{self.summary}. {self.description}"


@router.get("/docs", include_in_schema=False, response_class=HTMLResponse)
def docs(request: Request, desk: AtDesk) -> Response:
    """Show what the API can be asked."""
    described = request.app.openapi()
    found = list(operations(described))
    tags = dict.fromkeys(one.tag for one in found)
    grouped = [(tag, [one for one in found if one.tag == tag]) for tag in tags]
    return page(request, desk, "manual.html", {"grouped": grouped, "about": described["info"]})


def operations(described: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield the operations of an OpenAPI description in its order."""
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            yield Operation(
                name=one["operationId"],
                method=method.upper(),
                path=path,
                tag=(one.get("tags") or ["other"])[0],
                summary=one.get("summary", ""),
                description=one.get("description", ""),
                parameters=(*(_parameter(given) for given in one.get("parameters", ())), *_fields(one)),
                gives=_gives(one),
            )


def _fields(one: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the fields of the JSON that is sent."""
    content = one.get("requestBody", {}).get("content", {}).get("application/json", {})
    for name, schema in content.get("schema", {}).get("properties", {}).items():
        yield _parameter({"name": name, "in": "body", "schema": schema})


def _parameter(given: Mapping[str, Any]) -> tuple[str, str, str, str]:
    schema = given["schema"]
    choice = next((one for one in (schema, *schema.get("anyOf", ())) if one.get("type") != "null"), schema)
    kind = choice.get("format") or choice.get("type", "")
    if "enum" in choice:
        kind = " | ".join(map(str, choice["enum"]))
    if "default" in schema and schema["default"] is not None:
        kind += f" = {schema['default']}"
    return given["name"], given["in"], kind, given.get("description", schema.get("description", ""))


def _gives(one: Mapping[str, Any]) -> str:
    content = one["responses"].get("200", {}).get("content", {}).get("application/json", {})
    return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
