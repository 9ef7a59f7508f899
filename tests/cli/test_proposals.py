"""Proposals by number: each tells of its own pair, and is found as long as it waits."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from tests.register.conftest import act, keep, make_record

from communique.cli.proposals import find
from communique.register import open_register
from communique.register.rows import prepare
from communique.register.tables import versions
from communique.resolve.link import EVIDENCE, Link


@pytest.fixture
def pair(tmp_path):
    """A register with two proposals of one promise and one later text: of its second action, and of the whole."""
    register = open_register(str(tmp_path / "register.db"), create=True)
    records, keys = [], []
    for number in (1, 2):
        text = f"Statement {number}\n\nThey agreed to share data and to hold talks."
        made = act(text, "agreed to share data and to hold talks", "agreed", actions=("share data", "hold talks"))
        record = make_record(text, on=date(2024, 1, number), path=f"{number}.txt", acts=(made,))
        records.append(record)
        keys.append(f"{keep(register, record).key}.a{made.trigger.start}")
    register.write(lambda writer: writer.link(Link(EVIDENCE, f"{keys[0]}#2", keys[1], "fulfils", 0.7)))
    register.write(lambda writer: writer.link(Link(EVIDENCE, keys[0], keys[1], "restates", 0.6)))
    yield register, records[0], keys[0]
    register.close()


def test_a_proposal_tells_of_its_own_action_only(pair):
    register, _, key = pair
    with register.view() as view:
        second, whole = view.proposals()
    register.write(lambda writer: writer.accept(second.id), by="Ahn", person=True)
    with register.view() as view:
        told = {one.id: find(view, one.id) for one in (second, whole)}
    assert [entry.about.split()[0] for entry in told[second.id].entries] == [f"{key}#2"] * 2
    assert [entry.about.split()[0] for entry in told[whole.id].entries] == [key]
    assert told[second.id].state.startswith("accepted by Ahn")
    assert told[whole.id].state.startswith("waits for a person")


def test_a_proposal_is_found_whose_act_a_new_reading_dropped(pair):
    register, record, key = pair
    document = key.split(".")[0]
    with register.view() as view:
        version = view.connection.execute(select(versions.c.id).where(versions.c.key == document)).scalar_one()
    register.write(lambda writer: writer.replace(version, document, prepare(replace(record, acts=()))))
    with register.view() as view:
        listed = view.proposals()
        assert listed
        assert all(find(view, one.id).state.startswith("waits for a person") for one in listed)
