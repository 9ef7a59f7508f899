"""Reasons are stored short and read as they were."""

from __future__ import annotations

import json

from communique.register import Register, reasons


def test_reasons_are_read_as_written(register: Register) -> None:
    given = [
        ("Both speak of “radar”, “data”", "The same name"),
        ("Both speak of “navy”", "Against it, of 3f9c2ab1.m40: “the talks” are others"),
        ("It was held “” in May",),
        (),
    ]
    written = register.write(lambda writer: reasons.write(writer.connection, given))
    with register.view() as view:
        assert reasons.read(view.connection, written) == given
    assert all(isinstance(part, (int, list)) for part in json.loads(written[0]))
    assert register.write(lambda writer: reasons.write(writer.connection, given)) == written
