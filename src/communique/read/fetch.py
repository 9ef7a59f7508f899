"""Fetch a page over http or https, from hosts of the public internet only."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.model.errors import FetchFailed, FetchRefused
from communique.read.address import Resolver, is_public, resolve
from communique.read.limits import FETCH_SECONDS, MAX_BYTES, MAX_REDIRECTS, STEP_SECONDS, check_size

if TYPE_CHECKING:
    import httpx

    from communique.read.transport import Deadline

USER_AGENT = "communique/0.1 (reads official statements)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, application/pdf, text/plain, */*;q=0.5",
    "Accept-Encoding": "gzip",
}
_REDIRECTS = (301, 302, 303, 307, 308)
_LONGEST_URL = 4_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave: the bytes, the type that the server declares, and the URL that answered in the end."""

    data: bytes
    media_type: str | None
    url: str


def fetch(
    url: str,
    *,
    may_connect: Callable[[str], bool] = is_public,
    resolver: Resolver = resolve,
    seconds: float = FETCH_SECONDS,
    limit: int = MAX_BYTES,
) -> Fetched:
    """Return what a URL gives, after redirects.

    At every step the host is resolved, every address it has must pass `may_connect`, and the connection goes to an
    address that has passed. `seconds` is for everything together, `limit` the size in bytes after decompression.
    Raise `FetchRefused`, `FetchFailed` or `TooLarge`. `may_connect` and `resolver` are for tests, which have no public
    host.
    """
    import httpcore
    import httpx

    from communique.read.transport import Deadline

    deadline = Deadline(seconds)
    at = _checked(url, None)
    for _ in range(MAX_REDIRECTS + 1):
        try:
            answer = _request(at, deadline, may_connect, resolver, limit)
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise FetchFailed(f"{at} did not answer in time: try again later") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError, UnicodeError) as error:
            raise FetchFailed(
                f"{at} cannot be reached ({_reason(error)}): check the address and the network"
            ) from error
        if isinstance(answer, Fetched):
            return answer
        at = _checked(answer, at)
    raise FetchFailed(f"{url} redirects more than {MAX_REDIRECTS} times: open it in a browser and save the page")


def _checked(url: str, before: httpx.URL | None) -> httpx.URL:
    """Return the parsed URL, relative to the one before; raise `FetchRefused` where it is none to follow."""
    import httpx

    shown = _line(url[:200])
    try:
        found = httpx.URL(url) if before is None else before.join(url)
    except (httpx.InvalidURL, ValueError, TypeError, UnicodeError) as error:
        raise FetchRefused(f"{shown} is no address ({_reason(error)}): check it") from error
    where = shown if before is None else f"{before} redirects to {shown}, which"
    if len(str(found)) > _LONGEST_URL:
        raise FetchRefused(f"{shown}... is over {_LONGEST_URL} characters long: it is no address to read")
    if found.scheme not in ("http", "https"):
        raise FetchRefused(f"{where} is not an http or https address: only those are read")
    if before is not None and before.scheme == "https" and found.scheme == "http":
        raise FetchRefused(f"{where} gives up encryption: read that address by itself if you trust it")
    if found.userinfo:
        raise FetchRefused(f"the address at {found.host} holds a user name or password: leave it out")
    if not found.host:
        raise FetchRefused(f"{where} names no host: check it")
    return found.copy_with(fragment=None)


def _request(
    url: httpx.URL, deadline: Deadline, may_connect: Callable[[str], bool], resolver: Resolver, limit: int
) -> Fetched | str:
    """Return what one request gives, or the address that it redirects to."""
    import httpx

    from communique.read.transport import PinnedTransport

    port = url.port or (443 if url.scheme == "https" else 80)
    addresses = list(resolver(url.host, port))
    for address in addresses:
        if not may_connect(address):
            raise FetchRefused(
                f"{url} leads to {address}, which is not on the public internet: save the page, read that"
            )
    # Not through httpx.Client, which parses a redirect's target before anyone has checked it.
    request = httpx.Request("GET", url, headers=_HEADERS, extensions={"timeout": httpx.Timeout(STEP_SECONDS).as_dict()})
    with PinnedTransport(addresses, deadline) as transport:
        answer = transport.handle_request(request)
        try:
            return _answered(answer, str(url), limit)
        finally:
            answer.close()


def _answered(answer: httpx.Response, url: str, limit: int) -> Fetched | str:
    """Return the body of an answer within the limit of size, or the address that it redirects to."""
    if answer.status_code in _REDIRECTS and answer.headers.get("location"):
        return str(answer.headers["location"])
    if answer.status_code != 200:
        raise FetchFailed(f"{url} answers {answer.status_code} {_line(answer.reason_phrase)}: check the address")
    length = answer.headers.get("content-length", "")
    if length.isascii() and length.isdigit():
        check_size(int(length[:20]), limit, url)
    data = bytearray()
    for chunk in _expanded(answer, url, limit):
        data += chunk
        check_size(len(data), limit, url)
    return Fetched(bytes(data), answer.headers.get("content-type"), url)


def _expanded(answer: httpx.Response, url: str, limit: int) -> Iterator[bytes]:
    """Yield the body of an answer, decompressed in steps that the limit of size can stop."""
    coding = answer.headers.get("content-encoding", "identity").strip().lower()
    if coding == "identity":
        yield from answer.iter_raw()
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed(
            f"{url} answers in the compression {coding[:40]!r}, which was not asked for: save the page and read that"
        )
    expander = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        for raw in answer.iter_raw():
            pending = raw
            while pending:
                yield expander.decompress(pending, limit + 1)
                pending = expander.unconsumed_tail
        yield expander.flush()
    except zlib.error as error:
        raise FetchFailed(f"{url} answers with a body that is not {coding}: try again later") from error
    if not expander.eof:
        raise FetchFailed(f"{url} broke off its answer: try again later")


def _reason(error: BaseException) -> str:
    return _line(str(error))[:120] or type(error).__name__


def _line(text: str) -> str:
    """Return `text` on one line, what cannot be shown as "?"."""
    return "".join(character if character.isprintable() else "?" for character in " ".join(text.split()))
