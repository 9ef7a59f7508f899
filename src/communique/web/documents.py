"""Documents: their list, each with its text beside its record, its versions and their difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from communique.model import CLASSES, DOCUMENT_KINDS, Record, record_to_json
from communique.register.carried import Decision, carried_to
from communique.register.difference import Piece
from communique.register.history import Entry, Version
from communique.register.pages import (
    DocumentRow,
    DocumentsWanted,
    corrections_in,
    document,
    documents,
    neighbours,
    places_in,
)
from communique.web.answer import Json, address, twin
from communique.web.asked import Asked, Code, Day, Key, Paged, Words
from communique.web.desk import AtDesk
from communique.web.filters import meant
from communique.web.lasting import lasting, lasting_of_texts
from communique.web.untitled import calls

router = APIRouter(tags=["documents"])

if TYPE_CHECKING:
    Class = str
    Kind = str
else:  # pydantic reads them from here, so that there is one list of each
    Class, Kind = Literal[CLASSES], Literal[DOCUMENT_KINDS]


class DocumentsAsked(Paged):
    """Which documents are asked for."""

    party: Code | None = Field(None, description="In which this party speaks (KOR, USA, EU ...).")
    series: Words | None = Field(None, description="Of this series of meetings or this framework.")
    cls: Class | None = Field(None, alias="class", description="With an act of this class.")
    kind: Kind | None = Field(None, description="Of this kind.")
    after: Day | None = Field(None, description="From this day on.")
    before: Day | None = Field(None, description="Up to this day.")


class SearchAsked(DocumentsAsked):
    """What is searched for, and where."""

    q: Words | None = Field(None, description='All these words; a "phrase" in quotes; -excluded.')


class MarksAsked(Asked):
    """Which acts of a document its page marks."""

    cls: list[Class] = Field([], alias="class", max_length=7, description="Mark acts of these classes only.")
    party: Code | None = Field(None, description="Mark acts by or to this party only.")


@dataclass(frozen=True, slots=True)
class Documents:
    """A page of documents; `next` is the address of the page after it.

    `calls` are what documents without a title are called, by their keys.
    """

    as_of: date
    page: int
    limit: int
    more: bool
    next: str | None
    documents: tuple[DocumentRow, ...]
    calls: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with its record as read, what persons corrected in it, and its versions.

    `items` are key, section, name and start of what it names; `classes` and `party` tell which acts are marked;
    `carried` is what people decided on the text or the reading before, and what of it waits here.
    """

    document: DocumentRow
    versions: tuple[Version, ...]
    earlier: DocumentRow | None
    later: DocumentRow | None
    corrected: Mapping[str, Mapping[str, str]]
    items: tuple[tuple[str, str, str, int], ...]
    record: Record
    classes: tuple[str, ...]
    party: str | None
    carried: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions of a document, sentence by sentence: "-" in the older only, "+" in the newer only."""

    older: DocumentRow
    newer: DocumentRow
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What happened to what is kept under a key."""

    key: str
    entries: tuple[Entry, ...]


@twin(router, "/documents", "documents.html")
@lasting_of_texts
def list_documents(desk: AtDesk, asked: Annotated[DocumentsAsked, Query()]) -> Documents:
    """List documents, the newest first."""
    return _found(desk, asked, None, "/documents.json")


@twin(router, "/search", "search.html")
@lasting_of_texts
def search(desk: AtDesk, asked: Annotated[SearchAsked, Query()]) -> Documents:
    """Search documents for words; the found words of a `snippet` stand between U+0002 and U+0003."""
    return _found(desk, asked, asked.q, "/search.json")


def _found(desk: AtDesk, asked: DocumentsAsked, words: str | None, path: str) -> Documents:
    moment = desk.moment(asked.as_of, asked.known_on)
    nothing = Documents(moment.as_of, asked.page, asked.limit, False, None, (), {})
    party, series = meant(desk, asked.party, asked.series, nothing)
    wanted = DocumentsWanted(
        words=words,
        party=party,
        series=series,
        cls=asked.cls,
        kind=asked.kind,
        after=asked.after,
        before=asked.before,
    )
    with desk.view() as view:
        found, more = documents(view, wanted, moment, asked.limit, asked.offset)
        called = calls(view, found)
    following = None
    if more:
        given = asked.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"page"})
        following = address(path, **given, page=asked.page + 1)
    return Documents(moment.as_of, asked.page, asked.limit, more, following, tuple(found), called)


@router.get("/documents/{key}/record.json", tags=["documents"], operation_id="download_record")
def download(desk: AtDesk, key: Key) -> Response:
    """Download the record of a document as a file, as `communique read --json` writes it."""
    with desk.view() as view:
        record = view.record(key)
    name = f"{key.partition('.')[0]}.json"
    return Json(record_to_json(record), headers={"Content-Disposition": f'attachment; filename="{name}"'})


@twin(router, "/documents/{key}/difference", "difference.html")
@lasting_of_texts
def compare_versions(desk: AtDesk, key: Key) -> Difference:
    """Compare a version of a document with the one before it."""
    with desk.view() as view:
        older, newer, pieces = view.difference(key)
        return Difference(document(view, older), document(view, newer), tuple(pieces))


@twin(router, "/history/{key}", "history.html")
@lasting
def history(desk: AtDesk, key: Key) -> History:
    """Tell what happened to a document, an act or a thing: who, when, what."""
    with desk.view() as view:
        return History(key, tuple(reversed(view.history(key))))


@twin(router, "/documents/{key}", "document.html")
@lasting
def show_document(desk: AtDesk, key: Key, asked: Annotated[MarksAsked, Query()]) -> DocumentPage:
    """Show a document: its text with its acts, its record, and its versions."""
    with desk.view() as view:
        row = document(view, key)
        earlier, later = neighbours(view, row)
        return DocumentPage(
            document=row,
            versions=tuple(view.versions_of(row.key)),
            earlier=earlier,
            later=later,
            corrected=corrections_in(view, row.key),
            items=tuple(places_in(view, row.key)),
            record=view.record(row.key),
            classes=tuple(asked.cls),
            party=asked.party,
            carried=tuple(carried_to(view.connection, row.key)),
        )
