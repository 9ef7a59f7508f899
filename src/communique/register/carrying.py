"""Carrying over: what people decided on the older texts of a document, for the same words of its next one.

An act or item is the same in two texts where its words are, and which of equal ones it is; of an act its trigger too.
Where the words changed nobody has decided anything: that waits, as a proposal on what is nearest, or in the history.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, select

from communique.register import corrections, entity
from communique.register.entity import chunks
from communique.register.judging import PART_OF
from communique.register.lookup import MOST_ACTIONS, act_key, with_actions
from communique.register.tables import EVIDENCE, LOOKED, SAME, acts, audit, items, judgements, versions
from communique.register.tables import corrections as corrections_table

if TYPE_CHECKING:
    from communique.register.writer import Writer

CARRIED = "carried from"
"""What a carried line of the trail, and a carried judgement's last reason, say before the key of the older text."""

CARRY, WAIT = "carry", "wait"
"""Actions in the trail: that decisions were carried to a text, and that one waits because its words changed."""

NEAREST = 0.8
"""Share of words in common from which on an act or item is proposed to be the one that a person judged."""

ACT = "act"

Same = tuple[str, str, str, int]
"""What makes two things of two texts the same: section, words, trigger, and which of equal ones."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """An act or item as a text has it: its section, its words, the trigger of an act and how many actions it has."""

    key: str
    section: str
    words: str
    trigger: str = ""
    actions: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """How many decisions were carried to a text, and how many wait because their words changed."""

    decisions: int = 0
    waiting: int = 0


NOTHING = Carried()


def carry_over(writer: Writer, version_id: int) -> Carried:
    """Carry what people decided on the older texts of a document to its newest, that nobody has judged yet.

    The text just before says what holds of a thing; an older one only where no later one has the thing at all.
    """
    connection = writer.connection
    version = connection.execute(select(versions).where(versions.c.id == version_id)).one()
    older = select(versions.c.id, versions.c.key).where(
        versions.c.document_id == version.document_id, versions.c.number < version.number
    )
    carrying = _Carrying(writer, version.key, told_apart(spoken_in(connection, version_id)))
    seen: set[Same] = set()
    for number, row in enumerate(connection.execute(older.order_by(versions.c.number.desc())).all()):
        old = told_apart(spoken_in(connection, row.id))
        carrying.carry(old, [thing for same, thing in old.items() if same not in seen], last=number == 0)
        seen |= old.keys()
    return carrying.finish()


def carry_within(writer: Writer, version_id: int, before: Sequence[Spoken]) -> Carried:
    """Carry what people decided on acts and items of a text that its new reading puts elsewhere, and knows no more.

    `before` are those of the reading before; what has its key still has all that was decided on it.
    """
    after = spoken_in(writer.connection, version_id)
    kept = {thing.key for thing in before} & {thing.key for thing in after}
    lost = {same: thing for same, thing in told_apart(before).items() if thing.key not in kept}
    new = {same: thing for same, thing in told_apart(after).items() if thing.key not in kept}
    key = writer.connection.execute(select(versions.c.key).where(versions.c.id == version_id)).scalar_one()
    carrying = _Carrying(writer, key, new)
    carrying.carry(lost, list(lost.values()), last=True)
    return carrying.finish()


def spoken_in(connection: Connection, version_id: int) -> list[Spoken]:
    """Return the acts and items of a version in the order of its text."""
    version = connection.execute(select(versions.c.key, versions.c.text).where(versions.c.id == version_id)).one()

    def words(start: int, end: int) -> str:
        return " ".join(version.text[start:end].split())

    found: dict[str, Spoken] = {}
    said = select(acts).where(acts.c.version_id == version_id).order_by(acts.c.trigger_start, acts.c.id)
    for row in connection.execute(said):
        key = act_key(version.key, row.trigger_start)
        trigger = words(row.trigger_start, row.trigger_end)
        found.setdefault(key, Spoken(key, ACT, words(row.start, row.end), trigger, len(json.loads(row.actions))))
    named = select(items).where(items.c.version_id == version_id).order_by(items.c.start, items.c.id)
    for row in connection.execute(named):
        found[row.key] = Spoken(row.key, row.section, words(row.start, row.end))
    return list(found.values())


def told_apart(things: Iterable[Spoken]) -> dict[Same, Spoken]:
    """Return the things of a text by what makes them the same as those of another."""
    numbers: Counter[tuple[str, str, str]] = Counter()
    found: dict[Same, Spoken] = {}
    for thing in things:
        what = (thing.section, thing.words, thing.trigger)
        found[(*what, numbers[what])] = thing
        numbers[what] += 1
    return found


class _Carrying:
    """Decisions on their way to a new text, with the pairs of it that are decided or proposed by now."""

    def __init__(self, writer: Writer, key: str, new: Mapping[Same, Spoken]) -> None:
        self._writer = writer
        self._connection = writer.connection
        self._key = key
        self._new = new
        self._old: dict[str, tuple[Same, Spoken]] = {}
        self._free: list[Spoken] = []
        self._near: dict[str, tuple[Spoken, float] | None] = {}
        self._known: set[tuple[str, str, str]] = set()
        self._touched: dict[str, None] = {}
        self._decisions = self._waiting = 0

    def carry(self, old: Mapping[Same, Spoken], wanted: Sequence[Spoken], *, last: bool) -> None:
        """Carry what was decided on some things of an older text; `last` tells whether it is the one just before."""
        keys = [thing.key for thing in wanted]
        decided = _judged(self._connection, wanted)
        corrected = _corrected(self._connection, keys)
        if not decided and not corrected:
            return
        self._old = {thing.key: (same, thing) for same, thing in old.items()}
        self._free = [thing for same, thing in self._new.items() if same not in old]
        self._near = {}
        waiting = []
        groups: dict[int, list[tuple[Any, str, str]]] = {}
        for row in decided:
            left, right = self._same(row.left), self._same(row.right)
            if left is None or right is None:
                waiting.append(row)
            elif self._is_new(row.kind, left, right):
                groups.setdefault(row.audit_id, []).append((row, left, right))
        for group in groups.values():
            self._write(group)
        for row in waiting:
            self._propose(row, last=last)
        for row in corrected:
            self._correct(row, last=last)

    def finish(self) -> Carried:
        """Compute what the carried decisions join, and note how many there were."""
        if self._touched:
            entity.settle(self._connection, self._touched)
        if self._decisions or self._waiting:
            self._writer.note(CARRY, self._key, {"decisions": self._decisions, "waiting": self._waiting})
        return Carried(self._decisions, self._waiting)

    def _same(self, side: str) -> str | None:
        """Return a side of a pair in the new text, None where it has none; what is of another document stays."""
        key, mark, number = side.partition("#")
        if key not in self._old:
            return side
        found = self._new.get(self._old[key][0])
        if found is None or (number and int(number) > max(found.actions, 1)):
            return None
        return f"{found.key}{mark}{number}"

    def _nearest(self, side: str) -> tuple[str, float] | None:
        """Return a side of a pair, else what is nearest to it in the new text, with the share of words in common."""
        same = self._same(side)
        if same is not None:
            return same, 1.0
        key, mark, number = side.partition("#")
        if key not in self._near:
            self._near[key] = _nearest(self._old[key][1], self._free)
        near = self._near[key]
        if near is None or (number and int(number) > max(near[0].actions, 1)):
            return None
        return f"{near[0].key}{mark}{number}", near[1]

    def _is_new(self, kind: str, left: str, right: str) -> bool:
        pair = sorted((left, right)) if kind == SAME else [left, right]
        place = (kind, pair[0], pair[1])
        is_new = place not in self._known
        self._known.add(place)
        return is_new

    def _of(self, row: Any) -> str:
        """Return the side of a judgement that is the older text's."""
        return str(row.left if row.left.partition("#")[0] in self._old else row.right)

    def _write(self, group: Sequence[tuple[Any, str, str]]) -> None:
        """Write the judgements of one action as one action of the same person."""
        first = 0
        told: set[str] = set()
        for row, left, right in group:
            if row.action != "split" or left not in told:
                detail = {"right": right, "relation": row.relation, CARRIED: self._of(row)}
                detail |= {PART_OF: first} if first else {}
                line = self._writer.note(row.action, left, detail, by=row.by)
                first = first or line
                told.add(left)
            said = [*json.loads(row.reasons), f"{CARRIED} {self._of(row)}"]
            pairs = [(left, right)]
            if row.kind == SAME:
                pairs += [pair for pair in ((left, row.right), (row.left, right)) if pair != (left, right)]
                pairs = [pair for pair in pairs if pair != (row.left, row.right)]
                self._touched |= dict.fromkeys(side for pair in pairs for side in pair)
            for one, other in dict.fromkeys(pairs):
                self._insert(row, one, other, row.judgement, row.score, said, first, person=row.by)
            self._decisions += 1

    def _propose(self, row: Any, *, last: bool) -> None:
        """Propose a decision on what is nearest to words that changed; where nothing is, the history tells of it."""
        left, right = self._nearest(row.left), self._nearest(row.right)
        near = None if left is None or right is None else (left[0], right[0])
        if near is not None and near[0] == near[1] and row.kind != LOOKED:
            near = None
        if near is not None and not self._is_new(row.kind, *near):
            return
        if row.kind == LOOKED or near is None or left is None or right is None:
            if last:
                self._wait(row, row.action, None if near is None else near[0])
            return
        line = self._wait(row, row.action, near[0] if left[1] < 1 else near[1])
        answer = "no" if row.judgement == "negative" else "yes"
        of = self._of(row)
        said = [f"{row.by} said {answer} of {of}, which has changed since; it was: {self._words(of)}"]
        # A rule may be sure of what a person said yes to; a person's no it must not overrule while that waits.
        held = line if row.judgement == "negative" else None
        self._insert(row, *near, "unsure", min(left[1], right[1]), said, held, person=None)

    def _correct(self, row: Any, *, last: bool) -> None:
        key = self._same(row.key)
        if key is None:
            if last:
                near = self._nearest(row.key)
                self._wait(row, f"edit {row.field} {row.value}", None if near is None else near[0])
            return
        corrections.correct(self._writer, key, row.field, row.value, by=row.by, detail={CARRIED: row.key})
        self._decisions += 1

    def _wait(self, row: Any, what: str, near: str | None) -> int:
        """Note in the new text's history what waits, and return the number of the line."""
        of = row.key if "key" in row._fields else self._of(row)
        detail = {"of": of, "what": what, "by": row.by, "words": self._words(of), "nearest": near}
        self._waiting += 1
        return self._writer.note(WAIT, self._key, detail)

    def _words(self, side: str) -> str:
        return self._old[side.partition("#")[0]][1].words

    def _insert(
        self,
        row: Any,
        left: str,
        right: str,
        judgement: str,
        score: float,
        said: Sequence[str | int],
        action: int | None,
        *,
        person: str | None,
    ) -> None:
        if row.kind == EVIDENCE:
            self._writer.touch(left, right)
        self._connection.execute(
            insert(judgements).values(
                kind=row.kind,
                left=left,
                right=right,
                relation=row.relation,
                judgement=judgement,
                score=score,
                reasons=json.dumps(said, ensure_ascii=False, separators=(",", ":")),
                by=person or "communique",
                person=person is not None,
                at=self._writer.at,
                audit_id=action,
            )
        )


def _nearest(thing: Spoken, free: Sequence[Spoken]) -> tuple[Spoken, float] | None:
    """Return what has most words in common with a thing, of what the older text has not, where they are enough."""
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(thing.words.split())
    best: tuple[Spoken, float] | None = None
    for other in free:
        if other.section != thing.section:
            continue
        matcher.set_seq1(other.words.split())
        if matcher.quick_ratio() >= NEAREST and (ratio := matcher.ratio()) >= NEAREST:
            best = (other, min(ratio, 0.89)) if best is None or ratio > best[1] else best
    return best


def _judged(connection: Connection, things: Sequence[Spoken]) -> list[Any]:
    """Return what persons judged of pairs with one of the things and holds: of each pair the newest."""
    sides = [side for one in things for side in with_actions([one.key], MOST_ACTIONS if one.section == ACT else 0)]
    rows: dict[int, Any] = {}
    for column in (judgements.c.left, judgements.c.right):
        for chunk in chunks(sides):
            query = select(judgements, audit.c.action).join(audit, audit.c.id == judgements.c.audit_id)
            held = (judgements.c.person.is_(True), judgements.c.undone_at.is_(None))
            rows |= {row.id: row for row in connection.execute(query.where(column.in_(chunk), *held))}
    newest: dict[tuple[str, ...], Any] = {}
    for number in sorted(rows):
        row = rows[number]
        pair = sorted((row.left, row.right)) if row.kind == SAME else [row.left, row.right]
        newest[(row.kind, *pair)] = row
    return sorted(newest.values(), key=lambda row: int(row.id))


def _corrected(connection: Connection, keys: Sequence[str]) -> list[Any]:
    table = corrections_table
    rows: list[Any] = []
    for chunk in chunks(keys):
        rows += connection.execute(select(table).where(table.c.key.in_(chunk), table.c.undone_at.is_(None))).all()
    return sorted(rows, key=lambda row: int(row.id))
