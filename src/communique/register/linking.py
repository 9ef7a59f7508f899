"""Linking: give the matchers a new document's subjects with their candidates, and keep what they say.

Candidates come from indexed look-ups: items that share a cheap key, one of each spelling of a thing; commitments that
share a cheap key or a thing referred to with a later act; the documents of the framework that are next in time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from sqlalchemy import ColumnElement, Connection, and_, desc, func, insert, or_, select

from communique import resolve
from communique.packs import Pack
from communique.register import entity
from communique.register.entity import chunks
from communique.register.subjects import act_subjects, item_subjects
from communique.register.tables import act_blocks, act_items, acts, blocks, items, versions
from communique.register.writer import Writer
from communique.resolve.link import POSSIBLE, SURE, Link
from communique.resolve.subject import ActSubject, ItemSubject, Subject

ITEM_CANDIDATES = 24
"""Items that one new item is compared with: those that share most cheap keys first."""

COMMITMENT_CANDIDATES = 60
"""Earlier commitments that the acts of a new document are weighed against."""

LATER_DOCUMENTS = 12
"""Later documents of the framework that are searched for evidence when an older one is added after them."""

DOUBTED = 0.85
"""Score of a link that would be sure, were it not for what another item of the thing says."""


@dataclass(frozen=True, slots=True)
class Matchers:
    """The functions of `communique.resolve` that linking calls; tests give their own."""

    blocks: Callable[[Subject], Iterable[str]]
    same: Callable[[ItemSubject, ItemSubject], Link | None]
    against: Callable[[ItemSubject, ItemSubject], str | None]
    evidence: Callable[[ActSubject, Sequence[Subject]], list[Link]]


def default_matchers(packs: Sequence[Pack]) -> Matchers:
    """Return the matchers of `communique.resolve`, with the packs indexed once."""
    known = resolve.Known.of(packs)
    return Matchers(
        blocks=lambda subject: resolve.blocks(subject, known),
        same=lambda left, right: resolve.same(left, right, known),
        against=lambda left, right: resolve.against(left, right, known),
        evidence=lambda commitment, later: resolve.evidence(commitment, later, known),
    )


def link_version(writer: Writer, version_id: int, matchers: Matchers, *, anew: bool = False) -> None:
    """Link a version's items and acts with what is kept; `anew` after a re-reading, whose judgements are there."""
    own = item_subjects(writer.connection, items.c.version_id == version_id)
    if anew:
        entity.settle(writer.connection, [item.key for item in own])
        own = item_subjects(writer.connection, items.c.version_id == version_id)
    _link_items(writer, own, matchers, anew=anew)
    said = act_subjects(writer.connection, acts.c.version_id == version_id)
    _link_acts(writer, version_id, said, matchers)


def _link_items(writer: Writer, own: Sequence[ItemSubject], matchers: Matchers, *, anew: bool) -> None:
    """Compare each item with its candidates, join what is surely one, and index what is new about a thing."""
    query = select(items.c.key, items.c.id).where(items.c.key.in_([item.key for item in own]))
    ids = {row.key: row.id for row in writer.connection.execute(query)}
    for item in own:
        keys = _hashed(item.section, matchers.blocks(item))
        candidates = _item_candidates(writer.connection, item, keys, ids[item.key])
        best = _best(item, candidates, matchers)
        taken = [link for link in best.values() if writer.link(link)]
        joined = [_other(link, item.key) for link in taken if link.score >= SURE]
        if joined:
            entity.unite(writer.connection, item.key, joined)
        if anew and taken:
            entity.settle(writer.connection, [item.key, *(_other(link, item.key) for link in taken)])
        things = {_thing(candidate, best) for candidate in candidates} - {None}
        if not any(_adds_nothing(item, candidate) and candidate.entity in things for candidate in candidates):
            _insert_blocks(writer.connection, ids[item.key], keys)


def _best(item: ItemSubject, candidates: Sequence[ItemSubject], matchers: Matchers) -> dict[str, Link]:
    """Return the best link to each thing; where one of a thing's items speaks against it, no link to it is sure."""
    best: dict[str, Link] = {}
    against: dict[str, str] = {}
    for candidate in candidates:
        link = matchers.same(item, candidate)
        if link is None:
            reason = matchers.against(item, candidate)
            if reason is not None:
                against.setdefault(candidate.entity, f"Against it, of {candidate.key}: {reason}")
        elif link.score >= POSSIBLE:
            known = best.get(candidate.entity)
            if known is None or link.score > known.score:
                best[candidate.entity] = link
    for entity_key, reason in against.items():
        link = best.get(entity_key)
        if link is not None and link.score >= SURE:
            best[entity_key] = replace(link, score=DOUBTED, reasons=(*link.reasons, reason))
    return best


def _thing(candidate: ItemSubject, best: dict[str, Link]) -> str | None:
    """Return the thing of a candidate where the item was joined to it."""
    link = best.get(candidate.entity)
    return candidate.entity if link is not None and link.score >= SURE else None


def _adds_nothing(item: ItemSubject, other: ItemSubject) -> bool:
    """Tell whether a matcher would learn nothing from an item that it does not learn from another of the thing."""
    return (item.folded, item.series, item.ordinal, item.first_day, item.party, item.acronym) == (
        other.folded,
        other.series,
        other.ordinal,
        other.first_day,
        other.party,
        other.acronym,
    )


def _other(link: Link, key: str) -> str:
    return link.right if link.left == key else link.left


def _hashed(section: str, keys: Iterable[str]) -> list[int]:
    """Return cheap keys as numbers of six bytes: they are compared only, and there are many."""
    return list(
        dict.fromkeys(
            int.from_bytes(blake2b(f"{section}|{key}".encode(), digest_size=6).digest(), "big") for key in keys
        )
    )


def _item_candidates(connection: Connection, item: ItemSubject, keys: Sequence[int], own_id: int) -> list[ItemSubject]:
    if not keys:
        return []
    query = (
        select(blocks.c.item_id)
        .where(blocks.c.block.in_(keys), blocks.c.item_id != own_id)
        .group_by(blocks.c.item_id)
        .order_by(desc(func.count()), desc(blocks.c.item_id))
        .limit(ITEM_CANDIDATES)
    )
    found = list(connection.execute(query).scalars())
    if not found:
        return []
    document = item.key.partition(".")[0]
    return [c for c in item_subjects(connection, items.c.id.in_(found)) if c.document.key != document]


def _insert_blocks(connection: Connection, item_id: int, keys: Sequence[int]) -> None:
    rows = [{"block": key, "item_id": item_id} for key in keys]
    if rows:
        connection.execute(insert(blocks), rows)


def _link_acts(writer: Writer, version_id: int, said: Sequence[ActSubject], matchers: Matchers) -> None:
    """Weigh the new acts against earlier commitments, and later acts against the new commitments."""
    if not said:
        return
    connection = writer.connection
    promises = [act for act in said if is_tracked(act)]
    keys = {act.key: _hashed("act", matchers.blocks(act)) for act in said}
    _insert_act_blocks(connection, version_id, promises, keys)
    setting = said[0].document
    if setting.date is None:
        return
    new: list[Subject] = [*said, *_happenings(connection, [version_id])]
    earlier = _earlier_commitments(connection, version_id, setting.date, {key for own in keys.values() for key in own})
    for commitment in act_subjects(connection, acts.c.id.in_(earlier)) if earlier else ():
        for link in matchers.evidence(commitment, new):
            writer.link(link)
    later_ids = _later_versions(connection, version_id, setting.date, setting.framework, setting.series)
    if promises and later_ids:
        later: list[Subject] = [
            *act_subjects(connection, acts.c.version_id.in_(later_ids)),
            *_happenings(connection, later_ids),
        ]
        for commitment in promises:
            for link in matchers.evidence(commitment, later):
                writer.link(link)


def is_tracked(act: ActSubject) -> bool:
    """Tell whether evidence is sought for an act: a commitment that has something to check."""
    return act.cls == "commitment" and (
        act.kind in ("specific", "scheduled") or act.due_phrase is not None or act.recurrence is not None
    )


def tracked() -> ColumnElement[bool]:
    """Return the condition that `is_tracked` puts in SQL."""
    return and_(
        acts.c.cls == "commitment",
        or_(acts.c.kind.in_(("specific", "scheduled")), acts.c.due_start.is_not(None), acts.c.recurrence.is_not(None)),
    )


def _happenings(connection: Connection, version_ids: Sequence[int]) -> list[ItemSubject]:
    """Return the meetings and exercises of versions: that one was held is evidence too."""
    there = and_(items.c.version_id.in_(version_ids), items.c.section.in_(("meeting", "exercise")))
    return item_subjects(connection, there)


def _insert_act_blocks(
    connection: Connection, version_id: int, promises: Sequence[ActSubject], keys: dict[str, list[int]]
) -> None:
    ids = {
        row.trigger_start: row.id
        for row in connection.execute(select(acts.c.id, acts.c.trigger_start).where(acts.c.version_id == version_id))
    }
    rows = {(block, ids[int(act.key.partition(".a")[2])]): None for act in promises for block in keys[act.key]}
    if rows:
        connection.execute(insert(act_blocks), [{"block": block, "act_id": act_id} for block, act_id in rows])


def _earlier_commitments(connection: Connection, version_id: int, day: date, keys: set[int]) -> list[int]:
    """Return the commitments of other documents, up to a day, that share most keys or things with a version's acts."""
    counts: Counter[int] = Counter()
    before = and_(
        versions.c.superseded_at.is_(None), versions.c.date <= day, acts.c.version_id != version_id, tracked()
    )
    for chunk in chunks(sorted(keys)):
        query = (
            select(act_blocks.c.act_id, func.count().label("shared"))
            .join(acts, acts.c.id == act_blocks.c.act_id)
            .join(versions, versions.c.id == acts.c.version_id)
            .where(act_blocks.c.block.in_(chunk), before)
            .group_by(act_blocks.c.act_id)
            .order_by(desc("shared"), desc(act_blocks.c.act_id))
            .limit(COMMITMENT_CANDIDATES)
        )
        for row in connection.execute(query):
            counts[row.act_id] += row.shared
    own_things = select(items.c.entity).where(
        items.c.version_id == version_id, items.c.section.in_(("meeting", "exercise", "instrument"))
    )
    query = (
        select(act_items.c.act_id)
        .join(items, items.c.id == act_items.c.item_id)
        .join(acts, acts.c.id == act_items.c.act_id)
        .join(versions, versions.c.id == acts.c.version_id)
        .where(items.c.entity.in_(own_things), before)
        .order_by(desc(versions.c.date), desc(act_items.c.act_id))
        .limit(COMMITMENT_CANDIDATES)
    )
    for act_id in connection.execute(query).scalars():
        counts[act_id] += 2
    return [act_id for act_id, _ in sorted(counts.items(), key=lambda pair: (-pair[1], -pair[0]))][
        :COMMITMENT_CANDIDATES
    ]


def _later_versions(
    connection: Connection, version_id: int, day: date, framework: str, series: str | None
) -> list[int]:
    """Return the versions next in time, from the same day on, of the framework or series."""
    ids: dict[int, None] = {}
    for column, value in ((versions.c.framework, framework), (versions.c.series, series)):
        if not value:
            continue
        query = (
            select(versions.c.id)
            .where(column == value, versions.c.date >= day, versions.c.id != version_id)
            .where(versions.c.superseded_at.is_(None))
            .order_by(versions.c.date, versions.c.id)
            .limit(LATER_DOCUMENTS)
        )
        ids |= dict.fromkeys(connection.execute(query).scalars())
    return list(ids)
