"""Host names of the site: one spelling for each host, and the names that it answers to.

`LOCALHOST`, `localhost.` and `localhost:80` over http are one host (RFC 3986, 3.2.2 and 6.2.3; RFC 1034,
3.1): one place in the page cache, one address in links.
"""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_HOST_CHARS = 261
"""A name of 253 characters, its dot, a colon and a port (RFC 1035, 2.3.4)."""
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_HOST = re.compile(r"(?P<name>[a-z0-9.-]+?)\.?|\[(?P<ipv6>[0-9a-f:.]+)\]")
_PORT = re.compile(r"[0-9]{0,5}")


class InvalidHostName(ValueError):
    """A text that names no host. The message repeats it and names the remedy."""


def canonical_host(host: str, scheme: str) -> str | None:
    """Return host and port in their one spelling, or None for what is no host.

    In small letters, without the dot at the end and the scheme's own port; IPv6 as RFC 5952 writes it.
    """
    name, port = _split(host)
    if name is None or not _PORT.fullmatch(port):
        return None
    number = int(port) if port else DEFAULT_PORTS.get(scheme)
    if number == DEFAULT_PORTS.get(scheme):
        return name
    return f"{name}:{number}" if number and number <= 65_535 else None


def is_same_origin(origin: str, scheme: str, host: str) -> bool:
    """Check whether the header `Origin` names this scheme and this canonical host (RFC 6454, 4 and 7)."""
    origin_scheme, separator, rest = origin.partition("://")
    same_scheme = bool(separator) and origin_scheme.lower() == scheme
    return same_scheme and canonical_host(rest, scheme) == host


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """The names that the site answers to, with any port."""

    names: frozenset[str]
    domains: tuple[str, ...]
    """Each with a dot before it: all names below it, and itself."""

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """Read the setting's names, as `allowed_host` returns them."""
        names = tuple(names)
        domains = tuple(name for name in names if name.startswith("."))
        return cls(frozenset(names) | {domain[1:] for domain in domains}, domains)

    def __contains__(self, host: object) -> bool:
        """Check a canonical host."""
        name, _port = _split(str(host))
        return name in self.names or (name is not None and name.endswith(self.domains))


def allowed_host(text: str) -> str:
    """Return a name of the setting in its one spelling; raise `InvalidHostName`.

    A name of another script is written as browsers send it (IDNA). A port is dropped: every port is allowed.
    """
    dot = "." if text.startswith(".") else ""
    bare = text.removeprefix(".").strip()
    if _is_ipv6(bare):
        bare = f"[{bare}]"
    try:
        bare = bare if bare.isascii() else bare.encode("idna").decode("ascii")
    except UnicodeError:
        bare = ""
    name, port = _split(bare)
    if name is None or not _PORT.fullmatch(port) or (dot and name.startswith("[")):
        raise InvalidHostName(
            f'"{text[:80]}"; write the name alone, such as letters.example.org, or .example.org for all '
            "names below it"
        )
    return dot + name


def _split(host: str) -> tuple[str | None, str]:
    """Return the name in its one spelling, or None, and the port as it is written."""
    if len(host) > MAX_HOST_CHARS or not host.isascii():
        return None, ""
    name, colon, port = host.lower().rpartition(":")
    if not colon or port.endswith("]"):
        name, port = host.lower(), ""
    match = _HOST.fullmatch(name)
    if match is None:
        return None, ""
    if match["ipv6"]:
        return (f"[{ipaddress.IPv6Address(match['ipv6'])}]", port) if _is_ipv6(match["ipv6"]) else (None, "")
    return (match["name"], port) if _NAME.fullmatch(match["name"]) else (None, "")


def _is_ipv6(text: str) -> bool:
    try:
        return bool(ipaddress.IPv6Address(text).compressed)
    except ValueError:
        return False
