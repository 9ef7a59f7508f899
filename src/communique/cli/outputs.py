"""Outputs: where records go, the terminal, JSON on standard output, or a folder of JSON files."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from communique.model import Record, record_to_json
from communique.model.errors import CommuniqueError

if TYPE_CHECKING:
    from communique.cli.read import Request
    from communique.packs import Pack

STANDARD_OUTPUT = "standard output"


class Output(Protocol):
    """Takes records, one after the other; `busy` tells whether it writes to the terminal that it runs in."""

    @property
    def busy(self) -> bool:
        """Whether standard output is a terminal that shows the records."""

    def put(self, number: int, record: Record) -> None:
        """Put out the record of source `number`, counted from 0."""


class Terminal:
    """Lays records out for reading."""

    def __init__(self, request: Request, packs: Sequence[Pack]) -> None:
        from communique.cli.terminal import console

        self._console = console(request.color)
        self._request = request
        self._packs = packs
        self._begun = False

    @property
    def busy(self) -> bool:
        """Whether standard output is a terminal."""
        return sys.stdout.isatty()

    def put(self, number: int, record: Record) -> None:
        """Print the record, parted from the one before by a line."""
        from communique.cli.show.record import Shown, show_record
        from communique.cli.show.statement import show_statement

        if self._begun:
            self._console.print("\n" + "─" * self._console.width + "\n", style="quiet")
        self._begun = True
        show = show_statement if self._request.as_text else show_record
        with _written(STANDARD_OUTPUT):
            show(record, self._console, Shown(self._request.everything, self._request.reasons, self._names))
            sys.stdout.flush()

    @cached_property
    def _names(self) -> dict[str, str]:
        from communique.words.names import party_names

        return party_names(self._packs)


class Json:
    """Writes records to standard output: one indented object, or (JSON Lines) one a line."""

    def __init__(self, *, lines: bool) -> None:
        self._lines = lines

    @property
    def busy(self) -> bool:
        """Whether standard output is a terminal."""
        return sys.stdout.isatty()

    def put(self, number: int, record: Record) -> None:
        """Write the record."""
        data = record_to_json(record)
        text = json.dumps(data, ensure_ascii=False, indent=None if self._lines else 2)
        with _written(STANDARD_OUTPUT):
            sys.stdout.buffer.write(text.encode() + b"\n")
            sys.stdout.flush()


class Folder:
    """Writes every record to a file of its own."""

    def __init__(self, folder: Path, sources: Sequence[str]) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise CommuniqueError(
                f"the folder {folder} cannot be made ({_reason(error)}): name one where you may write"
            ) from error
        self._folder = folder
        self._names = file_names(sources)

    @property
    def busy(self) -> bool:
        """Nothing goes to standard output."""
        return False

    def put(self, number: int, record: Record) -> None:
        """Write the record's file."""
        text = json.dumps(record_to_json(record), ensure_ascii=False, indent=2)
        path = self._folder / self._names[number]
        with _written(str(path)):
            write_whole(path, text.encode() + b"\n")


@contextmanager
def _written(place: str) -> Iterator[None]:
    """Say of what the system refuses to write where it was to go; a closed pipe is left to the command line."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CommuniqueError(
            f"its record cannot be written to {place} ({_reason(error)}): check the place and the disk"
        ) from error


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).lower()


def file_names(sources: Sequence[str]) -> list[str]:
    """Return a file name for each source, from its own; one that is taken gets a number ("readout-2.json")."""
    taken: set[str] = set()
    names = []
    for source in sources:
        stem = _stem(source)
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names.append(f"{name}.json")
    return names


def _stem(source: str) -> str:
    if source == "-":
        return "stdin"
    if re.match(r"https?://", source, re.IGNORECASE):
        parts = urlsplit(source)
        words = re.sub(r"\.(html?|pdf|docx|md|txt)$", "", parts.path.rstrip("/").rpartition("/")[2])
        return re.sub(r"[^\w.-]+", "-", words or parts.netloc).strip("-.")[:100] or "document"
    return Path(source).stem or "document"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it appears whole or not at all, whatever stops us in between."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
