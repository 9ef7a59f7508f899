"""View: all reading of a register; nothing can be changed through it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, func, select

from communique.model.errors import RegisterError
from communique.register.lookup import version_at
from communique.register.tables import acts, items, sightings, versions

if TYPE_CHECKING:
    from communique.model import Record
    from communique.packs import Pack
    from communique.register.commitments import Commitment, Filter, Page
    from communique.register.difference import Piece
    from communique.register.families import Family
    from communique.register.full_text import Hit
    from communique.register.history import Entry, Version
    from communique.register.moment import Moment
    from communique.register.review import Passage, Proposal
    from communique.register.series import Timeline
    from communique.register.summary import Summary
    from communique.register.things import Thing, Wanted


class View:
    """The register as it stands inside one reading transaction. What each question needs is loaded with it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def count(self) -> int:
        """Return how many versions of documents the register keeps."""
        return int(self.connection.execute(select(func.count()).select_from(versions)).scalar_one())

    def knows_text(self, text_id: str) -> bool:
        """Tell whether a text is kept."""
        return self.connection.execute(_TEXT, {"text_id": text_id}).first() is not None

    def knows_bytes(self, place: str, sha256: str) -> bool:
        """Tell whether the very bytes that a place gives now were kept from there."""
        return self.connection.execute(_BYTES, {"place": place, "sha256": sha256}).first() is not None

    def record(self, key: str) -> Record:
        """Return the record kept under a document's key; raise `RegisterError` where there is none."""
        from communique.register import blob

        row = version_at(self.connection, key)
        return blob.unpack(row.record, row.text)

    def knows_party(self, code: str) -> bool:
        """Tell whether a party of this code acts or speaks in what is kept."""
        from communique.register.summary import knows_party

        return knows_party(self.connection, code)

    def waiting(self, kind: str | None = None) -> int:
        """Return how many proposals wait for a person."""
        from communique.register.review import count_open

        return count_open(self.connection, kind)

    def waits_for_courses(self) -> bool:
        """Tell whether courses of commitments wait to be worked out (`communique.register.courses`)."""
        from communique.register.courses import waiting

        return bool(waiting(self.connection, 1))

    def summary(self) -> Summary:
        """Return what the register holds, in numbers."""
        from communique.register.summary import summarise

        return summarise(self.connection)

    def commitments(self, asked: Filter, moment: Moment, limit: int, offset: int = 0) -> Page:
        """Return a page of commitments with their statuses."""
        from communique.register.commitments import find

        return find(self.connection, asked, moment, None, limit, offset)

    def commitments_made_in(self, documents: Sequence[str], moment: Moment, most: int) -> dict[str, list[Commitment]]:
        """Return the commitments that each document makes, at most so many of one."""
        from communique.register.commitments import made_in

        return made_in(self.connection, documents, moment, None, most)

    def act(self, key: str, moment: Moment) -> Commitment:
        """Return one act, with its status and the documents that were searched."""
        from communique.register.commitments import act_with_status

        return act_with_status(self.connection, key, moment)

    def things(self, wanted: Wanted, moment: Moment, limit: int, offset: int = 0) -> tuple[list[Thing], bool]:
        """Return a page of meetings, exercises, people ..., and whether there are more."""
        from communique.register.things import find_things

        return find_things(self.connection, wanted, moment, limit, offset)

    def thing(self, key: str, moment: Moment) -> Thing:
        """Return the thing to which an item belongs, with all its items."""
        from communique.register.things import thing_at

        return thing_at(self.connection, key, moment)

    def series_names(self) -> list[tuple[str, int]]:
        """Return the series that documents name, with the number of mentions."""
        from communique.register.families import series_names

        return series_names(self.connection)

    def families(self, packs: Sequence[Pack]) -> list[Family]:
        """Return the series that documents name, each with all its names."""
        from communique.register.families import families

        return families(self.connection, packs)

    def circle_of(self, name: str, packs: Sequence[Pack]) -> tuple[str, ...]:
        """Return all names by which documents have the series or framework that a name or an acronym means."""
        from communique.register.series import circle_of

        return circle_of(self.connection, name, packs)

    def timeline(self, name: str, moment: Moment, packs: Sequence[Pack]) -> Timeline:
        """Return a series in time."""
        from communique.register.series import timeline

        return timeline(self.connection, name, moment, packs)

    def search(self, words: str, moment: Moment, limit: int, offset: int = 0) -> Sequence[Hit]:
        """Return the documents that have the words."""
        from communique.register.full_text import search

        return search(self.connection, words, moment, limit, offset)

    def history(self, key: str) -> list[Entry]:
        """Return what happened to what is kept under a key."""
        from communique.register.history import history

        return history(self.connection, key)

    def versions_of(self, key: str) -> list[Version]:
        """Return the texts over time of a document."""
        from communique.register.history import versions_of

        return versions_of(self.connection, key)

    def difference(self, key: str) -> tuple[str, str, list[Piece]]:
        """Return the keys of a document's version and of the one before, and how their texts differ.

        Raise `RegisterError` where there is no version before.
        """
        from communique.register.difference import text_difference

        newer = version_at(self.connection, key)
        query = (
            select(versions.c.key, versions.c.text)
            .where(versions.c.document_id == newer.document_id, versions.c.number < newer.number)
            .order_by(versions.c.number.desc())
        )
        older = self.connection.execute(query).first()
        if older is None:
            raise RegisterError(f"{newer.key} is the first version of its document: there is none to compare it with")
        return older.key, newer.key, text_difference(older.text, newer.text)

    def proposals(self, *, kind: str | None = None, limit: int = 25, offset: int = 0) -> list[Proposal]:
        """Return the proposals that wait for a person."""
        from communique.register.review import proposals

        return proposals(self.connection, kind=kind, limit=limit, offset=offset)

    def passages(self, keys: Sequence[str]) -> dict[str, Passage]:
        """Return the words of acts and items."""
        from communique.register.review import passages_of

        return passages_of(self.connection, keys)

    def corrections(self, key: str) -> dict[str, str]:
        """Return the values of an act or item that a person corrected."""
        from communique.register.corrections import held

        return held(self.connection, key)

    def ids_of(self, key: str) -> list[dict[str, str]]:
        """Return key, kind and words of every act and item of a document, in the text's order."""
        row = version_at(self.connection, key)
        found = []
        for act in self.connection.execute(select(acts).where(acts.c.version_id == row.id)):
            words = " ".join(row.text[act.start : act.end].split())
            found.append((act.trigger_start, f"{row.key}.a{act.trigger_start}", act.cls, words))
        for item in self.connection.execute(select(items).where(items.c.version_id == row.id)):
            found.append((item.start, item.key, item.section, item.name))
        return [{"key": own, "what": what, "words": words[:160]} for _, own, what, words in sorted(found)]


_TEXT = select(versions.c.id).where(versions.c.text_id == bindparam("text_id"))
_BYTES = select(sightings.c.version_id).where(
    sightings.c.place == bindparam("place"), sightings.c.sha256 == bindparam("sha256")
)
