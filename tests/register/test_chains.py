"""Chains: which texts are one commitment, and what bears on all of them."""

from datetime import date

from communique.register.chains import Node, Tie, chains_of, evidence_of
from communique.register.status import Evidence

JUNE, AUGUST, NOVEMBER, DECEMBER, NEXT_JUNE = (
    date(2023, 6, 3),
    date(2023, 8, 18),
    date(2023, 11, 12),
    date(2023, 12, 19),
    date(2024, 6, 2),
)


def fulfils(key, day, number=1, **given):
    return Evidence(number, "fulfils", key, day, key.partition(".")[0], **given)


def texts(chains, key):
    return [text.key for text in chains[key].texts]


def test_texts_that_say_it_again_are_one_commitment():
    nodes = [Node("a.a1", JUNE), Node("b.a1", AUGUST), Node("c.a1", NOVEMBER)]
    chains = chains_of(nodes, [Tie("a.a1", "b.a1", "restates"), Tie("b.a1", "c.a1", "narrows")], {})
    assert texts(chains, "c.a1") == ["a.a1", "b.a1", "c.a1"]
    assert [text.relation for text in chains["a.a1"].texts] == [None, "restates", "narrows"]


def test_what_is_promised_after_a_fulfilment_is_promised_anew():
    nodes = [Node("a.a1", JUNE), Node("b.a1", AUGUST), Node("d.a1", NEXT_JUNE)]
    ties = [Tie("a.a1", "b.a1", "restates"), Tie("a.a1", "d.a1", "restates"), Tie("b.a1", "d.a1", "restates")]
    chains = chains_of(nodes, ties, {"b.a1": [fulfils("c.a9", DECEMBER)]})
    assert texts(chains, "a.a1") == ["a.a1", "b.a1"]
    assert texts(chains, "d.a1") == ["d.a1"]


def test_a_proposal_to_fulfil_ends_nothing():
    nodes = [Node("a.a1", JUNE), Node("d.a1", NEXT_JUNE)]
    given = {"a.a1": [fulfils("c.a9", DECEMBER, judgement="unsure")]}
    assert texts(chains_of(nodes, [Tie("a.a1", "d.a1", "restates")], given), "d.a1") == ["a.a1", "d.a1"]


def test_what_recurs_is_fulfilled_and_goes_on():
    nodes = [Node("a.a1", JUNE, recurs=True), Node("d.a1", NEXT_JUNE, recurs=True)]
    chains = chains_of(nodes, [Tie("a.a1", "d.a1", "restates")], {"a.a1": [fulfils("c.m9", DECEMBER)]})
    assert texts(chains, "d.a1") == ["a.a1", "d.a1"]


def test_a_text_with_more_actions_stands_for_itself():
    nodes = [Node("a.a1", JUNE), Node("b.a1", AUGUST, actions=2)]
    assert texts(chains_of(nodes, [Tie("a.a1", "b.a1", "restates")], {}), "b.a1") == ["b.a1"]
    nodes = [Node("a.a1", JUNE, actions=2), Node("b.a1", AUGUST, actions=2)]
    ties = [Tie("a.a1", "b.a1", "restates", 1), Tie("a.a1", "b.a1", "restates", 2)]
    assert texts(chains_of(nodes, ties, {}), "b.a1") == ["a.a1", "b.a1"]


def test_a_text_joins_the_earliest_of_the_commitments_that_it_says_again():
    nodes = [Node("a.a1", JUNE), Node("b.a1", AUGUST), Node("c.a1", NOVEMBER)]
    chains = chains_of(nodes, [Tie("b.a1", "c.a1", "restates"), Tie("a.a1", "c.a1", "restates")], {})
    assert texts(chains, "c.a1") == ["a.a1", "c.a1"]
    assert texts(chains, "b.a1") == ["b.a1"]


def test_links_that_go_round_end():
    nodes = [Node("a.a1", JUNE), Node("b.a1", JUNE)]
    chains = chains_of(nodes, [Tie("a.a1", "b.a1", "restates"), Tie("b.a1", "a.a1", "restates")], {})
    assert texts(chains, "a.a1") == ["a.a1", "b.a1"]


def test_what_bears_on_a_later_text_bears_on_the_action_that_it_says_again():
    nodes = [Node("a.a1", JUNE, actions=2), Node("b.a1", AUGUST)]
    chains = chains_of(nodes, [Tie("a.a1", "b.a1", "restates", 2)], {})
    bears = evidence_of(chains["a.a1"], 2, {"b.a1": [fulfils("c.a9", DECEMBER)]})
    assert [(item.key, item.action) for item in bears] == [("c.a9", 2)]


def test_evidence_of_several_texts_counts_once_and_the_texts_are_none():
    nodes = [Node("a.a1", JUNE), Node("b.a1", AUGUST)]
    chains = chains_of(nodes, [Tie("a.a1", "b.a1", "restates")], {})
    again = Evidence(3, "restates", "b.a1", AUGUST, "b")
    given = {
        "a.a1": [again, fulfils("c.a9", DECEMBER, 1, judgement="unsure", score=0.8)],
        "b.a1": [fulfils("c.a9", DECEMBER, 2)],
    }
    (only,) = evidence_of(chains["a.a1"], 1, given)
    assert (only.id, only.judgement) == (2, "positive")
