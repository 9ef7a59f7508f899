"""Read a folder of gold texts and score the records against their annotations."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from communique import extract, read
from communique.extract import load_parser
from communique.model import record_to_json

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
OWN = HERE / "gold"

Table = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of annotated texts (`NAME.txt`, `NAME.json`) and the scorer that goes with it."""

    name: str
    folder: Path
    scorer: Path

    def names(self) -> list[str]:
        """Return the names of the annotated documents, sorted."""
        return sorted(path.stem for path in self.folder.glob("*.json"))

    def digest(self) -> str:
        """Return the SHA-256 over all texts and annotations, by name and content."""
        total = sha256()
        for path in sorted([*self.folder.glob("*.json"), *self.folder.glob("*.txt")]):
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return total.hexdigest()


def corpus() -> Corpus:
    """Return the shared gold where it lies beside the repository, else the repository's own small gold."""
    if (SHARED / "gold").is_dir():
        return Corpus("shared", SHARED / "gold", SHARED / "eval" / "score.py")
    return own_corpus()


def own_corpus() -> Corpus:
    """Return the repository's own small gold."""
    return Corpus("own", OWN, HERE / "score.py")


def held_out() -> list[str]:
    """Return the names of the documents put aside as our own test."""
    names: list[str] = json.loads((HERE / "split.json").read_text(encoding="utf-8"))["held_out"]
    return names


def records(gold: Corpus) -> dict[str, dict[str, Any]]:
    """Read and extract every text of the corpus; return records as JSON objects by name."""
    nlp = load_parser()
    return {name: record_to_json(extract(read(gold.folder / f"{name}.txt"), nlp=nlp)) for name in gold.names()}


def score(gold: Corpus, found: dict[str, dict[str, Any]], names: Iterable[str] | None = None) -> tuple[Table, str]:
    """Score the records of `names` (default: all); return the scorer's table and its list of errors as text."""
    chosen = list(found if names is None else names)
    with tempfile.TemporaryDirectory() as room:
        gold_room, found_room = Path(room, "gold"), Path(room, "found")
        gold_room.mkdir()
        found_room.mkdir()
        for name in chosen:
            for ending in (".txt", ".json"):
                (gold_room / (name + ending)).write_bytes((gold.folder / (name + ending)).read_bytes())
            (found_room / f"{name}.json").write_text(json.dumps(found[name]), encoding="utf-8")
        call = [sys.executable, str(gold.scorer), str(gold_room), str(found_room)]
        table = subprocess.run([*call, "--json"], check=True, capture_output=True, text=True).stdout
        errors = subprocess.run([*call, "--errors"], check=True, capture_output=True, text=True).stdout
    return json.loads(table), errors
