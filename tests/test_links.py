"""The lists by which linking is measured are whole; measuring skips with a reason where the texts are not there."""

from pathlib import Path

import pytest
from evaluation.links import __main__ as links
from evaluation.links import measure
from evaluation.links.kept import folded, listed
from evaluation.run import SHARED

from communique.resolve import RELATIONS


def test_measuring_says_why_it_is_skipped(monkeypatch, capsys):
    monkeypatch.setattr(links, "SHARED", Path("/nowhere"))
    assert links.main([]) == 0
    assert capsys.readouterr().out.startswith("skipped: ")


def test_verdicts_name_places_and_known_relations():
    verdicts = listed("verdicts.yml")
    assert len(verdicts) >= measure.SIZE
    for one in verdicts:
        assert one["relation"] in RELATIONS
        assert one["holds"] in (True, False)
        for side in ("commitment", "later"):
            name, _, at = one[side].rpartition(":")
            assert name
            assert at.isdigit()


def test_things_are_of_the_kinds_that_are_joined():
    for line in listed("things.yml"):
        assert line["section"] in measure.SECTIONS
        assert len({document for document, _ in line["members"]}) > 1 or len(line["members"]) > 1, line["name"]


def test_every_pair_of_the_evidence_list_stands_in_the_texts():
    folder = SHARED / "statements"
    if not folder.is_dir():
        pytest.skip("the statements of the series lie in ../shared/statements, which is not there")
    texts = {path.name: folded(path.read_text(encoding="utf-8").replace("*", "")) for path in folder.iterdir()}
    for lines in listed("evidence.yml").values():
        for line in lines:
            assert set(line["relation"]) <= set(RELATIONS)
            for start, words in (line["promise"], line["later"]):
                if words.startswith("meeting of"):
                    continue  # the name that a meeting gets where the text says that people convened
                assert any(name.startswith(start) and folded(words) in text for name, text in texts.items()), words
