"""Load packs from YAML, strictly: what a file says and we do not know is an error, never ignored."""

from __future__ import annotations

import types
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

from communique.model.errors import PackError
from communique.model.things import INSTRUMENT_KINDS
from communique.packs.codes import is_code
from communique.packs.pack import BODY_KINDS, CADENCES, LEVELS, SPEAKS_AS, Pack

Noun = TypeVar("Noun")


def load_packs(paths: Iterable[str | Path] = ()) -> tuple[Pack, ...]:
    """Return the packs that ship with Communique, then those of the files (or folders of *.yml) at `paths`.

    A pack whose `replaces` names another takes its place. Raise `PackError` where a file does not keep to the
    schema, where two packs have one name, or where the pack to replace is not there.
    """
    packs = list(_shipped())
    for path in paths:
        place = Path(path)
        for file in sorted(place.glob("*.yml")) if place.is_dir() else [place]:
            pack = load_pack(file)
            names = [known.name for known in packs]
            if pack.replaces is not None:
                if pack.replaces not in names:
                    raise PackError(f"{file}: replaces: no pack is named {pack.replaces!r} (known: {', '.join(names)})")
                packs.pop(names.index(pack.replaces))
            if pack.name in [known.name for known in packs]:
                raise PackError(f"{file}: name: a pack named {pack.name!r} is there already; say `replaces` or rename")
            packs.append(pack)
    return tuple(packs)


def load_pack(path: Path) -> Pack:
    """Return the pack of one YAML file; raise `PackError` naming file and key where it is not one."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: cannot be read: {error}") from error
    return parse_pack(text, path.name)


def parse_pack(text: str, where: str) -> Pack:
    """Return the pack of a YAML text; `where` names it in errors."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise PackError(f"{where}: not YAML: {' '.join(str(error).split())}") from error
    pack = build(Pack, raw, where)
    _check(pack, where)
    return pack


@lru_cache(maxsize=1)
def _shipped() -> tuple[Pack, ...]:
    found = [file for file in files("communique.packs").iterdir() if file.name.endswith(".yml")]
    named = sorted(found, key=lambda file: file.name)
    return tuple(parse_pack(file.read_text(encoding="utf-8"), file.name) for file in named)


def build(cls: type[Noun], raw: object, where: str) -> Noun:
    """Build a dataclass from a mapping by its annotations; raise `PackError` for what does not fit."""
    if not isinstance(raw, dict):
        raise PackError(f"{where}: must be a mapping of keys to values, not {_kind(raw)}")
    hints = get_type_hints(cls)
    known = {field.name: field for field in fields(cls)}  # type: ignore[arg-type]
    for key in raw:
        if key not in known:
            raise PackError(f"{where}: unknown key {key!r} (known: {', '.join(known)})")
    for name, field in known.items():
        if name not in raw and field.default is MISSING:
            raise PackError(f"{where}: key {name!r} is missing")
    return cls(**{key: _value(hints[key], value, f"{where}: {key}") for key, value in raw.items()})


def _value(hint: Any, raw: object, where: str) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        if raw is None:
            raise PackError(f"{where}: is empty; leave the key out instead")
        return _value(next(arg for arg in get_args(hint) if arg is not type(None)), raw, where)
    if get_origin(hint) is tuple:
        if not isinstance(raw, list):
            raise PackError(f"{where}: must be a list, not {_kind(raw)}")
        return tuple(_value(get_args(hint)[0], item, f"{where}[{number}]") for number, item in enumerate(raw))
    if hint in (str, int, date):
        if type(raw) is not hint or raw == "":
            raise PackError(f"{where}: must be {_NAMES[hint]}, not {_kind(raw)}")
        return raw
    return build(hint, raw, where)


_NAMES = {str: "a text (quote it where YAML would read a number or a date)", int: "a whole number", date: "a date"}


def _kind(raw: object) -> str:
    return f"{type(raw).__name__} {raw!r}"[:80]


def _check(pack: Pack, where: str) -> None:
    """Check what types cannot say: codes, closed vocabularies, the order of dates, keys that stand once."""
    _codes((*pack.codes, *(() if pack.code is None else (pack.code,))), f"{where}: parties", pack.code)
    _one_of(pack.speaks_as, SPEAKS_AS, f"{where}: speaks_as")
    if pack.speaks_as == "group" and pack.code is None:
        raise PackError(f"{where}: speaks_as: a group that speaks as itself needs a `code`")
    if not pack.sources:
        raise PackError(f"{where}: sources: name at least one")
    for kind in ("series", "instruments", "exercises", "bodies", "formulae"):
        items: Sequence[Any] = getattr(pack, kind)
        keys = [item.key for item in items]
        for number, item in enumerate(items):
            place = f"{where}: {kind}[{number}] ({item.key})"
            if keys.count(item.key) > 1:
                raise PackError(f"{place}: key stands more than once")
            _check_item(item, place, pack.code)


def _check_item(item: Any, place: str, own: str | None) -> None:
    _codes(getattr(item, "parties", ()), f"{place}: parties", own)
    _codes(getattr(item, "hosts", ()), f"{place}: hosts", own)
    if getattr(item, "cadence", None) is not None:
        _one_of(item.cadence, CADENCES, f"{place}: cadence")
    if hasattr(item, "level"):
        _one_of(item.level, LEVELS, f"{place}: level")
    if hasattr(item, "kind"):
        _one_of(item.kind, BODY_KINDS if hasattr(item, "since") else INSTRUMENT_KINDS, f"{place}: kind")
    for times in (*getattr(item, "meetings", ()), *getattr(item, "iterations", ())):
        if times.start is not None and times.end is not None and times.end < times.start:
            raise PackError(f"{place}: {times.start} to {times.end} ends before it starts")
        if getattr(times, "host", None) is not None:
            _codes((times.host,), f"{place}: host", own)
    for other in getattr(item, "look_alikes", ()):
        _codes(other.parties, f"{place}: look_alikes", own)


def _codes(codes: Sequence[str], where: str, own: str | None) -> None:
    for code in codes:
        if not is_code(code) and code != own:
            raise PackError(f"{where}: {code!r} is no ISO 3166-1 alpha-3 code of a state, nor one of our bodies' codes")
    if len(set(codes)) != len(codes):
        raise PackError(f"{where}: a code stands twice in {list(codes)}")


def _one_of(value: str, known: Sequence[str], where: str) -> None:
    if value not in known:
        raise PackError(f"{where}: {value!r} is not one of {', '.join(known)}")
