"""The API: described whole, and whatever is asked of it within its description, it never fails."""

import pytest

from .questions import Known, ask_all
from .team import shelf_of_team as shelf_of_team
from .team import team as team
from .team import team_register as team_register


def test_every_route_is_described_with_what_it_takes_and_gives(room):
    described = room.get("/openapi.json").json()
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            assert one["summary"], path
            assert one["tags"], path
            if path != "/documents/{key}/record.json":
                schema = one["responses"]["200"]["content"]["application/json"]["schema"]
                assert schema["$ref"].rpartition("/")[2] in described["components"]["schemas"], path
            if method == "post":
                assert one["requestBody"]["content"]["application/json"]["schema"]["properties"] is not None


def test_what_the_api_gives_fits_its_description(room, shelf):
    described = room.get("/openapi.json").json()
    schemas = described["components"]["schemas"]

    def check(value, schema, where):
        if "$ref" in schema:
            schema = schemas[schema["$ref"].rpartition("/")[2]]
        if "anyOf" in schema:
            fitting = [one for one in schema["anyOf"] if fits(value, one)]
            assert fitting, where
            return check(value, fitting[0], where)
        assert fits(value, schema), (where, schema)
        if isinstance(value, dict) and "properties" in schema:
            assert set(value) == set(schema["properties"]), where
            for name, inner in schema["properties"].items():
                check(value[name], inner, f"{where}.{name}")
        elif isinstance(value, dict) and "additionalProperties" in schema:
            for inner in value.values():
                check(inner, schema["additionalProperties"], where)
        elif isinstance(value, list) and "items" in schema:
            for inner in value:
                check(inner, schema["items"], where)
        return None

    for path in (
        *("/today.json", "/documents.json", "/search.json?q=rescue", "/commitments.json", f"/acts/{shelf.rescue}.json"),
        *("/series.json", "/series/Port%20Ministers'%20Meeting.json", "/exercises.json", "/people.json"),
        *(f"/things/{shelf.kim}.json", "/parties.json", "/parties/KOR.json", "/review.json", "/actions.json"),
        *(
            f"/documents/{shelf.busan}.json",
            f"/documents/{shelf.juneau}/difference.json",
            f"/history/{shelf.rescue}.json",
        ),
    ):
        place = path.partition("?")[0]
        fitting = (one for one, methods in described["paths"].items() if "get" in methods and _shape(one, place))
        template = next(fitting)
        content = described["paths"][template]["get"]["responses"]["200"]["content"]
        check(room.get(path).json(), content["application/json"]["schema"], path)


def _shape(template, path):
    import re

    return re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)), path)


def fits(value, schema):
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool}
    if "$ref" in schema:
        return isinstance(value, dict)
    if schema.get("type") == "null":
        return value is None
    return "type" not in schema or isinstance(value, kinds[schema["type"]])


def test_the_manual_tells_of_every_operation(room):
    page = room.get("/docs").text
    for path, methods in room.get("/openapi.json").json()["paths"].items():
        assert f"<code>{path}</code>" in page
        for one in methods.values():
            assert f'id="{one["operationId"]}"' in page


def test_no_question_within_the_description_makes_it_fail(desk, shelf):
    codes = ask_all(desk, desk.app, Known(desk.app.state.register, shelf), 2)
    assert codes[200] > 40
    assert codes[403] > 10  # what is sent without the token of a form


@pytest.mark.parametrize("role", ["administrator", "reader"])
def test_no_question_with_a_token_makes_it_fail(team, shelf_of_team, role):
    program = team.program(team.token("administrator", role))
    codes = ask_all(program, team.app, Known(team.register, shelf_of_team), 4 if role == "administrator" else 1)
    assert codes[200] > 30
    assert codes[401] == 0
    assert (codes[409] > 0) is (role == "administrator")
