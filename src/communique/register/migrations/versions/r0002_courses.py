"""Courses of commitments: what each is from one day to another, to look it up by its status."""

from alembic import op
from sqlalchemy import Column, Text, cast, insert, inspect, literal, select
from sqlalchemy.types import String

from communique.register.tables import acts, courses, judgements, stale, versions

revision = "0002"
down_revision = "0001"
CHANGED = ("ix_judgements_open", "ix_judgements_person", "ix_versions_series_date")


def upgrade() -> None:
    """Create the tables, and anew the indexes that changed; the courses of what is kept wait to be worked out."""
    connection = op.get_bind()
    if "others" not in {column["name"] for column in inspect(connection).get_columns("acts")}:
        op.add_column("acts", Column("others", Text))
    courses.create(connection, checkfirst=True)
    stale.create(connection, checkfirst=True)
    for table in (judgements, versions):
        for index in table.indexes:
            if index.name in CHANGED:
                index.drop(connection, checkfirst=True)
                index.create(connection)
    key = versions.c.key + literal(".a", String) + cast(acts.c.trigger_start, String)
    kept = (
        select(key)
        .join(versions, versions.c.id == acts.c.version_id)
        .where(acts.c.cls == "commitment", versions.c.superseded_at.is_(None))
        .distinct()
    )
    connection.execute(insert(stale).from_select(["key"], kept))
