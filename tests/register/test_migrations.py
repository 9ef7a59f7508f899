"""Migrations: a register as an earlier version of the program left it answers as before."""

from datetime import date

from sqlalchemy import MetaData, String, insert, select, text

from communique.register import open_register
from communique.register.commitments import Filter
from communique.register.engine import create_full_text, open_engine, register_url
from communique.register.migrate import HEAD, VERSION_TABLE
from communique.register.moment import Moment
from communique.register.rows import SPEAKERS
from communique.register.tables import acts, items, judgements, metadata, versions
from communique.register.things import Wanted
from communique.resolve.link import EVIDENCE, SAME, Link

from .conftest import act, body, keep, make_record

TODAY = Moment(date(2025, 2, 1))
WERE_WORDS = ((judgements, ("left", "right")), (items, ("key", "entity")))


def filled(place):
    """A register with promises of the speakers and of others, things and links."""
    register = open_register(place, create=True)
    keys = []
    for number, (day, actors) in enumerate(((date(2024, 1, 5), ("KOR", "USA", "JPN")), (date(2024, 6, 5), ("USA",)))):
        words = f"Statement {number}\n\nThey agreed to share data and to hold talks by the Coordinating Body."
        made = act(
            words,
            "agreed to share data and to hold talks",
            "agreed",
            actors=actors,
            actions=("share data", "hold talks"),
        )
        record = make_record(
            words, on=day, path=f"{number}.txt", acts=(made,), organizations=(body(words, "Coordinating Body"),)
        )
        key = keep(register, record).key
        keys.append((f"{key}.a{made.trigger.start}", f"{key}.o{record.organizations[0].anchor.start}"))
    (first, one), (second, two) = keys
    register.write(lambda writer: writer.link(Link(EVIDENCE, f"{first}#2", second, "fulfils", 0.95)))
    register.write(lambda writer: writer.link(Link(EVIDENCE, f"{first}#1", second, "restates", 0.7)))
    register.write(lambda writer: writer.link(Link(SAME, one, two, SAME, 0.7)))
    return register, first, one


def answers(register, act_key, thing_key):
    with register.view() as view:
        return (
            view.commitments(Filter(), TODAY, 25),
            view.act(act_key, TODAY),
            view.thing(thing_key, TODAY),
            view.things(Wanted("organization"), TODAY, 25),
            [(one.id, one.left, one.right, one.action) for one in view.proposals()],
            view.waiting(),
            view.history(act_key),
        )


def as_it_was(connection, source):
    """Make the tables of the revision before short keys, and fill them with what another register holds."""
    old = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        table.to_metadata(old)
    for table, names in WERE_WORDS:
        for name in names:
            old.tables[table.name].c[name].type = String(40)
    old.create_all(connection)
    create_full_text(connection)
    connection.execute(text(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES ('0002')"))
    with source.engine.connect() as there:
        speakers = dict(tuple(row) for row in there.execute(select(versions.c.id, versions.c.speakers)))
        for table in metadata.sorted_tables:
            rows = [
                {column.key: row._mapping[column] for column in table.columns} for row in there.execute(select(table))
            ]
            if table is acts:
                assert {row["actors"] for row in rows} == {SPEAKERS, "USA"}
                rows = [
                    row | ({"actors": speakers[row["version_id"]]} if row["actors"] == SPEAKERS else {}) for row in rows
                ]
            if rows:
                connection.execute(insert(old.tables[table.name]), rows)


def test_keys_and_actors_that_were_words_are_read_as_before(place, tmp_path):
    source, *keys = filled(str(tmp_path / "source.db"))
    wanted = answers(source, *keys)
    engine = open_engine(register_url(place))
    with engine.execution_options(writes=True).begin() as connection:
        as_it_was(connection, source)
    engine.dispose()
    source.close()
    register = open_register(place)
    assert answers(register, *keys) == wanted
    with register.engine.connect() as connection:
        assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() == HEAD
        assert {row.actors for row in connection.execute(select(acts.c.actors))} == {SPEAKERS, "USA"}
    register.close()
