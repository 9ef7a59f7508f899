"""The documentation says what the program does: options, outputs, links, names, classes and fields."""

import doctest
import importlib.util
import re
import shlex
import tomllib
from datetime import date
from pathlib import Path

import click
import pytest

import communique
from communique import extract, model
from communique.cli import COMMANDS, group
from communique.model import record_to_json
from communique.read import from_text, read

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "examples").glob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
)
LEAD = "The ministers of Japan, the Republic of Korea, and the United States met in Seoul on September 10, 2024.\n\n"


def page(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def commands():
    for name in COMMANDS:
        yield name, group.get_command(click.Context(group), name)


@pytest.fixture(scope="module")
def generate():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def data():
    return record_to_json(extract(read(ROOT / "examples" / "2024-09-10-dtt-15.md")))


def test_commands_page_is_the_help(generate):
    assert page("commands.md") == generate.commands_page(), "run `python docs/generate.py`"


def test_quoted_outputs_are_what_the_program_prints(generate):
    stale = [str(path.relative_to(ROOT)) for path in generate.stale()]
    assert not stale, "run `python docs/generate.py`"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    text = page("commands.md")
    assert f"## communique {name}" in text
    command = dict(commands())[name]
    for option in command.params:
        for flag in (*option.opts, *option.secondary_opts):
            if flag.startswith("--"):
                assert flag in text, f"{name} {flag}"
    for option in command.params:
        assert isinstance(option, click.Argument) or option.help, f"{name} {option.name} has no help"


def _shell_lines():
    for path in PAGES:
        for block in re.findall(r"```(?:shell|console)\n(.*?)```", path.read_text(encoding="utf-8"), re.S):
            for line in block.splitlines():
                found = re.match(r"(?:\$ )?(communique .*?)(?: +#.*)?$", line)
                if found:
                    yield pytest.param(found[1], id=f"{path.name}: {found[1][:50]}")


@pytest.mark.parametrize("line", list(_shell_lines()))
def test_every_command_line_in_the_pages_is_a_right_one(line):
    words = shlex.split(re.split(r" [|<>] ", line)[0])[1:]
    if words != ["--version"]:
        name, *rest = words
        dict(commands())[name].make_context(name, rest)
    for word in words:
        if word.startswith("examples"):
            assert list(ROOT.glob(word)), word


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = page("architecture.md").lower()
    for line in project["dependencies"]:
        name = re.match(r"[\w-]+", line)[0].lower()
        assert f"| {name}" in reasons, name


def test_make_targets_in_the_pages_exist():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for path in PAGES:
        named = re.findall(r"(?:^|`)make (\w+)", path.read_text(encoding="utf-8"), re.M)
        assert set(named) <= targets, path.name


def test_the_example_of_the_readme_runs(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith(("None ", "20"))


@pytest.mark.parametrize("name", ["library.md"])
def test_sessions_in_the_pages_hold(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```pycon\n(.*?)```", page(name), re.S)
    assert blocks
    test = doctest.DocTestParser().get_doctest("".join(blocks), {}, name, name, 0)
    runner = doctest.DocTestRunner()
    runner.run(test)
    assert runner.summarize(verbose=False).failed == 0


def _slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_resolve(path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        name, _, fragment = target.partition("#")
        linked = path if not name else (path.parent / name).resolve()
        assert linked.exists(), target
        if fragment:
            headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.M)
            assert fragment in map(_slug, headings), target


@pytest.mark.parametrize("module", [communique, model], ids=lambda module: module.__name__)
def test_every_public_name_is_documented(module):
    named = set(re.findall(r"`(\w+)(?:\([^`]*\))?`", page("library.md")))
    assert set(module.__all__) <= named


def test_every_class_and_kind_has_its_row():
    for word in (*model.CLASSES, *model.KINDS):
        assert re.search(rf"^\| `{word}` \|", page("reading.md"), re.M), word


def _examples():
    for cls, words in re.findall(r"^\| `(\w+)` \| .* \| (.+\.) \|$", page("reading.md"), re.M):
        yield pytest.param(cls, words, id=cls)


@pytest.mark.parametrize(("cls", "words"), list(_examples()))
def test_examples_of_classes_and_kinds_are_read_so(cls, words, nlp):
    trigger = re.search(r"\*\*(\w+)\*\*", words)
    record = extract(from_text(LEAD + words.replace("**", ""), on=date(2024, 9, 10)), nlp=nlp)
    (act,) = [act for act in record.acts if act.anchor.start >= len(LEAD)]
    assert cls in (act.cls, act.kind)
    assert trigger is None or act.trigger.quote == trigger[1]


def _keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def test_every_field_of_the_record_is_documented(data):
    text = page("record.md")
    for key in dict.fromkeys(_keys(data)):
        assert f"`{key}`" in text or f'"{key}"' in text, key


def test_every_word_of_a_closed_vocabulary_is_documented():
    text = page("record.md")
    for words in (model.CLASSES, model.KINDS, model.DOCUMENT_KINDS, model.BLOCK_KINDS, model.INSTRUMENT_KINDS):
        for word in words:
            assert f"`{word}`" in text, word


def test_the_glossary_is_in_order():
    words = re.findall(r"^\*\*(.+?)\.\*\*", page("glossary.md"), re.M)
    assert words == sorted(words)
    assert len(words) > 25


def test_every_example_is_marked_and_listed():
    listed = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    digests = sorted((ROOT / "examples").glob("20*.md"))
    assert len(digests) == 19
    for path in digests:
        text = path.read_text(encoding="utf-8")
        front, body = re.match(r"---\n(.*?)\n---\n(.*)", text, re.S).groups()
        assert re.search(r"^title: .+\ndate: \d{4}-\d\d-\d\d\nkind: digest note\nsources:\n  - ", front, re.M), (
            path.name
        )
        note = "### Digest written for Communique from public facts; not the official text"
        assert re.match(rf"# .+\n\n{note}\n\n", body.strip()), path.name
        assert 150 <= len(body.split()) <= 400, path.name
        assert f"]({path.name})" in listed


def test_the_architecture_names_every_room():
    contracts = (ROOT / ".importlinter").read_text(encoding="utf-8")
    (layers,) = re.findall(r"^layers =\n((?: +.+\n)+)", contracts, re.M)
    for room in re.findall(r"\w+", layers):
        assert f"| `{room}` |" in page("architecture.md"), room


def test_the_architecture_gives_a_reason_for_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = page("architecture.md").lower()
    for dependency in project["dependencies"]:
        name = re.match(r"[\w-]+", dependency)[0].lower()
        assert re.search(rf"\b{name}\b", text), name
