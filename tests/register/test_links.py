"""Links, judgements, things: what rules say, what persons decide, and that all of it can be taken back."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy import text as sql

from communique.model.errors import RegisterError
from communique.register import buckets, candidates, entity, tables
from communique.register.entity import Verdict, partition
from communique.register.linking import Matchers, link_versions
from communique.register.moment import Moment
from communique.register.rows import prepare
from communique.register.tables import items
from communique.resolve import link as links
from communique.resolve.link import EVIDENCE, SAME, Link

from .conftest import act, keep, key_of, make_record, meeting, moment_of, person

TODAY = Moment(date(2025, 2, 1))


def statement(number, day, name="Kim Yong-hyun"):
    text = f"Statement {number}\n\nMinister {name} agreed to update the plan by the end of this year."
    promise = act(
        text,
        "agreed to update the plan by the end of this year",
        "agreed",
        due=("by the end of this year", None, date(2024, 12, 31)),
    )
    return make_record(text, on=day, path=f"{number}.txt", acts=(promise,), persons=(person(text, name, party="KOR"),))


@pytest.fixture
def three(register):
    """Three statements; gives their persons' keys and their acts' keys, in time."""
    people, acts = [], []
    for number, day in enumerate((date(2024, 9, 10), date(2024, 11, 15), date(2025, 1, 20)), start=1):
        record = statement(number, day)
        key = keep(register, record).key
        people.append(f"{key}.p{record.persons[0].anchor.start}")
        acts.append(f"{key}.a{record.acts[0].trigger.start}")
    return people, acts


def things(register):
    with register.engine.connect() as connection:
        rows = connection.execute(select(items.c.key, items.c.entity))
        return dict(tuple(row) for row in rows)


def say_same(register, left, right, score=0.95):
    def change(writer):
        writer.link(Link(SAME, left, right, SAME, score, ("the same name",)))
        entity.settle(writer.connection, [left, right])

    register.write(change)


def proves(register):
    """Computing all things anew changes nothing."""
    assert register.write(lambda writer: entity.rebuild(writer.connection)) == 0


def test_the_kinds_are_those_of_links():
    assert (tables.SAME, tables.EVIDENCE) == (links.SAME, links.EVIDENCE)


def test_sure_links_join_and_possible_ones_wait(register, three):
    (a, b, c), _ = three
    say_same(register, a, b)
    say_same(register, b, c, score=0.6)
    found = things(register)
    assert found[a] == found[b] == min(a, b)
    assert found[c] == c
    with register.view() as view:
        (waiting,) = view.proposals()
    assert (waiting.left.key, waiting.right.key, waiting.reasons) == (b, c, ("the same name",))
    assert waiting.left.words == "Kim Yong-hyun"
    assert "Minister" in waiting.left.before
    proves(register)


def test_a_link_below_possible_is_none(register, three):
    (a, b, _), _ = three
    assert not register.write(lambda writer: writer.link(Link(SAME, a, b, SAME, 0.3)))
    with register.view() as view:
        assert view.proposals() == []


def test_the_same_link_again_is_not_written_again(register, three):
    (a, b, _), _ = three
    link = Link(SAME, a, b, SAME, 0.95)
    assert register.write(lambda writer: writer.link(link))
    assert not register.write(lambda writer: writer.link(link))


def test_accepting_joins_and_undoing_parts(register, three):
    (a, b, _), _ = three
    say_same(register, a, b, score=0.6)
    with register.view() as view:
        (waiting,) = view.proposals()
    action = register.write(lambda writer: writer.accept(waiting.id), by="Lee", person=True)
    assert things(register)[a] == things(register)[b]
    with register.view() as view:
        assert view.proposals() == []
    proves(register)
    register.write(lambda writer: writer.undo(action), by="Lee", person=True)
    assert things(register)[a] != things(register)[b]
    with register.view() as view:
        assert [one.id for one in view.proposals()] == [waiting.id]
    proves(register)


def test_a_persons_no_beats_a_rules_yes_before_and_after(register, three):
    (a, b, _), _ = three
    say_same(register, a, b)
    with register.engine.connect() as connection:
        number = connection.execute(sql("SELECT id FROM judgements")).scalar()
    register.write(lambda writer: writer.reject(number), by="Lee", person=True)
    assert things(register)[a] != things(register)[b]
    say_same(register, a, b, score=1.0)
    assert things(register)[a] != things(register)[b]
    proves(register)


def test_merge_and_split_are_taken_back_whole(register, three):
    (a, b, c), _ = three
    before = things(register)
    first = register.write(lambda writer: writer.merge(a, b), person=True)
    second = register.write(lambda writer: writer.merge(b, c), person=True)
    assert len(set(things(register).values())) == 1
    proves(register)
    third = register.write(lambda writer: writer.split(b), person=True)
    found = things(register)
    assert found[a] == found[c] != found[b]
    proves(register)
    register.write(lambda writer: writer.undo(third), person=True)
    assert len(set(things(register).values())) == 1
    for action in (second, first):
        register.write(lambda writer, n=action: writer.undo(n), person=True)
    assert things(register) == before
    proves(register)


def test_what_can_not_be_merged_is_said(register, three):
    (a, b, _), (promise, _, _) = three
    register.write(lambda writer: writer.merge(a, b), person=True)
    with pytest.raises(RegisterError, match="one thing already"):
        register.write(lambda writer: writer.merge(a, b), person=True)
    with pytest.raises(RegisterError, match="is not a meeting, exercise"):
        register.write(lambda writer: writer.merge(a, promise), person=True)
    text = "Notes\n\nKim Yong-hyun attended the Talks."
    other = keep(register, make_record(text, meetings=(meeting(text, "Talks"),)))
    with pytest.raises(RegisterError, match="can not be one thing"):
        register.write(lambda writer: writer.merge(a, f"{other.key}.m{text.index('Talks')}"), person=True)


def test_what_was_split_is_not_joined_by_a_later_link(register, three):
    (a, b, c), _ = three
    say_same(register, a, b)
    register.write(lambda writer: writer.split(b), person=True)
    say_same(register, b, c)
    say_same(register, a, c)
    found = things(register)
    assert found[a] != found[b]
    proves(register)


def test_splitting_what_stands_alone_is_said(register, three):
    (a, _, _), _ = three
    with pytest.raises(RegisterError, match="stands alone"):
        register.write(lambda writer: writer.split(a), person=True)


def test_undoing_twice_or_nothing_is_said(register, three):
    (a, b, _), _ = three
    action = register.write(lambda writer: writer.merge(a, b), person=True)
    register.write(lambda writer: writer.undo(action), person=True)
    with pytest.raises(RegisterError, match="undone already"):
        register.write(lambda writer: writer.undo(action), person=True)
    with pytest.raises(RegisterError, match="no action 9999"):
        register.write(lambda writer: writer.undo(9999), person=True)


def test_deciding_on_no_proposal_is_said(register):
    with pytest.raises(RegisterError, match="no proposal 5"):
        register.write(lambda writer: writer.accept(5), person=True)


def judged(register, relation, score, acts):
    register.write(lambda writer: writer.link(Link(EVIDENCE, acts[0], acts[1], relation, score, ("told as done",))))


def status_of(register, key, moment=TODAY):
    with register.view() as view:
        return view.act(key, moment).status


def test_evidence_makes_the_status_and_a_person_decides(register, three):
    _, acts = three
    assert status_of(register, acts[0]).value == "overdue"
    judged(register, "fulfils", 0.7, acts)
    assert status_of(register, acts[0]).value == "overdue"
    assert [one.relation for one in status_of(register, acts[0]).proposals] == ["fulfils"]
    with register.view() as view:
        (waiting,) = view.proposals(kind="evidence")
    action = register.write(lambda writer: writer.accept(waiting.id), by="Lee", person=True)
    found = status_of(register, acts[0])
    assert (found.value, found.because[0].by, found.because[0].person) == ("fulfilled", "Lee", True)
    register.write(lambda writer: writer.undo(action), by="Lee", person=True)
    assert status_of(register, acts[0]).value == "overdue"
    register.write(lambda writer: writer.accept(waiting.id, "progress"), by="Lee", person=True)
    assert [one.relation for one in status_of(register, acts[0]).because] == ["progress"]


def test_a_sure_rule_counts_until_a_person_says_no(register, three):
    _, acts = three
    judged(register, "fulfils", 0.95, acts)
    assert status_of(register, acts[0]).value == "fulfilled"
    number = status_of(register, acts[0]).because[0].id
    register.write(lambda writer: writer.reject(number), person=True)
    assert status_of(register, acts[0]).value == "overdue"


def test_a_person_finds_evidence_that_no_rule_found(register, three):
    _, acts = three
    register.write(lambda writer: writer.evidence(acts[0], acts[2], "fulfils"), by="Lee", person=True)
    assert status_of(register, acts[0]).value == "fulfilled"
    for wrong in ("fulfilled", "same", ""):
        with pytest.raises(RegisterError, match="is no relation"):
            register.write(lambda writer, r=wrong: writer.evidence(acts[0], acts[2], r), person=True)
    with pytest.raises(RegisterError, match="number of an action"):
        register.write(lambda writer: writer.evidence(acts[0] + "#x", acts[2], "fulfils"), person=True)


def test_who_looked_elsewhere_has_assessed(register):
    record = statement(1, date(2024, 9, 10))
    key = f"{keep(register, record).key}.a{record.acts[0].trigger.start}"
    assert not status_of(register, key).assessed
    action = register.write(lambda writer: writer.looked(key, "asked the ministry"), by="Lee", person=True)
    found = status_of(register, key)
    assert found.assessed
    assert found.searched.by == "Lee"
    register.write(lambda writer: writer.undo(action), person=True)
    assert not status_of(register, key).assessed


def test_what_the_register_knew_on_a_day(register):
    early, late = date(2025, 1, 5), date(2025, 1, 25)
    one, other = statement(1, date(2024, 9, 10)), statement(2, date(2024, 11, 15))
    keep(register, one, at=moment_of(early))
    keep(register, other, at=moment_of(late))
    keys = [f"{key_of(record)}.a{record.acts[0].trigger.start}" for record in (one, other)]

    def change(writer):
        writer.at = moment_of(late)
        writer.link(Link(EVIDENCE, *keys, "fulfils", 0.95))

    register.write(change)
    assert status_of(register, keys[0]).value == "fulfilled"
    known = Moment(date(2025, 2, 1), known_on=date(2025, 1, 10))
    found = status_of(register, keys[0], known)
    assert (found.value, found.assessed) == ("overdue", False)


def test_an_undone_judgement_held_until_it_was_undone(register):
    one, other = statement(1, date(2024, 9, 10)), statement(2, date(2024, 11, 15))
    for record in (one, other):
        keep(register, record, at=moment_of(date(2025, 1, 1)))
    keys = [f"{key_of(record)}.a{record.acts[0].trigger.start}" for record in (one, other)]

    def at(day, what):
        def change(writer):
            writer.at = moment_of(day)
            return what(writer)

        return register.write(change, person=True)

    action = at(date(2025, 1, 10), lambda writer: writer.evidence(*keys, "fulfils"))
    at(date(2025, 1, 20), lambda writer: writer.undo(action))
    assert status_of(register, keys[0]).value == "overdue"
    assert status_of(register, keys[0], Moment(date(2025, 2, 1), date(2025, 1, 15))).value == "fulfilled"


def test_linking_asks_the_matchers_for_candidates_only(register):
    asked = []

    def same(left, right):
        asked.append((left.name, right.name))
        return Link(SAME, left.key, right.key, SAME, 0.96, ("the same name",))

    matchers = Matchers(
        blocks=lambda subject: (getattr(subject, "folded", "act"),),
        same=same,
        against=lambda *_: None,
        evidence=lambda *_: [],
    )
    for number, name in enumerate(("Kim Yong-hyun", "Lee Jong-sup", "Kim Yong-hyun", "Kim Yong-hyun"), start=1):
        keep(register, statement(number, date(2024, 9, number), name), matchers)
    assert set(asked) == {("Kim Yong-hyun", "Kim Yong-hyun")}
    # The third adds nothing to what is known of the thing, so the fourth is compared with the first only.
    assert len(asked) == 2
    groups = sorted(things(register).values())
    assert len(set(groups)) == 2
    proves(register)


def test_documents_kept_together_are_compared_as_if_kept_one_by_one(register, monkeypatch):
    # Under a key the newest one is looked at, and an item is compared with one other. Before its companions take two
    # of its keys, Song's nearest is Kim (three keys); then it is Lee (two).
    monkeypatch.setattr(buckets, "PER_KEY", 1)
    monkeypatch.setattr(candidates, "ITEM_CANDIDATES", 1)
    keys = {"Kim A": "xyz", "Lee B": "uv", "Noh C": "x", "Moon D": "y", "Song E": "uvxyz"}
    asked = []

    def same(left, right):
        asked.append((left.name, right.name))

    matchers = Matchers(lambda item: keys.get(getattr(item, "name", ""), ""), same, lambda *_: None, lambda *_: [])
    for number, name in enumerate(("Kim A", "Lee B"), start=1):
        keep(register, statement(number, date(2024, 9, number), name), matchers)
    together = [
        prepare(statement(number, date(2024, 9, number), name))
        for number, name in enumerate(("Noh C", "Moon D", "Song E"), start=3)
    ]

    def change(writer):
        link_versions(writer, [kept.version_id for kept in writer.keep_all(together)], matchers)

    register.write(change)
    assert asked[-1] == ("Song E", "Lee B")


def test_a_thing_one_of_whose_items_speaks_against_it_is_joined_by_no_rule(register):
    matchers = Matchers(
        blocks=lambda subject: ("all",) if hasattr(subject, "folded") else (),
        same=lambda left, right: (
            None if "Bok" in (left.name + right.name) else Link(SAME, left.key, right.key, SAME, 0.95, ("alike",))
        ),
        against=lambda left, right: "another first name",
        evidence=lambda *_: [],
    )
    keys = []
    for number, name in enumerate(("Kim A", "Kim Bok"), start=1):
        record = statement(number, date(2024, 9, number), name)
        keys.append(f"{keep(register, record, matchers).key}.p{record.persons[0].anchor.start}")
    register.write(lambda writer: writer.merge(*keys), person=True)
    record = statement(3, date(2024, 9, 3), "Kim C")
    new = f"{keep(register, record, matchers).key}.p{record.persons[0].anchor.start}"
    assert things(register)[new] == new
    with register.view() as view:
        (waiting,) = view.proposals()
    assert "another first name" in waiting.reasons[-1]


def test_an_older_document_added_later_finds_its_evidence(register):
    def evidence(commitment, later):
        return [Link(EVIDENCE, commitment.key, one.key, "fulfils", 0.95) for one in later if hasattr(one, "cls")]

    matchers = Matchers(lambda _: (), lambda *_: None, lambda *_: None, evidence)
    late, early = statement(2, date(2024, 11, 15)), statement(1, date(2024, 9, 10))
    keep(register, late, matchers)
    keep(register, early, matchers)
    key = f"{key_of(early)}.a{early.acts[0].trigger.start}"
    assert status_of(register, key).value == "fulfilled"


def test_corrections_change_what_is_shown_and_are_taken_back(register, three):
    (a, _, _), acts = three
    action = register.write(lambda writer: writer.correct(acts[0], "due_latest", "2025-03-31"), by="Lee", person=True)
    assert status_of(register, acts[0]).value == "pending"
    with register.view() as view:
        assert view.corrections(acts[0]) == {"due_latest": "2025-03-31"}
    register.write(lambda writer: writer.undo(action), person=True)
    assert status_of(register, acts[0]).value == "overdue"
    with register.view() as view:
        assert [entry.undone is None for entry in view.history(acts[0]) if entry.what == "edit"] == [False]
    second = register.write(lambda writer: writer.correct(a, "name", "Kim Yong Hyun"), person=True)
    with register.view() as view:
        assert view.thing(a, TODAY).name == "Kim Yong Hyun"
    register.write(lambda writer: writer.undo(second), person=True)
    with register.view() as view:
        assert view.thing(a, TODAY).name == "Kim Yong-hyun"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("words", "x", "can not be edited: use one of class"),
        ("due_latest", "soon", "is no value for due_latest"),
        ("kind", "vague", "use one of specific"),
    ],
)
def test_a_wrong_correction_is_said(register, three, field, value, message):
    _, acts = three
    with pytest.raises(RegisterError, match=message):
        register.write(lambda writer: writer.correct(acts[0], field, value), person=True)


def test_history_tells_who_did_what(register, three):
    (a, b, _), acts = three
    action = register.write(lambda writer: writer.merge(a, b), by="Lee", person=True)
    register.write(lambda writer: writer.undo(action), by="Park", person=True)
    with register.view() as view:
        entries = view.history(a)
    assert [(entry.what, entry.by) for entry in entries] == [("merge", "Lee"), ("undo", "Park")]
    assert entries[0].action == action
    assert entries[0].undone is not None
    judged(register, "fulfils", 0.95, acts)
    with register.view() as view:
        assert any("fulfils positive" in entry.what for entry in view.history(acts[0]))
        assert any("fulfils positive" in entry.what for entry in view.history(acts[1]))


def test_the_audit_trail_holds_the_value_before(register, three):
    _, acts = three
    register.write(lambda writer: writer.correct(acts[0], "due_latest", "2025-03-31"), by="Lee", person=True)
    with register.engine.connect() as connection:
        row = connection.execute(sql("SELECT \"by\", detail FROM audit WHERE action = 'edit'")).one()
    assert row[0] == "Lee"
    assert json.loads(row[1]) == {"field": "due_latest", "before": "2024-12-31", "after": "2025-03-31"}


KEYS = [f"k{number}" for number in range(7)]
VERDICTS = st.lists(
    st.builds(
        Verdict,
        left=st.sampled_from(KEYS),
        right=st.sampled_from(KEYS),
        joined=st.booleans(),
        person=st.booleans(),
        score=st.sampled_from([0.9, 0.95, 1.0]),
    ).filter(lambda verdict: verdict.left < verdict.right),
    max_size=12,
    unique_by=lambda verdict: (verdict.left, verdict.right),
)


@given(VERDICTS)
@settings(max_examples=300, deadline=None)
def test_things_never_hold_what_was_judged_apart(verdicts):
    found = partition(KEYS, verdicts, set(KEYS))
    for verdict in verdicts:
        if not verdict.joined:
            assert found[verdict.left] != found[verdict.right]
    if all(verdict.joined for verdict in verdicts):
        for verdict in verdicts:
            assert found[verdict.left] == found[verdict.right]


@given(VERDICTS, st.randoms())
@settings(max_examples=200, deadline=None)
def test_things_do_not_depend_on_the_order_of_the_judgements(verdicts, random):
    shuffled = verdicts[:]
    random.shuffle(shuffled)
    assert partition(KEYS, verdicts, set(KEYS)) == partition(KEYS, shuffled, set(KEYS))


@given(VERDICTS)
@settings(max_examples=200, deadline=None)
def test_things_of_a_region_do_not_depend_on_the_rest(verdicts):
    """A change is computed from what positive judgements reach, so the rest must not matter."""
    whole = partition(KEYS, verdicts, set(KEYS))
    region = {KEYS[0]}
    while True:
        step = {
            side for v in verdicts if v.joined and {v.left, v.right} & region for side in (v.left, v.right)
        } - region
        if not step:
            break
        region |= step
    inside = [v for v in verdicts if v.left in region and v.right in region]
    part = partition(region, inside, set(KEYS))
    assert all(part[key] == whole[key] for key in region)


def test_a_key_that_a_new_reading_lost_still_joins():
    verdicts = [Verdict("a", "x", True, False, 1.0), Verdict("b", "x", True, False, 1.0)]
    assert partition(["a", "b", "x"], verdicts, {"a", "b"}) == {"a": "a", "b": "a"}
