"""Pairs of records, told one or two, and later acts with what they do to a promise: the rows of `*.yml`.

`same_*.yml`: `{why, section, left, right, is: same | maybe | two}`, sides being fields of `ItemSubject` with `day` and
`speakers` of their documents. `evidence_*.yml`: `{why, promise, later, relation: one of RELATIONS or none, sure}`,
acts being fields of `ActSubject`; a `later` with `section` is a meeting or exercise.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from communique.packs import load_packs
from communique.resolve import SURE, ActSubject, ItemSubject, Known, Setting, blocks, evidence, same
from communique.resolve.link import POSSIBLE
from communique.resolve.weighing import unsure
from communique.resolve.words import plain

HERE = Path(__file__).parent
KNOWN = Known.of(load_packs())
DAY = date(2023, 5, 1)


def rows(pattern: str) -> list[Any]:
    return [
        pytest.param(row, id=f"{path.stem}:{row['why'][:60]}")
        for path in sorted(HERE.glob(pattern))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def setting(row: dict[str, Any], key: str) -> Setting:
    speakers = tuple(row.pop("speakers", ["JPN", "KOR", "USA"]))
    return Setting(
        key=key,
        date=row.pop("day", None),
        speakers=speakers,
        series=row.pop("document_series", None),
        framework=KNOWN.framework(speakers),
    )


def item(row: dict[str, Any], section: str, key: str) -> ItemSubject:
    row = dict(row)
    document = setting(row, key)
    row = {field: tuple(value) if isinstance(value, list) else value for field, value in row.items()}
    found = ItemSubject(
        key=f"{key}.{section[0]}1", section=section, folded=plain(row["name"]), document=document, **row
    )
    return replace(found, names=found.names or (found.name,), entity=found.key)


def act(row: dict[str, Any], key: str, cls: str) -> ActSubject:
    row = dict(row)
    document = setting(row, key)
    due = row.pop("due", None)
    if due is not None:
        row |= {"due_earliest": due[0], "due_latest": due[1]}
    row = {field: tuple(value) if isinstance(value, list) else value for field, value in row.items()}
    row.setdefault("actors", document.speakers)
    return ActSubject(key=f"{key}.a1", cls=row.pop("cls", cls), document=document, **row)


@pytest.mark.parametrize("row", rows("same_*.yml"))
def test_same(row: dict[str, Any]) -> None:
    left, right = item(row["left"], row["section"], "d1"), item(row["right"], row["section"], "d2")
    link, back = same(left, right, KNOWN), same(right, left, KNOWN)
    assert link == back
    if row["is"] == "two":
        assert link is None, link
        return
    assert link is not None
    assert link.reasons
    assert set(blocks(left, KNOWN)) & set(blocks(right, KNOWN)), "no shared key: the pair would never be compared"
    if row["is"] == "same":
        assert link.score >= SURE, link
    else:
        assert POSSIBLE <= link.score < SURE, link


@pytest.mark.parametrize("row", rows("evidence_*.yml"))
def test_evidence(row: dict[str, Any]) -> None:
    promise = act(row["promise"], "d1", "commitment")
    given = dict(row["later"])
    section = given.pop("section", None)
    later = act(given, "d2", "report") if section is None else item(given, section, "d2")
    links = evidence(promise, [later], KNOWN)
    if row["relation"] == "none":
        assert links == []
        return
    assert [link.relation for link in links] == [row["relation"]], links
    assert links[0].reasons
    if "sure" in row:
        assert (links[0].score >= SURE) is row["sure"], links


def test_a_text_on_the_eve_is_no_evidence_that_they_met() -> None:
    four = ["AUS", "IND", "JPN", "USA"]
    words = "the leaders agreed to meet in person in Tokyo in the coming months"
    row = {"words": words, "trigger": "agreed", "kind": "scheduled", "speakers": four, "day": date(2022, 3, 3)}
    promise = act(row | {"document_series": "Quad Leaders' Summit"}, "d1", "commitment")
    summit = {"name": "Quad Leaders' Summit", "series": "Quad Leaders' Summit", "status": "held", "main": True}
    place = {"place": "Tokyo", "speakers": four, "day": date(2022, 5, 23)}
    titled = item(summit | place, "meeting", "d2")
    ahead = {"name": "meeting of leaders", "status": "planned"}
    ahead |= {"first_day": date(2022, 5, 24), "last_day": date(2022, 5, 24)}
    planned = replace(item(ahead | place, "meeting", "d2"), key="d2.m9", entity="d2.m9")
    assert [link.right for link in evidence(promise, [titled], KNOWN)] == [titled.key]
    assert evidence(promise, [titled, planned], KNOWN) == []


def test_the_likelier_proposal_comes_first_and_none_reads_as_sure() -> None:
    scores = [unsure(number / 100) for number in range(40, 200)]
    assert scores == sorted(set(scores))
    assert scores[-1] < SURE - 0.01


def test_the_names_of_those_who_speak_are_no_words_in_common() -> None:
    two = ["EU", "USA"]
    row = {"kind": "continuing", "speakers": two}
    promise = act(
        row
        | {"words": "The European Union and the United States will align European hydrogen certification", "day": DAY}
        | {"trigger": "will", "actions": ["align European hydrogen certification"]},
        "d1",
        "commitment",
    )
    told = {"words": "The European Union and the European Commission published a European hydrogen certification guide"}
    later = act(told | {"trigger": "published", "speakers": two, "day": date(2024, 5, 1)}, "d2", "report")
    reasons = [reason for link in evidence(promise, [later], KNOWN) for reason in link.reasons]
    assert any("hydrogen" in reason for reason in reasons)
    assert not any("european" in reason or "union" in reason for reason in reasons)
    others = replace(later, words="The European Union published a European Union report", key="d3.a1")
    assert evidence(promise, [others], KNOWN) == []
