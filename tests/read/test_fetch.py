"""Fetching: what is read over http, and every way in which a URL may lead where the reader must not go."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.model.errors import CommuniqueError, FetchFailed, FetchRefused, TooLarge
from communique.read import address, fetch, read, read_bytes

LOOPBACK = "127.0.0.1"
TEXT = b"Joint Statement of the Ministers\n\nThe ministers met in Seoul.\n"


def may_connect(found):
    return found == LOOPBACK


def get(url, **options):
    options.setdefault("may_connect", may_connect)
    return fetch.fetch(url, **options)


def plain(body=TEXT, **headers):
    return 200, {"Content-Type": "text/plain; charset=utf-8", **headers}, body


def test_a_page_is_fetched(serve):
    base, seen = serve({"/talks.txt?a=1": plain()})
    fetched = get(f"{base}/talks.txt?a=1#part")
    assert fetched.data == TEXT
    assert fetched.media_type == "text/plain; charset=utf-8"
    assert fetched.url == f"{base}/talks.txt?a=1"
    [(_, headers)] = seen
    assert headers["User-Agent"].startswith("communique/")
    assert headers["Host"] == base.removeprefix("http://")
    assert "Cookie" not in headers
    assert "Authorization" not in headers
    document = read_bytes(fetched.data, url=fetched.url, media_type=fetched.media_type)
    assert document.source.url == fetched.url
    assert document.source.path is None
    assert not document.source.stdin


def test_read_fetches_addresses(monkeypatch):
    monkeypatch.setattr(fetch, "fetch", lambda url: fetch.Fetched(TEXT, "text/plain", url))
    assert read("https://example.org/talks").title == "Joint Statement of the Ministers"


def test_redirects_are_followed(serve):
    base, seen = serve(
        {"/a": (302, {"Location": "/b"}, b""), "/b": (301, {"Location": "c?x=1"}, b""), "/c?x=1": plain()}
    )
    assert get(f"{base}/a").url == f"{base}/c?x=1"
    assert [path for path, _ in seen] == ["/a", "/b", "/c?x=1"]


def test_too_many_redirects(serve):
    base, seen = serve({"/a": (302, {"Location": "/a"}, b"")})
    with pytest.raises(FetchFailed, match="more than 5 times"):
        get(f"{base}/a")
    assert len(seen) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/",
        "http://10.0.0.1/",
        "http://192.168.1.1:8080/",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://224.0.0.1/",
        "//10.1.2.3/x",
    ],
)
def test_a_redirect_inside_is_refused(serve, target):
    base, seen = serve({"/a": (302, {"Location": target}, b"")})
    with pytest.raises(FetchRefused, match="not on the public internet"):
        get(f"{base}/a")
    assert len(seen) == 1


def test_a_redirect_to_the_loopback_is_refused(serve):
    """The first host counts as public, as the outside server of an attack would; its redirect goes to 127.0.0.1."""
    base, seen = serve({"/a": (302, {"Location": "http://127.0.0.1/"}, b"")})
    port = int(base.rsplit(":", 1)[1])
    passed = []

    def first_only(found):
        passed.append(found)
        return len(passed) == 1 or address.is_public(found)

    with pytest.raises(FetchRefused, match=r"127\.0\.0\.1"):
        get(f"http://outside.example:{port}/a", may_connect=first_only, resolver=lambda host, _: [LOOPBACK])
    assert len(seen) == 1


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/x", "gopher://x/", "data:text/plain,x", "javascript:x"]
)
def test_a_redirect_to_another_scheme_is_refused(serve, target):
    base, _ = serve({"/a": (302, {"Location": target}, b"")})
    with pytest.raises(FetchRefused, match="not an http or https address"):
        get(f"{base}/a")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "unix://socket",
        "dict://x:11211/",
        "HTTP//x://",
        "://",
        "http://",
        "https:///x",
    ],
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(FetchRefused):
        read(url)


def test_a_user_name_is_refused_and_not_shown():
    with pytest.raises(FetchRefused, match="user name") as caught:
        get("http://anna:geheim@example.org/")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://localhost/", "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/"]
)
def test_the_loopback_is_refused_by_whatever_name(url):
    with pytest.raises(FetchRefused, match="not on the public internet"):
        fetch.fetch(url)


@pytest.mark.parametrize("addresses", [["10.0.0.7"], ["93.184.216.34", "10.0.0.7"], ["::1", "93.184.216.34"]])
def test_a_name_that_resolves_inside_is_refused(addresses, monkeypatch):
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **_: [(None, None, None, None, (found, port)) for found in addresses]
    )
    with pytest.raises(FetchRefused, match="not on the public internet"):
        fetch.fetch("http://intranet.example/")


def test_the_checked_address_is_the_one_connected_to(serve, monkeypatch):
    """A name that resolves to a public address when checked and to an inside one afterwards (DNS rebinding)."""
    base, seen = serve({"/a": plain()})
    port = int(base.rsplit(":", 1)[1])
    asked = []

    def resolver(host, _):
        asked.append(host)
        return [LOOPBACK]

    def trap(*arguments, **_):
        assert arguments[0] == LOOPBACK, "the name was resolved a second time"
        return genuine(*arguments)

    genuine = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", trap)
    assert get(f"http://rebind.example:{port}/a", resolver=resolver).data == TEXT
    assert asked == ["rebind.example"]
    assert seen[0][1]["Host"] == f"rebind.example:{port}"


def test_the_next_address_is_tried(serve):
    base, _ = serve({"/a": plain()})
    port = int(base.rsplit(":", 1)[1])
    fetched = get(
        f"http://two.example:{port}/a",
        resolver=lambda host, _: ["127.0.0.9", LOOPBACK],
        may_connect=lambda found: found.startswith("127."),
    )
    assert fetched.data == TEXT


def test_an_unknown_name_fails():
    def unknown(host, port):
        return address.resolve("no-such-host.invalid", port)

    with pytest.raises(FetchFailed, match="has no address"):
        get("http://no-such-host.invalid/", resolver=unknown)


def test_a_resolver_that_hangs_fails(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
    with pytest.raises(FetchFailed, match="not resolved"):
        address.resolve("slow.example", 80, seconds=0.1)


def test_a_closed_port_fails():
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchFailed, match="cannot be reached"):
        get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("status", [204, 304, 401, 403, 404, 410, 429, 500, 503])
def test_another_status_fails(serve, status):
    base, _ = serve({"/a": (status, {}, b"")})
    with pytest.raises(FetchFailed, match=str(status)):
        get(f"{base}/a")


def test_a_declared_size_over_the_limit_is_refused_before_it_is_read(serve):
    base, _ = serve({"/a": (200, {"Content-Length": "50000000000"}, b"")})
    with pytest.raises(TooLarge):
        get(f"{base}/a")


def test_a_body_over_the_limit_is_cut_off(serve):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65_536)
        except OSError:
            pass

    base, _ = serve({"/a": endless})
    with pytest.raises(TooLarge):
        get(f"{base}/a", limit=1_000_000)


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_compressed_body_is_expanded(serve, coding, pack):
    base, _ = serve({"/a": plain(pack(TEXT * 500), **{"Content-Encoding": coding})})
    assert get(f"{base}/a").data == TEXT * 500


def test_a_compressed_bomb_is_cut_off(serve):
    base, _ = serve({"/a": plain(gzip.compress(b"0" * 50_000_000), **{"Content-Encoding": "gzip"})})
    with pytest.raises(TooLarge):
        get(f"{base}/a", limit=1_000_000)


@pytest.mark.parametrize(
    ("coding", "body", "words"),
    [("br", TEXT, "compression"), ("gzip", TEXT, "not gzip"), ("gzip", gzip.compress(TEXT * 99)[:-20], "broke off")],
)
def test_a_body_that_cannot_be_expanded_fails(serve, coding, body, words):
    base, _ = serve({"/a": plain(body, **{"Content-Encoding": coding})})
    with pytest.raises(FetchFailed, match=words):
        get(f"{base}/a")


def test_a_slow_body_ends_with_the_time_allowed(serve):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    base, _ = serve({"/a": drip})
    with pytest.raises(FetchFailed, match="in time"):
        get(f"{base}/a", seconds=0.5)


def test_slow_headers_end_with_the_time_allowed(serve):
    def drip(handler):
        try:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for _ in range(100):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    base, _ = serve({"/a": drip})
    with pytest.raises(FetchFailed, match="in time"):
        get(f"{base}/a", seconds=0.5)


def test_what_is_not_http_fails(serve):
    base, _ = serve({"/a": lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n")})
    with pytest.raises(FetchFailed, match="cannot be reached"):
        get(f"{base}/a")


def test_proxies_of_the_environment_are_not_used(serve, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    base, _ = serve({"/a": plain()})
    assert get(f"{base}/a").data == TEXT


@pytest.fixture(scope="module")
def secure_server(tmp_path_factory):
    """A TLS server on the loopback whose certificate nobody vouches for; tells the names asked for."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: it makes the certificate of this test")
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=talks.example"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    names = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    listener = socket.create_server((LOOPBACK, 0))

    def answer():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            try:
                context.wrap_socket(connection, server_side=True).close()
            except OSError:
                connection.close()

    threading.Thread(target=answer, daemon=True).start()
    yield listener.getsockname()[1], names
    listener.close()


def test_a_certificate_is_verified_under_the_hosts_name(secure_server):
    port, names = secure_server
    with pytest.raises(FetchFailed, match=r"(?i)certificate"):
        get(f"https://talks.example:{port}/", resolver=lambda host, _: [LOOPBACK])
    assert names == ["talks.example"]


def test_a_redirect_that_gives_up_encryption_is_refused():
    import httpx

    with pytest.raises(FetchRefused, match="gives up encryption"):
        fetch._checked("http://example.org/", httpx.URL("https://example.org/"))


PUBLIC = ["93.184.216.34", "8.8.8.8", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001:81b::200e"]
INSIDE = [
    "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "0.1.2.3", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.88.99.1", "::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1",
    "::127.0.0.1", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "2002:808:808::1", "2001:0:53aa:64c::1", "fe80::1",
    "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "100::1", "", "example.org", "1.2.3",
]  # fmt: skip


@pytest.mark.parametrize("found", PUBLIC)
def test_public_addresses(found):
    assert address.is_public(found)


@pytest.mark.parametrize("found", INSIDE)
def test_inside_addresses(found):
    assert not address.is_public(found)


@given(st.ip_addresses())
def test_no_address_is_both_public_and_special(found):
    if address.is_public(str(found)):
        assert found.is_global
        assert not any((found.is_private, found.is_loopback, found.is_multicast, found.is_link_local))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="htps:/@[]%.0aé\n?#\\", max_size=40).map(lambda tail: "http://" + tail))
def test_any_url_is_answered_or_refused_in_one_line(url):
    try:
        fetch.fetch(url, may_connect=lambda _: False, resolver=lambda host, _: ["10.0.0.1"])
    except CommuniqueError as error:
        message = str(error)
    assert len(message.splitlines()) == 1
