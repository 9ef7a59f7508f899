"""Tell the addresses of the public internet from those that the reader must not connect to."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence

from communique.model.errors import FetchFailed

# Ranges that `ipaddress` counts as global but that carry or reach another address: the NAT64 prefix (RFC 6052), 6to4
# (RFC 3056) and its relays (RFC 7526), Teredo (RFC 4380), IPv4-compatible and IPv4-mapped addresses (RFC 4291), IPv4
# inside the translation prefix (RFC 7915), site-local addresses (RFC 3879).
_CARRIERS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
        "::/96",
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "fec0::/10",
        "192.88.99.0/24",
    )
)

Resolver = Callable[[str, int], Sequence[str]]


def is_public(address: str) -> bool:
    """Tell whether an IP address is one host of the public internet."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # an IPv6 address with a zone is local to a link
        return False
    if any(found.version == network.version and found in network for network in _CARRIERS):
        return False
    special = found.is_private or found.is_loopback or found.is_link_local or found.is_multicast or found.is_reserved
    return found.is_global and not special and not found.is_unspecified


def resolve(host: str, port: int, *, seconds: float = 10.0) -> list[str]:
    """Return the IP addresses of a host in the system's order; raise `FetchFailed` where it has none in time."""
    found: list[str] = []
    problems: list[OSError] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            problems.append(error if isinstance(error, OSError) else OSError(str(error)))
        else:
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

    # The system's resolver takes no timeout; a thread that hangs in it dies with the process.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if found:
        return found
    if thread.is_alive():
        raise FetchFailed(f"the name {host!r} was not resolved in {seconds:.0f} seconds: check the network")
    reason = f" ({problems[0].strerror or problems[0]})" if problems else ""
    raise FetchFailed(f"the name {host!r} has no address{reason}: check the spelling and the network")
