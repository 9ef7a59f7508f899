"""Migrations: a register as an earlier version of the program left it answers as before."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date

from sqlalchemy import MetaData, String, insert, inspect, select, text

from communique.register import buckets, open_register
from communique.register.backup import backup, restore
from communique.register.commitments import Filter
from communique.register.engine import create_full_text, open_engine, register_url
from communique.register.migrate import HEAD, VERSION_TABLE
from communique.register.migrations.versions import r0004_fewer_rows
from communique.register.moment import Moment
from communique.register.rows import SPEAKERS
from communique.register.subjects import act_subjects
from communique.register.tables import act_keys, act_parties, acts, item_keys, items, judgements, metadata, versions
from communique.register.things import Wanted
from communique.resolve.link import EVIDENCE, SAME, Link

from .conftest import NOBODY, act, body, keep, make_record

WORDS_BESIDE_TEXTS = (
    "DROP INDEX ix_versions_words",
    "ALTER TABLE versions ADD COLUMN words tsvector GENERATED ALWAYS AS"
    " (to_tsvector('english', coalesce(title, '') || ' ' || text)) STORED",
    "CREATE INDEX ix_versions_words ON versions USING gin (words)",
)
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


def referring(place):
    """A register whose acts refer to bodies, with the cheap keys by which these and promises are found."""
    register = open_register(place, create=True)
    matchers = replace(NOBODY, blocks=lambda subject: ("a|=all", subject.document.key))
    keys = []
    for number, actors in enumerate((("KOR", "USA", "JPN"), ("USA",), ("KOR", "USA", "JPN"))):
        words = f"Statement {number}\n\nThe Liaison Group met. They agreed to hold talks by the Coordinating Body."
        bodies = (body(words, "Liaison Group"), body(words, "Coordinating Body"))
        made = act(words, "agreed to hold talks by the Coordinating Body", "agreed", actors=actors)
        made = replace(made, refers_to=(bodies[1].id, bodies[0].id) if number else (bodies[1].id,))
        record = make_record(
            words, on=date(2024, 1 + number, 5), path=f"{number}.txt", acts=(made,), organizations=bodies
        )
        keys.append(f"{keep(register, record, matchers).key}.a{made.trigger.start}")
    return register, keys


def with_more_rows(connection, source):
    """Turn a register that holds what another does into one of the revision before fewer rows."""
    r0004_fewer_rows.before.create_all(connection)
    with source.engine.connect() as there:
        own = {}
        for row in there.execute(select(items.c.id, items.c.version_id).order_by(items.c.id)):
            own.setdefault(row.version_id, []).append(row.id)
        said = there.execute(
            select(acts.c.id, acts.c.version_id, acts.c.refers, acts.c.actors, versions.c.speakers).join(versions)
        ).all()
    for row in said:
        for number in (row.refers or "").split():
            pair = {"act": row.id, "item": own[row.version_id][int(number)]}
            connection.execute(text("INSERT INTO act_items (act_id, item_id) VALUES (:act, :item)"), pair)
        for code in row.speakers.split("|") if row.actors == SPEAKERS else ():
            connection.execute(insert(act_parties), {"act_id": row.id, "code": code})
    for table, old, name in ((item_keys, "blocks", "item_id"), (act_keys, "act_blocks", "act_id")):
        for row in connection.execute(select(table)).all():
            for entry in row.entries:
                pair = {"block": (entry >> 32) * buckets.NUMBER + row.bucket, "id": entry & 0xFFFFFFFF}
                connection.execute(text(f"INSERT INTO {old} (block, {name}) VALUES (:block, :id)"), pair)
        table.drop(connection)
    connection.execute(text("ALTER TABLE acts DROP COLUMN refers"))
    if connection.dialect.name == "postgresql":
        for statement in WORDS_BESIDE_TEXTS:
            connection.execute(text(statement))
    connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0003'"))


def contents(register):
    """All that the tables hold, and what is asked of texts."""
    with register.engine.connect() as connection:
        rows = {
            table.name: sorted(map(repr, connection.execute(select(table)).mappings()))
            for table in metadata.sorted_tables
        }
        tables = set(inspect(connection).get_table_names())
    with register.view() as view:
        found = [hit.key for hit in view.search("coordinating bodies", TODAY, 5)]
        of_party = [one.key for one in view.commitments(Filter(party="JPN"), TODAY, 5).found]
    return rows, tables & set(r0004_fewer_rows.before.tables), sorted(found), of_party


def test_what_stood_in_more_rows_is_read_as_before(place, tmp_path):
    source, keys = referring(str(tmp_path / "source.db"))
    with source.view() as view:
        backup(view, tmp_path / "all.jsonl")
    register = open_register(place, create=True)
    register.write(lambda writer: restore(writer, tmp_path / "all.jsonl"))
    wanted = contents(register)
    assert len(wanted[0]["item_keys"]) > 1
    assert len(wanted[0]["act_parties"]) == 1
    assert wanted[3] == [keys[2], keys[0]]
    register.close()
    engine = open_engine(register_url(place))
    with engine.execution_options(writes=True).begin() as connection:
        with_more_rows(connection, source)
    engine.dispose()
    register = open_register(place)
    assert contents(register) == wanted
    with register.view() as view:
        subjects = act_subjects(view.connection, acts.c.id > 0)
    assert [[one.key.partition(".")[2] for one in subject.refers_to] for subject in subjects.values()] == [
        ["o69"],
        ["o17", "o69"],
        ["o17", "o69"],
    ]
    register.close()
    source.close()


def test_a_backup_of_more_rows_is_restored(place, tmp_path):
    source, _ = referring(place)
    wanted = contents(source)
    with source.view() as view:
        backup(view, tmp_path / "now.jsonl")
    source.write(lambda writer: with_more_rows(writer.connection, source))
    lines = [json.loads(line) for line in (tmp_path / "now.jsonl").read_text().splitlines()]
    rows = [line for line in lines[1:-1] if line["table"] not in ("item_keys", "act_keys", "act_parties")]
    for row in rows:
        if row["table"] == "acts":
            del row["row"]["refers"]
    with source.engine.connect() as connection:
        for name in ("act_parties", *r0004_fewer_rows.before.tables):
            found = connection.execute(text(f"SELECT * FROM {name}")).mappings()
            rows += [{"table": name, "row": dict(row)} for row in found]
    source.close()
    counts = Counter(row["table"] for row in rows)
    written = [lines[0] | {"revision": "0003"}, *rows, {"end": counts}]
    (tmp_path / "before.jsonl").write_text("".join(json.dumps(line) + "\n" for line in written))
    again = open_register(str(tmp_path / "again.db"), create=True)
    again.write(lambda writer: restore(writer, tmp_path / "before.jsonl"))
    assert contents(again) == wanted
    again.close()
