"""The reading rules, specified by table: every row of tests/reading/*.yml must hold.

A file is a list of rows, one file a phenomenon. A row has
  text      the sentence or sentences (our own words)
  why       what the row shows
  on        the document's date (default 2024-09-10)
  lead      a paragraph put before `text` that says who speaks; its own findings are not compared. Default: a sentence
            in which the leaders of Japan, the Republic of Korea and the United States speak; `lead: ""` for none
  and at least one of
  acts      the whole list, in order, of [class, trigger], or of mappings that also name other fields of an act
            (`action`: the first action's words; `due`: [earliest, latest, vague]; `plover`: [event, source, target],
            actors as CODE or CODE/SECTOR)
  dates, meetings, exercises, instruments, persons, organizations
            mappings that each must agree with one item of the record (`text`: the anchor's words)
  absent    {section: [words]}: words of the text of which no item of that section may take a part, but for the items
            that the row itself asks for
  speakers  the document's speakers, whole
"""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from communique import extract
from communique.model import record_to_json
from communique.read import from_text


class _Loader(yaml.SafeLoader):
    """YAML 1.2's booleans only, so that the key `on` is a word."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))

LEAD = "We, the leaders of Japan, the Republic of Korea, and the United States, met in Seoul.\n\n"
SECTIONS = ("dates", "meetings", "exercises", "instruments", "persons", "organizations")


def _rows():
    for path in sorted((Path(__file__).parent / "reading").glob("*.yml")):
        for number, row in enumerate(yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader), start=1):
            yield pytest.param(row, id=f"{path.stem}:{number}")


def _plain(value):
    return (
        value.isoformat()
        if isinstance(value, date)
        else [_plain(v) for v in value]
        if isinstance(value, list)
        else value
    )


def _field(item, key):
    if key == "text":
        return item["anchor"]["quote"]
    if key == "trigger":
        return item["trigger"]["quote"]
    if key == "action":
        return item["actions"][0]["quote"] if item["actions"] else None
    if key == "actions":
        return [action["quote"] for action in item["actions"]]
    if key == "due":
        due = item["due"]
        return None if due is None else [due["earliest"], due["latest"], due["vague"]]
    if key == "plover":
        event = item["plover"]
        return None if event is None else [event["event"], _actors(event["source"]), _actors(event["target"])]
    return item[key]


def _actors(actors):
    return [
        f"{actor['code']}/{actor['sector']}" if actor["sector"] else actor["code"] for actor in actors if actor["code"]
    ]


def _agrees(item, wanted):
    return all(_field(item, key) == _plain(value) for key, value in wanted.items())


def _overlap(name, item, text):
    """Tell whether an item is called so, or its anchor shares letters with the words wherever they stand."""
    spans = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    start, end = item["anchor"]["start"], item["anchor"]["end"]
    return name == item.get("name") or any(start < last and first < end for first, last in spans)


@pytest.mark.parametrize("row", list(_rows()))
def test_row(row, nlp):
    lead = LEAD if row.get("lead") is None else row["lead"] and row["lead"] + "\n\n"
    day = row.get("on", date(2024, 9, 10))
    record = record_to_json(extract(from_text(lead + row["text"], on=day), nlp=nlp))
    found = {key: [x for x in record[key] if x["anchor"]["start"] >= len(lead)] for key in (*SECTIONS, "acts")}
    if "acts" in row:
        wanted = [{"class": w[0], "trigger": w[1]} if isinstance(w, list) else w for w in row["acts"]]
        shown = [
            {key: _field(act, key) for key in {"class", "trigger"} | set(want)}
            for act, want in zip(found["acts"], wanted, strict=False)
        ]
        read = [(act["class"], act["trigger"]["quote"]) for act in found["acts"]]
        assert len(found["acts"]) == len(wanted), (row["why"], read)
        asked = [{key: _plain(value) for key, value in want.items()} for want in wanted]
        assert [{**show, **want} for show, want in zip(shown, asked, strict=True)] == shown, (row["why"], read, shown)
    for section in SECTIONS:
        for wanted in row.get(section, []):
            assert any(_agrees(item, wanted) for item in found[section]), (row["why"], wanted, found[section])
    for section, names in row.get("absent", {}).items():
        for name in names:
            others = [x for x in found[section] if not any(_agrees(x, wanted) for wanted in row.get(section, []))]
            taken = [x["anchor"]["quote"] for x in others if _overlap(name, x, lead + row["text"])]
            assert not taken, (row["why"], name, taken)
    if "speakers" in row:
        assert record["document"]["speakers"] == row["speakers"], row["why"]
