"""Linking: give the matchers new documents' subjects with their candidates, and keep what they say.

Candidates come from indexed look-ups: items that share a cheap key, one of each spelling of a thing; commitments that
share cheap keys with one of the later acts; the documents of the framework that are next in time. Documents kept
together are linked together, each with those before it: what they need is read for all at once, and written at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import and_, select

from communique import resolve
from communique.packs import Pack
from communique.register import entity
from communique.register.candidates import (
    NAMES_A_THING,
    Blocks,
    earlier,
    hashed,
    later_versions,
    likeliest,
    nearest,
    places_of,
)
from communique.register.chains import AGAIN
from communique.register.entity import chunks
from communique.register.subjects import act_subjects, item_subjects
from communique.register.tables import act_keys, acts, item_keys, items, versions
from communique.register.writer import Writer
from communique.resolve.link import POSSIBLE, SURE, Link
from communique.resolve.subject import ActSubject, ItemSubject, Setting, Subject

__all__ = ["NAMES_A_THING", "Matchers", "default_matchers", "is_tracked", "link_version", "link_versions"]

DOUBTED = 0.85
"""Score of a link that would be sure, were it not for what another item of the thing says."""

CLEAR = 0.75
"""From this score on a link is proposed though another act of its document says the same more clearly."""

PROPOSALS = 2
"""Things that one item is proposed to be, at most."""

QUESTIONS = 4
"""Promises of which one act or event is proposed to tell, at most."""

EVENTS = ("meeting", "exercise")
"""Sections whose items answer promises to hold them."""


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
    link_versions(writer, [version_id], matchers, anew=anew)


def link_versions(writer: Writer, version_ids: Sequence[int], matchers: Matchers, *, anew: bool = False) -> None:
    """Link new versions, given in the order in which they were kept, as if each was linked before the next was kept."""
    if not version_ids:
        return
    batch = _Batch(writer, version_ids, matchers, anew=anew)
    batch.link_items()
    batch.link_acts()


class _Batch:
    """Versions that are linked together, with all that was read for them and what is not written yet."""

    def __init__(self, writer: Writer, version_ids: Sequence[int], matchers: Matchers, *, anew: bool) -> None:
        self._writer = writer
        self._connection = writer.connection
        self._versions = sorted(version_ids)
        self._matchers = matchers
        self._anew = anew
        self._judged = anew or self._has_older_texts()
        own = items.c.version_id.in_(self._versions)
        if anew:
            entity.settle(self._connection, [item.key for item in item_subjects(self._connection, own).values()])
        self._own = item_subjects(self._connection, own)
        self._items = dict(self._own)
        self._joining = entity.Joining(self._connection)
        self._joining.tell({item.key: item.entity for item in self._own.values()})
        self._waiting: list[Link] = []

    def _has_older_texts(self) -> bool:
        """Tell whether what people decided on older texts may have been carried to some of the versions."""
        found = (
            self._connection.execute(select(versions.c.id).where(versions.c.id.in_(chunk), versions.c.number > 1))
            for chunk in chunks(self._versions)
        )
        return any(rows.first() is not None for rows in found)

    def link_items(self) -> None:
        """Compare each item with its candidates, join what is surely one, and index what is new about a thing."""
        keys = {id_: hashed(self._matchers.blocks(item)) for id_, item in self._own.items()}
        under = Blocks(self._connection, item_keys, (key for found in keys.values() for key in found))
        self._read_items({other for found in keys.values() for other in nearest(found, under)})
        for document in _by_document(self._own):
            indexed = []
            for id_ in document:
                candidates = self._candidates(id_, nearest(keys[id_], under))
                if self._take(id_, candidates):
                    indexed.append(id_)
            for id_ in indexed:
                under.add(keys[id_], id_)
        self._write_links()
        self._joining.write()
        under.write()

    def _read_items(self, ids: Iterable[int]) -> None:
        for chunk in chunks(sorted(set(ids) - self._items.keys())):
            new = item_subjects(self._connection, items.c.id.in_(chunk))
            self._items |= new
            self._joining.tell({item.key: item.entity for item in new.values()})

    def _candidates(self, id_: int, others: Sequence[int]) -> list[ItemSubject]:
        """Return the candidates of an item, each with the thing that it is by now."""
        item = self._own[id_]
        self._read_items(others)  # most are read; new items under a full key let others of another key come up
        found = (self._items[other] for other in others)
        return [
            self._now(other)
            for other in found
            if other.section == item.section and other.document.key != item.document.key
        ]

    def _now(self, item: ItemSubject) -> ItemSubject:
        thing = self._joining.thing(item.key)
        return item if item.entity == thing else replace(item, entity=thing)

    def _take(self, id_: int, candidates: Sequence[ItemSubject]) -> bool:
        """Take what the matchers say of an item and its candidates; return whether it tells something new of a thing.

        After a re-reading, and of a document's next text, a judgement may be there already, and a person's may stand
        against it: what holds is computed from all of them.
        """
        item = self._own[id_]
        best = _best(item, candidates, self._matchers)
        sure = {thing for thing, link in best.items() if link.score >= SURE}
        self._waiting += _worth_keeping(best)
        if self._judged:
            taken = self._write_links()
            self._joining.settle([side for link in taken for side in (link.left, link.right)])
        elif sure:
            joined = [one.key for one in candidates if one.entity in sure]
            if not self._joining.join(item.key, joined):
                self._write_links()
                self._joining.settle([item.key, *joined])
        return not any(one.entity in sure and _adds_nothing(item, one) for one in candidates)

    def _write_links(self) -> list[Link]:
        taken = self._writer.link_all(self._waiting, fresh=not self._judged)
        self._waiting = []
        return taken

    def link_acts(self) -> None:
        """Weigh new acts against earlier commitments, and later acts against new commitments."""
        said = act_subjects(self._connection, acts.c.version_id.in_(self._versions))
        happened = {id_: self._now(item) for id_, item in self._own.items() if item.section in EVENTS}
        keys = {id_: hashed(self._matchers.blocks(act)) for id_, act in said.items()}
        things = {id_: hashed(self._matchers.events(item)) for id_, item in happened.items()}
        every = {key for each in (keys, things) for some in each.values() for key in some}
        under = Blocks(self._connection, act_keys, every)
        documents = self._documents(said, happened)
        for document in documents:
            events = [key for id_ in document.events for key in things[id_]]
            document.ranked = likeliest([*(keys[id_] for id_ in document.acts), events], under)
            for id_ in document.promises:
                under.add(keys[id_], id_)
        self._find_candidates(documents)
        self._weigh(documents, said, happened)
        under.write()

    def _documents(self, said: Mapping[int, ActSubject], happened: Mapping[int, ItemSubject]) -> list[_Document]:
        """Return the documents that have acts, in the order in which they were kept."""
        ids = self._ids_of(self._versions)
        documents: dict[str, _Document] = {}
        for id_, act in said.items():
            setting = act.document
            document = documents.setdefault(setting.key, _Document(ids[setting.key], setting))
            document.acts.append(id_)
            if is_tracked(act):
                document.promises.append(id_)
        for id_, item in happened.items():
            if item.document.key in documents:
                documents[item.document.key].events.append(id_)
        return list(documents.values())

    def _ids_of(self, version_ids: Sequence[int]) -> dict[str, int]:
        query = select(versions.c.key, versions.c.id).where(versions.c.id.in_(version_ids))
        return {row.key: row.id for row in self._connection.execute(query)}

    def _find_candidates(self, documents: Sequence[_Document]) -> None:
        """Choose the earlier commitments and the later versions of each document that has a day."""
        places = places_of(self._connection, (id_ for document in documents for id_ in document.ranked))
        for document in documents:
            setting, own = document.setting, document.version_id
            if setting.date is None:
                continue
            document.earlier = earlier(document.ranked, places, own, setting.date)
            if document.promises:
                before = None if self._anew else own
                document.later = later_versions(
                    self._connection, own, setting.date, setting.framework, setting.series, before=before
                )

    def _weigh(
        self, documents: Sequence[_Document], said: Mapping[int, ActSubject], happened: Mapping[int, ItemSubject]
    ) -> None:
        commitments = dict(said)
        for chunk in chunks(sorted({id_ for document in documents for id_ in document.earlier} - said.keys())):
            commitments |= act_subjects(self._connection, acts.c.id.in_(chunk))
        later = self._subjects_of({id_ for document in documents for id_ in document.later})
        for document in documents:
            new: list[Subject] = [*(said[id_] for id_ in document.acts), *(happened[id_] for id_ in document.events)]
            found = [link for id_ in document.earlier for link in self._matchers.evidence(commitments[id_], new)]
            after = [subject for id_ in document.later for subject in later[id_]]
            if after:
                found += [link for id_ in document.promises for link in self._matchers.evidence(said[id_], after)]
            self._waiting += _worth_asking(_strongest(found))
        self._write_links()

    def _subjects_of(self, version_ids: Iterable[int]) -> dict[int, list[Subject]]:
        """Return the acts of versions, and their meetings and exercises: that one was held is evidence too."""
        found: dict[int, list[Subject]] = {id_: [] for id_ in version_ids}
        for chunk in chunks(sorted(found)):
            ids = self._ids_of(chunk)
            there = and_(items.c.version_id.in_(chunk), items.c.section.in_(EVENTS))
            for act in act_subjects(self._connection, acts.c.version_id.in_(chunk)).values():
                found[ids[act.document.key]].append(act)
            for item in item_subjects(self._connection, there).values():
                found[ids[item.document.key]].append(item)
        return found


@dataclass(slots=True)
class _Document:
    """A document whose acts are linked: row ids of its own, and of what they are weighed against."""

    version_id: int
    setting: Setting
    acts: list[int] = field(default_factory=list)
    promises: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    ranked: Sequence[int] = ()
    earlier: Sequence[int] = ()
    later: Sequence[int] = ()


def _by_document(own: Mapping[int, ItemSubject]) -> list[list[int]]:
    documents: dict[str, list[int]] = {}
    for id_, item in own.items():
        documents.setdefault(item.document.key, []).append(id_)
    return list(documents.values())


def is_tracked(act: ActSubject) -> bool:
    """Tell whether evidence is sought for an act: any commitment, for one that goes on in general is said again too."""
    return act.cls == "commitment"


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
    if item.section == "person":
        against |= _apart(best, candidates, matchers)
    for thing, reason in against.items():
        if thing in best and best[thing].score >= SURE:
            best[thing] = replace(best[thing], score=DOUBTED, reasons=(*best[thing].reasons, reason))
    return best


def _apart(best: Mapping[str, Link], candidates: Sequence[ItemSubject], matchers: Matchers) -> dict[str, str]:
    """Return the people that a person surely is each of, though they are two: "Minister Kim" of two ministers Kim.

    The words do not tell which it is, and to join it with both would make them one.
    """
    sure = [one for one in candidates if one.entity in best and best[one.entity].score >= SURE]
    found: dict[str, str] = {}
    for place, one in enumerate(sure):
        for other in sure[:place]:
            if one.entity != other.entity and (reason := matchers.against(one, other)) is not None:
                for thing, rival in ((one.entity, other), (other.entity, one)):
                    found.setdefault(thing, f"It may as well be {rival.key}, which is another: {reason}")
    return found


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


def _nearest_both_ways(found: Sequence[Link]) -> list[Link]:
    """Leave out doubtful links between two documents that are not the best of either side: a text says a thing once."""
    best: dict[tuple[str, str], float] = {}
    for link in found:
        if link.relation in AGAIN and link.score < CLEAR:
            for side, other in ((link.left, link.right), (link.right, link.left)):
                place = (side, other.partition(".")[0])
                best[place] = max(best.get(place, 0.0), link.score)
    return [
        link
        for link in found
        if link.relation not in AGAIN
        or link.score >= CLEAR
        or link.score
        >= max(best[link.left, link.right.partition(".")[0]], best[link.right, link.left.partition(".")[0]])
    ]


def _worth_asking(found: Sequence[Link]) -> list[Link]:
    """Keep all that is sure, and of what one act may do to promises the likeliest: the first no says the rest."""
    asked: dict[str, int] = {}
    kept = []
    for link in sorted(found, key=lambda link: (-link.score, link.left, link.right)):
        if link.score < SURE:
            asked[link.right] = asked.get(link.right, 0) + 1
        if link.score >= SURE or asked[link.right] <= QUESTIONS:
            kept.append(link)
    return kept


def _strongest(found: Sequence[Link]) -> list[Link]:
    """Keep, of what one document does to a commitment, the strongest link of each relation: more say no more.

    Of what says it again each is kept, for every such text is one of the commitment's, and of what is a part of it.
    """
    best: dict[tuple[str, str, str], Link] = {}
    for link in _nearest_both_ways(found):
        each = link.relation in AGAIN or link.relation == "partly"
        place = (link.left, link.right if each else link.right.partition(".")[0], link.relation)
        if place not in best or link.score > best[place].score:
            best[place] = link
    return list(best.values())
