"""Add: a text pasted, a file uploaded or an address, read beside the server and previewed before it is kept."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from pydantic import Field
from starlette.datastructures import UploadFile

from communique.model import Record
from communique.model.errors import ReadError
from communique.read.limits import MAX_TEXT_BYTES, check_size
from communique.register import drafts
from communique.register.carried import carried_to
from communique.register.drafts import Draft, Given
from communique.register.pages import key_of_text
from communique.register.rows import prepare
from communique.web.answer import twin
from communique.web.asked import Day, Words
from communique.web.caller import Forbidden
from communique.web.deeds import Done, Posted, deed, posted
from communique.web.desk import AtDesk, Desk
from communique.web.review import Nothing
from communique.web.workshop import Workshop

ENDINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
"""Endings of the files that are taken; what is inside is looked at all the same."""

router = APIRouter(tags=["add"])

Name = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{16,64}$", description="The id of a draft.")]


class Source(Posted):
    """What is to be read: a text, an address, or an uploaded file; `on` is its day where the text does not say."""

    text: str | None = Field(None, max_length=MAX_TEXT_BYTES)
    url: Words | None = Field(None, pattern=r"^https?://")
    upload: Annotated[Any, Field(json_schema_extra={"type": "null", "description": "For forms only."})] = None
    on: Day | None = None


@dataclass(frozen=True, slots=True)
class Adding:
    """What can be added, and by whom."""

    may: bool
    endings: tuple[str, ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as it stands; `record` once it is read, `known` the document that has its text already."""

    draft: Draft
    record: Record | None
    known: str | None


@twin(router, "/add", "add.html")
def how_to_add(desk: AtDesk) -> Adding:
    """Tell what can be added: kinds of files and their size."""
    return Adding(desk.caller.may("editor"), ENDINGS, desk.settings.upload_bytes)


@deed(router, "/add", Source)
def add_source(desk: AtDesk, request: Request, body: Annotated[Source, Depends(posted(Source))]) -> Done:
    """Have a source read; `page` leads to the draft, which is kept only once a person says so."""
    desk.caller.need("editor")
    workshop: Workshop = request.app.state.workshop
    given, data = _given(desk, body)
    draft = drafts.begin(workshop.folder, secrets.token_urlsafe(18), desk.caller.name, given, data)
    workshop.read(draft, given)
    return Done(None, f"/add/{draft.id}")


def _given(desk: Desk, body: Source) -> tuple[Given, bytes | None]:
    """Return what was given as a source; raise `ReadError` where that is nothing, or a kind that is not taken."""
    upload = body.upload
    if isinstance(upload, UploadFile) and upload.filename:
        name = PurePath(upload.filename.replace("\\", "/")).name[:120]
        if PurePath(name).suffix.lower() not in ENDINGS:
            raise ReadError(f"{name}: this kind of file is not taken; there are {', '.join(ENDINGS)}")
        data = upload.file.read(desk.settings.upload_bytes + 1)
        check_size(len(data), desk.settings.upload_bytes, name)
        return Given(name=name, on=body.on), data
    if upload is not None and not isinstance(upload, UploadFile):
        raise ReadError("upload: a file comes with a form, not as JSON; send its text as `text`")
    if body.text is not None:
        return Given(name=None, on=body.on, media_type=f"{pasted_as(body.text)}; charset=utf-8"), body.text.encode()
    if body.url is not None:
        return Given(url=body.url, on=body.on), None
    raise ReadError("there is nothing to read: paste a text, choose a file, or give an address")


def pasted_as(text: str) -> str:
    """Return the media type of a pasted text: people paste the source of a page, and notes with their marks, too."""
    if _HTML.match(text) is not None and "</" in text:
        return "text/html"
    return "text/markdown" if _MARKDOWN.search(text) is not None else "text/plain"


_HTML = re.compile(
    r"\s*<(?:!doctype|html|head|body|main|article|section|header|div|h[1-6]|p|span|table|ul|ol)\b", re.IGNORECASE
)
_MARKDOWN = re.compile(
    r"^\#{1,6}[ ]\S | ^\S.*\n={3,}$ | \*\*[^\s*][^*\n]*\*\* | \[[^\]\n]+\]\(https?://", re.MULTILINE | re.VERBOSE
)


@twin(router, "/add/{draft}", "draft.html")
def show_draft(desk: AtDesk, request: Request, draft: Name) -> Preview:
    """Show how far a draft is, and its record once it is read."""
    found = _own(desk, request, draft)
    if found.state != "ready":
        return Preview(found, None, None)
    record = drafts.record_of(request.app.state.workshop.folder, found)
    with desk.view() as view:
        known = key_of_text(view, record.document.id)
    return Preview(found, record, known)


@deed(router, "/add/{draft}/keep", Nothing)
def keep_draft(desk: AtDesk, request: Request, draft: Name, body: Annotated[Nothing, Depends(posted(Nothing))]) -> Done:
    """Keep a draft's record in the register, linked with what is kept there.

    Where it is a document's next text, its page tells what people decided on the one before, and what of it waits.
    """
    desk.caller.need("editor")
    workshop: Workshop = request.app.state.workshop
    found = _own(desk, request, draft)
    record = drafts.record_of(workshop.folder, found)
    prepared, matchers = prepare(record, desk.packs), workshop.matchers()
    kept = desk.write(lambda writer: drafts.keep(writer, prepared, matchers), role="editor")
    drafts.discard(workshop.folder, found)
    with desk.view() as view:
        came = kept.fresh and bool(carried_to(view.connection, kept.key))
    return Done(None, f"/documents/{kept.key}{'?done=kept' if came else ''}")


@deed(router, "/add/{draft}/discard", Nothing)
def discard_draft(
    desk: AtDesk, request: Request, draft: Name, body: Annotated[Nothing, Depends(posted(Nothing))]
) -> Done:
    """Throw a draft away."""
    drafts.discard(request.app.state.workshop.folder, _own(desk, request, draft))
    return Done(None, "/add")


def _own(desk: Desk, request: Request, name: str) -> Draft:
    draft = drafts.draft_of(request.app.state.workshop.folder, name)
    if draft.by != desk.caller.name:
        raise Forbidden("this draft is another person's")
    return draft
