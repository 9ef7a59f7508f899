"""Buckets: cheap keys packed many to a row give back what was put under them, the newest of each."""

from sqlalchemy import func, select

from communique.register import buckets
from communique.register.candidates import NAMES_A_THING, Blocks
from communique.register.tables import act_keys

NEAR = (7, 7 + buckets.NUMBER, 7 + 2 * buckets.NUMBER)
"""Keys of one bucket."""
NAMED = NAMES_A_THING | (1 << 40) - 1


def put(register, *rows):
    def change(writer):
        under = Blocks(writer.connection, act_keys, [key for key, _ in rows])
        for key, id_ in rows:
            under.add([key], id_)
        under.write()

    register.write(change)


def found(register, *keys):
    with register.view() as view:
        under = Blocks(view.connection, act_keys, keys)
        return [list(under.at(key)) for key in keys]


def test_keys_of_one_row_are_kept_apart(register):
    put(register, (NEAR[0], 3), (NEAR[2], 1), (NAMED, 2_000_000_000), (NEAR[0], 5), (NEAR[0], 3))
    put(register, (NEAR[0], 9), (NEAR[1], 8))
    assert found(register, *NEAR, NAMED, 8) == [[3, 5, 9], [8], [1], [2_000_000_000], []]
    with register.view() as view:
        assert view.connection.execute(select(func.count()).select_from(act_keys)).scalar() == 2


def test_the_newest_under_a_key_are_kept(register, monkeypatch):
    monkeypatch.setattr(buckets, "PER_KEY", 3)
    put(register, *((NEAR[0], id_) for id_ in range(1, 5)), (NEAR[1], 1))
    put(register, (NEAR[0], 5))
    with register.view() as view:
        [entries] = buckets.read(view.connection, act_keys, [NEAR[0]]).values()
    assert buckets.ids_under(entries, NEAR[0]) == [3, 4, 5]
    assert buckets.ids_under(entries, NEAR[1]) == [1]


def test_rows_that_go_are_forgotten(register):
    put(register, (NEAR[0], 1), (NEAR[0], 2), (NAMED, 1), (NAMED, 4))
    register.write(lambda writer: buckets.forget(writer.connection, act_keys, [1, 2, 3]))
    assert found(register, NEAR[0], NAMED) == [[], [4]]
