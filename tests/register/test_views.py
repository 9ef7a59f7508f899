"""Views on both databases: lists, searches, series, deadlines that are events, and new readings."""

from dataclasses import replace
from datetime import date

import pytest

from communique.model.errors import RegisterError
from communique.packs import load_packs
from communique.register import evidence, searching
from communique.register.commitments import Filter
from communique.register.difference import record_difference, text_difference
from communique.register.full_text import fts5_query, websearch_query
from communique.register.moment import Moment
from communique.register.rereading import accept, open_proposals, propose
from communique.register.status import STATUSES
from communique.register.things import Wanted, posts_of
from communique.resolve.link import EVIDENCE, Link

from .conftest import NOBODY, act, exercise, keep, make_record, meeting, person
from .test_links import statement

TODAY = Moment(date(2025, 2, 1))


def promise(number, words, day, *, due=None, **more):
    text = f"Statement {number}\n\nThe ministers agreed {words}."
    return make_record(
        text, on=day, path=f"{number}.txt", acts=(act(text, f"agreed {words}", "agreed", due=due, **more),)
    )


@pytest.fixture
def several(register):
    """Six promises with every kind of day; gives their keys."""
    early, late = date(2024, 1, 5), date(2024, 6, 5)
    records = [
        promise(1, "to open an office by March", early, due=("by March", None, date(2024, 3, 31))),
        promise(2, "to open a school by May 2025", late, due=("by May 2025", None, date(2025, 5, 31))),
        promise(3, "to work together", early, kind="continuing"),
        promise(4, "to meet annually", date(2023, 1, 5), kind="scheduled", recurrence="annual"),
        promise(5, "to send ships in due course", late, due=("in due course", None, None), actors=("USA",)),
        promise(6, "to share data by June", early, due=("by June", None, date(2024, 6, 30)), actors=("JPN", "KOR")),
    ]
    return [f"{keep(register, record).key}.a{record.acts[0].trigger.start}" for record in records]


def listed(register, moment=TODAY, limit=50, offset=0, **asked):
    with register.view() as view:
        return view.commitments(Filter(**asked), moment, limit, offset)


def test_a_list_has_days_first_and_then_the_newest(register, several):
    found = [one.key for one in listed(register).found]
    assert found[:3] == [several[0], several[5], several[1]]
    assert found[3] == several[4]
    assert set(found) == set(several)


def test_every_status_filter_gives_its_own_and_together_they_give_all(register, several):
    register.write(lambda writer: writer.link(Link(EVIDENCE, several[0], several[1], "fulfils", 0.95)))
    register.write(lambda writer: writer.link(Link(EVIDENCE, several[5], several[1], "contests", 0.95)))
    found = {value: [one.key for one in listed(register, status=value).found] for value in STATUSES}
    assert found["fulfilled"] == [several[0]]
    assert found["contested"] == [several[5]]
    assert found["untestable"] == [several[2]]
    assert found["lapsed"] == [several[3]]
    assert sorted(key for keys in found.values() for key in keys) == sorted(several)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"party": "USA"}, {0, 1, 2, 3, 4}),
        ({"party": "JPN"}, {0, 1, 2, 3, 5}),
        ({"due_before": date(2024, 7, 1)}, {0, 5}),
        ({"due_after": date(2024, 5, 1), "due_before": date(2026, 1, 1)}, {1, 5}),
        ({"kind": "scheduled"}, {3}),
        ({"text": "ships"}, {4}),
        ({"text": "open"}, {0, 1}),
        ({"cls": "decision"}, set()),
        ({"series": ("KOR+USA+JPN",)}, set()),
        ({"series": ("JPN+KOR+USA",)}, {0, 1, 2, 3, 4, 5}),
    ],
    ids=str,
)
def test_filters(register, several, asked, wanted):
    assert {one.key for one in listed(register, **asked).found} == {several[index] for index in wanted}


def test_pages(register, several):
    whole = [one.key for one in listed(register).found]
    pages = [listed(register, limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [one.key for page in pages for one in page.found] == whole
    assert [page.more for page in pages] == [True, True, False]


def test_what_was_searched_is_counted_and_named(register, several):
    with register.view() as view:
        found = view.act(several[0], TODAY).status.searched
    assert (found.documents, found.until) == (2, date(2024, 6, 5))
    assert set(found.keys) == {several[1][:8], several[4][:8]}
    with register.view() as view:
        assert view.act(several[0], Moment(date(2024, 6, 4))).status.assessed is False


def test_a_series_of_other_states_with_the_same_name_is_not_searched(register):
    def of(number, day, speakers):
        text = f"Dialogue {number}\n\nThe ministers held the Strategic Dialogue. They agreed to share data."
        things = {
            "acts": (act(text, "agreed to share data", "agreed", actors=speakers),),
            "meetings": (meeting(text, "Strategic Dialogue", series="Strategic Dialogue", main=True),),
        }
        return keep(register, make_record(text, on=day, path=f"{number}.txt", speakers=speakers, **things)).key

    first = of(1, date(2024, 1, 5), ("JPN", "USA"))
    later = [of(2, date(2024, 3, 5), ("IND", "USA")), of(3, date(2024, 4, 5), ("USA",))]
    with register.view() as view:
        key = next(one["key"] for one in view.ids_of(first) if one["what"] == "commitment")
        found = view.act(key, TODAY).status.searched
    assert (found.documents, found.until, found.keys) == (1, date(2024, 4, 5), (later[1],))


def test_all_that_was_counted_as_searched_is_named_though_others_call_theirs_the_same(register, monkeypatch):
    monkeypatch.setattr(evidence, "LISTED", 2)
    talks = "Strategic Dialogue"

    def of(number, day, speakers):
        text = f"Dialogue {number}\n\nThe ministers held the {talks}. They agreed to share data."
        made = act(text, "agreed to share data", "agreed", actors=speakers)
        held = meeting(text, talks, series=talks, main=True)
        record = make_record(text, on=day, path=f"{number}.txt", speakers=speakers, acts=(made,), meetings=(held,))
        return keep(register, record).key, f".a{made.trigger.start}"

    first, place = of(1, date(2024, 1, 5), ("JPN", "USA"))
    for number in (2, 3):
        of(number, date(2024, 2, number), ("IND", "USA"))
    last, _ = of(4, date(2024, 4, 5), ("USA",))
    with register.view() as view:
        found = view.act(first + place, TODAY).status.searched
    assert (found.documents, found.keys) == (1, (last,))


def test_what_a_person_gave_the_name_of_a_series_is_no_meeting_of_it_unless_it_is_one(register):
    text = "Notes\n\nThey conducted FREEDOM EDGE."
    key = keep(register, make_record(text, exercises=(exercise(text, "FREEDOM EDGE", start=date(2024, 6, 27)),))).key
    shown = f"{key}.e{text.index('FREEDOM')}"
    register.write(lambda writer: writer.correct(shown, "series", "Sea Talks"), by="Lee", person=True)
    with register.view() as view:
        assert view.things(Wanted("meeting", series=("Sea Talks",)), TODAY, 25)[0] == []


def test_a_replaced_version_is_no_longer_listed_but_was_then(register):
    first = promise(1, "to open an office", date(2024, 1, 5))
    second = promise(2, "to open a school", date(2024, 1, 5))
    second = replace(second, document=replace(second.document, source=first.document.source))
    from .conftest import moment_of

    keep(register, first, at=moment_of(date(2024, 1, 6)))
    keep(register, second, at=moment_of(date(2024, 3, 6)))
    assert [one.words for one in listed(register).found] == ["agreed to open a school"]
    before = Moment(date(2025, 2, 1), known_on=date(2024, 2, 1))
    assert [one.words for one in listed(register, before).found] == ["agreed to open an office"]


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("at the next Talks of the Deep", None),
        ("before the next Defense Trilateral Talks", date(2024, 9, 10)),
        ("by the 16th Defense Trilateral Talks", date(2025, 3, 5)),
        ("at their next meeting", None),
        ("in due course", None),
    ],
)
def test_a_deadline_that_is_an_event_is_due_on_its_day(register, phrase, wanted):
    record = promise(1, f"to report {phrase}", date(2024, 5, 5), due=(phrase, None, None))
    key = f"{keep(register, record).key}.a{record.acts[0].trigger.start}"
    text = "Later\n\nThey held the 16th Defense Trilateral Talks in Tokyo."
    talks = meeting(
        text,
        "Defense Trilateral Talks",
        series="Defense Trilateral Talks",
        ordinal=16,
        main=True,
        start=date(2025, 3, 5),
        end=date(2025, 3, 5),
    )
    keep(register, make_record(text, on=date(2025, 3, 5), meetings=(talks,)))
    with register.view() as view:
        after = view.act(key, Moment(date(2026, 1, 1))).status
        on_the_day = view.act(key, Moment(wanted or date(2026, 1, 1))).status
    assert after.value == ("pending" if wanted is None else "overdue")
    assert on_the_day.value == "pending"
    if wanted is not None:
        assert "the day of the Defense Trilateral Talks" in after.note


def test_sources_that_disagree_on_a_day_are_both_kept_and_shown(register):
    keys = []
    for number, day in enumerate((10, 10, 11), start=1):
        text = f"Report {number}\n\nThe 22nd Chiefs Meeting was held in Seoul."
        one = meeting(text, "22nd Chiefs Meeting", ordinal=22, start=date(2025, 7, day), end=date(2025, 7, day))
        keys.append(
            f"{keep(register, make_record(text, path=f'{number}.txt', meetings=(one,))).key}.m{one.anchor.start}"
        )
    for other in keys[1:]:
        register.write(lambda writer, o=other: writer.merge(keys[0], o), person=True)
    with register.view() as view:
        (found,), more = view.things(Wanted("meeting"), TODAY, 10)
    assert not more
    assert [(days.first.day, len(days.keys)) for days in found.days] == [(10, 2), (11, 1)]
    assert found.ordinal == 22


def test_a_person_has_several_posts_over_time(register):
    keys = []
    for number, (day, post) in enumerate(
        ((date(2023, 1, 1), "Deputy Minister"), (date(2024, 1, 1), "Minister")), start=1
    ):
        text = f"Report {number}\n\nKim Yong-hyun spoke."
        one = person(text, "Kim Yong-hyun", post=post, party="KOR")
        record = make_record(text, on=day, path=f"{number}.txt", persons=(one,))
        keys.append(f"{keep(register, record).key}.p{one.anchor.start}")
    register.write(lambda writer: writer.merge(*keys), person=True)
    with register.view() as view:
        found, _ = view.things(Wanted("person", name="kim"), TODAY, 10)
        none, _ = view.things(Wanted("person", name="kim_"), TODAY, 10)
    assert [post.post for post in posts_of(found[0])] == ["Deputy Minister", "Minister"]
    assert none == []


def test_search_ranks_and_marks(register, several):
    with register.view() as view:
        found = view.search("schools", TODAY, 10)
        assert [hit.key for hit in found] == [several[1][:8]]
        assert "\x02school\x03" in found[0].snippet
        assert view.search("office -school", TODAY, 10)
        assert not view.search("office school", TODAY, 10)
        assert view.search('"open an office"', TODAY, 10)
        assert not view.search('"office an open"', TODAY, 10)
        assert not view.search("", TODAY, 10)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"open an offices"', [0]),
        ('open -"open an office"', [1]),
        ('"open a school" -"open an office"', [1]),
        ('"work together" "a school"', []),
        ('"school work"', []),
    ],
)
def test_words_in_a_row_are_found_in_any_of_their_forms(register, several, words, found):
    with register.view() as view:
        assert [hit.key for hit in view.search(words, TODAY, 10)] == [several[number][:8] for number in found]


def test_a_search_lists_each_document_once_from_page_to_page(register, several, monkeypatch):
    monkeypatch.setattr(searching, "RANKED", 3)
    with register.view() as view:
        pages = [view.search("statement", TODAY, 2, offset) for offset in range(0, 8, 2)]
    assert [len(page) for page in pages] == [2, 2, 2, 0]
    assert {hit.key for page in pages for hit in page} == {key[:8] for key in several}


@pytest.mark.parametrize(
    "words", ["'", '"', '""', "AND", "NOT", "a OR", "NEAR(a b)", "*", "^a", ":", "(", "\\", "\x00", "%_", "é"]
)
def test_no_word_breaks_a_query(register, several, words):
    with register.view() as view:
        view.search(words, TODAY, 5)
        view.commitments(Filter(text=words), TODAY, 5)


def test_both_databases_are_asked_the_same():
    words = 'exercise "missile warning" -cyber or'
    assert fts5_query(words) == '"exercise" AND "missile warning" AND "or" NOT "cyber"'
    assert websearch_query(words) == '"exercise" "missile warning" -"cyber" "or"'


def test_a_series_in_time(register):
    text = "Report\n\nThey held the 15th Defense Trilateral Talks and will hold the 16th Defense Trilateral Talks."
    series = "Defense Trilateral Talks"
    held = meeting(
        text, "15th Defense Trilateral Talks", series=series, ordinal=15, start=date(2024, 9, 10), host="KOR"
    )
    planned = meeting(
        text,
        "16th Defense Trilateral Talks",
        series=series,
        ordinal=16,
        status="planned",
        start=date(2025, 1, 1),
        end=date(2025, 6, 30),
    )
    keep(register, make_record(text, meetings=(held, planned)))
    with register.view() as view:
        found = view.timeline("DTT", TODAY, load_packs())
    assert (found.expected.ordinal, found.expected.host) == (16, "JPN")
    assert [one.ordinal for one in found.rounds if one.thing is not None] == [15, 16]
    assert sum(one.ordinal == 15 for one in found.rounds) == 1
    assert any("10" in gap for gap in found.gaps)
    with register.view() as view, pytest.raises(RegisterError, match="no series 'Nothing'"):
        view.timeline("Nothing", TODAY, load_packs())


def test_the_summary_counts(register, several):
    with register.view() as view:
        found = view.summary()
    assert (found.documents, found.versions, found.commitments) == (6, 6, 6)
    assert found.frameworks[0][:2] == ("JPN+KOR+USA", 6)


def test_a_new_reading_is_a_proposal_and_what_people_decided_stays(register):
    one, other = statement(1, date(2024, 9, 10)), statement(2, date(2024, 11, 15))
    keys = [f"{keep(register, record).key}.a{record.acts[0].trigger.start}" for record in (one, other)]
    people = [f"{key[:8]}.p{one.persons[0].anchor.start}" for key in keys]
    register.write(lambda writer: writer.evidence(*keys, "fulfils"), by="Lee", person=True)
    register.write(lambda writer: writer.merge(*people), by="Lee", person=True)
    register.write(lambda writer: writer.correct(keys[0], "due_latest", "2025-03-31"), by="Lee", person=True)
    better = replace(one, acts=tuple(replace(a, strength=1, kind="scheduled") for a in one.acts))
    changes = record_difference(one, better)
    assert [(change.what, set(change.fields)) for change in changes] == [("changed", {"strength", "kind"})]
    register.write(lambda writer: propose(writer, keys[0][:8], better, changes))
    with register.view() as view:
        (waiting,) = open_proposals(view.connection)
        assert view.act(keys[0], TODAY).kind == "specific"
    assert waiting.changes[0].fields["kind"] == ["specific", "scheduled"]
    register.write(lambda writer: accept(writer, keys[0][:8], NOBODY, ()), by="Lee", person=True)
    with register.view() as view:
        found = view.act(keys[0], TODAY)
        assert (found.kind, found.due_latest) == ("scheduled", date(2025, 3, 31))
        assert found.status.value == "fulfilled"
        assert view.thing(people[0], TODAY).count == 2
        assert list(open_proposals(view.connection)) == []
    with pytest.raises(RegisterError, match="no new reading"):
        register.write(lambda writer: accept(writer, keys[0][:8], NOBODY, ()), person=True)


def test_the_same_reading_is_no_proposal(register):
    one = statement(1, date(2024, 9, 10))
    key = keep(register, one).key
    register.write(lambda writer: propose(writer, key, one, record_difference(one, one)))
    with register.view() as view:
        assert list(open_proposals(view.connection)) == []


def test_a_difference_of_texts_is_told_sentence_by_sentence():
    pieces = text_difference("They met. They agreed to act.", "They met. They agreed to wait. All left.")
    assert [(piece.sign, piece.words) for piece in pieces] == [
        (" ", "They met."),
        ("-", "They agreed to act."),
        ("+", "They agreed to wait."),
        ("+", "All left."),
    ]


def test_a_correction_of_what_a_new_reading_lacks_is_undone(register, several):
    key = several[0]
    action = register.write(lambda writer: writer.correct(key, "due_latest", "2025-03-31"), by="Lee", person=True)
    with register.view() as view:
        record = view.record(key[:8])
    lacking = replace(record, acts=())
    register.write(lambda writer: propose(writer, key[:8], lacking, record_difference(record, lacking)))
    register.write(lambda writer: accept(writer, key[:8], NOBODY, ()), by="Lee", person=True)
    register.write(lambda writer: writer.undo(action), by="Lee", person=True)
    with register.view() as view:
        assert view.corrections(key) == {}
