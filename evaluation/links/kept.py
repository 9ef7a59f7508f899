"""Kept: the register of the five series, filled as a user fills it, and what of it is measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from communique.register import open_register
from communique.register.adding import Wish, add
from communique.register.subjects import act_subjects, item_subjects
from communique.register.tables import acts, items, judgements, sightings, versions
from communique.resolve.subject import ActSubject, ItemSubject
from evaluation.run import SHARED

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "examples"


def listed(name: str) -> Any:
    """Return one of the lists beside this file."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def sources() -> list[str]:
    """Return the files of the five series and our digests, in the order of their dates."""
    names = listed("texts.yml")
    wanted = tuple(start for series in names["statements"].values() for start in series)
    statements = [path for path in (SHARED / "statements").iterdir() if path.name.startswith(wanted)]
    return [str(path) for path in sorted([*statements, *EXAMPLES.glob(names["digests"])], key=lambda path: path.name)]


def fill(place: str, files: list[str]) -> None:
    """Read the files into a new register."""
    register = open_register(place, create=True)
    try:
        for added in add(register, files, Wish()):
            if added.reason is not None:
                raise RuntimeError(f"{added.source}: {added.reason}")
    finally:
        register.close()


@dataclass(frozen=True, slots=True)
class Proposed:
    """A link of a register, positive or waiting."""

    left: str
    action: str
    right: str
    relation: str
    score: float


class Held:
    """What a register holds: items, acts and links, with the name of the file that each stands in."""

    def __init__(self, place: str) -> None:
        register = open_register(place)
        with register.view() as view:
            connection = view.connection
            things, said = item_subjects(connection, items.c.id > 0), act_subjects(connection, acts.c.id > 0)
            self.items: dict[str, ItemSubject] = {one.key: one for one in things.values()}
            self.acts: dict[str, ActSubject] = {one.key: one for one in said.values()}
            found = connection.execute(
                select(versions.c.key, versions.c.date, sightings.c.place).join(
                    sightings, versions.c.id == sightings.c.version_id
                )
            )
            files = [Path(source).stem for source in sources()]
            self.names = {row.key: _file_of(Path(row.place).stem, row.date, files) for row in found}
            rows = connection.execute(
                select(judgements).where(judgements.c.kind == "evidence").order_by(judgements.c.id)
            )
            self.links = [
                Proposed(left, action, row.right, row.relation, row.score)
                for row in rows
                for left, _, action in [row.left.partition("#")]
            ]
        register.close()

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """The keys of documents by the names of their files."""
        found: dict[str, list[str]] = {}
        for key, name in self.names.items():
            found.setdefault(name, []).append(key)
        return found

    def name(self, key: str) -> str:
        """Return the name of the file in which an act or item stands."""
        return self.names[key.partition(".")[0]]

    def words(self, key: str) -> str:
        """Return the words of an act or the names of an item, folded."""
        if key in self.acts:
            act = self.acts[key]
            return folded(" ".join((act.words, act.due_phrase or "")))
        return folded(" · ".join((self.items[key].name, *self.items[key].names)))

    def days(self, key: str) -> tuple[date, date] | None:
        """Return the first and last day of an item."""
        item = self.items[key]
        first, last = item.first_day or item.last_day, item.last_day or item.first_day
        return None if first is None or last is None else (first, last)


def _file_of(stem: str, on: date | None, files: list[str]) -> str:
    """Return the name of the file that a document was read from, whose own address has no date in it."""
    if stem in files:
        return stem
    ends = [name for name in files if name[11:] == stem]
    return next(
        (name for name in ends if on is not None and name.startswith(on.isoformat())), ends[0] if ends else stem
    )


def folded(words: str) -> str:
    """Return words with plain quotation marks, dashes and spaces, without case."""
    plain = words.replace("\u2019", "'").replace("\u2018", "'").replace("\u2013", "-").replace("\u2011", "-")
    return " ".join(plain.replace("\u202f", " ").replace("\u00a0", " ").split()).casefold()
