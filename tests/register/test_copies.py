"""One text in two formats is kept once; texts that differ in what they say are two."""

import pytest

from communique.register.copies import is_copy

from .conftest import act, keep, make_record

SAID = "The three officials agreed to hold the next cyber-security talks in Busan before the end of this year. "
MORE = "They reviewed how their coast guards cooperate and shared the view that it should go on in all waters. " * 5
TEXT = f"Joint Statement\n\n{SAID}{MORE}"
PDF = TEXT.replace("cyber-security", "cyber-\nsecurity").replace(". They", ".  They")
LETTERHEAD = f"Ministry of Foreign Affairs\n\n{TEXT}\n\nPage 1 of 1"


@pytest.mark.parametrize(
    ("other", "acts", "copy"),
    [
        (TEXT, 1, True),
        (PDF, 1, True),
        (LETTERHEAD, 1, True),
        (TEXT + "They also agreed to open an office in Tokyo.", 2, False),  # what stands after it says something
        (TEXT.replace("Busan", "Jeju"), 1, False),
        (TEXT.replace("agreed", "intend"), 1, False),
        (MORE, 0, False),
        (f"Another Statement\n\n{MORE}", 1, False),
    ],
)
def test_a_copy_has_the_same_letters(other, acts, copy):
    assert is_copy(TEXT, 1, other, acts) is copy
    assert is_copy(other, acts, TEXT, 1) is copy


def record(text, path):
    phrase = text[text.index("The three") : text.index("this year") + len("this year")]
    return make_record(text, acts=(act(text, phrase, "agreed"),), path=path)


def test_another_format_is_a_sighting(register):
    first = keep(register, record(TEXT, "statement.txt"))
    other = keep(register, record(PDF, "statement.pdf"))
    assert (other.fresh, other.key) == (False, first.key)
    with register.view() as view:
        assert view.summary().documents == 1


def test_the_next_text_of_a_place_is_its_next_version(register):
    first = keep(register, record(TEXT, "statement.txt"))
    other = keep(register, record(PDF, "statement.txt"))
    assert (other.fresh, other.number) == (True, first.number + 1)
