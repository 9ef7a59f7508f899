"""The register at scale: size, speed of adding and of every query, on SQLite and PostgreSQL.

    python -m benchmarks.register [--documents 20000] [--postgresql URL] [--sample 120] [--workers 2]

The large register is made of the records of our own examples, each varied: its text with other numbers, months, names
of people and a third of the other words in it, each of these another word of our examples of the same length, and the
record with the same places in it, so that every anchor still holds. Forty documents each are of one set of parties with
series, exercises and instruments of its own, so that the register holds many frameworks as a real one does.
These records go through the real keeping and linking, only the reading is spared. What reading
costs beside keeping is measured on a sample that goes the whole way, from files: `communique add` against the same
processes reading the same files into nothing.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import random
import resource
import shutil
import statistics
import string
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy import text as sql

from communique import extract, read
from communique.extract import load_parser
from communique.model import Anchor, Record
from communique.packs import load_packs
from communique.register import Register, open_register
from communique.register.adding import Wish, add, settle
from communique.register.commitments import Filter
from communique.register.linking import default_matchers, link_versions
from communique.register.moment import Moment
from communique.register.rows import Prepared, prepare
from communique.register.status import STATUSES
from communique.register.tables import items
from communique.register.things import Wanted
from communique.register.view import View

ROOT = Path(__file__).resolve().parents[1]
BATCH = 16
RUNS = 25
LIMIT = 25


@lru_cache(maxsize=1)
def examples() -> Sequence[Record]:
    """Return the records of our own examples."""
    nlp = load_parser()
    return [extract(read(path), nlp=nlp) for path in sorted((ROOT / "examples").glob("2*.md"))]


VOWELS, OTHERS = "aeiou", "bcdfghjklmnprstvwz"
STATES = (
    *("AUS", "BEL", "BRA", "CAN", "CHL", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC"),
    *("IDN", "IND", "ITA", "JPN", "KOR", "LTU", "LVA", "MEX", "NLD", "NOR", "NZL", "PHL", "POL", "USA"),
)


class Variation:
    """A rewriting of a text that keeps the length of every word; `words` may stand in the place of others."""

    def __init__(self, number: int, record: Record, words: Mapping[int, Sequence[str]]) -> None:
        chance = random.Random(number)
        place = number // 40 % 400
        own = random.Random(place)
        names = [one.name for one in record.exercises] + [one.name for one in record.instruments]
        words_of_its_own = sorted(
            {word for name in names for word in name.split() if word.isupper()}
            | {one.series.split()[0] for one in record.meetings if one.series is not None}
        )
        self._swaps = {word: _like(random.Random(f"{place} {word}"), word) for word in words_of_its_own if place}
        self._swaps |= {
            word: _like(chance, word)
            for person in record.persons
            for word in person.name.split()
            if len(word) > 3 and word.isalpha()
        }
        plain = sorted({word for word in record.document.text.split() if word.isalpha() and word.islower()})
        self._swaps |= {word: chance.choice(words[len(word)]) for word in chance.sample(plain, len(plain) // 3)}
        parties = own.sample(STATES, 3) if place else ("KOR", "USA", "JPN")
        self._parties = dict(zip(("KOR", "USA", "JPN"), parties, strict=True))
        self.shift = timedelta(days=number // 3 - 6_500)

    def text(self, text: str) -> str:
        """Return the text with the words swapped."""
        parts = []
        word = ""
        for c in text + "\0":
            if c.isalpha():
                word += c
            else:
                parts.append(self._swaps.get(word, word))
                parts.append(c)
                word = ""
        return "".join(parts)[:-1]

    def value(self, value: Any, text: str) -> Any:
        """Return a value of the record on the new text: anchors with its words, names varied, days shifted."""
        if isinstance(value, Anchor):
            return Anchor(value.start, value.end, text[value.start : value.end])
        if isinstance(value, str):
            return self._parties.get(value, value)
        if isinstance(value, tuple):
            return tuple(self.value(inner, text) for inner in value)
        if isinstance(value, date):
            return value + self.shift
        if is_dataclass(value) and not isinstance(value, type):
            changed = {field.name: self.value(getattr(value, field.name), text) for field in fields(value)}
            if "name" in changed:
                changed["name"] = self.text(changed["name"])
            if changed.get("series") is not None:
                changed["series"] = self.text(changed["series"])
            return replace(value, **changed)
        return value


def _like(chance: random.Random, word: str) -> str:
    letters = string.ascii_lowercase
    like = (chance.choice(VOWELS if c in VOWELS else OTHERS) if c in letters else c for c in word.lower())
    return "".join(one.upper() if c.isupper() else one for c, one in zip(word, like, strict=True))


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[int, Sequence[str]]:
    """Return the words of our examples by their length, each as often as it stands there."""
    found: dict[int, list[str]] = {}
    for record in examples():
        for word in record.document.text.split():
            if word.isalpha() and word.islower():
                found.setdefault(len(word), []).append(word)
    return found


def vary(record: Record, number: int) -> Record:
    """Return a record like another, of another text, of another day."""
    variation = Variation(number, record, vocabulary())
    text = variation.text(record.document.text)
    return Record(
        **{
            field.name: variation.value(getattr(record, field.name), text)
            for field in fields(Record)
            if field.name != "document"
        },
        document=replace(
            record.document,
            id="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
            text=text,
            date=None if record.document.date is None else record.document.date + variation.shift,
            speakers=variation.value(record.document.speakers, text),
            source=replace(record.document.source, path=f"/statements/{number}.md", sha256=f"{number:064x}"),
            issues=(),
        ),
    )


def prepared(records: Sequence[Record], number: int) -> Iterator[Prepared]:
    """Yield that many varied records as rows."""
    packs = load_packs()
    for index in range(number):
        yield prepare(vary(records[index % len(records)], index), packs)


def fill(register: Register, records: Sequence[Record], number: int) -> tuple[float, int]:
    """Keep and link varied records; return the processor seconds that the writer took, and the bytes of the texts."""
    matchers = default_matchers(load_packs())
    batch: list[Prepared] = []
    spent, size, done = 0.0, 0, 0
    for one in prepared(records, number):
        batch.append(one)
        size += len(one.version["text"].encode())
        if len(batch) == BATCH:
            spent += _keep(register, batch, matchers)
            done += len(batch)
            batch = []
            if done % 2_000 == 0:
                print(f"    {done} kept, {1000 * spent / done:.1f} ms each so far", flush=True)
    if batch:
        spent += _keep(register, batch, matchers)
    start = time.process_time()
    settle(register)
    spent += time.process_time() - start
    print(
        f"    of this {time.process_time() - start:.1f} s to work out what each commitment is on which day", flush=True
    )
    return spent, size


def _keep(register: Register, batch: Sequence[Prepared], matchers: Any) -> float:
    def change(writer: Any) -> None:
        kept = writer.keep_all(batch)
        link_versions(writer, [one.version_id for one in kept if one.fresh], matchers)

    start = time.process_time()
    register.write(change)
    return time.process_time() - start


def queries(register: Register) -> dict[str, list[Callable[[Any], object]]]:
    """Return what each list and search command asks, in several forms."""
    moment = Moment(date(2025, 2, 1))
    with register.engine.connect() as connection:
        keys = list(connection.execute(sql("SELECT key FROM versions ORDER BY id LIMIT 400")).scalars())[::8]
        act_keys = [
            f"{row[0]}.a{row[1]}"
            for row in connection.execute(
                sql(
                    "SELECT v.key, a.trigger_start FROM acts a JOIN versions v ON v.id = a.version_id"
                    " WHERE a.class = 0 ORDER BY a.id LIMIT 400"
                )
            )
        ][::8]
        item_keys = list(connection.execute(select(items.c.key).order_by(items.c.id).limit(2000)).scalars())[::40]
    packs = load_packs()

    def commitments(**asked: Any) -> Callable[[Any], object]:
        return lambda view: view.commitments(Filter(**asked), moment, LIMIT)

    def page_20(view: Any) -> object:
        return view.commitments(Filter(), moment, LIMIT, 475)

    def things(*asked: Any, **more: Any) -> Callable[[Any], object]:
        return lambda view: view.things(Wanted(*asked, **more), moment, LIMIT)

    words = [
        "exercise",
        "missile warning data",
        '"Taiwan Strait"',
        "memorandum cooperation",
        "Seoul",
        "office parliament",
    ]
    names = ["Defense Trilateral Talks", "TMM", "Tri-CHOD", "Trilateral Leaders' Summit"]
    return {
        "commitments": [commitments(), commitments(party="KOR"), commitments(series=("trilateral",))],
        "commitments --status": [commitments(status=value) for value in STATUSES],
        "commitments --due-before": [commitments(due_before=date(year, 1, 1)) for year in range(2010, 2026)],
        "commitments --text": [commitments(text=word) for word in ("exercise", "missile warning", "working group")],
        "commitments page 20": [page_20],
        "due": [commitments(due_after=date(year, 6, 1), due_before=date(year, 9, 1)) for year in range(2010, 2025)],
        "due --past": [commitments(status="overdue")],
        "meetings": [things("meeting"), things("meeting", party="KOR"), things("meeting", status="planned")],
        "meetings --from": [things("meeting", first=date(y, 1, 1), last=date(y, 3, 1)) for y in range(2010, 2025)],
        "exercises": [things("exercise"), things("exercise", status="planned")],
        "people": [things("person"), things("person", name="kim"), things("person", party="JPN")],
        "series": [partial(View.timeline, name=name, moment=moment, packs=packs) for name in names],
        "search": [partial(View.search, words=word, moment=moment, limit=LIMIT) for word in words],
        "show document": [partial(View.record, key=key) for key in keys],
        "show act": [partial(View.act, key=key, moment=moment) for key in act_keys],
        "show thing": [partial(View.thing, key=key, moment=moment) for key in item_keys],
        "history": [partial(View.history, key=key) for key in (*keys[:20], *act_keys[:20], *item_keys[:20])],
        "review": [partial(View.proposals, limit=LIMIT)],
        "status": [View.summary],
    }


def ask(register: Register) -> None:
    """Print median and 95th percentile of the processor time of every query.

    SQLite works in this process; of PostgreSQL the process of its server that answers is counted too, which has to be
    on this machine. Waiting for either is not counted, for that is what else the machine does.
    """
    gc.collect()
    gc.freeze()  # what was loaded to make the register is no part of a process that asks
    print(f"    {'query':26}{'median':>9}{'p95':>9}   (asked: p95 under 100 ms)")
    for name, forms in queries(register).items():
        times = []
        with register.view() as view:
            forms[0](view)  # modules are loaded and statements compiled: the command's start, not the query
        for run in range(max(RUNS, len(forms))):
            form = forms[run % len(forms)]
            with register.view() as view:
                clock = _clock(view)
                start = clock()
                form(view)
                times.append(1000 * (clock() - start))
        times.sort()
        p95 = times[min(len(times) - 1, round(0.95 * len(times)))]
        print(
            f"    {name:26}{statistics.median(times):9.1f}{p95:9.1f}{'   TOO SLOW' if p95 >= 100 else ''}", flush=True
        )


def _clock(view: View) -> Callable[[], float]:
    """Return the processor seconds of this process and of the server's that answers it."""
    if view.connection.dialect.name == "sqlite":
        return time.process_time
    view.connection.execute(sql("SET max_parallel_workers_per_gather = 0"))  # others would not be counted
    server = Path(f"/proc/{view.connection.execute(sql('SELECT pg_backend_pid()')).scalar_one()}/schedstat")
    return lambda: time.process_time() + int(server.read_text().split()[0]) / 1e9


def size_of(register: Register) -> int:
    """Return the bytes that a register takes on disk."""
    with register.engine.connect() as connection:
        if register.engine.dialect.name == "postgresql":
            connection.commit()
            return int(connection.execute(sql("SELECT pg_database_size(current_database())")).scalar_one())
        connection.execute(sql("SELECT 1"))
    with register.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(register.engine.url.database or "").stat().st_size


_nlp: Any = None


def _load() -> None:
    global _nlp
    _nlp = load_parser()


def _read(path: str) -> int:
    """Read a file into nothing."""
    if _nlp is None:
        _load()
    return len(extract(read(path), nlp=_nlp).acts)


def varied(folder: Path, sample: int, records: Sequence[Record]) -> list[str]:
    """Write that many varied examples into a folder; return their paths."""
    paths = [folder / f"{number}.txt" for number in range(sample)]
    for number, path in enumerate(paths):
        path.write_text(vary(records[number % len(records)], 1_000_000 + number).document.text)
    return [str(path) for path in paths]


def real_path(place: str, paths: Sequence[str], workers: int) -> None:
    """Compare adding files with reading the same files by the same number of processes.

    By the clock, which on a busy machine says little, and by the processor time of all processes: the second is what
    the clock says where every core has a reading process of its own, and none is left for the one that writes.
    """
    register = open_register(place, create=True)
    bare, bare_work = _timed(lambda: _bare(paths, workers))
    whole, whole_work = _timed(lambda: _added(register, paths, workers))
    register.close()
    number = len(paths)
    print(f"    {number} files, {workers} reading processes, from a cold start of each")
    print(f"    bare reading {number / bare:6.1f} a second, adding {number / whole:6.1f}: {100 * bare / whole:.0f} %")
    print(
        f"    processor time a file: reading {1000 * bare_work / number:.0f} ms, adding"
        f" {1000 * whole_work / number:.0f} ms: {100 * bare_work / whole_work:.0f} %"
    )


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that work takes, and those of the processors in this process and its children."""
    start, before = time.perf_counter(), _processor()
    work()
    taken = time.perf_counter() - start
    for child in active_children():
        child.join()
    return taken, _processor() - before


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _added(register: Register, paths: Sequence[str], workers: int) -> None:
    for added in add(register, paths, Wish(), workers=workers):
        assert added.kept is not None, added.reason


def _bare(paths: Sequence[str], workers: int) -> None:
    with ProcessPoolExecutor(workers, get_context("spawn"), _load) as pool:
        for _ in pool.map(_read, paths):
            pass


def measure(place: str, number: int, sample: int, workers: int) -> None:
    """Fill a register and print its table."""
    records = examples()
    register = open_register(place, create=True)
    print(f"{register.engine.dialect.name}, {number} documents", flush=True)
    spent, texts = fill(register, records, number)
    if register.engine.dialect.name == "postgresql":
        with register.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sql("VACUUM ANALYZE"))
    size = size_of(register)
    print(f"    keeping and linking {1000 * spent / number:.1f} ms of processor time a document")
    print(f"    {size / 1e6:.1f} MB for {texts / 1e6:.1f} MB of text: {size / texts:.1f} times (asked: at most 6)")
    ask(register)
    register.close()
    if sample:
        with tempfile.TemporaryDirectory(prefix="communique-sample-") as folder:
            real_path(place, varied(Path(folder), sample, records), workers)


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--sample", type=int, default=120)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--postgresql", metavar="URL", help="an empty database; without it only SQLite is measured")
    parser.add_argument("--folder", type=Path, help="only compare adding the statements of a folder with reading them")
    args = parser.parse_args()
    if args.folder is not None:
        with tempfile.TemporaryDirectory(prefix="communique-register-") as own:
            paths = sorted(str(path) for path in args.folder.iterdir() if path.is_file())
            real_path(f"{own}/register.db", paths[: args.sample], args.workers)
        return
    folder = Path(tempfile.mkdtemp(prefix="communique-register-"))
    try:
        measure(str(folder / "register.db"), args.documents, args.sample, args.workers)
    finally:
        shutil.rmtree(folder)
    if args.postgresql:
        measure(args.postgresql, args.documents, args.sample, args.workers)


if __name__ == "__main__":
    main()
