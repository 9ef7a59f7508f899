"""Whose meeting it is that a text looks forward to."""

import pytest

from communique.packs import load_packs
from communique.resolve.others import held_by_others


@pytest.mark.parametrize(
    ("words", "speakers", "hosts"),
    [
        ("They look forward to the APEC summit that Peru will host in November 2024", "JPN KOR USA", "PER"),
        ("They looked forward to the East Asia Summit to be hosted by Laos in 2024", "JPN USA", "LAO"),
        ("Japan looks forward to Brazil\u2019s G20 presidency", "JPN", "BRA"),
        ("We look forward to the Republic of Korea hosting the Summit for Democracy", "JPN USA", "KOR"),
        # one of the speakers holds it
        ("They look forward to the ROK\u2019s hosting of APEC in 2025", "JPN KOR USA", ""),
        ("They look forward to the leaders\u2019 summit hosted by India in 2025", "QUAD", ""),
        # what they will do there is theirs
        ("They look forward to meeting again at the APEC summit that Peru will host", "JPN USA", ""),
        # nobody here knows whose members these are, and nothing says who holds it
        ("They look forward to the summit hosted by Italy", "EU JPN", ""),
        ("They look forward to the next summit in Vilnius", "JPN USA", ""),
        # another verb
        ("They will attend the APEC summit that Peru will host", "JPN USA", ""),
    ],
)
def test_held_by_others(words: str, speakers: str, hosts: str) -> None:
    trigger = "look" if "look forward" in words else words.split()[1]
    assert held_by_others(words, trigger, speakers.split(), load_packs()) == tuple(hosts.split())
