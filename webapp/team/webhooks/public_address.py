"""Which IP addresses a webhook may reach: those of the public Internet alone.

The tables are IANA's registries of special-purpose addresses (RFC 6890 and its updates). They are written out
here because `ipaddress.is_global` differs between the versions of Python that the app runs on.
"""

import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

NOT_PUBLIC_IPV4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network: 0.0.0.0 is this machine
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # a carrier's own network (RFC 6598)
            "127.0.0.0/8",  # this machine
            "169.254.0.0/16",  # link-local: the metadata services of cloud providers
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # relays from 6to4, deprecated
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and the broadcast address
        ),
    )
)
PUBLIC_IPV6 = IPv6Network("2000::/3")
"""What IANA gives out for the Internet (RFC 4291, 2.4). ::1, fc00::/7 and fe80::/10 lie outside of it."""
NOT_PUBLIC_IPV6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments, Teredo among them
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: it holds an IPv4 address
            "3fff::/20",  # documentation
        ),
    )
)
NAT64 = IPv6Network("64:ff9b::/96")
"""An IPv4 address in the last 32 bits, for hosts that have IPv6 alone (RFC 6052)."""


def is_public(text: str) -> bool:
    """Check whether an address, as the resolver writes it, is one of the public Internet."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return _is_public_ipv4(address)
    if address.scope_id:  # an address of one link
        return False
    if address in NAT64:
        return _is_public_ipv4(IPv4Address(int(address) & 0xFFFF_FFFF))
    return _is_public_ipv6(address)


def _is_public_ipv4(address: IPv4Address) -> bool:
    return not any(address in network for network in NOT_PUBLIC_IPV4)


def _is_public_ipv6(address: IPv6Address) -> bool:
    return address in PUBLIC_IPV6 and not any(address in network for network in NOT_PUBLIC_IPV6)
