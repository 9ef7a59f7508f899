"""Short keys: those of judgements and items as bytes, and actors who are the speakers as a sign for these."""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    bindparam,
    column,
    inspect,
    select,
    table,
    text,
)

from communique.register.rows import SPEAKERS
from communique.register.tables import KEY, items, judgements

revision = "0003"
down_revision = "0002"
AT_ONCE = 1_000


def upgrade() -> None:
    """Rewrite keys and actors where they stand as words, and make the index of what waits anew."""
    connection = op.get_bind()
    here = inspect(connection)
    for whole, names in ((judgements, ("left", "right")), (items, ("key", "entity"))):
        types = {one["name"]: one["type"] for one in here.get_columns(whole.name)}
        if isinstance(types[names[0]], String):
            _shorten(connection, whole, names)
    for index in judgements.indexes:
        if index.name == "ix_judgements_open":
            index.drop(connection, checkfirst=True)
            index.create(connection)
    connection.execute(
        text(
            "UPDATE acts SET actors = :sign"
            " WHERE actors = (SELECT speakers FROM versions WHERE versions.id = acts.version_id)"
        ),
        {"sign": SPEAKERS},
    )


def _shorten(connection: Connection, whole: Table, names: Sequence[str]) -> None:
    """Write the keys of a table as bytes; SQLite takes them into a column of words, PostgreSQL into one of their own.

    There the columns that are left take constraints and indexes with them, which are made anew.
    """
    own = connection.dialect.name == "postgresql"
    into = [f"{name}_bytes" if own else name for name in names]
    if own:
        for name in into:
            op.add_column(whole.name, Column(name, LargeBinary))
    words = table(whole.name, column("id", Integer), *(column(name, String) for name in names))
    short = table(whole.name, column("id", Integer), *(column(name, KEY) for name in into))
    change = short.update().where(short.c.id == bindparam("own"))
    change = change.values({name: bindparam(f"to_{name}", type_=KEY) for name in into})
    last = 0
    query = select(words).where(words.c.id > bindparam("last")).order_by(words.c.id).limit(AT_ONCE)
    while rows := connection.execute(query, {"last": last}).all():
        last = rows[-1].id
        given = [
            {"own": row.id} | {f"to_{new}": row._mapping[old] for old, new in zip(names, into, strict=True)}
            for row in rows
        ]
        connection.execute(change, given)
    if own:
        for name, new in zip(names, into, strict=True):
            op.drop_column(whole.name, name)
            op.alter_column(whole.name, new, new_column_name=name, nullable=False)
        if whole is items:
            op.create_unique_constraint("uq_items_key", "items", ["key"])
        for index in whole.indexes:
            index.create(connection, checkfirst=True)
