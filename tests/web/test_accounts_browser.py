"""A team in a real Chromium: from a password that was handed out to a logout by keyboard, and axe has no word."""

import socket
import threading

import pytest
import uvicorn

from communique.register import open_register

from .team import OTHER, PASSWORD, peopled, post, team_of
from .test_browser import EVERYTHING, browser, picture, playwright, pytestmark  # noqa: F401

PATHS = ("/account", "/accounts", "/accounts/editor", "/audit")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A team's room with some tokens, and its address on a port of this machine."""
    folder = tmp_path_factory.mktemp("team")
    register = open_register(str(folder / "register.db"), create=True)
    team = peopled(team_of(register, folder / "drafts"))
    for role in ("reader", "reviewer"):
        team.token("editor", role)
    post(team.log_in("editor"), "/account/tokens/1/revoke")
    team.token("administrator", "reader")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(team.app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield team, f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    register.close()


@pytest.fixture
def page(browser, served):  # noqa: F811
    context = browser.new_context(base_url=served[1], viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    opened = context.new_page()
    opened.complaints = []
    opened.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()


def typed(page, *words):
    """Type words with the keyboard alone: a Tab between, Enter at the end."""
    for number, word in enumerate(words):
        page.keyboard.press("Tab") if number else None
        page.keyboard.type(word)
    page.keyboard.press("Enter")


def test_the_way_of_a_new_person_with_the_keyboard_alone(page, served):
    team, _ = served
    answer = post(team.log_in("administrator"), "/accounts", name="yamato", role="editor", party="JPN")
    once = answer.text.partition('aria-label="password">')[2].partition("<")[0]
    page.goto("/documents")
    page.wait_for_url("**/login?next=%2Fdocuments")
    typed(page, "yamato", "not the password")
    page.get_by_role("alert").wait_for()
    typed(page, once)
    page.get_by_text("Choose one of your own").wait_for()
    page.get_by_label("The one handed to you").focus()
    typed(page, once, OTHER, OTHER)
    page.get_by_role("status").wait_for()
    page.goto("/documents")
    assert "read as yamato for Japan" in page.content()
    page.get_by_role("link", name="My account: yamato").press("Enter")
    page.get_by_label("What it is for").fill("nightly export")
    page.get_by_role("button", name="Make it").press("Enter")
    token = page.get_by_label("token", exact=True).inner_text()
    assert team.program(token).get("/account.json").json()["account"]["name"] == "yamato"
    page.get_by_role("button", name="Log out", exact=True).press("Enter")
    page.wait_for_url("**/login")
    page.goto("/documents")
    page.wait_for_url("**/login?next=%2Fdocuments")
    assert [one for one in page.complaints if "401" not in one] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_a_team_has_a_violation_that_axe_sees(page, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    wrong = []

    def look(name):
        found = Axe().run(page, options={"runOnly": EVERYTHING, "resultTypes": ["violations"]}).response
        wrong.extend(
            (name, one["id"], [node["html"][:160] for node in one["nodes"][:2]]) for one in found["violations"]
        )
        picture(page, name, f"wide-{scheme}")

    page.goto("/login")
    look("login")
    page.get_by_label("Name").fill("administrator")
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    look("login refused")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    for path in PATHS:
        page.goto(path)
        look(path)
    page.goto("/accounts")
    page.get_by_label("Name", exact=True).fill(f"kim-{scheme}")
    page.get_by_role("button", name="Add", exact=True).click()
    look("shown once")
    assert wrong == []


def test_a_narrow_screen_needs_no_scrolling_sideways(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/login")
    picture(page, "login", "narrow-light")
    page.get_by_label("Name").fill("administrator")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    for path in ("/", *PATHS):
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, path
        picture(page, path, "narrow-light")
