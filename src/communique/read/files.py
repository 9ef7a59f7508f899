"""Open local sources: files within the limits, standard input, and folders as the files in them."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.model.errors import ReadError
from communique.read.limits import MAX_BYTES, check_size
from communique.read.sniff import DOCX, ENDINGS, PDF, SIZES, TEXT

STANDARD_INPUT = "standard input"
_SNIFFED = 8_192


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that a folder holds and that is not read, with the reason."""

    path: str
    reason: str


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; raise `ReadError` where it cannot be read and `TooLarge` before it is read whole."""
    try:
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if stat.S_ISDIR(status.st_mode):
                raise ReadError(f"{path} is a folder: name a file in it, or read it with all its files")
            if stat.S_ISCHR(status.st_mode) or stat.S_ISBLK(status.st_mode):
                raise ReadError(f"{path} is a device, not a file: give a file")
            head = stream.read(_SNIFFED)
            limit = _limit(head, path.name)
            if stat.S_ISREG(status.st_mode):
                check_size(status.st_size, limit, str(path))
            data = head + stream.read(max(0, limit + 1 - len(head)))
    except IsADirectoryError as error:
        raise ReadError(f"{path} is a folder: name a file in it, or read it with all its files") from error
    except FileNotFoundError as error:
        raise ReadError(f"{path} does not exist: check the name") from error
    except PermissionError as error:
        raise ReadError(f"{path} may not be read by this user: change its permissions") from error
    except (OSError, ValueError) as error:
        raise ReadError(f"{str(path)!r} cannot be read ({error}): check the name and the disk") from error
    check_size(len(data), limit, str(path))
    return data


def read_standard_input() -> bytes:
    """Return the bytes of standard input, up to the limits."""
    if sys.stdin is None:
        raise ReadError(f"{STANDARD_INPUT} is closed: pipe a file into it")
    stream = getattr(sys.stdin, "buffer", sys.stdin)
    try:
        data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(f"{STANDARD_INPUT} cannot be read ({error}): pipe a file into it") from error
    if isinstance(data, str):
        data = data.encode()
    check_size(len(data), _limit(data[:_SNIFFED], ""), STANDARD_INPUT)
    return bytes(data)


def sources(arguments: Iterable[str | Path]) -> Iterator[str | Skipped]:
    """Yield the sources that the arguments name, each folder as the files below it in the order of their paths.

    A file in a folder whose ending is none that is read comes as `Skipped`; what starts with a dot, and a
    folder's README, is passed over.
    Files, addresses and "-" are yielded as they are, so that what is wrong with one is told when it is read.
    """
    for argument in arguments:
        named = str(argument)
        if named in ("", "-") or "://" in named or not os.path.isdir(named):
            yield named
        else:
            yield from _folder(Path(named))


def _folder(folder: Path) -> Iterator[str | Skipped]:
    problems: list[Skipped] = []

    def note(error: OSError) -> None:
        problems.append(Skipped(str(error.filename), "the folder may not be read by this user"))

    found: list[Path] = []
    for base, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(base, name) for name in names if not name.lower().startswith((".", "readme.")))
    for path in sorted(found, key=lambda path: path.parts):
        if path.suffix.lower() in ENDINGS:
            yield str(path)
        else:
            known = ", ".join(sorted(ENDINGS))
            yield Skipped(
                str(path), f"files of kind {path.suffix or 'without an ending'!r} are not read (only {known})"
            )
    yield from problems


def _limit(head: bytes, name: str) -> int:
    """Return the limit of size for a file that begins with `head`."""
    if b"%PDF-" in head[:1024]:
        return SIZES[PDF]
    if head.startswith(b"PK"):
        return SIZES[DOCX]
    return SIZES[ENDINGS.get(Path(name).suffix.lower(), TEXT)]
