"""Told: what an act says of the time of what it tells, and whether that is done, under way, promised or past."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from communique.resolve.subject import ActSubject
from communique.resolve.terms import stem, stems_of
from communique.resolve.words import lexicon, plain, singular

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(_MONTHS)
_FULL = re.compile(
    rf"\b(?:({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})|(\d{{1,2}})\s+({_MONTH}),?\s+(\d{{4}}))\b"
)
_MONTH_YEAR = re.compile(rf"\b({_MONTH}),?\s+(?:of\s+)?(\d{{4}})\b")
_IN_MONTH = re.compile(
    rf"\b(?:in|since|last|this|this past|earlier in|on)\s+(?:early|mid-?|late\s+)?\s*({_MONTH})\b"
    r"(?!\s+(?:\d{1,2},?\s+)?\d{4})"
)
_TIME = re.compile(rf"\d|\byear\b|\b(?:{_MONTH})\b")  # no time is told without one of these
_IN_YEAR = re.compile(r"\b(?:in|of|during|since)\s+(\d{4})\b")
_LAST_YEAR = re.compile(r"\b(?:last|the previous|the past)\s+year\b|\ba year ago\b")
_PAST_FORM = re.compile(
    r"\b(?:has|have)\s+(?:\w+ly\s+|also\s+|now\s+|already\s+|both\s+)*(?:been\s+)?\w+"
    r"|\b(?:was|were)\s+\w+ed\b"
)
_PROGRESSIVE = re.compile(
    r"\b(?:is|are|am)\s+(?:\w+ly\s+|also\s+|now\s+|already\s+)*\w+ing\b"
    r"|\bcontinues?\s+to\b|\bremains?\b"
)

_IMPORTANCE = re.compile(r"\b(?:importance|need|necessity|value|significance|imperative|urgency) (?:of|for|to)\b")
_SUCCESS = re.compile(
    r"\b(?:successful|recent|historic|inaugural) (?:\w+ )?(?:launch|signing|signature|conclusion|completion"
    r"|establishment|execution|activation|convening|adoption|opening|start)\b"
)
_ANNOUNCED_DEED = re.compile(
    r"\bannounc\w+ (?:the )?(?:\w+ )?(?:launch|signing|signature|conclusion|completion"
    r"|establishment|opening|adoption|inauguration)\b"
)
_ANNOUNCED_STEP = re.compile(
    r"\bannounc\w+ (?:the )?(?:\w+ )?(?:selection|award|start|allocation|investment|delivery)\b"
)
_HAD_DECIDED = re.compile(r"\bhad (?:\w+ )?(?:decided|agreed|announced|committed|pledged|resolved)\b")
_SOON_AHEAD = re.compile(
    r"\b(?:announc|decid|agree)\w*\s+(?:[\w'-]+\s+){0,5}?"
    r"(?:will|would|intend|intends|plan|plans|their intent|intent|intention|to)\b"
)

_WORD = re.compile(r"[^\W_]+")
_PAST = frozenset({"held", "met", "took", "began", "begun", "made", "brought", "built", "drew", "gave", "led", "stood"})

NEAR = 8
"""Words around a trigger in which a test or talks are what it tells of ("conducted a first test of ...")."""

DONE, UNDERWAY, PROMISED, RETOLD, NOTHING = "done", "underway", "promised", "retold", "nothing"


def state_of(act: ActSubject) -> str:
    """Return what an act tells of its content: done, under way, promised, an earlier saying retold, or nothing."""
    trigger = stem(plain(act.trigger).split()[-1]) if act.trigger.strip() else ""
    text = plain(act.words)
    if act.cls == "commitment":
        return PROMISED
    if act.cls == "decision":
        return RETOLD if points_back(act) or _HAD_DECIDED.search(text) else _of_decision(trigger, text)
    if act.cls == "report":
        return _of_report(act, trigger, text)
    if act.cls in ("endorsement", "affirmation"):
        return _of_praise(text, act.cls)
    return NOTHING


def _of_decision(trigger: str, text: str) -> str:
    if trigger in ("announc", "decid", "agre") and _SOON_AHEAD.search(text):
        return PROMISED
    return DONE


def _of_report(act: ActSubject, trigger: str, text: str) -> str:
    words = _words()
    if trigger in words["talk"]:
        return NOTHING
    if trigger in words["says"]:
        return DONE if _ANNOUNCED_DEED.search(text) else UNDERWAY if _ANNOUNCED_STEP.search(text) else RETOLD
    if phrases("toward").search(text):
        return UNDERWAY
    if _is_past(act.trigger) or _PAST_FORM.search(text):
        return DONE
    if _PROGRESSIVE.search(text) or trigger.endswith("ing") or act.trigger.lower().endswith("ing"):
        return UNDERWAY
    return DONE if _has_done(text) else UNDERWAY


def _of_praise(text: str, cls: str) -> str:
    if cls == "affirmation" and _IMPORTANCE.search(text):
        return DONE if _SUCCESS.search(text) else NOTHING
    if _ahead().search(text) and not (cls == "endorsement" and _has_done(text)):
        return NOTHING
    if phrases("toward").search(text):
        return UNDERWAY
    if _has_done(text) or _PAST_FORM.search(text):
        return DONE
    stems = set(stems_of(text))
    return UNDERWAY if stems & _words()["underway"] or _PROGRESSIVE.search(text) else NOTHING


def short_of(act: ActSubject, promised: frozenset[str], done: frozenset[str]) -> bool:
    """Tell whether an act tells of what comes before the doing: a test, preparations, talks about it.

    Not where the promise itself is of a test or of talks (`promised`, its stems), nor where a word that says that it
    was done (`done`, stems) follows in the past ("after tests the exchange was activated").
    """
    words = _WORD.findall(plain(act.words))
    signs = _short_words()
    trigger = plain(act.trigger).split()
    start = next((place for place, word in enumerate(words) if trigger and word == trigger[-1]), 0)
    near = range(max(0, start - NEAR), start + NEAR + 1)
    places = [p for p, word in enumerate(words) if p in near and word in signs and stem(singular(word)) not in promised]
    if not places:
        return False
    return not any(_is_past(word) and word not in signs and stem(word) in done for word in words[places[-1] + 1 :])


@lru_cache(maxsize=1)
def _short_words() -> frozenset[str]:
    return frozenset(lexicon("evidence.yml")["short_of"])


def _has_done(text: str) -> bool:
    return bool(without_launches(frozenset(stems_of(text))) & _words()["done"])


def without_launches(stems: frozenset[str]) -> frozenset[str]:
    """Leave out "launch" where missiles are spoken of: nobody's promise is kept by that."""
    return stems - {"launch"} if "missil" in stems else stems


def _is_past(trigger: str) -> bool:
    word = plain(trigger)
    return word.endswith("ed") or word in _PAST


def latest_told(act: ActSubject) -> date | None:
    """Return the last day of the latest time in an act's words that is not after its document, None without any."""
    on = act.document.date
    text = plain(act.words)
    days = [day for day in _days(text, on) if on is None or day <= on + timedelta(days=31)]
    if not days:
        return None
    latest = max(days)
    return latest if on is None else min(latest, on)


def times_told(act: ActSubject) -> list[tuple[date, date]]:
    """Return the first and last day of each time in an act's words and before them, but for its deadline."""
    on = act.document.date
    words = act.words if act.due_phrase is None else act.words.replace(act.due_phrase, " ")
    text = plain(f"{act.lead} {words}")
    times = []
    for found in _FULL.finditer(text):
        month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        times.append((_day(int(year), _MONTHS.index(month) + 1, int(day)),) * 2)
    for found in _MONTH_YEAR.finditer(text):
        number = _MONTHS.index(found[1]) + 1
        times.append((_day(int(found[2]), number, 1), _day(int(found[2]), number, 31)))
    years = {int(found[1]) for found in _IN_YEAR.finditer(text) if 1900 < int(found[1]) < 2100}
    if on is not None and _LAST_YEAR.search(text):
        years.add(on.year - 1)
    return times or [(date(year, 1, 1), date(year, 12, 31)) for year in sorted(years)]


@lru_cache(maxsize=4096)
def points_back(act: ActSubject) -> bool:
    """Tell whether what stands before an act's clause names a day or month long before its document's."""
    on = act.document.date
    if on is None or not act.lead:
        return False
    text = plain(act.lead)
    days = [day for day in _days(_LAST_YEAR.sub(" ", text), on) if _FULL.search(text) or _MONTH_YEAR.search(text)]
    return bool(days) and max(days) < on - timedelta(days=7)


def _days(text: str, on: date | None) -> list[date]:
    if _TIME.search(text) is None:
        return []
    days = []
    for found in _FULL.finditer(text):
        month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        days.append(_day(int(year), _MONTHS.index(month) + 1, int(day)))
    for found in _MONTH_YEAR.finditer(text):
        days.append(_day(int(found[2]), _MONTHS.index(found[1]) + 1, 31))
    for found in _IN_YEAR.finditer(text):
        days.append(date(int(found[1]), 12, 31)) if 1900 < int(found[1]) < 2100 else None
    if on is not None:
        for found in _IN_MONTH.finditer(text):
            month_number = _MONTHS.index(found[1]) + 1
            days.append(_day(on.year if month_number <= on.month else on.year - 1, month_number, 31))
        if _LAST_YEAR.search(text):
            days.append(date(on.year - 1, 12, 31))
    return days


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data = lexicon("evidence.yml")
    return {key: frozenset(data[key]) for key in ("talk", "says", "done", "underway")}


@lru_cache(maxsize=1)
def _ahead() -> re.Pattern[str]:
    return phrases("ahead")


@lru_cache(maxsize=8)
def phrases(key: str) -> re.Pattern[str]:
    """Return a pattern of the lexicon's phrases under a key."""
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in lexicon("evidence.yml")[key]) + r")\b")
