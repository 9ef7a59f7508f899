"""The reading room under load: fifty readers at once, and what a reader waits while a reviewer writes.

    python -m benchmarks.load fill /tmp/load.db --documents 20000
    python -m benchmarks.load measure /tmp/load.db --workers 2 --seconds 60

The first command fills a register with varied examples (as `benchmarks.register` does) and takes some twenty minutes;
the second serves it with `communique serve` and has wrk (Debian's package) read its pages. wrk runs once for each kind
of page, all of them at once, so that fifty connections read the usual mixture and each page has percentiles of its own.

Readers are asked for in three ways: they look at each page for a second before they open the next; they never look, but
ask again as soon as they have an answer, so that what two cores give is known; and they look for a second while a
reviewer decides on a proposal every two seconds (--pause), each of which makes every kept answer old. Last, one reader
is timed alone, and again while another program holds the writers' turn all the time: did readers wait for writes, they
would wait there without end.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
from sqlalchemy import select
from sqlalchemy import text as sql

from communique.register import open_register
from communique.register.tables import items

READERS = 50
ASKED = 300
"""Milliseconds under which 95 of 100 answers are wanted."""

PAGES = 10
"""Different pages of a kind that readers go through, so that no page is always the one asked for before."""

SCRIPT = """
local paths = {}
for line in io.lines(os.getenv("LOAD_PATHS")) do paths[#paths + 1] = line end
local think, place, bad = tonumber(os.getenv("LOAD_THINK")), 0, 0
function request()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end
if think > 0 then
  function delay() return math.random(think / 2, think * 3 / 2) end
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("LOAD %d %.1f %.1f %.1f %.1f %d\\n", summary.requests, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    e.connect + e.read + e.write + e.timeout + e.status))
end
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its name, how many of the readers are on it, and the addresses they go through."""

    name: str
    readers: int
    paths: tuple[str, ...]


@dataclass(slots=True)
class Reviewer:
    """Somebody who decides on proposals in a loop; `times` are those of the writes, `failed` what was refused."""

    address: str
    pause: float
    times: list[float] = field(default_factory=list)
    failed: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Decide until told to stop: reject a proposal, and take that back, so that there are always some."""
        with httpx.Client(base_url=self.address, timeout=60) as client:
            token = re.findall(r'name="token" value="([0-9a-f]+)"', client.get("/review").text)[0]
            headers = {"X-CSRF-Token": token}
            queue = client.get("/review.json?limit=100").json()
            for one in _again(queue["proposals"]):
                if self.stop.wait(self.pause):
                    return
                seen = client.get(f"/review/several.json?id={one['id']}").json()["seen"][str(one["id"])]
                body = {"verdict": "reject", "seen": seen}
                action = self._send(client, f"/review/{one['id']}.json", body, headers)
                if action is not None and not self.stop.wait(self.pause):
                    self._send(client, f"/actions/{action}/undo.json", {}, headers)

    def _send(self, client: httpx.Client, path: str, body: dict[str, object], headers: dict[str, str]) -> int | None:
        start = time.perf_counter()
        answer = client.post(path, json=body, headers=headers)
        self.times.append(1000 * (time.perf_counter() - start))
        if answer.status_code != 200:
            self.failed += 1
            return None
        return int(answer.json()["action"])


def _again(proposals: Sequence[dict[str, int]]) -> Iterator[dict[str, int]]:
    while proposals:
        yield from proposals


def kinds(place: str) -> list[Kind]:
    """Return the pages that readers usually open, with addresses of what the register holds."""
    register = open_register(place)
    with register.engine.connect() as connection:

        def ask(query: str) -> list[str]:
            found = list(connection.execute(sql(query)).scalars())
            return [str(one) for one in found[:: max(1, len(found) // PAGES)][:PAGES]]

        documents = ask("SELECT key FROM versions ORDER BY id")
        acts = ask(
            "SELECT v.key || '.a' || a.trigger_start FROM acts a JOIN versions v ON v.id = a.version_id"
            " WHERE a.class = 0 ORDER BY a.id"
        )
        every = list(
            connection.execute(select(items.c.key).where(items.c.section == "person").order_by(items.c.id)).scalars()
        )
        people = every[:: max(1, len(every) // PAGES)][:PAGES]
        series = list(
            connection.execute(
                sql("SELECT series FROM items WHERE series IS NOT NULL GROUP BY series ORDER BY count(*) DESC LIMIT 3")
            ).scalars()
        )
    register.close()
    words = ("exercise", "missile+warning", "%22Taiwan+Strait%22", "memorandum+cooperation", "Seoul", "office")
    return [
        Kind("today", 6, ("/",)),
        Kind("document", 12, tuple(f"/documents/{key}" for key in documents)),
        Kind("commitments", 8, ("/commitments", *(f"/commitments?party={code}" for code in ("KOR", "USA", "JPN")))),
        Kind("board", 2, ("/commitments?view=board", "/commitments?view=board&status=overdue")),
        Kind("act", 6, tuple(f"/acts/{key}" for key in acts)),
        Kind("series", 4, ("/series", *(f"/series/{quote(name, safe='')}" for name in series))),
        Kind("search", 6, tuple(f"/search?q={word}" for word in words)),
        Kind("people", 4, ("/people", "/people?name=kim", *(f"/things/{key}" for key in people))),
        Kind("review", 2, ("/review", "/review?kind=evidence")),
    ]


@contextmanager
def served(place: str, workers: int) -> Iterator[str]:
    """Serve a register with the command, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "communique", "serve", "--register", place]
    command += ["--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{address}/people", timeout=60)
                break
            except httpx.TransportError:
                time.sleep(0.2)
        time.sleep(3)  # the other workers load
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def read(address: str, asked: Sequence[Kind], seconds: int, think: int) -> bool:
    """Have all readers read at once and print their percentiles; tell whether nothing failed and all was fast."""
    print(f"    {'page':14}{'readers':>8}{'pages':>9}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}{'errors':>8}")
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "load.lua")
        script.write_text(SCRIPT)
        running = []
        for kind in asked:
            paths = Path(folder, f"{kind.name}.txt")
            paths.write_text("\n".join(kind.paths) + "\n")
            command = [
                "wrk",
                "-t1",
                f"-c{kind.readers}",
                f"-d{seconds}s",
                "--timeout",
                "30s",
                "-s",
                str(script),
                address,
            ]
            given = os.environ | {"LOAD_PATHS": str(paths), "LOAD_THINK": str(think)}
            running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=given))
        good = True
        total = 0
        for kind, process in zip(asked, running, strict=True):
            out, _ = process.communicate()
            line = next(line for line in out.splitlines() if line.startswith("LOAD "))
            number, p50, p95, p99, most, errors = (float(part) for part in line.split()[1:])
            total += int(number)
            good &= p95 < ASKED and errors == 0
            slow = "   TOO SLOW" if p95 >= ASKED else ""
            print(
                f"    {kind.name:14}{kind.readers:8}{number:9.0f}{p50:9.1f}{p95:9.1f}{p99:9.1f}{most:9.1f}"
                f"{errors:8.0f}{slow}",
                flush=True,
            )
    print(f"    {total} pages, {total / seconds:.0f} a second")
    return good


@contextmanager
def reviewing(address: str, pause: float) -> Iterator[Reviewer]:
    """Have a reviewer decide meanwhile."""
    reviewer = Reviewer(address, pause)
    thread = threading.Thread(target=reviewer.work)
    thread.start()
    try:
        yield reviewer
    finally:
        reviewer.stop.set()
        thread.join()
    print(
        f"    the reviewer wrote {len(reviewer.times)} times, {reviewer.failed} refused; a write took"
        f" {statistics.median(reviewer.times or [0]):.0f} ms, at most {max(reviewer.times, default=0):.0f} ms"
    )


def one_reader(address: str, path: str, number: int) -> list[float]:
    """Return the milliseconds of a page that one reader opens again and again."""
    times = []
    with httpx.Client(base_url=address, timeout=60) as client:
        for _ in range(number):
            start = time.perf_counter()
            client.get(path).raise_for_status()
            times.append(1000 * (time.perf_counter() - start))
    return sorted(times)


def while_a_write_waits(place: str, address: str, path: str) -> list[float]:
    """Return the times of a reader while another program holds the writers' turn and does not end."""
    register = open_register(place)

    def hold(_: object) -> list[float]:
        return one_reader(address, path, 20)

    try:
        return register.write(hold)
    finally:
        register.close()


def measure(place: str, workers: int, seconds: int, pause: float) -> bool:
    """Serve a register, have it read, and print the tables; tell whether all that is asked holds."""
    asked = kinds(place)
    with served(place, workers) as address:
        print(
            f"{json.dumps(place)}, {workers} workers; milliseconds\n{READERS} readers who look for a second", flush=True
        )
        read(address, asked, max(2, seconds // 6), 1000)  # what is kept at first is not what readers find later
        print("  the same, once the room is warm", flush=True)
        good = read(address, asked, seconds, 1000)
        print(f"{READERS} readers who never look", flush=True)
        good &= read(address, asked, seconds, 0)
        print(f"{READERS} readers who look for a second while a reviewer decides every {pause:g} s", flush=True)
        with reviewing(address, pause):
            good &= read(address, asked, seconds, 1000)
        alone = one_reader(address, "/documents", 40)
        held = while_a_write_waits(place, address, "/documents")
        print(f"one reader: {statistics.median(alone):.1f} ms, at most {alone[-1]:.1f} ms")
        print(f"one reader while a write is under way that does not end: {statistics.median(held):.1f} ms")
    return good


def fill(place: str, number: int) -> None:
    """Fill a new register with varied examples."""
    from benchmarks.register import examples
    from benchmarks.register import fill as keep

    register = open_register(place, create=True)
    keep(register, examples(), number)
    register.close()


def main() -> None:
    """Fill or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    filling = commands.add_parser("fill", help="make the register")
    filling.add_argument("place", metavar="PATH|URL")
    filling.add_argument("--documents", type=int, default=20_000)
    measuring = commands.add_parser("measure", help="serve it and have it read")
    measuring.add_argument("place", metavar="PATH|URL")
    measuring.add_argument("--workers", type=int, default=2)
    measuring.add_argument("--seconds", type=int, default=60, help="how long each table is measured")
    measuring.add_argument("--pause", type=float, default=2.0, help="seconds between two decisions of the reviewer")
    given = parser.parse_args()
    if given.command == "fill":
        fill(given.place, given.documents)
        return
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not here: apt-get install wrk")
    raise SystemExit(0 if measure(given.place, given.workers, given.seconds, given.pause) else 1)


if __name__ == "__main__":
    main()
