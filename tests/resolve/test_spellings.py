"""Spellings: names of series that are one, and such as only look alike."""

from __future__ import annotations

import pytest

from communique.resolve.spellings import alike, one_circle, spelling_of

TWO = frozenset({"EU", "USA"})


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("U.S.-EU Trade and Technology Council (TTC)", "Trade and Technology Council"),
        ("U.S.-EU Trade and Technology Council", "TTC"),
        ("U.S-EU TTC ministerial meeting", "EU-US Trade and Technology Council"),
        ("TTC Ministerial", "fifth meeting of the Trade and Technology Council"),
        ("Joint Committee on Higher Coordination", "annual Joint Committee on Higher Coordination meeting"),
        ("NATO Summit", "NATO Leaders' Summit"),
        ("G20 Summit of Leaders", "G20 Leaders' Summit"),
        ("the UK's AI Safety Summit", "AI Safety Summit"),
        ("Nutrition for Growth (N4G) Summit", "Nutrition for Growth Summit"),
        ("International Counter Ransomware Initiative", "CRI Summit"),
        ("EU-U.S. Critical and Emerging Technology Dialogue", "CET Dialogue"),
        ("Dialogue on Space between the European Union and the United States", "EU-US Dialogue on Space"),
    ],
)
def test_one_series(one: str, two: str) -> None:
    left, right = spelling_of(one), spelling_of(two)
    assert alike(left, right)
    assert alike(right, left)
    assert one_circle(left, TWO, right, TWO)
    assert one_circle(right, TWO, left, TWO)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Trade and Technology Council", "Trade and Investment Council"),
        ("Security Dialogue", "Space Dialogue"),
        ("CET Dialogue", "Climate and Energy Transition Task Force"),
        ("Summit", "Special Summit"),
        ("NATO Summit", "NATO Ministerial"),
        ("G20 Summit", "G20 Ministerial"),
        ("Korea-Pacific Islands Summit", "U.S.-Pacific Islands Summit"),
        ("Summit of the Americas", "U.S. Summit"),
        ("SD", "Security Dialogue"),
    ],
)
def test_other_words(one: str, two: str) -> None:
    assert not alike(spelling_of(one), spelling_of(two))


def test_a_general_name_is_that_of_those_who_speak() -> None:
    pair = spelling_of("U.S.-Egypt Strategic Dialogue"), spelling_of("Strategic Dialogue")
    assert alike(*pair)
    here = frozenset({"EGY", "USA"})
    assert one_circle(pair[0], here, pair[1], here)
    assert not one_circle(pair[0], here, pair[1], frozenset({"MNG", "USA"}))
    assert not one_circle(pair[0], here, pair[1], frozenset({"USA"}))
    assert not one_circle(pair[0], here, spelling_of("U.S.-Mongolia Strategic Dialogue"), here)


def test_a_general_name_of_a_wider_circle_is_another() -> None:
    pair, general = frozenset({"JPN", "USA"}), frozenset({"JPN", "KOR", "USA"})
    for one, two in (
        ("U.S.-Japan Leaders' Summit", "Leaders' Summit"),
        ("U.S.-Japan Security Dialogue", "Security Dialogue"),
    ):
        left, right = spelling_of(one), spelling_of(two)
        assert alike(left, right)
        assert not one_circle(left, pair, right, general)
        assert not one_circle(right, general, left, pair)


def test_a_name_without_a_word_of_its_own_is_like_none() -> None:
    assert not alike(spelling_of(""), spelling_of(""))
