"""Fewer rows: what an act refers to stands with it, cheap keys stand many to a row, and words in their index only."""

from itertools import groupby

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    insert,
    inspect,
    text,
    update,
)

from communique.register.buckets import NUMBER, entries_of, newest
from communique.register.engine import create_full_text
from communique.register.rows import SPEAKERS
from communique.register.tables import act_keys, acts, item_keys

revision = "0004"
down_revision = "0003"

before = MetaData()
"""The tables that go."""


def _pairs(name: str, first: Column[int], second: str) -> Table:
    return Table(name, before, first, Column(second, Integer, primary_key=True))


act_items = _pairs("act_items", Column("item_id", Integer, primary_key=True), "act_id")
blocks = _pairs("blocks", Column("block", BigInteger, primary_key=True), "item_id")
act_blocks = _pairs("act_blocks", Column("block", BigInteger, primary_key=True), "act_id")


def upgrade() -> None:
    """Put the contents of the tables that go where they stand now; PostgreSQL writes its texts anew."""
    connection = op.get_bind()
    columns = {name: {one["name"] for one in inspect(connection).get_columns(name)} for name in ("acts", "versions")}
    if "refers" not in columns["acts"]:
        op.add_column("acts", Column("refers", Text))
    for table in (item_keys, act_keys):
        table.create(connection, checkfirst=True)
    if inspect(connection).has_table("act_items"):
        take_over(connection)
    if "words" in columns["versions"]:
        op.drop_column("versions", "words")
        create_full_text(connection)
        connection.execute(text("CLUSTER versions USING pk_versions"))


def take_over(connection: Connection) -> None:
    """Put the contents of the tables that go where they stand now, and drop them."""
    _refer(connection)
    connection.execute(
        text("DELETE FROM act_parties WHERE act_id IN (SELECT id FROM acts WHERE actors = :sign)"), {"sign": SPEAKERS}
    )
    for old, new in ((blocks, item_keys), (act_blocks, act_keys)):
        _pack(connection, old, new)
    before.drop_all(connection)


def _refer(connection: Connection) -> None:
    place = "(SELECT count(*) FROM items other WHERE other.version_id = items.version_id AND other.id < items.id)"
    query = text(
        f"SELECT act_items.act_id AS act, {place} AS place FROM act_items JOIN items ON items.id = act_items.item_id"
        " ORDER BY act, place"
    )
    rows = connection.execute(query).all()
    own = [
        {"own": act, "places": " ".join(str(row.place) for row in there)}
        for act, there in groupby(rows, lambda row: row.act)
    ]
    if own:
        change = update(acts).where(acts.c.id == bindparam("own")).values(refers=bindparam("places"))
        connection.execute(change, own)


def _pack(connection: Connection, old: Table, new: Table) -> None:
    query = text(f"SELECT * FROM {old.name} ORDER BY block % {NUMBER}, block")
    packed = []
    for bucket, rows in groupby(connection.execute(query).all(), lambda row: row[0] % NUMBER):
        keys = {key: newest(row[1] for row in there) for key, there in groupby(rows, lambda row: row[0])}
        packed.append({"bucket": bucket, "entries": entries_of(keys)})
    if packed:
        connection.execute(insert(new), packed)
