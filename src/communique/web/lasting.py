"""Lasting answers: what was answered while the register had a stamp is answered again while it has the same one."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from communique.register.stamp import Stamp, last_of_texts, stamp

if TYPE_CHECKING:
    from communique.register.view import View
    from communique.web.desk import Desk

Answering = TypeVar("Answering", bound=Callable[..., Any])
Kept = TypeVar("Kept")

KEPT = 256
"""Answers that are kept, those asked for last."""


class Recent(OrderedDict[Any, Kept]):
    """What is kept under keys, the `most` that were asked for last."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def keep(self, key: Any, value: Kept) -> None:
        """Keep a value as the one asked for last, and leave out what was not asked for the longest."""
        self[key] = value
        self.move_to_end(key)
        while len(self) > self.most:
            self.popitem(last=False)


@dataclass(slots=True)
class _Kept:
    """An answer with the stamp under which it was looked up; it held at the moment `since`, a second of the clock."""

    stamp: Stamp
    value: Any
    since: float


class Answers:
    """The answers of one register: exact, for one is only known again under the same stamp.

    Who asks plays no part: an answer that depends on the caller must not be made lasting. Of several who ask the same
    at once, one looks it up and the others wait for it. Whoever may lag behind what others write is given the last
    answer as long as it held so many seconds ago, while the new one is looked up `beside` them, one question at a time.
    """

    def __init__(
        self, most: int = KEPT, *, clock: Callable[[], float] = time.monotonic, beside: Executor | None = None
    ) -> None:
        self._clock = clock
        self._kept: Recent[_Kept] = Recent(most)
        self._under_way: dict[Any, Future[Any]] = {}
        self._renewed: set[Any] = set()
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="answers") if beside is None else beside
        self._lock = Lock()
        self._trail = (0, 0)

    def close(self) -> None:
        """Look up no more beside the readers."""
        self._beside.shutdown(wait=True, cancel_futures=True)

    def texts(self, view: View) -> int:
        """Return a stamp that changes with what documents say, and not with what people decide on links.

        The trail is read once; of what was read the last action that counts is known.
        """
        with self._lock:
            known, since = self._trail
        self._trail = found = last_of_texts(view.connection, known, since)
        return found[0]

    def of(self, question: Any, stamped: Callable[[], Stamp], look: Callable[[], Any], lag: float = 0) -> Any:
        """Return the answer to a question under the stamp that there is now, looked up if it is not known.

        An answer under another stamp is given while it held `lag` seconds ago at most. An error is told to all who wait
        and not kept.
        """
        began = self._clock()
        now = stamped()
        with self._lock:
            kept = self._kept.get(question)
            if kept is not None:
                self._kept.move_to_end(question)
                if kept.stamp == now:
                    kept.since = max(kept.since, began)
                    return kept.value
        if kept is not None and began - kept.since < lag:
            self._renew(question, stamped, look)
            return kept.value
        return self._looked_up(question, now, look, began)

    def _looked_up(self, question: Any, now: Stamp, look: Callable[[], Any], began: float) -> Any:
        """Look up a question, or wait for who does so under the same stamp."""
        with self._lock:
            future = self._under_way.get((question, now))
            mine = future is None
            if future is None:
                future = self._under_way[question, now] = Future()
        if mine:
            try:
                value = look()
                self._keep(question, _Kept(now, value, began))
                future.set_result(value)
            except BaseException as error:
                future.set_exception(error)
            finally:
                with self._lock:
                    del self._under_way[question, now]
        return future.result()

    def _keep(self, question: Any, found: _Kept) -> None:
        with self._lock:
            kept = self._kept.get(question)
            self._kept.keep(question, found if kept is None or kept.since <= found.since else kept)

    def _renew(self, question: Any, stamped: Callable[[], Stamp], look: Callable[[], Any]) -> None:
        """Have a question looked up beside the readers, once for all who ask meanwhile."""
        with self._lock:
            if question in self._renewed:
                return
            self._renewed.add(question)
        self._beside.submit(self._anew, question, stamped, look)

    def _anew(self, question: Any, stamped: Callable[[], Stamp], look: Callable[[], Any]) -> None:
        """Look up a question; where that fails the answer is dropped, and who asks next is told why."""
        try:
            self.of(question, stamped, look)
        except Exception:
            with self._lock:
                self._kept.pop(question, None)
        finally:
            with self._lock:
                self._renewed.discard(question)


def lasting(answering: Answering) -> Answering:
    """Make a function's answers last: it takes a desk and what is asked, and uses nothing of the desk's caller."""
    return _under(lambda desk, view: stamp(view.connection), answering)


def lasting_of_texts(answering: Answering) -> Answering:
    """Make a function's answers last as `lasting` does, of what links change nothing of: decisions leave them."""
    return _under(lambda desk, view: (desk.answers.texts(view),), answering)


def _under(stamping: Callable[[Desk, View], Stamp], answering: Answering) -> Answering:
    """Make a function's answers last while a stamp is the same, or as much longer as the desk's caller may lag."""

    @wraps(answering)
    def asked(desk: Desk, **given: Any) -> Any:
        words = tuple((name, _plain(value)) for name, value in sorted(given.items()))
        question = (answering.__module__, answering.__name__, words, desk.settings.today())
        exact = replace(desk, lag=0)  # what is looked up anew rests on nothing old

        def stamped() -> Stamp:
            with desk.view() as view:
                return stamping(desk, view)

        return desk.answers.of(question, stamped, lambda: answering(exact, **given), desk.lag)

    return asked  # type: ignore[return-value]


def _plain(value: Any) -> str:
    return value.model_dump_json() if isinstance(value, BaseModel) else str(value)
