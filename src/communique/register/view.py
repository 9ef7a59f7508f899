"""View: all reading of a register; nothing can be changed through it."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from communique.model import Record
from communique.model.errors import RegisterError
from communique.register import blob
from communique.register.tables import versions


class View:
    """The register as it stands inside one reading transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def count(self) -> int:
        """Return how many versions of documents the register keeps."""
        return int(self.connection.execute(select(func.count()).select_from(versions)).scalar_one())

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
