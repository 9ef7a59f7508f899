"""Lasting answers: what was answered while the register had a stamp is answered again while it has the same one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from communique.register.stamp import last_of_texts, stamp

if TYPE_CHECKING:
    from communique.register.view import View
    from communique.web.desk import Desk

Answering = TypeVar("Answering", bound=Callable[..., Any])

KEPT = 256
"""Answers that are kept, those asked for last."""


class Answers:
    """The answers of one register: exact, for a question is only known again under the same stamp and day.

    Who asks plays no part: an answer that depends on the caller must not be made lasting. Of several who ask the same
    at once, one looks it up and the others wait for it.
    """

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._found: OrderedDict[Any, Future[Any]] = OrderedDict()
        self._lock = Lock()
        self._trail = (0, 0)

    def texts(self, view: View) -> int:
        """Return a stamp that changes with what documents say, and not with what people decide on links.

        The trail is read once; of what was read the last action that counts is known.
        """
        with self._lock:
            known, since = self._trail
        self._trail = found = last_of_texts(view.connection, known, since)
        return found[0]

    def of(self, question: Any, look: Callable[[], Any]) -> Any:
        """Return the answer to a question, looked up if it is new; an error is told to all who wait and not kept."""
        with self._lock:
            known = self._found.get(question)
            mine = known is None
            future: Future[Any] = Future() if known is None else known
            self._found[question] = future
            self._found.move_to_end(question)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        if mine:
            try:
                future.set_result(look())
            except BaseException as error:
                with self._lock:
                    self._found.pop(question, None)
                future.set_exception(error)
        return future.result()


def lasting(answering: Answering) -> Answering:
    """Make a function's answers last: it takes a desk and what is asked, and uses nothing of the desk's caller."""
    return _under(lambda desk, view: stamp(view.connection), answering)


def lasting_of_texts(answering: Answering) -> Answering:
    """Make a function's answers last as `lasting` does, of what links change nothing of: decisions leave them."""
    return _under(lambda desk, view: (desk.answers.texts(view),), answering)


def _under(stamped: Callable[[Desk, View], tuple[int | None, ...]], answering: Answering) -> Answering:
    """Make a function's answers last while a stamp is the same."""

    @wraps(answering)
    def asked(desk: Desk, **given: Any) -> Any:
        with desk.view() as view:
            now = stamped(desk, view)
        words = tuple((name, _plain(value)) for name, value in sorted(given.items()))
        question = (answering.__module__, answering.__name__, words, desk.settings.today(), now)
        return desk.answers.of(question, lambda: answering(desk, **given))

    return asked  # type: ignore[return-value]


def _plain(value: Any) -> str:
    return value.model_dump_json() if isinstance(value, BaseModel) else str(value)
