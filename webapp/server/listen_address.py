"""Addresses that a server listens on: IPv4, IPv6 with or without brackets, or a host name."""

import errno
import ipaddress
import re
import socket

_NAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*", re.I
)
_LOOKS_LIKE_IPV4 = re.compile(r"[0-9.]+")


class InvalidListenAddress(ValueError):
    """A text that names no address. The message repeats it and names the remedy."""


def listen_address(text: str) -> str:
    """Return the address without brackets, in its canonical spelling; raise `InvalidListenAddress`.

    An IPv6 address may have a zone, as in `fe80::1%eth0` (RFC 4007, 11.2).
    """
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") and ":" in text else text
    try:
        return str(ipaddress.IPv6Address(bare) if ":" in bare else ipaddress.IPv4Address(bare))
    except ValueError:
        if bare == text and _NAME.fullmatch(text) and not _LOOKS_LIKE_IPV4.fullmatch(text):
            return text.lower()
    raise InvalidListenAddress(
        f'"{text[:80]}"; write an address alone, such as 127.0.0.1, 0.0.0.0 or ::1. The port is in a '
        "setting of its own. For a Unix socket use systemd's, as docs/deploying.md shows"
    )


def with_port(address: str, port: int) -> str:
    """Return address and port in one text, IPv6 in brackets (RFC 3986, 3.2.2)."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def why_unavailable(address: str, port: int) -> str | None:
    """Return why nothing can listen there on this machine; None if something can, or does at present."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((place[0], 0, *place[2:]) if port >= 1024 else place)
    except OSError as error:
        return None if error.errno == errno.EADDRINUSE else str(error.strerror)
    return None


def is_taken(address: str, port: int) -> bool:
    """Return whether something listens there; False if that cannot be found out."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what has closed is not in the way
            probe.bind(place)
    except OSError as error:
        return error.errno == errno.EADDRINUSE
    return False
