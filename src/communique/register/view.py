"""View: all reading of a register; nothing can be changed through it."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select

from communique.model import Record
from communique.model.errors import RegisterError
from communique.register import blob
from communique.register.tables import sightings, versions


class View:
    """The register as it stands inside one reading transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def count(self) -> int:
        """Return how many versions of documents the register keeps."""
        return int(self.connection.execute(select(func.count()).select_from(versions)).scalar_one())

    def knows_text(self, text_id: str) -> bool:
        """Tell whether a text is kept."""
        return self.connection.execute(_TEXT, {"text_id": text_id}).first() is not None

    def knows_bytes(self, place: str, sha256: str) -> bool:
        """Tell whether the very bytes that a place gives now were kept from there, as its newest text."""
        return self.connection.execute(_BYTES, {"place": place, "sha256": sha256}).first() is not None

    def record(self, key: str) -> Record:
        """Return the record kept under a document's key; raise `RegisterError` where there is none."""
        row = self.connection.execute(
            select(versions.c.record, versions.c.text).where(versions.c.key == key)
        ).one_or_none()
        if row is None:
            raise RegisterError(
                f"no document {key!r} in this register: `communique search` or `communique status` show what is there"
            )
        return blob.unpack(row.record, row.text)


_TEXT = select(versions.c.id).where(versions.c.text_id == bindparam("text_id"))
_BYTES = select(sightings.c.version_id).where(
    sightings.c.place == bindparam("place"), sightings.c.sha256 == bindparam("sha256")
)
