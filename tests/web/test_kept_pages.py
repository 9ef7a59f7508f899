"""Kept pages: rendered once while their answer holds, never for another caller, and each visit has its own token."""

import pytest
from starlette.testclient import TestClient

from communique.web.render import environment
from communique.web.suggestions import Suggestions

from .conftest import send, token_of
from .team import shelf_of_team as shelf_of_team
from .team import team as team
from .team import team_register as team_register


@pytest.fixture
def rendered(monkeypatch):
    """The names of the templates that are rendered, one after the other."""
    names = []
    get = environment().get_template

    def noted(name, parent=None, *more):
        if parent is None:
            names.append(name)
        return get(name, parent, *more)

    monkeypatch.setattr(environment(), "get_template", noted)
    return names


def test_a_page_is_rendered_once_while_its_answer_holds_and_each_visit_has_a_token_of_its_own(desk, shelf, rendered):
    other = TestClient(desk.app, base_url="http://localhost:8642")
    path = f"/acts/{shelf.charts}"
    tokens = token_of(desk), token_of(other)
    rendered.clear()
    one, two = desk.get(path).text, other.get(path).text
    assert rendered == ["act.html"]
    assert tokens[0] != tokens[1]
    assert tokens[0] in one
    assert one.replace(*tokens) == two
    seen = desk.get(f"{path}.json").json()["seen"]
    assert send(desk, f"{path}/looked", seen=seen).status_code == 303
    assert "Ahn looked" in other.get(path).text


def test_pages_of_one_path_with_other_questions_are_others(desk, rendered):
    for asked in ("", "?view=board", "?party=KOR", "?view=board"):
        desk.get(f"/commitments{asked}")
    assert rendered == ["commitments.html"] * 3


def test_what_filters_offer_is_renewed_in_pages_that_are_kept(desk, monkeypatch):
    assert "ZZZ" not in desk.get("/commitments").text
    monkeypatch.setattr("communique.web.render.suggestions", lambda desk: Suggestions((("ZZZ", "Nowhere"),), ()))
    assert "ZZZ" in desk.get("/commitments").text


def test_nobody_is_given_what_was_rendered_for_another(team, shelf_of_team):
    path = f"/acts/{shelf_of_team.charts}"
    pages = {name: team.log_in(name).get(path).text for name in ("reader", "administrator")}
    for name, words in pages.items():
        assert f"</span>{name}</a>" in words
    assert "/looked" in pages["administrator"]
    assert "/looked" not in pages["reader"]
