"""How every run ends: help, wrong usage, errors in one line, Ctrl-C and closed pipes."""

import os
import re
import resource
import subprocess
import sys

import pytest

from communique import __version__
from communique.cli import COMMANDS, group, main
from communique.model.errors import CommuniqueError, PackError

HEAVY = {"spacy", "rich", "httpx", "yaml", "trafilatura", "pypdfium2", "docx", "numpy"}
RUN = "import sys; from communique.cli import main; sys.exit(main())"


def run(*arguments, **more):
    return subprocess.run([sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, **more)


def test_help_names_every_command(capsys):
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", out, re.M)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(capsys, name):
    assert main([name, "--help"]) == 0
    assert f"Usage: communique {name}" in capsys.readouterr().out


def test_help_imports_nothing_heavy():
    probe = f"import sys; from communique.cli import main; main(['--help']); print({HEAVY} & sys.modules.keys())"
    result = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert result.stdout.rstrip().endswith("set()")


def test_help_comes_at_once():
    """Measured in processor time, which other work on the machine does not lengthen."""
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run("--help", check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(times) <= 0.4


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"communique {__version__}\n"
    assert main(["version"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"communique {__version__}"
    assert any(line.startswith("spacy ") for line in lines)


def test_without_a_command_the_help_is_shown_and_the_code_is_2(capsys):
    assert main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Usage: communique")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["raed"], "communique: No such command 'raed'"),
        (["read"], "communique: Missing argument 'SOURCE...'"),
        (["read", "--jsn", "a.txt"], "communique: No such option '--jsn'"),
        (["read", "--on", "yesterday", "a.txt"], "communique: Invalid value for '--on'"),
        (["read", "--pack", "absent.yml", "a.txt"], "communique: Invalid value for '--pack'"),
        (["read", "--json", "--why", "a.txt"], "communique: --why is for the terminal"),
        (["read", "--json", "--text", "a.txt"], "communique: --text is for the terminal"),
        (["read", "--out", "somewhere", "--all", "a.txt"], "communique: --all is for the terminal"),
        (["read", "-", "-"], "communique: - stands for standard input"),
        (["dates"], "communique: Missing argument 'TEXT...'"),
        (["dates", " "], "communique: there is no text"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(capsys, arguments, message):
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(message)
    assert captured.err.count("\n") == 1
    assert "--help)" in captured.err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (CommuniqueError("the model\nis not there"), 1, "communique: the model is not there\n"),
        (PackError("pack.yml: parties: missing"), 2, "communique: pack.yml: parties: missing\n"),
        (KeyboardInterrupt(), 130, "communique: stopped\n"),
        (KeyboardInterrupt("after 1 of 3 sources"), 130, "communique: stopped after 1 of 3 sources\n"),
    ],
)
def test_errors_are_one_line(capsys, monkeypatch, error, code, said):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(group, "invoke", fail)
    assert main(["version"]) == code
    assert capsys.readouterr().err == said


def test_a_closed_pipe_is_quiet():
    read_end, write_end = os.pipe()
    os.close(read_end)
    result = subprocess.run([sys.executable, "-c", RUN, "version"], stdout=write_end, stderr=subprocess.PIPE, text=True)
    os.close(write_end)
    assert result.returncode == 141
    assert result.stderr == ""
