"""The tables of a register, the same on SQLite and PostgreSQL.

Keys that people and judgements hold on to are made of the text's own digest and a place in it, so that they
outlive a re-reading: `3f9c2ab1` is a document's text, `3f9c2ab1.a812` the act whose trigger starts at 812,
`3f9c2ab1.m40` the meeting whose anchor starts at 40 (e exercise, i instrument, p person, o organization).
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A document as published at one place; its texts over time are its versions.
documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("place", Text, nullable=False, unique=True),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("key", String(16), nullable=False, unique=True),
    Column("text_id", String(80), nullable=False, unique=True),
    Column("title", Text),
    Column("kind", String(40)),
    Column("date", Date),
    Column("language", String(16), nullable=False),
    Column("fidelity", String(16), nullable=False),
    Column("speakers", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("reader", String(40), nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    UniqueConstraint("document_id", "number"),
    Index("ix_versions_date", "date"),
)

# Every place where a version's text was found: a copy elsewhere is one more sighting, not one more document.
sightings = Table(
    "sightings",
    metadata,
    Column("version_id", ForeignKey("versions.id"), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("media_type", String(120), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("recorded_at", DateTime, nullable=False),
)

origins = Table(
    "origins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(120), nullable=False, unique=True),
)

acts = Table(
    "acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("key", String(32), nullable=False, unique=True),
    Column("class", String(16), nullable=False, key="cls"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("trigger_start", Integer, nullable=False),
    Column("trigger_end", Integer, nullable=False),
    Column("strength", Integer, nullable=False),
    Column("kind", String(16)),
    Column("due_start", Integer),
    Column("due_end", Integer),
    Column("due_earliest", Date),
    Column("due_latest", Date),
    Column("due_vague", Boolean),
    Column("recurrence", String(40)),
    Column("origin_id", ForeignKey("origins.id"), nullable=False),
    Index("ix_acts_version_id", "version_id"),
    Index("ix_acts_class_due_latest", "cls", "due_latest"),
)

act_parties = Table(
    "act_parties",
    metadata,
    Column("act_id", ForeignKey("acts.id"), primary_key=True),
    Column("part", String(8), primary_key=True),
    Column("code", String(80), primary_key=True),
    Index("ix_act_parties_code_part_act_id", "code", "part", "act_id"),
)

# Meetings, exercises, instruments, persons and organizations as one document speaks of them.
items = Table(
    "items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("key", String(32), nullable=False, unique=True),
    Column("section", String(16), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("series", Text),
    Column("ordinal", Integer),
    Column("status", String(16)),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("party", String(80)),
    Column("data", Text, nullable=False),
    Column("entity", String(32), nullable=False),
    Column("origin_id", ForeignKey("origins.id"), nullable=False),
    Index("ix_items_version_id", "version_id"),
    Index("ix_items_section_folded", "section", "folded"),
    Index("ix_items_section_series_ordinal", "section", "series", "ordinal"),
    Index("ix_items_entity", "entity"),
)

# What was said of a pair, never changed: `same` items, or the `evidence` one act is for another. The newest row that
# is not undone holds. A judgement by a rule carries its score and reasons; one by a person, the person.
judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("left", String(32), nullable=False),
    Column("right", String(32), nullable=False),
    Column("relation", String(16), nullable=False),
    Column("judgement", String(16), nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("by", String(120), nullable=False),
    Column("person", Boolean, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("undone_at", DateTime),
    Column("undone_by", String(120)),
    Index("ix_judgements_left", "left"),
    Index("ix_judgements_right", "right"),
    Index("ix_judgements_judgement", "judgement", "undone_at"),
)

# A person's corrections of single values, kept apart from what was read so that a re-reading can not lose them.
corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(32), nullable=False),
    Column("field", String(40), nullable=False),
    Column("value", Text, nullable=False),
    Column("by", String(120), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("undone_at", DateTime),
    Index("ix_corrections_key", "key"),
)

# What better rules would read differently in a kept version: a proposal until a person takes it.
rereadings = Table(
    "rereadings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("reader", String(40), nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("difference", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", DateTime, nullable=False),
    Index("ix_rereadings_state", "state"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
)
