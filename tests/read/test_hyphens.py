"""Hyphens at line ends: which are the word's own."""

import pytest

from communique.read.hyphens import joined, whole_words

DOCUMENT = [
    "The ministers discussed clean energy and energy security, cybersecurity, and people-to-people ties with India.",
    "They welcomed the decision-making body and the semi-annual review.",
]

JOINED = [
    ("the inter-", "national order", "the international order"),
    ("strengthen cyber-", "security", "strengthen cybersecurity"),
    ("the Infra-", "structure fund", "the Infrastructure fund"),
    ("the develop-", "ment plan", "the development plan"),
    ("the multi-", "lateral system", "the multilateral system"),
    ("Further-", "more, they agreed", "Furthermore, they agreed"),
    ("a co-invest-", "ment scheme", "a co-investment scheme"),
]

KEPT = [
    ("the Indo-", "Pacific", "the Indo-Pacific"),
    ("people-to-", "people ties", "people-to-people ties"),
    ("end-", "to-end encryption", "end-to-end encryption"),
    ("a lab-", "to-lab exchange", "a lab-to-lab exchange"),
    ("the long-", "term plan", "the long-term plan"),
    ("rules-", "based order", "rules-based order"),
    ("an India-", "led effort", "an India-led effort"),
    ("the energy-", "security plan", "the energy-security plan"),
    ("the semi-", "annual review", "the semi-annual review"),
    ("e-", "commerce", "e-commerce"),
    ("in 2024-", "25", "in 2024-25"),
]

APART = [
    ("science-", "and evidence-based", "science- and evidence-based"),
    ("the plan", "of action", "the plan of action"),
    ("the plan -", "of action", "the plan - of action"),
    ("talks\u2014", "the first", "talks\u2014the first"),
    ("talks", "\u2014the first", "talks\u2014the first"),
    ("clean/", "zero emission", "clean/zero emission"),
]


@pytest.mark.parametrize(("above", "below", "expected"), [*JOINED, *KEPT, *APART])
def test_joined(above, below, expected):
    assert joined(above, below, whole_words(DOCUMENT)) == expected


def test_fragments_at_line_ends_are_no_words():
    assert whole_words(["the inter-", "national order"]) == {"the": 1, "order": 1}
