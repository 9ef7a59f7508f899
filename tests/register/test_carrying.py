"""Carrying over: what people decided on the older text of a document holds for the same words of the next."""

from dataclasses import replace
from datetime import date

import pytest

from communique.register import entity
from communique.register.difference import record_difference
from communique.register.linking import Matchers
from communique.register.moment import Moment
from communique.register.rereading import accept, propose
from communique.register.rows import prepare
from communique.resolve.link import EVIDENCE, SAME, Link

from .conftest import NOBODY, act, keep, make_record, person

TODAY = Moment(date(2025, 2, 1))
PROMISE = "agreed to update the joint plan for the defense of the region by the end of this year"
CHANGED = "agreed to update the joint plan for the defense of the region by the end of next year"
SIGNED = "signed the updated plan in the presence of Minister Nakatani Gen"


def promising(top="", promise=PROMISE, name="Kim Yong-hyun", more="", **facts):
    """A statement at one address: words on top, a promise, a person, and words after it."""
    text = f"Joint statement\n\n{top}Minister {name} {promise}.{more}"
    return make_record(
        text,
        on=date(2024, 9, 10),
        url="https://example.org/promise",
        acts=(act(text, promise, "agreed", due=("by the end of", None, date(2024, 12, 31)), **facts),),
        persons=(person(text, name, party="KOR"),),
    )


def signing(top=""):
    text = f"Signing\n\n{top}The ministers {SIGNED}. Minister Kim Yong Hyun spoke."
    return make_record(
        text,
        on=date(2024, 12, 10),
        url="https://example.org/signing",
        acts=(act(text, SIGNED, "signed", "decision"),),
        persons=(person(text, "Kim Yong Hyun", party="KOR"),),
    )


def keys_of(kept, record):
    """Return the keys of a record's act and of its person."""
    return f"{kept.key}.a{record.acts[0].trigger.start}", f"{kept.key}.p{record.persons[0].anchor.start}"


def put(register, record, matchers=NOBODY):
    kept = keep(register, record, matchers)
    return kept, *keys_of(kept, record)


def decide(register, change, by="Lee"):
    return register.write(change, by=by, person=True)


def status_of(register, key):
    with register.view() as view:
        return view.act(key, TODAY).status


def thing_of(register, key):
    with register.view() as view:
        return view.thing(key, TODAY).key


def waiting(register):
    with register.view() as view:
        return view.proposals()


def history(register, key):
    with register.view() as view:
        return view.history(key)


def proves(register):
    """Computing all things anew changes nothing."""
    assert register.write(lambda writer: entity.rebuild(writer.connection)) == 0


@pytest.fixture
def two(register):
    """A promise and the text that keeps it; gives the keys of both acts and both persons."""
    _, promise, minister = put(register, promising())
    _, signed, other = put(register, signing())
    return promise, minister, signed, other


def test_evidence_by_a_person_holds_for_the_next_text_and_is_undone_there(register, two):
    promise, _, signed, _ = two
    decide(register, lambda writer: writer.evidence(promise, signed, "fulfils"))
    kept, newer, _ = put(register, promising("They met in Seoul on 11 September. "))
    assert (kept.number, kept.carried.decisions, kept.carried.waiting) == (2, 1, 0)
    found = status_of(register, newer)
    assert (found.value, found.because[0].by, found.because[0].person) == ("fulfilled", "Lee", True)
    assert found.because[0].reasons[-1] == f"carried from {promise}"
    (entry,) = history(register, newer)
    assert (entry.what, entry.by) == ("evidence", "Lee")
    assert f"carried from {promise}" in entry.detail
    decide(register, lambda writer: writer.undo(entry.action))
    assert status_of(register, newer).value == "overdue"


def test_evidence_holds_where_the_later_document_has_a_next_text(register, two):
    promise, _, signed, _ = two
    decide(register, lambda writer: writer.evidence(promise, signed, "fulfils"))
    kept, newer, _ = put(register, signing("On 11 December all came. "))
    assert kept.carried.decisions == 1
    assert [one.key for one in status_of(register, promise).because] == [newer]
    kept, again, _ = put(register, promising("They met in Seoul. "))
    assert status_of(register, again).value == "fulfilled"


def sure(relation="fulfils", score=0.95):
    """Matchers that are sure of every pair of acts and of persons."""
    return Matchers(
        blocks=lambda subject: ("a|=all", "all"),
        same=lambda left, right: Link(SAME, left.key, right.key, SAME, score, ("alike",)),
        against=lambda left, right: None,
        evidence=lambda promise, later: [
            Link(EVIDENCE, promise.key, one.key, relation, score, ("alike",))
            for one in later
            if ".a" in one.key and one.document.date > promise.document.date
        ],
    )


def test_a_persons_no_beats_a_rule_that_is_sure_of_the_next_text(register):
    _, promise, minister = put(register, promising(), sure())
    _, _, other = put(register, signing(), sure())
    assert status_of(register, promise).value == "fulfilled"
    number = status_of(register, promise).because[0].id
    decide(register, lambda writer: writer.reject(number))
    decide(register, lambda writer: writer.split(minister))
    assert thing_of(register, minister) != thing_of(register, other)
    kept, newer, person_ = put(register, promising("They met in Seoul. "), sure())
    assert (kept.carried.decisions, kept.carried.waiting) == (2, 0)
    assert status_of(register, newer).value == "overdue"
    assert thing_of(register, person_) != thing_of(register, other)
    proves(register)
    split = next(entry for entry in history(register, person_) if entry.what == "split" and person_ in entry.about)
    decide(register, lambda writer: writer.undo(split.action))
    proves(register)


def test_a_merge_is_carried_and_undone(register, two):
    _, minister, _, other = two
    decide(register, lambda writer: writer.merge(other, minister))
    kept, _, newer = put(register, promising("They met in Seoul. "))
    assert kept.carried.decisions == 1
    assert thing_of(register, newer) == thing_of(register, other)
    proves(register)


def test_a_correction_and_who_looked_are_carried_and_undone(register, two):
    promise = two[0]
    decide(register, lambda writer: writer.correct(promise, "class", "report"))
    decide(register, lambda writer: writer.correct(promise, "class", "commitment"))
    decide(register, lambda writer: writer.correct(promise, "due_latest", "2025-06-30"))
    decide(register, lambda writer: writer.looked(promise, "asked the ministry"), by="Sato")
    kept, newer, _ = put(register, promising("They met in Seoul. "))
    assert (kept.carried.decisions, kept.carried.waiting) == (4, 0)
    with register.view() as view:
        assert view.act(newer, TODAY).due_latest == date(2025, 6, 30)
        assert view.corrections(newer) == {"class": "commitment", "due_latest": "2025-06-30"}
    found = status_of(register, newer)
    assert (found.assessed, found.searched.by) == (True, "Sato")
    edits = [entry for entry in history(register, newer) if entry.what == "edit"]
    assert [entry.by for entry in edits] == ["Lee"] * 3
    decide(register, lambda writer: writer.undo(edits[-1].action))
    with register.view() as view:
        assert view.act(newer, TODAY).due_latest == date(2024, 12, 31)


def test_what_was_undone_is_not_carried(register, two):
    promise, _, signed, _ = two
    action = decide(register, lambda writer: writer.evidence(promise, signed, "fulfils"))
    decide(register, lambda writer: writer.undo(action))
    kept, newer, _ = put(register, promising("They met in Seoul. "))
    assert kept.carried.decisions == kept.carried.waiting == 0
    assert history(register, newer) == []


def test_what_was_undone_on_the_next_text_does_not_come_back_with_the_one_after(register, two):
    promise, _, signed, _ = two
    decide(register, lambda writer: writer.evidence(promise, signed, "fulfils"))
    _, second, _ = put(register, promising("They met in Seoul. "))
    (entry,) = history(register, second)
    decide(register, lambda writer: writer.undo(entry.action))
    kept, third, _ = put(register, promising("They met in Busan. "))
    assert kept.carried.decisions == 0
    assert status_of(register, third).value == "overdue"


def test_where_words_changed_a_proposal_waits_until_a_person_decides(register, two):
    promise, _, signed, _ = two
    decide(register, lambda writer: writer.evidence(promise, signed, "fulfils"))
    kept, newer, _ = put(register, promising(promise=CHANGED))
    assert (kept.carried.decisions, kept.carried.waiting) == (0, 1)
    assert status_of(register, newer).value == "overdue"
    (one,) = waiting(register)
    assert (one.left.key, one.right.key, one.relation) == (newer, signed, "fulfils")
    assert one.reasons[0].startswith(f"Lee said yes of {promise}, which has changed since; it was: agreed")
    assert [entry.what for entry in history(register, kept.key) if entry.what in ("carry", "wait")] == ["wait", "carry"]
    kept, third, _ = put(register, promising("They met in Seoul. ", promise=CHANGED))
    assert (kept.carried.decisions, kept.carried.waiting) == (0, 1)
    number = next(one.id for one in waiting(register) if one.left.key == third)
    decide(register, lambda writer: writer.accept(number), by="Sato")
    kept, fourth, _ = put(register, promising("They met in Busan. ", promise=CHANGED))
    assert (kept.carried.decisions, kept.carried.waiting) == (1, 0)
    assert status_of(register, fourth).because[0].by == "Sato"


def test_a_persons_no_waits_where_words_changed_and_no_rule_overrules_it(register):
    _, promise, _ = put(register, promising(), sure())
    put(register, signing(), sure())
    number = status_of(register, promise).because[0].id
    decide(register, lambda writer: writer.reject(number))
    kept, newer, _ = put(register, promising(promise=CHANGED), sure())
    assert (kept.carried.decisions, kept.carried.waiting) == (0, 1)
    assert status_of(register, newer).value == "overdue"
    (one,) = [one for one in waiting(register) if one.kind == EVIDENCE]
    assert one.reasons[0].startswith("Lee said no of ")


def test_what_a_rule_is_sure_of_waits_for_nobody_who_said_yes(register):
    _, promise, _ = put(register, promising(), sure())
    put(register, signing(), sure())
    number = status_of(register, promise).because[0].id
    decide(register, lambda writer: writer.accept(number))
    _, newer, _ = put(register, promising(promise=CHANGED), sure())
    assert status_of(register, newer).value == "fulfilled"
    assert waiting(register) == []


def test_corrections_and_looks_at_words_that_changed_are_listed_by_history(register, two):
    promise = two[0]
    decide(register, lambda writer: writer.correct(promise, "class", "report"))
    decide(register, lambda writer: writer.looked(promise, ""))
    kept, newer, _ = put(register, promising(promise=CHANGED))
    assert (kept.carried.decisions, kept.carried.waiting) == (0, 2)
    details = [entry.detail for entry in history(register, kept.key) if entry.what == "wait"]
    assert len(details) == 2
    assert all(f"of {promise}" in detail and f"nearest {newer}" in detail for detail in details)
    assert any("edit class report" in detail for detail in details)
    assert waiting(register) == []
    assert not history(register, kept.key)[-1].action


def test_what_is_gone_waits_in_the_history_only(register, two):
    promise, _, signed, _ = two
    decide(register, lambda writer: writer.evidence(promise, signed, "fulfils"))
    kept, _, _ = put(register, promising(promise="agreed to hold talks by the end of May"))
    assert (kept.carried.decisions, kept.carried.waiting) == (0, 1)
    assert waiting(register) == []
    assert any("agreed to update the joint plan" in entry.detail for entry in history(register, kept.key))


def test_words_that_come_back_bring_what_was_decided_on_them(register, two):
    promise, _, signed, _ = two
    decide(register, lambda writer: writer.evidence(promise, signed, "fulfils"))
    put(register, promising(promise="agreed to hold talks by the end of May"))
    kept, newer, _ = put(register, promising("They met in Seoul. "))
    assert kept.carried.decisions == 1
    assert status_of(register, newer).value == "fulfilled"


def test_of_equal_words_each_has_what_was_decided_on_it(register):
    def twice(top):
        text = f"Joint statement\n\n{top}They {PROMISE}. Later they {PROMISE}."
        acts = (act(text, PROMISE, "agreed"), act(text, PROMISE, "agreed", nth=1))
        return make_record(text, on=date(2024, 9, 10), url="https://example.org/promise", acts=acts)

    _, signed, _ = put(register, signing())
    record = twice("")
    key = keep(register, record).key
    decide(register, lambda w: w.evidence(f"{key}.a{record.acts[1].trigger.start}", signed, "fulfils"))
    record = twice("They met in Seoul. ")
    key = keep(register, record).key
    found = [status_of(register, f"{key}.a{one.trigger.start}").value for one in record.acts]
    assert found == ["pending", "fulfilled"]


def test_several_decisions_of_one_action_are_one_action_again(register):
    put(register, promising(), sure(score=0.6))
    put(register, signing(), sure(score=0.6))
    numbers = [one.id for one in waiting(register)]
    assert len(numbers) == 2
    decide(register, lambda writer: writer.decide_all(numbers, positive=True))
    kept, newer, minister = put(register, promising("They met in Seoul. "))
    assert kept.carried.decisions == 2
    assert status_of(register, newer).value == "fulfilled"
    action = next(entry.action for entry in history(register, newer) if entry.what == "accept")
    decide(register, lambda writer: writer.undo(action))
    assert status_of(register, newer).value == "overdue"
    with register.view() as view:
        assert view.thing(minister, TODAY).count == 1
    proves(register)


def test_texts_kept_at_once_carry_from_one_to_the_next(register, two):
    promise, _, signed, _ = two
    decide(register, lambda writer: writer.evidence(promise, signed, "fulfils"))
    records = [promising("They met in Seoul. "), promising("They met in Busan. ")]
    kept = register.write(lambda writer: writer.keep_all([prepare(record) for record in records]))
    assert [one.carried.decisions for one in kept] == [1, 1]
    assert status_of(register, keys_of(kept[1], records[1])[0]).value == "fulfilled"


def test_an_action_of_a_promise_keeps_its_number(register):
    def of(top):
        record = promising(top)
        text = record.document.text
        two = act(text, PROMISE, "agreed", actions=("update the joint plan", "the defense of the region"))
        return replace(record, acts=(two,))

    _, promise, _ = put(register, of(""))
    _, signed, _ = put(register, signing())
    decide(register, lambda writer: writer.evidence(promise + "#2", signed, "fulfils"))
    kept, newer, _ = put(register, of("They met in Seoul. "))
    assert kept.carried.decisions == 1
    assert [one.action for one in status_of(register, newer).because] == [2]


def test_nothing_decided_leaves_no_trace(register, two):
    kept, _, _ = put(register, promising("They met in Seoul. "))
    assert kept.carried.decisions == kept.carried.waiting == 0
    assert not [entry for entry in history(register, kept.key) if entry.what == "carry"]


def read_again(register, key, before, after):
    """Take another reading of a kept text, and return what became of what people had decided."""
    register.write(lambda writer: propose(writer, key, after, record_difference(before, after)))
    return decide(register, lambda writer: accept(writer, key, NOBODY, ()))


def test_a_new_reading_that_finds_a_person_elsewhere_keeps_what_was_merged(register):
    text = "Joint statement\n\nMinister Kim Yong-hyun spoke. Later Kim Yong-hyun left."
    later = make_record(text, url="https://example.org/a", persons=(person(text, "Kim Yong-hyun", party="KOR"),))
    start = text.rindex("Kim Yong-hyun")
    anchor = replace(later.persons[0].anchor, start=start, end=start + len("Kim Yong-hyun"))
    first = replace(later, persons=(replace(later.persons[0], anchor=anchor, mentions=(anchor,)),))
    kept = keep(register, first)
    _, _, other = put(register, signing())
    decide(register, lambda writer: writer.merge(f"{kept.key}.p{start}", other))
    carried = read_again(register, kept.key, first, later)
    assert (carried.decisions, carried.waiting) == (1, 0)
    assert thing_of(register, f"{kept.key}.p{text.index('Kim Yong-hyun')}") == thing_of(register, other)
    proves(register)


def test_a_new_reading_that_finds_another_trigger_has_what_was_decided_wait(register, two):
    promise, _, signed, _ = two
    decide(register, lambda writer: writer.evidence(promise, signed, "fulfils"))
    decide(register, lambda writer: writer.correct(promise, "kind", "scheduled"))
    first = promising()
    trigger = act(first.document.text, PROMISE, "update").trigger
    key = promise.partition(".")[0]
    carried = read_again(register, key, first, replace(first, acts=(replace(first.acts[0], trigger=trigger),)))
    assert (carried.decisions, carried.waiting) == (0, 2)
    assert [one.left.key for one in waiting(register)] == [f"{key}.a{trigger.start}"]


def test_a_new_reading_of_the_same_acts_carries_nothing(register, two):
    promise, _, signed, _ = two
    decide(register, lambda writer: writer.evidence(promise, signed, "fulfils"))
    first = promising()
    better = replace(first, acts=(replace(first.acts[0], strength=1),))
    carried = read_again(register, promise.partition(".")[0], first, better)
    assert (carried.decisions, carried.waiting) == (0, 0)
    assert status_of(register, promise).value == "fulfilled"
    assert len(history(register, promise)) == 1
