"""The `communique` command over addresses, in processes of its own: what it follows, and what it refuses and how."""

import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.test_whole import FORM, LINES, read, refused, run

# The command with the local server counted as public, as no host of these tests is, and a short time to wait.
LOCAL = (
    sys.executable,
    "-c",
    "import sys, functools\n"
    "from communique.read import fetch\n"
    "fetch.fetch = functools.partial(fetch.fetch, may_connect=lambda found: found == '127.0.0.1', seconds=1.5)\n"
    "from communique.cli import main\n"
    "sys.exit(main(['read', *sys.argv[1:]]))",
)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1/", "127.0.0.1, which is not on the public internet"),
        ("http://localhost:8000/x", "not on the public internet"),
        ("http://[::1]/", "not on the public internet"),
        ("http://[::ffff:127.0.0.1]/", "not on the public internet"),
        ("http://2130706433/", "http://2130706433"),
        ("http://0.0.0.0/", "not on the public internet"),
        ("http://10.0.0.1/", "not on the public internet"),
        ("http://192.168.1.1/", "not on the public internet"),
        ("http://169.254.169.254/latest/meta-data/", "not on the public internet"),
        ("http://[fe80::1]/", "not on the public internet"),
        ("file:///etc/passwd", "not an http or https address"),
        ("ftp://example.org/a.txt", "not an http or https address"),
        ("http://", "names no host"),
        ("http://user:secret@example.org/", "user name or password"),
    ],
)
def test_an_address_that_must_not_be_followed(url, words):
    said = refused(run(url))
    assert words in said
    assert "secret" not in said


@pytest.fixture(scope="module")
def server():
    """Serve answers on 127.0.0.1 by path; give the base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            kind, body, status, headers = ANSWERS[self.path.split("?")[0]]
            self.send_response(status)
            self.send_header("Content-Type", kind)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            for part in body() if callable(body) else [body]:
                try:
                    self.wfile.write(part)
                except OSError:
                    return

        def log_message(self, *_):
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_address[1]}"
    made.shutdown()
    made.server_close()


def slowly():
    for _ in range(40):
        yield b"The ministers met. "
        time.sleep(0.1)


def endlessly():
    for _ in range(40):
        yield b"The ministers met. " * 52_632


def to(target):
    return "text/html", b"", 302, {"Location": target}


PAGE = f"<html><body><main><h1>Statement</h1><p>{' '.join(LINES)}</p></main></body></html>".encode()
ANSWERS = {
    "/talks.html": ("text/html; charset=utf-8", PAGE, 200, {}),
    "/moved": to("/talks.html"),
    "/absent": ("text/html", b"no", 404, {}),
    "/slow": ("text/plain", slowly, 200, {}),
    "/endless": ("text/plain", endlessly, 200, {}),
    "/huge": ("text/plain", b"x", 200, {"Content-Length": "50000000"}),
    "/empty": ("text/html", b"", 200, {}),
    "/form": ("text/html", FORM, 200, {}),
    "/picture": ("image/png", b"\x89PNG\r\n\x1a\n", 200, {}),
    "/circle": to("/circle"),
    "/private": to("http://10.0.0.1/"),
    "/other-loopback": to("http://127.0.0.2/"),
    "/link-local": to("http://169.254.169.254/"),
    "/file": to("file:///etc/passwd"),
    "/script": to("javascript:alert(1)"),
}


def test_a_page_is_read_over_a_redirect(server, tmp_path):
    record = read(f"{server}/moved", command=LOCAL)
    assert record["document"]["source"]["url"] == f"{server}/talks.html"
    assert [act["trigger"]["quote"] for act in record["acts"]] == ["met", "agreed"]


def test_the_local_server_is_refused_by_the_command_itself(server):
    assert "not on the public internet" in refused(run(f"{server}/talks.html"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/absent", "answers 404"),
        ("/slow", "did not answer in time"),
        ("/endless", "more than 30,000,000 bytes"),
        ("/huge", "more than 30,000,000 bytes"),
        ("/empty", "is empty"),
        ("/form", "page without main text"),
        ("/picture", "a picture"),
        ("/circle", "redirects more than 5 times"),
        ("/private", "10.0.0.1, which is not on the public internet"),
        ("/other-loopback", "127.0.0.2, which is not on the public internet"),
        ("/link-local", "169.254.169.254, which is not on the public internet"),
        ("/file", "not an http or https address"),
        ("/script", "not an http or https address"),
    ],
)
def test_an_address_that_gives_no_statement(server, tmp_path, path, words):
    out = tmp_path / "out"
    said = refused(run("--out", out, f"{server}{path}", command=LOCAL))
    assert words in said
    assert list(out.iterdir()) == []
