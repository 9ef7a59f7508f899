"""Score records against the repository's own small gold, where the shared scorer is not at hand.

The gold is in the annotation format of the shared guide (quote and nth). What counts: an act matches where its
trigger overlaps; people, bodies, instruments, meetings and exercises by their name's words.
usage: score.py GOLD_DIR FOUND_DIR [--json | --errors]
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Item = dict[str, Any]
Counts = dict[str, list[int]]
LISTS = ("meetings", "exercises", "instruments", "persons", "organizations")


def place(item: Item, text: str) -> tuple[int, int]:
    """Return where a gold item's quote stands in the text."""
    start = -1
    for _ in range(item.get("nth", 0) + 1):
        start = text.index(item["quote"], start + 1)
    return start, start + len(item["quote"])


def words(name: str) -> frozenset[str]:
    """Return the words of a name that tell it apart."""
    return frozenset(re.findall(r"\w+", name.casefold())) - {
        "the",
        "of",
        "and",
        "a",
        "an",
        "for",
        "on",
        "in",
        "to",
        "s",
    }


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether two names share most of their words, or one says no more than the other leaves out."""
    shared = len(a & b)
    return shared > 0 and (
        shared / len(a | b) >= 0.6 or (shared == min(len(a), len(b)) and shared / max(len(a), len(b)) >= 0.5)
    )


def match_acts(gold: list[Item], found: list[Item], text: str) -> list[tuple[Item, Item | None]]:
    """Pair every gold act with the found act whose trigger overlaps its own, each used once."""
    free = list(found)
    pairs: list[tuple[Item, Item | None]] = []
    for act in gold:
        start, end = place(act, text)
        at = text.index(act["trigger"], start, end)
        hit = next(
            (a for a in free if a["trigger"]["start"] < at + len(act["trigger"]) and at < a["trigger"]["end"]), None
        )
        if hit is not None:
            free.remove(hit)
        pairs.append((act, hit))
    return pairs


def score_acts(gold: Item, found: Item, text: str, counts: Counts) -> Iterable[str]:
    """Count triggers, classes, actors and due dates; yield a line for each act that is wrong."""
    pairs = match_acts(gold["acts"], found["acts"], text)
    right = [(g, f) for g, f in pairs if f is not None and f["class"] == g["class"]]
    for key, hits in (("triggers", [p for p in pairs if p[1] is not None]), ("acts", right)):
        add(counts, key, len(hits), len(gold["acts"]), len(found["acts"]))
    for g, f in right:
        add(counts, "act.actors", sorted(g["actors"]) == sorted(f["actors"]), 1, 1)
        if g["class"] == "commitment":
            due = f["due"]
            same = (g["due"] is None) == (due is None) and (
                due is None or all(g["due"][key] == due[key] for key in ("earliest", "latest", "vague"))
            )
            add(counts, "commitment.due", same, 1, 1)
    for g, hit in pairs:
        if hit is None or hit["class"] != g["class"]:
            yield f"{g['class']} [{g['trigger']}] found as {None if hit is None else hit['class']}: {g['quote'][:80]}"


def score_lists(gold: Item, found: Item, counts: Counts) -> Iterable[str]:
    """Count the named things; yield a line for each that is missed."""
    for key in LISTS:
        free = [words(item["name"]) for item in found[key]]
        hits = 0
        for item in gold[key]:
            hit = next((name for name in free if alike(words(item["name"]), name)), None)
            if hit is None:
                yield f"missed in {key}: {item['name']}"
            else:
                free.remove(hit)
                hits += 1
        add(counts, key, hits, len(gold[key]), len(found[key]))


def add(counts: Counts, key: str, hits: int, gold: int, found: int) -> None:
    """Add to the running counts of one measure."""
    for place_, value in enumerate((hits, gold, found)):
        counts[key][place_] += value


def main() -> None:
    """Print the table, as JSON or with the errors before it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("found", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    counts: Counts = defaultdict(lambda: [0, 0, 0])
    errors: list[str] = []
    for path in sorted(args.gold.glob("*.json")):
        gold, found = json.loads(path.read_text("utf-8")), json.loads((args.found / path.name).read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8")
        errors += [f"{path.stem}: {line}" for line in score_acts(gold, found, text, counts)]
        errors += [f"{path.stem}: {line}" for line in score_lists(gold, found, counts)]
        add(counts, "document.date", gold["document"]["date"] == found["document"]["date"], 1, 1)
        add(counts, "document.speakers", gold["document"]["speakers"] == found["document"]["speakers"], 1, 1)
    table = {
        key: {"f1": round(2 * hits / (g + f), 4) if g + f else 1.0, "gold": g, "pred": f}
        for key, (hits, g, f) in counts.items()
    }
    if args.json:
        print(json.dumps(table, indent=1))
        return
    print("\n".join(errors) if args.errors else "")
    for key, row in table.items():
        print(f"{key:22}{row['f1']:7.3f}{row['gold']:6}{row['pred']:6}")


if __name__ == "__main__":
    main()
