"""The networks that a client's address belongs to: its connection, its neighbourhood, its provider.

An address is what a proxy wrote into `X-Forwarded-For`, so it may have a port (RFC 7239, 6) or a zone (RFC
4007, 11). An IPv6 address that stands for an IPv4 one counts as that: the same person has both.
"""

import ipaddress
import re
from ipaddress import IPv4Address, IPv6Address
from typing import Literal

Width = Literal["connection", "neighbourhood", "provider"]
"""IPv4: the address, its /24, its /16. IPv6: the /56 that one connection is given, its /48, its /32."""
_PREFIXES: dict[Width, dict[int, int]] = {
    "connection": {4: 32, 6: 56},
    "neighbourhood": {4: 24, 6: 48},
    "provider": {4: 16, 6: 32},
}
UNREADABLE = "unreadable"
"""The network of an address that cannot be read."""
_MAX_CHARS = 64
_BRACKETED = re.compile(r"\[([^\[\]]+)\](?::[0-9]{1,5})?")
_WITH_PORT = re.compile(r"([0-9.]+):[0-9]{1,5}")
_NAT64 = (
    ipaddress.IPv6Network("64:ff9b::/96"),  # RFC 6052
    ipaddress.IPv6Network("64:ff9b:1::/48"),  # RFC 8215, as it is used: a /96 of it
)


def read_address(text: str | None) -> IPv4Address | IPv6Address | None:
    """Return the address without port and zone; None if the text is no address."""
    text = (text or "").strip(' "')
    if len(text) > _MAX_CHARS:
        return None
    if match := _BRACKETED.fullmatch(text) or _WITH_PORT.fullmatch(text):
        text = match[1]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (_embedded_ipv4(address) or address) if isinstance(address, IPv6Address) else address


def network_of(text: str | None, width: Width = "connection") -> str:
    """Return the network of an address in CIDR notation, or `UNREADABLE`."""
    address = read_address(text)
    if address is None:
        return UNREADABLE
    length = _PREFIXES[width][address.version]
    rest = address.max_prefixlen - length
    first = type(address)(int(address) >> rest << rest)  # an `ip_network` takes twice as long
    return f"{first}/{length}"


def _embedded_ipv4(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address of a client behind NAT64, 6to4, Teredo or a listener of both kinds."""
    if any(address in network for network in _NAT64):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    if address.teredo:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour
