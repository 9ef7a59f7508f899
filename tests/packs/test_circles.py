"""Joint texts that name one series: of the same states, or of others who call theirs the same."""

import pytest

from communique.packs.circles import of_others


@pytest.mark.parametrize(
    ("here", "there", "other"),
    [
        ("JPN USA", "IND USA", True),  # "2+2" of two pairs
        ("JPN KOR USA", "JPN PHL USA", True),  # "Trilateral Leaders' Summit"
        ("JPN KOR USA", "JPN KOR USA", False),
        ("USA", "JPN KOR USA", False),  # one side's fact sheet
        ("KOR", "USA", False),  # each side's own readout
        ("", "JPN USA", False),
        # the circle of hosts of a large summit changes from one to the next
        ("CRI KOR NLD USA ZMB", "CRI DNK KOR USA ZMB", False),
        ("AUS BEL BRA CAN CHL", "DEU DNK ESP EST CHL", True),
    ],
)
def test_of_others(here: str, there: str, other: bool) -> None:
    assert of_others(set(here.split()), set(there.split())) is other
