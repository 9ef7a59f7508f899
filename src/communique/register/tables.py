"""The tables of a register, the same on SQLite and PostgreSQL.

Keys that people and judgements hold on to are made of the text's own digest and a place in it, so that they
outlive a re-reading: `3f9c2ab1` is a document's text, `3f9c2ab1.a812` the act whose trigger starts at 812,
`3f9c2ab1.m40` the meeting whose anchor starts at 40 (e exercise, i instrument, p person, o organization).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    text,
)
from sqlalchemy.types import NULLTYPE

from communique.register.status import STATUSES
from communique.register.stored import Coded, Day, Digest, Entries, Key, Packed, Rule, Score, Seconds, among

# Columns of a fixed width stand first, the widest of them first: PostgreSQL fills up the places between others.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

SAME, EVIDENCE, LOOKED = "same", "evidence", "looked"
"""Kinds of judgements; the first two are those of links (`communique.resolve.link`)."""

SECONDS = Seconds()
KEY = Key()
CLASS = Coded("commitment", "decision", "call", "objection", "endorsement", "affirmation", "report")
KIND = Coded("specific", "continuing", "assurance", "scheduled")
SECTION = Coded("meeting", "exercise", "instrument", "person", "organization")
EVENT_STATUS = Coded("held", "planned", "standing")
JUDGED = Coded(SAME, EVIDENCE, LOOKED)
RELATION = Coded(
    *(SAME, LOOKED, "restates", "narrows", "widens", "weakens", "progress", "partly", "fulfils"),
    *("supersedes", "withdraws", "contests"),
)
STATUS = Coded(*STATUSES)
JUDGEMENT = Coded("positive", "negative", "unsure")
_POSITIVE = f"judgement = {JUDGEMENT.code('positive')}"
_NOT_POSITIVE = f"judgement <> {JUDGEMENT.code('positive')}"
_COMMITMENT = f"class = {CLASS.code('commitment')}"


def fixed(value: str) -> ColumnElement[Any]:
    """Return a word that stands in the query itself: only so can SQLite see that a partial index holds the answer.

    It takes the type of the column with which it is compared.
    """
    return bindparam(None, value, NULLTYPE, unique=True, literal_execute=True)


def _partial(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


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
    Column("date", Day),
    Column("recorded_at", SECONDS, nullable=False),
    Column("superseded_at", SECONDS),
    Column("key", String(16), nullable=False, unique=True),
    Column("text_id", Digest("sha256:"), nullable=False, unique=True),
    Column("title", Text),
    Column("kind", String(40)),
    Column("language", String(16), nullable=False),
    Column("fidelity", String(16), nullable=False),
    Column("speakers", Text, nullable=False),
    Column("framework", Text, nullable=False),
    Column("series", Text),
    Column("reader", String(40), nullable=False),
    Column("text", Packed, nullable=False),
    Column("record", LargeBinary, nullable=False),
    UniqueConstraint("document_id", "number"),
    Index("ix_versions_date", "date"),
    Index("ix_versions_framework_date", "framework", "date", "recorded_at", "superseded_at"),
    Index("ix_versions_series_date", "series", "date", "framework", "recorded_at", "superseded_at"),
)

# Every place where a version's text was found: a copy elsewhere is one more sighting, not one more document.
sightings = Table(
    "sightings",
    metadata,
    Column("place", Text, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), primary_key=True),
    Column("media_type", String(120), nullable=False),
    Column("sha256", Digest, nullable=False),
    Column("recorded_at", SECONDS, nullable=False),
    sqlite_with_rowid=False,
)

origins = Table(
    "origins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(120), nullable=False, unique=True),
)

# `refers` are the items of its own document that an act refers to, by their places among these.
acts = Table(
    "acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("trigger_start", Integer, nullable=False),
    Column("trigger_end", Integer, nullable=False),
    Column("due_start", Integer),
    Column("due_end", Integer),
    Column("due_earliest", Day),
    Column("due_latest", Day),
    Column("origin_id", ForeignKey("origins.id"), nullable=False),
    Column("class", CLASS, nullable=False, key="cls"),
    Column("strength", SmallInteger, nullable=False),
    Column("kind", KIND),
    Column("due_vague", Boolean),
    Column("recurrence", String(40)),
    Column("actors", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("actions", Text, nullable=False),
    Column("others", Text),
    Column("refers", Text),
    Index("ix_acts_version_id_trigger_start", "version_id", "trigger_start"),
    CheckConstraint(among("class", CLASS), name="class"),
    _partial("ix_acts_due_latest", "due_latest", where=_COMMITMENT),
    _partial("ix_acts_recurrence", "recurrence", where="recurrence IS NOT NULL"),
)

# Who speaks in a commitment or decision where it is not those who speak in its document, for finding theirs; `actors`
# and `target` of `acts` are for showing.
act_parties = Table(
    "act_parties",
    metadata,
    Column("code", String(80), primary_key=True),
    Column("act_id", ForeignKey("acts.id"), primary_key=True),
    sqlite_with_rowid=False,
)

# Meetings, exercises, instruments, persons and organizations as one document speaks of them.
items = Table(
    "items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("ordinal", Integer),
    Column("first_day", Day),
    Column("last_day", Day),
    Column("origin_id", ForeignKey("origins.id"), nullable=False),
    Column("section", SECTION, nullable=False),
    Column("status", EVENT_STATUS),
    Column("key", KEY, nullable=False, unique=True),
    Column("entity", KEY, nullable=False),
    Column("name", Text, nullable=False),
    Column("series", Text),
    Column("party", String(80)),
    Column("data", Text, nullable=False),
    CheckConstraint(among("section", SECTION), name="section"),
    Index("ix_items_version_id", "version_id"),
    _partial("ix_items_section_first_day", "section", "first_day", where="first_day IS NOT NULL"),
    Index("ix_items_section", "section"),
    _partial("ix_items_series_first_day", "series", "first_day", where="series IS NOT NULL"),
    Index("ix_items_entity", "entity"),
)

# Cheap keys (hashed) by which things that may be the same are looked up, many to a row, for there are many and each is
# small (`register/buckets.py`); an item that adds nothing to its thing has none.
item_keys = Table(
    "item_keys",
    metadata,
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("entries", Entries, nullable=False),
)

# The same of commitments.
act_keys = Table(
    "act_keys",
    metadata,
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("entries", Entries, nullable=False),
)

# What was said of a pair, never changed: `same` items, the `evidence` one act is for another, or that a person
# `looked` for evidence elsewhere. Of the rows that are not undone a person's newest holds, else a rule's newest;
# `audit_id` is the action of the person, which is undone as a whole.
judgements = Table(
    "judgements",
    metadata,
    Column("at", SECONDS, nullable=False),
    Column("undone_at", SECONDS),
    Column("id", Integer, primary_key=True),
    Column("audit_id", ForeignKey("audit.id")),
    Column("kind", JUDGED, nullable=False),
    Column("relation", RELATION, nullable=False),
    Column("judgement", JUDGEMENT, nullable=False),
    Column("score", Score, nullable=False),
    Column("person", Boolean, nullable=False),
    Column("left", KEY, nullable=False),
    Column("right", KEY, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("by", Rule),
    CheckConstraint(among("relation", RELATION), name="relation"),
    Index("ix_judgements_left", "left"),
    Index("ix_judgements_right", "right"),
    _partial("ix_judgements_relation", "relation", where=f"kind = {JUDGED.code(EVIDENCE)} AND {_POSITIVE}"),
    Index("ix_judgements_person", "left", sqlite_where=text("person IS 1"), postgresql_where=text("person IS true")),
    _partial("ix_judgements_open", "score", "judgement", "kind", where=f"{_NOT_POSITIVE} AND undone_at IS NULL"),
)

# What each commitment is from one day to another, to look it up by its status: a function of acts and judgements, made
# anew where these change. None of those whose own day and kind say all. `due_latest` is the soonest last day of its
# texts, `event` the series of the meeting at which one is due.
courses = Table(
    "courses",
    metadata,
    Column("act_id", ForeignKey("acts.id"), primary_key=True),
    Column("first_day", Day, primary_key=True),
    Column("last_day", Day),
    Column("due_latest", Day),
    Column("root_id", Integer),
    Column("status", STATUS, nullable=False),
    Column("event", Text),
    CheckConstraint(among("status", STATUS), name="status"),
    Index("ix_courses_status_last_day", "status", "last_day"),
    _partial("ix_courses_event", "event", where="event IS NOT NULL"),
    sqlite_with_rowid=False,
)

# Commitments whose courses have to be worked out anew, by key.
stale = Table("stale", metadata, Column("key", String(40), primary_key=True), sqlite_with_rowid=False)

# What matchers say again and again, once.
phrases = Table(
    "phrases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("words", Text, nullable=False, unique=True),
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
    Column("at", SECONDS, nullable=False),
    Column("undone_at", SECONDS),
    Column("audit_id", ForeignKey("audit.id")),
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
    Column("at", SECONDS, nullable=False),
    Index("ix_rereadings_state", "state"),
)

audit = Table(
    "audit",
    metadata,
    Column("at", SECONDS, nullable=False),
    Column("id", Integer, primary_key=True),
    Column("by", String(120), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_audit_subject", "subject"),
)

# People who may come in, where a team shares the register; never deleted, so that a name means one person for ever.
# `password` is an Argon2 hash; `once_until` is set while it is one that was handed out and has to be changed.
accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("password", String(255), nullable=False),
    Column("role", String(16), nullable=False),
    Column("party", String(80)),
    Column("created_at", SECONDS, nullable=False),
    Column("once_until", SECONDS),
    Column("disabled_at", SECONDS),
)

# Who is logged in, by a digest of what the browser holds. Not part of a backup.
sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("began_at", SECONDS, nullable=False),
    Column("seen_at", SECONDS, nullable=False),
    Index("ix_sessions_account_id", "account_id"),
    info={"fleeting": True},
)

# What programs come in with, by a digest; its role is no higher than that of its account.
tokens = Table(
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("name", String(80), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("created_at", SECONDS, nullable=False),
    Column("ends_at", SECONDS, nullable=False),
    Column("used_at", SECONDS),
    Column("revoked_at", SECONDS),
    Index("ix_tokens_account_id", "account_id"),
)

# Logins that were tried lately, each under a digest of the name and one of the address; those that failed count.
login_attempts = Table(
    "login_attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("at", SECONDS, nullable=False),
    Index("ix_login_attempts_key_at", "key", "at"),
    info={"fleeting": True},
)
