"""Addresses inside a network: a public site must not make the monitor ask them, by a redirect or by what its name resolves to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

Resolve = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host; none when its name cannot be resolved here (a proxy may know it)."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []


def is_inside(address: str) -> bool:
    """Whether an IP address is not one of the public internet: loopback, private, link-local and the like."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return not (mapped or found).is_global


def names_inside(host: str) -> bool:
    """Whether a host is written so that whoever named it meant a machine inside: `localhost`, or such an address."""
    return host == "localhost" or host.endswith(".localhost") or is_inside(host)
