"""Speed and memory: the whole extraction beside the bare parser, and whole commands from a cold start.

    python -m benchmarks.speed [TEXT...]   texts to read (default: the shared gold, else examples/)

Both are timed in one process, in turn, on the same texts; the figure to quote is the ratio of medians. Commands
are timed as whole processes, and peak memory is the operating system's own account of the finished process.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from evaluation.run import SHARED

from communique import extract, read
from communique.extract import load_parser
from communique.extract.parse import plain
from communique.model import Document

ROOT = Path(__file__).resolve().parents[1]
RUNS = 7


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(documents: list[Document]) -> None:
    """Parse the same blocks with the same pipeline and do nothing else."""
    nlp = load_parser()
    for document in documents:
        text = plain(document.text)
        blocks = [block for block in document.blocks if block.kind != "furniture"]
        for _ in nlp.pipe(text[block.start + block.marker : block.end] for block in blocks):
            pass


def whole(documents: list[Document]) -> None:
    """Extract every document."""
    nlp = load_parser()
    for document in documents:
        extract(document, nlp=nlp)


def compare(documents: list[Document]) -> None:
    """Print the medians of both, in turn over several runs, and their ratio."""
    bare(documents)
    whole(documents)
    parses, extracts = [], []
    for _ in range(RUNS):
        parses.append(seconds(lambda: bare(documents)))
        extracts.append(seconds(lambda: whole(documents)))
    ratio = statistics.median(extracts) / statistics.median(parses)
    words = sum(len(document.text.split()) for document in documents)
    print(f"{len(documents)} texts, {words} words, {RUNS} runs in turn, one process")
    print(f"  bare parser    {statistics.median(parses):7.2f} s  ({words / statistics.median(parses):7.0f} words/s)")
    print(
        f"  whole extract  {statistics.median(extracts):7.2f} s  ({words / statistics.median(extracts):7.0f} words/s)"
    )
    print(f"  ratio          {ratio:7.2f}    (asked: at most 1.6)")


# A child starts with its parent's peak, so a small process of its own stands between.
_SHIM = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run([sys.executable, "-m", "communique", *sys.argv[1:]], stdout=subprocess.DEVNULL).returncode
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, code)
"""


def command(title: str, arguments: list[str], limit: str) -> None:
    """Print a command's median wall time and peak memory over several fresh processes."""
    times, peak = [], 0
    for _ in range(5):
        shim = [sys.executable, "-c", _SHIM, *arguments]
        elapsed, kilobytes, code = subprocess.run(shim, check=True, capture_output=True, text=True).stdout.split()
        if code != "0":
            raise SystemExit(f"communique {' '.join(arguments)} ended with {code}")
        times.append(float(elapsed))
        peak = max(peak, int(kilobytes))
    print(f"  {title:22}{statistics.median(times):6.2f} s   {peak / 1024:5.0f} MB   (asked: {limit})")


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", type=Path)
    args = parser.parse_args()
    gold = sorted((SHARED / "gold").glob("*.txt"))
    paths = args.texts or gold or sorted((ROOT / "examples").glob("2*.md"))
    compare([read(path) for path in paths])
    seed = SHARED / "statements" / "seed-dtt-15.txt"
    one = seed if seed.exists() else ROOT / "examples" / "2024-09-10-dtt-15.md"
    print(f"whole commands, 5 fresh processes each ({one.name})")
    command("read --json", ["read", "--json", str(one)], "4 s, 900 MB")
    command("read", ["read", str(one)], "4 s, 900 MB")
    command("--help", ["--help"], "0.4 s")


if __name__ == "__main__":
    main()
