"""Take the picture of the reading room that the README shows, or one of each page: python docs/pictures.py [FOLDER].

Needs Chromium (Debian's package) and Playwright. The register is filled from the examples and the day is fixed, so that
the same program gives the same pictures.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from communique.register import open_register
from communique.register.adding import Wish, add
from communique.web import Settings, create_app

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2025, 2, 1)
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
STATEMENT = "2024-09-10-dtt-15.md"
SHOWN = ROOT / "docs" / "reading-room.png"
"""The picture of the README: a page of commitments, one with its evidence beside it."""


def main(folder: Path | None) -> None:
    """Write the README's picture, or those of several pages into a folder."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("no Chromium on this machine: install Debian's chromium")
    with tempfile.TemporaryDirectory() as place, _room(Path(place)) as (address, key), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        if folder is None:
            page = browser.new_context(base_url=address, viewport=WIDE, color_scheme="light").new_page()
            page.goto("/commitments")
            page.locator(".evidence summary").first.click()
            page.mouse.move(0, 0)
            page.screenshot(path=str(SHOWN))
            browser.close()
            return
        folder.mkdir(parents=True, exist_ok=True)
        pages = {"document": f"/documents/{key}", "commitments": "/commitments", "today": "/"}
        for scheme in ("light", "dark"):
            for size, name in ((WIDE, "wide"), (NARROW, "narrow")):
                page = browser.new_context(base_url=address, viewport=size, color_scheme=scheme).new_page()
                for what, path in pages.items():
                    page.goto(path)
                    page.screenshot(path=str(folder / f"{what}-{name}-{scheme}.png"))
        browser.close()


@contextmanager
def _room(place: Path) -> Iterator[tuple[str, str]]:
    """Serve a register of the examples; give its address and the key of one statement."""
    register = open_register(str(place / "examples.db"), create=True)
    sources = [str(path) for path in sorted((ROOT / "examples").glob("2*.md"))]
    kept = {Path(one.source).name: one.kept for one in add(register, sources, Wish())}
    statement = kept[STATEMENT]
    assert statement is not None
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app(register, settings=Settings(user="desk", today=lambda: TODAY))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", statement.key
    finally:
        server.should_exit = True
        thread.join()
        register.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
