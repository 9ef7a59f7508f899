"""Dates as intervals on the MEANTIME corpus (TIMEX3), beside other date readers in the same run.

    python -m benchmarks.dates [FOLDER] [--errors] [--without NAME ...]

FOLDER holds MEANTIME's XML files (default: benchmarks/dates-meantime of the shared material beside the repository).
Other readers run where they are installed (the `bench` extra; HeidelTime also needs Java) and are named as not run
where they are not.

How a TIMEX3 value is judged. A day, month, year, quarter, ISO week, weekend, season, fiscal year or decade is its
first and last day; a time of day is its day; `XX` widens to the unit above it; PAST_REF, PRESENT_REF and FUTURE_REF
are a time without bounds, which a reader gets right by naming a time and no days (a library by naming none at all
is wrong). A reading is right where both days are equal. TIMEX3 puts "early" or "end of" into an attribute that
MEANTIME leaves out, so where the words have such a modifier, a reading inside the value's days is right. Durations
and sets (P1Y) have no place in time: they are no part of the figure and are only counted as found or not.
Values of no known form (XXXX-XX-XX) are left out and counted.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.date_readers import READERS, NotInstalledError, Reader
from communique.extract.dates.almanac import Days, month_days, months_days, year_days

SHARED = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "dates-meantime"
FLOOR = 0.80
ANNOTATED = 6
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}
_MODIFIED = re.compile(
    r"\b(?:early|earlier|late|later|mid|middle|end|start|beginning|about|around|approximately|more than|less than)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated time: its place in the text, its TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str

    @property
    def lasting(self) -> bool:
        """Whether it is a duration or a set, which has no place in time."""
        return self.type in ("DURATION", "SET") or re.match(r"P[\dXT]|P[YMWDQ]\d", self.value) is not None


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the corpus, its day, and its annotated times."""

    name: str
    text: str
    day: date
    golds: tuple[Gold, ...]


def load(folder: Path) -> list[Text]:
    """Return the texts of a folder of MEANTIME files, each sentence a paragraph of space-joined tokens.

    Times are annotated in a document's first six sentences only (title and dateline among them): no more is kept.
    """
    texts = [_load_one(path) for path in sorted(folder.rglob("*.xml"))]
    return [text for text in texts if text is not None]


def _load_one(path: Path) -> Text | None:
    root = ElementTree.parse(path).getroot()
    places: dict[str, tuple[int, int]] = {}
    pieces: list[str] = []
    at, sentence = 0, None
    for token in root.iter("token"):
        if int(token.get("sentence") or 0) >= ANNOTATED:
            break
        gap = "" if sentence is None else " " if token.get("sentence") == sentence else "\n\n"
        word = token.text or ""
        pieces += [gap, word]
        places[str(token.get("t_id"))] = (at + len(gap), at + len(gap) + len(word))
        at += len(gap) + len(word)
        sentence = token.get("sentence")
    golds, day = [], None
    for timex in root.iter("TIMEX3"):
        value = timex.get("value") or ""
        if timex.get("functionInDocument") == "CREATION_TIME" and (days := days_of_value(value)) is not None:
            day = days[0]
        named = [str(anchor.get("t_id")) for anchor in timex.iter("token_anchor")]
        anchors = [places[name] for name in named if name in places]
        if anchors:
            golds.append(Gold(min(a for a, _ in anchors), max(b for _, b in anchors), timex.get("type") or "", value))
    golds.sort(key=lambda gold: (gold.start, gold.end))
    return None if day is None else Text(path.stem, "".join(pieces), day, tuple(golds))


def days_of_value(value: str) -> Days | None:
    """Return the first and last day of a TIMEX3 value, None where it has no days (see the module's docstring)."""
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return (monday + timedelta(days=5 if match[3] else 0), monday + timedelta(days=6))
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return months_days(int(match[1]), 3 * int(match[2]) - 2, 3)
    if match := re.fullmatch(r"(\d{4})-H([12])", value):
        return months_days(int(match[1]), 6 * int(match[2]) - 5, 6)
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", value):
        return months_days(int(match[1]), _SEASONS[match[2]], 3)
    if match := re.fullmatch(r"FY(\d{4})", value):
        return months_days(int(match[1]) - 1, 10, 12)
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := re.fullmatch(r"(\d{4})-(\d\d)(?:-XX)?", value):
        return month_days(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})(?:-XX-XX)?", value):
        return year_days(int(match[1]))
    if match := re.fullmatch(r"(\d{3})X?", value):
        return year_days(int(match[1]) * 10, 10)
    return None


def right(words: str, value: str, reading: Days | str | None) -> bool | None:
    """Tell whether a reading (days, "vague", or None) is what a value says; None where the value is not judged."""
    if value in ("PAST_REF", "PRESENT_REF", "FUTURE_REF"):
        return reading == "vague"
    wanted = days_of_value(value)
    if wanted is None:
        return None
    if not isinstance(reading, tuple):
        return False
    inside = wanted[0] <= reading[0] and reading[1] <= wanted[1]
    return reading == wanted or (inside and _MODIFIED.search(words) is not None)


@dataclass(slots=True)
class Tally:
    """What one reader got: values on gold spans, spans found in running text, durations apart."""

    judged: int = 0
    correct: int = 0
    unjudged: int = 0
    gold: int = 0
    found: int = 0
    exact: int = 0
    overlap_gold: int = 0
    overlap_found: int = 0
    lasting: int = 0
    lasting_found: int = 0

    @property
    def value(self) -> float:
        """The share of judged values read exactly, given their spans."""
        return self.correct / self.judged if self.judged else 0.0


def evaluate(texts: list[Text], reader: Reader, report: Callable[[str], None]) -> Tally:
    """Run a reader over the texts: over each gold span, and over each text for spans of its own."""
    tally = Tally()
    for text in texts:
        found = reader.find(text.text, text.day)
        for gold in text.golds:
            if gold.lasting:
                continue
            words = text.text[gold.start : gold.end]
            reading = reader.read(text.text, gold.start, gold.end, text.day)
            verdict = right(words, gold.value, reading)
            if verdict is None:
                tally.unjudged += 1
                continue
            tally.judged += 1
            tally.correct += verdict
            if not verdict:
                around = text.text[max(0, gold.start - 50) : gold.end + 30].replace("\n", " ")
                report(f"{words!r} is {gold.value}, read as {_shown(reading)} on {text.day}: {around}")
        _detect(text, found, tally)
    return tally


def _detect(text: Text, found: list[tuple[int, int]], tally: Tally) -> None:
    """Count the spans found: dates and times against each other, a duration that is found neither for nor against."""
    dated = [gold for gold in text.golds if not gold.lasting]
    lasting = [gold for gold in text.golds if gold.lasting]
    tally.gold += len(dated)
    tally.lasting += len(lasting)
    tally.lasting_found += sum(any(_overlap(gold, span) for span in found) for gold in lasting)
    counted = [
        span
        for span in found
        if any(_overlap(gold, span) for gold in dated) or not any(_overlap(gold, span) for gold in lasting)
    ]
    tally.found += len(counted)
    tally.exact += sum((gold.start, gold.end) in counted for gold in dated)
    tally.overlap_gold += sum(any(_overlap(gold, span) for span in counted) for gold in dated)
    tally.overlap_found += sum(any(_overlap(gold, span) for gold in dated) for span in counted)


def _overlap(gold: Gold, span: tuple[int, int]) -> bool:
    return gold.start < span[1] and span[0] < gold.end


def _shown(reading: Days | str | None) -> str:
    return f"{reading[0]}..{reading[1]}" if isinstance(reading, tuple) else str(reading)


def _row(name: str, tally: Tally) -> str:
    precision = tally.overlap_found / tally.found if tally.found else 0.0
    recall = tally.overlap_gold / tally.gold if tally.gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    same = 2 * tally.exact / (tally.found + tally.gold) if tally.found + tally.gold else 0.0
    return (
        f"| {name} | {tally.value:.3f} ({tally.correct}/{tally.judged}) | {precision:.3f} | {recall:.3f} | {f1:.3f} "
        f"| {same:.3f} | {tally.lasting_found}/{tally.lasting} |"
    )


def main(arguments: list[str] | None = None) -> int:
    """Print the table; return 1 where our own values fall below the floor, 2 where there is no corpus."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--errors", action="store_true", help="list our own wrong values on standard error")
    parser.add_argument("--without", nargs="*", default=[], metavar="NAME", help="readers to leave out")
    options = parser.parse_args(arguments)
    texts = load(options.folder) if options.folder.is_dir() else []
    if not texts:
        print(f"no MEANTIME files under {options.folder}", file=sys.stderr)
        return 2
    print(f"{len(texts)} texts, {sum(len(text.golds) for text in texts)} times, durations and sets among them\n")
    print("| reader | value on gold spans | precision | recall | F1 (overlap) | F1 (exact) | durations found |")
    print("|---|---|---|---|---|---|---|")
    own, skipped = Tally(), []
    for name, make in READERS.items():
        if name in options.without:
            skipped.append(f"{name}: left out")
            continue
        try:
            reader = make()
        except NotInstalledError as reason:
            skipped.append(f"{name}: not run ({reason})")
            continue
        first = name == next(iter(READERS))
        silent = not (first and options.errors)
        tally = evaluate(texts, reader, (lambda line: None) if silent else (lambda line: print(line, file=sys.stderr)))
        own = tally if first else own
        print(_row(name, tally), flush=True)
    print("\n" + "\n".join([*skipped, f"not judged (values of no known form): {own.unjudged}"]))
    print(f"floor on gold spans: {FLOOR:.2f}, {'kept' if own.value >= FLOOR else 'NOT kept'}")
    return 0 if own.value >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
