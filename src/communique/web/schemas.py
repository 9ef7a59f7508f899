"""Schemas: what the API gives, described for OpenAPI from the dataclasses themselves."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from communique.model import Record

_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Record: {"type": "object", "description": "A record, as docs/record.md describes it."},
}
REFERENCE = "#/components/schemas/"


def schema_of(kind: Any, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of a type; those of dataclasses are put into `known` under their names."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind, known)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(one, known) for one in inner]}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple and (len(inner) != 2 or inner[1] is not Ellipsis):
        places = [schema_of(one, known) for one in inner]
        return {"type": "array", "prefixItems": places, "minItems": len(inner), "maxItems": len(inner)}
    if origin in (tuple, list, Sequence):
        return {"type": "array", "items": schema_of(inner[0], known)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": schema_of(inner[1], known)}
    return {}


def _dataclass(kind: type, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    name = kind.__name__
    if name not in known:
        known[name] = {}
        hints = get_type_hints(kind)
        known[name] |= {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {field.name: schema_of(hints[field.name], known) for field in fields(kind)},
            "required": [field.name for field in fields(kind)],
        }
    return {"$ref": REFERENCE + name}
