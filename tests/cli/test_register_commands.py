"""The commands on a register of our own examples: what people see, and the same as JSON."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from communique.cli import COMMANDS, main
from communique.register.corrections import ACT_FIELDS, ITEM_FIELDS

ROOT = Path(__file__).resolve().parents[2]
DIGESTS = sorted((ROOT / "examples").glob("2*.md"))
OTHERS = ("read", "dates", "version", "add", "backup", "restore", "serve")
OF_REGISTER = [name for name in COMMANDS if name not in OTHERS]
ARGUMENTS = {"search": ["missile"], "series": ["DTT"]}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A register that holds every digest."""
    path = tmp_path_factory.mktemp("register") / "examples.db"
    assert main(["add", "--register", str(path), *map(str, DIGESTS)]) == 0
    return str(path)


@pytest.fixture
def run(place, capsys, monkeypatch):
    """A function that runs a command on that register and returns what it printed."""
    monkeypatch.setenv("COMMUNIQUE_REGISTER", place)
    monkeypatch.setenv("COLUMNS", "100")
    capsys.readouterr()

    def run(*arguments, code=0):
        assert main(list(arguments)) == code
        return capsys.readouterr().out

    return run


@pytest.fixture
def data(run):
    return lambda *arguments: json.loads(run(*arguments, "--json"))


def test_every_command_prints_for_people_and_as_json(run, data):
    for name in OF_REGISTER:
        if name in ("show", "history", "reread"):
            continue
        given = ARGUMENTS.get(name, [])
        assert run(name, *given).strip(), name
        assert data(name, *given) is not None, name


def test_show_and_history_take_every_kind_of_id(run, data):
    document = data("search", "16th", "talks")["found"][0]["key"]
    shown = data("show", document)
    assert shown["record"]["document"]["text"]
    for entry in shown["ids"]:
        assert entry["words"].split()[0].strip(",.")[:4] in run("show", entry["key"])
        assert run("history", entry["key"]).startswith("Versions")
    assert "IDs" in run("show", document)
    assert "version 1" in run("history", document)


def test_the_same_again_is_passed_over(run):
    out = run("add", *map(str, DIGESTS[:3]))
    first, *named = out.splitlines()
    assert first == "kept 0, passed over 3 that are kept already"
    assert [line.split()[-3:] for line in named] == [[str(path), "(kept", "already)"] for path in DIGESTS[:3]]
    told = json.loads(run("add", "--json", str(DIGESTS[0])))
    assert (told["passed_over"], told["kept_already"]) == (1, [str(DIGESTS[0])])


def test_adding_says_what_failed_and_goes_on(place, run, capsys, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    assert main(["add", str(tmp_path / "empty.txt"), str(DIGESTS[0])]) == 1
    captured = capsys.readouterr()
    assert captured.out.startswith("kept 0, passed over 1")
    assert "1 of 2 sources could not be kept" in captured.err
    assert "empty.txt is empty" in captured.err


def test_a_log_tells_how_far_adding_is(place, run, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("communique.cli.add.LOGGED", 2)
    (tmp_path / "empty.txt").write_text("")
    assert main(["add", str(tmp_path / "empty.txt"), *map(str, DIGESTS[:4])]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[:2] == ["communique: 2 of 5 sources, 1 failed", "communique: 4 of 5 sources, 1 failed"]
    assert "1 of 5 sources could not be kept" in told[2]


@pytest.mark.parametrize("as_of", ["2024-10-01", "2025-02-01"])
def test_a_list_has_a_status_for_each(data, as_of):
    found = data("commitments", "--as-of", as_of, "--limit", "400")
    assert found["as_of"] == as_of
    assert not found["more"]
    assert len(found["commitments"]) > 30
    for one in found["commitments"]:
        status = one["status"]
        assert status["value"]
        assert {"because", "searched", "assessed", "proposals"} <= status.keys()
        assert all(item["judgement"] == "positive" for item in status["because"])
        assert one["words"]


def test_filters_narrow_the_list(data):
    whole = {one["key"] for one in data("commitments", "--limit", "400", "--as-of", "2025-02-01")["commitments"]}

    def some(*filters):
        found = data("commitments", "--limit", "400", "--as-of", "2025-02-01", *filters)["commitments"]
        assert {one["key"] for one in found} <= whole
        return found

    overdue = some("--status", "overdue")
    assert overdue
    assert {one["status"]["value"] for one in overdue} == {"overdue"}
    assert all(one["due_latest"] < "2025-02-01" for one in overdue)
    assert all("KOR" in one["actors"] for one in some("--party", "KOR"))
    assert all(one["due_latest"] < "2024-01-01" for one in some("--due-before", "2024-01-01"))
    assert all("exercise" in one["words"].lower() for one in some("--text", "exercise"))
    assert {one["kind"] for one in some("--kind", "scheduled")} <= {"scheduled"}
    assert some("--series", "trilateral")
    assert some("--party", "BRA") == []
    for value in ("fulfilled", "pending", "untestable", "kept", "lapsed", "partly_fulfilled", "in_progress"):
        assert {one["status"]["value"] for one in some("--status", value)} <= {value}
    statuses = sum(len(some("--status", value)) for value in _statuses())
    assert statuses == len(whole)


def _statuses():
    from communique.register.status import STATUSES

    return STATUSES


def test_there_is_one_list_of_statuses():
    from communique.cli.commitments import command
    from communique.model.act import STATUSES

    choices = next(option.type.choices for option in command.params if option.name == "status")
    assert tuple(choices) == STATUSES == _statuses()
    assert all(f"`{status}`" in sys.modules["communique.register.status"].__doc__ for status in STATUSES)


def test_pages_follow_each_other(data):
    whole = [one["key"] for one in data("commitments", "--limit", "30")["commitments"]]
    pages = [data("commitments", "--limit", "10", "--page", str(page)) for page in (1, 2, 3)]
    assert [one["key"] for page in pages for one in page["commitments"]] == whole
    assert all(page["more"] for page in pages[:2])


def test_nobody_has_looked_is_never_not_done(run, tmp_path, capsys):
    alone = str(tmp_path / "alone.db")
    assert main(["add", "--register", alone, str(ROOT / "examples" / "2024-09-10-dtt-15.md")]) == 0
    capsys.readouterr()
    out = run("commitments", "--register", alone, "--as-of", "2026-01-01")
    assert "nobody has looked" in out
    assert "overdue" not in out
    found = json.loads(run("commitments", "--register", alone, "--as-of", "2026-01-01", "--json"))["commitments"]
    assert not any(one["status"]["assessed"] for one in found)


def test_due_lists_what_lies_ahead(data):
    found = data("due", "--as-of", "2024-10-01", "--days", "120")["commitments"]
    assert found
    assert all("2024-10-01" <= one["due_latest"] <= "2025-01-29" for one in found)
    past = data("due", "--past", "--as-of", "2025-02-01")["commitments"]
    assert all(one["status"]["value"] == "overdue" for one in past)


def test_a_series_names_the_next_meeting_and_its_host(data, run):
    found = data("series", "dtt", "--as-of", "2024-12-01")
    assert found["name"] == "Defense Trilateral Talks"
    assert found["expected"]["ordinal"] == 16
    assert found["expected"]["host"] == "JPN"
    assert (found["expected"]["first"], found["expected"]["last"]) == ("2025-01-01", "2025-06-30")
    held = [one["ordinal"] for one in found["rounds"] if one["status"] == "held" and one["ordinal"]]
    assert held == sorted(set(held))
    assert any("10" in gap for gap in found["gaps"])
    assert "Next" in run("series", "DTT", "--as-of", "2024-12-01")


def test_hosts_rotate_where_no_document_plans(data):
    found = data("series", "Tri-CHOD", "--as-of", "2024-09-01")
    assert found["expected"]["host"] == "KOR"
    assert any("rotate" in reason for reason in found["expected"]["because"])


def test_a_series_that_is_none(run, capsys):
    assert main(["series", "Nonsense Talks"]) == 1
    assert "no series 'Nonsense Talks'" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("commitments",), ("due",), ("due", "--past")])
def test_commitments_of_a_series_that_is_none(run, capsys, command):
    assert main([*command, "--series", "Nonsense Talks"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "no series or framework 'Nonsense Talks'" in captured.err
    assert "there are: trilateral" in captured.err


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("DTT", "Defense Trilateral Talks"),
        ("defence trilateral talks", "Defense Trilateral Talks"),
        ("TRILATERAL", "trilateral"),
    ],
)
def test_commitments_of_a_series_by_any_of_its_forms(data, given, name):
    found = data("commitments", "--series", given, "--as-of", "2025-02-01")
    assert found["commitments"]
    assert found == data("commitments", "--series", name, "--as-of", "2025-02-01")


def test_names_that_have_the_words_of_one_that_is_none_come_first(run, capsys):
    assert main(["commitments", "--series", "Leaders"]) == 1
    assert "there are: Trilateral Leaders' Summit" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["AUKUS", "Joint Steering Group", "Quad Leaders' Summit"])
def test_a_series_that_only_a_pack_knows_has_none_of_these(run, given):
    assert "none of these" in run("commitments", "--series", given)


@pytest.mark.parametrize(
    "words",
    ["'", '"', "AND", "OR NOT", "NEAR(", "a*", "^x", "title:x", "(", ")", "--", "%", "\\", "'; DROP TABLE versions;--"],
)
def test_no_word_breaks_a_search(run, words):
    run("search", "--", words)
    run("commitments", "--text", words)


def test_search_finds_words_whatever_their_endings(run, data):
    found = data("search", "exercises", "Freedom")["found"]
    assert found
    assert all(re.search(r"\[\w+\]", hit["snippet"]) for hit in found)
    phrase = data("search", "missile warning data")["found"]
    assert phrase
    without = json.loads(run("search", "--json", "--", "missile", "-warning"))["found"]
    assert {hit["key"] for hit in without}.isdisjoint(hit["key"] for hit in data("search", "warning")["found"])


def test_a_search_leaves_words_out_wherever_they_stand(data):
    without = data("search", "missile", "-warning", "--limit", "3")
    assert without["found"] == data("search", "-warning", "--limit", "3", "missile")["found"]
    assert {hit["key"] for hit in without["found"]}.isdisjoint(hit["key"] for hit in data("search", "warning")["found"])


def test_a_search_says_what_it_lacks(run, capsys):
    assert "name a word to find too" in run("search", "-warning")
    assert "no document has all these words" in run("search", "missile", "zeppelin")
    assert main(["search", "missile", "--limit", "-1"]) == 2
    assert "--limit" in capsys.readouterr().err


def test_a_search_is_narrowed_as_in_the_browser(data):
    whole = data("search", "missile", "--limit", "100")["found"]

    def some(*filters):
        found = data("search", "missile", "--limit", "100", *filters)["found"]
        assert {hit["key"] for hit in found} <= {hit["key"] for hit in whole}
        return found

    assert all(hit["date"] >= "2024-01-01" for hit in some("--from", "2024-01-01"))
    assert all(hit["date"] <= "2024-01-01" for hit in some("--until", "2024-01-01"))
    assert 0 < len(some("--from", "2024-01-01")) < len(whole)
    assert some("--party", "kor")
    assert some("--party", "BRA") == []
    assert some("--series", "dtt") == some("--series", "Defense Trilateral Talks")
    assert 0 < len(some("--series", "dtt")) < len(whole)
    assert some("--class", "commitment")
    assert some("--kind", "communique") == []


def test_people_have_posts_over_time(data):
    people = data("people", "--limit", "200")["people"]
    assert len({one["key"] for one in people}) == len(people)
    assert any(post["first"] <= post["last"] for one in people for post in one["posts"])


def test_meetings_stand_once(data):
    found = data("meetings", "--limit", "400")["meetings"]
    numbered = [(one["series"], one["ordinal"]) for one in found if one["ordinal"] and one["series"]]
    assert len(numbered) == len(set(numbered))


def test_review_accepts_and_undoes(run, data):
    proposal = data("review", "--kind", "evidence")["proposals"][0]
    assert proposal["left"]["words"]
    assert proposal["right"]["words"]
    (action,) = data("review", "accept", str(proposal["id"]))["actions"]
    assert proposal["id"] not in [one["id"] for one in data("review", "--limit", "500")["proposals"]]
    assert f"#{action}" in run("history", proposal["left"]["key"])
    run("review", "undo", str(action))
    assert proposal["id"] in [one["id"] for one in data("review", "--limit", "500")["proposals"]]


def test_a_proposal_is_shown_by_its_number(run, data, capsys):
    proposal = data("review", "--kind", "evidence", "--limit", "500")["proposals"][-1]
    number = str(proposal["id"])
    shown = run("show", number)
    assert proposal["left"]["key"] in shown
    assert proposal["right"]["key"] in shown
    assert f"communique review accept {number}" in shown
    assert data("show", number)["proposal"] == proposal
    assert [entry["action"] for entry in data("history", number)["entries"]] == [None]
    (action,) = data("review", "reject", number)["actions"]
    assert "rejected by" in run("show", number)
    assert [entry["action"] for entry in data("history", number)["entries"]] == [None, action]
    assert f"#{action}" in run("history", number)
    run("review", "undo", str(action))
    assert "waits for a person" in run("show", number)
    for name in ("show", "history"):
        assert main([name, "99999"]) == 1
        assert "no proposal 99999 in this register" in capsys.readouterr().err
    assert main(["review", number]) == 2
    assert f"communique show {number}" in capsys.readouterr().err


def test_deciding_the_same_again_changes_nothing(run, data, capsys):
    number = str(data("review", "--kind", "evidence")["proposals"][1]["id"])
    (action,) = data("review", "reject", number)["actions"]
    assert main(["review", "reject", number]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{number} is rejected already" in err
    assert f"undo {action} takes it back" in err
    assert data("review", "reject", number) == {"actions": [], "unchanged": [int(number)]}
    (other,) = data("review", "accept", number)["actions"]  # another decision is one
    run("review", "undo", str(other))
    run("review", "undo", str(action))


@pytest.mark.parametrize("number", ["\u00b2", "9" * 24, "-1"])
def test_what_is_no_number_of_a_proposal_is_told(data, number, capsys):
    for words in (("accept", number), ("reject", number), ("undo", number)):
        assert main(["review", "--", *words]) == 2
        assert f"review {words[0]} takes " in capsys.readouterr().err


def test_a_meeting_has_no_number_that_no_register_has_room_for(data, capsys):
    key = data("meetings")["meetings"][0]["key"]
    assert main(["review", "edit", key, "ordinal", "9" * 24]) != 0
    assert "use a whole number of up to 4 digits" in capsys.readouterr().err


def test_help_names_the_fields_that_can_be_edited(run):
    shown = run("review", "--help")
    assert all(field in shown for field in (*ACT_FIELDS, *ITEM_FIELDS))


def test_proposals_of_one_promise_stand_together(run, data):
    found = data("review", "--kind", "evidence", "--limit", "500")["proposals"]
    promises = [(one["left"]["key"], one["action"]) for one in found]
    runs = [promise for place, promise in enumerate(promises) if place == 0 or promises[place - 1] != promise]
    assert len(runs) == len(set(runs))
    assert "proposals for one promise" in run("review", "--kind", "evidence", "--limit", "500")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["acept", "3"], "no action 'acept'"),
        (["accept"], "review accept takes ID [RELATION]"),
        (["accept", "x"], "review accept takes ID [RELATION]"),
        (["merge", "3f9c2ab1.m4"], "review merge takes KEY KEY"),
        (["undo", "last"], "review undo takes NUMBER"),
    ],
)
def test_wrong_actions_are_wrong_usage(run, capsys, words, message):
    assert main(["review", *words]) == 2
    assert message in capsys.readouterr().err


def test_asking_needs_a_terminal(run, capsys):
    assert main(["review", "--ask"]) == 2
    assert "--ask asks on a terminal" in capsys.readouterr().err


def test_passages_stand_side_by_side_or_below_each_other(run, monkeypatch):
    wide = run("review", "--limit", "1")
    assert " │ " in wide
    monkeypatch.setenv("COLUMNS", "60")
    assert " │ " not in run("review", "--limit", "1")


def test_a_difference_is_shown(run, tmp_path, capsys):
    own = str(tmp_path / "own.db")
    path = tmp_path / "statement.txt"
    path.write_text("Statement\n\nThe ministers met in Seoul. They agreed to meet again.\n")
    assert main(["add", "--register", own, str(path)]) == 0
    path.write_text("Statement\n\nThe ministers met in Busan. They agreed to meet again.\n")
    assert main(["add", "--register", own, str(path)]) == 0
    out = capsys.readouterr().out
    key = re.search(r"(\w{8})  .*\(version 2\)", out)[1]
    shown = run("show", key, "--diff", "--register", own)
    assert "- The ministers met in Seoul." in shown
    assert "+ The ministers met in Busan." in shown


def test_rereading_proposes_and_changes_nothing_before_it_is_taken(run, data, tmp_path, monkeypatch, capsys):
    own = str(tmp_path / "own.db")
    assert main(["add", "--register", own, str(DIGESTS[0])]) == 0
    capsys.readouterr()
    assert run("reread", "--register", own) == "nothing reads otherwise\n"
    module = sys.modules["communique.extract"]
    real = module.extract
    from dataclasses import replace

    def otherwise(document, **given):
        record = real(document, **given)
        return replace(record, acts=record.acts[1:])

    monkeypatch.setattr(module, "extract", otherwise)
    (proposal,) = json.loads(run("reread", "--all", "--register", own, "--json"))
    assert [change["what"] for change in proposal["changes"]] == ["gone"]
    before = json.loads(run("show", proposal["key"], "--register", own, "--json"))["record"]["acts"]
    assert "1 new reading taken" in run("reread", "--accept", "--register", own)
    after = json.loads(run("show", proposal["key"], "--register", own, "--json"))["record"]["acts"]
    assert len(after) == len(before) - 1


def test_backup_and_restore(run, data, tmp_path, capsys):
    run("backup", str(tmp_path / "all.jsonl.gz"))
    assert main(["backup", str(tmp_path / "all.jsonl.gz")]) == 1
    assert "is there already: --force replaces it" in capsys.readouterr().err
    run("backup", "--force", str(tmp_path / "all.jsonl.gz"))
    other = str(tmp_path / "other.db")
    run("restore", str(tmp_path / "all.jsonl.gz"), "--register", other)
    asked = ("commitments", "--limit", "400", "--as-of", "2025-02-01", "--json")
    assert run(*asked) == run(*asked, "--register", other)


def test_reading_knows_no_database():
    probe = (
        "import sys; from communique.cli import main; main(['read', '--json', sys.argv[1]]);"
        "sys.stderr.write(str({'sqlalchemy', 'alembic', 'psycopg'} & sys.modules.keys()))"
    )
    result = subprocess.run([sys.executable, "-c", probe, str(DIGESTS[0])], capture_output=True, text=True, check=True)
    assert result.stderr.endswith("set()")


def test_asking_a_register_loads_neither_parser_nor_matchers(place):
    probe = (
        "import sys; from communique.cli import main; main(['commitments', '--register', sys.argv[1]]);"
        "sys.stderr.write(str({'spacy', 'alembic', 'communique.resolve'} & sys.modules.keys()))"
    )
    result = subprocess.run([sys.executable, "-c", probe, place], capture_output=True, text=True, check=True)
    assert result.stderr.endswith("set()")


def test_today_is_the_default(data):
    before = date.today()
    told = data("commitments", "--limit", "1")["as_of"]
    assert before.isoformat() <= told <= date.today().isoformat()  # at midnight they differ


def test_an_unknown_party_is_refused_with_the_codes_that_may_be_meant(place, capsys):
    assert main(["commitments", "--register", place, "--party", "Korea"]) == 2
    said = capsys.readouterr().err
    assert "KOR (Republic of Korea)" in said
    assert "PRK" in said
    assert said.count("\n") == 1


def test_a_party_may_be_written_small(data):
    assert data("commitments", "--party", "kor") == data("commitments", "--party", "KOR")


@pytest.mark.parametrize("arguments", [["commitments", "--as-of"], ["dates", "x", "--on"], ["due", "--known-on"]])
def test_a_day_is_written_as_people_read_it(arguments, capsys):
    assert main([*arguments, "yesterday"]) == 2
    said = capsys.readouterr().err
    assert "YYYY-MM-DD" in said
    assert "%" not in said


def test_nothing_due_says_in_which_days(run):
    assert "nothing is due in 10 Jan – 10 Apr 2023" in run("due", "--as-of", "2023-01-10")


def test_review_says_how_many_wait(run, data):
    total = data("review", "--limit", "1")["total"]
    assert f"1 of {total} shown" in run("review", "--limit", "1")


def test_status_counts_documents_once(run):
    assert f"{len(DIGESTS)}, " not in run("status").partition("acts")[0]


def test_reasons_are_words(data):
    said = [reason for one in data("review", "--limit", "100")["proposals"] for reason in one["reasons"]]
    assert not [reason for reason in said if "“missil”" in reason or "“securit”" in reason]


def test_meetings_without_a_word_of_which_are_left_out_unless_asked_for(data):
    few, every = data("meetings", "--limit", "1000")["meetings"], data("meetings", "--mentions", "--limit", "1000")
    assert len(few) < len(every["meetings"])
    assert all(one["days"] or one["ordinal"] or one["places"] or one["status"] == "planned" for one in few)


def test_a_framework_leads_to_its_series(run, capsys):
    assert main(["series", "trilateral"]) == 1
    said = capsys.readouterr().err
    assert "'trilateral' is a framework of several series: ask for one of them: " in said
    assert "Defense Trilateral Talks" in said


def test_a_list_of_names_says_how_many_more_there_are(run, capsys):
    assert main(["series", "Nonsense Talks"]) == 1
    said = capsys.readouterr().err
    assert re.search(r"there are: .* and \d+ more", said)


def test_a_meeting_whose_day_is_past_is_not_the_next(run):
    shown = run("series", "Trilateral Leaders' Summit", "--as-of", "2026-11-24")
    assert "Expected, no report kept" in shown
    assert "about 16 Nov 2025" in shown
    assert "\nNext" not in shown


def test_a_day_that_is_none_is_told_as_such(run, data, capsys):
    key = data("commitments", "--limit", "1")["commitments"][0]["key"]
    assert main(["review", "edit", key, "due_latest", "soon"]) == 1
    said = capsys.readouterr().err
    assert "'soon' is no value for due_latest (write the day YYYY-MM-DD, as in 2024-09-10)" in said
    assert "isoformat" not in said
