"""Stamp: whatever a writer changes, the register's stamp is another one; what changes nothing leaves it."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from communique.register import accounts
from communique.register.rows import prepare
from communique.register.stamp import stamp
from communique.register.tables import items
from communique.register.writer import Writer
from communique.resolve.link import EVIDENCE, Link

from .conftest import keep
from .test_links import statement

FIRST, SECOND, THIRD = (
    statement(1, date(2024, 9, 10)),
    statement(2, date(2024, 11, 15)),
    statement(3, date(2025, 1, 20)),
)
PLACE = "https://example.org/elsewhere"


def key_of(record, version):
    return f"{version}.a{record.acts[0].trigger.start}"


def link(left, right, relation="fulfils"):
    return Link(EVIDENCE, left, right, relation, 0.95, ("told as done",))


def see(writer, _left, _right):
    return writer.see(prepare(FIRST, ()).text_id, PLACE, "text/plain", "a" * 64)


def again(writer, _left, _right):
    writer.keep(replace(prepare(FIRST, ()), place=PLACE))


CHANGES = {
    "keep": lambda writer, left, right: writer.keep(prepare(THIRD, ())),
    "keep_all": lambda writer, left, right: writer.keep_all([prepare(THIRD, ())]),
    "keep a known text found elsewhere": again,
    "see": see,
    "sight": lambda writer, left, right: writer.sight(1, PLACE, "text/plain", "a" * 64),
    "replace": lambda writer, left, right: writer.replace(1, left.partition(".")[0], prepare(FIRST, ())),
    "note": lambda writer, left, right: writer.note("look", left, {}),
    "note_all": lambda writer, left, right: writer.note_all([("look", left, {})]),
    "link": lambda writer, left, right: writer.link(link(left, right, "progress")),
    "link_all": lambda writer, left, right: writer.link_all([link(left, right, "partly")], fresh=True),
    "accept": lambda writer, left, right: writer.accept(1),
    "reject": lambda writer, left, right: writer.reject(1),
    "decide_all": lambda writer, left, right: writer.decide_all([1], positive=False),
    "evidence": lambda writer, left, right: writer.evidence(left, right, "contests"),
    "looked": lambda writer, left, right: writer.looked(left),
    "merge": lambda writer, left, right: writer.merge(*items_of(writer)),
    "correct": lambda writer, left, right: writer.correct(left, "kind", "continuing"),
    "an account": lambda writer, left, right: accounts.add(writer, "kim", "hash", "reader", None),
}
TESTED_APART = {"split", "undo"}
NO_CHANGE_OF_ITS_OWN = {"insert", "origin_ids", "touch", "touch_version", "meet", "settle"}
"""What others are made of, which write to the trail themselves."""


def items_of(writer):
    keys = list(writer.connection.execute(select(items.c.key).where(items.c.section == "person")).scalars())
    return keys[0], keys[-1]


@pytest.fixture
def linked(register):
    keys = [key_of(record, keep(register, record).key) for record in (FIRST, SECOND)]
    register.write(lambda writer: writer.link(link(*keys)))
    return register, keys


def now(register):
    with register.view() as view:
        return stamp(view.connection)


def test_all_that_a_writer_does_is_among_the_changes():
    methods = {name for name in vars(Writer) if not name.startswith("_")}
    assert methods == (CHANGES.keys() & methods) | TESTED_APART | NO_CHANGE_OF_ITS_OWN


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_changes_the_stamp(linked, change):
    register, keys = linked
    before = now(register)
    register.write(lambda writer: CHANGES[change](writer, *keys), by="Lee", person=True)
    assert now(register) != before


def test_splitting_and_undoing_change_the_stamp(linked):
    register, _ = linked
    register.write(lambda writer: writer.merge(*items_of(writer)), by="Lee", person=True)
    seen = [now(register)]
    action = register.write(lambda writer: writer.split(items_of(writer)[0]), by="Lee", person=True)
    seen.append(now(register))
    register.write(lambda writer: writer.undo(action), by="Lee", person=True)
    assert len({*seen, now(register)}) == 3


def test_other_bytes_at_a_known_place_change_the_stamp_and_the_same_do_not(linked):
    register, keys = linked
    register.write(lambda writer: see(writer, *keys))
    before = now(register)
    register.write(lambda writer: see(writer, *keys))
    assert now(register) == before
    register.write(lambda writer: writer.see(prepare(FIRST, ()).text_id, PLACE, "text/plain", "b" * 64))
    assert now(register) != before
