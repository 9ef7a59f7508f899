"""The room in a real Chromium: the whole way, by keyboard alone, narrow, printed, and nothing that axe objects to."""

import os
import re
import shutil
import socket
import sqlite3
import threading
from pathlib import Path

import pytest
import uvicorn

from communique.register import open_register
from communique.web import Settings, create_app

from .conftest import AtOnce
from .shelf import TODAY
from .test_pages import PAGES, address

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SHOTS = os.environ.get("COMMUNIQUE_SHOTS")
"""A folder for pictures of every page, where somebody wants to look at them."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install Debian's chromium")


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def address_of_room(filled, tmp_path):
    """The address of a room over a copy, served on a port of this machine."""
    with sqlite3.connect(filled[0]) as one, sqlite3.connect(tmp_path / "copy.db") as other:
        one.backup(other)
    register = open_register(str(tmp_path / "copy.db"))
    settings = Settings(user="Ahn", today=lambda: TODAY, drafts=tmp_path / "drafts", executor=AtOnce())
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(register, settings=settings), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    register.close()


@pytest.fixture
def page(browser, address_of_room):
    """A page of a wide screen that notes what the browser complains about, and which hosts it asks."""
    context = browser.new_context(base_url=address_of_room, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.complaints = []
    opened.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.on("request", lambda one: opened.complaints.append(one.url) if address_of_room not in one.url else None)
    yield opened
    context.close()


def picture(page, path, kind):
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^a-z]+", "-", re.sub(r"[0-9a-f]{8}\S*", "", path)).strip("-") or "today"
        page.screenshot(path=f"{SHOTS}/{name}-{kind}.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_violation_that_axe_sees(page, shelf, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    rules = {"light": EVERYTHING, "dark": {"type": "rule", "values": ["color-contrast"]}}[scheme]
    wrong, looked = [], 0
    for path in [address(one, shelf) for one in (*PAGES, "/docs", "/nothing")]:
        page.goto(path)
        found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response
        looked += len(found["passes"])
        wrong += [(path, one["id"], [node["html"][:160] for node in one["nodes"][:2]]) for one in found["violations"]]
        picture(page, path, f"wide-{scheme}")
    assert wrong == []
    assert looked > len(PAGES)
    assert [one for one in page.complaints if "404" not in one] == []


UNSEEN_FOCUS = """() => {
  const one = document.activeElement;
  return one !== document.body && getComputedStyle(one).outlineStyle === 'none' ? one.outerHTML.slice(0, 120) : '';
}"""
"""What has the focus and does not show it, "" where it does."""

UNDER_THE_DAY = """() => {
  const one = document.querySelector('.runs-list li');
  one.append(' and again'.repeat(60));
  const range = document.createRange();
  range.selectNodeContents(one.lastChild);
  const last = [...range.getClientRects()].pop();
  return last.left - one.querySelector('.day').getBoundingClientRect().right;
}"""
"""How far the last line of a long entry stands right of its day."""

STEPS = 10
"""How far the Tab key goes on each page."""


def test_a_narrow_screen_needs_no_scrolling_sideways_and_shows_the_focus(page, shelf):
    page.set_viewport_size({"width": 390, "height": 844})
    for path in [address(one, shelf) for one in (*PAGES, "/docs")]:
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, path
        current = page.locator(".rooms [aria-current]")
        if current.count():
            box = current.bounding_box()
            assert box["x"] >= 0, path
            assert box["x"] + box["width"] <= 390, path
        picture(page, path, "narrow-light")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip", path
        for _ in range(STEPS):
            page.keyboard.press("Tab")
            assert page.evaluate(UNSEEN_FOCUS) == "", path


def test_a_line_of_meetings_begins_where_the_last_one_is(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/series/Port Ministers' Meeting?as_of=2034-02-01")
    box = page.locator(".sideways circle").last.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.locator(".dots .on-narrow").is_visible()


def test_a_second_line_of_an_exercise_stands_under_its_first(page):
    page.goto("/exercises")
    found = page.evaluate(UNDER_THE_DAY)
    assert found > 0


def test_the_whole_way_from_an_upload_to_a_status_that_changed(page, shelf, tmp_path):
    statement = tmp_path / "talks.txt"
    statement.write_text(
        "Coast Guard Talks in Incheon\n\nMarch 3, 2024\n\nThe directors of the Republic of Korea and Japan agreed to "
        "hold a rescue drill by the end of 2024. They welcomed the work of their crews.\n",
        encoding="utf-8",
    )
    page.goto("/add")
    page.set_input_files('input[name="upload"]', statement)
    page.click('form:has(input[name="upload"]) button')
    page.wait_for_selector("text=Preview, not kept yet")
    page.click("text=Keep it")
    page.wait_for_url(re.compile(r"/documents/[0-9a-f]{8}$"))
    assert page.locator("h1").inner_text() == "Coast Guard Talks in Incheon"
    page.goto(f"/acts/{shelf.charts}")
    assert page.locator(".verdict .status").inner_text() == "pending"
    page.goto("/review?kind=evidence")
    page.click("text=Accept")
    page.wait_for_url(re.compile("done="))
    page.goto(f"/acts/{shelf.charts}")
    assert page.locator(".verdict .status").inner_text() == "fulfilled"
    assert page.complaints == []


def test_review_is_worked_by_keyboard_alone(page, shelf):
    page.goto("/review?kind=evidence")
    first = page.locator("#asks").inner_text()
    page.keyboard.press("s")
    page.wait_for_url(re.compile("skip=1"))
    assert page.locator("#asks").inner_text() != first
    page.keyboard.press("b")
    page.wait_for_url(re.compile("skip=0|evidence$"))
    page.keyboard.press("a")
    page.wait_for_url(re.compile("done="))
    page.keyboard.press("u")
    page.wait_for_url(re.compile("/review$"))
    page.goto("/review?kind=same")
    page.keyboard.press("m")
    page.wait_for_url(re.compile("done="))
    page.goto(f"/things/{shelf.kim}")
    assert page.locator(".mentions > li").count() == 2
    page.goto("/review?kind=evidence")
    page.uncheck("#keys")
    page.locator("body").press("r")
    page.wait_for_timeout(200)
    assert "done" not in page.url


def test_the_skip_link_and_the_focus_work_from_the_keyboard(page):
    page.goto("/documents")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_a_click_on_either_side_shows_the_other_and_hovering_tells_the_act(page, shelf):
    name = shelf.rescue.partition(".")[2]
    page.goto(f"/documents/{shelf.busan}")
    page.hover(f".text a.act[data-act='{name}']")
    tip = page.locator("#tip")
    assert tip.is_visible()
    for part in ("commitment", "KOR, USA, JPN", "by 31 Dec 2023", "commitment/1"):
        assert part in tip.inner_text()
    page.click(f".text a.act[data-act='{name}']")
    assert "lit" in page.locator(f"#in-{name}").get_attribute("class")
    other = page.locator(".record li[data-act]").nth(1)
    other.locator("a.place").click()
    mark = page.locator(f".text [data-act='{other.get_attribute('data-act')}']").first
    assert mark.get_attribute("class").endswith("lit")
    assert page.complaints == []


def test_a_filter_shows_without_loading_the_page_again(page):
    page.goto("/commitments")
    page.evaluate("window.here = true")
    page.select_option('select[name="status"]', "fulfilled")
    page.wait_for_url(re.compile("status=fulfilled"))
    page.wait_for_function("document.querySelectorAll('.commitments tbody tr').length === 1")
    assert page.evaluate("window.here") is True
    assert page.complaints == []


def test_everything_is_there_without_scripts(browser, address_of_room, shelf):
    context = browser.new_context(base_url=address_of_room, java_script_enabled=False)
    page = context.new_page()
    page.goto("/commitments")
    page.select_option('select[name="status"]', "fulfilled")
    page.click("text=Show")
    assert page.locator(".commitments tbody tr").count() == 1
    page.goto("/review?kind=evidence")
    page.click("text=Accept")
    assert "done=" in page.url
    context.close()


def test_a_page_is_printed_without_what_a_screen_needs(page, shelf, tmp_path):
    page.goto(f"/documents/{shelf.busan}")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert page.locator(".text").is_visible()
    printed = page.pdf(path=str(tmp_path / "page.pdf"))
    assert printed.startswith(b"%PDF")
    import pypdfium2

    document = pypdfium2.PdfDocument(printed)
    words = " ".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    assert "joint rescue centre" in words
    assert "Search" not in words
