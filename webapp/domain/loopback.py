"""Loopback: names and addresses that stay on one machine."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Check whether a host is this machine: `localhost` (RFC 6761, 6.3), 127.0.0.0/8 or ::1.

    Empty means a Unix socket to every client here, as does a path.
    """
    host = host.strip("[]").rstrip(".").lower()
    if not host or host.startswith(("/", "@")):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
