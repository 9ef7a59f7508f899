"""Workshop: where drafts are read, in a process of its own, so that reading a text keeps no reader waiting."""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from communique.model.errors import RegisterError
from communique.packs import Pack
from communique.register.drafts import Draft, Given, draft_of, fail, read_draft

if TYPE_CHECKING:
    from communique.register.linking import Matchers


TRIES = 8
"""How often a draft that waited is begun anew where the process dies, which may be before it comes to any."""


class Workshop:
    """Reads drafts one after the other; the process is started with the first, for the parser takes a while to load."""

    def __init__(self, packs: Sequence[Pack], folder: Path | None = None, executor: Executor | None = None) -> None:
        self._packs = packs
        self._own = tempfile.TemporaryDirectory(prefix="communique-drafts-") if folder is None else None
        self.folder = Path(self._own.name) if self._own is not None else Path(str(folder))
        self._executor = executor
        self._matchers: Matchers | None = None
        self._lock = Lock()
        self._closed = False

    def read(self, draft: Draft, given: Given, *, before: int = 0) -> None:
        """Have a draft read, which was tried `before` so often; how it goes stands in its state."""
        pool = self._start()
        try:
            future = pool.submit(read_draft, self.folder, draft, given, self._packs)
        except BrokenProcessPool:
            self._put_away(pool)
            pool = self._start()
            future = pool.submit(read_draft, self.folder, draft, given, self._packs)
        future.add_done_callback(lambda ended: self._tell(ended, pool, draft, given, before))

    def _start(self) -> Executor:
        with self._lock:
            if self._executor is None:
                self._executor = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _begin)
            return self._executor

    def _put_away(self, broken: Executor) -> None:
        """Let the next draft be read by a new process, unless another has seen to that already."""
        with self._lock:
            if self._executor is broken:
                self._executor = None

    def _tell(self, ended: Future[Any], pool: Executor, draft: Draft, given: Given, before: int) -> None:
        """See to a draft whose process died: the one that was being read failed, those that waited are read anew."""
        if ended.cancelled() or not isinstance(ended.exception(), BrokenProcessPool):
            return  # other failures are noted where they happen
        self._put_away(pool)
        try:
            state = draft_of(self.folder, draft.id).state
        except RegisterError:
            return  # discarded meanwhile
        if state == "waiting" and before < TRIES and not self._closed:
            self.read(draft, given, before=before + 1)
        elif state not in ("ready", "failed"):
            fail(self.folder, draft, "the process that read it died, perhaps for want of memory")

    def matchers(self) -> Matchers:
        """Return the matchers that link what is kept, loaded when first needed."""
        from communique.register.linking import default_matchers

        with self._lock:
            if self._matchers is None:
                self._matchers = default_matchers(self._packs)
            return self._matchers

    def close(self) -> None:
        """Stop reading, and throw the drafts away that lie in a folder of our own."""
        self._closed = True
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        if self._own is not None:
            self._own.cleanup()


def _begin() -> None:
    """Begin a reading process; Ctrl-C is for the server, which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
