"""The evaluation gate: figures are pinned, and no floor is lowered in silence.

    python -m evaluation.gate             score, compare with the floors, exit 1 below one
    python -m evaluation.gate --errors    the same, with every error
    python -m evaluation.gate --raise     pin each measure's floor at the present figure where that is higher
    python -m evaluation.gate --own       use the repository's own small gold though the shared one is there

`floors.json` holds, for each corpus, the SHA-256 of its gold and the floor of each measure. A floor that is lower
than it once was (in the file's git history) needs an entry in `lowered` that says why; without it the gate fails.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from evaluation.run import HERE, Corpus, Table, corpus, held_out, own_corpus, records, score

FLOORS = HERE / "floors.json"
SLACK = 0.0005  # the scorer rounds to four places


def below_floor(table: Table, floors: dict[str, float]) -> Iterator[str]:
    """Yield a line for each measure under its floor, or that is no longer measured."""
    for measure, floor in floors.items():
        row = table.get(measure)
        if row is None:
            yield f"{measure}: not measured (floor {floor:.3f})"
        elif row["f1"] < floor - SLACK:
            yield f"{measure}: {row['f1']:.4f} is below its floor {floor:.4f}"


def lowered_in_silence(name: str, pinned: dict[str, Any], past: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each floor of corpus `name` that once stood higher and has no reason in `lowered`."""
    now: dict[str, float] = pinned[name]["floors"]
    reasons: dict[str, str] = pinned[name].get("lowered", {})
    highest: dict[str, float] = {}
    for version in past:
        for measure, floor in version.get(name, {}).get("floors", {}).items():
            highest[measure] = max(floor, highest.get(measure, 0.0))
    for measure, floor in highest.items():
        if now.get(measure, 0.0) < floor - SLACK and not reasons.get(measure):
            yield f"{measure}: its floor was {floor:.4f}, is {now.get(measure, 0.0):.4f}: say why in `lowered`"


def past_floors() -> list[dict[str, Any]]:
    """Return every version of the floors in git's history, newest first; none outside a git work tree."""

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", *arguments], cwd=HERE, capture_output=True, text=True, check=False)

    commits = git("log", "--format=%H", "--", FLOORS.name)
    if commits.returncode != 0:
        return []
    shown = (git("show", f"{commit}:./{FLOORS.name}") for commit in commits.stdout.split())
    return [json.loads(version.stdout) for version in shown if version.returncode == 0]


def report(gold: Corpus, errors: bool) -> Table:
    """Score the corpus, print the table (with both parts of the split where there is one), return it whole."""
    found = records(gold)
    table, wrong = score(gold, found)
    parts = {"all": table}
    aside = [name for name in found if name in held_out()]
    if aside:
        parts["development"] = score(gold, found, [name for name in found if name not in aside])[0]
        parts["held out"] = score(gold, found, aside)[0]
    if errors:
        print(wrong)
    print(f"{gold.name} gold, {len(found)} documents" + "".join(f"{part:>14}" for part in parts))
    for measure in table:
        cells = (part[measure]["f1"] if measure in part else float("nan") for part in parts.values())
        print(f"  {measure:24}" + "".join(f"{cell:14.3f}" for cell in cells) + f"{table[measure]['gold']:8.0f} in gold")
    return table


def main() -> int:
    """Run the gate; return 0 where every floor holds, 1 where one does not, 2 where there is none to hold to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--own", action="store_true")
    args = parser.parse_args()
    gold = own_corpus() if args.own else corpus()
    if gold.name == "own" and not args.own:
        print("no shared gold beside the repository: the repository's own small gold stands in")
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    mine = pinned.setdefault(gold.name, {"gold": gold.digest(), "floors": {}})
    if mine["gold"] != gold.digest():
        print(
            f"the {gold.name} gold has changed since the floors were pinned: review it, pin its hash in {FLOORS.name}"
        )
        return 2
    table = report(gold, args.errors)
    if args.lift:
        mine["floors"] = {m: max(row["f1"], mine["floors"].get(m, 0.0)) for m, row in table.items() if row["gold"]}
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    if not mine["floors"]:
        print(f"the {gold.name} gold has no floors in {FLOORS.name}: pin them with --raise")
        return 2
    failures = [*below_floor(table, mine["floors"]), *lowered_in_silence(gold.name, pinned, past_floors())]
    for line in failures:
        print(f"FAILED {line}", file=sys.stderr)
    print(f"{len(mine['floors'])} floors, {len(failures)} not held")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
