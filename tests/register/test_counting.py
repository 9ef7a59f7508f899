"""One count of a series' meetings among the numbers that texts give them."""

import pytest

from communique.register.counting import Numbers, missing, next_number, of_a_part, one_count


def told(*numbers, pack=None, sure=False):
    return Numbers(tuple(numbers), pack, sure or pack is not None)


RISING = [told((14, "14th Talks")), told((15, "15th Talks")), told((16, "16th Talks"))]
TWO_COUNTS = [
    told((1, "first-ever summit of the leaders"), pack=1),
    told((1, "first in-person summit"), sure=True),
    told(sure=True),
    told((2, "second in-person summit"), (4, "fourth leaders' meeting"), sure=True),
    told((3, "third in-person summit"), (5, "fifth convening of the summit"), sure=True),
    told((4, "fourth summit"), (4, "fourth in-person summit"), sure=True),
]
GAP = [told(pack=10), told((15, "15th Talks")), told((16, "16th Talks"))]
SLIP = [told((14, "14th Talks"), pack=14), told((51, "51st Talks")), told((16, "16th Talks"), pack=16)]


@pytest.mark.parametrize(
    ("meetings", "years", "count", "after", "gone"),
    [
        (RISING, [2023, 2024, 2025], [14, 15, 16], 17, []),
        (TWO_COUNTS, [2021, 2021, 2022, 2022, 2023, 2024], [1, None, None, 4, 5, None], 7, []),
        (GAP, [2018, 2024, 2025], [10, 15, 16], 17, [11, 12, 13, 14]),
        (SLIP, [2023, 2024, 2025], [14, None, 16], 17, []),
        # nobody knows what was held in the years between
        ([told(pack=9), told(sure=True), told(sure=True)], [2017, 2022, 2023], [9, None, None], None, []),
        ([told(pack=9), told()], [2017, 2018], [9, None], 11, []),
        ([told(), told()], [2017, 2018], [None, None], None, []),
        ([], [], [], None, []),
    ],
)
def test_one_count(meetings, years, count, after, gone):
    assert one_count(meetings) == count
    assert next_number(meetings, count, years) == after
    assert missing(count) == gone


def test_some_numbers_count_a_part_only():
    assert of_a_part("fourth in-person Leaders' Summit")
    assert not of_a_part("fourth Leaders' Summit")
