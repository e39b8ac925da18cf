"""Rate limits: generous, for a whole classroom behind one address, and forgetful.

A limit is counted per network (IPv4 address, IPv6 /56) under a keyed hash whose key is made at start and
kept in memory only, so that what is counted cannot be traced back to an address.
"""

import hashlib
import ipaddress
import logging
import secrets

from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

LOG = logging.getLogger("appeal")

ALLOWED = {
    "letter": parse("3000/minute"),  # sixty people typing, one round a second each
    "file": parse("120/minute"),  # a class of thirty, four files each
    "token": parse("240/minute"),
    "record": parse("120/minute"),
    "counted": parse("5000/hour"),  # letters in reports: a hall of letter writers, not a loop
}


class Limits:
    """Counts requests of one kind from one network."""

    def __init__(
        self, storage_url: str = "", *, on: bool = True, allowed: dict[str, RateLimitItem] | None = None
    ):
        self._key = secrets.token_bytes(32)
        self._allowed = ALLOWED if allowed is None else allowed
        self._limiter = (
            FixedWindowRateLimiter(storage_from_string(storage_url or "memory://")) if on else None
        )

    def allow(self, kind: str, address: str | None, cost: int = 1) -> bool:
        """Count a request, or a report of `cost` letters; tell if it is allowed. Broken storage allows."""
        if self._limiter is None:
            return True
        try:
            return self._limiter.hit(self._allowed[kind], kind, self._network(address), cost=cost)
        except Exception as why:  # the storage's own errors differ from one to the next
            LOG.warning("rate limits are not counted: %s", type(why).__name__)
            return True

    def _network(self, address: str | None) -> str:
        try:
            host = ipaddress.ip_address(address or "")
            host = getattr(host, "ipv4_mapped", None) or host
        except ValueError:
            network = "unknown"
        else:
            network = str(ipaddress.ip_network((host, 56 if host.version == 6 else 32), strict=False))
        return hashlib.blake2b(network.encode(), key=self._key, digest_size=16).hexdigest()
