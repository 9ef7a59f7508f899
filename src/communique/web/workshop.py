"""Workshop: where drafts are read, in a process of its own, so that reading a text keeps no reader waiting."""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from communique.packs import Pack
from communique.register.drafts import Draft, Given, put, read_draft

if TYPE_CHECKING:
    from communique.register.linking import Matchers


class Workshop:
    """Reads drafts one after the other; the process is started with the first, for the parser takes a while to load."""

    def __init__(self, packs: Sequence[Pack], folder: Path | None = None, executor: Executor | None = None) -> None:
        self._packs = packs
        self._own = tempfile.TemporaryDirectory(prefix="communique-drafts-") if folder is None else None
        self.folder = Path(self._own.name) if self._own is not None else Path(str(folder))
        self._executor = executor
        self._matchers: Matchers | None = None
        self._lock = Lock()

    def read(self, draft: Draft, given: Given) -> None:
        """Have a draft read; how it goes stands in its state."""
        try:
            future = self._start().submit(read_draft, self.folder, draft, given, self._packs)
        except BrokenProcessPool:
            self._executor = None
            future = self._start().submit(read_draft, self.folder, draft, given, self._packs)
        future.add_done_callback(lambda ended: self._tell(ended, draft))

    def _start(self) -> Executor:
        with self._lock:
            if self._executor is None:
                self._executor = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
            return self._executor

    def _tell(self, ended: Future[Any], draft: Draft) -> None:
        """Note on a draft that its process died; other failures are noted where they happen."""
        if not ended.cancelled() and isinstance(ended.exception(), BrokenProcessPool):
            reason = "the process that read it died, perhaps for want of memory"
            put(self.folder, replace(draft, state="failed", reason=reason))

    def matchers(self) -> Matchers:
        """Return the matchers that link what is kept, loaded when first needed."""
        from communique.register.linking import default_matchers

        with self._lock:
            if self._matchers is None:
                self._matchers = default_matchers(self._packs)
            return self._matchers

    def close(self) -> None:
        """Stop reading, and throw the drafts away that lie in a folder of our own."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        if self._own is not None:
            self._own.cleanup()
