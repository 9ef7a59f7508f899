"""Series of meetings that packs know, and acronyms that the text explains, matched by folded names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from communique.packs import Pack
from communique.packs.pack import PastMeeting

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\.?(?:\+\d)?|\d\+\d")
_POSSESSIVE = re.compile(r"['\u2019]s\b|['\u2019](?=\s|$)")
_SILENT = frozenset(
    {"the", "a", "an", "of", "our", "their", "for", "on", "and", "with", "between", "among", "to", "in", "at"}
)
_BRACKET = re.compile(r"\(\W?([A-Z][A-Za-z0-9+\-]{1,11})\W?\)")
_SMALL = frozenset({"of", "for", "on", "and", "the", "in", "to", "&"})
_LONGEST = 9
_OF_ACRONYM = re.compile(r"\bof (?:the )?([A-Z][A-Za-z0-9&]*[A-Z][A-Za-z0-9&]*)$")


def fold(text: str) -> tuple[str, ...]:
    """Return the words of a name for comparison: no case, possessives, articles, "of", or dots in initials."""
    bare = _POSSESSIVE.sub("", text.casefold())
    return tuple(word.replace(".", "") for word in _WORD.findall(bare) if word not in _SILENT)


@dataclass(frozen=True, slots=True)
class Known:
    """A series as a pack gives it, or one that a pack warns not to take for its own (`level` is then empty)."""

    name: str
    level: str
    pack: str
    meetings: tuple[PastMeeting, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesIndex:
    """Series by the first word of each of their folded forms, the longest form first."""

    forms: dict[str, tuple[tuple[tuple[str, ...], Known], ...]]
    leaders: tuple[tuple[Pack, Known], ...]
    parties: dict[str, frozenset[str]]

    @property
    def groups(self) -> frozenset[str]:
        """The codes of groups that packs know ("G7"): they name series as bodies do."""
        return frozenset(pack.code for pack, _ in self.leaders if pack.code is not None)

    def codes(self, known: Known) -> frozenset[str]:
        """Return the codes of the parties of a series' pack, and of the group itself."""
        return self.parties[known.pack]

    @classmethod
    def of(cls, packs: Sequence[Pack]) -> SeriesIndex:
        """Index the series of packs."""
        table: dict[str, dict[tuple[str, ...], Known]] = {}
        leaders = []
        for pack in packs:
            for series in pack.series:
                known = Known(series.name, series.level, pack.name, series.meetings)
                _enter(table, series.forms, known)
                if series.level == "leaders":
                    leaders.append((pack, known))
                for other in series.look_alikes:
                    _enter(table, other.forms, Known(other.name, "", pack.name))
        forms = {
            first: tuple(sorted(group.items(), key=lambda f: (-len(f[0]), f[0]))) for first, group in table.items()
        }
        parties = {pack.name: frozenset({*pack.codes, pack.code or ""}) for pack in packs}
        return cls(forms, tuple(leaders), parties)

    def began(self, known: Known, place: str | None, ordinal: int | None) -> date | None:
        """Return when the meeting of a series at a place, or of a number, began, where its pack tells."""
        for meeting in known.meetings:
            if ordinal is not None and meeting.ordinal == ordinal:
                return meeting.start
            if place and meeting.place and set(fold(place)) & set(fold(meeting.place)):
                return meeting.start
        return None

    def match(self, name: str) -> Known | None:
        """Return the series whose longest form stands in a name, word for word."""
        found = fold(name)
        best: tuple[int, Known] | None = None
        for place, word in enumerate(found):
            for form, known in self.forms.get(word, ()):
                if found[place : place + len(form)] == form:
                    if best is None or len(form) > best[0]:
                        best = (len(form), known)
                    break
        return None if best is None else best[1]

    def of_leaders(self, codes: Iterable[str]) -> Known | None:
        """Return the leaders' series of the pack whose parties, or whose own code, are exactly `codes`."""
        wanted = frozenset(codes)
        for pack, known in self.leaders:
            if wanted and (wanted == frozenset(pack.codes) or wanted == {pack.code}):
                return known
        return None

    def of_group(self, words: Iterable[str]) -> Known | None:
        """Return the leaders' series of the pack one of whose names stands alone among folded words."""
        wanted = frozenset(words)
        for pack, known in self.leaders:
            names = (*pack.names, *(() if pack.code is None else (pack.code,)))
            if any(wanted == frozenset(fold(name)) for name in names):
                return known
        return None


def _enter(table: dict[str, dict[tuple[str, ...], Known]], forms: Sequence[str], known: Known) -> None:
    for form in forms:
        folded = fold(form)
        if folded:
            table.setdefault(folded[0], {}).setdefault(folded, known)


def acronyms_of(text: str) -> dict[tuple[str, ...], str]:
    """Return, for every acronym explained in a text, the folded words of its name and the acronym in lower case."""
    found: dict[tuple[str, ...], str] = {}
    for match in _BRACKET.finditer(text):
        letters = [letter.lower() for letter in match.group(1) if letter.isupper() or letter.isdigit()]
        words = re.findall(r"[^\W_][\w.'\-+]*", text[max(0, match.start() - 120) : match.start()])[-_LONGEST:]
        name = _name(words, letters)
        if name and len(letters) > 1:
            found.setdefault(
                fold(" ".join(name)),
                match.group(1).lower().rstrip("s") if match.group(1)[-1] == "s" else match.group(1).lower(),
            )
    return found


def spelled_out(name: str, text: str) -> str:
    """Return a name that is of a body by its acronym alone with what the text says it stands for.

    "Third meeting of the GEF" is that of the "Global Environment Facility (GEF)", where the text explains it so.
    """
    match = _OF_ACRONYM.search(name)
    if match is None:
        return name
    acronym = match.group(1)
    before = re.search(rf"((?:[^\s().,;:]+\s+){{2,{_LONGEST}}})\({re.escape(acronym)}\)", text)
    words = [] if before is None else before.group(1).split()
    kept: list[str] = []
    for word in reversed(words):
        if not (word[0].isupper() or (kept and word in _SMALL and word != "the")):
            break
        kept.insert(0, word)
    while kept and kept[0].lower() in (*_SMALL, "the"):
        kept.pop(0)
    left = [letter for letter in acronym.lower() if letter.isalpha()]
    for word in kept:
        for part in word.split("-"):
            if left and part[:1].lower() == left[0]:
                left.pop(0)
    if len(kept) < 2 or left:
        return name
    return f"{name[: match.start(1)]}{' '.join(kept)} ({acronym})"


def _name(words: list[str], letters: list[str]) -> list[str]:
    """Return the last words whose initials, small words and parts after hyphens included or not, are the letters."""
    for size in range(1, len(words) + 1):
        tail = words[-size:]
        if tail[0][0].islower():
            continue
        parts = [part for word in tail for part in word.split("-") if part]
        capitals = [part[0].lower() for part in parts if part[0].isupper() or part.lower() not in _SMALL]
        every = [part[0].lower() for part in parts]
        if letters in (capitals, every, [word[0].lower() for word in tail if word.lower() not in _SMALL]):
            return tail
    return []


def shortened(key: tuple[str, ...], acronyms: dict[tuple[str, ...], str]) -> tuple[str, ...]:
    """Return folded words with every name that has an acronym in the text replaced by it."""
    for name, acronym in acronyms.items():
        size = len(name)
        for at in range(len(key) - size + 1):
            if key[at : at + size] == name:
                key = (*key[:at], acronym, *key[at + size :])
                break
    out: list[str] = []
    for word in key:
        if word not in out or word not in acronyms.values():
            out.append(word)
    return tuple(out)
