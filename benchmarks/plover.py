"""Who did what to whom on PLOVER's gold standard records, newswire sentences with one coded event each.

    python -m benchmarks.plover [FILE] [--errors]

FILE holds the records (default: benchmarks/plover-dev.json of the shared material beside the repository). Each
sentence is read by itself; its first coded act is compared, `any` asks whether one of its acts is right. Classes of
older versions are read as today's: DEMAND as REQUEST, DISAPPROVE and INVESTIGATE as ACCUSE, FIGHT as ASSAULT.

Source and target are right where their codes are the annotated ones; `strict` asks for codes and sectors in the
annotated order, the rest take a compound actor as a set. `who to whom` is class, source and target together. `in one`
takes source and target of a record as one set: where both do the same ("the two signed"), the records put them side
by side as sources, or one in each place.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from communique.extract import extract, load_parser
from communique.model import PloverActor, PloverEvent
from communique.read import from_text

SHARED = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "plover-dev.json"
TODAY = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_MISTYPED = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}

Coded = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One record: a sentence with its class, and source and target as (code, sector)."""

    text: str
    event: str
    source: Coded
    target: Coded


def load(path: Path) -> list[Gold]:
    """Return the records of a file."""
    records = json.loads(path.read_text(encoding="utf-8"))
    return [
        Gold(
            record["text"].strip("{} "),
            TODAY.get(record["event"], record["event"]),
            _coded(record.get("source")),
            _coded(record.get("target")),
        )
        for record in records
    ]


def _coded(actors: Any) -> Coded:
    """Return a record's actors, sectors cut to their first three letters; what is no list of actors names nobody."""
    if not isinstance(actors, list):
        return ()
    sectors = [(actor.get("sector") or "")[:3].strip("*") or None for actor in actors]
    codes = [_MISTYPED.get(actor["code"], actor["code"]) for actor in actors]
    return tuple(zip(codes, sectors, strict=True))


def _ours(actors: Sequence[PloverActor]) -> Coded:
    return tuple((actor.code, actor.sector) for actor in actors if actor.code is not None)


def _codes(actors: Coded) -> frozenset[str]:
    return frozenset(code for code, _ in actors)


def judge(gold: Gold, event: PloverEvent | None) -> dict[str, bool]:
    """Return which parts of a record an event has right."""
    if event is None:
        names = ("class", "source", "target", "source strict", "target strict", "who to whom", "in one")
        return dict.fromkeys(names, False)
    source, target = _ours(event.source), _ours(event.target)
    right = {
        "class": event.event == gold.event,
        "source": _codes(source) == _codes(gold.source),
        "target": _codes(target) == _codes(gold.target),
        "source strict": source == gold.source,
        "target strict": target == gold.target,
    }
    right["who to whom"] = right["class"] and right["source"] and right["target"]
    right["in one"] = _codes(source + target) == _codes(gold.source + gold.target)
    return right


def evaluate(records: Sequence[Gold], *, errors: bool = False) -> tuple[Counter[str], Counter[str]]:
    """Return how many records are right in each part, by the first coded act and by the best one."""
    nlp = load_parser()
    first: Counter[str] = Counter()
    best: Counter[str] = Counter()
    for gold in records:
        record = extract(from_text(gold.text, on=date(2000, 1, 1)), nlp=nlp)
        events = [act.plover for act in record.acts if act.plover is not None]
        judged = [judge(gold, event) for event in events] or [judge(gold, None)]
        first.update(part for part, right in judged[0].items() if right)
        first["coded"] += bool(events)
        best.update(part for part in judged[0] if any(row[part] for row in judged))
        if errors and not judged[0]["who to whom"]:
            _show(gold, events)
    return first, best


def _show(gold: Gold, events: Sequence[PloverEvent]) -> None:
    print(f"{gold.event} {gold.source} -> {gold.target}: {gold.text}")
    found = [f"{event.event} {_ours(event.source)} -> {_ours(event.target)}" for event in events]
    for words in found or ["nothing"]:
        print(f"    found {words}")


def main(arguments: list[str] | None = None) -> int:
    """Print the table; return 2 where there are no records."""
    parser = argparse.ArgumentParser(description="Who did what to whom on PLOVER's gold standard records.")
    parser.add_argument("file", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--errors", action="store_true", help="print the records that are not wholly right")
    options = parser.parse_args(arguments)
    if not options.file.is_file():
        print(f"no file {options.file}: name the one that holds PLOVER's gold standard records", file=sys.stderr)
        return 2
    records = load(options.file)
    first, best = evaluate(records, errors=options.errors)
    print(f"{len(records)} records, {first['coded']} coded        {'first act':>10}{'any act':>10}")
    for part in ("class", "source", "target", "source strict", "target strict", "who to whom", "in one"):
        print(f"{part:28}{first[part] / len(records):10.3f}{best[part] / len(records):10.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
