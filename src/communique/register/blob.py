"""Pack a record small: the text stands in its own column, and quotes are cut from it again."""

from __future__ import annotations

import hashlib
import json
import zlib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from communique.model import Record, record_from_json, record_to_json

_ANCHOR = {"start", "end", "quote"}
_RAW = -15  # a deflate stream without header, with the largest window
OWN = 12_000
"""Bytes of a text that its record may refer to; with what is common they fill the window."""


def pack(record: Record) -> bytes:
    """Return the record without its text and quotes, compressed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, _RAW, 9, zdict=_told(record.document.text))
    return packer.compress(small_json(record)) + packer.flush()


def unpack(data: bytes, text: str) -> Record:
    """Return the record that `pack` made small, given the text that it speaks of."""
    unpacker = zlib.decompressobj(_RAW, zdict=_told(text))
    record = _grow(json.loads(unpacker.decompress(data) + unpacker.flush()), text)
    record["document"]["text"] = text
    record["document"].setdefault("id", _id_of(text))
    return record_from_json(record)


def small_json(record: Record) -> bytes:
    """Return the record as JSON without text and quotes, lists of like objects written column by column."""
    data = record_to_json(record)
    del data["document"]["text"]
    if data["document"]["id"] == _id_of(record.document.text):
        del data["document"]["id"]
    return json.dumps(_shrink(data), ensure_ascii=False, separators=(",", ":")).encode()


def pack_text(text: str) -> bytes:
    """Return a text, compressed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, _RAW, 9, zdict=common())
    return packer.compress(text.encode()) + packer.flush()


def unpack_text(packed: bytes) -> str:
    """Return the text that `pack_text` made small."""
    unpacker = zlib.decompressobj(_RAW, zdict=common())
    return (unpacker.decompress(packed) + unpacker.flush()).decode()


def _told(text: str) -> bytes:
    """Return what the compressor may refer to: what most records say, and the words of the text itself."""
    return common() + text[:OWN].encode()[:OWN]


def _id_of(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=1)
def common() -> bytes:
    """Return what most records say: the compressor refers to it instead of writing it out.

    The file holds the last 20,000 bytes of `small_json` of four of our examples. Another file is another format: what
    was packed with this one can be unpacked with this one only.
    """
    return (files("communique.register") / "common.bin").read_bytes()


def _shrink(value: Any) -> Any:
    """Write an anchor as start and length, like objects as columns, and drop the phrase that repeats a quote."""
    if isinstance(value, dict):
        if value.keys() == _ANCHOR:
            return {"@": [value["start"], value["end"] - value["start"]]}
        return {key: _shrink(inner) for key, inner in value.items() if key != "phrase"}
    if isinstance(value, list):
        if _is_table(value):
            return {"#": {key: [_shrink(row[key]) for row in value] for key in value[0]}}
        return [_shrink(inner) for inner in value]
    return value


def _is_table(rows: list[Any]) -> bool:
    if len(rows) < 2 or not all(isinstance(row, dict) for row in rows):
        return False
    return rows[0].keys() != _ANCHOR and all(list(row) == list(rows[0]) for row in rows)


def _grow(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"@"}:
            start, length = value["@"]
            return {"start": start, "end": start + length, "quote": text[start : start + length]}
        if value.keys() == {"#"}:
            columns = [[_grow(inner, text) for inner in column] for column in value["#"].values()]
            return [dict(zip(value["#"], row, strict=True)) for row in zip(*columns, strict=True)]
        return {key: _grow(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [_grow(inner, text) for inner in value]
    return value
