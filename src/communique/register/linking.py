"""Linking: give the matchers a new document's subjects with their candidates, and keep what they say.

Candidates come from indexed look-ups: items that share a cheap key, one of each spelling of a thing; commitments that
share cheap keys with one of the later acts; the documents of the framework that are next in time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from math import sqrt

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, insert, select

from communique import resolve
from communique.packs import Pack
from communique.register import entity
from communique.register.chains import AGAIN
from communique.register.engine import newest_by_block
from communique.register.subjects import act_subjects, item_subjects
from communique.register.tables import act_blocks, acts, blocks, items, versions
from communique.register.writer import Writer
from communique.resolve.link import POSSIBLE, SURE, Link
from communique.resolve.subject import ActSubject, ItemSubject, Subject

ITEM_CANDIDATES = 12
"""Items that one new item is compared with: those that share most cheap keys, and of those the newest."""

COMMITMENT_CANDIDATES = 96
"""Earlier commitments that the acts of a new document are weighed against."""

PER_BLOCK = 40
"""The newest things or commitments that a cheap key finds; a key of more says little."""

LATER_DOCUMENTS = 12
"""Later documents of the framework that are searched for evidence when an older one is added after them."""

DOUBTED = 0.85
"""Score of a link that would be sure, were it not for what another item of the thing says."""

PROPOSALS = 2
"""Things that one item is proposed to be, at most."""

NAMES_A_THING = 1 << 48
"""Marks the key of an act that names a thing: one such shared is enough, of others two."""


@dataclass(frozen=True, slots=True)
class Matchers:
    """The functions of `communique.resolve` that linking calls; tests give their own."""

    blocks: Callable[[Subject], Iterable[str]]
    same: Callable[[ItemSubject, ItemSubject], Link | None]
    against: Callable[[ItemSubject, ItemSubject], str | None]
    evidence: Callable[[ActSubject, Sequence[Subject]], list[Link]]
    events: Callable[[ItemSubject], Iterable[str]] = field(default=lambda item: (f"a|={item.entity}",))


def default_matchers(packs: Sequence[Pack]) -> Matchers:
    """Return the matchers of `communique.resolve`, with the packs indexed once."""
    known = resolve.Known.of(packs)
    return Matchers(
        blocks=lambda subject: resolve.blocks(subject, known),
        same=lambda left, right: resolve.same(left, right, known),
        against=lambda left, right: resolve.against(left, right, known),
        evidence=lambda commitment, later: resolve.evidence(commitment, later, known),
        events=lambda item: resolve.event_blocks(item, known),
    )


def link_version(writer: Writer, version_id: int, matchers: Matchers, *, anew: bool = False) -> None:
    """Link a version's items and acts with what is kept; `anew` after a re-reading, whose judgements are there."""
    own = item_subjects(writer.connection, items.c.version_id == version_id)
    if anew:
        entity.settle(writer.connection, [item.key for item in own])
        own = item_subjects(writer.connection, items.c.version_id == version_id)
    _link_items(writer, version_id, own, matchers, anew=anew)
    own = item_subjects(writer.connection, items.c.version_id == version_id)  # now each with the thing that it is
    said = act_subjects(writer.connection, acts.c.version_id == version_id)
    if said:
        _link_acts(writer, version_id, said, own, matchers, anew=anew)


def _link_items(writer: Writer, version_id: int, own: Sequence[ItemSubject], matchers: Matchers, *, anew: bool) -> None:
    """Compare each item with its candidates, join what is surely one, and index what is new about a thing."""
    query = select(items.c.key, items.c.id).where(items.c.version_id == version_id)
    ids = {row.key: row.id for row in writer.connection.execute(query)}
    keys = {item.key: _hashed(matchers.blocks(item)) for item in own}
    candidates = _item_candidates(writer.connection, own, keys)
    found: list[Link] = []
    joined: dict[str, list[ItemSubject]] = {}
    indexed: list[dict[str, int]] = []
    for item in own:
        best = _best(item, candidates[item.key], matchers)
        found += _worth_keeping(best)
        sure = {thing for thing, link in best.items() if link.score >= SURE}
        if sure:
            joined[item.key] = [one for one in candidates[item.key] if one.entity in sure]
        if not any(one.entity in sure and _adds_nothing(item, one) for one in candidates[item.key]):
            indexed += [{"block": block, "item_id": ids[item.key]} for block in keys[item.key]]
    taken = writer.link_all(found, fresh=not anew)
    if anew:
        entity.settle(writer.connection, [side for link in taken for side in (link.left, link.right)])
    else:
        entity.join_new(writer.connection, {key: [one.key for one in others] for key, others in joined.items()})
    if indexed:
        writer.connection.execute(insert(blocks), indexed)


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
    for thing, reason in against.items():
        if thing in best and best[thing].score >= SURE:
            best[thing] = replace(best[thing], score=DOUBTED, reasons=(*best[thing].reasons, reason))
    return best


def _worth_keeping(best: dict[str, Link]) -> list[Link]:
    """Return the sure links of an item; where there are none, the best proposals: more cost a reviewer's time only."""
    sure = [link for link in best.values() if link.score >= SURE]
    return sure or sorted(best.values(), key=lambda link: (-link.score, link.right))[:PROPOSALS]


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


def _hashed(keys: Iterable[str]) -> list[int]:
    """Return cheap keys as numbers of six bytes: they are compared only, and there are many."""
    return list(dict.fromkeys(_number(key) for key in keys))


def _number(key: str) -> int:
    number = int.from_bytes(blake2b(key.encode(), digest_size=6).digest(), "big")
    return number | NAMES_A_THING if key.startswith("a|=") else number


def _item_candidates(
    connection: Connection, own: Sequence[ItemSubject], keys: dict[str, list[int]]
) -> dict[str, list[ItemSubject]]:
    """Return the candidates of each item, read together."""
    every = dict.fromkeys(block for found in keys.values() for block in found)
    by_block = newest_by_block(connection, blocks.c.item_id, list(every), PER_BLOCK)
    chosen: dict[str, list[int]] = {}
    for item in own:
        shared = Counter(item_id for block in keys[item.key] for item_id in by_block.get(block, ()))
        best = sorted(shared.items(), key=lambda pair: (-pair[1], -pair[0]))[:ITEM_CANDIDATES]
        chosen[item.key] = [item_id for item_id, _ in best]
    wanted = sorted({item_id for found in chosen.values() for item_id in found})
    if not wanted:
        return {item.key: [] for item in own}
    query = select(items.c.id, items.c.key).where(items.c.id.in_(wanted))
    names = {row.id: row.key for row in connection.execute(query)}
    subjects = {subject.key: subject for subject in item_subjects(connection, items.c.id.in_(wanted))}
    documents = {item.document.key for item in own}
    return {
        item.key: [
            subject
            for item_id in chosen[item.key]
            if (subject := subjects[names[item_id]]).section == item.section and subject.document.key not in documents
        ]
        for item in own
    }


def _link_acts(
    writer: Writer,
    version_id: int,
    said: Sequence[ActSubject],
    own: Sequence[ItemSubject],
    matchers: Matchers,
    *,
    anew: bool,
) -> None:
    """Weigh the new acts against earlier commitments, and later acts against the new commitments."""
    connection = writer.connection
    promises = [act for act in said if is_tracked(act)]
    keys = {act.key: _hashed(matchers.blocks(act)) for act in said}
    setting = said[0].document
    found: list[Link] = []
    if setting.date is not None:
        happened = [item for item in own if item.section in ("meeting", "exercise")]
        things = {_number(key) for item in happened for key in matchers.events(item)}
        new: list[Subject] = [*said, *happened]
        earlier = _earlier_commitments(connection, version_id, setting.date, [*map(set, keys.values()), things])
        for commitment in act_subjects(connection, acts.c.id.in_(earlier)) if earlier else ():
            found += matchers.evidence(commitment, new)
        later_ids = _later_versions(connection, version_id, setting.date, setting.framework, setting.series)
        if promises and later_ids:
            later = _subjects_of(connection, later_ids)
            for commitment in promises:
                found += matchers.evidence(commitment, later)
    writer.link_all(_strongest(found), fresh=not anew)
    _insert_act_blocks(connection, version_id, promises, keys)


def _strongest(found: Sequence[Link]) -> list[Link]:
    """Keep, of what one document does to a commitment, the strongest link of each relation: more say no more.

    Of what says it again each is kept: every such text is one of the commitment's.
    """
    best: dict[tuple[str, str, str], Link] = {}
    for link in found:
        place = (link.left, link.right if link.relation in AGAIN else link.right.partition(".")[0], link.relation)
        if place not in best or link.score > best[place].score:
            best[place] = link
    return list(best.values())


def _subjects_of(connection: Connection, version_ids: Sequence[int]) -> list[Subject]:
    """Return the acts of versions, and their meetings and exercises: that one was held is evidence too."""
    there = and_(items.c.version_id.in_(version_ids), items.c.section.in_(("meeting", "exercise")))
    return [*act_subjects(connection, acts.c.version_id.in_(version_ids)), *item_subjects(connection, there)]


def is_tracked(act: ActSubject) -> bool:
    """Tell whether evidence is sought for an act: any commitment, for one that goes on in general is said again too."""
    return act.cls == "commitment"


def _insert_act_blocks(
    connection: Connection, version_id: int, promises: Sequence[ActSubject], keys: dict[str, list[int]]
) -> None:
    query = select(acts.c.id, acts.c.trigger_start).where(acts.c.version_id == version_id)
    ids = {row.trigger_start: row.id for row in connection.execute(query)}
    rows = {(block, ids[int(act.key.partition(".a")[2])]): None for act in promises for block in keys[act.key]}
    if rows:
        connection.execute(insert(act_blocks), [{"block": block, "act_id": act_id} for block, act_id in rows])


def _earlier_commitments(connection: Connection, version_id: int, day: date, keys: Sequence[set[int]]) -> list[int]:
    """Return the commitments of other documents, up to a day, that share enough keys with one of a version's acts.

    The surest come first: a key counts the more the fewer commitments have it.
    """
    every = sorted(set().union(*keys))
    by_block = newest_by_block(connection, act_blocks.c.act_id, every, PER_BLOCK)
    best: dict[int, float] = {}
    for own in keys:
        shared: Counter[int] = Counter()
        told: dict[int, float] = {}
        for block in own:
            found = by_block.get(block, ())
            for act_id in found:
                shared[act_id] += 2 if block & NAMES_A_THING else 1
                told[act_id] = told.get(act_id, 0.0) + (3.0 if block & NAMES_A_THING else 1.0) / sqrt(len(found))
        for act_id, number in shared.items():
            if number > 1:
                best[act_id] = max(best.get(act_id, 0.0), told[act_id])
    ranked = sorted(((weight, act_id) for act_id, weight in best.items()), reverse=True)[: 4 * COMMITMENT_CANDIDATES]
    if not ranked:
        return []
    query = (
        select(acts.c.id)
        .join(versions, versions.c.id == acts.c.version_id)
        .where(
            acts.c.id.in_([act_id for _, act_id in ranked]),
            versions.c.superseded_at.is_(None),
            versions.c.date <= day,
            acts.c.version_id != version_id,
        )
    )
    there = set(connection.execute(query).scalars())
    return [act_id for _, act_id in ranked if act_id in there][:COMMITMENT_CANDIDATES]


def _later_versions(
    connection: Connection, version_id: int, day: date, framework: str, series: str | None
) -> list[int]:
    """Return the versions next in time, from the same day on, of the framework or series."""
    ids: dict[int, None] = {}
    for query, value in ((_NEXT_OF_FRAMEWORK, framework), (_NEXT_OF_SERIES, series)):
        if value:
            given = {"value": value, "day": day, "own": version_id}
            ids |= dict.fromkeys(connection.execute(query, given).scalars())
    return list(ids)[:LATER_DOCUMENTS]


def _next_of(column: ColumnElement[str | None]) -> Select[int]:
    return (
        select(versions.c.id)
        .where(column == bindparam("value"), versions.c.date >= bindparam("day"), versions.c.id != bindparam("own"))
        .where(versions.c.superseded_at.is_(None))
        .order_by(versions.c.date, versions.c.id)
        .limit(LATER_DOCUMENTS)
    )


_NEXT_OF_FRAMEWORK = _next_of(versions.c.framework)
_NEXT_OF_SERIES = _next_of(versions.c.series)
