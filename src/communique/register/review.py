"""Review: the proposals that wait for a person, each with the two passages that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, case, func, select, tuple_, union_all

from communique.register import reasons
from communique.register.entity import chunks
from communique.register.promises import clause
from communique.register.stored import text_of
from communique.register.tables import EVIDENCE, SAME, acts, fixed, items, judgements, versions

AROUND = 160
"""Characters around an item's words in its passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of an act or item with where they stand; `before` and `after` are what stands around an item's."""

    key: str
    document: str
    title: str | None
    said: date | None
    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule's proposal: what it says of the pair, how surely, why, and the two passages."""

    id: int
    kind: str
    relation: str
    score: float
    reasons: tuple[str, ...]
    left: Passage
    right: Passage
    action: int | None = None

    @property
    def promise(self) -> str:
        """The key of its left side, with the number of the action where it is about one."""
        return self.left.key if self.action is None else f"{self.left.key}#{self.action}"


def proposals(
    connection: Connection, *, kind: str | None = None, limit: int = 25, offset: int = 0, together: bool = False
) -> list[Proposal]:
    """Return the proposals that wait, the surest first; `together` puts those of one promise after its surest."""
    order = [judgements.c.score.desc(), judgements.c.id]
    if together:
        surest = func.max(judgements.c.score).over(partition_by=(judgements.c.kind, judgements.c.left))
        order = [surest.desc(), judgements.c.kind, judgements.c.left, *order]
    query = select(judgements).where(_open(kind)).order_by(*order)
    return _with_passages(connection, connection.execute(query.limit(limit).offset(offset)).all())


def proposal(connection: Connection, judgement: int) -> Proposal | None:
    """Return one judgement as a proposal, None where there is none."""
    rows = connection.execute(select(judgements).where(judgements.c.id == judgement)).all()
    found = _with_passages(connection, rows)
    return found[0] if found else None


def open_of(connection: Connection, lefts: Sequence[str]) -> dict[str, int]:
    """Return how many proposals of evidence wait for each promise (or action of one), by its key."""
    found: dict[str, int] = {}
    for chunk in chunks(lefts):
        query = select(judgements.c.left, func.count()).where(_open(EVIDENCE), judgements.c.left.in_(chunk))
        found |= {row[0]: row[1] for row in connection.execute(query.group_by(judgements.c.left))}
    return found


def count_open(connection: Connection, kind: str | None = None) -> int:
    """Return how many proposals wait."""
    waiting = [*_UNSURE, *([] if kind is None else [judgements.c.kind == kind])]
    every = int(connection.execute(select(func.count()).select_from(judgements).where(*waiting)).scalar_one())
    pairs = connection.execute(select(judgements.c.left, judgements.c.right, judgements.c.kind).where(*_DECIDED)).all()
    decided = {row for pair in pairs for row in ((pair.left, pair.right, pair.kind), _turned(pair))}
    lefts = sorted({left for left, _, _ in decided})
    settled = 0
    for chunk in chunks(lefts):
        query = select(judgements.c.left, judgements.c.right, judgements.c.kind).where(*waiting)
        rows = connection.execute(query.where(judgements.c.left.in_(chunk)))
        settled += sum((row.left, row.right, row.kind) in decided for row in rows)
    return every - settled


_UNSURE = (
    judgements.c.judgement == fixed("unsure"),
    judgements.c.judgement != fixed("positive"),  # so that the index on what is not positive is used
    judgements.c.undone_at.is_(None),
)
_DECIDED = (judgements.c.person.is_(True), judgements.c.undone_at.is_(None))


def _turned(pair: Any) -> tuple[str, str, str]:
    """Return a pair the other way round where it is of two things: a person may have named them so."""
    left, right = (pair.right, pair.left) if pair.kind == SAME else (pair.left, pair.right)
    return left, right, pair.kind


def _open(kind: str | None) -> Any:
    """Return the condition of a proposal on whose pair no person has decided."""
    # looked up once for all: asked of each proposal, it would cost most of the page
    left, right, kinds = judgements.c.left, judgements.c.right, judgements.c.kind
    turned = select(right, left, kinds).where(*_DECIDED, kinds == SAME)  # a person may have named the two the other way
    decided = union_all(select(left, right, kinds).where(*_DECIDED), turned)
    conditions = [*_UNSURE, tuple_(left, right, kinds).not_in(decided)]
    if kind is not None:
        conditions.append(judgements.c.kind == kind)
    return and_(*conditions)


def _with_passages(connection: Connection, rows: Sequence[Any]) -> list[Proposal]:
    wanted = [side.partition("#")[0] for row in rows for side in (row.left, row.right)]
    passages = passages_of(connection, wanted)
    found = []
    for row, said in zip(rows, reasons.read(connection, [row.reasons for row in rows]), strict=True):
        left, _, number = row.left.partition("#")
        found.append(
            Proposal(
                id=row.id,
                kind=row.kind,
                relation=row.relation,
                score=row.score,
                reasons=said,
                left=passages.get(left) or _lost(left),
                right=passages.get(row.right) or _lost(row.right),
                action=int(number) if number else None,
            )
        )
    return found


def _lost(key: str) -> Passage:
    return Passage(key, key.partition(".")[0], None, None, "(a new reading finds nothing there)")


def passages_of(connection: Connection, keys: Sequence[str]) -> dict[str, Passage]:
    """Return the words of acts and items by their keys; what is not there is left out."""
    found: dict[str, Passage] = {}
    acts_wanted: dict[str, set[int]] = {}
    items_wanted = []
    for key in dict.fromkeys(keys):
        document, _, place = key.partition(".")
        if place.startswith("a") and place[1:].isascii() and place[1:].isdigit():
            acts_wanted.setdefault(document, set()).add(int(place[1:]))
        else:
            items_wanted.append(key)
    for chunk in chunks(acts_wanted):
        starts = sorted({start for document in chunk for start in acts_wanted[document]})
        for part in chunks(starts):
            query = _acts().where(versions.c.key.in_(chunk), acts.c.trigger_start.in_(part))
            for row in connection.execute(query):
                key = f"{row.document}.a{row.trigger_start}"
                if row.trigger_start in acts_wanted[row.document]:
                    found.setdefault(key, Passage(key, row.document, row.title, row.date, one_line(row.words)))
    for chunk in chunks(items_wanted):
        for row in connection.execute(_items().where(items.c.key.in_(chunk))):
            before, words, after = (one_line(part) for part in (row.before, row.words, row.after))
            found[row.key] = Passage(row.key, row.document, row.title, row.date, words, before, after)
    return found


def _acts() -> Any:
    return select(
        acts.c.trigger_start, versions.c.key.label("document"), versions.c.title, versions.c.date, clause()
    ).join(versions, versions.c.id == acts.c.version_id)


def _items() -> Any:
    text = text_of(versions.c.text)
    first = case((items.c.start > AROUND, items.c.start - AROUND), else_=0)
    return select(
        items.c.key,
        versions.c.key.label("document"),
        versions.c.title,
        versions.c.date,
        func.substr(text, first + 1, items.c.start - first).label("before"),
        func.substr(text, items.c.start + 1, items.c.end - items.c.start).label("words"),
        func.substr(text, items.c.end + 1, AROUND).label("after"),
    ).join(versions, versions.c.id == items.c.version_id)


def one_line(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())
