"""Measure: pairs of things, pairs of evidence found by reading, and a sample of proposals judged by reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import combinations
from typing import Any

from evaluation.links.kept import Held, Proposed, folded, listed

SECTIONS = ("meeting", "person", "instrument", "exercise")
SEED, SIZE, NEAR = 7, 60, 60

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """A measure: right ones of those made and of those listed; `wrong` says each error in a line."""

    name: str
    precision: tuple[str, int, int] | None
    recall: tuple[str, int, int] | None
    note: str
    wrong: tuple[str, ...] = ()
    sample: tuple[str, ...] = ()
    counts: bool = True

    def values(self) -> list[tuple[str, float]]:
        """Return the shares with their names."""
        return [
            (name, right / every if every else 1.0)
            for name, right, every in filter(None, (self.precision, self.recall))
        ]


def of_things(place: str) -> Iterator[Figures]:
    """Yield pairwise figures for each kind of thing, and for all."""
    held = Held(place)
    groups = [(line, *_members(line, held)) for line in listed("things.yml")]
    sums = [0, 0, 0, 0]
    for section in SECTIONS:
        wanted: set[Pair] = set()
        unread = 0
        for line, found, missing in groups:
            if line["section"] == section:
                unread += missing
                wanted |= set(_pairs(found, held))
        made = set(_joined(held, section))
        right = wanted & made
        wrong = [f"not one: {_said(pair, held)}" for pair in sorted(made - wanted, key=sorted)]
        wrong += [f"not joined: {_said(pair, held)}" for pair in sorted(wanted - made, key=sorted)]
        note = f"{len(made)} pairs made, {len(wanted)} listed; {unread} mentions listed are not read"
        yield Figures(
            f"{section}s",
            ("pairs precision", len(right), len(made)),
            ("pairs recall", len(right), len(wanted)),
            note,
            tuple(wrong),
            counts=False,
        )
        sums = [
            total + number for total, number in zip(sums, (len(right), len(made), len(right), len(wanted)), strict=True)
        ]
    yield Figures(
        "all things",
        ("pairs precision", sums[0], sums[1]),
        ("pairs recall", sums[2], sums[3]),
        f"{sums[3]} pairs listed",
    )


def _members(line: dict[str, Any], held: Held) -> tuple[list[str], int]:
    """Return the items that the members of a line mean, and how many members the reading has not."""
    found: list[str] = []
    missing = 0
    for start, sign in line["members"]:
        documents = {key for name, keys in held.by_name.items() if name.startswith(start) for key in keys}
        own = [
            key
            for key, item in held.items.items()
            if item.section == line["section"]
            and item.document.key in documents
            and _means(sign, key, held)
            and not ("without" in line and folded(line["without"]) in held.words(key))
            and not (line.get("as_such") and (held.days(key) or item.ordinal))
        ]
        missing += not own
        found += [key for key in own if key not in found]
    return found, missing


def _means(sign: str, key: str, held: Held) -> bool:
    """Tell whether a sign means an item: its words stand in a name; "@2024-06-02 Words" on that day; "#2" by number."""
    if sign.startswith("#"):
        return held.items[key].ordinal == int(sign[1:])
    if not sign.startswith("@"):
        return folded(sign) in held.words(key)
    day, _, words = sign[1:].partition(" ")
    days = held.days(key)
    on = date.fromisoformat(day)
    wide = days is not None and (days[1] - days[0]).days > 200 and not words
    return days is not None and days[0] <= on <= days[1] and not wide and folded(words) in held.words(key)


def _pairs(keys: list[str], held: Held) -> Iterator[Pair]:
    for one, other in combinations(keys, 2):
        if held.items[one].document.key != held.items[other].document.key:
            yield frozenset((one, other))


def _joined(held: Held, section: str) -> Iterator[Pair]:
    things: dict[str, list[str]] = {}
    for key, item in held.items.items():
        if item.section == section:
            things.setdefault(item.entity, []).append(key)
    for keys in things.values():
        yield from _pairs(keys, held)


def _said(pair: Pair, held: Held) -> str:
    return " | ".join(f"{held.name(key)[:28]} {held.items[key].name[:48]!r}" for key in sorted(pair))


def of_evidence(place: str) -> Iterator[Figures]:
    """Yield, for each series read whole, how many of the pairs found by reading are links of the register."""
    held = Held(place)
    total = right = 0
    for series, lines in listed("evidence.yml").items():
        wrong = []
        for line in lines:
            if not any(_is_listed(link, line, held) for link in held.links):
                wrong.append(f"not proposed: {line['promise'][0]} {line['promise'][1]!r} <- {line['later'][1]!r}")
        total, right = total + len(lines), right + len(lines) - len(wrong)
        found = ("evidence recall", len(lines) - len(wrong), len(lines))
        yield Figures(f"evidence, {series}", None, found, f"{len(lines)} pairs read", tuple(wrong), counts=False)
    yield Figures("evidence, both", None, ("evidence recall", right, total), f"{total} pairs read")


def _is_listed(link: Proposed, line: dict[str, Any], held: Held) -> bool:
    if link.relation not in line["relation"] or link.left not in held.acts:
        return False
    promise, later = line["promise"], line["later"]
    if _stand(link, promise, later, held):
        return True
    # Of two texts of one day either may be taken as the first.
    return promise[0][:10] == later[0][:10] and _stand(link, later, promise, held)


def _stand(link: Proposed, promise: list[str], later: list[str], held: Held) -> bool:
    sides = ((link.left, promise), (link.right, later))
    return all(held.name(key).startswith(start) and folded(words) in held.words(key) for key, (start, words) in sides)


def of_sample(place: str) -> Figures:
    """Return the precision of the proposals drawn, as far as they are judged."""
    held = Held(place)
    verdicts = listed("verdicts.yml") or []
    judged = right = 0
    wrong, sample = [], []
    drawn = draw(held)
    for link in drawn:
        verdict = next((one for one in verdicts if _is_judged(link, one, held)), None)
        sample.append(
            f"{'?' if verdict is None else verdict['holds']} {place_of(link.left, held)} {link.action or '-'} "
            f"{place_of(link.right, held)} {link.relation} {link.score:.2f}"
        )
        if verdict is None:
            wrong.append(f"not judged: {sample[-1]}")
            continue
        judged += 1
        right += verdict["holds"] is True
        if verdict["holds"] is not True:
            wrong.append(f"wrong: {sample[-1]}")
    note = f"{judged} of {len(drawn)} drawn are judged, of {len(held.links)} links"
    return Figures("evidence, sample", ("evidence precision", right, judged), None, note, tuple(wrong), tuple(sample))


def draw(held: Held) -> list[Proposed]:
    """Return the sample: of all links so many, in an order drawn from a fixed seed and the place of each.

    So a link more or less elsewhere leaves the others of the sample in it.
    """
    links = [
        link for link in held.links if link.left in held.acts and (link.right in held.acts or link.right in held.items)
    ]

    def drawn(link: Proposed) -> str:
        place = f"{SEED} {place_of(link.left, held)} {link.action} {place_of(link.right, held)} {link.relation}"
        return blake2b(place.encode(), digest_size=8).hexdigest()

    return sorted(links, key=drawn)[:SIZE]


def place_of(key: str, held: Held) -> str:
    """Return where an act or item stands: the name of its file, and its offset."""
    return f"{held.name(key)[:40]}:{offset(key)}"


def offset(key: str) -> int:
    """Return the offset in a key."""
    return int("".join(sign for sign in key.partition(".")[2] if sign.isdigit()))


def _is_judged(link: Proposed, verdict: dict[str, Any], held: Held) -> bool:
    """Tell whether a verdict is of a link: the same relation between acts that begin near the same places."""
    if link.relation != verdict["relation"]:
        return False
    for key, side in ((link.left, verdict["commitment"]), (link.right, verdict["later"])):
        name, _, at = side.rpartition(":")
        if not held.name(key).startswith(name) or abs(offset(key) - int(at)) > NEAR:
            return False
    return True
