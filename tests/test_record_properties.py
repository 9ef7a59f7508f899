"""Any text whatsoever gives a record that keeps its promises: anchors hold, sentences cover, the JSON is the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from communique.extract import extract
from communique.model import CLASSES, KINDS, record_from_json, record_to_json
from communique.model.errors import EmptySource, FormatError
from communique.read import from_text, read_bytes

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

PROFILE = settings(
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Pieces of the register that the rules look for, whole and torn, so that shuffling them reaches every rule.
FRAGMENTS = (
    "Joint Statement of the Foreign Ministers of Japan, the Republic of Korea and the United States",
    "SEOUL, Sept. 10, 2024 (Yonhap) --",
    "September 10, 2024",
    "31 February 2024",
    "9999-12-31",
    "Share this page",
    "ORGANIZATIONS IN THIS STORY",
    "###",
    "* * *",
    "The three sides",
    "They",
    "We, the Leaders,",
    "the United States",
    "the DPRK’s",
    "the ROK and Japan",
    "met in Seoul on 10–12 September 2024,",
    "held the 16th Defense Trilateral Talks in Tokyo",
    "the 0th and the 99999999999999999999th meeting of the G7",
    "agreed to",
    "pledged to continue, and committed to updating,",
    "reaffirmed their ironclad commitment to",
    "strongly condemned",
    "urged the DPRK to cease",
    "welcomed the progress of",
    "will hold FREEDOM EDGE and ULCHI FREEDOM SHIELD 24",
    "by the end of this year",
    "in the first half of next year",
    "no later than 30 June 2025 or, failing that, in due course",
    "over the next 99999999 years",
    "within 0 days",
    "in the 0000s",
    "999 centuries ago",
    "from February 30 to February 31, 0000",
    "every two years since 1945",
    "between March and 2026",
    "the Memorandum of Cooperation on the Trilateral Security Cooperation Framework (TSCF)",
    "UN Security Council resolutions 1718 (2006), 2270, 99999 and",
    "the “Treaty of",
    "Mutual Cooperation” (",
    "signed",
    "U.S. Secretary of State Antony J. Blinken",
    "Japan’s Defense Minister",
    "Dr. KISHIDA Fumio, Jr.,",
    "Cho Tae-yul",
    "co-chaired by",
    "the UN Command, NATO, the EU, ASEAN+3 and the IAEA",
    "the Working Group on",
    "which we will not leave unaddressed",
    "that",
    "not",
    "and",
    "or",
    "including",
    ", ,",
    ";",
    ":",
    ".",
    "...",
    "?!",
    "(((",
    ")",
    "[1]",
    "“",
    "”",
    "’s",
    "--",
    "/",
    "- ",
    "• ",
    "1. ",
    "(iv) ",
    "a) ",
    "# ",
    "<b>",
    "&nbsp;",
    "https://www.example.org/2024/09/10/x?y=z",
    "%",
    "0",
    "U.S.",
    "No.",
    "한미일 3국은",
    "日米韓は協力する。",
    "Élysée",
    "ﬁnal İstanbul ß",
    "نحن القادة",
    "\u202eevil\u202c",
    "👩🏽‍🚀🇰🇷🇯🇵",
    "Z̴̢͌a̶l̷g̸o̵",
)
BREAKS = ("\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1c", "\x1e")
SPACES = (" ", "", "  ", "\t", "\u00a0", "\u3000", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2009", "\u180e")
ODD = (
    "\x00\x01\x07\x08\x1b\x7f\x80\x9f\u0300\u0301\u0489\u200e\u200f\u202a\u202e\u2066\ufe0f\ufffd\ufffe"
    "\U000e0001\U0010ffff"
)

SEPARATORS = st.one_of(st.just(" "), st.just(" "), st.sampled_from(SPACES), st.sampled_from(BREAKS))
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
ODD_TEXTS = st.text(st.sampled_from("aA. ,1“-(" + ODD + "".join(BREAKS) + "".join(SPACES)), max_size=60)
STATEMENTS = st.lists(st.tuples(st.sampled_from(FRAGMENTS), SEPARATORS), min_size=1, max_size=40).map(
    lambda pairs: "".join(part + gap for part, gap in pairs)
)
LINES = st.lists(
    st.tuples(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=9).map(" ".join), st.sampled_from(BREAKS)),
    min_size=1,
    max_size=9,
).map(lambda pairs: "".join(part + gap for part, gap in pairs))
MIXED = st.lists(st.one_of(st.sampled_from(FRAGMENTS), ODD_TEXTS, SEPARATORS, ANYTHING), max_size=12).map("".join)

GROUPS = ("acts", "meetings", "exercises", "instruments", "persons", "organizations")


def anchors(value):
    """Yield every anchor in a JSON value, however deep."""
    if isinstance(value, dict):
        if value.keys() >= {"start", "end", "quote"}:
            yield value
        for inner in value.values():
            yield from anchors(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from anchors(inner)


def written(record):
    return json.dumps(record_to_json(record), ensure_ascii=False, indent=2).encode()


def check(record):
    """Assert all that RECORD promises of any record."""
    data = record_to_json(record)
    text = data["document"]["text"]
    for anchor in anchors(data):
        assert text[anchor["start"] : anchor["end"]] == anchor["quote"] != ""
    check_sentences(data, text)
    check_things(data)
    assert [issue for issue in data["issues"] if issue["code"] == "anchor"] == []
    assert record_from_json(json.loads(written(record))) == record


def check_sentences(data, text):
    """Every character that is not white space lies in exactly one sentence, and roles tell of acts."""
    covered = 0
    triggers = [act["trigger"]["start"] for act in data["acts"]]
    for sentence in data["sentences"]:
        start, end = sentence["anchor"]["start"], sentence["anchor"]["end"]
        assert not text[covered:start].strip()
        assert start >= covered
        covered = end
        assert (sentence["role"] == "act") == any(start <= trigger < end for trigger in triggers)
        assert (sentence["reason"] is not None) == (sentence["role"] == "none")
    assert not text[covered:].strip()
    cited = [(sentence["paragraph"], sentence["number"]) for sentence in data["sentences"] if sentence["paragraph"]]
    assert cited == sorted(set(cited))


def check_things(data):
    """Ids are unique and lead somewhere; values are of their kinds; intervals run forward."""
    ids = [item["id"] for group in GROUPS for item in data[group]]
    assert len(ids) == len(set(ids))
    named = {item["id"] for group in ("meetings", "exercises", "instruments") for item in data[group]}
    for act in data["acts"]:
        assert set(act["refers_to"]) <= named
        assert act["class"] in CLASSES
        assert (act["kind"] in KINDS) if act["class"] == "commitment" else act["kind"] is None
        assert 0 <= act["strength"] <= 3
        assert act["anchor"]["start"] <= act["trigger"]["start"]
        assert act["trigger"]["end"] <= act["anchor"]["end"]
        assert act["origin"] != ""
    for group in GROUPS[1:]:
        for item in data[group]:
            assert item["mentions"]
            assert item["anchor"] in item["mentions"]
            assert item["name"].strip()
            assert item["origin"] != ""
    ranges = [(time["earliest"], time["latest"]) for time in data["dates"]]
    ranges += [(act["due"]["earliest"], act["due"]["latest"]) for act in data["acts"] if act["due"]]
    ranges += [(item["start"], item["end"]) for group in ("meetings", "exercises") for item in data[group]]
    assert all(first <= last for first, last in ranges if first is not None and last is not None)


def read(text, nlp):
    """Return the record of a text as a file would give it, None where the file is refused."""
    try:
        document = read_bytes(text.encode())
    except (EmptySource, FormatError):
        return None
    return extract(document, nlp=nlp)


@settings(PROFILE, max_examples=150)
@given(text=st.one_of(ANYTHING, ODD_TEXTS, MIXED))
@example(text="")
@example(text=" \n\u2028\u00a0")
@example(text="\u200b")
@example(text="-")
@example(text="- \n- ")
@example(text="1.\n\n2.")
@example(text="nna")
@example(text="since October  May4 2021")
@example(text="The ministers met in the 0000s.")
@example(text="We will strengthen it \x1c and expand \x1c")
@example(text="\x85We agree.\u2028We meet.\x0bThey met.\x1cWe will go.")
def test_any_text_gives_a_record_that_holds(text, nlp):
    check(extract(from_text(text), nlp=nlp))


@settings(PROFILE, max_examples=150)
@given(text=st.one_of(STATEMENTS, LINES))
def test_statements_torn_and_shuffled_give_a_record_that_holds(text, nlp):
    check(extract(from_text(text), nlp=nlp))


@settings(PROFILE, max_examples=100)
@given(text=st.one_of(LINES, MIXED))
def test_files_with_odd_line_breaks_give_a_record_that_holds(text, nlp):
    record = read(text, nlp)
    if record is not None:
        check(record)
        assert "\r" not in record.document.text


@settings(PROFILE, max_examples=60)
@given(text=st.one_of(STATEMENTS, MIXED))
def test_the_same_text_gives_the_same_json(text, nlp):
    assert written(extract(from_text(text), nlp=nlp)) == written(extract(from_text(text), nlp=nlp))


@settings(PROFILE, max_examples=25)
@given(data=st.data())
def test_a_statement_cut_anywhere_gives_a_record_that_holds(data, nlp):
    text = data.draw(st.sampled_from(sorted(EXAMPLES.glob("20*.md")))).read_text()
    first = data.draw(st.integers(0, len(text)))
    after = first + data.draw(st.integers(0, 2_000))
    check(extract(from_text(text[first:after]), nlp=nlp))


@pytest.mark.parametrize("name", ["2023-08-18-leaders-camp-david.md", "2024-09-10-dtt-15.md"])
def test_fresh_processes_give_the_same_bytes_whatever_the_hash_seed(name):
    command = [sys.executable, "-m", "communique", "read", "--json", str(EXAMPLES / name)]
    outputs = [
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "4242")
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 5_000
