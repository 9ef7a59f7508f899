"""Pack a record small: the text stands in its own column, and quotes are cut from it again."""

from __future__ import annotations

import json
import zlib
from typing import Any

from communique.model import Record, record_from_json, record_to_json


def pack(record: Record) -> bytes:
    """Return the record without its text and quotes, compressed."""
    data = record_to_json(record)
    del data["document"]["text"]
    return zlib.compress(json.dumps(_shrink(data), ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 9)


def unpack(data: bytes, text: str) -> Record:
    """Return the record that `pack` made small, given the text that it speaks of."""
    record = _grow(json.loads(zlib.decompress(data)), text)
    record["document"]["text"] = text
    return record_from_json(record)


def _shrink(value: Any) -> Any:
    """Replace every anchor by its two offsets, and drop the phrase that repeats a due date's quote."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "quote"}:
            return {"@": [value["start"], value["end"]]}
        return {key: _shrink(inner) for key, inner in value.items() if key != "phrase"}
    if isinstance(value, list):
        return [_shrink(inner) for inner in value]
    return value


def _grow(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"@"}:
            start, end = value["@"]
            return {"start": start, "end": end, "quote": text[start:end]}
        return {key: _grow(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [_grow(inner, text) for inner in value]
    return value
