"""Measure the links of a register of real series and our digests: `python -m evaluation.links [--wrong] [--sample]`.

Prints pairwise precision and recall for each kind of thing, how many of the pairs of evidence found by reading are
proposed, and the precision of sixty proposals drawn with a fixed seed and judged by reading (`verdicts.yml`).
`--wrong` names each error, `--sample` each proposal drawn with its verdict. Exit 1 below a floor (`floors.yml`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from evaluation.links.kept import fill, listed, sources
from evaluation.links.measure import Figures, of_evidence, of_sample, of_things
from evaluation.run import SHARED


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return 1 below a floor."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.links", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--wrong", action="store_true", help="name each error")
    parser.add_argument("--sample", action="store_true", help="show the proposals drawn, each with its verdict")
    parser.add_argument("--register", help="keep the register here and use it when it is there")
    given = parser.parse_args(arguments)
    if not (SHARED / "statements").is_dir():
        print("skipped: the statements of the series lie in ../shared/statements, which is not there")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        place = given.register or str(Path(folder) / "links.db")
        if not Path(place).exists():
            fill(place, sources())
        figures = [*of_things(place), *of_evidence(place), of_sample(place)]
    for one in figures:
        print(_line(one))
        for detail in one.sample if given.sample else ():
            print(f"      {detail}")
        for error in one.wrong if given.wrong else ():
            print(f"      {error}")
    floors = listed("floors.yml")
    missed = [
        f"{one.name}: {name} {value:.3f} is below {floors[name]:.2f}"
        for one in figures
        for name, value in one.values()
        if one.counts and value < floors[name]
    ]
    for line in missed:
        print(line)
    return 1 if missed else 0


def _line(one: Figures) -> str:
    shares = "  ".join(f"{name} {value:.3f}" for name, value in one.values())
    return f"{one.name:<22} {shares}  ({one.note})"


if __name__ == "__main__":
    sys.exit(main())
