"""Adding: many sources read by several processes, kept by one writer, each source passed over that is kept already."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from communique.model import Document
from communique.model.errors import CommuniqueError, ParserMissing, RegisterError
from communique.packs import Pack, load_packs
from communique.register import courses
from communique.register.linking import Matchers, default_matchers, link_versions
from communique.register.register import Register, open_register
from communique.register.rows import Prepared, place_of, prepare
from communique.register.writer import Kept, Writer

BATCH = 16
"""Records that one transaction keeps: few enough that a kill costs little, enough to spare the disk."""

ALONE = 8
"""Up to so many sources are read where they are written; for more a reading process is worth its start."""

PAUSE = 0.15
"""Seconds between two turns of writing that follow each other without reading."""

AHEAD = 4
"""Sources that each reading process may be ahead of the writer."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How to read: against which day, with which packs beside those that ship."""

    on: date | None = None
    packs: tuple[Path, ...] = ()
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Sighting:
    """A kept text, found at a place."""

    text_id: str
    place: str | None
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a source: `prepared` to keep, a `sighting` of a kept text, or a `reason` why not; else nothing."""

    source: str
    prepared: Prepared | None = None
    sighting: Sighting | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a source in the register: kept as `kept`, passed over (neither), or failed for a reason."""

    source: str
    kept: Kept | None = None
    reason: str | None = None


class Reader:
    """Reads sources one by one, with a view of the register by which it passes over what is kept."""

    def __init__(self, register: Register, wish: Wish) -> None:
        self._register = register
        self._wish = wish
        self._packs: tuple[Pack, ...] | None = None

    def read(self, source: str) -> Reading:
        """Read a source unless its bytes or its text are kept; what goes wrong becomes its reason."""
        try:
            return self._read(source)
        except (ParserMissing, RegisterError):
            raise
        except CommuniqueError as error:
            return Reading(source, reason=str(error))
        except OSError as error:
            return Reading(source, reason=(error.strerror or str(error)).lower())
        except Exception as error:
            if self._wish.debug:
                raise
            return Reading(source, reason=f"this is a bug: {type(error).__name__}: {error}; --debug shows where")

    def _read(self, source: str) -> Reading:
        from communique.read import read, read_bytes
        from communique.read.files import read_file

        # What takes long, a network or a disk, is awaited before the view is opened.
        given = read(source) if source == "-" or "://" in source else read_file(Path(source))
        with self._register.view() as view:
            if isinstance(given, Document):
                document = given
            elif view.knows_bytes(os.path.abspath(source), hashlib.sha256(given).hexdigest()):
                return Reading(source)
            else:
                document = read_bytes(given, path=source)
            if view.knows_text(document.id):
                found = document.source
                place = place_of(found)
                return Reading(source, sighting=Sighting(document.id, place, found.media_type, found.sha256))
        from communique.extract import extract

        if self._packs is None:
            self._packs = load_packs(self._wish.packs)
        if self._wish.on is not None:
            document = replace(document, date=self._wish.on)
        return Reading(source, prepared=prepare(extract(document, packs=self._packs), self._packs))


def add(
    register: Register,
    sources: Sequence[str],
    wish: Wish,
    *,
    workers: int = 1,
    matchers: Matchers | None = None,
) -> Iterator[Added]:
    """Read the sources with `workers` processes, keep and link their records, and yield what became of each, in order.

    What is yielded is kept: its transaction is over. Stopped or killed at any moment, the same call goes on where it
    was, for what is kept is passed over.
    """
    keeper = _Keeper(register, matchers or default_matchers(load_packs(wish.packs)), debug=wish.debug)
    batch: list[Reading] = []
    for reading in _readings(register, sources, wish, workers):
        batch.append(reading)
        if len(batch) == BATCH or len(sources) == 1:
            yield from keeper.keep(batch)
            batch = []
    yield from keeper.keep(batch)
    settle(register)


def settle(register: Register) -> None:
    """Work out what waits of the courses of commitments, some at a time so that other writers get their turn."""
    with register.view() as view:
        waits = view.waits_for_courses()
    while waits:
        waits = register.write(lambda writer: courses.settle(writer.connection)) == courses.TURN
        if waits:
            time.sleep(PAUSE)  # SQLite has no queue: who waits asks again and again, and would never find it free


class _Keeper:
    """Keeps readings, a batch in one transaction; where one of a batch can not be kept, each in its own."""

    def __init__(self, register: Register, matchers: Matchers, *, debug: bool) -> None:
        self._register = register
        self._matchers = matchers
        self._debug = debug

    def keep(self, batch: Sequence[Reading]) -> list[Added]:
        """Keep a batch and return what became of each."""
        if not any(reading.prepared or reading.sighting for reading in batch):
            return [Added(reading.source, reason=reading.reason) for reading in batch]
        try:
            return self._register.write(lambda writer: self._keep(writer, batch))
        except RegisterError:
            raise
        except Exception as error:
            if len(batch) == 1:
                if self._debug:
                    raise
                reason = f"this is a bug: {type(error).__name__}: {error}; --debug shows where"
                return [Added(batch[0].source, reason=reason)]
            return [added for reading in batch for added in self.keep([reading])]

    def _keep(self, writer: Writer, batch: Sequence[Reading]) -> list[Added]:
        kept = iter(writer.keep_all([reading.prepared for reading in batch if reading.prepared is not None]))
        found = []
        for reading in batch:
            if reading.prepared is not None:
                found.append(Added(reading.source, next(kept)))
            elif (seen := reading.sighting) is not None:
                found.append(Added(reading.source, writer.see(seen.text_id, seen.place, seen.media_type, seen.sha256)))
            else:
                found.append(Added(reading.source, reason=reading.reason))
        fresh = [added.kept.version_id for added in found if added.kept is not None and added.kept.fresh]
        link_versions(writer, fresh, self._matchers)
        return found


def _readings(register: Register, sources: Sequence[str], wish: Wish, workers: int) -> Iterator[Reading]:
    """Yield the readings in the order of the sources."""
    if len(sources) == 1 or (workers == 1 and len(sources) <= ALONE):
        reader = Reader(register, wish)
        for source in sources:
            yield reader.read(source)
        return
    waiting = deque(sources)
    ahead = AHEAD * workers
    while waiting:
        yield from _pooled(register.url, waiting, wish, workers, ahead)
        ahead = 1  # only after a process has died: so that the source that kills it can be told


def _pooled(url: str, waiting: deque[str], wish: Wish, workers: int, ahead: int) -> Iterator[Reading]:
    """Read with a pool until all is read or one of its processes dies."""
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (url, wish))
    running: deque[tuple[str, Future[Reading]]] = deque()
    try:
        while waiting or running:
            while waiting and len(running) < ahead:
                source = waiting.popleft()
                if source == "-":
                    running.append((source, _done(Reader(open_register(url), wish).read(source))))
                else:
                    running.append((source, pool.submit(_read, source)))
            source, future = running.popleft()
            try:
                reading = future.result()
            except BrokenProcessPool:
                waiting.extendleft(source for source, _ in reversed(running))
                if ahead == 1:
                    yield Reading(source, reason="the process that read it died, perhaps for want of memory")
                else:
                    waiting.appendleft(source)
                return
            yield reading
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _done(reading: Reading) -> Future[Reading]:
    future: Future[Reading] = Future()
    future.set_result(reading)
    return future


_wish: tuple[str, Wish] | None = None
_reader: Reader | None = None


def _begin(url: str, wish: Wish) -> None:
    """Tell a reading process what to do; Ctrl-C is for the process that writes."""
    global _wish
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _wish = url, wish


def _read(source: str) -> Reading:
    """Read a source; the register is opened here, so that what is wrong with it reaches the process that writes."""
    global _reader
    if _reader is None:
        assert _wish is not None
        _reader = Reader(open_register(_wish[0]), _wish[1])
    return _reader.read(source)
