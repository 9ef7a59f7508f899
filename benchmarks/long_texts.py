"""Time of texts that are long where no statement is: one line, one sentence, one run of signs, thousands of one thing.

    python -m benchmarks.long_texts [PERCENT]   each shape at its full length, or at PERCENT of it

A reader that takes the square of a text's length would show here: each shape is read at a half and at the whole, and
the last column is how much longer the whole took (2 is in the time of its length). Times are processor time.
"""

from __future__ import annotations

import sys
import time

from communique.extract import extract, load_parser
from communique.read import from_text

HEAD = "Joint Statement of the Ministers\n\nSeptember 10, 2024\n\n"
SENTENCE = (
    "The ministers of Japan and the Republic of Korea agreed to hold the 16th Defense Trilateral Talks in Tokyo by the "
    "end of next year, condemned the missile launches of the DPRK, and signed a memorandum in July 2024. "
)


def shapes(percent: float = 100) -> dict[str, str]:
    """Return the long texts by what is long in them, each at `percent` of its full length (some 5 to 200 kB)."""

    def times(count: int) -> int:
        return max(1, round(count * percent / 100))

    met = "The ministers met on "
    names = [f"{a}{b}{c}ton" for a in "BDGKLMNPRST" for b in ("al", "er", "in", "ol") for c in "dgklmn"]
    return {
        "one line": SENTENCE * times(130),
        "short lines": "They met in Seoul on 3 May.\n" * times(600),
        "lines without stops": "\n".join(f"We will meet {n}" for n in range(times(900))),
        "bullets": "We commit to:\n\n" + "".join(f"- strengthen cooperation on item {n}\n" for n in range(times(400))),
        "headings": "\n\n".join(f"Section {n}\n\nWe will meet." for n in range(times(500))),
        "nested brackets": "The ministers " + "([" * times(1_500) + ")]" * times(1_500) + " met.",
        "nested quotation marks": "The ministers said "
        + "\u201c\u2018" * times(1_500)
        + "\u201d\u2019" * times(1_500)
        + ".",
        "one sentence": "The ministers agreed to " + "strengthen the cooperation and " * times(1_000) + "meet.",
        "a chain of phrases": "They welcomed the "
        + "progress of the talks in the region of the " * times(450)
        + "ministers.",
        "commas": "The ministers discussed trade" + ", energy" * times(2_000) + ".",
        "dates": met + ", ".join(f"{1 + n % 28} March {2000 + n % 25}" for n in range(times(900))) + ".",
        "persons": "".join(f"Foreign Minister Mary {name} met. " for name in names[: times(len(names))]),
        "bodies": "".join(
            f"The {chr(65 + n % 26)}{n} Working Group met the Agency for {n} Affairs. " for n in range(times(250))
        ),
        "capitals": "THE MINISTERS MET " * times(800),
        "a title without end": "The " + "Joint Security Cooperation Framework " * times(400) + "met.",
        "one word": "a" * times(50_000),
        "digits": "1" * times(20_000) + " met. " + "1 " * times(3_000),
        "abbreviations": "U.S." * times(3_000),
        "spaces": "They met." + " " * times(100_000) + "They left." + "\n" * times(100_000) + "They agreed.",
        "markup": "**bold** <u>x</u> " * times(600),
        "dashes": "-" * times(50_000),
    }


def main() -> None:
    """Print the time of each shape at a half and at the whole of its length."""
    percent = float(sys.argv[1]) if len(sys.argv) > 1 else 100.0
    nlp = load_parser()
    extract(from_text(HEAD + SENTENCE), nlp=nlp)  # loads the lexicons
    halves = shapes(percent / 2)
    print(f"{'shape':24}{'kB':>7}{'half, s':>10}{'whole, s':>10}{'ratio':>8}")
    for name, text in shapes(percent).items():
        taken = []
        for one in (halves[name], text):
            started = time.process_time()
            extract(from_text(HEAD + one), nlp=nlp)
            taken.append(time.process_time() - started)
        print(f"{name:24}{len(text) / 1000:7.1f}{taken[0]:10.2f}{taken[1]:10.2f}{taken[1] / taken[0]:8.1f}")


if __name__ == "__main__":
    main()
