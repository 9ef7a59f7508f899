"""What terminals can show: colour and width as the environment says, tried in a pseudo-terminal where it matters."""

import fcntl
import io
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time

import pytest

from communique.cli.terminal import NARROWEST, PIPED, WIDEST, wants_color, width


class Stream(io.StringIO):
    def __init__(self, terminal):
        super().__init__()
        self._terminal = terminal

    def isatty(self):
        return self._terminal


@pytest.mark.parametrize(
    ("asked", "terminal", "environment", "colored"),
    [
        (None, True, {"TERM": "xterm-256color"}, True),
        (None, False, {"TERM": "xterm-256color"}, False),
        (None, True, {"TERM": "dumb"}, False),
        (None, True, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (None, True, {"TERM": "xterm", "NO_COLOR": ""}, True),
        (True, False, {"TERM": "dumb", "NO_COLOR": "1"}, True),
        (False, True, {"TERM": "xterm"}, False),
    ],
)
def test_colour(monkeypatch, asked, terminal, environment, colored):
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(asked, Stream(terminal)) is colored


@pytest.mark.parametrize(
    ("columns", "expected"), [("80", 80), ("20", NARROWEST), ("400", WIDEST), ("", PIPED), ("0", PIPED), ("x", PIPED)]
)
def test_width(monkeypatch, columns, expected):
    monkeypatch.setenv("COLUMNS", columns)
    assert width(Stream(False)) == expected


SHOW = """
import sys
sys.path.insert(0, {tests!r})
from conftest import make_record
from communique.cli import main, read
def reader(request, packs):
    def read_one(source):
        if "slow" in source:
            import time
            time.sleep(30)
        return make_record()
    return read_one
read._reader = reader
sys.exit(main({arguments!r}))
"""


def in_terminal(*arguments, columns=100, stdout=None, interrupt=None, **environment):
    """Run the command line in a pseudo-terminal and return its exit code and what the terminal got.

    `interrupt` is a file: Ctrl-C comes shortly after it has appeared.
    """
    here = os.path.dirname(__file__)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    known = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "COLORTERM", "TERM")}
    process = subprocess.Popen(
        [sys.executable, "-c", SHOW.format(tests=here, arguments=list(arguments))],
        stdin=slave,
        stdout=slave if stdout is None else stdout,
        stderr=slave,
        env=known | {"TERM": "xterm-256color"} | environment,
        start_new_session=True,
    )
    os.close(slave)
    if interrupt is not None:
        end = time.monotonic() + 30
        while not interrupt.exists() and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
    parts = []
    try:
        while part := os.read(master, 65536):
            parts.append(part)
    except OSError:
        pass
    os.close(master)
    return process.wait(timeout=20), b"".join(parts).decode()


def test_a_terminal_gets_colour_and_its_own_width():
    code, out = in_terminal("read", "a.txt", columns=60)
    assert code == 0
    assert "\x1b[38;5;160mobjection" in out
    plain = re.sub(r"\x1b\[[\d;]*m", "", out).replace("\r", "")
    assert 50 < max(map(len, plain.splitlines())) <= 60


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_escapes_where_they_are_not_wanted(environment):
    _, out = in_terminal("read", "a.txt", **environment)
    assert "\x1b" not in out
    assert "objection" in out


def test_a_terminal_of_sixteen_colours_gets_those():
    _, out = in_terminal("read", "a.txt", TERM="xterm")
    assert "38;5" not in out
    assert "\x1b[31mobjection" in out


def test_progress_is_shown_while_files_are_written(tmp_path):
    code, out = in_terminal("read", "--out", str(tmp_path), "a.txt", "b.txt")
    assert code == 0
    assert "/2" in out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.json"]


def test_no_progress_where_the_records_scroll_by():
    _, out = in_terminal("read", "a.txt", "b.txt")
    assert "/2" not in out


def test_ctrl_c_ends_cleanly(tmp_path):
    code, out = in_terminal("read", "--out", str(tmp_path), "a.txt", "slow.txt", interrupt=tmp_path / "a.json")
    assert code == 130
    assert "communique: stopped after 1 of 2 sources" in out
    assert "Traceback" not in out
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
