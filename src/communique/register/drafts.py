"""Drafts: readings that wait in a folder until a person has looked at them and keeps them."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from communique.model import Document, Record, record_from_json, record_to_json
from communique.model.errors import CommuniqueError, RegisterError
from communique.register.rows import Prepared
from communique.register.writer import Kept, Writer

if TYPE_CHECKING:
    from communique.packs import Pack
    from communique.register.linking import Matchers

OLDEST = 24 * 3600.0
"""Seconds after which a draft that nobody kept is thrown away."""

MOST = 60
"""Drafts of one person that wait at a time."""

PASTED = "pasted"
"""The name of what came without one: it has no ending, so that the type that is given counts."""

_ENDINGS = (".state", ".record", ".bytes", ".part", ".gone")
_NAME = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be read: an address, or bytes with the name they came under; `on` is the text's day where told."""

    url: str | None = None
    name: str | None = None
    on: date | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading that is waiting, fetching, reading, ready or failed.

    `by` is the person who asked for it, `reason` says why it failed.
    """

    id: str
    by: str
    source: str
    state: str
    reason: str | None = None


def begin(folder: Path, id_: str, by: str, given: Given, data: bytes | None) -> Draft:
    """Put a source into the folder and return its draft; raise `RegisterError` where too many of the person wait."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _sweep(folder)
    if sum(1 for one in _drafts(folder) if one.by == by) >= MOST:
        raise RegisterError(f"{MOST} of your drafts wait already: keep or discard some first")
    if data is not None:
        (folder / f"{id_}.bytes").write_bytes(data)
    draft = Draft(id_, by, given.url or given.name or "pasted text", "waiting")
    put(folder, draft)
    return draft


def put(folder: Path, draft: Draft) -> None:
    """Write a draft's state, all of it or nothing."""
    beside = folder / f"{draft.id}.part"
    beside.write_text(json.dumps(asdict(draft)), encoding="utf-8")
    os.replace(beside, folder / f"{draft.id}.state")


def draft_of(folder: Path, id_: str) -> Draft:
    """Return a draft as it stands; raise `RegisterError` where there is none."""
    path = folder / f"{id_}.state"
    if _NAME.fullmatch(id_) is None or not path.exists() or (folder / f"{id_}.gone").exists():
        raise RegisterError("this draft is gone: it was discarded, or a day has passed")
    return Draft(**json.loads(path.read_text(encoding="utf-8")))


def record_of(folder: Path, draft: Draft) -> Record:
    """Return the record of a draft that is ready."""
    path = folder / f"{draft.id}.record"
    if not path.exists():
        raise RegisterError("this draft has no record: it is still being read, or could not be")
    return record_from_json(json.loads(path.read_text(encoding="utf-8")))


def read_draft(folder: Path, draft: Draft, given: Given, packs: Sequence[Pack] | None = None) -> None:
    """Read a draft's source and put its record into the folder; what goes wrong becomes the draft's reason."""
    try:
        _advance(folder, replace(draft, state="fetching" if given.url is not None else "reading"))
        document = _document(folder, draft, given)
        _advance(folder, replace(draft, state="reading"))
        from communique.extract import extract
        from communique.packs import load_packs

        record = extract(document, packs=load_packs() if packs is None else packs)
        text = json.dumps(record_to_json(record), ensure_ascii=False)
        (folder / f"{draft.id}.record").write_text(text, encoding="utf-8")
        _advance(folder, replace(draft, state="ready"))
    except _Discarded:
        discard(folder, draft)
    except CommuniqueError as error:
        fail(folder, draft, " ".join(str(error).split()))
    except Exception as error:
        fail(folder, draft, f"this is a bug: {type(error).__name__}")
        raise
    finally:
        (folder / f"{draft.id}.bytes").unlink(missing_ok=True)


def fail(folder: Path, draft: Draft, reason: str) -> None:
    """Note on a draft why it could not be read, unless it was discarded meanwhile."""
    try:
        _advance(folder, replace(draft, state="failed", reason=reason))
    except _Discarded:
        discard(folder, draft)


class _Discarded(Exception):
    """A draft that its person threw away while it was being read."""


def _advance(folder: Path, draft: Draft) -> None:
    """Write how far a draft is; raise `_Discarded` where it is there no more, so that it does not come back."""
    if not (folder / f"{draft.id}.state").exists():
        raise _Discarded
    put(folder, draft)
    if (folder / f"{draft.id}.gone").exists():  # thrown away between the two
        raise _Discarded


def _document(folder: Path, draft: Draft, given: Given) -> Document:
    from communique.read import read, read_bytes

    if given.url is not None:
        document = read(given.url)
    else:
        data = (folder / f"{draft.id}.bytes").read_bytes()
        document = read_bytes(data, name=given.name or PASTED, media_type=given.media_type)
    return document if given.on is None else replace(document, date=given.on)


def keep(writer: Writer, record: Prepared, matchers: Matchers) -> Kept:
    """Keep a record under the writer's name and link it; the links are the rules' own."""
    from communique.register.linking import link_version

    kept = writer.keep(record)
    if kept.fresh:
        link_version(Writer(writer.connection, by="communique", at=writer.at), kept.version_id, matchers)
    return kept


def discard(folder: Path, draft: Draft) -> None:
    """Throw a draft away; where it is still being read, what comes of that is thrown away too."""
    (folder / f"{draft.id}.gone").touch()
    for ending in ("state", "record", "bytes", "part"):
        (folder / f"{draft.id}.{ending}").unlink(missing_ok=True)


def _drafts(folder: Path) -> Iterator[Draft]:
    for path in folder.glob("*.state"):
        try:
            yield Draft(**json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            continue  # discarded meanwhile


def _sweep(folder: Path) -> None:
    """Throw away what is older than a day."""
    for path in folder.iterdir():
        try:
            if path.suffix in _ENDINGS and time.time() - path.stat().st_mtime > OLDEST:
                path.unlink()
        except FileNotFoundError:
            continue  # kept or discarded meanwhile
